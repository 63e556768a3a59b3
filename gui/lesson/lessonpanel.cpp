// Shows the pages of a lesson.
#include "gui/lesson/lessonpanel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "gui/lesson/cards/exercisecard.h"
#include "gui/lesson/cards/foldedhint.h"
#include "gui/lesson/cards/questioncard.h"
#include "gui/lesson/contentsview.h"
#include "gui/lesson/lessontext.h"
#include "gui/lesson/linkbutton.h"
#include "gui/lesson/pagetext.h"
#include "gui/lesson/progresskeeper.h"
#include "gui/lesson/stepdots.h"
#include "lessons/session/parts.h"

namespace gui {

LessonPanel::LessonPanel(QWidget* parent)
    : QFrame(parent),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_keeper(new ProgressKeeper(this)),
      m_place(new QLabel(this)),
      m_contentsButton(new QToolButton(this)),
      m_resetButton(new QToolButton(this)),
      m_title(new QLabel(this)),
      m_stack(new QStackedWidget(this)),
      m_scroll(new QScrollArea(m_stack)),
      m_contents(new ContentsView(m_stack)),
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
    m_contentsButton->setText(tr("Contents"));
    m_contentsButton->setCheckable(true);
    m_contentsButton->setAccessibleName(tr("Contents, search and progress"));
    m_resetButton->setText(tr("Reset step"));
    m_resetButton->setAccessibleName(tr("Bring the tool back to where this step begins"));
    for (QToolButton* button : {m_contentsButton, m_resetButton}) {
        button->setProperty("kind", "knob");
        button->setFocusPolicy(Qt::TabFocus);
    }
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_contents);
    m_next->setProperty("kind", "primary");
    m_next->setAccessibleName(tr("Next step of the lesson"));
    m_previous->setText(tr("Previous"));
    m_previous->setAccessibleName(tr("Previous step of the lesson"));
    for (QPushButton* button : {m_next, m_previous}) button->setFocusPolicy(Qt::TabFocus);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(6);
    column->addWidget(m_place);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(4);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->addWidget(m_contentsButton);
    tools->addWidget(m_resetButton);
    tools->addStretch(1);
    column->addLayout(tools);
    column->addWidget(m_title);
    column->addSpacing(6);
    column->addWidget(m_stack, 1);
    column->addWidget(m_dots);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_previous);
    row->addWidget(m_next, 1);
    column->addSpacing(4);
    column->addLayout(row);

    connect(m_next, &QPushButton::clicked, this, [this] { goToPage(m_page + 1); });
    connect(m_previous, &QPushButton::clicked, this, [this] { goToPage(m_page - 1); });
    connect(m_dots, &StepDots::picked, this, [this](int picked) { goToPage(picked); });
    connect(m_contents, &ContentsView::pagePicked, this, [this](int picked) { goToPage(picked); });
    connect(m_contents, &ContentsView::learnerNamed, m_keeper, &ProgressKeeper::setLearner);
    connect(m_contentsButton, &QToolButton::toggled, this, &LessonPanel::showContents);
    connect(m_resetButton, &QToolButton::clicked, this, [this] {
        if (const auto where = state()) Q_EMIT stateWanted(*where);
    });
    connect(m_keeper, &ProgressKeeper::changed, this, [this] {
        if (m_contentsButton->isChecked()) m_contents->setProgress(m_keeper->progress(), m_keeper->lessonKey());
    });
}

void LessonPanel::setTheme(const Theme& theme) {
    m_theme = theme;
    m_dots->setTheme(theme);
    showPage();
}

