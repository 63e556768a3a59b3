// Builds an exercise and keeps its mark.
#include "gui/lesson/cards/exercisecard.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

#include "gui/lesson/cards/foldedhint.h"

namespace gui {

ExerciseCard::ExerciseCard(const lessons::Exercise& exercise, const Theme& theme, bool wasMet, QWidget* parent)
    : Card({}, theme, parent), m_exercise(exercise), m_isMet(wasMet) {
    addMarkdown(QString::fromStdString(exercise.task));
    m_now = addLabel({}, "mutedNumber");
    m_now->hide();
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    if (!exercise.show.empty()) {
        auto* show = makeButton(tr("Show me"), tr("Show me how this exercise is done"));
        connect(show, &QPushButton::clicked, this, [this] {
            m_wasShown = true;
            perform(m_exercise.show);
        });
        row->addWidget(show);
    }
    if (!exercise.start.empty()) {
        auto* reset = makeButton(tr("Reset"), tr("Back to where this exercise begins"));
        connect(reset, &QPushButton::clicked, this, [this] {
            m_wasShown = false;
            perform(m_exercise.start);
        });
        row->addWidget(reset);
    }
    row->addStretch(1);
    column()->addLayout(row);
    const auto count = exercise.hints.size();
    for (std::size_t k = 0; k < count; ++k) {
        auto* hint = new FoldedHint(count == 1 ? tr("Hint") : tr("Hint %1").arg(k + 1),
                                    QString::fromStdString(exercise.hints[k]), theme, this);
        connect(hint, &FoldedHint::linkActivated, this, &Card::linkActivated);
        column()->addWidget(hint);
    }
    showMark(false);
}

void ExerciseCard::perform(const std::vector<std::string>& links) {
    for (const std::string& link : links) Q_EMIT linkActivated(QString::fromStdString(link));
}

void ExerciseCard::setSnapshot(const lessons::Snapshot& snapshot, const std::vector<lessons::FinishedRun>& runs) {
    const bool isTrue = lessons::holds(m_exercise.goal, snapshot, runs) == true;
    QStringList now;
    for (const lessons::Reading& reading : lessons::readingsOf(m_exercise.goal, snapshot))
        now << tr("%1 = %2").arg(QString::fromStdString(reading.words),
                                 reading.value ? number(*reading.value, 3) : tr("not yet"));
    m_now->setText(now.join(QStringLiteral("\n")));
    m_now->setVisible(!now.isEmpty());
    const bool isNew = isTrue && !std::exchange(m_isMet, m_isMet || isTrue);
    showMark(isTrue);
    if (isNew) Q_EMIT met();
}

void ExerciseCard::showMark(bool isTrueNow) {
    const QString text = isTrueNow ? tr("\u2713 Exercise \u00B7 done")
                         : m_isMet ? tr("\u2713 Exercise \u00B7 done before")
                                   : tr("\u25CB Exercise \u00B7 not yet");
    setHeading(text);
}

}  // namespace gui
