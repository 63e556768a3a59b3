// keras.optimizers: turns gradients into a change of the weights.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/parameter.h"
#include "engine/core/parts.h"

namespace engine {

/// All a run carries over from step to step; a value, so that a checkpoint is a copy.
struct OptimizerState {
    std::int64_t iterations = 0;
    std::vector<std::vector<Matrix>> variables;  ///< by parameter, by slot, in the order of Keras's optimizer.variables
    std::vector<Scalar> globals;                 ///< those of no parameter, which come last: Nadam's u_product
};

struct Clipping {
    double value = 0.0, norm = 0.0, globalNorm = 0.0;  ///< 0: off
};

/// Some neighbouring numbers of one parameter, and of its variables.
struct UpdatePart {
    PartValues weight;
    ConstPartValues gradient;
    ConstPartValues squares;              ///< Gradients::squares, for second moments
    std::vector<PartValues> variables{};  ///< by slot
};

class Optimizer {
 public:
    virtual ~Optimizer() = default;
    [[nodiscard]] virtual std::string name() const = 0;  ///< "adam"
    /// Names of a parameter's variables: {"momentum", "velocity"}.
    [[nodiscard]] virtual std::vector<std::string> slotNames() const = 0;
    /// (parameter, slot) of each variable in the order in which Keras keeps and saves them, after iteration and
    /// learning rate and before OptimizerState::globals. Parameters without variables are left out.
    [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> savedOrder(const OptimizerState& state) const;
    [[nodiscard]] virtual OptimizerState initialState(const Weights& weights) const;
    /// One step at this learning rate. gradients may be changed (clipped). A parameter whose gradient is an empty
    /// matrix is not trained: neither it nor its variables are touched. The runner's threads share the parameters; the
    /// result is the same whoever does what.
    void apply(Weights& weights, Gradients& gradients, OptimizerState& state, double learningRate,
               const Runner& runner = runInOrder) const;

    double defaultLearningRate = 0.001;
    Clipping clipping;
    double weightDecay = 0.0;  ///< decoupled, applied before the update as Keras does; AdamW's default is 0.004

 protected:
    /// Once a step, before the parameters.
    virtual void beginStep(OptimizerState& state) const;
    /// How many neighbouring slots Keras makes together, parameter by parameter: Adam's two moments are, its largest v
    /// is not.
    [[nodiscard]] virtual std::vector<std::size_t> slotGroups() const { return {slotNames().size()}; }
    /// What a slot starts with.
    [[nodiscard]] virtual Scalar initialSlotValue(std::size_t slot) const;
    /// A part of one parameter, number by number; the step's number, counted from 1, is state.iterations + 1.
    virtual void update(UpdatePart& part, double learningRate, const OptimizerState& state) const = 0;
};

/// "adam", "sgd(momentum=0.9,nesterov=true)", "rmsprop(rho=0.9)", "adam(learning_rate=0.01,clipnorm=1.0)".
/// Throws Error for a name or argument that is not known.
[[nodiscard]] std::shared_ptr<const Optimizer> makeOptimizer(const std::string& text);

}  // namespace engine
