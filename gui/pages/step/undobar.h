// Says that the net is edited or held, and takes it back: undo, redo, reset.
#pragma once

#include <QWidget>

#include "gui/place/cursor.h"
#include "gui/theme/theme.h"

class QLabel;
class QToolButton;

namespace gui {

class UndoBar : public QWidget {
    Q_OBJECT

 public:
    explicit UndoBar(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setState(const Cursor& cursor, bool canUndo, bool canRedo);
    /// Without its word, until the next setState.
    void setBrief();
    /// Nothing is edited or held, and there is nothing to redo.
    [[nodiscard]] bool isIdle() const;

 Q_SIGNALS:
    void undoClicked();
    void redoClicked();
    void resetClicked();

 private:
    QToolButton* addButton(const QString& name, void (UndoBar::*signal)());

    bool m_presenter = false;
    QLabel* m_marks;
    QToolButton* m_undo;
    QToolButton* m_redo;
    QToolButton* m_reset;
};

}  // namespace gui
