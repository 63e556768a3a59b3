// Wraps the sentence.
#include "gui/scene/sentenceline.h"

#include "gui/scene/sentence.h"
#include "gui/widgets/sketch.h"

namespace gui {
namespace {

/// Whole words, as many a line as fit.
QStringList wrapped(const Sketch& sketch, const QString& text, qreal width) {
    QStringList lines;
    QString line;
    for (const QString& word : text.split(QLatin1Char(' '))) {
        const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
        if (!line.isEmpty() && sketch.width(longer, Theme::Text::Body) > width) {
            lines << line;
            line = word;
        } else {
            line = longer;
        }
    }
    lines << line;
    return lines;
}

}  // namespace

Drawing drawSentence(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, qreal width, int most) {
    const QSizeF size(width, sentenceHeight(theme, most));
    Sketch sketch(theme, size);
    const QStringList wordings = sentenceWordings(trace, cursor);
    const qreal inset = 14, room = width - 2 * inset;
    QStringList lines;
    for (const QString& wording : wordings) {
        lines = wrapped(sketch, wording, room);
        if (lines.size() <= most) break;
    }
    // Even the shorter one is too long: the last line ends in an ellipsis.
    while (lines.size() > most) {
        const QString tail = lines.takeLast();
        lines.last() += QLatin1Char(' ') + tail;
    }
    const qreal line = size.height() / most;
    qreal y = (size.height() - line * qreal(lines.size())) / 2;
    for (qsizetype k = 0; k < lines.size(); ++k, y += line)
        sketch.text(QRectF(inset, y, room, line), lines[k], Theme::Text::Body, theme.ink,
                    Qt::AlignLeft | Qt::AlignVCenter, k == 0 ? wordings.front() : QString());
    return sketch.take();
}

int sentenceHeight(const Theme& theme, int lines) {
    const QFontMetricsF metrics(theme.font(Theme::Text::Body));
    return lines * static_cast<int>(metrics.ascent() + metrics.descent() + 2);
}

}  // namespace gui
