// All keys on one card over the window: F1.
#pragma once

#include <QFrame>

namespace gui {

class KeyHelp : public QFrame {
    Q_OBJECT

 public:
    explicit KeyHelp(QWidget* parent);
    /// In the middle of the parent; hides again with Esc or F1.
    void toggle();

 protected:
    void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace gui
