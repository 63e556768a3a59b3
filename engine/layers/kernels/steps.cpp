// What the kernels share.
#include "engine/layers/kernels/steps.h"

namespace engine::kernels {

void activateBlocks(Activation activation, Eigen::Ref<Matrix> z, Index units) {
    const Index width = isOfRows(activation) ? units : z.cols();
    for (Index first = 0; first < z.cols(); first += width)
        activate(activation, z.middleCols(first, width), z.middleCols(first, width));
}

void activateBlocksBackward(Activation activation, const Eigen::Ref<const Matrix>& z, const Eigen::Ref<const Matrix>& y,
                            const Eigen::Ref<const Matrix>& dy, Eigen::Ref<Matrix> dz, Index units) {
    const Index width = isOfRows(activation) ? units : z.cols();
    for (Index first = 0; first < z.cols(); first += width)
        activateBackward(activation, z.middleCols(first, width), y.middleCols(first, width),
                         dy.middleCols(first, width), dz.middleCols(first, width));
}

void scaleSamples(Eigen::Ref<Matrix> rows, const Eigen::Ref<const Matrix>& factors) {
    for (Index first = 0; first < rows.rows() && factors.size() > 0; first += factors.rows())
        rows.middleRows(first, factors.rows()).array() *= factors.array();
}

namespace {

/// Calls with each block of factors and its columns of the weights.
template <typename Use>
void eachGate(const Eigen::Ref<const Matrix>& factors, Index readColumns, Index weightColumns, Use use) {
    const Index gates = factors.cols() / readColumns, width = weightColumns / gates;
    for (Index gate = 0; gate < gates; ++gate)
        use(factors.middleCols(gate * readColumns, readColumns), gate * width, width);
}

}  // namespace

void addProduct(const Eigen::Ref<const Matrix>& read, const Eigen::Ref<const Matrix>& factors,
                const Eigen::Ref<const Matrix>& weights, Eigen::Ref<Matrix> out) {
    if (factors.size() == 0) {
        out.noalias() += read * weights;
        return;
    }
    eachGate(factors, read.cols(), weights.cols(), [&](const auto& own, Index first, Index width) {
        Matrix dropped = read;
        scaleSamples(dropped, own);
        out.middleCols(first, width).noalias() += dropped * weights.middleCols(first, width);
    });
}

void addReadGradient(const Eigen::Ref<const Matrix>& d, const Eigen::Ref<const Matrix>& factors,
                     const Eigen::Ref<const Matrix>& weights, Eigen::Ref<Matrix> readGradient) {
    if (factors.size() == 0) {
        readGradient.noalias() += d * weights.transpose();
        return;
    }
    eachGate(factors, readGradient.cols(), weights.cols(), [&](const auto& own, Index first, Index width) {
        Matrix gradient = d.middleCols(first, width) * weights.middleCols(first, width).transpose();
        scaleSamples(gradient, own);
        readGradient += gradient;
    });
}

void addWeightGradient(const Eigen::Ref<const Matrix>& read, const Eigen::Ref<const Matrix>& factors,
                       const Eigen::Ref<const Matrix>& d, Eigen::Ref<Matrix> weightGradient) {
    if (factors.size() == 0) {
        weightGradient.noalias() += read.transpose() * d;
        return;
    }
    eachGate(factors, read.cols(), d.cols(), [&](const auto& own, Index first, Index width) {
        Matrix dropped = read;
        scaleSamples(dropped, own);
        weightGradient.middleCols(first, width).noalias() += dropped.transpose() * d.middleCols(first, width);
    });
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
    if (!input.mask) return;
    for (Index b = 0; b < input.batch; ++b)
        if (input.masked(t, b)) all.row(t * input.batch + b) = previous.row(b);
}

void addOutside(const RecurrentInput& input, const Matrix& hiddenGradient, Index n, Matrix& dh) {
    if (hiddenGradient.rows() == input.steps * input.batch)
        dh += rowsOf(hiddenGradient, input.step(n), input.batch);
    else if (n == input.steps - 1)
        dh += hiddenGradient;
}

void copyMaskedRows(const RecurrentInput& input, Index t, const Matrix& source, Matrix& target) {
    if (!input.mask) return;
    for (Index b = 0; b < input.batch; ++b)
        if (input.masked(t, b)) target.row(b) = source.row(b);
}

void zeroMaskedRows(const RecurrentInput& input, Index t, Eigen::Ref<Matrix> target) {
    if (!input.mask) return;
    for (Index b = 0; b < input.batch; ++b)
        if (input.masked(t, b)) target.row(b).setZero();
}

void addRecurrentGradient(const RecurrentInput& input, const Matrix& hidden, const Eigen::Ref<const Matrix>& factors,
                          const Eigen::Ref<const Matrix>& d, Eigen::Ref<Matrix> gradient) {
    const Index later = (input.steps - 1) * input.batch;
    // The state before step t is one block of rows away, so all steps are one product.
    if (later > 0)
        addWeightGradient(input.backwards ? hidden.bottomRows(later) : hidden.topRows(later), factors,
                          input.backwards ? d.topRows(later) : d.bottomRows(later), gradient);
    if (!input.initialStates.empty() && input.initialStates[0].size() > 0)
        addWeightGradient(input.initialStates[0], factors, d.middleRows(input.step(0) * input.batch, input.batch),
                          gradient);
}

}  // namespace engine::kernels
