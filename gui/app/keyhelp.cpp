// The table of keys.
#include "gui/app/keyhelp.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>

namespace gui {

KeyHelp::KeyHelp(QWidget* parent) : QFrame(parent) {
    setProperty("kind", "card");
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("All keys"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(28, 22, 28, 24);
    grid->setHorizontalSpacing(26);
    grid->setVerticalSpacing(7);
    auto* title = new QLabel(tr("Keys"), this);
    title->setProperty("kind", "title");
    grid->addWidget(title, 0, 0, 1, 2);
    const std::pair<QString, QString> keys[] = {
        {tr("Right, Left"), tr("next, previous operation")},
        {tr("Shift with Right, Left"), tr("forth and back in what just moved")},
        {tr("Down, Up"), tr("next, previous time step t")},
        {tr("Space"), tr("play or pause, from anywhere but a text field: operations on Step, training on Train")},
        {tr("B"), tr("forward or backward pass")},
        {tr("S"), tr("say the operation in a plain sentence, or not")},
        {tr("I"), tr("show or hide which input mattered")},
        {tr("PgDn, PgUp"), tr("next, previous step of the lesson (the clicker)")},
        {tr("Enter, or a digit"), tr("change the focused number")},
        {tr("Ctrl+Z, Ctrl+Shift+Z"), tr("undo, redo what was edited or held")},
        {tr("T"), tr("start or pause training; after the last epoch, train on")},
        {tr("Ctrl+R"), tr("reset to the same initial weights")},
        {tr("1, 2"), tr("pages")},
        {tr("L"), tr("show or hide the lesson; on Train, the lesson or the runs")},
        {tr("F5"), tr("presenter mode")},
        {tr("R"), tr("reveal the answer to a question, in presenter mode")},
        {tr("Ctrl+O"), tr("open a lesson file")},
        {tr("Esc"), tr("one zoom out; in presenter mode, put the lesson away, then leave")},
        {tr("Return"), tr("press the focused button; take over a field and go back to the page")},
        {tr(". (period)"), tr("blank the picture in presenter mode")},
        {tr("Ctrl with +, \u2212, 0"), tr("text size")},
        {tr("F1"), tr("these keys")}};
    int row = 1;
    for (const auto& [key, what] : keys) {
        auto* name = new QLabel(key, this);
        name->setProperty("kind", "strong");
        grid->addWidget(name, row, 0);
        grid->addWidget(new QLabel(what, this), row++, 1);
    }
    hide();
}

void KeyHelp::toggle() {
    if (isVisible()) return hide();
    adjustSize();
    move((parentWidget()->width() - width()) / 2, std::max(8, (parentWidget()->height() - height()) / 2));
    show();
    raise();
    setFocus();
}

void KeyHelp::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QFrame::keyPressEvent(event);
}

}  // namespace gui
