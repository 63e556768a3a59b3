// Draws the copies of a weight.
#include "gui/scene/sharedweight.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "gui/place/letters.h"
#include "gui/scene/vectors.h"

namespace gui {

using engine::Index;

namespace {

constexpr qreal kCopy = 16, kBars = 30;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::SequenceStrip)
};

/// "h 2", "x 1"; the operand of a bias is 1.
QString operandWord(const engine::CellProgram& program, const Cursor& cursor, const WeightUse& use) {
    if (use.element < 0) return {};
    const QString letter =
        use.term.operand.from == engine::Operand::From::Input
            ? QStringLiteral("x")
            : QString::fromStdString(letterOf(program, use.term.operand.operation, cursor.letters).text);
    return QStringLiteral("%1 %2").arg(letter).arg(use.element + 1);
}

}  // namespace

void drawSharedWeight(Sketch& sketch, const Reading& reading, const Cursor& cursor, const WeightUse& use,
                      const QRectF& area, const StepPlaces& places) {
    const Theme& theme = sketch.theme();
    const engine::CellProgram& program = reading.program();
    const bool backward = cursor.pass == Cursor::Pass::Backward;
    const qreal caption = cellMetrics(theme, 1).caption;
    const Index now = cursor.t - 1;
    const WeightProduct here = weightProduct(reading, use, now);
    const auto part = [&](Index t) {
        return reading.masked(t) ? 0.0
               : backward        ? reading.contribution(use.parameter, use.row, use.column, t)
                                 : weightProduct(reading, use, t).product;
    };

    const QString what =
        placeWords(program, cursor, numberPlace(cursor.weight->parameter, cursor.weight->row, cursor.weight->column));
    const QString value = shortNumber(here.weight);
    const QString shared =
        Words::tr("%1 = %2: one number, the same in all %3 copies").arg(what, value).arg(reading.steps());
    const QString brief = Words::tr("%1 = %2 in all %3 copies").arg(what, value).arg(reading.steps());
    sketch.text(QRectF(area.left(), area.top(), area.width(), caption),
                sketch.width(shared, Theme::Text::Caption) <= area.width() ? shared : brief, Theme::Text::Caption,
                theme.ink, Qt::AlignLeft | Qt::AlignVCenter, what + QStringLiteral(", ") + value);

    const double full = std::max(
        1e-9, double(reading.trace().cell.parameters[static_cast<std::size_t>(use.parameter)].cwiseAbs().maxCoeff()));
    double most = 1e-30;
    for (Index t = 0; t < reading.steps(); ++t) most = std::max(most, std::abs(part(t)));
    const qreal copies = area.top() + caption + 2, bars = copies + kCopy + 4, middle = bars + kBars / 2,
                gap = places.width > 6 ? 1.5 : 0.5;
    sketch.line({QPointF(places.x(0) - places.width / 2, middle),
                 QPointF(places.x(reading.steps() - 1) + places.width / 2, middle)},
                theme.border, 1);
    bool numbers = true;
    for (Index t = 0; t < reading.steps(); ++t)
        numbers = numbers && sketch.width(gradientNumber(part(t)), Theme::Text::Caption) + 4 <= places.width;
    const QString kind =
        backward ? Words::tr("contribution of step %1 to the gradient") : Words::tr("product at step %1");
    for (Index t = 0; t < reading.steps(); ++t) {
        const QRectF copy(places.x(t) - places.width / 2 + gap / 2, copies, places.width - gap, kCopy);
        sketch.box(copy, theme.signedColour(here.weight / full, true), theme.accent, t == now ? 2.5 : 1.2, 2);
        if (!places.isKnown(t)) continue;
        const qreal length = kBars / 2 * std::abs(part(t)) / most;
        sketch.box(QRectF(copy.left(), part(t) < 0 ? middle : middle - length, copy.width(), std::max(1.0, length)),
                   theme.signedColour(part(t) < 0 ? -0.7 : 0.7));
        const QString number = gradientNumber(part(t));
        sketch.target(QRectF(copy.left(), copies, copy.width(), kCopy + 4 + kBars), QStringLiteral("t=%1").arg(t + 1),
                      kind.arg(t + 1) + QStringLiteral(", ") + number);
        // Few copies leave room for the number of each.
        if (numbers)
            sketch.text(QRectF(copy.left(), bars + kBars + 1, copy.width(), caption), number, Theme::Text::Caption,
                        t == now ? theme.ink : theme.mutedInk, Qt::AlignCenter,
                        kind.arg(t + 1) + QStringLiteral(", ") + number);
    }
    if (!places.isKnown(now)) return;
    const QString product = gradientNumber(part(now));
    QString line;
    if (backward)
        line = Words::tr("t = %1 adds %2 to its gradient; so far %3")
                   .arg(cursor.t)
                   .arg(product, gradientNumber(reading.runningSum(use.parameter, use.row, use.column, now)));
    else if (use.element < 0)
        line = Words::tr("t = %1 adds %2").arg(cursor.t).arg(product);
    else
        line = Words::tr("t = %1: %2 \u00B7 %3 = %4")
                   .arg(cursor.t)
                   .arg(value,
                        operandWord(program, cursor, use) + QStringLiteral(" (") + shortNumber(here.value) +
                            QLatin1Char(')'),
                        product);
    sketch.text(QRectF(area.left(), bars + kBars + caption + 2, area.width(), caption), line, Theme::Text::Caption,
                theme.ink, Qt::AlignLeft | Qt::AlignVCenter, kind.arg(cursor.t) + QStringLiteral(", ") + product);
}

qreal sharedWeightHeight(const Theme& theme) {
    return 3 * cellMetrics(theme, 1).caption + kCopy + kBars + 12;
}

}  // namespace gui
