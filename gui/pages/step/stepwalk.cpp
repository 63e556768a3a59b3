// Moves the cursor of the Step page: the walk, the zoom, and playing.
#include <utility>

#include "gui/pages/step/edithistory.h"
#include "gui/pages/step/player.h"
#include "gui/pages/step/stepmotion.h"
#include "gui/pages/step/steppage.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/place/walk.h"
#include "lessons/session/parts.h"

namespace gui {

lessons::LayerSide StepPage::sideOf(const Cursor& cursor) const {
    if (!cursor.layer.empty() || !trace()) return {cursor.layer, cursor.direction};
    const std::string first =
        m_snapshot->task ? lessons::shownPart(*m_snapshot->task, m_snapshot->shown.taskRun, {}) : trace()->layer;
    return {first, cursor.direction};
}

bool StepPage::isAwaiting() const {
    return trace() && leads(*trace(), m_cursor);
}

void StepPage::go(const Cursor& cursor) {
    const bool other = !(cursor == m_cursor);
    const Hands before = Hands::of(m_cursor, sideOf(m_cursor)), after = Hands::of(cursor, sideOf(cursor));
    if (!m_restoring && !(before == after)) m_history->record(before, after, m_dragging);
    m_motion->leave(m_cursor, cursor);
    const Cursor from = std::exchange(m_cursor, cursor);
    redraw();
    if (trace() && !isAwaiting())
        m_motion->arrive(*trace(), from, m_cursor, m_player->isPlaying() ? m_player->pace() : 0);
    if (other) Q_EMIT placePicked(m_cursor);
}

void StepPage::open(const QString& target) {
    if (!trace()) return;
    m_player->stop();
    if (target == QLatin1String("influence")) {
        setInfluence(!hasInfluence());
        return;
    }
    if (target.startsWith(QLatin1String("unpin="))) {
        setPinned(parseCursor(target.mid(2)).pins.front(), false);
        return;
    }
    Cursor base = Reading(*trace()).fitted(m_cursor);
    base.layer = sideOf(m_cursor).layer;
    Cursor cursor = parseCursor(target, base);
    if (!(sideOf(cursor) == sideOf(base)))  // into another part, at its beginning unless the target says where
        cursor = parseCursor(target, enter(*trace(), base, sideOf(cursor)));
    else
        cursor.layer = m_cursor.layer;
    // A number was pointed at: go down to it.
    if (target.contains(QLatin1String("unit=")) && m_cursor.zoom == Cursor::Zoom::Cell)
        cursor.zoom = Cursor::Zoom::Number;
    go(cursor);
}

void StepPage::walk(Cursor (*to)(const engine::Trace&, const Cursor&)) {
    m_player->stop();
    if (trace() && !isAwaiting()) go(to(*trace(), m_cursor));
}

void StepPage::nextOperation() {
    walk(&nextInNet);
}
void StepPage::previousOperation() {
    walk(&previousInNet);
}
void StepPage::nextStep() {
    walk(&gui::nextStep);
}
void StepPage::previousStep() {
    walk(&gui::previousStep);
}
void StepPage::goFirst() {
    walk(&first);
}
void StepPage::goLast() {
    walk(&last);
}
void StepPage::togglePass() {
    walk(&otherPass);
}

void StepPage::scrubMotion(double by) {
    m_motion->scrub(by);
}

void StepPage::zoomIn() {
    Cursor cursor = m_cursor;
    if (cursor.zoom != Cursor::Zoom::Number) cursor.zoom = static_cast<Cursor::Zoom>(static_cast<int>(cursor.zoom) + 1);
    go(cursor);
}

void StepPage::zoomOut() {
    static_cast<void>(goBack());
}

bool StepPage::goBack() {
    if (m_cursor.zoom == Cursor::Zoom::Net) return false;
    Cursor cursor = m_cursor;
    cursor.zoom = static_cast<Cursor::Zoom>(static_cast<int>(cursor.zoom) - 1);
    go(cursor);
    return true;
}

bool StepPage::isPlaying() const {
    return m_player->isPlaying();
}

void StepPage::togglePlay() {
    if (m_player->isPlaying()) {
        m_player->stop();
        return;
    }
    if (!trace()) return;
    if (!isAwaiting() && atEndOfNet(*trace(), m_cursor)) go(firstInNet(*trace(), m_cursor));
    m_player->start();
}

}  // namespace gui
