// From the hidden states of all steps to what a recurrent layer returns.
#include "engine/layers/recurrentoutput.h"

namespace engine {
namespace {

/// For sample b: the number of the processed step whose h is the output of the n-th processed one; -1: the output is 0.
Index source(const RecurrentInput& input, Index n, Index b, bool zeroOutputForMask) {
    if (zeroOutputForMask && input.masked(input.step(n), b)) return -1;
    while (n >= 0 && input.masked(input.step(n), b)) --n;
    return n;
}

}  // namespace

Tensor recurrentOutput(const RecurrentInput& input, const Matrix& hidden, bool returnSequences,
                       bool zeroOutputForMask) {
    const Index B = input.batch, first = returnSequences ? 0 : input.steps - 1, count = input.steps - first;
    Matrix values(count * B, hidden.cols());
    for (Index n = first; n < input.steps; ++n) {
        auto out = values.middleRows((n - first) * B, B);
        if (!input.mask) {
            out = hidden.middleRows(input.step(n) * B, B);
            continue;
        }
        for (Index b = 0; b < B; ++b) {
            const Index from = source(input, n, b, zeroOutputForMask);
            if (from < 0)
                out.row(b).setZero();
            else
                out.row(b) = hidden.row(input.step(from) * B + b);
        }
    }
    return returnSequences ? Tensor::sequences(std::move(values), B, input.steps) : Tensor::vectors(std::move(values));
}

Matrix recurrentOutputBackward(const RecurrentInput& input, const Matrix& outputGradient, Index units,
                               bool returnSequences, bool zeroOutputForMask) {
    const Index B = input.batch, first = returnSequences ? 0 : input.steps - 1;
    if (outputGradient.size() == 0) return Matrix::Zero(B, units);
    if (!returnSequences && !input.mask) return outputGradient;
    Matrix gradient = Matrix::Zero(input.steps * B, units);
    for (Index n = first; n < input.steps; ++n) {
        const auto out = outputGradient.middleRows((n - first) * B, B);
        if (!input.mask) {
            gradient.middleRows(input.step(n) * B, B) = out;
            continue;
        }
        for (Index b = 0; b < B; ++b) {
            const Index from = source(input, n, b, zeroOutputForMask);
            if (from >= 0) gradient.row(input.step(from) * B + b) += out.row(b);
        }
    }
    return gradient;
}

}  // namespace engine
