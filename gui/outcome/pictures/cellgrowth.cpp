// The cell state over a stream of strings without an end: what is never erased adds up (Gers et al. 2000).
#include <QCoreApplication>
#include <algorithm>

#include "gui/outcome/pictures.h"
#include "gui/outcome/pictures/plot.h"

namespace gui {
namespace {

using lessons::GrammarView;

class GrowthPicture {
    Q_DECLARE_TR_FUNCTIONS(gui::GrowthPicture)

 public:
    GrowthPicture(const GrammarView& view, const Theme& theme, QSizeF size)
        : m_view(view), m_theme(theme), m_sketch(theme, size), m_size(size) {}

    Drawing draw() {
        const auto steps = double(m_view.cellSize.size());
        const double most = std::max(1.0, *std::max_element(m_view.cellSize.begin(), m_view.cellSize.end()) * 1.05);
        const qreal line = m_sketch.height(Theme::Text::Caption) + 4;
        const Plot plot = drawPlot(m_sketch, QRectF(0, 0, m_size.width(), m_size.height() - 2 * line),
                                   tr("mean size of the cell state, |c|, over the held-out streams"),
                                   {1, steps, wholeTicks(1, steps, 7), tr("step of the stream")},
                                   {0, most, niceTicks(0, most, 4), {}});
        drawTraining(plot);
        QPolygonF curve;
        for (std::size_t t = 0; t < m_view.cellSize.size(); ++t) curve << plot.at(double(t + 1), m_view.cellSize[t]);
        m_sketch.line(curve, m_theme.cell, 2);
        drawTargets(plot);
        drawShares(plot, m_size.height() - 2 * line, line);
        return m_sketch.take();
    }

 private:
    /// Up to where training went.
    void drawTraining(const Plot& plot) {
        const auto end = double(m_view.trainedSteps);
        if (end >= plot.xHigh) return;
        const QPointF foot = plot.at(end, plot.yLow), top = plot.at(end, plot.yHigh);
        m_sketch.line({foot, top}, m_theme.mutedInk, 1.2, Qt::DashLine);
        const qreal line = m_sketch.height(Theme::Text::Caption) + 2;
        m_sketch.text(QRectF(top.x() + 5, top.y() + 2, plot.area.right() - top.x() - 8, line),
                      QStringList{tr("training streams end here, after %1 steps").arg(m_view.trainedSteps),
                                  tr("training ends here")},
                      Theme::Text::Caption, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
    }

    void drawTargets(const Plot& plot) {
        for (const GrammarView::String& string : m_view.strings) {
            if (string.sample != m_view.strings.front().sample) continue;
            const auto t = std::size_t(string.t);
            if (t < 1 || t > m_view.cellSize.size()) continue;
            const QPointF at = plot.at(double(t), m_view.cellSize[t - 1]);
            const bool isWrong = string.right != string.steps;
            if (isWrong) m_sketch.disc(at, 3.5, m_theme.danger, m_theme.card, 1);
            DrawnTarget target;
            target.rect = QRectF(at.x() - 5, at.y() - 5, 10, 10);
            target.id = QStringLiteral("sample=%1,t=%2").arg(string.sample).arg(t);
            target.name =
                isWrong ? tr("first stream, step %1: wrong").arg(t) : tr("first stream, step %1: right").arg(t);
            target.group = QStringLiteral("strings");
            target.isCurrent = &string == &m_view.strings.front();
            m_sketch.target(target);
        }
    }

    /// How often the outer letter comes back right, by stretches of the stream.
    void drawShares(const Plot& plot, qreal top, qreal line) {
        m_sketch.text(QRectF(0, top, m_size.width(), line),
                      QStringList{tr("share of outer letters right, by sixths of the stream (guessing: 0.5); red: a "
                                     "mistake in the first stream"),
                                  tr("outer letters right, by sixths (guessing: 0.5)"), tr("outer letters right")},
                      Theme::Text::Caption, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
        const qreal wide = plot.area.width() / qreal(m_view.echoShare.size());
        for (std::size_t part = 0; part < m_view.echoShare.size(); ++part) {
            const QString text = number(m_view.echoShare[part], 2);
            m_sketch.text(QRectF(plot.area.left() + qreal(part) * wide, top + line, wide, line), text,
                          Theme::Text::Caption, m_theme.ink, Qt::AlignCenter,
                          tr("sixth %1: %2").arg(part + 1).arg(text));
        }
    }

    const GrammarView& m_view;
    const Theme& m_theme;
    Sketch m_sketch;
    QSizeF m_size;
};

}  // namespace

std::optional<Picture> pictureOf(const lessons::GrammarView& view, std::size_t) {
    if (view.cellSize.size() < 2) return {};
    return Picture{QCoreApplication::translate("gui::GrowthPicture", "Size of the cell state over a stream"),
                   [view](const Theme& theme, QSizeF size) { return GrowthPicture(view, theme, size).draw(); }, 0.68};
}

}  // namespace gui
