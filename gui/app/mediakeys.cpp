// Takes Space and Return before a focused button does.
#include "gui/app/mediakeys.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>
#include <QTimer>

#include "gui/widgets/typed.h"

namespace gui {
namespace {

/// One line of text that Return takes over.
bool isField(const QWidget* widget) {
    const auto* combo = qobject_cast<const QComboBox*>(widget);
    return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
           (combo && combo->isEditable());
}

bool takesText(const QWidget* widget) {
    const auto* rich = qobject_cast<const QTextEdit*>(widget);
    const auto* plain = qobject_cast<const QPlainTextEdit*>(widget);
    return isField(widget) || (rich && !rich->isReadOnly()) || (plain && !plain->isReadOnly());
}

}  // namespace

MediaKeys::MediaKeys(QWidget* window, std::function<void()> togglePlay, std::function<void()> focusPage)
    : QObject(window), m_window(window), m_togglePlay(std::move(togglePlay)), m_focusPage(std::move(focusPage)) {
    QCoreApplication::instance()->installEventFilter(this);
}

bool MediaKeys::isOurs(const QObject* watched) const {
    const auto* widget = qobject_cast<const QWidget*>(watched);
    return widget && widget->window() == m_window && !QApplication::activePopupWidget();
}

bool MediaKeys::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress || !isOurs(watched)) return QObject::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    auto* widget = static_cast<QWidget*>(watched);
    if (key->modifiers() != Qt::NoModifier && key->modifiers() != Qt::KeypadModifier)
        return QObject::eventFilter(watched, event);
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (key->key() == Qt::Key_Space && !takesText(widget)) {
        if (!key->isAutoRepeat()) m_togglePlay();
        return true;
    }
    if (auto* button = qobject_cast<QAbstractButton*>(widget); button && isReturn) {
        button->click();
        return true;
    }
    // The field takes the value first; whoever closes the field then has said where the focus goes.
    if (isReturn && isField(widget))
        QTimer::singleShot(0, widget, [this, widget] {
            // What was refused stays in hand until it is right or given up.
            if (QApplication::focusWidget() == widget && !isRefused(*widget)) m_focusPage();
        });
    return QObject::eventFilter(watched, event);
}

}  // namespace gui