void LessonPanel::setLesson(const lessons::Lesson& lesson, const std::string& version, int lessonCount) {
    const bool same = lesson.id == m_lesson.id;
    keepHands();
    m_questions.clear();
    if (!same) m_contentsButton->setChecked(false);
    m_waiting = false;
    m_snapshot.reset();
    m_keeper->setLesson(lesson, version);
    m_lesson = lesson;
    m_lesson.pages = lesson.pagesOf(version);
    m_version = version;
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

void LessonPanel::goToPage(int page, bool atEnd) {
    m_contentsButton->setChecked(false);
    const int before = m_page;
    // What is still shown is of the step before, until the window has heard where this one is.
    m_leaving = true;
    setPage(page, atEnd);
    m_leaving = false;
    m_arrived = !state();
    if (const auto where = state(); where && m_page != before) Q_EMIT stateWanted(*where);
    weigh();
}

std::optional<lessons::StepState> LessonPanel::state() const {
    if (m_page >= int(m_lesson.pages.size())) return {};
    return m_lesson.pages[std::size_t(m_page)].state;
}

std::vector<std::string> LessonPanel::settingsOfSteps() const {
    return m_lesson.settingsOfSteps(m_version);
}

void LessonPanel::waitForNet() {
    m_waiting = true;
    m_snapshot.reset();
}

bool LessonPanel::isAtStep(const lessons::Snapshot& snapshot) const {
    const lessons::Shown& shown = snapshot.shown;
    const auto where = state();
    // A step that names no place takes the sample as the person left it.
    if (!shown.trace || !where || where->place.empty()) return snapshot.status.settled;
    const lessons::Place place = lessons::Place::parse(where->place);
    return shown.trace->layer == lessons::shownPart(*snapshot.task, shown.taskRun, place.layer) &&
           shown.sampleIndex == std::size_t(place.sample) &&
           (shown.unprobed != nullptr) == !(place.clamps.empty() && place.edits.empty());
}

void LessonPanel::weigh() {
    if (!m_snapshot || m_waiting || m_leaving) return;
    if (!m_arrived && !isAtStep(*m_snapshot)) return;
    m_arrived = true;
    for (ExerciseCard* card : m_exercises) card->setSnapshot(*m_snapshot, m_runs.runs());
    for (QuestionCard* card : m_questions) card->setSnapshot(*m_snapshot);
}

void LessonPanel::tellWhatIsHidden() {
    const auto where = state();
    const bool isAsking =
        std::any_of(m_questions.begin(), m_questions.end(), [](const QuestionCard* card) { return card->isOpen(); });
    Q_EMIT outcomeHidden(where && where->hidesOutcome && isAsking);
}

void LessonPanel::showContents(bool shown) {
    if (shown) {
        m_contents->setLesson(m_lesson, m_page);
        m_contents->setProgress(m_keeper->progress(), m_keeper->lessonKey());
    }
    m_stack->setCurrentWidget(shown ? static_cast<QWidget*>(m_contents) : m_scroll);
    m_title->setVisible(!shown);
}

void LessonPanel::setSnapshot(const std::shared_ptr<const lessons::Snapshot>& snapshot) {
    // What is still shown of the lesson before says nothing of this one's goals.
    if (!snapshot || !snapshot->task || snapshot->task->spec().lesson != m_lesson.id) return;
    m_snapshot = snapshot;
    m_runs.watch(*snapshot);
    weigh();
}

bool LessonPanel::revealNext() {
    for (QuestionCard* card : m_questions)
        if (card->isOpen()) {
            card->reveal();
            m_scroll->ensureWidgetVisible(card, 0, 8);
            return true;
        }
    return false;
}

void LessonPanel::keepHands() {
    for (const QuestionCard* card : m_questions)
        if (const std::vector<int> counts = card->hands(); !counts.empty()) m_hands[card->question().ask] = counts;
}

void LessonPanel::put(QWidget* widget) {
    m_scroll->widget()->layout()->addWidget(widget);
}

void LessonPanel::putCard(Card* card) {
    connect(card, &Card::linkActivated, this, &LessonPanel::linkActivated);
    put(card);
}

void LessonPanel::addText(const QString& markdown) {
    auto* text = new PageText(markdown, m_theme, m_scroll->widget());
    connect(text, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& url) { Q_EMIT linkActivated(url.toString()); });
    put(text);
}

