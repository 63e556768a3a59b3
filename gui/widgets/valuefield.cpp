// Return takes, leaving the field takes, Esc gives up.
#include "gui/widgets/valuefield.h"

#include <QKeyEvent>

#include "gui/widgets/typed.h"

namespace gui {

ValueField::ValueField(Taker taker, QWidget* parent) : QLineEdit(parent), m_taker(std::move(taker)) {
    connect(this, &QLineEdit::textEdited, this, [this] { markRefused(*this, {}); });
}

void ValueField::setValue(const QString& text) {
    m_value = text;
    if (!isModified()) setText(text);
}

bool ValueField::take() {
    if (!isModified()) return true;
    const QString typed = plainNumber(text(), locale());
    if (const QString reason = m_taker(typed); !reason.isEmpty()) {
        markRefused(*this, reason);
        return false;
    }
    m_value = typed;
    giveUp();
    return true;
}

void ValueField::giveUp() {
    setText(m_value);  // and with it isModified() is false
    markRefused(*this, {});
}

void ValueField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!take()) selectAll();
        return;
    }
    if (event->key() == Qt::Key_Escape && isModified()) return giveUp();
    QLineEdit::keyPressEvent(event);
}

void ValueField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() == Qt::PopupFocusReason || event->reason() == Qt::ActiveWindowFocusReason) return;
    // Refused and seen already, or refused only now: then the mark stays, beside the value in force.
    if (isRefused(*this) || take()) return giveUp();
    setText(m_value);
}

bool ValueField::event(QEvent* event) {
    // Esc is the field's while something is being typed in it.
    if (event->type() == QEvent::ShortcutOverride && isModified() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

}  // namespace gui
