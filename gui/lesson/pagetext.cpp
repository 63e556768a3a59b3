// Fits a text's height to its width.
#include "gui/lesson/pagetext.h"

#include <QWheelEvent>
#include <cmath>

#include "gui/lesson/lessontext.h"

namespace gui {

PageText::PageText(const QString& markdown, const Theme& theme, QWidget* parent) : QTextBrowser(parent) {
    setOpenLinks(false);
    setFrameShape(NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    fillLessonDocument(*document(), markdown, theme);
    setAccessibleName(tr("Lesson text"));
}

void PageText::resizeEvent(QResizeEvent* event) {
    QTextBrowser::resizeEvent(event);
    document()->setTextWidth(viewport()->width());
    setFixedHeight(int(std::ceil(document()->size().height())) + 6);
}

void PageText::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

}  // namespace gui
