// Asks how many epochs more.
#include "gui/app/trainonbar.h"

#include <QAccessible>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include "gui/bridge/bridge.h"
#include "gui/widgets/icons.h"

namespace gui {

TrainOnBar::TrainOnBar(Bridge& bridge, QWidget* parent)
    : FloatingBar(Edge::Foot, Width::Content, parent),
      m_bridge(bridge),
      m_done(new QLabel(this)),
      m_more(new QSpinBox(this)),
      m_after(new QLabel(tr("more"), this)),
      m_train(new QPushButton(tr("Train"), this)),
      m_close(new QPushButton(this)) {
    m_more->setRange(1, 100'000);
    m_more->setAccessibleName(tr("Epochs to train on for"));
    m_more->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_done->setBuddy(m_more);
    m_train->setProperty("kind", "primary");
    m_train->setAccessibleName(tr("Train on"));
    m_close->setProperty("kind", "flat");
    m_close->setAccessibleName(tr("Do not train on"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 6, 6, 6);
    for (QWidget* part : {static_cast<QWidget*>(m_done), static_cast<QWidget*>(m_more), static_cast<QWidget*>(m_after),
                          static_cast<QWidget*>(m_train), static_cast<QWidget*>(m_close)})
        row->addWidget(part);
    for (QObject* field : findChildren<QWidget*>()) field->installEventFilter(this);
    connect(m_train, &QPushButton::clicked, this, &TrainOnBar::trainOn);
    connect(m_close, &QPushButton::clicked, this, &TrainOnBar::leave);
    connect(&bridge, &Bridge::trainOnAsked, this, &TrainOnBar::ask);
    connect(&bridge, &Bridge::opened, this, &TrainOnBar::leave);
    connect(&bridge, &Bridge::snapshotChanged, this, [this](const auto& snapshot) {
        if (!snapshot->status.isDone) leave();
    });
}

void TrainOnBar::setTheme(const Theme& theme) {
    m_close->setIcon(makeIcon(Icon::Close, theme.ink, 14));
    if (isVisible()) place();
}

void TrainOnBar::ask() {
    if (isVisible()) return trainOn();
    const lessons::Status& status = m_bridge.snapshot()->status;
    m_done->setText(status.epochs == 1 ? tr("The one planned epoch is done. Train on for")
                                       : tr("%1 epochs are done. Train on for").arg(status.epochs));
    m_more->setValue(status.moreEpochs);
    m_before = QApplication::focusWidget();
    show();
    place();
    m_more->setFocus(Qt::OtherFocusReason);
    m_more->selectAll();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void TrainOnBar::trainOn() {
    const int more = m_more->value();
    leave();
    m_bridge.trainOn(more);
}

void TrainOnBar::leave() {
    if (isHidden()) return;
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && m_before && m_before->isVisible()) m_before->setFocus(Qt::OtherFocusReason);
}

bool TrainOnBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget()) return FloatingBar::eventFilter(watched, event);
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey) return FloatingBar::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool isAnswer =
        (key->key() == Qt::Key_T && key->modifiers() == Qt::NoModifier) || (isReturn && watched != m_close);
    if (!isAnswer && key->key() != Qt::Key_Escape) return FloatingBar::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();  // the window's own T and Esc are not meant
        return true;
    }
    if (isAnswer)
        trainOn();
    else
        leave();
    return true;
}

}  // namespace gui
