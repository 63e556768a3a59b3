// The quiet line below the equation: what else can be turned on the picture, in words, one click away.
#pragma once

#include <QWidget>

#include "gui/place/cursor.h"
#include "gui/theme/theme.h"

class QMenu;
class QToolButton;

namespace engine {
struct Trace;
}

namespace gui {

class KnobBar : public QWidget {
    Q_OBJECT

 public:
    /// letters: the menu that the Letters button opens.
    explicit KnobBar(QMenu* letters, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setPlace(const engine::Trace* trace, const Cursor& cursor);
    void setReducedMotion(bool reduced);
    /// offered: the strip is too low for a title, where this is else. Where `room` is too narrow the menu alone has it.
    void setInfluence(bool shown, bool offered, int room);
    void setHolding(bool holding);

 Q_SIGNALS:
    void choicePicked(Cursor::Choice choice);
    void reducedMotionToggled(bool reduced);
    void influenceToggled(bool shown);
    void holdToggled(bool shown);

 private:
    QToolButton* addButton(const QString& name);

    QToolButton* m_letters;
    QToolButton* m_units;
    QToolButton* m_motion;
    QToolButton* m_influence;
    QToolButton* m_hold;
};

/// Of the row of bars below the strip.
[[nodiscard]] QString influenceName();
/// "most active", "most changed"
[[nodiscard]] QString choiceName(Cursor::Choice choice);
/// What the cursor's value is called where it is held: "f of unit 3".
[[nodiscard]] QString heldName(const engine::Trace& trace, const Cursor& cursor);

}  // namespace gui
