// Lays out and paints a legend.
#include "gui/charts/legend.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "gui/charts/chart.h"

namespace gui {
namespace {

void drawDot(QPainter& painter, LegendEntry::Sample shape, QPointF at) {
    switch (shape) {
        case LegendEntry::Sample::Square:
            painter.drawRect(QRectF(at - QPointF(4, 4), QSizeF(8, 8)));
            break;
        case LegendEntry::Sample::Triangle:
            painter.drawPolygon(QPolygonF{at + QPointF(0, -5), at + QPointF(5, 4), at + QPointF(-5, 4)});
            break;
        case LegendEntry::Sample::Diamond:
            painter.drawPolygon(
                QPolygonF{at + QPointF(0, -5.5), at + QPointF(5.5, 0), at + QPointF(0, 5.5), at + QPointF(-5.5, 0)});
            break;
        default:
            painter.drawEllipse(at, 4.5, 4.5);
    }
}

}  // namespace

Legend::Legend(QWidget* parent) : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void Legend::setTheme(const Theme& theme) {
    m_theme = theme;
    updateGeometry();
    update();
}

void Legend::setEntries(std::vector<LegendEntry> entries) {
    if (entries == m_entries) return;
    QStringList words;
    for (const LegendEntry& entry : entries) words += entry.text;
    setAccessibleName(tr("Legend: %1").arg(words.join(QStringLiteral(", "))));
    m_entries = std::move(entries);
    updateGeometry();
    update();
}

double Legend::sampleWidth() const {
    return m_theme.pixels(Theme::Text::Caption) * 1.7;
}

std::vector<QRectF> Legend::places(int width) const {
    const QFontMetricsF metrics(m_theme.font(Theme::Text::Caption));
    const double line = std::ceil(metrics.height()) + 2, gap = m_theme.pixels(Theme::Text::Caption) * 1.2;
    std::vector<QRectF> result;
    double x = 0, y = 0;
    for (const LegendEntry& entry : m_entries) {
        const double w = sampleWidth() + 6 + metrics.horizontalAdvance(entry.text) + 2;
        if (x > 0 && x + w > width) {
            x = 0;
            y += line;
        }
        result.emplace_back(x, y, w, line);
        x += w + gap;
    }
    return result;
}

int Legend::heightForWidth(int width) const {
    const auto rects = places(width);
    return rects.empty() ? 0 : int(std::ceil(rects.back().bottom()));
}

QSize Legend::sizeHint() const {
    return {120, heightForWidth(std::max(width(), 120))};
}

QSize Legend::minimumSizeHint() const {
    double widest = 0;
    for (const QRectF& place : places(1)) widest = std::max(widest, place.width());
    return {int(std::ceil(widest)), 0};
}

std::vector<DrawnText> Legend::paintedTexts() const {
    std::vector<DrawnText> texts;
    const auto rects = places(width());
    for (std::size_t k = 0; k < m_entries.size(); ++k)
        texts.push_back({m_entries[k].text,
                         rects[k].adjusted(sampleWidth() + 6, 0, 0, 0),
                         m_theme.font(Theme::Text::Caption),
                         m_theme.ink,
                         Qt::AlignLeft | Qt::AlignVCenter,
                         {}});
    return texts;
}

void Legend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto rects = places(width());
    const auto texts = paintedTexts();
    for (std::size_t k = 0; k < m_entries.size(); ++k) {
        const LegendEntry& entry = m_entries[k];
        const double y = rects[k].center().y();
        const QPointF middle(rects[k].left() + sampleWidth() / 2, y);
        if (entry.sample != LegendEntry::Sample::Line) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(entry.colour);
            drawDot(painter, entry.sample, middle);
        } else {
            painter.setPen(linePen(entry.colour, entry.width, entry.style));
            painter.drawLine(QPointF(rects[k].left() + 1, y), QPointF(rects[k].left() + sampleWidth(), y));
        }
        painter.setFont(texts[k].font);
        painter.setPen(texts[k].colour);
        painter.drawText(texts[k].rect, int(texts[k].alignment) | Qt::TextDontClip, texts[k].text);
    }
}

}  // namespace gui
