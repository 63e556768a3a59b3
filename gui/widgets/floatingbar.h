// A line that lies over the top or the foot of its parent: the parent keeps its layout, nothing moves aside.
#pragma once

#include <QFrame>

namespace gui {

class FloatingBar : public QFrame {
    Q_OBJECT

 public:
    enum class Edge { Top, Foot };
    /// Whole: from side to side; Content: as wide as what it says, in the middle.
    enum class Width { Whole, Content };
    FloatingBar(Edge edge, Width width, QWidget* parent);

 protected:
    /// To where it belongs, above its siblings. It follows the parent's size by itself.
    void place();
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    Edge m_edge;
    Width m_width;
};

}  // namespace gui
