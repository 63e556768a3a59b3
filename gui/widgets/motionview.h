// Lies over a view while something moves in it. The still picture is kept as a pixmap: a frame paints only what moved.
#pragma once

#include <QPixmap>
#include <QRegion>
#include <QVariantAnimation>
#include <QWidget>
#include <chrono>
#include <functional>

#include "gui/widgets/drawing.h"

namespace gui {

class DrawingView;

/// A motion runs from phase 0 to 1 and is gone at 1. Takes no clicks; whoever has news for the view does not wait for
/// it.
class MotionView : public QWidget {
    Q_OBJECT

 public:
    using Moving = std::function<Drawing(double phase)>;

    explicit MotionView(DrawingView* view);
    void setGround(const QColor& ground) { m_ground = ground; }
    /// The view as it is now, without motion.
    [[nodiscard]] QPixmap still() const;
    void play(Moving moving, std::chrono::milliseconds time);
    /// From the picture before to the one that is there now, towards a point or away from it.
    void playZoom(const QPixmap& before, QPointF towards, bool inwards, std::chrono::milliseconds time);
    /// The view got another picture: what moves goes on over it.
    void refresh();
    /// To rest.
    void skip();
    /// Halts the motion and moves through it; also back into one that has just ended.
    void scrub(double by);
    [[nodiscard]] double phase() const { return m_phase; }

 protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void start(std::chrono::milliseconds time);
    void setPhase(double phase);

    DrawingView* m_view;
    QColor m_ground = Qt::white;
    QPixmap m_still, m_before;
    QPointF m_towards;
    bool m_inwards = true;
    Moving m_moving;
    Drawing m_frame;
    QRegion m_moved;
    QVariantAnimation m_clock;
    double m_phase = 1;
};

}  // namespace gui
