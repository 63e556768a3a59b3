// A film as a strip, what the net would say after each of its frames below, the other films to choose from, and below
// all, where there is room, how often each action is taken for which.
#include <QCoreApplication>
#include <algorithm>
#include <array>

#include "gui/outcome/pictures.h"
#include "gui/widgets/greyframe.h"
#include "gui/widgets/sketch.h"

namespace gui {
namespace {

using engine::Index;
using lessons::ClipsView;

class ClipPicture {
    Q_DECLARE_TR_FUNCTIONS(gui::ClipPicture)

 public:
    ClipPicture(const ClipsView& view, std::size_t shown, const Theme& theme, QSizeF size)
        : m_view(view), m_clip(view.clips[shown]), m_theme(theme), m_sketch(theme, size), m_size(size) {}

    Drawing draw() {
        const qreal line = m_sketch.height(Theme::Text::Caption) + 4;
        const qreal matrix = matrixHeight();
        const QSizeF whole = m_size;
        if (matrix > 0) m_size.rheight() -= matrix + 10;
        m_left = m_sketch.width(QStringLiteral("0.5"), Theme::Text::Caption) + 8;
        m_right = std::min(160.0, 0.22 * m_size.width());
        m_column = (m_size.width() - m_left - m_right) / qreal(frames());
        // The word that is lit at the bottom tells which film it is where a line more would be the curves'.
        const bool hasTitle = m_size.height() >= (kFilmRows + 2) * line;
        if (hasTitle) title(QRectF(0, 0, m_size.width(), line));
        const qreal film = std::min(m_column, 0.4 * m_size.height()), top = hasTitle ? line + 2 : 0;
        strip(top, film);
        const QRectF plot(m_left, top + film + 8, m_column * qreal(frames()), m_size.height() - top - line - film - 16);
        if (plot.height() > 24) curves(plot);
        others(QRectF(0, m_size.height() - line, m_size.width(), line));
        Drawing drawing = m_sketch.take();
        drawing.size = whole;
        if (matrix > 0)
            if (const auto confusion = pictureOf(m_view.all, m_clip.sample))
                drawing.append(confusion->draw(m_theme, QSizeF(whole.width(), matrix)),
                               QPointF(0, whole.height() - matrix));
        return drawing;
    }

    /// Lines of type that film, curves and matrix take.
    [[nodiscard]] static int rows(const ClipsView& view) { return kFilmRows + matrixRows(view); }

 private:
    static constexpr int kFilmRows = 6;
    [[nodiscard]] static int matrixRows(const ClipsView& view) { return int(view.all.classes) + 2; }

    /// As high as its numbers need, twice that where there is room; 0 where the film needs all of it.
    [[nodiscard]] qreal matrixHeight() const {
        const qreal line = m_sketch.height(Theme::Text::Caption) + 2;
        const qreal least = line * matrixRows(m_view) - 8;
        const qreal room = m_size.height() - 10 - kFilmRows * line;
        return room < least ? 0 : std::min(2 * least, least + (room - least) / 2);
    }
    [[nodiscard]] Index frames() const { return m_clip.frames->rows(); }
    [[nodiscard]] QString nameOf(Index label) const {
        return QString::fromStdString(m_view.all.names.at(std::size_t(label)));
    }
    [[nodiscard]] Index numberOf(const ClipsView::Clip& clip) const {
        return Index(clip.sample - m_view.all.firstSample) + 1;
    }
    [[nodiscard]] QString told(const ClipsView::Clip& clip) const {
        return clip.label == clip.said
                   ? tr("held-out clip %1: %2, and the net says so").arg(numberOf(clip)).arg(nameOf(clip.label))
                   : tr("held-out clip %1: %2; the net says %3")
                         .arg(numberOf(clip))
                         .arg(nameOf(clip.label), nameOf(clip.said));
    }

    void title(const QRectF& box) {
        m_sketch.text(box, told(m_clip), Theme::Text::Caption,
                      m_clip.label == m_clip.said ? m_theme.ink : m_theme.danger, Qt::AlignLeft | Qt::AlignVCenter);
    }

    /// The frame from which on the net says what it says at the end.
    [[nodiscard]] static Index decidedAt(const ClipsView::Clip& clip) {
        Index t = clip.frames->rows();
        for (Index said = clip.said; t > 0 && said == clip.said; --t)
            if (t > 1) clip.afterEachFrame.row(t - 2).maxCoeff(&said);
        return t + 1;
    }

    void strip(qreal top, qreal side) {
        for (Index t = 0; t < frames(); ++t) {
            const QRectF frame(m_left + m_column * qreal(t) + (m_column - side) / 2 + 0.5, top, side - 1, side - 1);
            m_sketch.picture(frame, greyFrame(*m_clip.frames, t, int(m_view.width), int(m_view.height)));
            m_sketch.target(
                {.rect = frame,
                 .id = QStringLiteral("sample=%1,t=%2").arg(m_clip.sample).arg(t + 1),
                 .name = tr("frame %1: %2 %3 so far")
                             .arg(t + 1)
                             .arg(nameOf(m_clip.label), number(double(m_clip.afterEachFrame(t, m_clip.label)))),
                 .group = QStringLiteral("frames"),
                 .isCurrent = t == 0});
        }
    }

