// An exercise of a lesson: its mark turns as soon as the goal is true of the live tool.
#pragma once

#include "gui/lesson/cards/card.h"
#include "lessons/format/page.h"
#include "lessons/goals/goal.h"

class QLabel;

namespace gui {

class ExerciseCard : public Card {
    Q_OBJECT

 public:
    ExerciseCard(const lessons::Exercise& exercise, const Theme& theme, bool wasMet, QWidget* parent);
    [[nodiscard]] const lessons::Exercise& exercise() const { return m_exercise; }
    [[nodiscard]] bool isMet() const { return m_isMet; }
    /// What it needs "Show me" for since it was last reset.
    [[nodiscard]] bool wasShown() const { return m_wasShown; }
    /// Weighs the goal; emits met() when it turns true for the first time.
    void setSnapshot(const lessons::Snapshot& snapshot, const std::vector<lessons::FinishedRun>& runs);

 Q_SIGNALS:
    void met();

 private:
    void showMark(bool isTrueNow);
    void perform(const std::vector<std::string>& links);

    lessons::Exercise m_exercise;
    QLabel* m_now;
    bool m_isMet, m_wasShown = false;
};

}  // namespace gui
