// Which parts of a model can be traced, and their programs: recurrent layers, layers without states, the loss, the
// result.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/cells/program.h"
#include "engine/models/model.h"

namespace engine {

/// What follows the layers, by the names that TraceRequest::layer takes.
inline constexpr const char* kResultPart = "result";
inline constexpr const char* kLossPart = "loss";
/// Whether a name is one of these two: no layer has to be looked for.
[[nodiscard]] bool isEndPart(const std::string& name);

/// Names of the layers that have a cell program, in the model's order; a Bidirectional counts once.
[[nodiscard]] std::vector<std::string> recurrentLayers(const Model& model);
/// Those and the layers without states that are written as a program (Dense, Embedding).
[[nodiscard]] std::vector<std::string> tracedLayers(const Model& model);

/// A layer that has a program.
struct TracedLayer {
    std::string name;
    Index node = 0;
    const Layer* layer = nullptr;
    std::shared_ptr<const CellProgram> program;
};
/// name empty: the first recurrent layer. Throws Error where there is none.
[[nodiscard]] TracedLayer findTraced(const Model& model, const std::string& name, int direction);

/// 2 for a Bidirectional, else 1. Throws Error where the layer has no program.
[[nodiscard]] int directionsOf(const Model& model, const std::string& layer);

/// The program of a layer; `layer` and `direction` as in TraceRequest. Throws Error where there is none.
[[nodiscard]] std::shared_ptr<const CellProgram> cellProgramOf(const Model& model, const std::string& layer,
                                                               int direction = 0);

/// Parameter::index of the k-th parameter (CellProgram::parameters) of a layer; `layer` and `direction` as in
/// TraceRequest. Throws Error where there is none.
[[nodiscard]] Index cellParameter(const Model& model, const std::string& layer, int direction, std::size_t k);

}  // namespace engine
