// The one widget every drawing is shown by.
#include "gui/widgets/drawingview.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

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
    const DrawnTarget* old = target(m_focus);
    const QString id = old ? old->id : QString(), edit = old ? old->edit : QString(),
                  grid = old ? old->grid : QString();
    m_drawing = std::move(drawing);
    m_focus = -1;
    for (std::size_t k = 0; k < m_drawing.targets.size(); ++k) {
        const DrawnTarget& one = m_drawing.targets[k];
        if ((!id.isEmpty() && one.id == id) || (!edit.isEmpty() && one.edit == edit) ||
            (!grid.isEmpty() && one.grid == grid))
            m_focus = static_cast<int>(k);
    }
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

const DrawnTarget* DrawingView::target(int index) const {
    return index < 0 || index >= static_cast<int>(m_drawing.targets.size())
               ? nullptr
               : &m_drawing.targets[static_cast<std::size_t>(index)];
}

QString DrawingView::idAt(const DrawnTarget& target, QPointF point) {
    if (target.grid.isEmpty()) return target.id;
    const auto cell = [](qreal offset, qreal whole, int count) {
        return std::clamp(static_cast<int>(std::floor(offset / whole * count)), 0, count - 1);
    };
    const int row = cell(point.y() - target.rect.top(), target.rect.height(), target.rows);
    const int column = cell(point.x() - target.rect.left(), target.rect.width(), target.columns);
    return QStringLiteral("weight=%1:%2,%3")
        .arg(target.grid)
        .arg(target.firstRow + row)
        .arg(target.firstColumn + column);
}

void DrawingView::activate(int index) {
    const DrawnTarget* one = target(index);
    if (!one) return;
    // A copy: the answer to the signal replaces the drawing.
    const QString id = one->id;
    if (!id.isEmpty()) Q_EMIT activated(id);
}

int DrawingView::entry(int index) const {
    const DrawnTarget* one = target(index);
    if (!one || one->group.isEmpty()) return index;
    for (int k = 0; target(k); ++k)
        if (target(k)->group == one->group && target(k)->isCurrent) return k;
    return index;
}

int DrawingView::neighbour(bool next) const {
    const DrawnTarget* one = target(m_focus);
    for (int k = m_focus + (next ? 1 : -1); one && target(k); k += next ? 1 : -1)
        if (target(k)->group == one->group) return k;
    return -1;
}

void DrawingView::setFocused(int target) {
    m_focus = target;
    m_isWalked = true;
    update();
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(target);
    QAccessible::updateAccessibility(&event);
    if (const DrawnTarget* one = this->target(target)) Q_EMIT focused(QString(one->id));
}

void DrawingView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintOn(painter);
}

void DrawingView::paintOn(QPainter& painter) const {
    m_drawing.paint(painter);
    if (!hasFocus() || m_focus < 0 || m_focus >= static_cast<int>(m_drawing.targets.size())) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.accent, kRingWidth));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(focusRing(m_drawing, m_drawing.targets[static_cast<std::size_t>(m_focus)]), 5, 5);
}

void DrawingView::resizeEvent(QResizeEvent*) {
    Q_EMIT resized();
}

void DrawingView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const DrawnTarget* one = target(byKey ? m_focus : targetAt(event->pos()));
    if (!one) return event->ignore();
    const QPoint at = byKey ? one->rect.center().toPoint() : event->pos();
    Q_EMIT menuWanted(idAt(*one, at), mapToGlobal(at));
}

void DrawingView::mousePressEvent(QMouseEvent* event) {
    const int index = targetAt(event->position());
    const DrawnTarget* one = target(index);
    if (event->button() != Qt::LeftButton || !one) return;
    m_focus = index;
    m_isWalked = false;
    if (!one->edit.isEmpty()) {
        // Whether this is a click or a drag shows when the pointer moves.
        m_drag = {one->edit, event->position(), one->value, one->grain, 0, false, one->choices};
        update();
        return;
    }
    const QString id = idAt(*one, event->position());
    if (!id.isEmpty()) Q_EMIT activated(id);
}

