// Asks for a central difference and says what came back.
#include "gui/pages/step/gradientprobe.h"

#include <utility>

#include "engine/cells/equations.h"
#include "gui/bridge/faults.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellfacts.h"
#include "lessons/session/viewof.h"

namespace gui {

void GradientProbe::check(const std::shared_ptr<const lessons::Snapshot>& snapshot, const Cursor& given) {
    if (!m_ask || !snapshot || !snapshot->shown.trace || !snapshot->task || !snapshot->shown.weights) return;
    try {
        const engine::Trace& trace = *snapshot->shown.trace;
        const Reading reading(trace);
        const Cursor cursor = reading.fitted(given);
        const auto stations = stationsOf(reading.program(), cursor);
        const Station& station = stations[static_cast<std::size_t>(stationIndex(stations, cursor.operation))];
        if (station.kind == Station::Kind::Loss) return;
        lessons::GradientQuestion question{snapshot, lessons::viewOf(cursor, *snapshot), {}};
        engine::GradientTarget& target = question.target;
        target.layer = trace.layer;
        target.direction = trace.direction;
        const bool isWeight = station.kind != Station::Kind::Operation;
        if (isWeight) {
            const auto model = snapshot->task->model(snapshot->shown.taskRun);
            const WeightUse use = shownContribution(reading, cursor, station.index);
            target.kind = engine::GradientTarget::Kind::Parameter;
            target.row = use.row;
            target.column = use.column;
            target.parameter =
                engine::cellParameter(*model, trace.layer, trace.direction, static_cast<std::size_t>(station.index));
        } else {
            target.operation = station.index;
            target.step = cursor.t - 1;
            target.unit = cursor.unit - 1;
        }
        m_ask(std::move(question), [this, isWeight, round = ++m_round](const lessons::Answer& answer) {
            if (round == m_round) take(answer, isWeight);
        });
    } catch (const std::exception& error) {
        Q_EMIT failed(faultText(error));
    }
}

void GradientProbe::forget() {
    m_result.clear();
    ++m_round;
}

void GradientProbe::take(const lessons::Answer& answer, bool isWeight) {
    if (!answer.gradient) {
        Q_EMIT failed(QString::fromStdString(answer.fault));
        return;
    }
    const QString numeric = QString::fromStdString(engine::equationNumber(answer.gradient->numeric));
    // A weight is read at every step: its gradient is the sum over all of them.
    m_result = isWeight ? tr("central difference %1, sum over all t %2")
                              .arg(numeric, QString::fromStdString(engine::equationNumber(answer.gradient->analytic)))
                        : tr("central difference %1").arg(numeric);
    Q_EMIT answered();
}

}  // namespace gui
