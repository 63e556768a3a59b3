// The simple RNN over a whole sequence.
#include "engine/layers/kernels/simplernnkernel.h"

#include "engine/layers/kernels/steps.h"

namespace engine {
namespace {

using namespace kernels;

struct SimpleRnnRun : RecurrentRun {
    Matrix z;  ///< pre-activations; only where the activation's derivative needs them
};

}  // namespace

std::unique_ptr<RecurrentRun> SimpleRnnKernel::forward(const RecurrentInput& input,
                                                       std::unique_ptr<RecurrentRun>) const {
    auto run = std::make_unique<SimpleRnnRun>();
    const Index B = input.batch;
    const Matrix& kernel = *input.parameters[0];
    const Matrix& recurrent = *input.parameters[1];

    Matrix& hidden = run->hidden;
    hidden.setZero(input.steps * B, m_units);
    addProduct(*input.input, input.inputDropout, kernel, hidden);
    if (input.parameters.size() > 2) hidden.rowwise() += input.parameters[2]->row(0);
    const bool keepsZ = derivativeNeedsZ(m_activation);
    if (keepsZ) run->z.resize(hidden.rows(), hidden.cols());

    Matrix h;
    for (Index n = 0; n < input.steps; ++n) {
        const Index t = input.step(n);
        auto z = rowsOf(hidden, t, B);
        if (statePrevious(input, hidden, 0, n, h)) addProduct(h, input.recurrentDropout, recurrent, z);
        if (keepsZ) rowsOf(run->z, t, B) = z;
        activate(m_activation, z, z);
        holdMasked(input, t, h, hidden);
    }
    run->finalStates = {rowsOf(hidden, input.step(input.steps - 1), B)};
    return run;
}

RecurrentGradients SimpleRnnKernel::backward(const RecurrentInput& input, RecurrentRun& runBase,
                                             const Matrix& hiddenGradient,
                                             const std::vector<Matrix>& finalStateGradients,
                                             bool wantsInputGradient) const {
    auto& run = static_cast<SimpleRnnRun&>(runBase);
    const Index rows = input.steps * input.batch, B = input.batch;
    const Matrix& kernel = *input.parameters[0];
    const Matrix& recurrent = *input.parameters[1];
    const Matrix& z = run.z.size() > 0 ? run.z : run.hidden;

    Matrix dz(rows, m_units);
    Matrix dh = Matrix::Zero(B, m_units), dhPast(B, m_units);  // dh: from the steps processed later
    if (!finalStateGradients.empty() && finalStateGradients[0].size() > 0) dh = finalStateGradients[0];
    for (Index n = input.steps - 1; n >= 0; --n) {
        const Index t = input.step(n);
        addOutside(input, hiddenGradient, n, dh);
        auto d = rowsOf(dz, t, B);
        activateBackward(m_activation, rowsOf(z, t, B), rowsOf(run.hidden, t, B), dh, d);
        zeroMaskedRows(input, t, d);
        dhPast.setZero();
        addReadGradient(d, input.recurrentDropout, recurrent, dhPast);
        copyMaskedRows(input, t, dh, dhPast);
        dh.swap(dhPast);
    }

    RecurrentGradients result;
    result.initialStates = {dh};
    addWeightGradient(*input.input, input.inputDropout, dz,
                      result.parameters.emplace_back(Matrix::Zero(kernel.rows(), m_units)));
    addRecurrentGradient(input, run.hidden, input.recurrentDropout, dz,
                         result.parameters.emplace_back(Matrix::Zero(m_units, m_units)));
    if (input.parameters.size() > 2) result.parameters.emplace_back(dz.colwise().sum());
    if (wantsInputGradient) {
        result.input.setZero(dz.rows(), kernel.rows());
        addReadGradient(dz, input.inputDropout, kernel, result.input);
    }
    return result;
}

}  // namespace engine
