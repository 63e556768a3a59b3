// Composes the Step page and moves its cursor.
#include "gui/pages/step/steppage.h"

#include <QComboBox>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/pages/step/clampbar.h"
#include "gui/pages/step/editbar.h"
#include "gui/pages/step/transportbar.h"
#include "gui/pages/step/undobar.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellscene.h"
#include "gui/scene/equationbar.h"
#include "gui/scene/numberzoom.h"
#include "gui/scene/pinrow.h"
#include "gui/scene/vectors.h"
#include "gui/widgets/drawingview.h"
#include "gui/widgets/motionview.h"
#include "gui/widgets/turns.h"

namespace gui {
namespace {

constexpr std::chrono::milliseconds kTurn{
    8};  // longer than Qt waits before it paints: one part is on the screen before the next is laid out

}  // namespace

StepPage::StepPage(QWidget* parent)
    : QWidget(parent),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_turns(new Turns(this, kTurn)),
      m_undoBar(new UndoBar),
      m_layer(new QComboBox),
      m_sample(new QSpinBox),
      m_check(new QPushButton(tr("Check"))),
      m_choice(new QComboBox),
      m_pin(new QPushButton(tr("Pin"))),
      m_pins(new DrawingView),
      m_strip(new DrawingView),
      m_scroll(new QScrollArea),
      m_cell(new DrawingView),
      m_equation(new DrawingView),
      m_clamp(new ClampBar),
      m_editBar(new EditBar),
      m_transport(new TransportBar(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(6);
    m_head = makeHead();
    column->addWidget(m_head);
    column->addWidget(m_pins);
    column->addWidget(m_strip);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_cell);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_equation);
    column->addWidget(m_clamp);
    m_clamp->hide();
    column->addWidget(m_editBar);
    m_editBar->hide();
    m_motion = new MotionView(m_cell);
    m_pins->setAccessibleName(tr("Pinned values"));
    m_strip->setAccessibleName(tr("Sequence"));
    m_cell->setAccessibleName(tr("Cell"));
    m_equation->setAccessibleName(tr("Equation"));
    m_equation->setFocusPolicy(Qt::NoFocus);  // it is read, nothing in it can be pressed
    setMinimumWidth(480);

    for (DrawingView* view : {m_pins, m_strip, m_cell, m_equation}) {
        connect(view, &DrawingView::activated, this, &StepPage::open);
        // Heights are fitted after the layout has run: in the middle of it, what it had worked out by then would win.
        connect(view, &DrawingView::resized, &m_fit, qOverload<>(&QTimer::start));
        connect(view, &DrawingView::dragged, this, &StepPage::drag);
        connect(view, &DrawingView::dragEnded, this, &StepPage::endDrag);
        connect(view, &DrawingView::picked, this, &StepPage::pick);
        connect(view, &DrawingView::gridStepped, this, &StepPage::stepGrid);
        // Pointing needs no hand on a mouse: where Tab comes to a weight, it is lit.
        connect(view, &DrawingView::focused, this, [this](const QString& id) {
            if (id.startsWith(QLatin1String("weight="))) open(id);
        });
    }
    connect(m_pins, &DrawingView::resized, this, &StepPage::redrawPins);
    connect(m_strip, &DrawingView::resized, this, &StepPage::redrawStrip);
    connect(m_cell, &DrawingView::resized, this, &StepPage::redrawCell);
    connect(m_equation, &DrawingView::resized, this, &StepPage::redrawEquation);
    m_fit.setSingleShot(true);
    m_fit.setInterval(0);
    connect(&m_fit, &QTimer::timeout, this, &StepPage::fitHeights);
    connect(m_clamp, &ClampBar::clampsChanged, this, [this](const std::vector<CursorClamp>& clamps, bool going) {
        Cursor cursor = m_cursor;
        cursor.clamps = clamps;
        goOn(cursor, going);
    });
    connect(m_clamp, &ClampBar::slideEnded, this, [this] { m_going = false; });
    connect(m_editBar, &EditBar::editsChanged, this, [this](const std::vector<CursorEdit>& edits) {
        Cursor cursor = m_cursor;
        cursor.edits = edits;
        go(cursor);
    });
    connect(m_editBar, &EditBar::closed, this, [this] {
        m_editBar->hide();
        m_cell->setFocus();
    });
    connect(new QShortcut(QKeySequence(QStringLiteral("Ctrl+Z")), this), &QShortcut::activated, this, &StepPage::undo);
    connect(new QShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+Z")), this), &QShortcut::activated, this,
            &StepPage::redo);
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
    m_turns->add([this] { redrawBars(); });
    m_turns->add([this] { redrawCell(); });
    m_turns->add([this] { redrawEquation(); });
    m_turns->add([this] { redrawStrip(); });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &StepPage::playOn);
    setTheme(m_theme);
}

QWidget* StepPage::transport() const {
    return m_transport;
}

