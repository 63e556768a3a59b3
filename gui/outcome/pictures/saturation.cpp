// How often each unit's gates are nearly closed and nearly open on held-out text (Karpathy et al. 2015), and the text
// in the colours of the unit that follows something best.
#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "gui/outcome/characterwords.h"
#include "gui/outcome/pictures.h"
#include "gui/outcome/pictures/plot.h"

namespace gui {
namespace {

using lessons::CharactersView;

class SaturationPicture {
    Q_DECLARE_TR_FUNCTIONS(gui::SaturationPicture)

 public:
    SaturationPicture(const CharactersView& view, const Theme& theme, QSizeF size)
        : m_view(view), m_theme(theme), m_sketch(theme, size), m_size(size) {}

    Drawing draw() {
        // Beside the dots the text has more lines than below them.
        const bool isBeside = follower() && m_size.width() > 55 * m_sketch.height(Theme::Text::Caption);
        const qreal textHigh = isBeside ? 0 : excerptHeight(), textWide = isBeside ? m_size.width() * 0.4 : 0;
        const auto panels = qreal(std::max<std::size_t>(1, m_view.gates.size()));
        const qreal wide = (m_size.width() - textWide) / panels;
        for (std::size_t k = 0; k < m_view.gates.size(); ++k)
            drawGate(QRectF(qreal(k) * wide, 0, wide - 6, m_size.height() - textHigh), m_view.gates[k]);
        if (isBeside) drawExcerpt(QRectF(m_size.width() - textWide + 6, 0, textWide - 6, m_size.height()));
        if (textHigh > 0) drawExcerpt(QRectF(0, m_size.height() - textHigh, m_size.width(), textHigh));
        return m_sketch.take();
    }

 private:
    void drawGate(const QRectF& box, const CharactersView::Gate& gate) {
        const QString letter = QString::fromStdString(gate.operation);
        const std::vector<Tick> ticks{{0, QStringLiteral("0")}, {0.5, QStringLiteral("0.5")}, {1, QStringLiteral("1")}};
        const Plot plot = drawPlot(m_sketch, box, tr("%1: share above 0.9 (up)").arg(letter),
                                   {-0.04, 1.04, ticks, tr("share below 0.1")}, {-0.06, 1.06, ticks, {}});
        // The two shares of a unit add up to one at most.
        m_sketch.line({plot.at(0, 1), plot.at(1, 0)}, m_theme.border, 1.2, Qt::DashLine);
        QColor fill = m_theme.role(gate.role);
        fill.setAlphaF(0.7f);
        for (std::size_t unit = 0; unit < std::min(gate.left.size(), gate.right.size()); ++unit) {
            const QPointF at = plot.at(gate.left[unit], gate.right[unit]);
            m_sketch.disc(at, 3.5, fill, m_theme.card, 0.8);
            DrawnTarget target;
            target.rect = QRectF(at.x() - 5, at.y() - 5, 10, 10);
            target.id = place(QStringLiteral("t=1,op=%1,unit=%2").arg(letter).arg(unit + 1));
            target.name = tr("gate %1, unit %2: below 0.1 at %3 of the steps, above 0.9 at %4")
                              .arg(letter)
                              .arg(unit + 1)
                              .arg(number(gate.left[unit], 2), number(gate.right[unit], 2));
            target.group = letter;
            target.isCurrent = unit == 0;
            m_sketch.target(target);
        }
    }

    [[nodiscard]] QString place(const QString& rest) const {
        return QStringLiteral("layer=%1,sample=%2,").arg(QString::fromStdString(m_view.layer)).arg(m_view.firstSample) +
               rest;
    }

    [[nodiscard]] const CharactersView::Follower* follower() const {
        const auto best = std::max_element(m_view.followers.begin(), m_view.followers.end(),
                                           [](const auto& a, const auto& b) { return a.score < b.score; });
        return best == m_view.followers.end() ? nullptr : &*best;
    }

    [[nodiscard]] qreal lineHigh() const { return m_sketch.height(Theme::Text::NumberSmall) + 3; }

