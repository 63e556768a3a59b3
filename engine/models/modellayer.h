// A model as a layer of another: keras.Sequential or keras.Model called like a layer.
#pragma once

#include "engine/models/model.h"

namespace engine {

/// Called at two places of a graph it shares its weights, as any layer does. Masks go in and out with the tensors.
class ModelLayer : public Layer {
 public:
    /// The model is finished as a layer here.
    ModelLayer(std::string name, std::shared_ptr<Model> model);

    [[nodiscard]] std::string className() const override;
    [[nodiscard]] std::string module() const override;
    [[nodiscard]] const Model* model() const override { return m_model.get(); }
    [[nodiscard]] bool endsInActivation() const override;
    [[nodiscard]] bool isStateful() const override { return m_model->isStateful(); }
    [[nodiscard]] bool mixesSamples() const override { return m_model->mixesSamples(); }
    [[nodiscard]] bool takesRows() const override { return true; }
    [[nodiscard]] double numbersKept(const std::vector<Shape>& inputs) const override;
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Parameter*> parameters() override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    std::shared_ptr<Model> m_model;
};

}  // namespace engine
