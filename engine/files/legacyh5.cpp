// keras.src.legacy.saving.legacy_h5_format, the reading half.
#include "engine/files/legacyh5.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/files/compileconfig.h"
#include "engine/files/config.h"
#include "engine/files/config/dtypes.h"
#include "engine/files/config/keras2.h"
#include "engine/files/hdf5file.h"
#include "engine/files/safejson.h"

namespace engine {

namespace {

// Keras saves what is trained first, and numbers of one layer otherwise in their order.
std::vector<const Parameter*> savedOrder(const Layer& layer) {
    std::vector<const Parameter*> parameters = layer.parameters();
    std::stable_partition(parameters.begin(), parameters.end(), [](const Parameter* one) { return one->trainable; });
    return parameters;
}

Matrix readMatrix(const Hdf5Reader& file, const std::string& path, const Parameter& parameter) {
    const std::vector<double> values = file.read(path, {parameter.shape.begin(), parameter.shape.end()});
    Matrix matrix(parameter.rows(), parameter.columns());
    for (Index i = 0; i < matrix.size(); ++i)
        matrix.data()[i] = static_cast<Scalar>(values[static_cast<std::size_t>(i)]);
    return matrix;
}

Weights readWeights(const Hdf5Reader& file, const Model& model) {
    Weights weights(model.parameters().size());
    for (const std::shared_ptr<const Layer>& layer : model.layers()) {
        const std::vector<const Parameter*> parameters = savedOrder(*layer);
        if (parameters.empty()) continue;
        const std::string group = "model_weights/" + layer->name();
        const std::vector<std::string> names = file.texts(group, "weight_names");
        if (names.size() != parameters.size())
            throw Error("layer " + layer->name() + ": expected " + std::to_string(parameters.size()) + " arrays, got " +
                        std::to_string(names.size()));
        for (std::size_t i = 0; i < names.size(); ++i)
            weights[static_cast<std::size_t>(parameters[i]->index)] =
                readMatrix(file, group + "/" + names[i], *parameters[i]);
    }
    model.checkWeights(weights);
    return weights;
}

// The training setup in the words of a .keras file.
Json compileConfigOf(const Json& training) {
    Json config;
    if (!training.is_object()) return config;
    for (const char* key : {"loss", "metrics", "weighted_metrics", "loss_weights"})
        if (training.contains(key)) config[key] = training[key];
    if (training.contains("optimizer_config")) config["optimizer"] = training["optimizer_config"];
    return config;
}

}  // namespace

KerasFile readLegacyH5(std::string bytes) {
    constexpr std::size_t kMostConfig = std::size_t{16} << 20;
    const Hdf5Reader h5(std::move(bytes), "HDF5");
    const std::string version = h5.text("", "keras_version").value_or("");
    const std::string by = version.empty() ? "an HDF5 file" : "an HDF5 file written by Keras " + version;
    if (!version.empty() && version[0] < '2')
        throw Error(by + ": expected Keras 2 or newer: load it there and save it again");
    const auto text = h5.text("", "model_config");
    if (!text) {
        const bool weights = h5.hasGroup("model_weights") || !h5.texts("", "layer_names").empty();
        throw Error(by + (weights ? " with weights only: expected a whole model (model.save), which has its layers, too"
                                  : ": expected a model of Keras, got none"));
    }
    if (text->size() > kMostConfig) throw Error("model_config: is too large");
    Json config = parseJson(*text, "model_config");
    if (version.empty() || version[0] < '3') {
        if (config.is_object() && config.contains("config")) keepMeaningOfKeras2(config["config"]);
    }
    KerasFile file;
    file.notes = dtypeNotes(config);
    file.model = modelFromConfig(config);
    file.weights = readWeights(h5, *file.model);
    const auto training = h5.text("", "training_config");
    if (!training || training->size() > kMostConfig) return file;
    try {
        readCompileConfig(compileConfigOf(parseJson(*training, "training_config")), file);
    } catch (const Error& error) {
        KerasFile bare;
        bare.model = file.model;
        bare.notes = file.notes;
        bare.weights = std::move(file.weights);
        bare.compileProblem = error.what();
        return bare;
    }
    return file;
}

}  // namespace engine
