// Shows a message in place; no modal box.
#include "gui/widgets/messagebar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "engine/data/printable.h"
#include "gui/widgets/icons.h"

namespace gui {

MessageBar::MessageBar(QWidget* parent) : QFrame(parent), m_text(new QLabel(this)), m_close(new QToolButton(this)) {
    setProperty("kind", "error");
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("Message"));
    m_close->setProperty("kind", "flat");
    m_close->setAccessibleName(tr("Dismiss the message"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 6, 6, 6);
    row->addWidget(m_text, 1);
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void MessageBar::setTheme(const Theme& theme) {
    m_close->setIcon(makeIcon(Icon::Close, theme.ink, 14));
}

void MessageBar::showError(const QString& message) {
    // What a broken file brought along must not turn the line around or break it.
    const QString text = QString::fromStdString(engine::printableLine(message.toStdString()));
    m_text->setText(text);
    m_text->setAccessibleName(tr("Error: %1").arg(text));
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString MessageBar::text() const {
    return isVisible() ? m_text->text() : QString();
}

}  // namespace gui
