// Asks the cell program who reads whom.
#include "gui/scene/progress.h"

#include <algorithm>

#include "gui/scene/cellfacts.h"

namespace gui {

using engine::Operand;
using engine::Operation;
using engine::Term;

Progress::Progress(const engine::CellProgram& program, const Cursor& cursor)
    : m_program(program),
      m_backward(cursor.pass == Cursor::Pass::Backward),
      m_reached(program.operations.size()),
      m_subject(program.operations.size()),
      m_subjectState(program.states.size()) {
    const auto stations = stationsOf(program, cursor);
    m_station = stations[static_cast<std::size_t>(stationIndex(stations, cursor.operation))];
    for (std::size_t o = 0; o < m_reached.size(); ++o)
        m_reached[o] = gui::reached(program, cursor, static_cast<int>(o));
    if (m_station.kind == Station::Kind::Loss) m_subject[static_cast<std::size_t>(program.output)] = true;
    if (m_station.kind == Station::Kind::Operation) addSubject(m_station.index, !m_backward);
    for (int o = 0; o < static_cast<int>(program.operations.size()); ++o) {
        const Operation& operation = program.operations[static_cast<std::size_t>(o)];
        // A gradient comes from the operation's readers, times what they read beside it.
        const Operand now{Operand::From::Now, m_station.index};
        const auto& terms = operation.terms;
        const bool reads =
            std::find(operation.operands.begin(), operation.operands.end(), now) != operation.operands.end() ||
            std::any_of(terms.begin(), terms.end(),
                        [&](const Term& term) { return term.kind != Term::Kind::Bias && term.operand == now; });
        if (m_backward && m_station.kind == Station::Kind::Operation && reads) addSubject(o, true);
        if (m_station.kind != Station::Kind::Parameter) continue;
        for (const Term& term : terms) {
            if (term.parameter != m_station.index) continue;
            addSubject(o, false);
            if (term.kind != Term::Kind::Bias) addSubject(term.operand);
        }
    }
}

void Progress::addSubject(int operation, bool withOperands) {
    m_subject[static_cast<std::size_t>(operation)] = true;
    if (!withOperands) return;
    const Operation& one = m_program.operations[static_cast<std::size_t>(operation)];
    // f = σ(W x + U h + b) is written as one: its inputs are what it reads.
    const bool squashes = one.kind == Operation::Kind::Activate && one.operands[0].from == Operand::From::Now;
    if (squashes &&
        m_program.operations[static_cast<std::size_t>(one.operands[0].operation)].kind == Operation::Kind::Affine)
        addSubject(one.operands[0].operation, true);
    for (const Operand& operand : one.operands) addSubject(operand);
    for (const Term& term : one.terms)
        if (term.kind != Term::Kind::Bias) addSubject(term.operand);
}

void Progress::addSubject(const Operand& operand) {
    if (operand.from == Operand::From::Input) m_subjectInput = true;
    if (operand.from == Operand::From::Now) m_subject[static_cast<std::size_t>(operand.operation)] = true;
    if (operand.from != Operand::From::Previous) return;
    for (std::size_t s = 0; s < m_program.states.size(); ++s)
        if (m_program.states[s].operation == operand.operation) m_subjectState[s] = true;
}

bool Progress::isActive(const WirePlace& wire) const {
    const bool tap =
        wire.reader >= 0 && m_program.operations[static_cast<std::size_t>(wire.reader)].kind == Operation::Kind::Affine;
    if (m_backward)
        return wire.reader >= 0    ? isReached(wire.reader)
               : wire.reader == -1 ? isReached(wire.index)
                                   : anyPeepholeReached(m_program, m_reached);
    if (tap) return isReached(wire.reader) && (wire.source != WirePlace::Source::Operation || isReached(wire.index));
    return wire.source != WirePlace::Source::Operation || isReached(wire.index);
}

bool Progress::isCurrent(const WirePlace& wire) const {
    if (m_station.kind != Station::Kind::Operation) return false;
    if (wire.reader >= 0 && isCurrent(wire.reader)) return true;
    return m_backward ? wire.source == WirePlace::Source::Operation && isCurrent(wire.index)
                      : wire.reader == -1 && isCurrent(wire.index);
}

Progress::Shown Progress::shownIn(const ColumnPlace& column) const {
    if (m_station.kind == Station::Kind::Parameter)
        return {hasTermOn(m_program, column.affine, m_station.index) ? column.affine : -1, true};
    const int early = m_backward ? column.operation : column.affine,
              late = m_backward ? column.affine : column.operation;
    if (isReached(late)) return {late, false};
    if (isReached(early)) return {early, false};
    return {};
}

}  // namespace gui
