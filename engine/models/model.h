// A graph of layers: Keras's Sequential and Functional models. Structure only; the numbers are Weights.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/core/random.h"
#include "engine/layers/layer.h"

namespace engine {

struct CellProbe;

/// One output of one node.
struct NodeOutput {
    Index node = -1;
    Index output = 0;
    bool operator==(const NodeOutput&) const = default;
};

/// What a node is fed: outputs of earlier nodes. A layer used twice (shared) is in two nodes.
struct Node {
    std::shared_ptr<const Layer> layer;  ///< null for an input
    std::string name;                    ///< the layer's or the input's name
    std::vector<NodeOutput> inputs;
    std::vector<Shape> outputShapes;
    Index stateInputs = 0;  ///< the last so many inputs are initial states (Keras's initial_state=)
};

/// One call of the model on one shard, from forward to backward. Given to forward again it brings its memory along.
struct Pass {
    std::vector<Call> calls;                     ///< by node
    std::vector<std::vector<Tensor>> arguments;  ///< by node: what its layer was called with
    std::vector<std::vector<Tensor>>
        values;             ///< by node, by output; moved on to the last reader, so mostly empty afterwards
    bool keepsAll = false;  ///< PassOptions::keepsAll: values stay, and backward leaves ...
    std::vector<std::vector<Tensor>> gradients;  ///< ... dLoss/dvalues of every node here
};

/// Clamps of a layer that is not the recorded one.
struct NodeProbe {
    Index node = -1;
    int direction = 0;
    const CellProbe* probe = nullptr;
};

struct PassOptions {
    bool training = false;
    std::uint64_t dropoutSeed = 0;
    Index firstSample = 0;
    LayerStates* states = nullptr;
    /// For traces and probes: the node, the record to fill, the clamps, the direction (0 forward, 1 backward of a
    /// Bidirectional).
    Index recordedNode = -1;
    CellRecord* record = nullptr;
    const CellProbe* probe = nullptr;
    int direction = 0;
    std::vector<NodeProbe> elsewhere{};  ///< of other nodes
    bool keepsAll = false;               ///< every node's values and gradients stay in the pass
    /// Asked before every layer: forward and predict then throw Cancelled.
    std::stop_token stop = {};
};

class Model {
 public:
    explicit Model(std::string name = "sequential", bool sequential = true);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] bool isSequential() const { return m_sequential; }

    /// The batch size that Keras fixes stateful layers to; kVariable: none.
    [[nodiscard]] Index batchSize() const { return m_batchSize; }
    void setBatchSize(Index batchSize) { m_batchSize = batchSize; }
    /// Whether a layer that some output depends on carries states from batch to batch.
    [[nodiscard]] bool isStateful() const;
    /// Whether a layer that some output depends on mixes the samples of a batch in training.
    [[nodiscard]] bool mixesSamples() const;
    /// Throws Error where the model is stateful and fixed to another batch size, as Keras does; `who` starts the
    /// message.
    void checkBatchSize(Index batchSize, const std::string& who) const;

    /// Adds an input; the order of calls is the order of the model's inputs.
    NodeOutput addInput(const std::string& name, const Shape& shape);
    /// Adds a call of a layer; returns its outputs. Builds the layer at its first use.
    std::vector<NodeOutput> add(std::shared_ptr<Layer> layer, const std::vector<NodeOutput>& inputs,
                                Index stateInputs = 0);
    /// Sequential: appends to the last output.
    NodeOutput append(std::shared_ptr<Layer> layer);
    void setOutputs(std::vector<NodeOutput> outputs);
    /// Fixes the parameters' order, places and paths. No change afterwards.
    void finish();
    /// As a layer of another model: its parameters are there, without a place among that model's yet.
    void finishAsLayer();
    /// Keras's trainable = False of the whole model.
    void freeze();

