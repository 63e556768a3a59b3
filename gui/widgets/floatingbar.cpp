// Keeps a bar at its edge.
#include "gui/widgets/floatingbar.h"

#include <QEvent>
#include <algorithm>

namespace gui {
namespace {

constexpr int kMargin = 8;

}  // namespace

FloatingBar::FloatingBar(Edge edge, Width width, QWidget* parent) : QFrame(parent), m_edge(edge), m_width(width) {
    setProperty("kind", "message");
    setAttribute(Qt::WA_StyledBackground);
    parent->installEventFilter(this);
    hide();
}

void FloatingBar::place() {
    const QSize room = parentWidget()->size();
    const int most = std::max(0, room.width() - 2 * kMargin);
    const int wide = m_width == Width::Whole ? most : std::min(most, sizeHint().width());
    const int high = std::max(heightForWidth(wide), minimumSizeHint().height());
    setGeometry((room.width() - wide) / 2, m_edge == Edge::Top ? kMargin : room.height() - high - kMargin, wide, high);
    raise();
}

bool FloatingBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) place();
    return QFrame::eventFilter(watched, event);
}

}  // namespace gui
