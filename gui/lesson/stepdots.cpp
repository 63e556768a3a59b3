// Paints the dots of the lesson's pages.
#include "gui/lesson/stepdots.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace gui {

StepDots::StepDots(QWidget* parent) : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepDots::setTheme(const Theme& theme) {
    m_theme = theme;
    update();
}

void StepDots::setPages(int count, int page) {
    m_count = count;
    m_page = page;
    setAccessibleName(tr("step %1 of %2").arg(page + 1).arg(count));
    update();
}

void StepDots::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int k = 0; k < m_count; ++k) {
        painter.setPen(QPen(m_theme.accent, 1.6));
        painter.setBrush(k <= m_page ? QBrush(m_theme.accent) : QBrush(Qt::NoBrush));
        painter.drawEllipse(QPointF(width() * (k + 0.5) / m_count, height() / 2.0), 5, 5);
    }
}

void StepDots::mousePressEvent(QMouseEvent* event) {
    if (m_count > 0) Q_EMIT picked(std::clamp(int(event->position().x() * m_count / width()), 0, m_count - 1));
}

}  // namespace gui