void LessonPanel::addButton(const QString& text, const QString& target) {
    auto* button = new LinkButton(text, m_scroll->widget());
    connect(button, &QPushButton::clicked, this, [this, target] { Q_EMIT linkActivated(target); });
    put(button);
}

void LessonPanel::add(const lessons::TextPart& part) {
    for (const LessonPart& piece : splitLessonText(QString::fromStdString(part.markdown))) {
        if (piece.isButton())
            addButton(piece.buttonText, piece.buttonTarget);
        else
            addText(piece.markdown);
    }
}

void LessonPanel::add(const lessons::PageQuestion& part) {
    std::optional<QString> given;
    const bool presenting = m_theme.presenter;
    if (presenting && m_revealed.contains(part.ask)) given = QString();
    if (const auto* answer = m_keeper->progress().answerTo(m_keeper->lessonKey(), part.ask); answer && !presenting)
        given = QString::fromStdString(answer->answer);
    auto* card = new QuestionCard(part, m_theme, given, presenting, m_scroll->widget());
    if (const auto hands = m_hands.find(part.ask); hands != m_hands.end()) card->setHands(hands->second);
    connect(card, &QuestionCard::answered, this, [this, part](const QString& answer, bool right) {
        m_keeper->answer(part, answer, right);
        tellWhatIsHidden();
    });
    connect(card, &QuestionCard::revealed, this, [this, part] {
        m_revealed.insert(part.ask);
        tellWhatIsHidden();
    });
    m_questions.push_back(card);
    putCard(card);
}

void LessonPanel::add(const lessons::Exercise& part) {
    const bool wasMet = m_keeper->progress().meeting(m_keeper->lessonKey(), part.task) != nullptr;
    auto* card = new ExerciseCard(part, m_theme, wasMet, m_scroll->widget());
    connect(card, &ExerciseCard::met, this, [this, card] { m_keeper->meet(card->exercise(), card->wasShown()); });
    m_exercises.push_back(card);
    putCard(card);
}

void LessonPanel::add(const lessons::Hint& part) {
    auto* hint = new FoldedHint(tr("Hint"), QString::fromStdString(part.markdown), m_theme, m_scroll->widget());
    connect(hint, &FoldedHint::linkActivated, this, &LessonPanel::linkActivated);
    put(hint);
}

/// In front of the class it is folded: the class sees the projector, too.
void LessonPanel::add(const lessons::Note& part) {
    if (!m_theme.presenter) return;
    put(new FoldedHint(tr("Note for the presenter"), QString::fromStdString(part.markdown), m_theme,
                       m_scroll->widget()));
}

/// What is made later would come last of the window: the text stands between the buttons above it and those below.
void LessonPanel::orderTabs(const QWidget& content) {
    QWidget* before = m_resetButton;
    for (QWidget* widget : content.findChildren<QWidget*>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus)) continue;
        setTabOrder(before, widget);
        before = widget;
    }
    for (QWidget* below :
         {static_cast<QWidget*>(m_dots), static_cast<QWidget*>(m_previous), static_cast<QWidget*>(m_next)}) {
        setTabOrder(before, below);
        before = below;
    }
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
    m_resetButton->setVisible(state().has_value());
    keepHands();
    m_questions.clear();
    m_exercises.clear();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 6, 0);
    column->setSpacing(10);
    m_scroll->setWidget(content);
    if (m_page < count) {
        const lessons::LessonPage& page = m_lesson.pages[std::size_t(m_page)];
        m_title->setText(QString::fromStdString(page.title));
        for (const lessons::PagePart& part : page.parts) std::visit([this](const auto& each) { add(each); }, part);
        m_keeper->see(m_page + 1);
    }
    tellWhatIsHidden();
    column->addStretch(1);
    orderTabs(*content);
    m_scroll->verticalScrollBar()->setValue(0);
    weigh();
}

}  // namespace gui
