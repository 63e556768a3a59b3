// Paints the halo and the blank.
#include "gui/app/presenteroverlay.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QPainter>

namespace gui {
namespace {

constexpr double kRadius = 34;

QRect haloRect(const QPointF& at) {
    return QRectF(at.x() - kRadius - 4, at.y() - kRadius - 4, 2 * kRadius + 8, 2 * kRadius + 8).toAlignedRect();
}

}  // namespace

PresenterOverlay::PresenterOverlay(QWidget* parent) : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void PresenterOverlay::setTheme(const Theme& theme) {
    m_theme = theme;
    update();
}

void PresenterOverlay::setPresenting(bool presenting) {
    m_presenting = presenting;
    m_blank = false;
    m_pointer = {-1000, -1000};
    if (presenting) {
        QCoreApplication::instance()->installEventFilter(this);
        setGeometry(parentWidget()->rect());
        show();
        raise();
    } else {
        QCoreApplication::instance()->removeEventFilter(this);
        hide();
    }
}

void PresenterOverlay::toggleBlank() {
    if (!m_presenting) return;
    m_blank = !m_blank;
    raise();
    update();
}

void PresenterOverlay::moveHalo(const QPointF& to) {
    const QRect before = haloRect(m_pointer);
    m_pointer = to;
    update(before.united(haloRect(to)));
}

bool PresenterOverlay::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && watched == parentWidget()) setGeometry(parentWidget()->rect());
    if (event->type() == QEvent::MouseMove || event->type() == QEvent::HoverMove) {
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (widget && widget->window() == window())
            moveHalo(widget->mapTo(parentWidget(), static_cast<QSinglePointEvent*>(event)->position()));
    }
    return QWidget::eventFilter(watched, event);
}

void PresenterOverlay::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_blank) {
        painter.fillRect(rect(), m_theme.ground);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    QColor halo = m_theme.accent;
    halo.setAlphaF(0.22f);
    painter.setBrush(halo);
    painter.setPen(QPen(m_theme.accent, 3));
    painter.drawEllipse(m_pointer, kRadius, kRadius);
}

}  // namespace gui