void DrawingView::mouseMoveEvent(QMouseEvent* event) {
    if (!m_drag.place.isEmpty()) {
        const QPointF way = event->position() - m_drag.last;
        m_drag.last = event->position();
        m_drag.way += std::abs(way.x()) + std::abs(way.y());
        if (!m_drag.moved && m_drag.way < 4) return;
        m_drag.moved = true;
        m_drag.value += (way.x() - way.y()) * m_drag.grain * (event->modifiers().testFlag(Qt::ShiftModifier) ? 0.1 : 1);
        // Copies: the answer to the signal may end the drag.
        const double rounded = m_drag.choices > 0 ? std::clamp(std::round(m_drag.value), 0.0, m_drag.choices - 1.0)
                                                  : std::round(m_drag.value * 1e4) / 1e4;
        const QString place = m_drag.place;
        Q_EMIT dragged(place, rounded);
        return;
    }
    const int index = targetAt(event->position());
    const DrawnTarget* one = target(index);
    setCursor(!one ? Qt::ArrowCursor : one->edit.isEmpty() ? Qt::PointingHandCursor : Qt::SizeVerCursor);
    if (!event->buttons().testFlag(Qt::LeftButton) || !one || !one->edit.isEmpty()) return;
    const QString id = idAt(*one, event->position());
    if ((index == m_focus && one->grid.isEmpty()) || id.isEmpty()) return;
    m_focus = index;
    Q_EMIT activated(id);
}

void DrawingView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_drag.place.isEmpty()) return;
    if (m_drag.moved) {
        endDrag(true);
        return;
    }
    m_drag = {};
    activate(m_focus);
}

void DrawingView::mouseDoubleClickEvent(QMouseEvent* event) {
    const DrawnTarget* one = target(targetAt(event->position()));
    if (event->button() != Qt::LeftButton || !one) return;
    const QString place = one->grid.isEmpty() ? one->edit : idAt(*one, event->position()).section(QLatin1Char('='), 1);
    if (place.isEmpty())
        mousePressEvent(event);
    else
        Q_EMIT picked(place, QString());
}

void DrawingView::endDrag(bool kept) {
    const bool moved = m_drag.moved;
    m_drag = {};
    if (moved) Q_EMIT dragEnded(kept);
}

/// Arrows step through the cell; on a focused matrix they move through its weights, in a group along it.
bool DrawingView::event(QEvent* event) {
    const DrawnTarget* one = target(m_focus);
    if (event->type() == QEvent::ShortcutOverride && one) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool arrow = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right || key->key() == Qt::Key_Up ||
                           key->key() == Qt::Key_Down;
        const bool digit = !one->edit.isEmpty() && key->text().size() == 1 &&
                           (key->text()[0].isDigit() || key->text()[0] == QLatin1Char('-'));
        const bool along = m_isWalked && !one->group.isEmpty() && hasFocus() &&
                           (key->key() == Qt::Key_Left || key->key() == Qt::Key_Right) &&
                           key->modifiers() == Qt::NoModifier;
        if ((arrow && !one->grid.isEmpty()) || along || digit) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void DrawingView::keyPressEvent(QKeyEvent* event) {
    const DrawnTarget* one = target(m_focus);
    const int key = event->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (key == Qt::Key_Escape && m_drag.moved) {
        endDrag(false);
        return;
    }
    if (one && !one->grid.isEmpty()) {
        const QString grid = one->grid;
        if (key == Qt::Key_Left)
            Q_EMIT gridStepped(grid, 0, -1);
        else if (key == Qt::Key_Right)
            Q_EMIT gridStepped(grid, 0, 1);
        else if (key == Qt::Key_Up)
            Q_EMIT gridStepped(grid, -1, 0);
        else if (key == Qt::Key_Down || enter)
            Q_EMIT gridStepped(grid, enter ? 0 : 1, 0);
        else
            QWidget::keyPressEvent(event);
        return;
    }
    if (one && m_isWalked && !one->group.isEmpty() && (key == Qt::Key_Left || key == Qt::Key_Right)) {
        if (const int beside = neighbour(key == Qt::Key_Right); beside >= 0) setFocused(beside);
        return;
    }
    const bool digit =
        event->text().size() == 1 && (event->text()[0].isDigit() || event->text()[0] == QLatin1Char('-'));
    if (one && !one->edit.isEmpty() && (enter || digit)) {
        const QString place = one->edit;
        Q_EMIT picked(place, digit ? event->text() : QString());
        return;
    }
    if (enter)
        activate(m_focus);
    else
        QWidget::keyPressEvent(event);
}

void DrawingView::focusInEvent(QFocusEvent* event) {
    const int count = static_cast<int>(m_drawing.targets.size());
    if (count > 0 && (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason))
        setFocused(entry(event->reason() == Qt::TabFocusReason ? 0 : count - 1));
    update();
}

void DrawingView::focusOutEvent(QFocusEvent*) {
    endDrag(true);
    update();
}

bool DrawingView::focusNextPrevChild(bool next) {
    // A group is left as a whole.
    const DrawnTarget* from = target(m_focus);
    int to = m_focus + (next ? 1 : -1);
    while (from && !from->group.isEmpty() && target(to) && target(to)->group == from->group) to += next ? 1 : -1;
    if (hasFocus() && target(to)) {
        setFocused(entry(to));
        return true;
    }
    return QWidget::focusNextPrevChild(next);
}

}  // namespace gui
