// The interface of a layer: structure only. Numbers come in through a Call and go out through its cache.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/parameter.h"
#include "engine/core/tensor.h"

namespace engine {

struct CellRecord;   // engine/cells/record.h
struct CellProbe;    // engine/cells/probe.h
struct CellProgram;  // engine/cells/program.h
class Model;         // engine/models/model.h

/// What a layer keeps between forward and backward. Each class derives its own.
struct Cache {
    virtual ~Cache() = default;
};

/// States of stateful layers, by Layer::name(); each holds [batch x units] matrices in Keras's order (h, c).
/// A backward layer of a Bidirectional uses its own name.
struct LayerStates;

/// One execution of one node of the graph on one shard of a batch. Threads each have their own.
struct Call {
    const Weights& weights;
    bool training = false;
    std::uint64_t dropoutSeed = 0;   ///< fixed by run seed, step and node: the same mask whenever the step is repeated
    Index firstSample = 0;           ///< the shard's place in its batch, so that masks do not depend on the sharding
    Gradients* gradients = nullptr;  ///< backward adds the parameters' gradients here, by Parameter::index
    LayerStates* states = nullptr;   ///< null where nothing is stateful
    CellRecord* record = nullptr;    ///< where set, the layer runs its program and writes every value here
    const CellProbe* probe = nullptr;  ///< where set, the layer runs its program with these clamps
    int direction = 0;                 ///< which layer of a Bidirectional record and probe mean: 0 forward, 1 backward
    bool wantsInputGradients = true;
    std::unique_ptr<Cache> cache;  ///< before forward: what an earlier batch left, whose memory may be taken over
};

class Layer {
 public:
    explicit Layer(std::string name) : m_name(std::move(name)) {}
    virtual ~Layer() = default;
    Layer(const Layer&) = delete;
    Layer& operator=(const Layer&) = delete;

    /// Keras's class name, "LSTM".
    [[nodiscard]] virtual std::string className() const = 0;
    [[nodiscard]] const std::string& name() const { return m_name; }

    /// Each step of a sequence is treated on its own, as a vector would be: TimeDistributed need not take it apart.
    [[nodiscard]] virtual bool actsOnLastAxis() const { return false; }

    /// Its last step is its activation, so a loss may start from the logits that it leaves on its output.
    [[nodiscard]] virtual bool endsInActivation() const { return false; }
    /// Its input is token numbers, in which nothing has a gradient.
    [[nodiscard]] virtual bool readsTokens() const { return false; }
    /// Keras calls it with a list of tensors, also where that is a list of one.
    [[nodiscard]] virtual bool takesList() const { return false; }
    /// Takes inputs of rank 4, (steps, width, channels); any other layer would read them as one row of features.
    [[nodiscard]] virtual bool takesRows() const { return false; }
    /// In training one sample's output depends on the others of the batch, so that a batch cannot be cut into shards.
    [[nodiscard]] virtual bool mixesSamples() const { return false; }
    /// Of a model that is a layer of another; null for any other layer.
    [[nodiscard]] virtual const Model* model() const { return nullptr; }
    /// Where Keras has it: "keras.layers"; an operation of a Functional model is of "keras.src.ops.numpy", say.
    [[nodiscard]] virtual std::string module() const { return "keras.layers"; }
    /// What keeps it from being trained here ("activity_regularizer L2"); empty: nothing. Predictions are right anyway.
    [[nodiscard]] const std::string& whyUntrainable() const { return m_whyUntrainable; }
    void refuseTraining(std::string why) { m_whyUntrainable = std::move(why); }
    /// Keras's activity_regularizer: kept for the file, refused in training.
    [[nodiscard]] const Regularizer& activityRegularizer() const { return m_activityRegularizer; }
    void setActivityRegularizer(const Regularizer& regularizer);

    /// Carries states from one batch to the next.
    [[nodiscard]] virtual bool isStateful() const { return false; }
    /// How many numbers it keeps of one sample beside its inputs and outputs, for these inputs; an open length counts
    /// as one step. A double, because it is asked before anybody knows that it is small.
    [[nodiscard]] virtual double numbersKept(const std::vector<Shape>& inputs) const;

    /// Its arithmetic as operations that can be stepped, by the direction of a Bidirectional; null before build, and of
    /// a layer that only moves numbers. Its parameters are programParameters, in that order.
    [[nodiscard]] virtual std::shared_ptr<const CellProgram> program(int direction = 0) const;
    [[nodiscard]] virtual std::vector<const Parameter*> programParameters(int direction = 0) const;
    /// 2 of a layer that reads its sequence both ways.
    [[nodiscard]] virtual int directions() const { return 1; }

    /// Shapes of one sample in and out. Throws Error naming the layer where the input does not fit.
    [[nodiscard]] virtual std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const = 0;

    /// Makes the parameters for these inputs; a second call (a shared layer) must bring the same feature counts.
    /// Paths are relative to the layer: "lstm_cell/kernel"; the model prefixes them.
    virtual void build(const std::vector<Shape>& inputs) = 0;
    [[nodiscard]] bool built() const { return m_built; }
    /// In Keras's order. Those of inner layers (Bidirectional, TimeDistributed) included.
    [[nodiscard]] virtual std::vector<Parameter*> parameters() { return {}; }
    [[nodiscard]] std::vector<const Parameter*> parameters() const;

    /// inputs: in the order of the graph; a recurrent layer takes its initial states after the sequence.
    /// Masks travel on the tensors as in Keras. The inputs stay alive, unchanged and at their place until backward has
    /// returned, so a cache may point to them.
    [[nodiscard]] virtual std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const = 0;
    /// Gradients by output in, gradients by input out; parameter gradients are added to call.gradients.
    /// An output that has no gradient comes as an empty matrix.
    [[nodiscard]] virtual std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients,
                                                       Call& call) const = 0;

 protected:
    void markBuilt() { m_built = true; }

 private:
    std::string m_name, m_whyUntrainable;
    Regularizer m_activityRegularizer;
    bool m_built = false;
};

}  // namespace engine
