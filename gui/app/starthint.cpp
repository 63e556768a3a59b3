// Tells the first keys.
#include "gui/app/starthint.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace gui {
namespace {

constexpr int kStepsToLearn = 6;

}  // namespace

StartHint::StartHint(QWidget* parent) : FloatingBar(Edge::Top, Width::Content, parent) {
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

}  // namespace gui
