// Finds the entries of a trace's matrices.
#include "lessons/tasks/tracenumber.h"

#include <cmath>

#include "lessons/place/place.h"

namespace lessons {
namespace {

using Kind = Expression::Kind;
using Number = std::optional<double>;

/// An entry of a matrix, counted from 1; row 0 is the last one.
Number entry(const engine::Matrix& values, engine::Index row, engine::Index column) {
    if (row == 0) row = values.rows();
    if (row < 1 || row > values.rows() || column < 1 || column > values.cols()) return {};
    const double value = double(values(row - 1, column - 1));
    return std::isfinite(value) ? Number(value) : Number();
}

Number ofOperation(const engine::CellRecord& cell, const std::vector<engine::Matrix>& matrices,
                   const LiveNumber& wanted) {
    const int index = cell.program->find(wanted.name);
    if (index < 0 || std::size_t(index) >= matrices.size()) return {};
    // Where the layer runs from right to left, its last step is the first of the sequence.
    const int t = wanted.t == 0 && cell.backwards ? 1 : wanted.t;
    return entry(matrices[std::size_t(index)], t, wanted.unit);
}

Number ofWeight(const engine::CellRecord& cell, const LiveNumber& wanted) {
    for (std::size_t k = 0; k < std::min(cell.program->parameters.size(), cell.parameters.size()); ++k)
        if (lastWord(cell.program->parameters[k].path) == wanted.name)
            return entry(cell.parameters[k], wanted.row, wanted.unit);
    return {};
}

}  // namespace

Number traceNumber(const LiveNumber& wanted, const engine::Trace& trace) {
    switch (wanted.kind) {
        case LiveNumber::Kind::State:
            return ofOperation(trace.cell, trace.cell.values, wanted);
        case LiveNumber::Kind::Gradient:
            return ofOperation(trace.cell, trace.cell.gradients, wanted);
        case LiveNumber::Kind::Weight:
            return ofWeight(trace.cell, wanted);
        case LiveNumber::Kind::Output:
            return trace.outputs.empty() ? Number() : entry(trace.outputs.front().values, wanted.t, wanted.unit);
        case LiveNumber::Kind::Named:
            break;
    }
    return {};
}

Number traceNumber(const Expression& node, const engine::Trace& trace) {
    const auto part = [&](std::size_t index) { return traceNumber(node.parts.at(index), trace); };
    switch (node.kind) {
        case Kind::Number:
            return node.number;
        case Kind::Live:
            return traceNumber(node.live, trace);
        case Kind::Negate:
            if (const Number one = part(0)) return -*one;
            return {};
        case Kind::Add:
        case Kind::Subtract:
        case Kind::Multiply:
        case Kind::Divide:
            if (const Number left = part(0), right = part(1); left && right) {
                const double value = node.kind == Kind::Add        ? *left + *right
                                     : node.kind == Kind::Subtract ? *left - *right
                                     : node.kind == Kind::Multiply ? *left * *right
                                                                   : *left / *right;
                return std::isfinite(value) ? Number(value) : Number();
            }
            return {};
        default:
            return {};
    }
}

}  // namespace lessons
