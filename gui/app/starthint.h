// At the very first start: one line on the keys that step, until they were used or it is put away.
#pragma once

#include <QFrame>

class QLabel;

namespace gui {

class StartHint : public QFrame {
    Q_OBJECT

 public:
    /// Floats over the top of its parent, where messages stand: the equation below is what the first keys change.
    explicit StartHint(QWidget* parent);
    void start();
    /// The person took a step.
    void count();

 Q_SIGNALS:
    void done();

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void place();
    void finish();

    int m_steps = 0;
};

}  // namespace gui
