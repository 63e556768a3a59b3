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

RecurrentOptions readOptions(const std::string& className, ConfigReader& config) {
    RecurrentOptions options;
    options.units = config.neededInteger("units", 1, 1 << 16);
    options.activation = config.activation("activation", Activation::Tanh);
    if (className != "SimpleRNN")
        options.recurrentActivation = config.activation("recurrent_activation", Activation::Sigmoid);
    options.useBias = config.boolean("use_bias", true);
    options.kernelInitializer = config.initializer("kernel_initializer", options.kernelInitializer);
    options.recurrentInitializer = config.initializer("recurrent_initializer", options.recurrentInitializer);
    options.biasInitializer = config.initializer("bias_initializer", options.biasInitializer);
    if (className == "LSTM" || className == "CellRNN")
        options.unitForgetBias = config.boolean("unit_forget_bias", true);
    options.kernelRegularizer = config.regularizer("kernel_regularizer");
    options.recurrentRegularizer = config.regularizer("recurrent_regularizer");
    options.biasRegularizer = config.regularizer("bias_regularizer");
    for (const char* key : {"activity_regularizer", "kernel_constraint", "recurrent_constraint", "bias_constraint"})
        config.mustBeNull(key);
    options.dropout = config.rate("dropout", 0.0);
    options.recurrentDropout = config.rate("recurrent_dropout", 0.0);
    if (className == "GRU") options.resetAfter = config.boolean("reset_after", true);
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
    return className == "SimpleRNN" || className == "LSTM" || className == "GRU" || className == "CellRNN";
}

std::shared_ptr<Recurrent> readRecurrent(const std::string& className, ConfigReader& config, const std::string& name) {
    const RecurrentOptions options = readOptions(className, config);
    if (className == "LSTM") return std::make_shared<LSTM>(name, options);
    if (className == "GRU") return std::make_shared<GRU>(name, options);
    if (className == "SimpleRNN") return std::make_shared<SimpleRNN>(name, options);
    const std::string cell = config.text("cell", "");
    const auto& cells = cellProgramNames();
    if (std::find(cells.begin(), cells.end(), cell) == cells.end()) {
        std::string known;
        for (const std::string& one : cells) known += (known.empty() ? "" : ", ") + one;
        config.fail("cell: expected one of " + known + ", got \"" + cell.substr(0, 40) + "\"");
    }
    return std::make_shared<CellRNN>(name, cell, options);
}

void writeRecurrent(const Recurrent& layer, Json& config) {
    const RecurrentOptions& options = layer.options();
    const std::string className = layer.className();
    config["return_sequences"] = options.returnSequences;
    config["return_state"] = options.returnState;
    config["go_backwards"] = options.goBackwards;
    config["stateful"] = options.stateful;
    config["unroll"] = options.unroll;
    config["zero_output_for_mask"] = options.zeroOutputForMask;
    config["units"] = options.units;
    config["activation"] = activationName(options.activation);
    if (className != "SimpleRNN") config["recurrent_activation"] = activationName(options.recurrentActivation);
    config["use_bias"] = options.useBias;
    config["kernel_initializer"] = initializerConfig(options.kernelInitializer);
    config["recurrent_initializer"] = initializerConfig(options.recurrentInitializer);
    config["bias_initializer"] = initializerConfig(options.biasInitializer);
    if (className == "LSTM" || className == "CellRNN") config["unit_forget_bias"] = options.unitForgetBias;
    config["kernel_regularizer"] = regularizerConfig(options.kernelRegularizer);
    config["recurrent_regularizer"] = regularizerConfig(options.recurrentRegularizer);
    config["bias_regularizer"] = regularizerConfig(options.biasRegularizer);
    for (const char* key : {"activity_regularizer", "kernel_constraint", "recurrent_constraint", "bias_constraint"})
        config[key] = nullptr;
    config["dropout"] = options.dropout;
    config["recurrent_dropout"] = options.recurrentDropout;
    if (className == "GRU") config["reset_after"] = options.resetAfter;
    if (className == "CellRNN") config["cell"] = layer.cellName();
    config["seed"] = nullptr;
}

}  // namespace engine
