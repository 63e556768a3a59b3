// What moves over the still picture of a cell when the walk goes one operation on: its operands travel to it, then it
// lights.
#pragma once

#include "engine/training/trace.h"
#include "gui/place/cursor.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"

namespace gui {

/// Made once a move; frames are cheap.
class CellMotion {
 public:
    CellMotion(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size);
    /// phase 0..1; at 1, at rest, nothing is left of it.
    [[nodiscard]] Drawing at(double phase) const;

 private:
    struct Track {
        QPainterPath path;
        QColor colour;
    };
    struct Light {
        QRectF frame;  ///< what lights
        qreal radius = 0;
        QRectF result;  ///< the numbers that are not there before their operands have come
    };
    Theme m_theme;
    QSizeF m_size;
    std::vector<Track> m_tracks;
    std::vector<Light> m_lights;
    QColor m_hue;
};

/// The share of a motion that is travelling; the rest is lighting.
inline constexpr double kTravelShare = 0.7;

}  // namespace gui
