// Measures the numbers of a pass and tries rooms for them.
#include "gui/scene/cellfit.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace gui {

namespace {

constexpr QSizeF kComfortable{800, 560};  ///< where the theme's own type is right
constexpr int kLargestNumber = 23;        ///< px: beyond it a picture wastes what it could show

/// Of the room that is left, this power goes into type and the rest into more units.
constexpr double kTypeShare = 0.65;

/// The longest gradient with so many digits: "−1.35e−3".
QString longest(int digits) {
    QString text = QStringLiteral("\u22128");
    if (digits > 1) text += QLatin1Char('.') + QString(digits - 1, QLatin1Char('8'));
    return text + QStringLiteral("e\u22128");
}

/// Boxes for gradients, and below each a line for the forward value it meets.
void widenForGradients(CellMetrics& metrics, const Theme& theme, int digits, bool second) {
    const QFontMetricsF numbers(theme.font(Theme::Text::Number)), small(theme.font(Theme::Text::NumberSmall));
    metrics.digits = digits;
    metrics.value = std::max(metrics.value, std::ceil(numbers.horizontalAdvance(longest(digits)) + 9));
    metrics.small = second ? small.capHeight() : 0;
    metrics.loss = std::ceil(metrics.caption + metrics.ink + 4 * metrics.margin() + 6);
    if (second) metrics.row = std::ceil(metrics.row - metrics.bar + metrics.small + 2);
}

/// Less air between the parts, where the numbers need it.
void tighten(CellMetrics& metrics) {
    metrics.pad = 10;
    metrics.air = 24;
    metrics.outer = 24;
    metrics.cardPad = 6;
    metrics.gap = 7;
}

}  // namespace

CellMetrics cellMetrics(const Theme& theme, engine::Index units) {
    const QFontMetricsF numbers(theme.font(Theme::Text::Number)), captions(theme.font(Theme::Text::Caption));
    const QFontMetricsF symbols(theme.font(Theme::Text::Math)), indices(theme.font(Theme::Text::MathSmall));
    CellMetrics metrics;
    metrics.ink = numbers.capHeight();
    metrics.bar = std::round(metrics.ink * 0.4);
    // Above the digits, between digits and bar, below the bar; and what is left free between two boxes.
    metrics.row = std::ceil(metrics.ink + metrics.bar + 2 * metrics.margin() + 6);
    metrics.value = std::ceil(numbers.horizontalAdvance(QStringLiteral("\u221212.34")) + 11);
    metrics.caption = std::ceil(captions.ascent() + captions.descent() + 2);
    metrics.symbol = std::ceil(symbols.ascent() + symbols.descent() + indices.descent() + 2);
    metrics.node = std::round(theme.pixels(Theme::Text::Strong) * 0.85);
    metrics.pill = std::ceil(captions.horizontalAdvance(QStringLiteral("sigmoid")) + 14);
    metrics.index = std::ceil(captions.horizontalAdvance(QString::number(units)) + 6);
    return metrics;
}

Theme enlarged(const Theme& theme, QSizeF size) {
    const double most = double(kLargestNumber) / theme.pixels(Theme::Text::Number);
    const double room = std::min(size.width() / kComfortable.width(), size.height() / kComfortable.height());
    Theme result = theme;
    result.textScale *= std::clamp(std::min(std::pow(std::max(room, 1.0), kTypeShare), most), 1.0, 2.0);
    return result;
}

CellFit fitCell(const engine::CellProgram& program, bool backward, const Theme& given, QSizeF size) {
    const auto metricsOf = [&](const Theme& theme) {
        CellMetrics metrics = cellMetrics(theme, program.units);
        if (program.features > 1)
            metrics.feature = std::ceil(QFontMetricsF(theme.font(Theme::Text::Caption))
                                            .horizontalAdvance(QStringLiteral("x%1").arg(program.features)) +
                                        7);
        return metrics;
    };
    const auto fits = [&](const CellMetrics& metrics) {
        const QSizeF least = smallestCell(program, metrics);
        return least.width() <= size.width() && least.height() <= size.height();
    };
    const auto fitted = [&](const Theme& theme, const CellMetrics& metrics) {
        return CellFit{theme, metrics, layoutCell(program, metrics, size)};
    };
    const Theme grown = enlarged(given, size);
    if (!backward) {
        const CellMetrics metrics = metricsOf(grown);
        return fits(metrics) ? fitted(grown, metrics) : fitted(given, metricsOf(given));
    }
    for (const bool second : {true, false})
        for (const int digits : {3, 2, 1})
            for (const double scale : {grown.textScale, given.textScale, given.textScale * 0.9, given.textScale * 0.8})
                for (const bool tight : {false, true}) {
                    Theme theme = given;
                    theme.textScale = scale;
                    CellMetrics metrics = metricsOf(theme);
                    widenForGradients(metrics, theme, digits, second);
                    if (tight) tighten(metrics);
                    if (!fits(metrics)) continue;
                    CellFit fit = fitted(theme, metrics);
                    // One unit alone is no vector: more of them are worth more than the second line.
                    if (!second || fit.layout.rows >= std::min<engine::Index>(program.units, 2)) return fit;
                }
    CellMetrics metrics = metricsOf(given);
    widenForGradients(metrics, given, 1, false);
    return fitted(given, metrics);
}

}  // namespace gui
