// Shows a drawing: paints it, finds what the pointer is on, walks its targets by Tab, and reads them aloud.
#pragma once

#include <QWidget>

#include "gui/app/theme.h"
#include "gui/widgets/paintedtexts.h"

namespace gui {

class DrawingView : public QWidget, public PaintedTexts {
    Q_OBJECT

 public:
    explicit DrawingView(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setDrawing(Drawing drawing);
    [[nodiscard]] const Drawing& drawing() const { return m_drawing; }
    [[nodiscard]] std::vector<DrawnText> paintedTexts() const override { return m_drawing.texts; }
    /// The target under a point, the smallest where several lie there; -1: none.
    [[nodiscard]] int targetAt(QPointF point) const;
    [[nodiscard]] int focusedTarget() const { return m_focus; }
    void activate(int target);

 Q_SIGNALS:
    /// Clicked, or Enter on the focused target.
    void activated(const QString& id);
    void resized();

 protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool next) override;

 private:
    void setFocused(int target);

    Theme m_theme;
    Drawing m_drawing;
    int m_focus = -1;
};

}  // namespace gui
