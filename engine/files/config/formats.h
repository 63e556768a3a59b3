// A layer class as one entry of a table: how its config is read, and how it is written.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/files/config.h"
#include "engine/files/config/reader.h"

namespace engine {

struct LayerFormat {
    std::string_view className;
    std::shared_ptr<Layer> (*read)(ConfigReader& config, const std::string& name);
    /// Adds the layer's own keys; it is of this class.
    void (*write)(const Layer& layer, Json& config);
};

// By what they do to a sequence.
[[nodiscard]] const std::vector<LayerFormat>& windowFormats();     ///< convolution and pooling
[[nodiscard]] const std::vector<LayerFormat>& mergingFormats();    ///< several tensors into one
[[nodiscard]] const std::vector<LayerFormat>& movingFormats();     ///< numbers to other places
[[nodiscard]] const std::vector<LayerFormat>& placewiseFormats();  ///< number by number: noise, scales, activations

/// Null for a class that is in none of the tables.
[[nodiscard]] const LayerFormat* findFormat(const std::string& className);

/// Refuses "channels_first".
void readDataFormat(ConfigReader& config);
/// A whole number, or a list of one: Keras writes [3] for kernel_size.
[[nodiscard]] Index sizeOrList(ConfigReader& config, const char* key, Index otherwise);

}  // namespace engine
