// Arrays of layers and optimizer, in and out of HDF5.
#include "engine/files/kerasweights.h"

#include "engine/core/error.h"
#include "engine/files/config/names.h"
#include "engine/files/config/objects.h"
#include "engine/layers/bidirectional.h"
#include "engine/layers/operations/operation.h"
#include "engine/layers/timedistributed.h"
#include "engine/optimizers/schedule.h"

namespace engine {

namespace {

// A group's own arrays; the numbers of inner layers and cells lie in groups of their own.
struct VarsGroup {
    std::string path, name;
    std::vector<const Parameter*> parameters;
};

// The groups of one layer, in the order of its parameters.
void collect(const Layer& layer, const std::string& path, std::vector<VarsGroup>& groups) {
    if (isTensorOperation(layer)) return;
    if (const Model* model = layer.model()) {
        const WeightGroups inner = weightGroups(classesOf(*model));
        for (const std::shared_ptr<const Layer>& own : model->layers())
            if (!isTensorOperation(*own)) collect(*own, path + "/layers/" + inner.at(own->name()), groups);
        groups.push_back({path + "/vars", layer.name(), {}});
    } else if (const auto* bidirectional = dynamic_cast<const Bidirectional*>(&layer)) {
        collect(bidirectional->forwardLayer(), path + "/forward_layer", groups);
        collect(bidirectional->backwardLayer(), path + "/backward_layer", groups);
        groups.push_back({path + "/vars", layer.name(), {}});
    } else if (const auto* distributed = dynamic_cast<const TimeDistributed*>(&layer)) {
        collect(distributed->layer(), path + "/layer", groups);
        groups.push_back({path + "/vars", layer.name(), {}});
    } else if (const auto* recurrent = dynamic_cast<const Recurrent*>(&layer)) {
        groups.push_back({path + "/cell/vars", recurrent->program()->path, layer.parameters()});
        groups.push_back({path + "/vars", layer.name(), {}});
    } else {
        groups.push_back({path + "/vars", layer.name(), layer.parameters()});
    }
}

std::vector<std::int64_t> shapeOf(const Parameter& parameter) {
    return {parameter.shape.begin(), parameter.shape.end()};
}

Matrix matrixOf(const std::vector<double>& values, Index rows, Index columns) {
    Matrix matrix(rows, columns);
    for (Index i = 0; i < matrix.size(); ++i)
        matrix.data()[i] = static_cast<Scalar>(values[static_cast<std::size_t>(i)]);
    return matrix;
}

Matrix readMatrix(const Hdf5Reader& file, const std::string& path, const Parameter& parameter) {
    return matrixOf(file.read(path, shapeOf(parameter)), parameter.rows(), parameter.columns());
}

std::vector<float> floatsOf(const Matrix& matrix) {
    return {matrix.data(), matrix.data() + matrix.size()};
}

// What is not trained has no slots.
OptimizerState initialState(const Model& model, const Optimizer& optimizer, const Weights& weights) {
    OptimizerState state = optimizer.initialState(weights);
    for (const Parameter* parameter : model.parameters())
        if (!parameter->trainable) state.variables[static_cast<std::size_t>(parameter->index)].clear();
    return state;
}

// Of one layer; a file that has more says "more", and is not counted to its end for every layer.
constexpr int kMostArrays = 64;

std::string variable(std::size_t number) {
    return "optimizer/vars/" + std::to_string(number);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> classesOf(const Model& model) {
    std::vector<std::pair<std::string, std::string>> classes;
    if (!model.isSequential())
        for (const Index input : model.inputNodes())
            classes.emplace_back("InputLayer", model.nodes()[static_cast<std::size_t>(input)].name);
    for (const std::shared_ptr<const Layer>& layer : model.layers())
        if (!isTensorOperation(*layer)) classes.emplace_back(layer->className(), layer->name());
    return classes;
}

WeightGroups weightGroups(const std::vector<std::pair<std::string, std::string>>& classes) {
    WeightGroups groups;
    Namer namer;
    for (const auto& [className, layerName] : classes) groups[layerName] = namer.next(className);
    return groups;
}

Weights readWeights(const Hdf5Reader& file, const Model& model, const WeightGroups& groups) {
    Weights weights(model.parameters().size());
    for (const std::shared_ptr<const Layer>& layer : model.layers()) {
        std::vector<VarsGroup> parts;
        if (isTensorOperation(*layer)) continue;
        collect(*layer, "layers/" + groups.at(layer->name()), parts);
        for (const VarsGroup& part : parts) {
            const int found = file.numberedMembers(part.path, kMostArrays);
            if (found != static_cast<int>(part.parameters.size()) && !part.parameters.empty())
                throw Error("layer " + layer->name() + ": expected " + std::to_string(part.parameters.size()) +
                            " arrays in " + part.path + ", got " + std::to_string(found));
            for (std::size_t i = 0; i < part.parameters.size(); ++i)
                weights[static_cast<std::size_t>(part.parameters[i]->index)] =
                    readMatrix(file, part.path + "/" + std::to_string(i), *part.parameters[i]);
        }
    }
    model.checkWeights(weights);
    return weights;
}

void readOptimizerState(const Hdf5Reader& file, KerasFile& keras, bool ofKeras2) {
    if (keras.optimizer.empty()) return;
    const auto optimizer = makeOptimizer(keras.optimizer);
    OptimizerState state = initialState(*keras.model, *optimizer, keras.weights);
    const auto order = optimizer->savedOrder(state);
    // A schedule has no variable for the rate, and Keras 2 never has one.
    const std::size_t first = keras.schedule.empty() && !ofKeras2 ? 2 : 1;
    const auto found = static_cast<std::size_t>(file.numberedMembers("optimizer/vars", 1000000));
    if (found >= first && first == 2) keras.learningRate = shortestFloat(file.read(variable(1), {})[0]);
    if (found != first + order.size() + state.globals.size()) return;
    const double iterations = file.read(variable(0), {})[0];
    if (!(iterations >= 0.0 && iterations < 9e15))
        throw Error("optimizer: expected a count of steps, got " + std::to_string(iterations));
    state.iterations = static_cast<std::int64_t>(iterations);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto& [parameter, slot] = order[i];
        state.variables[parameter][slot] = readMatrix(file, variable(first + i), *keras.model->parameters()[parameter]);
    }
    for (std::size_t i = 0; i < state.globals.size(); ++i)
        state.globals[i] = static_cast<Scalar>(file.read(variable(first + order.size() + i), {})[0]);
    if (!keras.schedule.empty()) keras.learningRate = makeSchedule(keras.schedule)->rate(state.iterations);
    keras.optimizerState = std::move(state);
}

void writeWeights(Hdf5Writer& file, const Model& model, const Weights& weights, const WeightGroups& groups) {
    model.checkWeights(weights);
    file.group("vars", model.name());
    for (const Index input : model.inputNodes()) {
        const std::string& name = model.nodes()[static_cast<std::size_t>(input)].name;
        if (const auto group = groups.find(name); group != groups.end())
            file.group("layers/" + group->second + "/vars", name);
    }
    for (const std::shared_ptr<const Layer>& layer : model.layers()) {
        std::vector<VarsGroup> parts;
        if (isTensorOperation(*layer)) continue;
        collect(*layer, "layers/" + groups.at(layer->name()), parts);
        for (const VarsGroup& part : parts) {
            file.group(part.path, part.name);
            for (std::size_t i = 0; i < part.parameters.size(); ++i)
                file.floats(part.path + "/" + std::to_string(i), shapeOf(*part.parameters[i]),
                            floatsOf(weights[static_cast<std::size_t>(part.parameters[i]->index)]));
        }
    }
}

Index optimizerParameters(const KerasFile& file) {
    if (file.optimizer.empty()) return 0;
    const auto optimizer = makeOptimizer(file.optimizer);
    const OptimizerState state = initialState(*file.model, *optimizer, file.weights);
    Index count = (file.schedule.empty() ? 2 : 1) + static_cast<Index>(state.globals.size());
    for (const auto& [parameter, slot] : optimizer->savedOrder(state))
        count += file.model->parameters()[parameter]->size();
    return count;
}

void writeOptimizerState(Hdf5Writer& file, const KerasFile& keras) {
    if (keras.optimizer.empty()) return;
    const auto optimizer = makeOptimizer(keras.optimizer);
    const OptimizerState state =
        keras.optimizerState ? *keras.optimizerState : initialState(*keras.model, *optimizer, keras.weights);
    file.group("optimizer/vars", optimizer->name());
    std::size_t number = 0;
    file.integer(variable(number++), state.iterations);
    if (keras.schedule.empty()) {
        const double rate = keras.learningRate > 0.0 ? keras.learningRate : optimizer->defaultLearningRate;
        file.floats(variable(number++), {}, {static_cast<float>(rate)});
    }
    for (const auto& [parameter, slot] : optimizer->savedOrder(state))
        file.floats(variable(number++), shapeOf(*keras.model->parameters()[parameter]),
                    floatsOf(state.variables[parameter].at(slot)));
    for (const Scalar value : state.globals) file.floats(variable(number++), {}, {static_cast<float>(value)});
}

}  // namespace engine