void StepPage::setTheme(const Theme& theme) {
    m_theme = theme;
    for (DrawingView* view : {m_pins, m_strip, m_cell, m_equation}) view->setTheme(theme);
    m_transport->setTheme(theme);
    m_undoBar->setTheme(theme);
    m_equation->setFixedHeight(equationHeight(theme));
    // In front of a class the editing tools are out of the way.
    m_menu->setVisible(!theme.presenter);
    m_pin->setVisible(!theme.presenter);
    m_choice->setVisible(!theme.presenter);
    if (theme.presenter) m_clamp->hide();
    m_motion->setGround(theme.ground);
    redraw();
}

void StepPage::setAnimated(bool animated) {
    m_animated = animated;
    m_turns->setImmediate(!animated);
}

void StepPage::setSnapshot(std::shared_ptr<const lessons::Snapshot> snapshot) {
    const bool another = !trace() || !snapshot || !snapshot->shown.trace || m_snapshot->task != snapshot->task;
    const bool newer = another || m_snapshot->shown.trace != snapshot->shown.trace;
    m_snapshot = std::move(snapshot);
    // The same numbers, newer: nobody waits for them.
    if (another)
        redraw();
    else if (newer)
        m_turns->ask();
}

void StepPage::setCursor(const Cursor& cursor) {
    if (cursor == m_cursor) return;
    m_cursor = cursor;
    redraw();
}

void StepPage::go(const Cursor& cursor) {
    const bool other = !(cursor == m_cursor);
    if (cursor.clamps != m_cursor.clamps || cursor.edits != m_cursor.edits) {
        m_undone.clear();
        if (!m_going) m_done.push_back(m_cursor);
    }
    m_motion->skip();  // what moves gives way at once
    const QPixmap before = cursor.zoom != m_cursor.zoom && moves() ? m_motion->still() : QPixmap();
    const Cursor from = std::exchange(m_cursor, cursor);
    redraw();
    animate(from, before);
    if (other) Q_EMIT cursorChanged(m_cursor);
}

void StepPage::open(const QString& target) {
    if (!trace()) return;
    stopPlaying();
    if (target.startsWith(QLatin1String("unpin="))) {
        setPinned(parseCursor(target.mid(2)).pins.front(), false);
        return;
    }
    Cursor cursor = parseCursor(target, Reading(*trace()).fitted(m_cursor));
    // A number was pointed at: go down to it.
    if (target.contains(QLatin1String("unit=")) && m_cursor.zoom == Cursor::Zoom::Cell)
        cursor.zoom = Cursor::Zoom::Number;
    go(cursor);
}

void StepPage::nextOperation() {
    stopPlaying();
    if (trace()) go(gui::nextOperation(*trace(), m_cursor));
}
void StepPage::previousOperation() {
    stopPlaying();
    if (trace()) go(gui::previousOperation(*trace(), m_cursor));
}
void StepPage::nextStep() {
    stopPlaying();
    if (trace()) go(gui::nextStep(*trace(), m_cursor));
}
void StepPage::previousStep() {
    stopPlaying();
    if (trace()) go(gui::previousStep(*trace(), m_cursor));
}
void StepPage::goFirst() {
    stopPlaying();
    if (trace()) go(first(*trace(), m_cursor));
}
void StepPage::goLast() {
    stopPlaying();
    if (trace()) go(last(*trace(), m_cursor));
}
void StepPage::togglePass() {
    stopPlaying();
    if (trace()) go(otherPass(*trace(), m_cursor));
}
void StepPage::zoomIn() {
    Cursor cursor = m_cursor;
    if (cursor.zoom != Cursor::Zoom::Number) cursor.zoom = static_cast<Cursor::Zoom>(static_cast<int>(cursor.zoom) + 1);
    go(cursor);
}
void StepPage::zoomOut() {
    Cursor cursor = m_cursor;
    if (cursor.zoom != Cursor::Zoom::Sequence)
        cursor.zoom = static_cast<Cursor::Zoom>(static_cast<int>(cursor.zoom) - 1);
    go(cursor);
}

void StepPage::togglePlay() {
    if (m_timer.isActive()) {
        stopPlaying();
        return;
    }
    if (!trace()) return;
    if (atEnd(*trace(), m_cursor)) go(first(*trace(), m_cursor));
    m_played = 0;
    m_pace = 900;
    m_transport->setPlaying(true);
    playOn();
}

void StepPage::stopPlaying() {
    m_played = 0;
    if (!m_timer.isActive()) return;
    m_timer.stop();
    m_transport->setPlaying(false);
}

void StepPage::playOn() {
    if (!trace() || atEnd(*trace(), m_cursor)) {
        m_timer.stop();
        m_transport->setPlaying(false);
        return;
    }
    // The first step is walked slowly, the next ones faster: the eye knows the way by then.
    const auto stations = static_cast<int>(stationsOf(*trace()->cell.program, m_cursor).size());
    const int pace = !m_animated ? 700 : m_played < stations ? 900 : m_played < 3 * stations ? 400 : 160;
    m_pace = static_cast<int>(pace / m_transport->speed());
    if (m_played++ > 0) go(gui::nextOperation(*trace(), m_cursor));
    m_timer.start(m_pace);
}

