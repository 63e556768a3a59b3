// Small questions to a cell program.
#include "gui/scene/cellfacts.h"

#include <QCoreApplication>
#include <algorithm>

#include "gui/place/stepping.h"
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

QString activationWord(const Operation& operation) {
    if (operation.kind != Operation::Kind::Activate) return Words::tr("no activation");
    if (operation.activation == engine::Activation::BipolarSigmoid) return QStringLiteral("2\u03C3\u22121");
    if (operation.activation == engine::Activation::DoubleBipolarSigmoid) return QStringLiteral("4\u03C3\u22122");
    const QString name = QString::fromStdString(engine::activationName(operation.activation));
    return name == QLatin1String("sigmoid") ? QStringLiteral("\u03C3")
                                            : QString(name).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString gateName(const engine::CellProgram& program, int affine) {
    for (const Term& term : program.operations[static_cast<std::size_t>(affine)].terms)
        if (term.parameter >= 0 && static_cast<std::size_t>(term.gate) < program.gateOrder.size())
            return QString::fromStdString(program.gateOrder[static_cast<std::size_t>(term.gate)]);
    return {};
}

bool readsTable(const engine::CellProgram& program) {
    return std::any_of(program.operations.begin(), program.operations.end(), [](const Operation& operation) {
        return std::any_of(operation.terms.begin(), operation.terms.end(),
                           [](const Term& term) { return term.kind == Term::Kind::Row; });
    });
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
                           std::any_of(op.terms.begin(), op.terms.end(), [&](const Term& term) {
                               return term.kind != Term::Kind::Bias && term.operand == read;
                           });
        if (reads && !reached[o]) return false;
    }
    return true;
}

bool anyPeepholeReached(const engine::CellProgram& program, const std::vector<bool>& reached) {
    for (std::size_t o = 0; o < program.operations.size(); ++o)
        for (const Term& term : program.operations[o].terms)
            if (term.kind == Term::Kind::Peephole && term.operand.from == Operand::From::Previous && reached[o])
                return true;
    return false;
}

bool isHeld(const engine::CellProgram& program, const Cursor& cursor, int affine, int operation) {
    for (const CursorClamp& clamp : cursor.clamps) {
        const int o = program.find(clamp.operation);
        if ((o == affine || o == operation) && clamp.firstStep <= cursor.t &&
            (clamp.lastStep <= 0 || cursor.t <= clamp.lastStep))
            return true;
    }
    return false;
}

QString editPlace(const Reading& reading, const Operand& operand, Index t, Index place) {
    if (operand.from == Operand::From::Input)
        return reading.readsSample() ? numberPlace("input", int(t) + 1, int(place) + 1) : QString();
    const int state =
        operand.from == Operand::From::Previous && reading.before(t) < 0 ? reading.stateOf(operand.operation) : -1;
    if (state < 0) return {};
    return numberPlace("state." + reading.program().states[static_cast<std::size_t>(state)].name, 1, int(place) + 1);
}

bool isEdited(const Cursor& cursor, const QString& place) {
    return std::any_of(cursor.edits.begin(), cursor.edits.end(), [&](const CursorEdit& edit) {
        return numberPlace(edit.target, edit.row, edit.column) == place;
    });
}

QString blockName(const engine::CellProgram& program, const Cursor& cursor, const Term& term) {
    const engine::Letter letter =
        engine::parameterLetter(cursor.letters.value_or(engine::Dialect::Keras), program, term);
    QString name = QString::fromStdString(letter.text) +
                   (letter.subscript.empty() ? QString() : QLatin1Char(' ') + QString::fromStdString(letter.subscript));
    // Our own letter of the candidate is g.
    if (!cursor.letters)
        name.replace(QStringLiteral("c\u0303"), QStringLiteral("g"))
            .replace(QStringLiteral("h\u0303"), QStringLiteral("g"));
    return name;
}

QString placeWords(const engine::CellProgram& program, const Cursor& cursor, const QString& place) {
    const CursorWeight at = lessons::parseNumberPlace("edit", place.toStdString());
    if (at.parameter == "input") return Words::tr("x at t = %1, feature %2").arg(at.row).arg(at.column);
    if (at.parameter.starts_with("state."))
        return Words::tr("%1 before the first step, unit %2")
            .arg(QString::fromStdString(at.parameter.substr(6)))
            .arg(at.column);
    const auto use = weightUse(program, at);
    if (!use) return place;
    const QString name = blockName(program, cursor, use->term);
    if (use->term.kind == Term::Kind::Kernel || use->term.kind == Term::Kind::Row)
        return Words::tr("weight %1, row %2, unit %3").arg(name).arg(at.row).arg(use->unit + 1);
    return (use->term.kind == Term::Kind::Bias ? Words::tr("bias %1, unit %2") : Words::tr("weight %1, unit %2"))
        .arg(name)
        .arg(use->unit + 1);
}

