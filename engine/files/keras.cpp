// A .keras file as a whole.
#include "engine/files/keras.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <new>
#include <optional>

#include "engine/core/error.h"
#include "engine/files/bytes.h"
#include "engine/files/compileconfig.h"
#include "engine/files/config.h"
#include "engine/files/config/dtypes.h"
#include "engine/files/config/keras2.h"
#include "engine/files/kerasweights.h"
#include "engine/files/legacyh5.h"
#include "engine/files/recognise.h"
#include "engine/files/safejson.h"
#include "engine/files/ziparchive.h"
#include "engine/layers/activationlayer.h"
#include "engine/layers/bidirectional.h"
#include "engine/layers/cellrnn.h"
#include "engine/layers/dense.h"
#include "engine/layers/timedistributed.h"

namespace engine {

namespace {

// JSON takes up to twenty times its length in memory; a config of 4096 layers has 8 MB.
constexpr std::size_t kMostConfig = std::size_t{16} << 20;
constexpr std::size_t kMostMetadata = std::size_t{1} << 20;
constexpr std::size_t kMostWeights = std::size_t{64} << 20;

// (class name, layer name) of the layers in the file's own order, which is Keras's; operations are not layers.
std::vector<std::pair<std::string, std::string>> listedLayers(const Json& config) {
    std::vector<std::pair<std::string, std::string>> result;
    const Json& inner = config.at("config");
    for (const Json& entry : inner.is_array() ? inner : inner.at("layers")) {
        const std::string module = entry.value("module", "");
        if (module.rfind("keras.src.ops", 0) != 0)
            result.emplace_back(entry.at("class_name").get<std::string>(),
                                entry.at("config").at("name").get<std::string>());
    }
    return result;
}

// A file that is no zip: Keras's older format, or something that can be named.
std::optional<KerasFile> readOther(const std::string& path) {
    const std::string first = firstBytesOf(path);
    if (isHdf5(first)) {
        if (std::filesystem::path(path).extension() == ".keras")
            throw Error("expected a .keras file (a zip), got an HDF5 file of an older Keras: rename it to .h5");
        return readLegacyH5(readBytes(path));
    }
    if (const std::string other = otherFormat(first); !other.empty())
        throw Error("expected a .keras or .h5 file, got " + other);
    return std::nullopt;
}

KerasFile read(const std::string& path) {
    if (auto other = readOther(path)) return std::move(*other);
    const ZipArchive zip(path);
    if (zip.contains("data.pkl") || zip.contains("archive/data.pkl"))
        throw Error("expected a .keras or .h5 file, got a PyTorch checkpoint: export its weights as safetensors");
    // What is stored cannot be larger than the file; what is deflated may be, within reason.
    const std::size_t most = kMostWeights + 20 * static_cast<std::size_t>(std::filesystem::file_size(path));
    Json config = parseJson(zip.read("config.json", kMostConfig), "config.json");
    const bool ofKeras2 = zip.contains("metadata.json") &&
                          isOfKeras2(parseJson(zip.read("metadata.json", kMostMetadata), "metadata.json")) &&
                          config.is_object() && config.contains("config");
    if (ofKeras2) keepMeaningOfKeras2(config["config"]);
    KerasFile file;
    file.notes = dtypeNotes(config);
    file.model = modelFromConfig(config);
    if (!zip.contains("model.weights.h5")) {
        const bool npz = zip.contains("model.weights.npz");
        throw Error(npz ? "model.weights.npz: expected weights as HDF5, got npz, which is not supported"
                        : "expected a member model.weights.h5, got none");
    }
    const Hdf5Reader weights(zip.read("model.weights.h5", most), "model.weights.h5");
    file.weights = readWeights(weights, *file.model, weightGroups(listedLayers(config)));
    if (!config.contains("compile_config")) return file;
    try {
        readCompileConfig(config["compile_config"], file);
    } catch (const Error& error) {
        KerasFile bare;
        bare.model = file.model;
        bare.notes = file.notes;
        bare.weights = std::move(file.weights);
        bare.compileProblem = error.what();
        return bare;
    }
    try {
        readOptimizerState(weights, file, ofKeras2);
    } catch (const Error&) {
        // The slots of Keras 2's optimizers are not all ours: fit then starts with empty ones.
        if (!ofKeras2) throw;
        file.optimizerState.reset();
    }
    return file;
}

void refuseUnknownToKeras(const Layer& layer) {
    const std::string who = "layer " + layer.name() + ": ";
    const auto check = [&](Activation activation) {
        if (activation == Activation::BipolarSigmoid || activation == Activation::DoubleBipolarSigmoid)
            throw Error(who + "activation " + activationName(activation) +
                        " cannot be written: Keras has none of this name");
        if (activation == Activation::HardSigmoidKeras2)
            throw Error(who + "the hard_sigmoid of Keras 2 cannot be written: Keras 3 computes another function");
    };
    if (const Model* model = layer.model()) checkWritable(*model);
    if (const auto* cell = dynamic_cast<const CellRNN*>(&layer))
        throw Error(who + "a " + cell->cellName() + " cell cannot be written: Keras has no such layer");
    if (const auto* bidirectional = dynamic_cast<const Bidirectional*>(&layer)) {
        refuseUnknownToKeras(bidirectional->forwardLayer());
        refuseUnknownToKeras(bidirectional->backwardLayer());
    } else if (const auto* distributed = dynamic_cast<const TimeDistributed*>(&layer)) {
        refuseUnknownToKeras(distributed->layer());
    } else if (const auto* recurrent = dynamic_cast<const Recurrent*>(&layer)) {
        check(recurrent->options().activation);
        check(recurrent->options().recurrentActivation);
    } else if (const auto* dense = dynamic_cast<const Dense*>(&layer)) {
        check(dense->options().activation);
    } else if (const auto* activation = dynamic_cast<const ActivationLayer*>(&layer)) {
        check(activation->options().activation);
    }
}

std::string metadata() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 32> date{};
    std::strftime(date.data(), date.size(), "%Y-%m-%d@%H:%M:%S", &utc);
    return Json{{"keras_version", "3.15.1"}, {"date_saved", date.data()}}.dump();
}

}  // namespace

KerasFile readKeras(const std::string& path) {
    const std::string who = path + ": ";
    try {
        return read(path);
    } catch (const Error& error) {
        std::string text = error.what();
        // Names out of the file may hold anything; a message is one line.
        std::replace_if(
            text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
        throw Error(text.rfind(who, 0) == 0 ? text : who + text);
    } catch (const Json::exception&) {
        throw Error(who + "config.json: expected Keras's config, got something else");
    } catch (const std::bad_alloc&) {
        throw Error(who + "is too large");
    } catch (const std::length_error&) {
        throw Error(who + "is too large");
    } catch (const std::filesystem::filesystem_error&) {
        throw Error(who + "cannot be read");
    }
}

void checkWritable(const Model& model) {
    for (const std::shared_ptr<const Layer>& layer : model.layers()) refuseUnknownToKeras(*layer);
}

void writeKeras(const std::string& path, const KerasFile& file) {
    const Model& model = *file.model;
    checkWritable(model);
    Json config = modelConfig(model);
    if (Json compiled = compileConfig(file); !compiled.is_null()) config["compile_config"] = std::move(compiled);
    Hdf5Writer weights(path);
    writeWeights(weights, model, file.weights, weightGroups(classesOf(model)));
    writeOptimizerState(weights, file);
    writeZip(path,
             {{"metadata.json", metadata()}, {"config.json", config.dump()}, {"model.weights.h5", weights.finish()}});
}

}  // namespace engine
