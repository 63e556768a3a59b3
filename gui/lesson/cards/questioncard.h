// A question of a lesson: choices or a number; once answered, the answer stays beside the explanation of each choice.
#pragma once

#include <optional>
#include <vector>

#include "gui/lesson/cards/card.h"
#include "lessons/format/page.h"
#include "lessons/session/snapshot.h"

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;
class QLineEdit;
class QSpinBox;

namespace gui {

class QuestionCard : public Card {
    Q_OBJECT

 public:
    /// given: what was answered before; presenting: a show of hands instead of an answer.
    QuestionCard(const lessons::PageQuestion& question, const Theme& theme, const std::optional<QString>& given,
                 bool presenting, QWidget* parent);
    [[nodiscard]] bool isOpen() const { return !m_isRevealed; }
    /// A question whose number is the net's own takes it from here; until it comes it cannot be answered.
    void setSnapshot(const lessons::Snapshot& snapshot);
    /// Shows what is right, and moves the picture.
    void reveal();
    [[nodiscard]] const lessons::PageQuestion& question() const { return m_question; }
    /// By choice; empty where nobody counts hands.
    [[nodiscard]] std::vector<int> hands() const;
    void setHands(const std::vector<int>& hands);

 Q_SIGNALS:
    void answered(const QString& answer, bool isRight);
    void revealed();

 private:
    struct Choice {
        QWidget* row;
        QAbstractButton* radio = nullptr;
        QSpinBox* hands = nullptr;
        QVBoxLayout* column;  ///< of the words, for what is told below them
    };
    void addChoices();
    void addNumber();
    void addAnswerButton();
    void answer();
    void showOutcome(const QString& given);
    void showNumber(const QString& given);
    void updateButton();
    void tell(QVBoxLayout* column, const QString& text, const QColor& colour, bool isStrong);
    [[nodiscard]] int chosen() const;

    lessons::PageQuestion m_question;
    bool m_presenting;
    bool m_isRevealed = false;
    std::optional<double> m_wanted;      ///< the right number, where it is known
    std::optional<QString> m_toldLater;  ///< what was answered, as long as the right number is not
    std::vector<Choice> m_choices;
    QButtonGroup* m_group;
    QLineEdit* m_number = nullptr;
    QPushButton* m_button = nullptr;
};

}  // namespace gui
