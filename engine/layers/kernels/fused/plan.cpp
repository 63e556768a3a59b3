// Packing weights, and turning rows of samples into lanes and back.
#include "engine/layers/kernels/fused/plan.h"

#include <algorithm>
#include <cstring>

namespace engine::fused {
namespace {

/// Rows that lie a multiple of 4 KB apart share few places of the cache; this keeps them off it.
std::size_t strideFor(std::size_t numbers) {
    return (numbers + 15) / 16 * 16 + 16;
}

/// The columns first .. first+count-1 of the gates' rows, taken from Keras's rows block by block.
void copyRow(const float* from, std::size_t units, const CellLayout& layout, int GateBlock::*source, std::size_t first,
             std::size_t count, float* to) {
    while (count > 0) {
        const std::size_t block = first / units, unit = first % units, here = std::min(count, units - unit);
        const int keras = layout.blocks[block].*source;
        if (keras >= 0)
            std::memcpy(to, from + static_cast<std::size_t>(keras) * units + unit, here * sizeof(float));
        else
            std::fill_n(to, here, 0.0f);
        first += here;
        count -= here;
        to += here;
    }
}

}  // namespace

void Plan::setUp(const CellLayout& cell, std::size_t unitCount, std::size_t featureCount, Squash function, bool sameX) {
    layout = &cell;
    units = unitCount;
    features = featureCount;
    squash = function;
    constantX = sameX;
    hoisted = constantX || features >= kWide;
    inputs = units + 1 + (hoisted ? 0 : features);
    rows = cell.blocks.size() * units;
    recurrentRows = inputRows = 0;
    regions.clear();
    std::size_t offset = 0;
    for (std::size_t block = 0; block < cell.blocks.size(); ++block) {
        const GateBlock& gate = cell.blocks[block];
        if (gate.recurrent >= 0) recurrentRows += units;
        if (gate.kernel >= 0) inputRows += units;
        const std::size_t first = gate.recurrent >= 0 ? 0 : units, last = gate.kernel >= 0 ? inputs : units + 1;
        const bool readsX = gate.kernel >= 0;
        // A wide x is not in the operand, but who reads it has its sums to go on from.
        if (!regions.empty() && regions.back().firstInput == first && regions.back().readsX == readsX)
            regions.back().rows += units;
        else
            regions.push_back({block * units, units, first, last, readsX, 0});
    }
    for (Region& region : regions) {
        region.offset = offset;
        offset += (region.rows + kPanel - 1) / kPanel * kPanel * (region.lastInput - region.firstInput);
    }
    panels.atLeast(offset);
    recurrentStride = strideFor(recurrentRows);
    inputStride = strideFor(inputRows);
}

void Plan::packForward(const std::vector<const Matrix*>& parameters) {
    const Matrix& kernel = *parameters[0];
    const Matrix& recurrent = *parameters[1];
    std::vector<float> bias(rows, 0.0f);
    for (std::size_t block = 0; block < layout->blocks.size() && parameters.size() > 2; ++block) {
        const GateBlock& gate = layout->blocks[block];
        // The candidate of a GRU adds its two biases in two places; every block's columns are those of its weights.
        const auto column = static_cast<std::size_t>(gate.kernel >= 0 ? gate.kernel : gate.recurrent) * units;
        for (const int row : gate.bias)
            for (std::size_t unit = 0; unit < units; ++unit)
                bias[block * units + unit] += (*parameters[2])(row, static_cast<Index>(column + unit));
    }
    for (const Region& region : regions) {
        float* to = panels.data() + region.offset;
        for (std::size_t row = 0; row < region.rows; row += kPanel) {
            const std::size_t here = std::min(kPanel, region.rows - row), first = region.firstRow + row;
            for (std::size_t k = region.firstInput; k < region.lastInput; ++k, to += kPanel) {
                if (k < units)
                    copyRow(&recurrent(static_cast<Index>(k), 0), units, *layout, &GateBlock::recurrent, first, here,
                            to);
                else if (k == units)
                    std::memcpy(to, bias.data() + first, here * sizeof(float));
                else
                    copyRow(&kernel(static_cast<Index>(k - units - 1), 0), units, *layout, &GateBlock::kernel, first,
                            here, to);
            }
        }
    }
}

void Plan::packBackward(const std::vector<const Matrix*>& parameters, bool wantsInput) {
    float* to = recurrentBack.atLeast(units * recurrentStride);
    for (std::size_t unit = 0; unit < units; ++unit)
        copyRow(&(*parameters[1])(static_cast<Index>(unit), 0), units, *layout, &GateBlock::recurrent, 0, recurrentRows,
                to + unit * recurrentStride);
    if (!wantsInput) return;
    to = inputBack.atLeast(features * inputStride);
    for (std::size_t k = 0; k < features; ++k)
        copyRow(&(*parameters[0])(static_cast<Index>(k), 0), units, *layout, &GateBlock::kernel, rows - inputRows,
                inputRows, to + k * inputStride);
}

void packWide(const Plan& plan, const Matrix& kernel, std::size_t first, std::size_t count, float* to) {
    const std::size_t skipped = plan.rows - plan.inputRows;
    for (std::size_t row = 0; row < plan.inputRows; row += kPanel)
        for (std::size_t k = first; k < first + count; ++k, to += kPanel)
            copyRow(&kernel(static_cast<Index>(k), 0), plan.units, *plan.layout, &GateBlock::kernel, skipped + row,
                    std::min(kPanel, plan.inputRows - row), to);
}

void addToParameters(const Plan& plan, const float* sums, std::size_t first, std::size_t count,
                     std::vector<Matrix>& parameters) {
    thread_local Buffer buffer;
    float* const turned = buffer.atLeast(count * plan.units);  // [input][unit] of one block
    for (std::size_t block = 0; block < plan.layout->blocks.size(); ++block) {
        const GateBlock& gate = plan.layout->blocks[block];
        fromLanes(sums + block * plan.units * kLanes, count, plan.units, turned, plan.units);
        for (std::size_t k = 0; k < count; ++k) {
            const std::size_t input = first + k;
            const float* own = turned + k * plan.units;
            const auto add = [&](std::size_t parameter, std::size_t row, int kerasBlock) {
                Matrix& matrix = parameters[parameter];
                float* to =
                    &matrix(static_cast<Index>(row), static_cast<Index>(kerasBlock) * static_cast<Index>(plan.units));
                for (std::size_t unit = 0; unit < plan.units; ++unit) to[unit] += own[unit];
            };
            if (input < plan.units) {
                if (gate.recurrent >= 0) add(1, input, gate.recurrent);
            } else if (input == plan.units) {
                for (const int row : gate.bias)
                    if (parameters.size() > 2)
                        add(2, static_cast<std::size_t>(row), gate.kernel >= 0 ? gate.kernel : gate.recurrent);
            } else if (gate.kernel >= 0) {
                add(0, input - plan.units - 1, gate.kernel);
            }
        }
    }
}

bool outsideGradient(const Plan& plan, const Block& block, const BlockGradients& back, std::size_t n, float* out) {
    const Matrix& all = *back.hidden;
    const RecurrentInput& input = *back.input;
    const bool last = all.rows() == input.batch && input.steps > 1;
    if (all.size() == 0 || (last && n + 1 < block.steps)) return false;
    const Index t = last ? 0 : input.step(static_cast<Index>(n));
    toLanes(&all(t * input.batch + back.firstSample, 0), plan.units, block.samples, plan.units, out);
    return true;
}

void storeInputGradient(const Plan& plan, const Block& block, const BlockGradients& back, std::size_t n,
                        const float* dx) {
    const RecurrentInput& input = *back.input;
    const Index row = input.step(static_cast<Index>(n)) * input.batch + back.firstSample;
    fromLanes(dx, block.samples, plan.features, &(*back.inputGradient)(row, 0), plan.features);
    if (input.inputDropout.size() > 0) {
        const auto samples = static_cast<Index>(block.samples);
        back.inputGradient->middleRows(row, samples).array() *=
            input.inputDropout.middleRows(back.firstSample, samples).array();
    }
}

}  // namespace engine::fused
