// Builds the line of knobs.
#include "gui/pages/step/knobbar.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include "gui/place/cellnames.h"
#include "gui/place/letters.h"
#include "gui/place/reading.h"

namespace gui {

QString heldName(const engine::Trace& trace, const Cursor& given) {
    const Reading reading(trace);
    const Cursor cursor = reading.fitted(given);
    int operation = reading.program().find(cursor.operation);
    if (operation < 0) operation = reading.program().output;
    const engine::Letter letter = letterOf(reading.program(), operation, cursor.letters);
    const QString name = QString::fromStdString(letter.text) +
                         (letter.subscript.empty() ? QString() : u' ' + QString::fromStdString(letter.subscript));
    return KnobBar::tr("%1 of unit %2").arg(name).arg(cursor.unit);
}

QString choiceName(Cursor::Choice choice) {
    return choice == Cursor::Choice::Active ? KnobBar::tr("most active") : KnobBar::tr("most changed");
}

QString influenceName() {
    return KnobBar::tr("Which input mattered?");
}

KnobBar::KnobBar(QMenu* letters, QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("View"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_hold = addButton(tr("Hold this value at another one"));
    m_hold->setCheckable(true);
    connect(m_hold, &QToolButton::clicked, this, &KnobBar::holdToggled);
    m_influence = addButton(influenceName());
    m_influence->setCheckable(true);
    m_influence->setText(influenceName());
    m_influence->hide();
    connect(m_influence, &QToolButton::clicked, this, &KnobBar::influenceToggled);
    row->addStretch(1);
    m_letters = addButton(tr("Whose letters and order of gates; no number changes"));
    m_letters->setPopupMode(QToolButton::InstantPopup);
    m_letters->setMenu(letters);
    m_units = addButton(tr("Which units of a large layer are shown"));
    m_units->setPopupMode(QToolButton::InstantPopup);
    auto* units = new QMenu(m_units);
    for (const auto choice : {Cursor::Choice::Active, Cursor::Choice::Changed})
        units->addAction(choiceName(choice), this, [this, choice] { Q_EMIT choicePicked(choice); });
    m_units->setMenu(units);
    m_motion = addButton(tr("Whether operands travel to their operation"));
    m_motion->setCheckable(true);
    m_motion->setText(tr("Motion"));
    m_motion->setChecked(true);
    connect(m_motion, &QToolButton::clicked, this, [this](bool moves) { Q_EMIT reducedMotionToggled(!moves); });
}

QToolButton* KnobBar::addButton(const QString& name) {
    auto* button = new QToolButton(this);
    button->setProperty("kind", "knob");
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::TabFocus);
    static_cast<QHBoxLayout*>(layout())->addWidget(button);
    return button;
}

void KnobBar::setTheme(const Theme& theme) {
    for (QToolButton* button : {m_hold, m_influence, m_letters, m_units, m_motion})
        button->setFont(theme.font(Theme::Text::Caption));
}

void KnobBar::setPlace(const engine::Trace* trace, const Cursor& cursor) {
    m_hold->setEnabled(trace != nullptr);
    m_hold->setText(trace ? tr("Hold %1").arg(heldName(*trace, cursor)) : tr("Hold"));
    m_letters->setText(tr("Letters: %1 \u25BE").arg(lettersName(cursor.letters)));
    m_units->setVisible(trace && trace->cell.program->units > 8);
    m_units->setText(tr("Units: %1 \u25BE").arg(choiceName(cursor.choice)));
}

void KnobBar::setReducedMotion(bool reduced) {
    m_motion->setChecked(!reduced);
}

void KnobBar::setInfluence(bool shown, bool offered, int room) {
    m_influence->setChecked(shown);
    m_influence->hide();
    m_influence->setVisible(offered && sizeHint().width() + m_influence->sizeHint().width() + 8 <= room);
}

void KnobBar::setHolding(bool holding) {
    m_hold->setChecked(holding);
}

}  // namespace gui
