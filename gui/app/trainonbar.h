// "50 epochs are done. Train on for 50 more": lies over the foot of the page, asks nobody to stop, goes when answered.
#pragma once

#include <QPointer>

#include "gui/theme/theme.h"
#include "gui/widgets/floatingbar.h"

class QLabel;
class QPushButton;
class QSpinBox;

namespace gui {

class Bridge;

/// Shown when training is asked for and all planned epochs are trained. T or Train once more, or Return, take the
/// number that stands there; Esc leaves it at that, and the keyboard goes back to where it was.
class TrainOnBar : public FloatingBar {
    Q_OBJECT

 public:
    TrainOnBar(Bridge& bridge, QWidget* parent);
    void setTheme(const Theme& theme);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void ask();
    void trainOn();
    void leave();

    Bridge& m_bridge;
    QLabel* m_done;
    QSpinBox* m_more;
    QLabel* m_after;
    QPushButton* m_train;
    QPushButton* m_close;
    QPointer<QWidget> m_before;  ///< what had the keyboard
};

}  // namespace gui
