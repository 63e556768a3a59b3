// Where a gradient comes from: which later operations read a value, and what each hands back. They sum to the recorded
// gradient.
#pragma once

#include <vector>

#include "engine/cells/record.h"

namespace engine {

/// One summand of dLoss/d(value).
struct GradientContribution {
    int consumer =
        -1;  ///< the operation that reads the value; -1: from outside the cell (the layer's output, a final state)
    int term = -1;                ///< of an Affine consumer
    Index step = 0;               ///< t of the consumer: this step or the one processed next
    int other = -1;               ///< Multiply: which operand (0 or 1) is the factor
    bool kept = false;            ///< the next step is padding: the state is carried over
    bool overUnits = false;       ///< through a matrix: a sum over the consumer's units, `local` has no meaning
    double consumerGradient = 0;  ///< dLoss/d(consumer) of this unit, as far as it passes on
    double local = 0;             ///< d(consumer)/d(value)
    double contribution = 0;
};

/// A contribution from outside is listed where it is more than rounding. Of operation, step t and unit of one sample.
/// The record must hold gradients; it must come from a run without dropout.
[[nodiscard]] std::vector<GradientContribution> gradientContributions(const CellRecord& record, int operation, Index t,
                                                                      Index unit, Index sample = 0);

/// What step t adds to a parameter's gradient, summed over the batch; the sum over all steps is the gradient.
[[nodiscard]] Matrix parameterContribution(const CellRecord& record, int parameter, Index t);
/// The running sum as the backward pass makes it: from the step processed last down to and with t.
[[nodiscard]] Matrix parameterRunningSum(const CellRecord& record, int parameter, Index t);

/// dLoss/d(value) of step t as far as it reaches the operands, [batch x units]: zero where the step is padding or the
/// value was held.
[[nodiscard]] Matrix passingGradient(const CellRecord& record, int operation, Index t);

/// One product of a sum z = x W + h U + b: what the number zoom lists.
struct AffineProduct {
    int term = 0;
    Index element = -1;  ///< of the operand, or the row of a table; -1: a bias, or an operand that is added as it is
    double weight = 1.0, value = 1.0, product = 0.0;
};
[[nodiscard]] std::vector<AffineProduct> affineProducts(const CellRecord& record, int operation, Index t, Index unit,
                                                        Index sample = 0);

/// The value an operand had at step t, [batch x n].
[[nodiscard]] Matrix operandValue(const CellRecord& record, const Operand& operand, Index t);

}  // namespace engine