    /// The right action in bold, and every other that is ever thought likely.
    void curves(const QRectF& plot) {
        constexpr double kLikely = 0.25;
        const qreal high = m_sketch.height(Theme::Text::Caption);
        for (const double level : {0.0, 0.5, 1.0}) {
            const qreal y = plot.bottom() - level * plot.height();
            m_sketch.line({QPointF(plot.left(), y), QPointF(plot.right(), y)}, m_theme.border, 1);
            m_sketch.number(QRectF(0, y - high / 2, m_left - 5, high), {QString::number(level)}, Theme::Text::Caption,
                            m_theme.mutedInk, Qt::AlignRight | Qt::AlignVCenter, tr("probability %1").arg(level));
        }
        struct End {
            Index label;
            qreal y;
            QColor colour;
        };
        std::vector<End> ends;
        std::size_t other = 0;
        for (Index label = 0; label < m_clip.afterEachFrame.cols(); ++label) {
            const bool isRight = label == m_clip.label;
            if (!isRight && double(m_clip.afterEachFrame.col(label).maxCoeff()) < kLikely) continue;
            const QColor colour = isRight                ? m_theme.accent
                                  : label == m_clip.said ? m_theme.danger
                                                         : m_theme.runs[1 + other % 2];
            QPolygonF curve;
            for (Index t = 0; t < frames(); ++t)
                curve << QPointF(plot.left() + m_column * (qreal(t) + 0.5),
                                 plot.bottom() - double(m_clip.afterEachFrame(t, label)) * plot.height());
            constexpr std::array kStyles{Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
            m_sketch.line(curve, colour, isRight ? 3 : 1.8,
                          isRight ? Qt::SolidLine : kStyles[other++ % kStyles.size()]);
            ends.push_back({label, curve.back().y(), colour});
        }
        // The names at the right end, pushed apart where curves end together.
        std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.y < b.y; });
        qreal free = plot.top() - high / 2;
        for (std::size_t k = 0; k < ends.size(); ++k) {
            const qreal after = high * qreal(ends.size() - k - 1);
            const qreal y = std::max(free, std::min(ends[k].y - high / 2, plot.bottom() + high / 2 - after - high));
            free = y + high;
            if (free > m_size.height() - high) break;
            m_sketch.text(QRectF(plot.right() + 6, y, m_right - 6, high), nameOf(ends[k].label), Theme::Text::Caption,
                          ends[k].colour, Qt::AlignLeft | Qt::AlignVCenter);
        }
    }

    /// A word a film; a click opens it on the Step page where the net makes up its mind, and it is the one that is
    /// shown here from then on.
    void others(const QRectF& row) {
        qreal x = m_left + m_sketch
                               .text(row.adjusted(m_left, 0, 0, 0), tr("open:"), Theme::Text::Caption, m_theme.mutedInk,
                                     Qt::AlignLeft | Qt::AlignVCenter)
                               .width();
        for (const ClipsView::Clip& clip : m_view.clips) {
            const QString name =
                clip.label == clip.said ? nameOf(clip.label) : QChar(0x2717) + (u' ' + nameOf(clip.label));
            const qreal width = m_sketch.width(name, Theme::Text::Caption) + 12;
            if (x + width > row.right()) break;
            const QRectF box(x + 2, row.top() + 1, width - 4, row.height() - 2);
            const bool isShown = clip.sample == m_clip.sample;
            m_sketch.box(box, isShown ? m_theme.accentSoft : m_theme.card, m_theme.border, 1, 4);
            m_sketch.text(box, name, Theme::Text::Caption, clip.label == clip.said ? m_theme.accent : m_theme.danger);
            m_sketch.target({.rect = box,
                             .id = QStringLiteral("sample=%1,t=%2").arg(clip.sample).arg(decidedAt(clip)),
                             .name = told(clip),
                             .group = QStringLiteral("clips"),
                             .isCurrent = isShown});
            x += width;
        }
    }

    const ClipsView& m_view;
    const ClipsView::Clip& m_clip;
    const Theme& m_theme;
    Sketch m_sketch;
    QSizeF m_size;
    qreal m_left = 0, m_right = 0, m_column = 0;
};

}  // namespace

std::optional<Picture> pictureOf(const ClipsView& view, std::size_t sample) {
    if (view.clips.empty()) return {};
    const auto is = [&](const ClipsView::Clip& clip) { return clip.sample == sample; };
    const auto found = std::find_if(view.clips.begin(), view.clips.end(), is);
    const std::size_t shown = found == view.clips.end() ? 0 : std::size_t(found - view.clips.begin());
    return Picture{
        ClipPicture::tr("A film and what the net says frame by frame"),
        [view, shown](const Theme& theme, QSizeF size) { return ClipPicture(view, shown, theme, size).draw(); }, 0.7,
        ClipPicture::rows(view)};
}

}  // namespace gui
