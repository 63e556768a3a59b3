// Folds and unfolds a hint.
#include "gui/lesson/cards/foldedhint.h"

#include <QToolButton>
#include <QVBoxLayout>

#include "gui/lesson/pagetext.h"

namespace gui {

FoldedHint::FoldedHint(const QString& title, const QString& markdown, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_button(new QToolButton(this)), m_text(new PageText(markdown, theme, this)) {
    m_button->setCheckable(true);
    m_button->setText(title);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setArrowType(Qt::RightArrow);
    m_button->setAccessibleName(tr("%1, show or hide").arg(title));
    m_button->setFocusPolicy(Qt::TabFocus);
    m_text->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_button, 0, Qt::AlignLeft);
    column->addWidget(m_text);
    connect(m_button, &QToolButton::toggled, this, [this](bool open) {
        m_button->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_text->setVisible(open);
    });
    connect(m_text, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& url) { Q_EMIT linkActivated(url.toString()); });
}

bool FoldedHint::isUnfolded() const {
    return m_button->isChecked();
}

}  // namespace gui
