// Composes the Step page and moves its cursor.
#include "gui/pages/step/steppage.h"

#include <QScrollArea>
#include <QSettings>
#include <QVBoxLayout>
#include <utility>

#include "gui/bridge/bridge.h"
#include "gui/pages/step/clampbar.h"
#include "gui/pages/step/editbar.h"
#include "gui/pages/step/edithistory.h"
#include "gui/pages/step/knobbar.h"
#include "gui/pages/step/player.h"
#include "gui/pages/step/stephead.h"
#include "gui/pages/step/stepmenu.h"
#include "gui/pages/step/stepmotion.h"
#include "gui/pages/step/transportbar.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/place/walk.h"
#include "gui/widgets/drawingview.h"
#include "gui/widgets/turns.h"
#include "lessons/session/parts.h"

namespace gui {
namespace {

constexpr std::chrono::milliseconds kTurn{
    8};  // longer than Qt waits before it paints: one part is on the screen before the next is laid out

}  // namespace

StepPage* StepPage::make(Bridge& bridge) {
    auto* page = new StepPage;
    page->setAsk([&bridge, page](lessons::Question question, auto then) {
        bridge.ask(std::move(question), page, std::move(then));
    });
    return page;
}

void StepPage::setAsk(const GradientProbe::Ask& ask) {
    m_ask = ask;
    m_probe->setAsk(ask);
    m_influenceProbe->setAsk(ask);
}

StepPage::StepPage(QWidget* parent)
    : Page(parent),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_turns(new Turns(this, kTurn)),
      m_head(new StepHead),
      m_pins(new DrawingView),
      m_strip(new DrawingView),
      m_influence(new DrawingView),
      m_scroll(new QScrollArea),
      m_cell(new DrawingView),
      m_sentence(new DrawingView),
      m_equation(new DrawingView),
      m_clamp(new ClampBar),
      m_editBar(new EditBar),
      m_knobs(new KnobBar(m_head->menu()->lettersMenu())),
      m_transport(new TransportBar(this)),
      m_history(new EditHistory(this)),
      m_probe(new GradientProbe(this)),
      m_influenceProbe(new InfluenceProbe(this)),
      m_motion(new StepMotion(m_cell)) {
    layOut();
    m_player = new Player({[this] { return !trace() || (!isAwaiting() && atEndOfNet(*trace(), m_cursor)); },
                           [this] {
                               if (!isAwaiting()) go(nextInNet(*trace(), m_cursor));
                           },
                           [this] { return static_cast<int>(stationsOf(*trace()->cell.program, m_cursor).size()); },
                           [this] { return m_transport->speed(); }, [this] { return !m_animated; }},
                          this);
    connectViews();
    connectHead();
    connectTransport();
    connect(m_history, &EditHistory::restored, this, [this](const Hands& hands) {
        m_restoring = true;
        go(hands.in(m_cursor, sideOf(m_cursor)));
        m_restoring = false;
    });
    connect(m_probe, &GradientProbe::answered, this, &StepPage::redrawEquation);
    connect(m_probe, &GradientProbe::failed, this, &StepPage::failed);
    connect(m_clamp, &ClampBar::refused, this, [this](const QString& reason) {
        if (!reason.isEmpty()) Q_EMIT failed(tr("Steps held: %1").arg(reason));
    });
    connect(m_influenceProbe, &InfluenceProbe::answered, this, &StepPage::redrawInfluence);
    const auto add = [this](auto part) {
        m_turns->add([this, part] {
            if (!isAwaiting()) part();
        });
    };
    add([this] { redrawBars(); });
    add([this] { redrawCell(); });
    add([this] {
        redrawSentence();
        redrawEquation();
    });
    add([this] {
        redrawStrip();
        redrawInfluence();
    });
    setTheme(m_theme);
}

void StepPage::layOut() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(6);
    column->addWidget(m_head);
    column->addWidget(m_pins);
    column->addWidget(m_strip);
    column->addWidget(m_influence);
    m_influence->hide();
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_cell);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_sentence);
    column->addWidget(m_equation);
    column->addWidget(m_clamp);
    m_clamp->hide();
    column->addWidget(m_editBar);
    m_editBar->hide();
    column->addWidget(m_knobs);
    m_pins->setAccessibleName(tr("Pinned values"));
    m_strip->setAccessibleName(tr("Sequence"));
    m_cell->setAccessibleName(tr("Cell"));
    m_equation->setAccessibleName(tr("Equation"));
    m_influence->setAccessibleName(tr("Which input mattered"));
    m_sentence->setAccessibleName(tr("What the operation does"));
    for (DrawingView* view : {m_sentence, m_equation})
        view->setFocusPolicy(Qt::NoFocus);     // it is read, nothing in it can be pressed
    m_influence->setFocusPolicy(Qt::NoFocus);  // its steps are those of the strip, where Tab finds them
    setMinimumWidth(480);
}

