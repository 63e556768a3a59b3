// What the kernels share.
#include "engine/layers/kernels/steps.h"

namespace engine::kernels {

bool needsPreActivation(Activation activation) {
    return activation == Activation::Gelu || activation == Activation::Silu || activation == Activation::HardSigmoid;
}

void activateBlocks(Activation activation, Eigen::Ref<Matrix> z, Index units) {
    const Index width = activation == Activation::Softmax ? units : z.cols();
    for (Index first = 0; first < z.cols(); first += width)
        activate(activation, z.middleCols(first, width), z.middleCols(first, width));
}

void activateBlocksBackward(Activation activation, const Eigen::Ref<const Matrix>& z, const Eigen::Ref<const Matrix>& y,
                            const Eigen::Ref<const Matrix>& dy, Eigen::Ref<Matrix> dz, Index units) {
    const Index width = activation == Activation::Softmax ? units : z.cols();
    for (Index first = 0; first < z.cols(); first += width)
        activateBackward(activation, z.middleCols(first, width), y.middleCols(first, width), dy.middleCols(first, width),
                         dz.middleCols(first, width));
}

Matrix droppedInput(const RecurrentInput& input) {
    return input.input->cwiseProduct(input.inputDropout.replicate(input.steps, 1));
}

bool statePrevious(const RecurrentInput& input, const Matrix& all, std::size_t state, Index n, Matrix& previous) {
    if (n > 0) {
        previous = rowsOf(all, input.step(n - 1), input.batch);
        return true;
    }
    const bool given = state < input.initialStates.size() && input.initialStates[state].size() > 0;
    if (given)
        previous = input.initialStates[state];
    else
        previous.setZero(input.batch, all.cols());
    return given;
}

void holdMasked(const RecurrentInput& input, Index t, const Matrix& previous, Matrix& all) {
    if (!input.mask)
        return;
    for (Index b = 0; b < input.batch; ++b)
        if (input.masked(t, b))
            all.row(t * input.batch + b) = previous.row(b);
}

void copyMaskedRows(const RecurrentInput& input, Index t, const Matrix& source, Matrix& target) {
    if (!input.mask)
        return;
    for (Index b = 0; b < input.batch; ++b)
        if (input.masked(t, b))
            target.row(b) = source.row(b);
}

void zeroMaskedRows(const RecurrentInput& input, Index t, Eigen::Ref<Matrix> target) {
    if (!input.mask)
        return;
    for (Index b = 0; b < input.batch; ++b)
        if (input.masked(t, b))
            target.row(b).setZero();
}

void addRecurrentGradient(const RecurrentInput& input, const Matrix& hidden, const Eigen::Ref<const Matrix>& d,
                          Eigen::Ref<Matrix> gradient) {
    const Index later = (input.steps - 1) * input.batch;
    const Index first = input.step(0) * input.batch;
    if (later > 0) {
        // The state before step t is one block of rows away, so all steps are one product.
        const auto dLater = input.backwards ? d.topRows(later) : d.bottomRows(later);
        if (input.recurrentDropout.size() == 0) {
            const auto before = input.backwards ? hidden.bottomRows(later) : hidden.topRows(later);
            gradient.noalias() += before.transpose() * dLater;
        } else {
            Matrix before = input.backwards ? hidden.bottomRows(later) : hidden.topRows(later);
            before.array() *= input.recurrentDropout.replicate(input.steps - 1, 1).array();
            gradient.noalias() += before.transpose() * dLater;
        }
    }
    if (!input.initialStates.empty() && input.initialStates[0].size() > 0) {
        Matrix before = input.initialStates[0];
        if (input.recurrentDropout.size() > 0)
            before.array() *= input.recurrentDropout.array();
        gradient.noalias() += before.transpose() * d.middleRows(first, input.batch);
    }
}

}  // namespace engine::kernels
