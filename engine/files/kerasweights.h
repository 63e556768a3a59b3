// model.weights.h5: where Keras keeps each layer's and the optimizer's arrays.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/files/hdf5file.h"
#include "engine/files/keras.h"

namespace engine {

/// By layer name, the group under layers/: the snake-case class name, counted by class in the order Keras lists the
/// layers.
using WeightGroups = std::map<std::string, std::string>;
/// classes: (class name, layer name) in Keras's order.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> classesOf(const Model& model);
[[nodiscard]] WeightGroups weightGroups(const std::vector<std::pair<std::string, std::string>>& classes);

[[nodiscard]] Weights readWeights(const Hdf5Reader& file, const Model& model, const WeightGroups& groups);
/// Slots, iterations and the learning rate, where they are there in full; otherwise the file starts with a fresh
/// optimizer.
void readOptimizerState(const Hdf5Reader& file, KerasFile& keras, bool ofKeras2 = false);

void writeWeights(Hdf5Writer& file, const Model& model, const Weights& weights, const WeightGroups& groups);
void writeOptimizerState(Hdf5Writer& file, const KerasFile& keras);

}  // namespace engine
