// The LSTM over a whole sequence.
#include "engine/layers/kernels/lstmkernel.h"

#include "engine/layers/kernels/steps.h"

namespace engine {
namespace {

using namespace kernels;

struct LstmRun : RecurrentRun {
    Matrix z;         ///< pre-activations, [rows x 4 units]; only where an activation's derivative needs them
    Matrix gates;     ///< i, f, g, o, [rows x 4 units]
    Matrix cell;      ///< c, [rows x units]
    Matrix squashed;  ///< act(c), [rows x units]
};

}  // namespace

std::unique_ptr<RecurrentRun> LstmKernel::forward(const RecurrentInput& input, std::unique_ptr<RecurrentRun>) const {
    auto run = std::make_unique<LstmRun>();
    const Index rows = input.steps * input.batch, B = input.batch, U = m_units;
    const Matrix& kernel = *input.parameters[0];
    const Matrix& recurrent = *input.parameters[1];

    Matrix& gates = run->gates;
    gates.setZero(rows, 4 * U);
    addProduct(*input.input, input.inputDropout, kernel, gates);
    if (input.parameters.size() > 2) gates.rowwise() += input.parameters[2]->row(0);
    run->cell.resize(rows, U);
    run->squashed.resize(rows, U);
    run->hidden.resize(rows, U);
    const bool keepsZ = derivativeNeedsZ(m_activation) || derivativeNeedsZ(m_recurrentActivation);
    if (keepsZ) run->z.resize(rows, 4 * U);

    Matrix h, c;
    for (Index n = 0; n < input.steps; ++n) {
        const Index t = input.step(n);
        auto z = rowsOf(gates, t, B);
        if (statePrevious(input, run->hidden, 0, n, h)) addProduct(h, input.recurrentDropout, recurrent, z);
        statePrevious(input, run->cell, 1, n, c);
        if (keepsZ) rowsOf(run->z, t, B) = z;
        activateBlocks(m_recurrentActivation, z.leftCols(2 * U), U);
        activate(m_activation, z.middleCols(2 * U, U), z.middleCols(2 * U, U));
        activate(m_recurrentActivation, z.rightCols(U), z.rightCols(U));

        const auto i = z.leftCols(U).array(), f = z.middleCols(U, U).array(), g = z.middleCols(2 * U, U).array(),
                   o = z.rightCols(U).array();
        auto cell = rowsOf(run->cell, t, B);
        cell.array() = f * c.array() + i * g;
        auto squashed = rowsOf(run->squashed, t, B);
        activate(m_activation, cell, squashed);
        rowsOf(run->hidden, t, B).array() = o * squashed.array();
        holdMasked(input, t, c, run->cell);
        holdMasked(input, t, h, run->hidden);
    }
    const Index last = input.step(input.steps - 1);
    run->finalStates = {rowsOf(run->hidden, last, B), rowsOf(run->cell, last, B)};
    return run;
}

RecurrentGradients LstmKernel::backward(const RecurrentInput& input, RecurrentRun& runBase,
                                        const Matrix& hiddenGradient, const std::vector<Matrix>& finalStateGradients,
                                        bool wantsInputGradient) const {
    auto& run = static_cast<LstmRun&>(runBase);
    const Index rows = input.steps * input.batch, B = input.batch, U = m_units;
    const Matrix& kernel = *input.parameters[0];
    const Matrix& recurrent = *input.parameters[1];
    const bool keepsZ = run.z.size() > 0;

    Matrix dz(rows, 4 * U);
    Matrix dh = Matrix::Zero(B, U), dc = Matrix::Zero(B, U);  // from the steps processed later
    const auto final = [&](std::size_t k, Matrix& d) {
        if (k < finalStateGradients.size() && finalStateGradients[k].size() > 0) d = finalStateGradients[k];
    };
    final(0, dh);
    final(1, dc);
    Matrix c, dhPast(B, U), dcPast(B, U), dSquashed(B, U), dGates(B, 4 * U);
    for (Index n = input.steps - 1; n >= 0; --n) {
        const Index t = input.step(n);
        const auto gates = rowsOf(run.gates, t, B);
        const auto i = gates.leftCols(U).array(), f = gates.middleCols(U, U).array(),
                   g = gates.middleCols(2 * U, U).array(), o = gates.rightCols(U).array();
        const auto squashed = rowsOf(run.squashed, t, B);
        const auto cell = rowsOf(run.cell, t, B);
        const bool hasPast = statePrevious(input, run.cell, 1, n, c);
        addOutside(input, hiddenGradient, n, dh);

        dSquashed.array() = dh.array() * o;
        activateBackward(m_activation, cell, squashed, dSquashed, dSquashed);
        dSquashed += dc;  // now all of dLoss/dc
        const auto dCell = dSquashed.array();
        dGates.leftCols(U).array() = dCell * g;
        if (hasPast)
            dGates.middleCols(U, U).array() = dCell * c.array();
        else
            dGates.middleCols(U, U).setZero();
        dGates.middleCols(2 * U, U).array() = dCell * i;
        dGates.rightCols(U).array() = dh.array() * squashed.array();
        dcPast.array() = dCell * f;

        auto d = rowsOf(dz, t, B);
        const auto z = keepsZ ? rowsOf(run.z, t, B) : rowsOf(run.gates, t, B);
        activateBlocksBackward(m_recurrentActivation, z.leftCols(2 * U), gates.leftCols(2 * U), dGates.leftCols(2 * U),
                               d.leftCols(2 * U), U);
        activateBackward(m_activation, z.middleCols(2 * U, U), gates.middleCols(2 * U, U), dGates.middleCols(2 * U, U),
                         d.middleCols(2 * U, U));
        activateBackward(m_recurrentActivation, z.rightCols(U), gates.rightCols(U), dGates.rightCols(U),
                         d.rightCols(U));
        zeroMaskedRows(input, t, d);
        dhPast.setZero();
        addReadGradient(d, input.recurrentDropout, recurrent, dhPast);
        copyMaskedRows(input, t, dh, dhPast);
        copyMaskedRows(input, t, dc, dcPast);
        dh.swap(dhPast);
        dc.swap(dcPast);
    }

    RecurrentGradients result;
    result.initialStates = {dh, dc};
    addWeightGradient(*input.input, input.inputDropout, dz,
                      result.parameters.emplace_back(Matrix::Zero(kernel.rows(), 4 * U)));
    addRecurrentGradient(input, run.hidden, input.recurrentDropout, dz,
                         result.parameters.emplace_back(Matrix::Zero(U, 4 * U)));
    if (input.parameters.size() > 2) result.parameters.emplace_back(dz.colwise().sum());
    if (wantsInputGradient) {
        result.input.setZero(dz.rows(), kernel.rows());
        addReadGradient(dz, input.inputDropout, kernel, result.input);
    }
    return result;
}

}  // namespace engine
