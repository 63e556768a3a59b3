// Tells the first keys.
#include "gui/app/starthint.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <algorithm>

namespace gui {
namespace {

constexpr int kStepsToLearn = 6, kMargin = 10;

}  // namespace

StartHint::StartHint(QWidget* parent) : QFrame(parent) {
    setProperty("kind", "message");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("The first keys"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 8, 8);
    row->setSpacing(14);
    auto* text = new QLabel(tr("\u2192 next operation \u00B7 \u2193 next time step \u00B7 Space plays \u00B7 PgDn next "
                               "step of the lesson \u00B7 F1 all keys"),
                            this);
    text->setWordWrap(true);
    row->addWidget(text, 1);
    auto* close = new QPushButton(tr("Got it"), this);
    close->setFocusPolicy(Qt::TabFocus);
    row->addWidget(close);
    connect(close, &QPushButton::clicked, this, &StartHint::finish);
    parent->installEventFilter(this);
    hide();
}

void StartHint::start() {
    m_steps = 0;
    show();
    place();
}

void StartHint::count() {
    if (isVisible() && ++m_steps >= kStepsToLearn) finish();
}

void StartHint::finish() {
    hide();
    Q_EMIT done();
}

void StartHint::place() {
    const int wide = std::min(parentWidget()->width() - 2 * kMargin, sizeHint().width());
    const int high = std::max(heightForWidth(wide), minimumSizeHint().height());
    setGeometry((parentWidget()->width() - wide) / 2, kMargin, wide, high);
    raise();
}

bool StartHint::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) place();
    return QFrame::eventFilter(watched, event);
}

}  // namespace gui
