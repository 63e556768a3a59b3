// Keeps the wheel from fields that have not been asked for.
#include "gui/widgets/wheelguard.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QSlider>

namespace gui {

namespace {

QWidget* fieldOf(QObject* object) {
    if (auto* combo = qobject_cast<QComboBox*>(object)) return combo;
    if (auto* box = qobject_cast<QAbstractSpinBox*>(object)) return box;
    return qobject_cast<QSlider*>(object);
}

}  // namespace

WheelGuard::WheelGuard(QObject* parent) : QObject(parent) {
    QCoreApplication::instance()->installEventFilter(this);
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Polish) {
        // The wheel would give the focus before it is asked for.
        if (QWidget* field = fieldOf(watched); field && field->focusPolicy() == Qt::WheelFocus)
            field->setFocusPolicy(Qt::StrongFocus);
    } else if (event->type() == QEvent::Wheel) {
        if (const QWidget* field = fieldOf(watched); field && !field->hasFocus()) {
            event->ignore();  // on to what scrolls
            return true;
        }
    }
    return false;
}

}  // namespace gui
