// Shows a message in place; no modal box, and nothing moves aside for it.
#include "gui/widgets/messagebar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>
#include <chrono>

#include "engine/data/printable.h"
#include "gui/widgets/icons.h"

namespace gui {
namespace {

constexpr std::chrono::seconds kNoteTime{5};

}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : FloatingBar(Edge::Top, Width::Whole, parent), m_text(new QLabel(this)), m_close(new QToolButton(this)) {
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
    m_away.setSingleShot(true);
    m_away.setInterval(kNoteTime);
    connect(&m_away, &QTimer::timeout, this, &QWidget::hide);
}

void MessageBar::setTheme(const Theme& theme) {
    m_close->setIcon(makeIcon(Icon::Close, theme.ink, 14));
    if (isVisible()) place();
}

void MessageBar::showError(const QString& message) {
    // What a broken file brought along must not turn the line around or break it.
    tell(QString::fromStdString(engine::printableLine(message.toStdString())), true);
}

void MessageBar::showNote(const QString& text) {
    if (isVisible() && m_isError) return;
    tell(text, false);
    m_away.start();
}

void MessageBar::tell(const QString& text, bool isError) {
    m_away.stop();
    m_isError = isError;
    setProperty("kind", isError ? "error" : "message");
    style()->unpolish(this);
    style()->polish(this);
    m_text->setText(text);
    m_text->setAccessibleName(isError ? tr("Error: %1").arg(text) : text);
    show();
    place();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString MessageBar::text() const {
    return isVisible() && m_isError ? m_text->text() : QString();
}

QString MessageBar::note() const {
    return isVisible() && !m_isError ? m_text->text() : QString();
}

}  // namespace gui
