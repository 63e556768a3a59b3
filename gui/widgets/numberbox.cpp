// Reads, refuses, restores.
#include "gui/widgets/numberbox.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <cmath>

#include "gui/widgets/typed.h"

namespace gui {

NumberBox::NumberBox(QWidget* parent) : QDoubleSpinBox(parent) {
    setButtonSymbols(QAbstractSpinBox::NoButtons);
    connect(lineEdit(), &QLineEdit::textEdited, this, [this] { mark({}); });
}

QString NumberBox::textFromValue(double value) const {
    return QString::number(value, 'f', decimals());
}

/// Without prefix and suffix.
QString NumberBox::typed(const QString& text) const {
    QString rest = text;
    if (!prefix().isEmpty() && rest.startsWith(prefix())) rest = rest.mid(prefix().size());
    if (!suffix().isEmpty() && rest.endsWith(suffix())) rest.chop(suffix().size());
    return rest.trimmed();
}

double NumberBox::valueFromText(const QString& text) const {
    return typedNumber(typed(text), locale()).value_or(value());
}

QValidator::State NumberBox::validate(QString& text, int&) const {
    const auto number = typedNumber(typed(text), locale());
    const bool isGood =
        number && *number >= minimum() && *number <= maximum() && (decimals() > 0 || *number == std::floor(*number));
    return isGood ? QValidator::Acceptable : QValidator::Intermediate;
}

QString NumberBox::fault() const {
    QString text = lineEdit()->text();
    int position = 0;
    if (validate(text, position) == QValidator::Acceptable) return {};
    const QString got = typed(text);
    return wantedText({decimals() == 0, lessons::Range::between(minimum(), maximum()),
                       got.isEmpty() ? "nothing" : '"' + got.toStdString() + '"'});
}

void NumberBox::mark(const QString& reason) {
    if (reason.isEmpty() && !isRefused(*this)) return;
    markRefused(*this, reason);
    Q_EMIT refused(reason);
}

void NumberBox::giveUp() {
    lineEdit()->setText(prefix() + textFromValue(value()) + suffix());
    mark({});
}

void NumberBox::keyPressEvent(QKeyEvent* event) {
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (const QString reason = fault(); isReturn && !reason.isEmpty()) {
        mark(reason);
        selectAll();
        return;
    }
    if (event->key() == Qt::Key_Escape && !fault().isEmpty()) return giveUp();
    QDoubleSpinBox::keyPressEvent(event);
}

void NumberBox::focusOutEvent(QFocusEvent* event) {
    const QString reason = fault();
    const bool wasSeen = isRefused(*this);
    QDoubleSpinBox::focusOutEvent(event);  // goes back to the value in force where the text cannot be taken
    // Refused only now: the mark stays, beside the value in force, until something is typed again.
    if (!reason.isEmpty()) wasSeen ? giveUp() : mark(reason);
}

bool NumberBox::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape &&
        !fault().isEmpty()) {
        event->accept();
        return true;
    }
    return QDoubleSpinBox::event(event);
}

}  // namespace gui
