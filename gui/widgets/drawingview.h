// Shows a drawing: paints it, finds what the pointer is on, walks its targets by Tab, lets numbers be dragged, and
// reads them aloud.
#pragma once

#include <QWidget>

#include "gui/theme/theme.h"
#include "gui/widgets/paintedtexts.h"

namespace gui {

class DrawingView : public QWidget, public PaintedTexts {
    Q_OBJECT

 public:
    explicit DrawingView(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setDrawing(Drawing drawing);
    [[nodiscard]] const Drawing& drawing() const { return m_drawing; }
    /// What paintEvent paints. For a picture of the view: rendering a widget may deliver its pending layout, which
    /// draws it anew.
    void paintOn(QPainter& painter) const;
    [[nodiscard]] std::vector<DrawnText> paintedTexts() const override { return m_drawing.texts; }
    /// The target under a point, the smallest where several lie there; -1: none.
    [[nodiscard]] int targetAt(QPointF point) const;
    [[nodiscard]] int focusedTarget() const { return m_focus; }
    void activate(int target);
    [[nodiscard]] bool isDragging() const { return m_drag.moved; }

 Q_SIGNALS:
    /// Clicked, or Enter on the focused target.
    void activated(const QString& id);
    /// Tab has come to a target.
    void focused(const QString& id);
    /// A number that can be changed is dragged: up or to the right makes it larger, with Shift ten times finer.
    void dragged(const QString& place, double value);
    /// The drag is over; taken back by Esc where kept is false.
    void dragEnded(bool kept);
    /// Double click, Enter, or a digit typed on a number that can be changed; typed is that digit.
    void picked(const QString& place, const QString& typed);
    /// An arrow key on a focused matrix.
    void gridStepped(const QString& grid, int rows, int columns);
    void resized();
    /// A right click on a target, or the menu key on the focused one.
    void menuWanted(const QString& id, const QPoint& global);

 protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool next) override;

 private:
    /// A number under the pressed button; it outlives the drawings that are replaced meanwhile.
    struct Drag {
        QString place;
        QPointF last;
        double value = 0, grain = 0;
        qreal way = 0;
        bool moved = false;
        int choices = 0;
    };
    void setFocused(int target);
    /// Where Tab comes to: of a group its current target.
    [[nodiscard]] int entry(int target) const;
    /// From the focused target on, within its group; -1: there is none.
    [[nodiscard]] int neighbour(bool next) const;
    void endDrag(bool kept);
    [[nodiscard]] const DrawnTarget* target(int index) const;
    /// The cell of a matrix under a point as an id, else the target's own.
    [[nodiscard]] static QString idAt(const DrawnTarget& target, QPointF point);

    Theme m_theme;
    Drawing m_drawing;
    int m_focus = -1;
    bool m_isWalked = false;  ///< the keyboard has come to the focused target: then the arrows are its group's
    Drag m_drag;
};

}  // namespace gui
