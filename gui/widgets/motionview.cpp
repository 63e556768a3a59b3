// Paints the kept picture and what moves over it.
#include "gui/widgets/motionview.h"

#include <QEvent>
#include <QPaintEvent>
#include <QPainter>
#include <algorithm>
#include <utility>

#include "gui/widgets/drawingview.h"

namespace gui {
namespace {

QRegion regionOf(const Drawing& drawing) {
    QRegion region;
    for (const DrawnShape& shape : drawing.shapes) {
        const qreal pen = shape.pen.style() == Qt::NoPen ? 1 : shape.pen.widthF() / 2 + 1;
        region += shape.path.boundingRect().adjusted(-pen, -pen, pen, pen).toAlignedRect();
    }
    return region;
}

}  // namespace

MotionView::MotionView(DrawingView* view) : QWidget(view), m_view(view) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_OpaquePaintEvent);  // the view below is not painted anew
    setFocusPolicy(Qt::NoFocus);
    hide();
    m_clock.setStartValue(0.0);
    m_clock.setEndValue(1.0);
    connect(&m_clock, &QVariantAnimation::valueChanged, this,
            [this](const QVariant& value) { setPhase(value.toDouble()); });
    view->installEventFilter(this);
}

QPixmap MotionView::still() const {
    const qreal ratio = m_view->devicePixelRatioF();
    QPixmap pixmap(m_view->size() * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(m_ground);
    QPainter painter(&pixmap);
    m_view->paintOn(painter);
    return pixmap;
}

void MotionView::play(Moving moving, std::chrono::milliseconds time) {
    skip();
    m_moving = std::move(moving);
    m_before = QPixmap();
    start(time);
}

void MotionView::playZoom(const QPixmap& before, QPointF towards, bool inwards, std::chrono::milliseconds time) {
    skip();
    m_moving = nullptr;
    m_before = before;
    m_towards = towards;
    m_inwards = inwards;
    start(time);
}

void MotionView::start(std::chrono::milliseconds time) {
    setGeometry(m_view->rect());
    m_still = still();
    m_clock.setDuration(static_cast<int>(time.count()));
    show();
    raise();
    setPhase(0);
    m_clock.start();
}

void MotionView::refresh() {
    if (isHidden()) return;
    m_still = still();
    update();
}

void MotionView::skip() {
    m_clock.stop();
    setPhase(1);
}

void MotionView::scrub(double by) {
    if (!m_moving) return;
    m_clock.stop();
    if (isHidden() && by < 0) {
        setGeometry(m_view->rect());
        m_still = still();
        show();
        raise();
    }
    setPhase(std::clamp(m_phase + by, 0.0, 1.0));
}

void MotionView::setPhase(double phase) {
    m_phase = phase;
    if (phase >= 1) {
        hide();
        m_still = m_before = QPixmap();
        return;
    }
    if (!m_moving) return update();
    m_frame = m_moving(phase);
    const QRegion now = regionOf(m_frame);
    update(now + std::exchange(m_moved, now));
}

void MotionView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_still);
    if (m_moving) {
        painter.setClipRegion(event->region());
        m_frame.paint(painter);
    } else if (!m_before.isNull()) {
        const qreal size = m_inwards ? 1 + 0.5 * m_phase : 1 - 0.3 * m_phase;
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.setOpacity(1 - m_phase);
        painter.translate(m_towards);
        painter.scale(size, size);
        painter.translate(-m_towards);
        painter.drawPixmap(0, 0, m_before);
    }
}

bool MotionView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_view && event->type() == QEvent::Resize) {
        // A change of zoom goes on in the new size; places in the old one mean nothing any more.
        if (m_moving) {
            skip();
            m_moving = nullptr;
        } else if (!isHidden()) {
            setGeometry(m_view->rect());
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace gui