/// On a low page the strip gives way first: its words, then all of it.
void StepPage::fitHeights() {
    const int full = sequenceHeight(m_theme), low = 64;
    const int head = m_head->parentWidget() == this ? m_zooms[0]->sizeHint().height() + 6 : 0;
    int room = height() - 16 - head - m_equation->height() - 3 * 6;
    for (const QWidget* bar : {static_cast<QWidget*>(m_clamp), static_cast<QWidget*>(m_editBar)})
        if (!bar->isHidden()) room -= bar->sizeHint().height() + 6;
    if (!m_pins->isHidden()) room -= m_pins->height() + 6;
    const int least = m_cell->minimumHeight();
    // Four units in view, every one of a small net, are worth more than a high strip and then more than its words.
    const bool isCell = trace() && m_cursor.zoom == Cursor::Zoom::Cell;
    const auto units = isCell ? trace()->cell.program->units : engine::Index{1};
    const int rows = int(std::min<engine::Index>(units, 4));
    const int left = room - least - int(1.5 * (rows - 1) * cellMetrics(m_theme, units).row);
    const int wordy = sequenceHeight(m_theme) - 34;
    m_strip->setFixedHeight(left >= wordy ? std::min(left, full) : low);
    m_strip->setVisible(m_cursor.zoom != Cursor::Zoom::Sequence && room - low >= least);
}

Drawing StepPage::wholeDrawing() const {
    Drawing whole;
    const qreal gap = 8;
    qreal y = gap;
    for (const DrawingView* view : {m_pins, m_strip, m_cell, m_equation}) {
        if (view->isHidden()) continue;
        whole.append(view->drawing(), QPointF(gap, y));
        y += view->drawing().size.height() + gap;
        whole.size.setWidth(std::max(whole.size.width(), view->drawing().size.width() + 2 * gap));
    }
    whole.size.setHeight(y);
    return whole;
}

void StepPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    redraw();
}

void StepPage::redraw() {
    m_turns->redo();
}

void StepPage::redrawBars() {
    redrawHead();
    m_transport->setPlace(trace(), m_cursor);
    m_clamp->setPlace(trace(), m_cursor);
    m_editBar->setCursor(m_cursor);
    redrawPins();
    if (!trace()) return;
    m_equation->setVisible(m_cursor.zoom != Cursor::Zoom::Sequence);
    const QSizeF least = m_cursor.zoom == Cursor::Zoom::Cell ? smallestCellSize(*trace(), m_theme) : QSizeF(460, 220);
    m_cell->setMinimumSize(least.toSize());
    fitHeights();
}

void StepPage::redrawCell() {
    const QSizeF size = m_cell->size();
    if (!trace())
        m_cell->setDrawing({});
    else if (m_cursor.zoom == Cursor::Zoom::Sequence)
        m_cell->setDrawing(drawUnrolled(*trace(), sequenceInfo(), m_cursor, m_theme, size));
    else if (m_cursor.zoom == Cursor::Zoom::Number)
        m_cell->setDrawing(drawNumber(*trace(), m_cursor, m_theme, size));
    else
        m_cell->setDrawing(drawCell(*trace(), m_cursor, m_theme, size));
    m_motion->refresh();
}

void StepPage::redrawEquation() {
    const bool seen = trace() && m_cursor.zoom != Cursor::Zoom::Sequence;
    m_equation->setDrawing(seen ? drawEquation(*trace(), m_cursor, m_theme, m_equation->size(), m_checked) : Drawing());
}

void StepPage::redrawStrip() {
    const bool seen = trace() && m_cursor.zoom != Cursor::Zoom::Sequence;
    m_strip->setDrawing(seen ? drawSequence(*trace(), sequenceInfo(), m_cursor, m_theme, m_strip->size()) : Drawing());
}

void StepPage::redrawPins() {
    const bool any = trace() && !m_cursor.pins.empty();
    // The unrolled cells and a weight in all their copies want the height.
    const bool low =
        height() < 600 || (m_cursor.zoom == Cursor::Zoom::Sequence && m_cursor.weight) || m_theme.presenter;
    // A width that it had before it was shown is not the page's.
    const int wide = m_pins->isHidden() ? width() - 32 : m_pins->width();
    Drawing drawing = any ? drawPins(*trace(), m_cursor, m_theme, wide, low ? 1 : 3) : Drawing();
    m_pins->setFixedHeight(std::max(1, static_cast<int>(std::ceil(drawing.size.height()))));
    m_pins->setVisible(drawing.size.height() > 0);
    m_pins->setDrawing(std::move(drawing));
}

SequenceInfo StepPage::sequenceInfo() const {
    SequenceInfo info;
    if (m_snapshot->task) info.input = m_snapshot->task->input();
    info.sample = m_snapshot->shown.sample;
    return info;
}

}  // namespace gui
