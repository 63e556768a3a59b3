// At the very first start: one line on the keys that step, until they were used or it is put away.
#pragma once

#include "gui/widgets/floatingbar.h"

namespace gui {

class StartHint : public FloatingBar {
    Q_OBJECT

 public:
    /// At the top, where messages stand: the equation at the foot is what the first keys change.
    explicit StartHint(QWidget* parent);
    void start();
    /// The person took a step.
    void count();

 Q_SIGNALS:
    void done();

 private:
    void finish();

    int m_steps = 0;
};

}  // namespace gui