    [[nodiscard]] const std::vector<Node>& nodes() const { return m_nodes; }
    [[nodiscard]] const std::vector<Index>& inputNodes() const { return m_inputs; }
    [[nodiscard]] const std::vector<NodeOutput>& outputs() const { return m_outputs; }
    [[nodiscard]] std::vector<Shape> inputShapes() const;
    [[nodiscard]] std::vector<Shape> outputShapes() const;
    /// Each layer once, in the order of Keras's model.layers (inputs as null are left out).
    [[nodiscard]] std::vector<std::shared_ptr<const Layer>> layers() const;
    /// The first node of the layer of this name; throws Error with the names there are.
    [[nodiscard]] Index nodeOf(const std::string& layerName) const;
    /// In the order of Keras's model.weights.
    [[nodiscard]] const std::vector<const Parameter*>& parameters() const { return m_parameters; }
    [[nodiscard]] Index parameterCount() const;
    /// The same, as long as a model that holds this one as a layer gives them their places.
    [[nodiscard]] std::vector<Parameter*> layerParameters();

    [[nodiscard]] Weights initialWeights(std::uint64_t seed) const;
    [[nodiscard]] Gradients zeroGradients() const;
    /// Throws Error naming the parameter whose shape differs.
    void checkWeights(const Weights& weights) const;
    /// Throws Error naming the input whose rank, steps or features differ.
    void checkInputs(const std::vector<Tensor>& inputs) const;

    /// Outputs in order. `pass` is kept for backward, and `weights` must live as long. Inputs that are moved in are not
    /// copied.
    [[nodiscard]] std::vector<Tensor> forward(std::vector<Tensor> inputs, const Weights& weights, Pass& pass,
                                              const PassOptions& options = {}) const;
    /// Adds to gradients; returns the gradients of the inputs where wanted, else empty tensors.
    std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Pass& pass, Gradients& gradients,
                                 bool wantsInputGradients = false) const;
    /// Inference on everything, in shards of at most 256 samples. Where states are carried on, the shards are the
    /// batches that the model is fixed to, or one of all samples, and go one after the other.
    [[nodiscard]] std::vector<Tensor> predict(const std::vector<Tensor>& inputs, const Weights& weights,
                                              const PassOptions& options = {}) const;
    /// How many numbers a pass over these inputs holds of one sample.
    [[nodiscard]] double numbersOfSample(const std::vector<Tensor>& inputs) const;
    /// The same for shapes whose lengths are known, or open as in the graph; leaves the shapes of the outputs, where
    /// asked.
    [[nodiscard]] double numbersOfShapes(const std::vector<Shape>& inputs, std::vector<Shape>* outputs = nullptr) const;
    /// Sum of the layers' weight penalties.
    [[nodiscard]] double regularization(const Weights& weights) const;
    void addRegularizationGradient(const Weights& weights, Gradients& gradients) const;

 private:
    [[nodiscard]] std::vector<Tensor> run(std::vector<Tensor> inputs, const Weights& weights, Pass& pass,
                                          const PassOptions& options, bool keepForBackward) const;
    void requireFinished() const;
    [[nodiscard]] std::vector<Shape> shapesOf(const std::vector<NodeOutput>& outputs) const;

    std::string m_name;
    bool m_sequential;
    Index m_batchSize = kVariable;
    bool m_finished = false;
    std::vector<Node> m_nodes;
    std::vector<Index> m_inputs;
    std::vector<NodeOutput> m_outputs;
    std::vector<std::shared_ptr<Layer>> m_built;   ///< by node: its layer, as long as it may change
    std::vector<std::shared_ptr<Layer>> m_layers;  ///< Keras's order, once finished
    double m_numbersOfSample = 0.0;                ///< open lengths counted as one step
    double m_parameterNumbers = 0.0;
    bool m_hasOpenSizes = false;
    std::vector<bool> m_needed;              ///< by node: some output depends on it
    std::vector<bool> m_hasParametersBelow;  ///< by node: it or something it reads has parameters
    std::vector<const Parameter*> m_parameters;
};

}  // namespace engine
