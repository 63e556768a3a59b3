// Hands on: hold a gate or a unit at a value over a span of time, on the trained net.
#pragma once

#include <QFrame>

#include "gui/place/cursor.h"

class QLabel;
class QPushButton;
class QSlider;
class QCheckBox;

namespace engine {
struct Trace;
}

namespace gui {

class NumberBox;

class ClampBar : public QFrame {
    Q_OBJECT

 public:
    explicit ClampBar(QWidget* parent = nullptr);
    /// The operation under the cursor is the one that is held.
    void setPlace(const engine::Trace* trace, const Cursor& cursor);

 Q_SIGNALS:
    /// going: the slider is still held, more will follow.
    void clampsChanged(const std::vector<CursorClamp>& clamps, bool going);
    void slideEnded();
    /// Why a typed step was not taken; empty once that is over.
    void refused(const QString& reason);

 private:
    void hold();
    void release();

    Cursor m_cursor;
    std::string m_operation;
    bool m_gate = true;
    bool m_setting = false;
    QLabel* m_what;
    QLabel* m_low;
    QSlider* m_slider;
    QLabel* m_high;
    QLabel* m_value;
    NumberBox* m_first;
    NumberBox* m_last;
    QCheckBox* m_everyUnit;
    QPushButton* m_hold;
    QPushButton* m_release;
};

}  // namespace gui
