// A mark in words and three buttons.
#include "gui/pages/step/undobar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "gui/widgets/icons.h"

namespace gui {

UndoBar::UndoBar(QWidget* parent) : QWidget(parent), m_marks(new QLabel) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_marks->setProperty("kind", "strong");
    row->addWidget(m_marks);
    m_undo = addButton(tr("Undo (Ctrl+Z)"), &UndoBar::undoClicked);
    m_redo = addButton(tr("Redo (Ctrl+Shift+Z)"), &UndoBar::redoClicked);
    m_reset = addButton(tr("Let go of everything"), &UndoBar::resetClicked);
    m_reset->setText(tr("Reset"));
}

QToolButton* UndoBar::addButton(const QString& name, void (UndoBar::*signal)()) {
    auto* button = new QToolButton;
    button->setAccessibleName(name);
    button->setToolTip(name);
    layout()->addWidget(button);
    connect(button, &QToolButton::clicked, this, signal);
    return button;
}

void UndoBar::setTheme(const Theme& theme) {
    m_presenter = theme.presenter;
    const int pixels = theme.pixels(Theme::Text::Body);
    m_undo->setIcon(makeIcon(Icon::Undo, theme.ink, pixels));
    m_redo->setIcon(makeIcon(Icon::Redo, theme.ink, pixels));
    for (QToolButton* button : {m_undo, m_redo}) button->setIconSize(QSize(pixels, pixels));
}

void UndoBar::setState(const Cursor& cursor, bool canUndo, bool canRedo) {
    const bool held = !cursor.clamps.empty(), edited = !cursor.edits.empty();
    m_marks->setText(held && edited ? tr("held, edited") : held ? tr("held") : edited ? tr("edited") : QString());
    m_marks->setVisible(held || edited);
    m_undo->setEnabled(canUndo);
    m_redo->setEnabled(canRedo);
    m_reset->setEnabled(held || edited);
    for (QToolButton* button : {m_undo, m_redo, m_reset}) button->setVisible(!m_presenter);
}

void UndoBar::setBrief() {
    m_marks->hide();
}

bool UndoBar::isIdle() const {
    return m_marks->text().isEmpty() && (m_presenter || (!m_undo->isEnabled() && !m_redo->isEnabled()));
}

}  // namespace gui
