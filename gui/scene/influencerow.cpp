// Draws the bars with what they can tell.
#include "gui/scene/influencerow.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "engine/training/trace.h"
#include "gui/scene/figures.h"
#include "gui/scene/vectors.h"
#include "gui/widgets/sketch.h"

namespace gui {

using engine::Index;

namespace {

constexpr qreal kBars = 30;

class InfluencePicture {
    Q_DECLARE_TR_FUNCTIONS(gui::InfluenceRow)

 public:
    InfluencePicture(const Cursor& cursor, Index steps, const Theme& theme, QSizeF size)
        : m_theme(theme),
          m_sketch(theme, size),
          m_size(size),
          m_caption(cellMetrics(theme, 1).caption),
          m_steps(steps),
          m_t(std::clamp<Index>(cursor.t - 1, 0, std::max<Index>(0, steps - 1))) {}

    Drawing draw(const engine::InputInfluence& influence, Index outputs) {
        if (Index(influence.gradientTimesInput.size()) != m_steps)
            return say(tr("The steps of this layer are not those of the sample: look at the first layer."));
        qreal y = 0;
        const QString of = outputs > 1 ? tr("%1 (output %2)").arg(figure(influence.answer)).arg(influence.column + 1)
                                       : figure(influence.answer);
        y = drawRow(y, influence.gradientTimesInput,
                    {tr("Gradient \u00D7 input, of the net's answer %1, not of the loss").arg(of),
                     tr("Gradient \u00D7 input, of the answer %1").arg(of), tr("Gradient \u00D7 input")});
        if (!influence.leftOut.empty())
            y = drawRow(y, influence.leftOut,
                        {tr("How the answer %1 changes when the word is left out (padding in its place)").arg(of),
                         tr("Change when the word is left out"), tr("Word left out")});
        m_sketch.text(
            QRectF(0, y, m_size.width(), m_caption),
            QStringList{tr("how the answer would change for a small change of each input, at this sample; not how "
                           "important it is in general"),
                        tr("for a small change of each input, at this sample; not its importance in general"),
                        tr("small changes, this sample only; not importance"), tr("this sample only")},
            Theme::Text::Caption, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
        return m_sketch.take();
    }

    Drawing wait() { return say(tr("Gradient \u00D7 input is being computed")); }

    Drawing say(const QString& line) {
        m_sketch.text(QRectF(0, 0, m_size.width(), m_caption), line, Theme::Text::Caption, m_theme.mutedInk,
                      Qt::AlignLeft | Qt::AlignVCenter);
        return m_sketch.take();
    }

 private:
    /// One label line and its bars; the columns are those of the sequence above.
    qreal drawRow(qreal top, const std::vector<double>& values, const QStringList& wordings) {
        const auto here = static_cast<std::size_t>(m_t);
        const QString value = here < values.size() ? figure(values[here]) : QString();
        const QString at = tr("t = %1: %2").arg(m_t + 1).arg(value);
        const qreal right = m_sketch.width(at, Theme::Text::Caption) + 6;
        m_sketch.text(QRectF(0, top, m_size.width() - right - 8, m_caption), wordings, Theme::Text::Caption,
                      m_theme.ink, Qt::AlignLeft | Qt::AlignVCenter);
        m_sketch.text(QRectF(m_size.width() - right, top, right, m_caption), at, Theme::Text::Caption, m_theme.ink,
                      Qt::AlignRight | Qt::AlignVCenter, wordings.back() + QStringLiteral(", ") + at);
        const QRectF band(1, top + m_caption + 2, m_size.width() - 2, kBars);
        double full = 0;
        for (const double one : values) full = std::max(full, std::abs(one));
        const qreal column = band.width() / qreal(std::max<Index>(1, m_steps));
        const qreal gap = column > 6 ? 1 : 0;
        m_sketch.line({QPointF(band.left(), band.center().y()), QPointF(band.right(), band.center().y())},
                      m_theme.border, 1);
        for (std::size_t k = 0; k < values.size() && Index(k) < m_steps; ++k) {
            const qreal x = band.left() + column * qreal(k);
            const double share = full > 0 ? values[k] / full : 0.0;
            const qreal length = std::abs(share) * kBars / 2;
            const QRectF bar(x + gap, share > 0 ? band.center().y() - length : band.center().y(), column - 2 * gap,
                             length);
            if (length > 0.2) m_sketch.box(bar, share > 0 ? m_theme.positive : m_theme.negative, Qt::transparent, 0, 1);
            m_sketch.target(QRectF(x, band.top(), column, band.height()), QStringLiteral("t=%1").arg(k + 1),
                            tr("t = %1: %2").arg(k + 1).arg(figure(values[k])));
        }
        m_sketch.box(QRectF(band.left() + column * qreal(m_t) - 1, band.top(), column + 2, band.height()),
                     Qt::transparent, m_theme.ink, 2, 2);
        return band.bottom() + 4;
    }

    const Theme& m_theme;
    Sketch m_sketch;
    QSizeF m_size;
    qreal m_caption;
    Index m_steps, m_t;
};

}  // namespace

Drawing drawInfluence(const std::optional<engine::InputInfluence>& influence, const QString& fault,
                      const engine::Trace& trace, const Cursor& cursor, const Theme& theme, qreal width) {
    const bool words = influence && !influence->leftOut.empty();
    InfluencePicture picture(cursor, trace.cell.steps, theme, QSizeF(width, influenceHeight(theme, words)));
    if (!influence) return fault.isEmpty() ? picture.wait() : picture.say(fault);
    return picture.draw(*influence, trace.outputs.empty() ? 1 : trace.outputs.front().values.cols());
}

int influenceHeight(const Theme& theme, bool words) {
    const qreal caption = cellMetrics(theme, 1).caption;
    return static_cast<int>((words ? 2 : 1) * (caption + kBars + 6) + caption);
}

}  // namespace gui
