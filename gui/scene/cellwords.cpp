// Words from the cell program, the cursor and how far the walk has come.
#include "gui/scene/cellwords.h"

#include "gui/place/cellnames.h"
#include "gui/place/letters.h"
#include "gui/scene/cellfacts.h"

namespace gui {

using engine::Index;
using engine::Operation;
using engine::Term;

QString CellWords::letter(int o) const {
    return QString::fromStdString(letterOf(m_program, o, m_cursor.letters).text);
}

QString CellWords::indexBelow(int o) const {
    return QString::fromStdString(letterOf(m_program, o, m_cursor.letters).subscript);
}

QString CellWords::described(int o) const {
    const QString label = labelOf(operation(o));
    return m_progress.backward() ? tr("gradient of the %1").arg(label) : label;
}

QStringList CellWords::header(std::size_t unitsShown) const {
    const auto units = static_cast<std::size_t>(m_program.units);
    // What matters most when space is short is that not every unit is seen.
    const QString shown = units > unitsShown ? tr("%1 of %2 units shown").arg(unitsShown).arg(units)
                                             : (units == 1 ? tr("1 unit") : tr("%1 units").arg(units));
    const QString dot = QStringLiteral(" \u00B7 ");
    if (m_reading.masked(m_cursor.t - 1)) return {tr("padding: the states stay as they were") + dot + shown, shown};
    if (m_cursor.letters) {
        // Who switches must see at once that it is the same net.
        const QString dialect = titleOf(*m_cursor.letters);
        return {tr("letters and order of %1: no number changes").arg(dialect) + dot + shown,
                tr("%1: no number changes").arg(dialect), shown};
    }
    QString full = titleOf(m_program);
    if (!m_reading.trace().layer.empty()) full += dot + QString::fromStdString(m_reading.trace().layer);
    full += dot + shown;
    if (m_progress.backward()) full += dot + tr("\u2202%1 is \u2202L/\u2202%1").arg(explainedState());
    return {full, shown};
}

/// The state whose ∂ the header explains: the cell's, else the output.
QString CellWords::explainedState() const {
    for (const auto& state : m_program.states)
        if (operation(state.operation).role == engine::Role::Cell) return letter(state.operation);
    return letter(m_program.output);
}

QStringList CellWords::note(const ColumnPlace& column, const Progress::Shown& shown) const {
    const Operation& main = operation(column.operation);
    const Station& station = m_progress.station();
    const bool known = shown.operation >= 0;
    const QString activation = activationWord(main);
    const bool held = isHeld(m_program, m_cursor, column.affine, column.operation),
               edited = isWeightEdited(m_program, m_cursor, column.affine);
    if (known && (held || edited))
        return {held && edited ? tr("held, edited") : held ? tr("held") : tr("weight edited"), tr("edited")};
    if (known && shown.contribution)
        return {tr("to \u2202L/\u2202%1, %2").arg(station.symbol, row()),
                QStringLiteral("\u2202L/\u2202%1").arg(station.symbol)};
    if (known && m_progress.backward()) return {QStringLiteral("\u2202L/\u2202%1").arg(letter(shown.operation))};
    if (known && shown.operation == column.affine && column.affine != column.operation)
        return {tr("z, before %1").arg(activation), QStringLiteral("z")};
    if (main.isGate) return {labelOf(main) + QStringLiteral(" \u00B7 ") + activation, activation};
    return {activation};
}

QString CellWords::row() const {
    return tr("row %1").arg(contributionRow(m_reading, m_cursor, m_progress.station().index) + 1);
}

QStringList CellWords::bus(std::size_t featuresShown, const Scales& scales) const {
    Index values = m_program.features;
    QStringList states;
    for (const Operation& one : m_program.operations)
        for (const Term& term : one.terms) {
            if (term.kind != Term::Kind::Kernel || term.operand.from != engine::Operand::From::Previous) continue;
            const QString symbol = letter(term.operand.operation);
            if (states.contains(symbol)) continue;
            states << symbol;
            values += m_program.units;
        }
    QString text = QStringLiteral("[ %1 ]  ").arg((states << QStringLiteral("x")).join(QStringLiteral(" ; "))) +
                   (values == 1 ? tr("1 value") : tr("%1 values").arg(values));
    const auto features = static_cast<std::size_t>(m_program.features);
    const QString dot = QStringLiteral(" \u00B7 "), few = text;
    if (features > featuresShown) text += dot + tr("%1 of %2 features shown").arg(featuresShown).arg(features);
    const QString full = scaleNumber(scales.rest), brief = tr("full bar = %1").arg(full);
    if (m_progress.backward())
        return {text + dot + tr("full bar = %1, small: forward value").arg(full), text + dot + brief, few + dot + brief,
                brief};
    const QString input = scaleNumber(scales.input);
    const QString whole = full == input ? tr("full bar = %1, of a gate 1").arg(full)
                                        : tr("full bar = %1, of x %2, of a gate 1").arg(full, input);
    return {text + dot + whole, few + dot + whole, whole, brief};
}

}  // namespace gui
