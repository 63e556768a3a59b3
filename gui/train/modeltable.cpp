// Paints the model's layers.
#include "gui/train/modeltable.h"

#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

namespace gui {

QString groupedCount(qint64 value) {
    QString text = QString::number(value);
    for (int at = int(text.size()) - 3; at > 0; at -= 3) text.insert(at, QChar(0x2009));
    return text;
}

ModelTable::ModelTable(QWidget* parent) : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
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
        for (const engine::Parameter* parameter : std::as_const(*layer).parameters()) count += qint64(parameter->size());
        QString shape;
        for (const engine::Node& node : model.nodes())
            if (node.layer == layer && !node.outputShapes.empty()) shape = QString::fromStdString(node.outputShapes.front().text());
        m_rows.push_back({QString::fromStdString(layer->name()), shape, groupedCount(count)});
        told += tr("%1, output %2, %3 parameters").arg(m_rows.back().name, shape, m_rows.back().count);
    }
    setAccessibleName(tr("Model: %1").arg(told.join(QStringLiteral("; "))));
    updateGeometry();
    update();
}

double ModelTable::rowHeight() const { return std::round(m_theme.pixels(Theme::Text::Caption) * 2.1); }

QSize ModelTable::sizeHint() const { return {160, int(rowHeight() * double(m_rows.size())) + 2}; }

std::vector<DrawnText> ModelTable::paintedTexts() const {
    std::vector<DrawnText> texts;
    QFont font = m_theme.font(Theme::Text::Number);
    font.setPixelSize(std::max(m_theme.presenter ? 20 : 12, m_theme.pixels(Theme::Text::Caption) - 1));
    const QFontMetricsF metrics(font);
    for (std::size_t r = 0; r < m_rows.size(); ++r) {
        const QRectF row = QRectF(0, double(r) * rowHeight(), width(), rowHeight()).adjusted(10, 3, -10, -3);
        const Row& data = m_rows[r];
        const double countWidth = metrics.horizontalAdvance(data.count) + 2;
        const double shapeWidth = std::min(metrics.horizontalAdvance(data.shape) + 2, row.width() * 0.5);
        const double nameWidth = row.width() - countWidth - shapeWidth - 16;
        texts.push_back({metrics.elidedText(data.name, Qt::ElideRight, nameWidth), QRectF(row.left(), row.top(), nameWidth, row.height()),
                         font, m_theme.ink, Qt::AlignLeft | Qt::AlignVCenter, data.name});
        texts.push_back({metrics.elidedText(data.shape, Qt::ElideRight, shapeWidth),
                         QRectF(row.left() + nameWidth + 8, row.top(), shapeWidth, row.height()), font, m_theme.mutedInk,
                         Qt::AlignLeft | Qt::AlignVCenter, data.shape});
        texts.push_back({data.count, QRectF(row.right() - countWidth, row.top(), countWidth, row.height()), font, m_theme.ink,
                         Qt::AlignRight | Qt::AlignVCenter, {}});
    }
    return texts;
}

void ModelTable::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.border, 1));
    painter.setBrush(m_theme.card);
    if (!m_rows.empty()) painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    for (std::size_t r = 1; r < m_rows.size(); ++r)
        painter.drawLine(QPointF(1, double(r) * rowHeight() + 0.5), QPointF(width() - 1, double(r) * rowHeight() + 0.5));
    for (const DrawnText& text : paintedTexts()) {
        painter.setFont(text.font);
        painter.setPen(text.colour);
        painter.drawText(text.rect, int(text.alignment) | Qt::TextDontClip, text.text);
    }
}

}  // namespace gui
