// gatewise model summary|predict|gradients|trace: a .keras file looked at and run; fit is in modelfit.cpp.
#include <algorithm>
#include <sstream>

#include "cli/commands.h"
#include "cli/modeldata.h"
#include "cli/numbers.h"
#include "cli/tracejson.h"
#include "engine/core/error.h"
#include "engine/files/arrays.h"
#include "engine/layers/states.h"
#include "engine/models/limits.h"
#include "engine/models/summary.h"
#include "engine/training/trace.h"

namespace cli {

using engine::Error;
using engine::Index;
using engine::Tensor;

namespace {

std::string tensorText(const std::string& name, const Tensor& tensor) {
    const engine::Array array = engine::arrayFromTensor(tensor);
    return name + " " + engine::shapeText(array.shape) + "\n" + tensorJson(tensor).dump() + "\n";
}

std::string outputName(const engine::Model& model, std::size_t output) {
    return model.nodes()[static_cast<std::size_t>(model.outputs()[output].node)].name;
}

// A list of numbers takes 16 bytes a number and 80 a row where it is printed; what is asked for must stay within reach.
constexpr double kMostBytes = 800e6;

void checkBytes(double rows, double numbers) {
    const double bytes = 80.0 * rows + 28.0 * numbers;
    if (bytes > kMostBytes)
        throw Error("answer: expected at most " + engine::countText(kMostBytes) + " bytes, got " +
                    engine::countText(bytes) + " for " + engine::countText(numbers) +
                    " numbers: fewer samples at once");
}

void checkAnswer(const engine::Model& model, const std::vector<Tensor>& inputs) {
    double rows = 0.0, numbers = 0.0;
    for (const engine::Shape& shape : model.outputShapes()) {
        const double samples = static_cast<double>(inputs.front().batch);
        rows += samples * (shape.sequence ? engine::Shape{true, shape.steps, 1}.size() : 1.0);
        numbers += samples * shape.size();
    }
    checkBytes(rows, numbers);
}

void summary(const ModelOptions& options) {
    const engine::KerasFile file = readModel(options.file);
    engine::Summary table = engine::summarize(*file.model);
    table.optimizer = engine::optimizerParameters(file);
    Json json;
    json["model"] = table.model;
    Json& layers = json["layers"] = Json::array();
    for (const engine::SummaryRow& row : table.rows) {
        Json layer{{"name", row.name},
                   {"class_name", row.className},
                   {"output_shape", row.outputShape},
                   {"parameters", row.parameters}};
        if (!table.chain) layer["connected_to"] = row.connectedTo;
        layers.push_back(std::move(layer));
    }
    json["total_parameters"] = table.total();
    json["trainable_parameters"] = table.trainable;
    json["non_trainable_parameters"] = table.nonTrainable;
    if (table.optimizer > 0) json["optimizer_parameters"] = table.optimizer;
    if (!file.compileProblem.empty()) json["compile_problem"] = file.compileProblem;
    std::string text = engine::summaryText(table);
    if (text.empty() || text.back() != '\n') text += '\n';
    answer(options.json, json, text);
}

// A stateful model goes batch by batch, each from the states that the one before left, as Keras's predict does.
void predict(const ModelOptions& options) {
    const engine::KerasFile file = readModel(options.file);
    const engine::Model& model = *file.model;
    engine::LayerStates states;
    engine::PassOptions pass;
    if (model.isStateful()) pass.states = &states;
    const std::vector<Tensor> inputs = readInputs(model, options.inputs);
    checkAnswer(model, inputs);
    const std::vector<Tensor> outputs = model.predict(inputs, file.weights, pass);
    Json json;
    Json& list = json["outputs"] = Json::array();
    std::string text;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (options.json.empty())
            text += tensorText(outputName(model, i), outputs[i]);
        else
            list.push_back(tensorJson(outputs[i]));
    }
    answer(options.json, json, text);
}

// Token numbers have no gradient.
bool isTokens(const engine::Model& model, Index input) {
    for (const engine::Node& node : model.nodes())
        if (node.layer && node.layer->readsTokens() && node.inputs.front().node == input) return true;
    return false;
}

void gradients(const ModelOptions& options) {
    const engine::KerasFile file = readModel(options.file);
    const engine::Model& model = *file.model;
    const std::vector<Tensor> inputs = readInputs(model, options.inputs);
    const std::vector<std::string> losses = lossesOf(file, options.losses);
    const std::vector<Tensor> targets = readTargets(model, options.targets, losses, inputs.front().batch);
    model.checkBatchSize(inputs.front().batch, "--input: samples");
    engine::Pass pass;
    const std::vector<Tensor> outputs = model.forward(inputs, file.weights, pass);
    // As Keras's compute_loss: the outputs' losses, and the penalties of the regularizers.
    const double penalty = model.regularization(file.weights);
    double loss = penalty;
    std::vector<Tensor> outputGradients;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const auto function = engine::makeLoss(losses[i]);
        function->check(outputs[i], targets[i]);
        engine::LossValue value = engine::evaluateLoss(*function, outputs[i], targets[i]);
        const double weight = options.losses.empty() && !file.lossWeights.empty() ? file.lossWeights[i] : 1.0;
        loss += weight * value.value;
        value.gradient.values *= static_cast<engine::Scalar>(weight);
        outputGradients.push_back(std::move(value.gradient));
    }
    engine::Gradients gradients = model.zeroGradients();
    const std::vector<Tensor> inputGradients = model.backward(outputGradients, pass, gradients, true);
    model.addRegularizationGradient(file.weights, gradients);

