// A stretch of lesson text as high as it needs: the panel scrolls, not the text.
#pragma once

#include <QTextBrowser>

#include "gui/theme/theme.h"

namespace gui {

class PageText : public QTextBrowser {
    Q_OBJECT

 public:
    PageText(const QString& markdown, const Theme& theme, QWidget* parent);

 protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

}  // namespace gui
