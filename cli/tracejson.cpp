// Prints a trace.
#include "cli/tracejson.h"

#include "engine/core/activations.h"

namespace cli {

namespace {

Json samplesJson(const std::vector<engine::Tensor>& tensors) {
    if (tensors.size() == 1) return sampleJson(tensors.front());
    Json list = Json::array();
    for (const engine::Tensor& tensor : tensors) list.push_back(sampleJson(tensor));
    return list;
}

Json operationsJson(const engine::CellProgram& program, const std::vector<engine::Matrix>& matrices) {
    Json json = Json::object();
    for (std::size_t i = 0; i < matrices.size(); ++i) json[program.operations[i].name] = matrixJson(matrices[i]);
    return json;
}

}  // namespace

Json traceJson(const engine::Model& model, const engine::Weights& weights, const engine::Trace& trace,
               const TraceOrigin& origin) {
    const engine::CellProgram& program = *trace.cell.program;
    const bool hasTarget = !trace.targets.empty();
    Json json;
    if (origin.program) json["program"] = *origin.program;
    if (origin.lesson) json["lesson"] = *origin.lesson;
    if (origin.version) json["version"] = *origin.version;
    if (origin.seed) json["seed"] = *origin.seed;
    if (origin.epoch) json["epoch"] = *origin.epoch;
    json["sample"] = origin.sample;
    json["layer"] = trace.layer;
    if (trace.bidirectional) json["direction"] = trace.direction == 0 ? "forward" : "backward";
    json["cell"] = program.name;
    json["activation"] = engine::activationName(program.activation);
    if (program.hasGates()) json["recurrent_activation"] = engine::activationName(program.recurrentActivation);
    if (hasTarget) json["loss"] = number(trace.loss);
    json["input"] = samplesJson(trace.inputs);
    if (hasTarget) json["target"] = samplesJson(trace.targets);
    json["output"] = samplesJson(trace.outputs);
    json["layer_input"] = matrixJson(trace.cell.input);
    Json& list = json["weights"] = Json::array();
    const std::string prefix = origin.modelName + "/";
    for (const engine::Parameter* parameter : model.parameters()) {
        Json weight = parameterJson(*parameter, weights[static_cast<std::size_t>(parameter->index)]);
        if (const std::string& path = parameter->path; !origin.modelName.empty() && path.starts_with(prefix))
            weight["path"] = path.substr(prefix.size());
        list.push_back(std::move(weight));
    }
    json["values"] = operationsJson(program, trace.cell.values);
    if (trace.hasGradients()) json["gradients"] = operationsJson(program, trace.cell.gradients);
    return json;
}

}  // namespace cli
