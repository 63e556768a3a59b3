// The inner model runs its own pass, which lies in the layer's cache until backward.
#include "engine/models/modellayer.h"

#include <utility>

#include "engine/layers/check.h"

namespace engine {

namespace {

struct ModelCache : Cache {
    Pass pass;
};

}  // namespace

ModelLayer::ModelLayer(std::string name, std::shared_ptr<Model> model)
    : Layer(std::move(name)), m_model(std::move(model)) {
    m_model->finishAsLayer();
}

std::string ModelLayer::className() const {
    return m_model->isSequential() ? "Sequential" : "Functional";
}

std::string ModelLayer::module() const {
    return m_model->isSequential() ? "keras" : "keras.src.models.functional";
}

bool ModelLayer::endsInActivation() const {
    const std::vector<NodeOutput>& outputs = m_model->outputs();
    if (outputs.size() != 1) return false;
    const auto& last = m_model->nodes()[static_cast<std::size_t>(outputs.front().node)].layer;
    return last && last->endsInActivation();
}

std::vector<Shape> ModelLayer::outputShapes(const std::vector<Shape>& inputs) const {
    const std::vector<Shape> expected = m_model->inputShapes();
    if (inputs.size() != expected.size())
        throw Error(name() + ": expected " + std::to_string(expected.size()) + " inputs, got " +
                    std::to_string(inputs.size()));
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto fits = [](Index own, Index given) { return own == kVariable || given == kVariable || own == given; };
        if (inputs[i].sequence != expected[i].sequence || inputs[i].width != expected[i].width ||
            !fits(expected[i].features, inputs[i].features) || !fits(expected[i].steps, inputs[i].steps))
            throw Error(name() + ": expected shape " + expected[i].text() + ", got " + inputs[i].text());
    }
    std::vector<Shape> outputs;
    static_cast<void>(m_model->numbersOfShapes(inputs, &outputs));
    return outputs;
}

void ModelLayer::build(const std::vector<Shape>& inputs) {
    static_cast<void>(outputShapes(inputs));
    markBuilt();
}

double ModelLayer::numbersKept(const std::vector<Shape>& inputs) const {
    return m_model->numbersOfShapes(inputs);
}

std::vector<Parameter*> ModelLayer::parameters() {
    return m_model->layerParameters();
}

std::vector<Tensor> ModelLayer::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<ModelCache>();
    if (auto* before = dynamic_cast<ModelCache*>(call.cache.get())) cache->pass = std::move(before->pass);
    PassOptions options;
    options.training = call.training;
    options.dropoutSeed = call.dropoutSeed;
    options.firstSample = call.firstSample;
    options.states = call.states;
    std::vector<Tensor> outputs = m_model->forward(inputs, call.weights, cache->pass, options);
    call.cache = std::move(cache);
    return outputs;
}

std::vector<Tensor> ModelLayer::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    auto& cache = static_cast<ModelCache&>(*call.cache);
    return m_model->backward(outputGradients, cache.pass, *call.gradients, call.wantsInputGradients);
}

}  // namespace engine