void StepPage::connectViews() {
    for (DrawingView* view : {m_pins, m_strip, m_influence, m_cell, m_sentence, m_equation}) {
        connect(view, &DrawingView::activated, this, &StepPage::open);
        // Heights are fitted after the layout has run: in the middle of it, what it had worked out by then would win.
        connect(view, &DrawingView::resized, &m_fit, qOverload<>(&QTimer::start));
        connect(view, &DrawingView::dragged, this, &StepPage::drag);
        connect(view, &DrawingView::dragEnded, this, &StepPage::endDrag);
        connect(view, &DrawingView::picked, this, &StepPage::pick);
        connect(view, &DrawingView::gridStepped, this, &StepPage::stepGrid);
        connect(view, &DrawingView::menuWanted, this, &StepPage::offerToHold);
        // Pointing needs no hand on a mouse: where Tab comes to a weight, it is lit.
        connect(view, &DrawingView::focused, this, [this](const QString& id) {
            if (id.startsWith(QLatin1String("weight="))) open(id);
        });
    }
    connect(m_pins, &DrawingView::resized, this, &StepPage::redrawPins);
    connect(m_strip, &DrawingView::resized, this, &StepPage::redrawStrip);
    connect(m_cell, &DrawingView::resized, this, &StepPage::redrawCell);
    connect(m_equation, &DrawingView::resized, this, &StepPage::redrawEquation);
    connect(m_sentence, &DrawingView::resized, this, &StepPage::redrawSentence);
    connect(m_influence, &DrawingView::resized, this, &StepPage::redrawInfluence);
    m_fit.setSingleShot(true);
    m_fit.setInterval(0);
    connect(&m_fit, &QTimer::timeout, this, &StepPage::fitHeights);
    connect(m_clamp, &ClampBar::clampsChanged, this, [this](const std::vector<CursorClamp>& clamps, bool sliding) {
        m_dragging = sliding;
        setClamps(clamps);
    });
    connect(m_clamp, &ClampBar::slideEnded, this, [this] { endDrag(true); });
    connect(m_editBar, &EditBar::editsChanged, this, [this](const std::vector<CursorEdit>& edits) {
        Cursor cursor = m_cursor;
        cursor.edits = edits;
        go(cursor);
    });
    connect(m_editBar, &EditBar::closed, this, [this] {
        m_editBar->hide();
        m_cell->setFocus();
    });
}

void StepPage::connectHead() {
    connect(m_head, &StepHead::placePicked, this, &StepPage::go);
    connect(m_head, &StepHead::targetPicked, this, &StepPage::open);
    connect(m_head, &StepHead::undoClicked, this, &StepPage::undo);
    connect(m_head, &StepHead::redoClicked, this, &StepPage::redo);
    connect(m_head, &StepHead::resetClicked, this, &StepPage::reset);
    connect(m_head, &StepHead::checkClicked, this, [this] { m_probe->check(m_snapshot, m_cursor); });
    connect(m_head, &StepHead::pinClicked, this, [this](bool pinned) {
        if (trace()) setPinned({Reading(*trace()).fitted(m_cursor).operation, m_cursor.unit, 0}, pinned);
    });
    const StepMenu* menu = m_head->menu();
    connect(menu, &StepMenu::holdToggled, this, &StepPage::setHolding);
    connect(menu, &StepMenu::pinHereClicked, this, [this] {
        if (!trace()) return;
        const Cursor cursor = Reading(*trace()).fitted(m_cursor);
        setPinned({cursor.operation, cursor.unit, cursor.t}, true);
    });
    connect(menu, &StepMenu::unpinAllClicked, this, [this] {
        Cursor cursor = m_cursor;
        cursor.pins.clear();
        go(cursor);
    });
    connect(menu, &StepMenu::resetClicked, this, &StepPage::reset);
    connect(menu, &StepMenu::copyClicked, this, &StepPage::copyState);
    connect(menu, &StepMenu::pasteClicked, this, &StepPage::pasteState);
    connect(menu, &StepMenu::reducedMotionToggled, this, &StepPage::setReducedMotion);
    connect(menu, &StepMenu::sentenceToggled, this, &StepPage::setSentence);
    connect(menu, &StepMenu::influenceToggled, this, &StepPage::setInfluence);
    connect(menu, &StepMenu::lettersPicked, this, [this](std::optional<engine::Dialect> letters) {
        Cursor cursor = m_cursor;
        cursor.letters = letters;
        go(cursor);
    });
    connect(menu, &StepMenu::exportClicked, this, &StepPage::exportAs);
    connect(m_knobs, &KnobBar::holdToggled, this, &StepPage::setHolding);
    connect(m_knobs, &KnobBar::influenceToggled, this, &StepPage::setInfluence);
    connect(m_head, &StepHead::influenceToggled, this, &StepPage::setInfluence);
    connect(m_knobs, &KnobBar::reducedMotionToggled, this, &StepPage::setReducedMotion);
    connect(m_knobs, &KnobBar::choicePicked, this, [this](Cursor::Choice choice) {
        Cursor cursor = m_cursor;
        cursor.choice = choice;
        go(cursor);
    });
}

