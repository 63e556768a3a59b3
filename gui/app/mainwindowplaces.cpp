// Where the window looks: lessons, links, places, and what of them is asked of the engine.
#include <QDesktopServices>
#include <QUrl>
#include <algorithm>
#include <utility>

#include "gui/app/lessonfiles.h"
#include "gui/app/mainwindow.h"
#include "gui/app/topbar.h"
#include "gui/lesson/lessonpanel.h"
#include "gui/lesson/linkaction.h"
#include "gui/outcome/sidecharts.h"
#include "gui/pages/page.h"
#include "gui/place/reading.h"
#include "gui/widgets/messagebar.h"
#include "lessons/session/placecheck.h"
#include "lessons/session/viewof.h"

namespace gui {

void MainWindow::lessonOpened() {
    keepPlace();
    const bool otherLesson = m_bridge.selection().lesson != m_open.lesson;
    m_cursor = placeToStart();
    m_open = m_bridge.selection();
    m_top->setLesson(m_bridge.lesson(), QString::fromStdString(m_open.version));
    m_lesson->setLesson(m_bridge.lesson(), m_open.version, m_lessonCount);
    m_lesson->setSnapshot(m_bridge.snapshot());
    if (const auto visit = m_visits.find(m_open.key()); otherLesson && visit != m_visits.end())
        m_lesson->setPage(visit->second.lessonPage);
    if (m_pageToOpen) m_lesson->setPage(*m_pageToOpen);
    const bool opensState = std::exchange(m_stateLater, false) && !m_still &&
                            (m_pageToOpen || m_visits.find(m_open.key()) == m_visits.end());
    m_pageToOpen.reset();
    m_files->watch(QString::fromStdString(m_bridge.lesson().file));
    m_message->hide();
    // The keys of the page work from the first moment on.
    if (!focusWidget() || focusWidget()->focusPolicy() == Qt::TabFocus)
        current()->home()->setFocus(Qt::OtherFocusReason);
    // A picture shows what was asked for; its command line has said nothing of other lessons.
    if (const QString fault = std::exchange(m_catalogFault, {}); !fault.isEmpty() && !m_still) m_bridge.report(fault);
    // An epoch that is still to come is trained to, and is the live net then.
    const int missing = m_cursor.epoch - m_bridge.epochsDone();
    if (missing >= 0) m_cursor.epoch = -1;
    for (Page* page : m_pageList) {
        page->setNet(m_open.key());
        page->setPlace(m_cursor);
    }
    m_charts->setPlace(m_cursor.t);
    look();
    for (int epoch = missing; epoch > 0; --epoch) m_bridge.stepEpoch();
    if (const auto state = m_lesson->state(); state && opensState) applyState(*state);
}

void MainWindow::keepPlace() {
    m_visits[m_open.key()] = {m_cursor, m_lesson->page()};
}

Cursor MainWindow::placeToStart() {
    m_checkLater = true;
    if (m_startCursor) return *std::exchange(m_startCursor, std::nullopt);
    const Selection& open = m_bridge.selection();
    Cursor cursor;
    if (const auto visit = m_visits.find(open.key()); visit != m_visits.end()) {
        cursor = visit->second.cursor;
        if (!m_bridge.isResumed()) cursor.epoch = -1;
        return cursor;
    }
    // The same net from another seed is looked at where the last one was.
    Selection before = m_open;
    before.seed = open.seed;
    if (before.key() == open.key()) {
        cursor = m_cursor;
        cursor.epoch = -1;
        return cursor;
    }
    m_checkLater = false;
    return cursor;
}

void MainWindow::openLesson(const QString& id, const QString& version) {
    m_startCursor.reset();  // what a place that could not be opened has left
    m_stateLater = true;
    m_bridge.openLesson(id.toStdString(), version.toStdString());
}

void MainWindow::follow(const QString& link) {
    attempt(m_bridge, [&] {
        const LinkAction action = parseLink(link);
        switch (action.kind) {
            case LinkAction::Kind::Step:
                goTo(parseCursor(action.target, m_cursor));
                turnTo(0);
                break;
            case LinkAction::Kind::Train:
                m_bridge.perform(action.target);
                break;
            case LinkAction::Kind::Set:
                m_bridge.set(action.target.toStdString());
                break;
            case LinkAction::Kind::Lesson:
                openLesson(action.target.section(u'/', 0, 0), action.target.section(u'/', 1));
                break;
            case LinkAction::Kind::Web:
                QDesktopServices::openUrl(QUrl(action.target));
                break;
        }
    });
}

void MainWindow::setStartCursor(const Cursor& cursor) {
    m_startCursor = cursor;
}

void MainWindow::setCursorState(const Cursor& cursor) {
    const bool other = !(cursor == m_cursor);
    m_cursor = cursor;
    for (Page* page : m_pageList) page->setPlace(cursor);
    m_charts->setPlace(cursor.t);
    if (other) look();
}

void MainWindow::goTo(const Cursor& cursor) {
    const auto& snapshot = m_bridge.snapshot();
    const int jump = ++m_jumps;
    if (!snapshot || lessons::checksAtOnce(cursor, *snapshot)) {
        if (snapshot) lessons::checkPlace(cursor, *snapshot);
        setCursorState(cursor);
        return;
    }
    m_bridge.ask(lessons::PlaceQuestion{snapshot, cursor}, this, [this, cursor, jump](const lessons::Answer& answer) {
        if (jump != m_jumps) return;
        if (answer.fault.empty())
            setCursorState(cursor);
        else
            m_bridge.report(QString::fromStdString(answer.fault));
    });
}

Cursor MainWindow::placeIn(Cursor cursor) {
    cursor.lesson.clear();
    cursor.seed.reset();
    return cursor;
}

void MainWindow::openPlace(const Cursor& cursor) {
    const lessons::Snapshot* snapshot = m_bridge.snapshot().get();
    const Selection wanted = lessons::selectionOf(cursor, m_bridge.selection());
    Cursor place = placeIn(cursor);
    if (!snapshot || wanted != m_bridge.selection()) {
        m_startCursor = place;
        m_bridge.open(wanted);
        return;
    }
    const int missing = std::max(0, cursor.epoch - snapshot->status.epoch);
    // An epoch that is still to come is trained to, and is the live net then.
    if (missing > 0) place.epoch = -1;
    attempt(m_bridge, [&] { goTo(place); });
    for (int epoch = missing; epoch > 0; --epoch) m_bridge.stepEpoch();
}

void MainWindow::look() {
    // Clamps and edits name what only a trace knows: they wait for the first one.
    const auto& snapshot = m_bridge.snapshot();
    m_lookLater = !snapshot || (!snapshot->shown.trace && !snapshot->status.settled);
    if (m_lookLater) return;
    attempt(m_bridge, [&] { m_bridge.look(lessons::viewOf(m_cursor, *snapshot)); });
}

void MainWindow::stayInside(const lessons::Snapshot& snapshot) {
    const engine::Trace* trace = snapshot.shown.trace.get();
    if (m_lookLater || m_checkLater || !trace || !snapshot.status.settled) return;
    const bool isOfPlace = (m_cursor.layer.empty() || m_cursor.layer == trace->layer) &&
                           m_cursor.direction == trace->direction &&
                           std::size_t(std::max(0, m_cursor.sample)) == snapshot.shown.sampleIndex;
    if (!isOfPlace) return;
    const Cursor fitted = Reading(*trace).fitted(m_cursor);
    Cursor inside = m_cursor;
    inside.t = fitted.t;
    inside.unit = fitted.unit;
    inside.pass = fitted.pass;
    if (!(inside == m_cursor)) setCursorState(inside);
}

void MainWindow::showTaskRun(int taskRun) {
    m_bridge.chooseTaskRun(taskRun);
    look();
}

}  // namespace gui
