// Every text that can be seen in a window, with its place: for `shot --texts` and for tests of the layout.
#pragma once

#include <QRectF>
#include <QString>
#include <vector>

class QWidget;

namespace gui {

struct VisibleText {
    QString text;
    QRectF rect;       ///< of the ink, in the window's coordinates
    int px = 0;        ///< font size in pixels
    QString name;      ///< accessible name, where it has one
    bool cut = false;  ///< part of it lies outside of what shows it
};

[[nodiscard]] std::vector<VisibleText> visibleTexts(const QWidget& window);

}  // namespace gui
