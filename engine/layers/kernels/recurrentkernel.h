// What runs a cell over a whole sequence: one interface for the kernels that train and for the interpreter.
#pragma once

#include <memory>
#include <vector>

#include "engine/core/tensor.h"

namespace engine {

/// One sequence batch and the numbers to run it with. Steps are those of the input, also where the layer runs
/// backwards.
struct RecurrentInput {
    const Matrix* input = nullptr;  ///< [steps*batch x features]
    Index steps = 0, batch = 0;
    bool backwards = false;             ///< from the last step to the first
    std::shared_ptr<const Mask> mask;   ///< null: nothing is masked; a masked step leaves the states as they were
    std::vector<Matrix> initialStates;  ///< by CellProgram::states, [batch x units]; empty matrix: zero, and skipped
    std::vector<const Matrix*> parameters;  ///< by CellProgram::parameters
    Matrix inputDropout;      ///< factors, the same at every step: [batch x features], or as many side by side as
                              ///< there are gates; empty: none
    Matrix recurrentDropout;  ///< [batch x gates*units], on what each gate's recurrent kernel reads; empty: none

    /// The n-th step that is processed.
    [[nodiscard]] Index step(Index n) const { return backwards ? steps - 1 - n : n; }
    [[nodiscard]] bool masked(Index t, Index b) const {
        return mask && !(*mask)[static_cast<std::size_t>(t * batch + b)];
    }
};

/// What forward leaves behind; each kernel derives its own and keeps there what its backward reads.
struct RecurrentRun {
    virtual ~RecurrentRun() = default;
    Matrix hidden;                    ///< h of every step, [steps*batch x units]
    std::vector<Matrix> finalStates;  ///< by state
};

struct RecurrentGradients {
    Matrix input;                       ///< empty where it was not wanted
    std::vector<Matrix> initialStates;  ///< by state
    std::vector<Matrix> parameters;     ///< by parameter
};

class RecurrentKernel {
 public:
    virtual ~RecurrentKernel() = default;
    /// used: the run of an earlier batch whose memory may be taken over; null: there is none.
    [[nodiscard]] virtual std::unique_ptr<RecurrentRun> forward(const RecurrentInput& input,
                                                                std::unique_ptr<RecurrentRun> used) const = 0;
    /// hiddenGradient [steps*batch x units]: dLoss/dh from outside the layer, or [batch x units]: of the step that was
    /// processed last, the others have none. finalStateGradients by state, empty matrices: none.
    [[nodiscard]] virtual RecurrentGradients backward(const RecurrentInput& input, RecurrentRun& run,
                                                      const Matrix& hiddenGradient,
                                                      const std::vector<Matrix>& finalStateGradients,
                                                      bool wantsInputGradient) const = 0;
};

}  // namespace engine
