// The icons of buttons, drawn as paths: no icon font and no image file is needed.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPainterPath>

namespace gui {

enum class Icon {
    Play,
    Pause,
    Stop,
    First,
    Last,
    Back,
    Forward,
    Down,
    Up,
    Menu,
    Close,
    Theme,
    Dice,
    Reset,
    Undo,
    Redo
};

/// The shape in the unit square.
[[nodiscard]] QPainterPath iconPath(Icon icon);
/// Pixmaps for 1x and 2x screens, and a paler one for a disabled button.
[[nodiscard]] QIcon makeIcon(Icon icon, const QColor& colour, int pixels);

}  // namespace gui
