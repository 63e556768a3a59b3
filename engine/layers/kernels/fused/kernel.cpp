// From RecurrentInput to lane blocks and back.
#include "engine/layers/kernels/fused/kernel.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/core/simd/isa.h"
#include "engine/layers/kernels/fused/cells.h"

namespace engine::fused {
namespace {

struct FusedRun : RecurrentRun {
    Plan plan;
    Buffer numbers;             ///< of all blocks: operands, gates, cells, what is kept, masks
    Buffer scratch, gradients;  ///< of one block at a time
    Matrix dropped;             ///< a wide x times its dropout factors
    std::vector<Block> blocks;
};

std::optional<Squash> squashOf(Activation activation) {
    switch (activation) {
        case Activation::Linear:
            return Squash::Linear;
        case Activation::Relu:
            return Squash::Relu;
        case Activation::Tanh:
            return Squash::Tanh;
        case Activation::Sigmoid:
            return Squash::Sigmoid;
        default:
            return std::nullopt;
    }
}

/// Worth a look where x is not so narrow that its product costs nothing. Most x differ at the second step.
bool sameAtEveryStep(const RecurrentInput& input) {
    const Matrix& x = *input.input;
    if (input.steps < 3 || x.cols() < 8) return false;
    const Index step = input.batch * x.cols();
    for (Index t = 1; t < input.steps; ++t)
        if (!std::equal(x.data(), x.data() + step, x.data() + t * step)) return false;
    return true;
}

std::size_t size(Index count) {
    return static_cast<std::size_t>(count);
}

class FusedKernel : public RecurrentKernel {
 public:
    FusedKernel(const Cell& cell, Index units, Squash squash, std::unique_ptr<RecurrentKernel> plain)
        : m_cell(cell), m_units(units), m_squash(squash), m_plain(std::move(plain)) {
        (void)instructionSet();  // GATEWISE_ISA is read, or refused, before anything computes
    }

    [[nodiscard]] std::unique_ptr<RecurrentRun> forward(const RecurrentInput& input,
                                                        std::unique_ptr<RecurrentRun> used) const override {
        const Index features = input.parameters[0]->rows();
        if (input.batch < 2 || input.recurrentDropout.size() > 0 || input.inputDropout.cols() > features)
            return m_plain->forward(input, std::move(used));
        std::unique_ptr<FusedRun> run;
        if (dynamic_cast<FusedRun*>(used.get()))
            run.reset(static_cast<FusedRun*>(used.release()));
        else
            run = std::make_unique<FusedRun>();

        run->plan.setUp(m_cell.layout, size(m_units), size(features), m_squash, sameAtEveryStep(input));
        run->plan.packForward(input.parameters);
        layOut(input, *run);
        run->hidden.resize(input.steps * input.batch, m_units);
        run->finalStates.resize(m_cell.layout.states);
        for (Matrix& state : run->finalStates) state.resize(input.batch, m_units);
        for (std::size_t number = 0; number < run->blocks.size(); ++number) {
            const Block& block = run->blocks[number];
            const auto first = static_cast<Index>(number * kLanes);
            fill(input, run->plan, block, first);
            m_cell.forward(run->plan, block, run->scratch);
            read(input, *run, block, first);
        }
        return run;
    }

    [[nodiscard]] RecurrentGradients backward(const RecurrentInput& input, RecurrentRun& runBase,
                                              const Matrix& hiddenGradient,
                                              const std::vector<Matrix>& finalStateGradients,
                                              bool wantsInputGradient) const override {
        auto* run = dynamic_cast<FusedRun*>(&runBase);
        if (!run) return m_plain->backward(input, runBase, hiddenGradient, finalStateGradients, wantsInputGradient);

        run->plan.packBackward(input.parameters, wantsInputGradient);
        RecurrentGradients result;
        for (const Matrix* parameter : input.parameters)
            result.parameters.emplace_back(Matrix::Zero(parameter->rows(), parameter->cols()));
        if (wantsInputGradient) result.input.resize(input.input->rows(), input.input->cols());
        // Of states that were not given nobody wants a gradient, and its product is left out.
        const bool given = run->blocks.front().givenState;
        result.initialStates.assign(m_cell.layout.states, given ? Matrix(input.batch, m_units) : Matrix());
        const std::size_t state = size(m_units) * kLanes;
        for (std::size_t number = 0; number < run->blocks.size(); ++number) {
            const Block& block = run->blocks[number];
            const auto first = static_cast<Index>(number * kLanes);
            float* const states = run->gradients.atLeast(2 * state);
            BlockGradients back;
            back.dh = states;
            back.dc = states + state;
            back.hidden = &hiddenGradient;
            back.input = &input;
            back.firstSample = first;
            back.inputGradient = wantsInputGradient ? &result.input : nullptr;
            back.parameters = &result.parameters;
            back.scratch = &run->scratch;
            for (std::size_t k = 0; k < m_cell.layout.states; ++k)
                stateToLanes(k < finalStateGradients.size() ? finalStateGradients[k] : Matrix(), block, first,
                             states + k * state);
            m_cell.backward(run->plan, block, back);
            for (std::size_t k = 0; given && k < m_cell.layout.states; ++k)
                fromLanes(states + k * state, block.samples, size(m_units), &result.initialStates[k](first, 0),
                          size(m_units));
        }
        return result;
    }

