// Builds the frame of a card.
#include "gui/lesson/cards/card.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "gui/lesson/pagetext.h"

namespace gui {

Card::Card(const QString& heading, const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_column(new QVBoxLayout(this)), m_heading(new QLabel(heading, this)) {
    setProperty("kind", "card");
    setAccessibleName(heading);
    m_heading->setProperty("kind", "accentCaption");
    m_heading->setWordWrap(true);
    m_column->setContentsMargins(12, 10, 12, 12);
    m_column->setSpacing(8);
    m_column->addWidget(m_heading);
}

void Card::setHeading(const QString& heading) {
    m_heading->setText(heading);
    setAccessibleName(heading);
}

void Card::addMarkdown(const QString& markdown) {
    auto* text = new PageText(markdown, m_theme, this);
    connect(text, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& url) { Q_EMIT linkActivated(url.toString()); });
    m_column->addWidget(text);
}

QLabel* Card::addLabel(const QString& text, const char* kind) {
    auto* label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (kind) label->setProperty("kind", kind);
    m_column->addWidget(label);
    return label;
}

QPushButton* Card::makeButton(const QString& text, const QString& name) {
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::TabFocus);  // a click leaves the space bar to play and pause
    return button;
}

}  // namespace gui
