// Builds the menu of the Step page.
#include "gui/pages/step/stepmenu.h"

#include <QActionGroup>
#include <QMenu>

#include "gui/place/cellnames.h"

namespace gui {

StepMenu::StepMenu(QWidget* parent) : QToolButton(parent) {
    setObjectName(QStringLiteral("stepMenu"));
    setText(QStringLiteral("\u22EF"));
    setAccessibleName(tr("Hold, copy and export"));
    setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(this);
    auto* overflow = menu->addMenu(tr("Shown"));
    connect(menu, &QMenu::aboutToShow, this, [this, overflow] {
        Q_EMIT overflowWanted(overflow);
        overflow->menuAction()->setVisible(!overflow->isEmpty());
    });
    m_hold = menu->addAction(tr("Hold a value \u2026"));
    m_hold->setCheckable(true);
    connect(m_hold, &QAction::toggled, this, &StepMenu::holdToggled);
    menu->addAction(tr("Pin this value at this step"), this, &StepMenu::pinHereClicked);
    menu->addAction(tr("Unpin everything"), this, &StepMenu::unpinAllClicked);
    menu->addAction(tr("Let go of everything"), this, &StepMenu::resetClicked);
    menu->addSeparator();
    menu->addAction(tr("Copy this state"), this, &StepMenu::copyClicked);
    menu->addAction(tr("Paste a state"), this, &StepMenu::pasteClicked);
    menu->addSeparator();
    m_sentence = menu->addAction(tr("Say it in a sentence (S)"));
    m_sentence->setCheckable(true);
    m_sentence->setChecked(true);
    connect(m_sentence, &QAction::toggled, this, &StepMenu::sentenceToggled);
    m_influence = menu->addAction(tr("Which input mattered (I)"));
    m_influence->setCheckable(true);
    connect(m_influence, &QAction::toggled, this, &StepMenu::influenceToggled);
    m_still = menu->addAction(tr("Reduced motion"));
    m_still->setCheckable(true);
    connect(m_still, &QAction::toggled, this, &StepMenu::reducedMotionToggled);
    addLetters(menu);
    menu->addSeparator();
    addExports(menu);
    setMenu(menu);
}

void StepMenu::addLetters(QMenu* menu) {
    auto* letters = m_lettersMenu = menu->addMenu(tr("Letters"));
    auto* group = new QActionGroup(letters);
    const auto add = [&](std::optional<engine::Dialect> choice) {
        auto* action = letters->addAction(lettersName(choice), this, [this, choice] { Q_EMIT lettersPicked(choice); });
        action->setCheckable(true);
        group->addAction(action);
        m_letters.emplace_back(choice, action);
    };
    add({});
    for (const engine::Dialect dialect : engine::dialects()) add(dialect);
    letters->addSeparator();
    letters->addAction(tr("Letters and order change, no number does"))->setEnabled(false);
}

void StepMenu::addExports(QMenu* menu) {
    for (const char* kind : {"svg", "pdf", "png", "csv", "json"}) {
        const QString ending = QLatin1String(kind);
        const bool table = ending == QLatin1String("csv") || ending == QLatin1String("json");
        const QString text = table ? tr("Export the trace as %1 \u2026") : tr("Export the picture as %1 \u2026");
        menu->addAction(text.arg(ending.toUpper()), this, [this, ending] { Q_EMIT exportClicked(ending); });
    }
}

void StepMenu::setLetters(std::optional<engine::Dialect> letters) {
    for (const auto& [choice, action] : m_letters) action->setChecked(choice == letters);
}

void StepMenu::setReducedMotion(bool reduced) {
    m_still->setChecked(reduced);
}

void StepMenu::setSentence(bool shown) {
    const QSignalBlocker quiet(m_sentence);
    m_sentence->setChecked(shown);
}

void StepMenu::setInfluence(bool shown) {
    const QSignalBlocker quiet(m_influence);
    m_influence->setChecked(shown);
}

void StepMenu::setHolding(bool holding) {
    m_hold->setChecked(holding);
}

}  // namespace gui
