// The confusion matrix: a row a class, a column for each that the net says, shaded by its share of the row.
#include <QCoreApplication>
#include <algorithm>

#include "gui/outcome/classwords.h"
#include "gui/outcome/pictures.h"
#include "gui/widgets/sketch.h"

namespace gui {
namespace {

class Confusion {
    Q_DECLARE_TR_FUNCTIONS(gui::Confusion)

 public:
    Confusion(const lessons::ClassificationView& view, const Theme& theme, QSizeF size)
        : m_view(view),
          m_counts(view.confusion()),
          m_theme(theme),
          m_sketch(theme, size),
          m_line(m_sketch.height(Theme::Text::Caption) + 2) {
        for (std::size_t k = 0; k < m_counts.size(); ++k)
            m_nameWidth = std::max(m_nameWidth, m_sketch.width(className(view, k), Theme::Text::Caption));
        m_nameWidth = std::min(m_nameWidth, size.width() / 4);
        const qreal share = m_sketch.width(tr("share right"), Theme::Text::Caption) + 12;
        const auto count = double(std::max<std::size_t>(1, m_counts.size()));
        m_top = 2 * m_line + 4;
        m_left = m_nameWidth + 14;
        m_cell = {std::min((size.width() - m_left - share - 8) / count, 6 * m_line),
                  std::min((size.height() - m_top - 4) / count, 2.2 * m_line)};
    }

    Drawing draw() {
        const qreal right = m_left + m_cell.width() * double(m_counts.size());
        m_sketch.text(QRectF(m_left, 0, right - m_left, m_line), {tr("the net says"), tr("says")}, Theme::Text::Caption,
                      m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
        m_sketch.text(QRectF(0, m_line, m_nameWidth, m_line), tr("it is"), Theme::Text::Caption, m_theme.mutedInk,
                      Qt::AlignLeft | Qt::AlignVCenter);
        m_sketch.text(QRectF(right + 12, m_line, m_sketch.width(tr("share right"), Theme::Text::Caption) + 2, m_line),
                      tr("share right"), Theme::Text::Caption, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
        for (std::size_t k = 0; k < m_counts.size(); ++k) drawColumnName(k);
        for (std::size_t label = 0; label < m_counts.size(); ++label) drawRow(label, right);
        return m_sketch.take();
    }

 private:
    [[nodiscard]] QRectF cell(std::size_t label, std::size_t said) const {
        return {m_left + m_cell.width() * double(said), m_top + m_cell.height() * double(label), m_cell.width(),
                m_cell.height()};
    }

    /// Names that would be cut are left out: the cells tell them when they are pointed at.
    void drawColumnName(std::size_t said) {
        const QRectF place(cell(0, said).left(), m_line, m_cell.width(), m_line);
        if (m_sketch.width(className(m_view, said), Theme::Text::Caption) <= place.width() - 4)
            m_sketch.text(place, className(m_view, said), Theme::Text::Caption, m_theme.ink);
    }

    void drawRow(std::size_t label, qreal right) {
        std::size_t all = 0;
        for (const std::size_t count : m_counts[label]) all += count;
        const QRectF first = cell(label, 0);
        const bool hasRoom = m_cell.height() >= m_line - 2;
        if (hasRoom)
            m_sketch.text(QRectF(0, first.top(), m_nameWidth, first.height()), className(m_view, label),
                          Theme::Text::Caption, m_theme.ink, Qt::AlignLeft | Qt::AlignVCenter);
        for (std::size_t said = 0; said < m_counts.size(); ++said) drawCell(label, said, all, hasRoom);
        if (!hasRoom || all == 0) return;
        const double share = double(m_counts[label][label]) / double(all);
        m_sketch.number(
            QRectF(right + 12, first.top(), m_sketch.width("0.00", Theme::Text::NumberSmall) + 2, first.height()),
            {number(share, 2)}, Theme::Text::NumberSmall, m_theme.ink, Qt::AlignLeft | Qt::AlignVCenter,
            tr("%1, share right %2").arg(className(m_view, label), number(share, 2)));
    }

    void drawCell(std::size_t label, std::size_t said, std::size_t all, bool hasRoom) {
        const std::size_t count = m_counts[label][said];
        const QRectF rect = cell(label, said).adjusted(1, 1, -1, -1);
        const double share = all == 0 ? 0 : double(count) / double(all);
        const QColor hue = said == label ? m_theme.accent : m_theme.danger;
        // Up to half of the hue: a number on it keeps its contrast.
        QColor fill = hue;
        fill.setAlphaF(float(0.5 * share));
        m_sketch.box(rect, fill, m_theme.border, 1, 3);
        const QString text = QString::number(count);
        const QString name =
            tr("%1 taken for %2: %3 of %4").arg(className(m_view, label), className(m_view, said)).arg(count).arg(all);
        if (hasRoom && count > 0 && m_sketch.width(text, Theme::Text::NumberSmall) <= rect.width() - 4)
            m_sketch.number(rect, {text}, Theme::Text::NumberSmall, m_theme.ink, Qt::AlignCenter, name);
        const QString place = firstTaken(m_view, label, said);
        if (place.isEmpty()) return;
        DrawnTarget target{rect, place, name};
        target.group = QStringLiteral("confusion");
        target.isCurrent = label == 0 && said == 0;
        m_sketch.target(target);
    }

    const lessons::ClassificationView& m_view;
    std::vector<std::vector<std::size_t>> m_counts;
    Theme m_theme;
    Sketch m_sketch;
    qreal m_line, m_nameWidth = 0, m_top = 0, m_left = 0;
    QSizeF m_cell;
};

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Confusion)
};

}  // namespace

std::optional<Picture> pictureOf(const lessons::ClassificationView& view, std::size_t) {
    if (!view.isMeasure) return {};
    return Picture{Words::tr("Confusion matrix of the held-out part"),
                   [view](const Theme& theme, QSizeF size) { return Confusion(view, theme, size).draw(); }, 0.45,
                   int(view.classes) + 2};
}

}  // namespace gui
