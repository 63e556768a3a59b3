// Configs of SimpleRNN, LSTM, GRU and our own CellRNN.
#include <algorithm>

#include "engine/core/error.h"
#include "engine/files/config/layers.h"
#include "engine/files/config/objects.h"
#include "engine/layers/cellrnn.h"
#include "engine/layers/gru.h"
#include "engine/layers/lstm.h"
#include "engine/layers/simplernn.h"

namespace engine {

namespace {

// What tells Keras's recurrent classes apart in their configs.
struct RecurrentClass {
    const char* name;
    bool recurrentActivation, unitForgetBias, resetAfter;  // the options it has beside those of all
    std::shared_ptr<Recurrent> (*make)(ConfigReader& config, const std::string& name, const RecurrentOptions& options);
};

template <typename Class>
std::shared_ptr<Recurrent> makePlain(ConfigReader&, const std::string& name, const RecurrentOptions& options) {
    return std::make_shared<Class>(name, options);
}

std::shared_ptr<Recurrent> makeCellRnn(ConfigReader& config, const std::string& name, const RecurrentOptions& options) {
    const std::string cell = config.text("cell", "");
    const auto& cells = cellProgramNames();
    if (std::find(cells.begin(), cells.end(), cell) == cells.end()) {
        std::string known;
        for (const std::string& one : cells) known += (known.empty() ? "" : ", ") + one;
        config.fail("cell: expected one of " + known + ", got \"" + cell.substr(0, 40) + "\"");
    }
    return std::make_shared<CellRNN>(name, cell, options);
}

constexpr RecurrentClass kClasses[] = {
    {"SimpleRNN", false, false, false, makePlain<SimpleRNN>},
    {"LSTM", true, true, false, makePlain<LSTM>},
    {"GRU", true, false, true, makePlain<GRU>},
    {"CellRNN", true, true, false, makeCellRnn},
};

// Null for a class that is none of these.
const RecurrentClass* find(const std::string& className) {
    for (const RecurrentClass& one : kClasses)
        if (className == one.name) return &one;
    return nullptr;
}

RecurrentOptions readOptions(const RecurrentClass& kind, ConfigReader& config) {
    RecurrentOptions options;
    options.units = config.neededInteger("units", 1, 1 << 16);
    options.activation = config.activation("activation", Activation::Tanh);
    if (kind.recurrentActivation)
        options.recurrentActivation = config.activation("recurrent_activation", Activation::Sigmoid);
    options.useBias = config.boolean("use_bias", true);
    options.kernelInitializer = config.initializer("kernel_initializer", options.kernelInitializer);
    options.recurrentInitializer = config.initializer("recurrent_initializer", options.recurrentInitializer);
    options.biasInitializer = config.initializer("bias_initializer", options.biasInitializer);
    if (kind.unitForgetBias) options.unitForgetBias = config.boolean("unit_forget_bias", true);
    options.kernelRegularizer = config.regularizer("kernel_regularizer");
    options.recurrentRegularizer = config.regularizer("recurrent_regularizer");
    options.biasRegularizer = config.regularizer("bias_regularizer");
    for (const char* key : {"activity_regularizer", "kernel_constraint", "recurrent_constraint", "bias_constraint"})
        config.mustBeNull(key);
    options.dropout = config.rate("dropout", 0.0);
    options.recurrentDropout = config.rate("recurrent_dropout", 0.0);
    if (kind.resetAfter) options.resetAfter = config.boolean("reset_after", true);
    options.returnSequences = config.boolean("return_sequences", false);
    options.returnState = config.boolean("return_state", false);
    options.goBackwards = config.boolean("go_backwards", false);
    options.stateful = config.boolean("stateful", false);
    options.unroll = config.boolean("unroll", false);
    options.zeroOutputForMask = config.boolean("zero_output_for_mask", false);
    config.skip("seed");
    config.skip("use_cudnn");
    return options;
}

}  // namespace

bool isRecurrent(const std::string& className) {
    return find(className) != nullptr;
}

std::shared_ptr<Recurrent> readRecurrent(const std::string& className, ConfigReader& config, const std::string& name) {
    const RecurrentClass& kind = *find(className);
    const RecurrentOptions options = readOptions(kind, config);
    return kind.make(config, name, options);
}

void writeRecurrent(const Recurrent& layer, Json& config) {
    const RecurrentOptions& options = layer.options();
    const RecurrentClass& kind = *find(layer.className());
    config["return_sequences"] = options.returnSequences;
    config["return_state"] = options.returnState;
    config["go_backwards"] = options.goBackwards;
    config["stateful"] = options.stateful;
    config["unroll"] = options.unroll;
    config["zero_output_for_mask"] = options.zeroOutputForMask;
    config["units"] = options.units;
    config["activation"] = activationName(options.activation);
    if (kind.recurrentActivation) config["recurrent_activation"] = activationName(options.recurrentActivation);
    config["use_bias"] = options.useBias;
    config["kernel_initializer"] = initializerConfig(options.kernelInitializer);
    config["recurrent_initializer"] = initializerConfig(options.recurrentInitializer);
    config["bias_initializer"] = initializerConfig(options.biasInitializer);
    if (kind.unitForgetBias) config["unit_forget_bias"] = options.unitForgetBias;
    config["kernel_regularizer"] = regularizerConfig(options.kernelRegularizer);
    config["recurrent_regularizer"] = regularizerConfig(options.recurrentRegularizer);
    config["bias_regularizer"] = regularizerConfig(options.biasRegularizer);
    for (const char* key : {"activity_regularizer", "kernel_constraint", "recurrent_constraint", "bias_constraint"})
        config[key] = nullptr;
    config["dropout"] = options.dropout;
    config["recurrent_dropout"] = options.recurrentDropout;
    if (kind.resetAfter) config["reset_after"] = options.resetAfter;
    if (const auto* own = dynamic_cast<const CellRNN*>(&layer)) config["cell"] = own->cellName();
    config["seed"] = nullptr;
}

}  // namespace engine
