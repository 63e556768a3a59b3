// The GRU over a whole sequence.
#include "engine/layers/kernels/grukernel.h"

#include "engine/layers/kernels/steps.h"

namespace engine {
namespace {

using namespace kernels;

struct GruRun : RecurrentRun {
    Matrix z;      ///< pre-activations, [rows x 3 units]; only where an activation's derivative needs them
    Matrix gates;  ///< z, r, g, [rows x 3 units]
    Matrix mixed;  ///< reset after: h U_g + b'_g, before the gate; reset before: r h as U_g reads it; [rows x units]
};

}  // namespace

std::unique_ptr<RecurrentRun> GruKernel::forward(const RecurrentInput& input, std::unique_ptr<RecurrentRun>) const {
    auto run = std::make_unique<GruRun>();
    const Index rows = input.steps * input.batch, B = input.batch, U = m_units;
    const Matrix& kernel = *input.parameters[0];
    const Matrix& recurrent = *input.parameters[1];
    const Matrix* bias = input.parameters.size() > 2 ? input.parameters[2] : nullptr;

    Matrix& gates = run->gates;
    gates.setZero(rows, 3 * U);
    addProduct(*input.input, input.inputDropout, kernel, gates);
    if (bias) gates.rowwise() += bias->row(0);
    run->mixed.resize(rows, U);
    run->hidden.resize(rows, U);
    const bool keepsZ = derivativeNeedsZ(m_activation) || derivativeNeedsZ(m_recurrentActivation);
    if (keepsZ) run->z.resize(rows, 3 * U);

    Matrix h, read, product(B, 3 * U);
    for (Index n = 0; n < input.steps; ++n) {
        const Index t = input.step(n);
        auto z = rowsOf(gates, t, B);
        auto mixed = rowsOf(run->mixed, t, B);
        const bool hasPast = statePrevious(input, run->hidden, 0, n, h);
        if (m_resetAfter) {
            product.setZero();
            if (hasPast) addProduct(h, input.recurrentDropout, recurrent, product);
            if (bias) product.rowwise() += bias->row(1);
            z.leftCols(2 * U) += product.leftCols(2 * U);
            mixed = product.rightCols(U);
        } else if (hasPast) {
            addProduct(h, factorsOf(input.recurrentDropout, 0, 2 * U), recurrent.leftCols(2 * U), z.leftCols(2 * U));
        }
        if (keepsZ) rowsOf(run->z, t, B).leftCols(2 * U) = z.leftCols(2 * U);
        activateBlocks(m_recurrentActivation, z.leftCols(2 * U), U);

        const auto update = z.leftCols(U).array(), reset = z.middleCols(U, U).array();
        if (m_resetAfter) {
            z.rightCols(U).array() += reset * mixed.array();
        } else {
            read = h;
            scaleSamples(read, factorsOf(input.recurrentDropout, 2 * U, U));
            mixed.array() = reset * read.array();
            if (hasPast) z.rightCols(U).noalias() += mixed * recurrent.rightCols(U);
        }
        if (keepsZ) rowsOf(run->z, t, B).rightCols(U) = z.rightCols(U);
        activate(m_activation, z.rightCols(U), z.rightCols(U));
        rowsOf(run->hidden, t, B).array() = update * h.array() + (1 - update) * z.rightCols(U).array();
        holdMasked(input, t, h, run->hidden);
    }
    run->finalStates = {rowsOf(run->hidden, input.step(input.steps - 1), B)};
    return run;
}

RecurrentGradients GruKernel::backward(const RecurrentInput& input, RecurrentRun& runBase, const Matrix& hiddenGradient,
                                       const std::vector<Matrix>& finalStateGradients, bool wantsInputGradient) const {
    auto& run = static_cast<GruRun&>(runBase);
    const Index rows = input.steps * input.batch, B = input.batch, U = m_units;
    const Matrix& kernel = *input.parameters[0];
    const Matrix& recurrent = *input.parameters[1];
    const bool keepsZ = run.z.size() > 0;
    const auto gateFactors = factorsOf(input.recurrentDropout, 0, 2 * U),
               candidateFactors = factorsOf(input.recurrentDropout, 2 * U, U);

    Matrix dz(rows, 3 * U);  // of z_z, z_r, z_g
    Matrix dMixed;           // reset after: of h U_g + b'_g
    if (m_resetAfter) dMixed.resize(rows, U);
    Matrix dh = Matrix::Zero(B, U), dhPast(B, U), dRead(B, U), dGates(B, 3 * U), h, read;
    if (!finalStateGradients.empty() && finalStateGradients[0].size() > 0) dh = finalStateGradients[0];
    for (Index n = input.steps - 1; n >= 0; --n) {
        const Index t = input.step(n);
        const auto gates = rowsOf(run.gates, t, B);
        const auto update = gates.leftCols(U).array(), reset = gates.middleCols(U, U).array(),
                   g = gates.rightCols(U).array();
        const auto mixed = rowsOf(run.mixed, t, B);
        const auto z = keepsZ ? rowsOf(run.z, t, B) : rowsOf(run.gates, t, B);
        auto d = rowsOf(dz, t, B);
        statePrevious(input, run.hidden, 0, n, h);
        addOutside(input, hiddenGradient, n, dh);

        dGates.leftCols(U).array() = dh.array() * (h.array() - g);
        dGates.rightCols(U).array() = dh.array() * (1 - update);
        dhPast.array() = dh.array() * update;
        activateBackward(m_activation, z.rightCols(U), gates.rightCols(U), dGates.rightCols(U), d.rightCols(U));
        zeroMaskedRows(input, t, d.rightCols(U));
        if (m_resetAfter) {
            dGates.middleCols(U, U).array() = d.rightCols(U).array() * mixed.array();
            rowsOf(dMixed, t, B).array() = d.rightCols(U).array() * reset;
            addReadGradient(rowsOf(dMixed, t, B), candidateFactors, recurrent.rightCols(U), dhPast);
        } else {
            read = h;
            scaleSamples(read, candidateFactors);
            dRead.noalias() = d.rightCols(U) * recurrent.rightCols(U).transpose();  // of r h
            dGates.middleCols(U, U).array() = dRead.array() * read.array();
            dRead.array() *= reset;
            scaleSamples(dRead, candidateFactors);
            dhPast += dRead;
        }
        activateBlocksBackward(m_recurrentActivation, z.leftCols(2 * U), gates.leftCols(2 * U), dGates.leftCols(2 * U),
                               d.leftCols(2 * U), U);
        zeroMaskedRows(input, t, d.leftCols(2 * U));
        addReadGradient(d.leftCols(2 * U), gateFactors, recurrent.leftCols(2 * U), dhPast);
        copyMaskedRows(input, t, dh, dhPast);
        dh.swap(dhPast);
    }

    RecurrentGradients result;
    result.initialStates = {dh};
    addWeightGradient(*input.input, input.inputDropout, dz,
                      result.parameters.emplace_back(Matrix::Zero(kernel.rows(), 3 * U)));
    Matrix& dRecurrent = result.parameters.emplace_back(Matrix::Zero(U, 3 * U));
    addRecurrentGradient(input, run.hidden, gateFactors, dz.leftCols(2 * U), dRecurrent.leftCols(2 * U));
    if (m_resetAfter)
        addRecurrentGradient(input, run.hidden, candidateFactors, dMixed, dRecurrent.rightCols(U));
    else
        dRecurrent.rightCols(U).noalias() += run.mixed.transpose() * dz.rightCols(U);
    if (input.parameters.size() > 2) {
        Matrix bias(m_resetAfter ? 2 : 1, 3 * U);
        bias.row(0) = dz.colwise().sum();
        if (m_resetAfter) {
            bias.row(1).leftCols(2 * U) = bias.row(0).leftCols(2 * U);
            bias.row(1).rightCols(U) = dMixed.colwise().sum();
        }
        result.parameters.push_back(std::move(bias));
    }
    if (wantsInputGradient) {
        result.input.setZero(dz.rows(), kernel.rows());
        addReadGradient(dz, input.inputDropout, kernel, result.input);
    }
    return result;
}

}  // namespace engine