std::optional<WeightUse> weightUse(const engine::CellProgram& program, const CursorWeight& weight) {
    WeightUse use;
    use.row = weight.row - 1;
    use.column = weight.column - 1;
    for (std::size_t p = 0; p < program.parameters.size(); ++p) {
        const engine::Parameter& parameter = program.parameters[p];
        if (lastWord(parameter.path) != weight.parameter) continue;
        if (use.row >= parameter.rows() || use.column >= parameter.columns()) return {};
        use.parameter = static_cast<int>(p);
    }
    if (use.parameter < 0) return {};
    use.unit = use.column % program.units;
    for (std::size_t o = 0; o < program.operations.size(); ++o) {
        for (const Term& term : program.operations[o].terms) {
            if (term.parameter != use.parameter || term.gate != use.column / program.units ||
                term.kind == Term::Kind::Identity)
                continue;
            if (term.kind == Term::Kind::Bias && term.row != use.row) continue;
            use.operation = static_cast<int>(o);
            use.term = term;
            use.element = term.kind == Term::Kind::Kernel ? use.row : term.kind == Term::Kind::Peephole ? use.unit : -1;
            return use;
        }
    }
    return {};
}

WeightProduct weightProduct(const Reading& reading, const WeightUse& use, Index t) {
    WeightProduct result;
    result.weight =
        double(reading.trace().cell.parameters[static_cast<std::size_t>(use.parameter)](use.row, use.column));
    // Only the row that the word names is read.
    if (use.term.kind == Term::Kind::Row) result.value = static_cast<Index>(reading.input(t, 0)) == use.row ? 1.0 : 0.0;
    if (use.element >= 0) result.value = reading.operand(use.term.operand, t, use.element);
    result.product = result.weight * result.value;
    return result;
}

bool isWeightEdited(const engine::CellProgram& program, const Cursor& cursor, int affine) {
    return std::any_of(cursor.edits.begin(), cursor.edits.end(), [&](const CursorEdit& edit) {
        const auto use = weightUse(program, {edit.target, edit.row, edit.column});
        return use && use->operation == affine;
    });
}

WeightUse shownContribution(const Reading& reading, const Cursor& cursor, int parameter) {
    const engine::CellProgram& program = reading.program();
    const int block = gateBlock(program, cursor.operation);
    WeightUse use;
    use.parameter = parameter;
    // The gate that was asked for, else the first one that has the parameter.
    for (const bool exact : {true, false}) {
        for (std::size_t o = 0; o < program.operations.size() && use.operation < 0; ++o) {
            for (const Term& term : program.operations[o].terms) {
                if (term.parameter != parameter || term.kind == Term::Kind::Identity || (exact && term.gate != block))
                    continue;
                use.operation = static_cast<int>(o);
                use.term = term;
                break;
            }
        }
    }
    if (use.operation < 0) return use;
    use.unit = cursor.unit - 1;
    use.column = use.term.gate * program.units + use.unit;
    if (use.term.kind == Term::Kind::Bias) use.row = use.term.row;
    if (use.term.kind == Term::Kind::Kernel)
        use.element = use.row =
            use.term.operand.from == Operand::From::Input ? shownFeatures(reading, cursor.t - 1, 1).front() : use.unit;
    if (use.term.kind == Term::Kind::Peephole) use.element = use.unit;
    return use;
}

Index contributionRow(const Reading& reading, const Cursor& cursor, int parameter) {
    for (const Operation& operation : reading.program().operations) {
        for (const Term& term : operation.terms) {
            if (term.parameter != parameter) continue;
            if (term.kind == Term::Kind::Row) return static_cast<Index>(reading.input(cursor.t - 1, 0));
            if (term.kind != Term::Kind::Kernel) return term.kind == Term::Kind::Bias ? term.row : 0;
            return term.operand.from == Operand::From::Input ? shownFeatures(reading, cursor.t - 1, 1).front()
                                                             : cursor.unit - 1;
        }
    }
    return 0;
}

}  // namespace gui
