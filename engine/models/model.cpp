// Building a graph of layers: nodes, order, parameters, checks. Running it is in pass.cpp.
#include "engine/models/model.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/core/initializers.h"
#include "engine/layers/timedistributed.h"
#include "engine/models/limits.h"
#include "engine/models/order.h"

namespace engine {

namespace {

std::string shapeText(const std::vector<Index>& shape) {
    std::string text = "(";
    for (std::size_t i = 0; i < shape.size(); ++i) text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + (shape.size() == 1 ? ",)" : ")");
}

// A model as a layer, or inside a TimeDistributed one.
bool holdsModel(const Layer& layer) {
    const auto* distributed = dynamic_cast<const TimeDistributed*>(&layer);
    return layer.model() || (distributed && distributed->layer().model());
}

}  // namespace

Model::Model(std::string name, bool sequential) : m_name(std::move(name)), m_sequential(sequential) {}

NodeOutput Model::addInput(const std::string& name, const Shape& shape) {
    if (m_finished) throw Error(m_name + ": expected no change after finish(), got input " + name);
    checkSampleSize("input " + name, shape);
    m_numbersOfSample += shape.size();
    m_hasOpenSizes = m_hasOpenSizes || shape.steps == kVariable || shape.features == kVariable;
    Node node;
    node.name = name;
    node.outputShapes = {shape};
    m_nodes.push_back(std::move(node));
    m_built.emplace_back();
    m_inputs.push_back(static_cast<Index>(m_nodes.size()) - 1);
    return {m_inputs.back(), 0};
}

std::vector<NodeOutput> Model::add(std::shared_ptr<Layer> layer, const std::vector<NodeOutput>& inputs,
                                   Index stateInputs) {
    if (m_finished) throw Error(m_name + ": expected no change after finish(), got layer " + layer->name());
    for (const NodeOutput& input : inputs) {
        if (input.node < 0 || input.node >= static_cast<Index>(m_nodes.size()) || input.output < 0 ||
            input.output >= static_cast<Index>(m_nodes[static_cast<std::size_t>(input.node)].outputShapes.size())) {
            throw Error(layer->name() + ": expected inputs that are in the model, got output " +
                        std::to_string(input.output) + " of node " + std::to_string(input.node));
        }
    }
    const std::vector<Shape> shapes = shapesOf(inputs);
    for (const Shape& shape : shapes)
        if (shape.width > 0 && !layer->takesRows())
            throw Error(layer->name() + ": expected an input of rank 2 or 3, got shape " + shape.text());
    Node node;
    node.outputShapes = layer->outputShapes(shapes);
    // A layer that is read by nothing is still checked; one that is read finds only sizes whose products fit.
    for (const Shape& shape : node.outputShapes) checkSampleSize(layer->name(), shape);
    m_numbersOfSample += numbersOfNode(*layer, shapes, node.outputShapes);
    if (m_numbersOfSample > kMostOfSample)
        throw Error(layer->name() + ": expected a model of at most " + countText(kMostOfSample) +
                    " numbers a sample, got " + countText(m_numbersOfSample) + " up to this layer");
    const bool first = !layer->built();
    layer->build(shapes);
    for (const Parameter* parameter : std::as_const(*layer).parameters())
        if (first)
            m_parameterNumbers += static_cast<double>(parameter->rows()) * static_cast<double>(parameter->columns());
    if (m_parameterNumbers > kMostParameters)
        throw Error(layer->name() + ": expected a model of at most " + countText(kMostParameters) +
                    " parameters, got " + countText(m_parameterNumbers) + " up to this layer");
    node.name = layer->name();
    m_built.push_back(layer);
    node.layer = std::move(layer);
    node.inputs = inputs;
    node.stateInputs = stateInputs;
    std::vector<NodeOutput> outputs;
    for (std::size_t o = 0; o < node.outputShapes.size(); ++o) {
        outputs.push_back({static_cast<Index>(m_nodes.size()), static_cast<Index>(o)});
    }
    m_nodes.push_back(std::move(node));
    return outputs;
}

NodeOutput Model::append(std::shared_ptr<Layer> layer) {
    if (m_nodes.empty()) throw Error(m_name + ": expected an input before layer " + layer->name() + ", got none");
    const std::string layerName = layer->name();
    const auto outputs = add(std::move(layer), {{static_cast<Index>(m_nodes.size()) - 1, 0}});
    if (outputs.size() != 1) {
        throw Error(layerName + ": expected one output in a sequential model, got " + std::to_string(outputs.size()));
    }
    m_outputs = outputs;
    return outputs.front();
}

void Model::setOutputs(std::vector<NodeOutput> outputs) {
    for (const NodeOutput& output : outputs) {
        if (output.node < 0 || output.node >= static_cast<Index>(m_nodes.size()) || output.output < 0 ||
            output.output >= static_cast<Index>(m_nodes[static_cast<std::size_t>(output.node)].outputShapes.size())) {
            throw Error(m_name + ": expected outputs of its own nodes, got output " + std::to_string(output.output) +
                        " of node " + std::to_string(output.node));
        }
    }
    m_outputs = std::move(outputs);
}

void Model::finish() {
    if (m_finished) return;
    if (m_inputs.empty()) throw Error(m_name + ": expected at least one input, got none");
    if (m_outputs.empty()) throw Error(m_name + ": expected at least one output, got none");
    m_needed = neededNodes(m_nodes, m_outputs);

    std::set<std::string> names;
    for (const Index first : kerasOrder(m_nodes, m_outputs)) {
        const Node& node = m_nodes[static_cast<std::size_t>(first)];
        if (!names.insert(node.name).second) {
            throw Error(m_name + ": expected every layer to have its own name, got \"" + node.name + "\" twice");
        }
        if (node.layer) m_layers.push_back(m_built[static_cast<std::size_t>(first)]);
    }
    for (const auto& layer : m_layers) {
        for (Parameter* parameter : layer->parameters()) {
            if (parameter->index >= 0)
                throw Error(layer->name() + ": expected a layer of this model only, got one of another");
            // Keras opens a name scope for a Sequential model's own name, and none for a Functional one's. A model that
            // is a layer was built before, outside it.
            if (!holdsModel(*layer))
                parameter->path = (m_sequential ? m_name + "/" : "") + layer->name() + "/" + parameter->path;
            parameter->index = static_cast<Index>(m_parameters.size());
            m_parameters.push_back(parameter);
        }
    }
    m_hasParametersBelow.assign(m_nodes.size(), false);
    for (std::size_t n = 0; n < m_nodes.size(); ++n) {
        const Node& node = m_nodes[n];
        m_hasParametersBelow[n] = (node.layer && !node.layer->parameters().empty()) ||
                                  std::any_of(node.inputs.begin(), node.inputs.end(), [&](const NodeOutput& input) {
                                      return m_hasParametersBelow[static_cast<std::size_t>(input.node)];
                                  });
    }
    m_finished = true;
}

void Model::finishAsLayer() {
    if (m_finished) return;
    finish();
    for (const auto& layer : m_layers)
        for (Parameter* parameter : layer->parameters()) parameter->index = -1;
}

void Model::freeze() {
    for (const std::shared_ptr<Layer>& layer : m_built)
        if (layer)
            for (Parameter* parameter : layer->parameters()) parameter->freeze();
}

bool Model::mixesSamples() const {
    for (std::size_t n = 0; n < m_nodes.size(); ++n)
        if (m_nodes[n].layer && m_needed[n] && m_nodes[n].layer->mixesSamples()) return true;
    return false;
}

bool Model::isStateful() const {
    for (std::size_t n = 0; n < m_nodes.size(); ++n)
        if (m_nodes[n].layer && m_needed[n] && m_nodes[n].layer->isStateful()) return true;
    return false;
}

void Model::checkBatchSize(Index batchSize, const std::string& who) const {
    if (m_batchSize != kVariable && batchSize != m_batchSize && isStateful())
        throw Error(who + ": expected " + std::to_string(m_batchSize) + ", which the stateful model " + m_name +
                    " is fixed to, got " + std::to_string(batchSize));
}

void Model::requireFinished() const {
    if (!m_finished) throw Error(m_name + ": expected a finished model, got one that is still being built");
}

std::vector<Shape> Model::inputShapes() const {
    std::vector<Shape> shapes;
    for (const Index node : m_inputs) shapes.push_back(m_nodes[static_cast<std::size_t>(node)].outputShapes.front());
    return shapes;
}

std::vector<Shape> Model::outputShapes() const {
    return shapesOf(m_outputs);
}

std::vector<Shape> Model::shapesOf(const std::vector<NodeOutput>& outputs) const {
    std::vector<Shape> shapes;
    for (const NodeOutput& output : outputs) {
        shapes.push_back(
            m_nodes[static_cast<std::size_t>(output.node)].outputShapes[static_cast<std::size_t>(output.output)]);
    }
    return shapes;
}

std::vector<std::shared_ptr<const Layer>> Model::layers() const {
    requireFinished();
    return {m_layers.begin(), m_layers.end()};
}

Index Model::nodeOf(const std::string& layerName) const {
    std::string names;
    for (std::size_t n = 0; n < m_nodes.size(); ++n) {
        if (m_nodes[n].layer && m_nodes[n].name == layerName) return static_cast<Index>(n);
        if (m_nodes[n].layer) names += (names.empty() ? "" : ", ") + m_nodes[n].name;
    }
    throw Error(m_name + ": expected a layer of " + names + ", got \"" + layerName + "\"");
}

std::vector<Parameter*> Model::layerParameters() {
    std::vector<Parameter*> parameters;
    for (const auto& layer : m_layers)
        for (Parameter* parameter : layer->parameters()) parameters.push_back(parameter);
    return parameters;
}

Index Model::parameterCount() const {
    Index count = 0;
    for (const Parameter* parameter : m_parameters) count += parameter->size();
    return count;
}

Weights Model::initialWeights(std::uint64_t seed) const {
    requireFinished();
    const Random random = Random(seed).stream("weights");
    Weights weights;
    for (const Parameter* parameter : m_parameters) weights.push_back(initialValue(*parameter, random));
    return weights;
}

Gradients Model::zeroGradients() const {
    requireFinished();
    Gradients gradients;
    for (const Parameter* parameter : m_parameters) {
        gradients.push_back(Matrix::Zero(parameter->rows(), parameter->columns()));
    }
    return gradients;
}

void Model::checkWeights(const Weights& weights) const {
    requireFinished();
    if (weights.size() != m_parameters.size()) {
        throw Error(m_name + ": expected " + std::to_string(m_parameters.size()) + " weight arrays, got " +
                    std::to_string(weights.size()));
    }
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Parameter& parameter = *m_parameters[i];
        if (weights[i].rows() != parameter.rows() || weights[i].cols() != parameter.columns()) {
            throw Error(parameter.path + ": expected shape " + shapeText(parameter.shape) + ", got " +
                        shapeText({weights[i].rows(), weights[i].cols()}));
        }
    }
}

