// Paints the model's layers.
#include "gui/pages/train/modeltable.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace gui {

QString groupedCount(qint64 value) {
    QString text = QString::number(value);
    for (int at = int(text.size()) - 3; at > 0; at -= 3) text.insert(at, QChar(0x2009));
    return text;
}

ModelTable::ModelTable(QWidget* parent) : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ModelTable::setTheme(const Theme& theme) {
    m_theme = theme;
    updateGeometry();
    update();
}

void ModelTable::setModel(const engine::Model& model) {
    m_rows.clear();
    QStringList told;
    const auto layers = model.layers();
    for (const auto& layer : layers) {
        qint64 count = 0;
        for (const engine::Parameter* parameter : std::as_const(*layer).parameters())
            count += qint64(parameter->size());
        QString shape;
        for (const engine::Node& node : model.nodes())
            if (node.layer == layer && !node.outputShapes.empty())
                shape = QString::fromStdString(node.outputShapes.front().text());
        m_rows.push_back({QString::fromStdString(layer->name()), shape, groupedCount(count)});
        told += tr("%1, output %2, %3 parameters").arg(m_rows.back().name, shape, m_rows.back().count);
    }
    setAccessibleName(tr("Model: %1").arg(told.join(QStringLiteral("; "))));
    updateGeometry();
    update();
}

QFont ModelTable::rowFont() const {
    QFont font = m_theme.font(Theme::Text::Number);
    font.setPixelSize(std::max(m_theme.presenter ? 20 : 12, m_theme.pixels(Theme::Text::Caption) - 1));
    return font;
}

/// Name, shape and number in a line; where they do not fit, the shape goes under the name, in every row.
bool ModelTable::twoLines(int width) const {
    const QFontMetricsF metrics(rowFont());
    return std::any_of(m_rows.begin(), m_rows.end(), [&](const Row& row) {
        return metrics.horizontalAdvance(row.name + row.shape + row.count) + 20 + 28 > width;
    });
}

double ModelTable::rowHeight(int width) const {
    return std::round(m_theme.pixels(Theme::Text::Caption) * (twoLines(width) ? 3.3 : 2.1));
}

int ModelTable::heightForWidth(int width) const {
    return int(rowHeight(width) * double(m_rows.size())) + 2;
}

QSize ModelTable::sizeHint() const {
    return {160, heightForWidth(width())};
}

QSize ModelTable::minimumSizeHint() const {
    const QFontMetricsF metrics(rowFont());
    double wide = 120;
    for (const Row& row : m_rows)
        wide = std::max(
            {wide, metrics.horizontalAdvance(row.name + row.count) + 44, metrics.horizontalAdvance(row.shape) + 24});
    return {int(wide), heightForWidth(width())};
}

std::vector<DrawnText> ModelTable::paintedTexts() const {
    std::vector<DrawnText> texts;
    const QFont font = rowFont();
    const QFontMetricsF metrics(font);
    const bool two = twoLines(width());
    const double high = rowHeight(width());
    // In one line, shapes stand below each other.
    double shapeWidth = 0, countWidth = 0;
    for (const Row& row : m_rows) {
        shapeWidth = std::max(shapeWidth, metrics.horizontalAdvance(row.shape) + 2);
        countWidth = std::max(countWidth, metrics.horizontalAdvance(row.count) + 2);
    }
    for (std::size_t r = 0; r < m_rows.size(); ++r) {
        const QRectF row = QRectF(0, double(r) * high, width(), high).adjusted(10, 3, -10, -3);
        const Row& shown = m_rows[r];
        const double nameWidth = metrics.horizontalAdvance(shown.name) + 2;
        const QRectF first(row.left(), row.top(), row.width(), two ? row.height() / 2 : row.height());
        const double shapeLeft = std::max(first.left() + nameWidth + 10, first.right() - countWidth - 10 - shapeWidth);
        const QRectF shape = two ? QRectF(row.left(), row.center().y(), row.width(), row.height() / 2)
                                 : QRectF(shapeLeft, first.top(), shapeWidth, first.height());
        texts.push_back({shown.name, QRectF(first.left(), first.top(), nameWidth, first.height()), font, m_theme.ink,
                         Qt::AlignLeft | Qt::AlignVCenter, shown.name});
        texts.push_back({shown.shape, shape, font, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter, shown.shape});
        texts.push_back({shown.count,
                         QRectF(first.right() - countWidth, first.top(), countWidth, first.height()),
                         font,
                         m_theme.ink,
                         Qt::AlignRight | Qt::AlignVCenter,
                         {}});
    }
    return texts;
}

void ModelTable::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.border, 1));
    painter.setBrush(m_theme.card);
    if (!m_rows.empty()) painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const double high = rowHeight(width());
    for (std::size_t r = 1; r < m_rows.size(); ++r)
        painter.drawLine(QPointF(1, double(r) * high + 0.5), QPointF(width() - 1, double(r) * high + 0.5));
    for (const DrawnText& text : paintedTexts()) {
        painter.setFont(text.font);
        painter.setPen(text.colour);
        painter.drawText(text.rect, int(text.alignment) | Qt::TextDontClip, text.text);
    }
}

}  // namespace gui