 private:
    /// Cuts the run's memory into blocks.
    void layOut(const RecurrentInput& input, FusedRun& run) const {
        const Plan& plan = run.plan;
        const std::size_t steps = size(input.steps), count = (size(input.batch) + kLanes - 1) / kLanes;
        const std::size_t operand = (steps + 1) * plan.inputs, gates = steps * plan.rows,
                          cell = m_cell.layout.states > 1 ? (steps + 1) * plan.units : 0,
                          kept = steps * m_cell.layout.kept * plan.units, mask = input.mask ? steps : 0;
        float* at = run.numbers.atLeast(count * (operand + gates + cell + kept + mask) * kLanes);
        const auto take = [&at](std::size_t rows) { return std::exchange(at, at + rows * kLanes); };
        const Matrix* x = input.input;
        if (plan.hoisted && input.inputDropout.size() > 0) {
            run.dropped = *x;
            for (Index t = 0; t < input.steps; ++t)
                run.dropped.middleRows(t * input.batch, input.batch).array() *= input.inputDropout.array();
            x = &run.dropped;
        }
        run.blocks.clear();
        for (std::size_t number = 0; number < count; ++number) {
            Block block;
            const auto first = static_cast<Index>(number * kLanes);
            block.steps = steps;
            block.samples = std::min(kLanes, size(input.batch) - number * kLanes);
            block.operand = take(operand);
            block.gates = take(gates);
            block.cell = take(cell);
            block.kept = take(kept);
            block.mask = mask > 0 ? take(mask) : nullptr;
            for (const Matrix& state : input.initialStates) block.givenState |= state.size() > 0;
            block.kernel = input.parameters[0];
            if (plan.hoisted) {
                block.wideX = &(*x)(input.step(0) * input.batch + first, 0);
                block.wideStep = (input.backwards ? -1 : 1) * static_cast<std::ptrdiff_t>(input.batch * x->cols());
            }
            run.blocks.push_back(block);
        }
    }

    void stateToLanes(const Matrix& state, const Block& block, Index first, float* to) const {
        if (state.size() > 0)
            toLanes(&state(first, 0), size(m_units), block.samples, size(m_units), to);
        else
            std::fill_n(to, size(m_units) * kLanes, 0.0f);
    }

    /// The operand but for the states that the steps will leave there; the mask.
    void fill(const RecurrentInput& input, const Plan& plan, const Block& block, Index first) const {
        const Matrix none;
        const auto initial = [&](std::size_t k) -> const Matrix& {
            return k < input.initialStates.size() ? input.initialStates[k] : none;
        };
        stateToLanes(initial(0), block, first, block.operand);
        if (m_cell.layout.states > 1) stateToLanes(initial(1), block, first, block.cell);
        Matrix dropped;
        for (std::size_t n = 0; n < block.steps; ++n) {
            const Index row = input.step(static_cast<Index>(n)) * input.batch + first;
            float* const one = block.operand + (n * plan.inputs + plan.units) * kLanes;
            std::fill_n(one, kLanes, 1.0f);
            if (!plan.hoisted) {
                const float* x = &(*input.input)(row, 0);
                if (input.inputDropout.size() > 0) {
                    const auto samples = static_cast<Index>(block.samples);
                    dropped = input.input->middleRows(row, samples)
                                  .cwiseProduct(input.inputDropout.middleRows(first, samples));
                    x = dropped.data();
                }
                toLanes(x, plan.features, block.samples, plan.features, one + kLanes);
            }
            if (block.mask)
                for (std::size_t b = 0; b < kLanes; ++b)
                    block.mask[n * kLanes + b] = b < block.samples && !input.masked(input.step(static_cast<Index>(n)),
                                                                                    first + static_cast<Index>(b))
                                                     ? 1.0f
                                                     : 0.0f;
        }
    }

    /// h of all steps and the final states, sample by sample.
    void read(const RecurrentInput& input, FusedRun& run, const Block& block, Index first) const {
        const Plan& plan = run.plan;
        for (std::size_t n = 0; n < block.steps; ++n)
            fromLanes(block.operand + (n + 1) * plan.inputs * kLanes, block.samples, plan.units,
                      &run.hidden(input.step(static_cast<Index>(n)) * input.batch + first, 0), plan.units);
        const float* const states[2] = {block.operand + block.steps * plan.inputs * kLanes,
                                        block.cell + block.steps * plan.units * kLanes};
        for (std::size_t k = 0; k < m_cell.layout.states; ++k)
            fromLanes(states[k], block.samples, plan.units, &run.finalStates[k](first, 0), plan.units);
    }

    const Cell& m_cell;
    Index m_units;
    Squash m_squash;
    std::unique_ptr<RecurrentKernel> m_plain;
};

}  // namespace

std::unique_ptr<RecurrentKernel> makeKernel(const Cell& cell, Index units, Activation activation,
                                            Activation recurrentActivation, std::unique_ptr<RecurrentKernel> plain) {
    const std::optional<Squash> squash = squashOf(activation);
    if (!squash || recurrentActivation != Activation::Sigmoid) return plain;
    return std::make_unique<FusedKernel>(cell, units, *squash, std::move(plain));
}

}  // namespace engine::fused
