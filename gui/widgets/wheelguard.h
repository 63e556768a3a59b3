// A wheel that is turned over a field scrolls on; it does not change the field in passing.
#pragma once

#include <QObject>

namespace gui {

/// One for the program. Without it Qt gives a combo box, a spin box or a slider the focus and another value when the
/// wheel is turned over it: another optimizer, another sample, a lesson built anew at each notch.
class WheelGuard : public QObject {
    Q_OBJECT

 public:
    explicit WheelGuard(QObject* parent);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace gui