void Model::checkInputs(const std::vector<Tensor>& inputs) const {
    if (inputs.size() != m_inputs.size()) {
        throw Error(m_name + ": expected " + std::to_string(m_inputs.size()) + " inputs, got " +
                    std::to_string(inputs.size()));
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const Node& node = m_nodes[static_cast<std::size_t>(m_inputs[i])];
        const Shape& expected = node.outputShapes.front();
        const Tensor& input = inputs[i];
        if (input.sequence != expected.sequence ||
            (expected.features != kVariable && input.features() != expected.features) ||
            input.width != expected.width ||
            (expected.sequence && expected.steps != kVariable && input.steps != expected.steps)) {
            throw Error(node.name + ": expected shape " + expected.text() + ", got " + input.shape().text());
        }
        if (input.batch != inputs.front().batch) {
            throw Error(node.name + ": expected " + std::to_string(inputs.front().batch) +
                        " samples as in the first input, got " + std::to_string(input.batch));
        }
        if (input.values.rows() != input.batch * input.steps) {
            throw Error(node.name + ": expected " + std::to_string(input.batch * input.steps) + " rows, got " +
                        std::to_string(input.values.rows()));
        }
    }
}

double Model::regularization(const Weights& weights) const {
    double sum = 0.0;
    for (const Parameter* parameter : m_parameters) {
        const Regularizer& own = parameter->regularizer;
        if (!own.active() || !parameter->trainable) continue;
        const auto w = weights[static_cast<std::size_t>(parameter->index)].cast<double>();
        sum += own.l1 * w.cwiseAbs().sum() + own.l2 * w.squaredNorm();
    }
    return sum;
}

void Model::addRegularizationGradient(const Weights& weights, Gradients& gradients) const {
    for (const Parameter* parameter : m_parameters) {
        const Regularizer& own = parameter->regularizer;
        if (!own.active() || !parameter->trainable) continue;
        const auto index = static_cast<std::size_t>(parameter->index);
        const auto w = weights[index].array();
        gradients.dropReads(index);
        gradients[index].array() += static_cast<Scalar>(own.l1) * w.sign() + static_cast<Scalar>(2.0 * own.l2) * w;
    }
}

}  // namespace engine