void StepPage::connectTransport() {
    connect(m_transport, &TransportBar::firstClicked, this, &StepPage::goFirst);
    connect(m_transport, &TransportBar::lastClicked, this, &StepPage::goLast);
    connect(m_transport, &TransportBar::previousStepClicked, this, &StepPage::previousStep);
    connect(m_transport, &TransportBar::nextStepClicked, this, &StepPage::nextStep);
    connect(m_transport, &TransportBar::previousOperationClicked, this, &StepPage::previousOperation);
    connect(m_transport, &TransportBar::nextOperationClicked, this, &StepPage::nextOperation);
    connect(m_transport, &TransportBar::playClicked, this, &StepPage::togglePlay);
    connect(m_transport, &TransportBar::passPicked, this, [this](Cursor::Pass pass) {
        if (pass != m_cursor.pass) togglePass();
    });
    connect(m_transport, &TransportBar::stepPicked, this, [this](int t) { open(QStringLiteral("t=%1").arg(t)); });
    connect(m_transport, &TransportBar::stationPicked, this,
            [this](const QString& operation) { open(QStringLiteral("op=") + operation); });
    connect(m_player, &Player::playingChanged, m_transport, &TransportBar::setPlaying);
}

QWidget* StepPage::transport() const {
    return m_transport;
}

QWidget* StepPage::home() {
    return m_cell;
}

QWidget* StepPage::head() const {
    return m_head;
}

void StepPage::takeHeadBack() {
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, m_head);
    m_head->show();
}

std::vector<PageKey> StepPage::keys() {
    return {
        {Qt::Key_Right, [this] { nextOperation(); }},
        {Qt::Key_Left, [this] { previousOperation(); }},
        {Qt::Key_Down, [this] { nextStep(); }},
        {Qt::Key_Up, [this] { previousStep(); }},
        {Qt::Key_B, [this] { togglePass(); }},
        {Qt::Key_S, [this] { setSentence(!hasSentence()); }},
        {Qt::Key_I, [this] { setInfluence(!hasInfluence()); }},
        {QKeySequence(QStringLiteral("Shift+Right")), [this] { scrubMotion(+0.1); }},
        {QKeySequence(QStringLiteral("Shift+Left")), [this] { scrubMotion(-0.1); }},
        {QKeySequence(QStringLiteral("Ctrl+Z")), [this] { undo(); }},
        {QKeySequence(QStringLiteral("Ctrl+Shift+Z")), [this] { redo(); }},
    };
}

void StepPage::setStill(bool still) {
    m_animated = !still;
    m_motion->setAnimated(!still);
    m_turns->setImmediate(still);
}

void StepPage::setReducedMotion(bool reduced) {
    m_motion->setReduced(reduced);
    m_head->menu()->setReducedMotion(reduced);
    m_knobs->setReducedMotion(reduced);
    Q_EMIT reducedMotionChanged(reduced);
}

bool StepPage::reducedMotion() const {
    return m_motion->isReduced();
}

void StepPage::restore(const QSettings& settings) {
    setSentence(settings.value(QStringLiteral("step/sentence"), true).toBool());
    setInfluence(settings.value(QStringLiteral("step/influence"), false).toBool());
    setReducedMotion(settings.value(QStringLiteral("window/reducedMotion"), false).toBool());
}

void StepPage::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("step/sentence"), hasSentence());
    settings.setValue(QStringLiteral("step/influence"), hasInfluence());
    settings.setValue(QStringLiteral("window/reducedMotion"), reducedMotion());
}

void StepPage::setNet(const std::string& key) {
    m_history->setNet(key);
    redrawHead();
}

void StepPage::setSnapshot(std::shared_ptr<const lessons::Snapshot> snapshot) {
    const bool another = !trace() || !snapshot || !snapshot->shown.trace || m_snapshot->task != snapshot->task;
    const bool moved = !another && (m_snapshot->shown.trace->layer != snapshot->shown.trace->layer ||
                                    m_snapshot->shown.trace->direction != snapshot->shown.trace->direction);
    const bool newer = another || m_snapshot->shown.trace != snapshot->shown.trace;
    m_snapshot = std::move(snapshot);
    if (another || moved)
        m_unitNames = trace() && m_snapshot->task
                          ? lessons::unitNames(*m_snapshot->task, m_snapshot->shown.taskRun, trace()->layer)
                          : std::vector<std::string>();
    // The same numbers, newer: nobody waits for them.
    if (another || moved)
        redraw();
    else if (newer)
        m_turns->ask();
}

void StepPage::setPlace(const Cursor& cursor) {
    if (cursor == m_cursor) return;
    m_cursor = cursor;
    redraw();
}

void StepPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    redraw();
}

}  // namespace gui
