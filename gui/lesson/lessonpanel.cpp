// Shows the pages of a lesson.
#include "gui/lesson/lessonpanel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "gui/lesson/lessontext.h"
#include "gui/lesson/stepdots.h"

namespace gui {
namespace {

/// As high as its text; the panel scrolls, not the text.
class PageText : public QTextBrowser {
 public:
    explicit PageText(QWidget* parent) : QTextBrowser(parent) {
        setOpenLinks(false);
        setFrameShape(NoFrame);
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

 protected:
    void resizeEvent(QResizeEvent* event) override {
        QTextBrowser::resizeEvent(event);
        document()->setTextWidth(viewport()->width());
        setFixedHeight(int(std::ceil(document()->size().height())) + 6);
    }
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

}  // namespace

LessonPanel::LessonPanel(QWidget* parent)
    : QFrame(parent),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_place(new QLabel(this)),
      m_title(new QLabel(this)),
      m_scroll(new QScrollArea(this)),
      m_dots(new StepDots(this)),
      m_next(new QPushButton(this)),
      m_previous(new QPushButton(this)) {
    setObjectName(QStringLiteral("lessonPanel"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Lesson"));
    m_place->setProperty("kind", "caption");
    m_title->setProperty("kind", "title");
    m_title->setWordWrap(true);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_next->setProperty("kind", "primary");
    m_next->setAccessibleName(tr("Next step of the lesson"));
    m_previous->setText(tr("Previous"));
    m_previous->setAccessibleName(tr("Previous step of the lesson"));
    for (QPushButton* button : {m_next, m_previous}) button->setFocusPolicy(Qt::TabFocus);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(6);
    column->addWidget(m_place);
    column->addWidget(m_title);
    column->addSpacing(6);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_dots);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_previous);
    row->addWidget(m_next, 1);
    column->addSpacing(4);
    column->addLayout(row);

    connect(m_next, &QPushButton::clicked, this, &LessonPanel::next);
    connect(m_previous, &QPushButton::clicked, this, &LessonPanel::previous);
    connect(m_dots, &StepDots::picked, this, [this](int page) { setPage(page); });
}

void LessonPanel::setTheme(const Theme& theme) {
    m_theme = theme;
    m_dots->setTheme(theme);
    showPage();
}

void LessonPanel::setLesson(const lessons::Lesson& lesson, const std::string& version, int lessonCount) {
    const bool same = lesson.id == m_lesson.id;
    m_lesson = lesson;
    m_lesson.pages = lesson.pagesOf(version);
    m_lessonCount = lessonCount;
    m_page = same ? std::clamp(m_page, 0, std::max(0, int(m_lesson.pages.size()) - 1)) : 0;
    showPage();
}

bool LessonPanel::scrollByPage(int by) {
    auto* bar = m_scroll->verticalScrollBar();
    const int before = bar->value();
    // A line of what was read stays in view.
    bar->setValue(before + by * std::max(1, bar->pageStep() - m_theme.pixels(Theme::Text::Body) * 3 / 2));
    return bar->value() != before;
}

void LessonPanel::setPage(int page, bool atEnd) {
    const int last = std::max(0, int(m_lesson.pages.size()) - 1);
    page = std::clamp(page, 0, last);
    if (page == m_page) return;
    m_page = page;
    showPage();
    if (atEnd) {
        m_scroll->widget()->adjustSize();
        m_scroll->verticalScrollBar()->setValue(m_scroll->verticalScrollBar()->maximum());
    }
    Q_EMIT pageChanged(page);
}

void LessonPanel::next() {
    setPage(m_page + 1);
}

void LessonPanel::previous() {
    setPage(m_page - 1);
}

void LessonPanel::addText(const QString& markdown) {
    auto* text = new PageText(m_scroll->widget());
    fillLessonDocument(*text->document(), markdown, m_theme);
    text->setAccessibleName(tr("Lesson text"));
    connect(text, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& url) { Q_EMIT linkActivated(url.toString()); });
    m_scroll->widget()->layout()->addWidget(text);
}

void LessonPanel::addButton(const QString& text, const QString& target) {
    auto* button = new QPushButton(text, m_scroll->widget());
    button->setFocusPolicy(Qt::TabFocus);  // a click leaves the space bar to play and pause
    connect(button, &QPushButton::clicked, this, [this, target] { Q_EMIT linkActivated(target); });
    m_scroll->widget()->layout()->addWidget(button);
}

void LessonPanel::showPage() {
    const int count = int(m_lesson.pages.size());
    m_place->setText(count == 0 ? QString()
                                : tr("Lesson %1 of %2 \u00B7 step %3 of %4")
                                      .arg(m_lesson.number)
                                      .arg(std::max(m_lessonCount, m_lesson.number))
                                      .arg(m_page + 1)
                                      .arg(count));
    m_dots->setPages(count, m_page);
    m_previous->setEnabled(m_page > 0);
    m_next->setEnabled(m_page + 1 < count);
    m_next->setText(m_page + 1 < count ? tr("Next \u203A (PgDn)") : tr("Last step"));
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 6, 0);
    column->setSpacing(10);
    m_scroll->setWidget(content);
    if (m_page < count) {
        const lessons::LessonPage& page = m_lesson.pages[std::size_t(m_page)];
        m_title->setText(QString::fromStdString(page.title));
        for (const LessonPart& part : splitLessonText(QString::fromStdString(page.markdown))) {
            if (part.isButton())
                addButton(part.buttonText, part.buttonTarget);
            else
                addText(part.markdown);
        }
    }
    column->addStretch(1);
    m_scroll->verticalScrollBar()->setValue(0);
}

}  // namespace gui
