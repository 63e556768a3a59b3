// Sorts the operations of a program into the parts of a picture.
#include "gui/scene/anatomy.h"

#include <algorithm>

namespace gui {

using engine::Operand;
using engine::Operation;
using engine::Role;

Anatomy::Anatomy(const engine::CellProgram& program) : m_program(program), m_column(program.operations.size(), -1) {
    const auto& operations = program.operations;
    for (int o = 0; o < static_cast<int>(operations.size()); ++o) {
        const Operation& operation = operations[static_cast<std::size_t>(o)];
        if (operation.kind == Operation::Kind::Affine) {
            columns.push_back({o, o});
            m_column[static_cast<std::size_t>(o)] = static_cast<int>(columns.size()) - 1;
        } else if (operation.kind == Operation::Kind::Activate && operation.operands[0].from == Operand::From::Now) {
            const int source = operation.operands[0].operation;
            if (operations[static_cast<std::size_t>(source)].kind != Operation::Kind::Affine) continue;
            const int column = m_column[static_cast<std::size_t>(source)];
            columns[static_cast<std::size_t>(column)].operation = o;
            m_column[static_cast<std::size_t>(o)] = column;
        }
    }

    // The lane is the cell state's; where there is none, that of a state that operators carry on (GRU).
    for (int s = 0; s < static_cast<int>(program.states.size()); ++s) {
        const int operation = program.states[static_cast<std::size_t>(s)].operation;
        const bool cell = operations[static_cast<std::size_t>(operation)].role == Role::Cell;
        if (cell || (laneState < 0 && operation == program.output && isOperator(operation))) {
            if (laneState < 0 || cell) laneState = s;
        }
    }
    const int laneEnd = laneState < 0 ? -1 : program.states[static_cast<std::size_t>(laneState)].operation;

    std::vector<bool> after(operations.size(), false);
    for (int o = 0; o < static_cast<int>(operations.size()); ++o) {
        if (!isOperator(o)) continue;
        for (const Operand& operand : operations[static_cast<std::size_t>(o)].operands) {
            if (operand.from == Operand::From::Now &&
                (operand.operation == laneEnd || after[static_cast<std::size_t>(operand.operation)]))
                after[static_cast<std::size_t>(o)] = true;
        }
        if (after[static_cast<std::size_t>(o)])
            outer.push_back(o);
        else if (o <= laneEnd && leadsToLane(o))
            lane.push_back(o);
        else
            inner.push_back(o);
    }
    // Only what the new state is made of is on its lane: r*h reads the old state too, but for the candidate.
    std::vector<int> onLane{laneEnd};
    for (auto it = lane.rbegin(); it != lane.rend(); ++it) {
        if (*it == laneEnd) continue;
        const bool used = std::any_of(onLane.begin(), onLane.end(),
                                      [&](int reader) { return reads(reader, Operand::From::Now, *it); });
        if (used)
            onLane.push_back(*it);
        else
            inner.push_back(*it);
    }
    if (laneEnd >= 0) lane.assign(onLane.rbegin(), onLane.rend());
    std::sort(inner.begin(), inner.end());

    for (int s = 0; s < static_cast<int>(program.states.size()); ++s)
        if (s != laneState) lowerStates.push_back(s);

    // Left: the gate of the old state. Right: the gate of the output. Between: the program's own order.
    const auto place = [&](const Column& column) {
        const int own = columnOf(column.operation);
        if (std::any_of(outer.begin(), outer.end(),
                        [&](int o) { return reads(o, Operand::From::Now, column.operation); }))
            return 2;
        if (lane.empty() || lane.front() == laneEnd) return 1;
        for (const Operand& operand : operations[static_cast<std::size_t>(lane.front())].operands)
            if (operand.from == Operand::From::Now && columnOf(operand.operation) == own) return 0;
        return 1;
    };
    std::vector<std::pair<int, Column>> keyed;
    for (const Column& column : columns) keyed.emplace_back(place(column), column);
    std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t c = 0; c < keyed.size(); ++c) {
        columns[c] = keyed[c].second;
        m_column[static_cast<std::size_t>(columns[c].affine)] =
            m_column[static_cast<std::size_t>(columns[c].operation)] = static_cast<int>(c);
    }
}

bool Anatomy::isOperator(int operation) const {
    return m_column[static_cast<std::size_t>(operation)] < 0;
}

int Anatomy::columnOf(int operation) const {
    const int own = m_column[static_cast<std::size_t>(operation)];
    if (own >= 0) return own;
    // A chain of operators on one value, such as 1 − z, hangs from that value's column.
    for (const Operand& operand : m_program.operations[static_cast<std::size_t>(operation)].operands)
        if (operand.from == Operand::From::Now)
            if (const int column = columnOf(operand.operation); column >= 0) return column;
    return -1;
}

bool Anatomy::reads(int operation, Operand::From from, int what) const {
    const auto& operands = m_program.operations[static_cast<std::size_t>(operation)].operands;
    return std::find(operands.begin(), operands.end(), Operand{from, what}) != operands.end();
}

bool Anatomy::leadsToLane(int operation) const {
    if (laneState < 0) return false;
    const int state = m_program.states[static_cast<std::size_t>(laneState)].operation;
    for (const Operand& operand : m_program.operations[static_cast<std::size_t>(operation)].operands) {
        if (operand.from == Operand::From::Previous && operand.operation == state) return true;
        if (operand.from == Operand::From::Now && isOperator(operand.operation) && leadsToLane(operand.operation))
            return true;
    }
    return false;
}

}  // namespace gui
