// Small questions to a cell program.
#include "gui/scene/cellfacts.h"

#include <QCoreApplication>
#include <algorithm>

#include "gui/scene/units.h"

namespace gui {

using engine::Index;
using engine::Operand;
using engine::Operation;
using engine::Term;

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::CellScene)
};
}  // namespace

QString wordOf(const Operation& operation) {
    const QString label = QString::fromStdString(operation.label);
    if (label == QLatin1String("forget gate")) return Words::tr("keep");
    if (label == QLatin1String("input gate")) return Words::tr("write");
    if (label == QLatin1String("output gate")) return Words::tr("read");
    return label.section(QLatin1Char(' '), 0, 0);
}

QString activationWord(const Operation& operation) {
    if (operation.kind != Operation::Kind::Activate) return Words::tr("no activation");
    if (operation.activation == engine::Activation::BipolarSigmoid) return QStringLiteral("2\u03C3\u22121");
    if (operation.activation == engine::Activation::DoubleBipolarSigmoid) return QStringLiteral("4\u03C3\u22122");
    const QString name = QString::fromStdString(engine::activationName(operation.activation));
    return name == QLatin1String("sigmoid") ? QStringLiteral("\u03C3") : QString(name).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString gateName(const engine::CellProgram& program, int affine) {
    for (const Term& term : program.operations[static_cast<std::size_t>(affine)].terms)
        if (term.parameter >= 0 && static_cast<std::size_t>(term.gate) < program.gateOrder.size())
            return QString::fromStdString(program.gateOrder[static_cast<std::size_t>(term.gate)]);
    return {};
}

bool hasTermOn(const engine::CellProgram& program, int affine, int parameter) {
    const auto& terms = program.operations[static_cast<std::size_t>(affine)].terms;
    return std::any_of(terms.begin(), terms.end(), [&](const Term& term) { return term.parameter == parameter; });
}

bool carriedKnown(const engine::CellProgram& program, const std::vector<bool>& reached, int state) {
    const Operand read{Operand::From::Previous, program.states[static_cast<std::size_t>(state)].operation};
    for (std::size_t o = 0; o < program.operations.size(); ++o) {
        const Operation& op = program.operations[o];
        const bool reads = std::find(op.operands.begin(), op.operands.end(), read) != op.operands.end() ||
                           std::any_of(op.terms.begin(), op.terms.end(), [&](const Term& term) { return term.kind != Term::Kind::Bias && term.operand == read; });
        if (reads && !reached[o]) return false;
    }
    return true;
}

bool anyPeepholeReached(const engine::CellProgram& program, const std::vector<bool>& reached) {
    for (std::size_t o = 0; o < program.operations.size(); ++o)
        for (const Term& term : program.operations[o].terms)
            if (term.kind == Term::Kind::Peephole && term.operand.from == Operand::From::Previous && reached[o]) return true;
    return false;
}

bool isHeld(const engine::CellProgram& program, const Cursor& cursor, int affine, int operation) {
    for (const CursorClamp& clamp : cursor.clamps) {
        const int o = program.find(clamp.operation.toStdString());
        if ((o == affine || o == operation) && clamp.firstStep <= cursor.t && (clamp.lastStep <= 0 || cursor.t <= clamp.lastStep)) return true;
    }
    return false;
}

Index contributionRow(const Reading& reading, const Cursor& cursor, int parameter) {
    for (const Operation& operation : reading.program().operations) {
        for (const Term& term : operation.terms) {
            if (term.parameter != parameter) continue;
            if (term.kind != Term::Kind::Kernel) return term.kind == Term::Kind::Bias ? term.row : 0;
            return term.operand.from == Operand::From::Input ? shownFeatures(reading, cursor.t - 1, 1).front() : cursor.unit - 1;
        }
    }
    return 0;
}

}  // namespace gui
