// Hands on: another value for one weight, input or initial state, another word for one step; the forecast beside the
// unedited one follows.
#pragma once

#include <QFrame>

#include "gui/place/cursor.h"
#include "lessons/tasks/task.h"

class QLabel;
class QPushButton;

namespace engine {
struct Trace;
}

namespace gui {

class NumberBox;
class WordField;

class EditBar : public QFrame {
    Q_OBJECT

 public:
    explicit EditBar(QWidget* parent = nullptr);
    /// What to edit, as the left side of a cursor's edit: "kernel:2,7", "input:18,1", "state.h:3". Throws engine::Error
    /// for another. typed: what was typed on the number, as the beginning of the new one; empty: the number as it is.
    void pick(const QString& place, const QString& typed, const engine::Trace& trace, const Cursor& cursor);
    /// What the net reads: of token numbers, their words.
    void setInput(const lessons::InputDescription& input);
    /// The cursor moved: the edits it holds are what there is.
    void setCursor(const Cursor& cursor);

 Q_SIGNALS:
    void editsChanged(const std::vector<CursorEdit>& edits);
    void closed();

 protected:
    bool eventFilter(QObject* object, QEvent* event) override;

 private:
    void take(double value);
    void showValue(double value);
    [[nodiscard]] std::vector<CursorEdit> without() const;

    CursorEdit m_edit;
    Cursor m_cursor;
    bool m_setting = false;
    bool m_isWord = false;  ///< what is edited is the number of a word
    QLabel* m_what;
    NumberBox* m_value;
    WordField* m_word;
    QLabel* m_note;
    QPushButton* m_restore;
};

}  // namespace gui