    Json json;
    json["loss"] = number(loss);
    if (penalty != 0.0) json["regularization"] = number(penalty);
    std::ostringstream text;
    text << "loss " << number(loss).dump() << "\n";
    Json& outputList = json["outputs"] = Json::array();
    for (const Tensor& output : outputs) outputList.push_back(tensorJson(output));
    Json& list = json["gradients"] = Json::array();
    for (const engine::Parameter* parameter : model.parameters()) {
        if (!parameter->trainable) continue;
        const engine::Matrix& gradient = gradients[static_cast<std::size_t>(parameter->index)];
        list.push_back(parameterJson(*parameter, gradient));
        text << parameter->path << " " << engine::shapeText(parameter->shape) << " norm "
             << number(gradient.cast<double>().norm()).dump() << "\n";
    }
    Json& inputList = json["input_gradients"] = Json::array();
    for (std::size_t i = 0; i < inputGradients.size(); ++i)
        inputList.push_back(isTokens(model, model.inputNodes()[i]) ? Json(nullptr) : tensorJson(inputGradients[i]));
    answer(options.json, json, text.str());
}

double longestSequence(const engine::Model& model, const std::vector<Tensor>& inputs) {
    double steps = 1.0;
    for (const Tensor& input : inputs)
        steps = std::max(steps, static_cast<double>(std::max(input.steps, input.features())));
    for (const engine::Node& node : model.nodes())
        for (const engine::Shape& shape : node.outputShapes) steps = std::max(steps, static_cast<double>(shape.steps));
    return steps;
}

struct TraceArguments : ModelOptions {
    std::string layer, direction = "forward";
    std::size_t sample = 0;
};

void trace(const TraceArguments& options) {
    const engine::KerasFile file = readModel(options.file);
    const engine::Model& model = *file.model;
    const std::vector<Tensor> inputs = readInputs(model, options.inputs);
    const Index samples = inputs.front().batch;
    if (options.sample >= static_cast<std::size_t>(samples))
        throw Error("--sample: expected a number below " + std::to_string(samples) + ", got " +
                    std::to_string(options.sample));
    const auto place = static_cast<Index>(options.sample);
    engine::Sample sample;
    for (const Tensor& input : inputs) sample.inputs.push_back(input.samples(place, 1));
    std::shared_ptr<const engine::Loss> loss;
    if (!options.targets.empty()) {
        const std::vector<std::string> losses = lossesOf(file, options.losses);
        for (const std::string& other : losses)
            if (other != losses.front()) throw Error("--loss: expected one for all outputs, got several");
        loss = engine::makeLoss(losses.front());
        for (const Tensor& target : readTargets(model, options.targets, losses, samples))
            sample.targets.push_back(target.samples(place, 1));
    }
    const engine::TraceRequest request{options.layer, options.direction == "backward" ? 1 : 0, {}};
    const auto program = engine::cellProgramOf(model, request.layer, request.direction);
    // Values and gradients of every operation and step; the layer's steps are at most those of the longest sequence.
    const double rows = 2.0 * static_cast<double>(program->operations.size()) * longestSequence(model, inputs);
    checkBytes(rows, rows * static_cast<double>(program->units));
    const engine::Trace traced = engine::traceSample(model, file.weights, sample, loss.get(), request);
    TraceOrigin origin;
    origin.sample = options.sample;
    const Json json = traceJson(model, file.weights, traced, origin);
    std::ostringstream text;
    text << "layer " << traced.layer << ", cell " << traced.cell.program->name << "\n";
    for (const auto& [name, values] : json["values"].items()) {
        text << name << "\n";
        for (std::size_t t = 0; t < values.size(); ++t) text << "  t=" << t + 1 << " " << values[t].dump() << "\n";
    }
    answer(options.json, json, text.str());
}

}  // namespace

void addModelSummary(CLI::App& model) {
    CLI::App* command = model.add_subcommand("summary", "Print Keras's table of layers");
    const auto options = std::make_shared<ModelOptions>();
    options->addFile(*command);
    command->callback([options] { summary(*options); });
}

void addModelPredict(CLI::App& model) {
    CLI::App* command = model.add_subcommand("predict", "Print the outputs for some inputs");
    const auto options = std::make_shared<ModelOptions>();
    options->addFile(*command);
    options->addInputs(*command);
    command->callback([options] { predict(*options); });
}

void addModelGradients(CLI::App& model) {
    CLI::App* command = model.add_subcommand("gradients", "Print the loss, and its gradients by weight and by input");
    const auto options = std::make_shared<ModelOptions>();
    options->addFile(*command);
    options->addInputs(*command);
    options->addTargets(*command, true);
    command->callback([options] { gradients(*options); });
}

void addModelTrace(CLI::App& model) {
    CLI::App* command =
        model.add_subcommand("trace", "Print every value and gradient of a recurrent layer for one sample");
    const auto options = std::make_shared<TraceArguments>();
    options->addFile(*command);
    options->addInputs(*command);
    options->addTargets(*command, false);
    command->add_option("--layer", options->layer, "Default: the first recurrent layer")->type_name("NAME");
    addWhole(*command, "--sample", options->sample, "Which sample of the input, from 0", 0, kMostSamples)
        ->type_name("K")
        ->default_str("0");
    command->add_option("--direction", options->direction, "Which layer of a Bidirectional")
        ->type_name("forward|backward")
        ->check(CLI::IsMember({"forward", "backward"}))
        ->capture_default_str();
    command->callback([options] { trace(*options); });
}

void addModel(CLI::App& app) {
    CLI::App* model = app.add_subcommand("model", "Look at, run and train a .keras file");
    model->require_subcommand(1);
    addModelSummary(*model);
    addModelPredict(*model);
    addModelGradients(*model);
    addModelFit(*model);
    addModelTrace(*model);
}

}  // namespace cli
