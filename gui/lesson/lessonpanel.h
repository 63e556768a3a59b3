// The lesson beside the picture: a page of text whose links move the tool, dots for the steps, Next and Previous.
#pragma once

#include <QFrame>
#include <vector>

#include "gui/theme/theme.h"
#include "lessons/format/lesson.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace gui {

class StepDots;

class LessonPanel : public QFrame {
    Q_OBJECT

 public:
    explicit LessonPanel(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// lessonCount: how many are installed, for "Lesson 6 of 15".
    /// Shows the pages of the version only.
    void setLesson(const lessons::Lesson& lesson, const std::string& version, int lessonCount);
    [[nodiscard]] int page() const { return m_page; }
    /// Pages through a text that is longer than the panel; false where its end (or its beginning) is in view.
    bool scrollByPage(int by);

 public Q_SLOTS:
    /// atEnd: from behind, so that its last lines are in view.
    void setPage(int page, bool atEnd = false);
    void next();
    void previous();

 Q_SIGNALS:
    /// "step:t=18,op=f", "train:start", "set:data.series=sunspots", "lesson:gru"
    void linkActivated(const QString& target);
    void pageChanged(int page);

 private:
    void showPage();
    void addText(const QString& markdown);
    void addButton(const QString& text, const QString& target);

    Theme m_theme;
    lessons::Lesson m_lesson;
    int m_lessonCount = 0;
    int m_page = 0;
    QLabel* m_place;
    QLabel* m_title;
    QScrollArea* m_scroll;
    StepDots* m_dots;
    QPushButton* m_next;
    QPushButton* m_previous;
};

}  // namespace gui
