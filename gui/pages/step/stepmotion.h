// When something moves on the Step page, and for how long.
#pragma once

#include <QObject>
#include <QPixmap>
#include <QSet>

#include "gui/place/cursor.h"
#include "gui/theme/theme.h"

namespace engine {
struct Trace;
}

namespace gui {

class DrawingView;
class MotionView;

class StepMotion : public QObject {
    Q_OBJECT

 public:
    explicit StepMotion(DrawingView* cell);
    void setTheme(const Theme& theme);
    /// false: for pictures.
    void setAnimated(bool animated) { m_animated = animated; }
    /// The person's own wish; the platform's is heeded as well.
    void setReduced(bool reduced);
    [[nodiscard]] bool isReduced() const { return m_reduced; }
    [[nodiscard]] bool moves() const;

    /// Before the cursor moves: what moves gives way, and the picture of the zoom that is left is kept.
    void leave(const Cursor& from, const Cursor& to);
    /// After the cell was drawn at its new place. playingPace: milliseconds an operation while it plays, 0 otherwise.
    void arrive(const engine::Trace& trace, const Cursor& from, const Cursor& to, int playingPace);
    /// The cell was drawn anew: what moves goes on over it.
    void refresh();
    void skip();
    /// Back and forth in what moves, by a share of it.
    void scrub(double by);

 private:
    void zoom(const Cursor& from, const Cursor& to);

    DrawingView* m_cell;
    MotionView* m_motion;
    Theme m_theme;
    bool m_animated = true, m_reduced = false;
    QPixmap m_before;
    QSet<QString> m_walked;  ///< operations that were shown slowly already
};

}  // namespace gui
