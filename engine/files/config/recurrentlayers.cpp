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

// Of the layer's cell, by the name that makeCellProgram knows.
const RecurrentClass& classOfCell(const std::string& cellName) {
    return cellName == "gru" ? kClasses[2] : cellName == "simple_rnn" ? kClasses[0] : kClasses[1];
}

// Null for a class that is none of these.
const RecurrentClass* find(const std::string& className) {
    for (const RecurrentClass& one : kClasses)
        if (className == one.name) return &one;
    return nullptr;
}

// What the cell has of its own, in the layer's config or in that of an RNN's cell.
void readCell(const RecurrentClass& kind, ConfigReader& config, RecurrentOptions& options) {
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
    options.kernelConstraint = config.constraint("kernel_constraint");
    options.recurrentConstraint = config.constraint("recurrent_constraint");
    options.biasConstraint = config.constraint("bias_constraint");
    options.dropout = config.rate("dropout", 0.0);
    options.recurrentDropout = config.rate("recurrent_dropout", 0.0);
    if (kind.resetAfter) options.resetAfter = config.boolean("reset_after", true);
    config.skip("seed");
}

void readLoop(ConfigReader& config, RecurrentOptions& options) {
    options.returnSequences = config.boolean("return_sequences", false);
    options.returnState = config.boolean("return_state", false);
    options.goBackwards = config.boolean("go_backwards", false);
    options.stateful = config.boolean("stateful", false);
    options.unroll = config.boolean("unroll", false);
    options.zeroOutputForMask = config.boolean("zero_output_for_mask", false);
    config.skip("use_cudnn");
}

// {"cell": {"class_name": "LSTMCell", "config": {...}}, "return_sequences": ...}
std::shared_ptr<Recurrent> readRnn(ConfigReader& config, const std::string& name) {
    const Json* cell = config.take("cell");
    if (!cell || !cell->is_object() || !cell->contains("class_name") || !(*cell)["class_name"].is_string() ||
        !cell->contains("config"))
        config.fail("cell: expected a cell, got " + (cell ? shortText(*cell) : "none"));
    const std::string className = (*cell)["class_name"].get<std::string>();
    const std::size_t length = className.size();
    const RecurrentClass* kind =
        length > 4 && className.substr(length - 4) == "Cell" ? find(className.substr(0, length - 4)) : nullptr;
    if (!kind)
        config.fail("cell " + className.substr(0, 40) +
                    " is not supported, expected LSTMCell, GRUCell or SimpleRNNCell");
    RecurrentOptions options;
    readLoop(config, options);
    ConfigReader own(config.who() + ": cell", (*cell)["config"], config.strict());
    own.skipCommon();
    options.cellName = (*cell)["config"].value("name", snakeCase(className));
    readCell(*kind, own, options);
    own.finish();
    return kind->make(config, name, options);
}

}  // namespace

bool isRecurrent(const std::string& className) {
    return className == "RNN" || find(className) != nullptr;
}

std::shared_ptr<Recurrent> readRecurrent(const std::string& className, ConfigReader& config, const std::string& name) {
    if (className == "RNN") return readRnn(config, name);
    const RecurrentClass& kind = *find(className);
    RecurrentOptions options;
    readCell(kind, config, options);
    readLoop(config, options);
    return kind.make(config, name, options);
}

namespace {

void writeCell(const Recurrent& layer, Json& config) {
    const RecurrentOptions& options = layer.options();
    const RecurrentClass& kind = layer.ofCell() ? classOfCell(layer.cellName()) : *find(layer.className());
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
    config["kernel_constraint"] = constraintConfig(options.kernelConstraint);
    config["recurrent_constraint"] = constraintConfig(options.recurrentConstraint);
    config["bias_constraint"] = constraintConfig(options.biasConstraint);
    config["dropout"] = options.dropout;
    config["recurrent_dropout"] = options.recurrentDropout;
    if (kind.resetAfter) config["reset_after"] = options.resetAfter;
    if (const auto* own = dynamic_cast<const CellRNN*>(&layer)) config["cell"] = own->cellName();
    config["seed"] = nullptr;
}

}  // namespace

void writeRecurrent(const Recurrent& layer, Json& config) {
    const RecurrentOptions& options = layer.options();
    config["return_sequences"] = options.returnSequences;
    config["return_state"] = options.returnState;
    config["go_backwards"] = options.goBackwards;
    config["stateful"] = options.stateful;
    config["unroll"] = options.unroll;
    config["zero_output_for_mask"] = options.zeroOutputForMask;
    if (!layer.ofCell()) {
        writeCell(layer, config);
        return;
    }
    Json cell;
    cell["name"] = options.cellName;
    cell["trainable"] = config["trainable"];
    cell["dtype"] = config["dtype"];
    writeCell(layer, cell);
    config["cell"] =
        kerasObject("keras.layers", std::string(classOfCell(layer.cellName()).name) + "Cell", std::move(cell));
}

}  // namespace engine
