// The one widget every drawing is shown by.
#include "gui/widgets/drawingview.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "gui/widgets/drawingaccess.h"

namespace gui {

DrawingView::DrawingView(QWidget* parent) : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    installDrawingAccess();
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
}

void DrawingView::setTheme(const Theme& theme) {
    m_theme = theme;
    update();
}

void DrawingView::setDrawing(Drawing drawing) {
    // The focus stays on what it means, not on its place in the list.
    const QString id = m_focus >= 0 && m_focus < static_cast<int>(m_drawing.targets.size()) ? m_drawing.targets[static_cast<std::size_t>(m_focus)].id : QString();
    m_drawing = std::move(drawing);
    m_focus = -1;
    for (std::size_t k = 0; k < m_drawing.targets.size() && !id.isEmpty(); ++k)
        if (m_drawing.targets[k].id == id) m_focus = static_cast<int>(k);
    if (m_focus < 0 && hasFocus() && !m_drawing.targets.empty()) m_focus = 0;
    update();
}

int DrawingView::targetAt(QPointF point) const {
    int best = -1;
    qreal area = 0;
    for (std::size_t k = 0; k < m_drawing.targets.size(); ++k) {
        const QRectF& rect = m_drawing.targets[k].rect;
        if (!rect.contains(point)) continue;
        const qreal size = rect.width() * rect.height();
        if (best < 0 || size < area) {
            best = static_cast<int>(k);
            area = size;
        }
    }
    return best;
}

void DrawingView::activate(int target) {
    if (target < 0 || target >= static_cast<int>(m_drawing.targets.size())) return;
    // A copy: the answer to the signal replaces the drawing.
    const QString id = m_drawing.targets[static_cast<std::size_t>(target)].id;
    Q_EMIT activated(id);
}

void DrawingView::setFocused(int target) {
    m_focus = target;
    update();
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(target);
    QAccessible::updateAccessibility(&event);
}

void DrawingView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    m_drawing.paint(painter);
    if (!hasFocus() || m_focus < 0 || m_focus >= static_cast<int>(m_drawing.targets.size())) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.accent, 2.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(m_drawing.targets[static_cast<std::size_t>(m_focus)].rect.adjusted(-3, -2, 3, 2), 5, 5);
}

void DrawingView::resizeEvent(QResizeEvent*) { Q_EMIT resized(); }

void DrawingView::mousePressEvent(QMouseEvent* event) {
    const int target = targetAt(event->position());
    if (event->button() != Qt::LeftButton || target < 0) return;
    m_focus = target;
    activate(target);
}

void DrawingView::mouseMoveEvent(QMouseEvent* event) {
    const int target = targetAt(event->position());
    setCursor(target >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (event->buttons().testFlag(Qt::LeftButton) && target >= 0 && target != m_focus) {
        m_focus = target;
        activate(target);
    }
}

void DrawingView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) activate(m_focus);
    else QWidget::keyPressEvent(event);
}

void DrawingView::focusInEvent(QFocusEvent* event) {
    const int count = static_cast<int>(m_drawing.targets.size());
    if (count > 0 && (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason))
        setFocused(event->reason() == Qt::TabFocusReason ? 0 : count - 1);
    update();
}

void DrawingView::focusOutEvent(QFocusEvent*) { update(); }

bool DrawingView::focusNextPrevChild(bool next) {
    const int target = m_focus + (next ? 1 : -1);
    if (hasFocus() && target >= 0 && target < static_cast<int>(m_drawing.targets.size())) {
        setFocused(target);
        return true;
    }
    return QWidget::focusNextPrevChild(next);
}

}  // namespace gui