    /// Heading and three lines or more, where that leaves the dots their room.
    [[nodiscard]] qreal excerptHeight() const {
        const qreal heading = m_sketch.height(Theme::Text::Caption) + 6;
        const qreal least = m_sketch.height(Theme::Text::Caption) * 8;
        const int lines = std::min(6, int((m_size.height() - least - heading) / lineHigh()));
        return follower() && lines >= 2 ? heading + lines * lineHigh() : 0;
    }

    void drawExcerpt(const QRectF& box) {
        const CharactersView::Follower& shown = *follower();
        const qreal heading = m_sketch.height(Theme::Text::Caption) + 6;
        m_sketch.text(
            QRectF(box.left(), box.top(), box.width(), heading),
            QStringList{tr("Held-out text in the colour of unit %1: tanh c from \u22121 to 1, score %2 for %3")
                            .arg(shown.unit + 1)
                            .arg(number(shown.score, 2), propertyName(shown.property)),
                        tr("tanh c of unit %1; score %2 for %3")
                            .arg(shown.unit + 1)
                            .arg(number(shown.score, 2), propertyName(shown.property)),
                        tr("tanh c of unit %1 on held-out text").arg(shown.unit + 1)},
            Theme::Text::Caption, m_theme.ink, Qt::AlignLeft | Qt::AlignVCenter);
        const QFont font = m_theme.font(Theme::Text::NumberSmall);
        const qreal wide = QFontMetricsF(font).horizontalAdvance(QLatin1Char('m'));
        const auto columns = std::size_t(std::max(10.0, std::floor(box.width() / wide)));
        qreal y = box.top() + heading;
        // What is held out may begin within a line.
        const auto start = std::find(m_view.excerpt.begin(), m_view.excerpt.end(), "\u21B5");
        const std::size_t begin = start == m_view.excerpt.end() ? 0 : std::size_t(start - m_view.excerpt.begin()) + 1;
        for (std::size_t first = begin; first < m_view.excerpt.size() && y + lineHigh() <= box.bottom() + 1;) {
            std::size_t end = first;
            while (end < m_view.excerpt.size() && end - first < columns &&
                   (end == first || m_view.excerpt[end - 1] != "↵"))
                ++end;
            // A blank line of the text takes no line here.
            if (end - first > 1) {
                drawLine(first, end, QPointF(box.left(), y), wide, font, shown);
                y += lineHigh();
            }
            first = end;
        }
    }

    void drawLine(std::size_t first, std::size_t end, QPointF at, qreal wide, const QFont& font,
                  const CharactersView::Follower& shown) {
        QString line;
        for (std::size_t k = first; k < end; ++k) {
            const double value = k < shown.values.size() ? shown.values[k] : 0;
            QColor ground = m_theme.signedColour(value);
            ground.setAlphaF(0.55f);
            const QRectF cell(at.x() + qreal(k - first) * wide, at.y(), wide, lineHigh() - 1);
            m_sketch.box(cell, ground);
            const std::string& character = m_view.excerpt[k];
            const QString letter = QString::fromStdString(character == "␣" ? " " : character);
            line += letter.size() == 1 ? letter : QStringLiteral("\u00B7");
            DrawnTarget target;
            target.rect = cell;
            target.id = place(QStringLiteral("t=%1,unit=%2").arg(k + 1).arg(shown.unit + 1));
            target.name = tr("step %1, %2: %3").arg(k + 1).arg(QString::fromStdString(character), number(value, 2));
            target.group = QStringLiteral("text");
            target.isCurrent = k == 0;
            m_sketch.target(target);
        }
        m_sketch.run(QPointF(at.x(), at.y() + QFontMetricsF(font).ascent()), line, font, m_theme.ink, line);
    }

    const CharactersView& m_view;
    const Theme& m_theme;
    Sketch m_sketch;
    QSizeF m_size;
};

}  // namespace

std::optional<Picture> pictureOf(const lessons::CharactersView& view, std::size_t) {
    if (view.gates.empty() && view.followers.empty()) return {};
    return Picture{QCoreApplication::translate("gui::SaturationPicture", "Gates on held-out text, a dot a unit"),
                   [view](const Theme& theme, QSizeF size) { return SaturationPicture(view, theme, size).draw(); },
                   0.68};
}

}  // namespace gui
