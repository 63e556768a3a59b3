// Asks, waits, asks again where the net has changed meanwhile.
#include "gui/pages/step/influenceprobe.h"

#include <utility>

#include "gui/bridge/faults.h"
#include "lessons/session/viewof.h"

namespace gui {

InfluenceProbe::InfluenceProbe(QObject* parent) : QObject(parent) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(300);
    connect(&m_pause, &QTimer::timeout, this, &InfluenceProbe::ask);
}

void InfluenceProbe::setShown(bool shown) {
    m_shown = shown;
    ask();
}

void InfluenceProbe::setPlace(std::shared_ptr<const lessons::Snapshot> snapshot, const Cursor& cursor) {
    const bool another = !snapshot || !m_snapshot || snapshot->task != m_snapshot->task;
    if (another) {
        ++m_round;
        m_underWay = false;
        m_influence.reset();
        m_fault.clear();
        m_answered.reset();
    }
    m_snapshot = std::move(snapshot);
    m_cursor = cursor;
    ask();
}

void InfluenceProbe::ask() {
    if (!m_shown || !m_ask || m_underWay || m_pause.isActive() || !m_snapshot || !m_snapshot->task ||
        !m_snapshot->shown.trace || !m_snapshot->shown.weights)
        return;
    const engine::Trace& trace = *m_snapshot->shown.trace;
    const bool eachStep = !trace.outputs.empty() && trace.outputs.front().sequence;
    const engine::Index step =
        eachStep ? std::min<engine::Index>(std::max(0, m_cursor.t - 1), trace.outputs.front().steps - 1) : 0;
    if (m_answered == m_snapshot->shown.trace && m_answeredStep == step) return;
    m_answered = m_snapshot->shown.trace;
    m_answeredStep = step;
    try {
        lessons::InfluenceQuestion question{m_snapshot, lessons::viewOf(m_cursor, *m_snapshot), step};
        m_underWay = true;
        m_ask(std::move(question), [this, round = m_round](const lessons::Answer& answer) {
            if (round == m_round) take(answer);
        });
    } catch (const std::exception& error) {
        m_underWay = false;
        m_fault = faultText(error);
        Q_EMIT answered();
    }
}

void InfluenceProbe::take(const lessons::Answer& answer) {
    m_underWay = false;
    m_influence = answer.influence;
    m_fault = QString::fromStdString(answer.fault);
    if (m_snapshot->status.state == lessons::RunState::Training) m_pause.start();
    Q_EMIT answered();
    ask();
}

}  // namespace gui
