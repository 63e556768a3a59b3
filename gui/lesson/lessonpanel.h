// The lesson beside the picture: a step's text and cards, whose links move the tool; dots for the steps, Next and
// Previous, and the contents.
#pragma once

#include <QFrame>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "gui/theme/theme.h"
#include "lessons/format/lesson.h"
#include "lessons/goals/runlog.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QToolButton;

namespace gui {

class Card;
class ContentsView;
class ExerciseCard;
class ProgressKeeper;
class QuestionCard;
class StepDots;

class LessonPanel : public QFrame {
    Q_OBJECT

 public:
    explicit LessonPanel(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// lessonCount: how many are installed, for "Lesson 6 of 15".
    /// Shows the steps of the version only.
    void setLesson(const lessons::Lesson& lesson, const std::string& version, int lessonCount);
    [[nodiscard]] int page() const { return m_page; }
    /// Pages through a text that is longer than the panel; false where its end (or its beginning) is in view.
    bool scrollByPage(int by);
    /// Weighs the goals of the step's exercises, as soon as what is shown is the step's own: what the step before has
    /// left behind met nothing.
    void setSnapshot(const std::shared_ptr<const lessons::Snapshot>& snapshot);
    /// Another net opens for the step: what is still shown of the one before says nothing.
    void waitForNet();
    [[nodiscard]] ProgressKeeper& keeper() { return *m_keeper; }
    [[nodiscard]] ContentsView& contents() { return *m_contents; }
    /// Presenter: the next question that is still open is answered. False: there is none.
    bool revealNext();
    /// Where the step opens the tool; nothing where it says nothing.
    [[nodiscard]] std::optional<lessons::StepState> state() const;
    /// The keys that steps of the open version set.
    [[nodiscard]] std::vector<std::string> settingsOfSteps() const;

 public Q_SLOTS:
    /// atEnd: from behind, so that its last lines are in view.
    void setPage(int page, bool atEnd = false);
    /// As a person does: the tool opens where the step says.
    void goToPage(int page, bool atEnd = false);
    void next();
    void previous();

 Q_SIGNALS:
    /// "step:t=18,op=f", "train:start", "set:data.series=sunspots", "lesson:gru"
    void linkActivated(const QString& target);
    void pageChanged(int page);
    /// A person went to a step that opens the tool somewhere, or wants to be there again.
    void stateWanted(const lessons::StepState& state);
    /// Whether the step keeps the outcome from view: until its questions are answered.
    void outcomeHidden(bool hidden);

 private:
    void showPage();
    void showContents(bool shown);
    void addText(const QString& markdown);
    void addButton(const QString& text, const QString& target);
    void add(const lessons::TextPart& part);
    void add(const lessons::PageQuestion& part);
    void add(const lessons::Exercise& part);
    void add(const lessons::Hint& part);
    void add(const lessons::Note& part);
    void put(QWidget* widget);
    void putCard(Card* card);
    void keepHands();
    void orderTabs(const QWidget& content);
    void weigh();
    void tellWhatIsHidden();
    [[nodiscard]] bool isAtStep(const lessons::Snapshot& snapshot) const;

    Theme m_theme;
    lessons::Lesson m_lesson;  ///< with the steps of the version only
    std::string m_version;
    int m_lessonCount = 0;
    int m_page = 0;
    bool m_arrived = true;   ///< what the step asks to be shown was shown
    bool m_waiting = false;  ///< for the net of the step
    bool m_leaving = false;  ///< one step for another
    ProgressKeeper* m_keeper;
    lessons::RunLog m_runs;
    std::shared_ptr<const lessons::Snapshot> m_snapshot;
    std::vector<QuestionCard*> m_questions;  ///< of the step
    std::vector<ExerciseCard*> m_exercises;
    std::set<std::string> m_revealed;                 ///< in front of a class, by the words of the question
    std::map<std::string, std::vector<int>> m_hands;  ///< as they were counted
    QLabel* m_place;
    QToolButton* m_contentsButton;
    QToolButton* m_resetButton;
    QLabel* m_title;
    QStackedWidget* m_stack;
    QScrollArea* m_scroll;
    ContentsView* m_contents;
    StepDots* m_dots;
    QPushButton* m_next;
    QPushButton* m_previous;
};

}  // namespace gui
