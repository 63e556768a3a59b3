// Compares a cursor's keys with the model, the sample and the cell they mean.
#include "gui/place/cursorcheck.h"

#include <QStringList>
#include <algorithm>
#include <memory>

#include "engine/core/error.h"
#include "gui/place/stepping.h"

namespace gui {
namespace {

[[noreturn]] void fail(const char* key, const QString& expected, const QString& got) {
    throw engine::Error(QStringLiteral("%1: expected %2, got %3").arg(QLatin1String(key), expected, got).toStdString());
}

void checkNumber(const char* key, engine::Index number, engine::Index from, engine::Index to,
                 const QString& what = QString()) {
    if (number < from || number > to)
        fail(key, QStringLiteral("a whole number from %1 to %2").arg(from).arg(to) + what, QString::number(number));
}

QString words(const QStringList& names) {
    if (names.size() < 2) return names.join(QString());
    return names.first(names.size() - 1).join(QStringLiteral(", ")) + QStringLiteral(" or ") + names.last();
}

class Check {
 public:
    Check(const Cursor& cursor, const lessons::Snapshot& snapshot) : m_cursor(cursor), m_snapshot(snapshot) {}

    void run() {
        if (m_snapshot.task) {
            checkLayer();
            const auto samples = static_cast<engine::Index>(m_snapshot.task->sampleCount());
            if (samples > 0) checkNumber("sample", m_cursor.sample, 0, samples - 1);
        }
        const std::shared_ptr<const engine::Trace> trace = tracedOne();
        if (!trace) return;
        if (m_cursor.direction == 1 && !trace->bidirectional)
            fail("direction",
                 QStringLiteral("forward (layer %1 is not bidirectional)").arg(QString::fromStdString(trace->layer)),
                 QStringLiteral("backward"));
        m_program = trace->cell.program.get();
        m_steps = trace->cell.steps;
        // Token numbers are one row, a column a step: each step has one number to edit.
        const bool tokens = !trace->inputs.empty() && !trace->inputs[0].sequence;
        m_inputSteps = trace->inputs.empty() ? m_steps
                       : tokens              ? trace->inputs[0].values.cols()
                                             : trace->inputs[0].steps;
        m_features = tokens ? 1 : trace->inputs.empty() ? trace->cell.input.cols() : trace->inputs[0].features();
        checkNumber("t", m_cursor.t, 1, m_steps);
        checkNumber("unit", m_cursor.unit, 1, m_program->units);
        if (m_cursor.pass == Cursor::Pass::Backward && !m_snapshot.shown.trace->hasGradients())
            fail("pass", QStringLiteral("forward (this lesson has no loss to go back from)"),
                 QStringLiteral("backward"));
        checkStation();
        for (const CursorPin& pin : m_cursor.pins) {
            if (!pin.operation.isEmpty()) checkOperation("pin", pin.operation);
            checkNumber("pin", pin.unit, 1, m_program->units, QStringLiteral(" as unit"));
            if (pin.t > 0) checkNumber("pin", pin.t, 1, m_steps, QStringLiteral(" as step"));
        }
        for (const CursorClamp& clamp : m_cursor.clamps) {
            checkOperation("clamp", clamp.operation);
            if (clamp.unit > 0) checkNumber("clamp", clamp.unit, 1, m_program->units, QStringLiteral(" as unit"));
            for (const int step : {clamp.firstStep, clamp.lastStep == 0 ? clamp.firstStep : clamp.lastStep})
                checkNumber("clamp", step, 1, m_steps, QStringLiteral(" as step"));
        }
        if (m_cursor.weight)
            checkWeight("weight", m_cursor.weight->parameter, m_cursor.weight->row, m_cursor.weight->column);
        for (const CursorEdit& edit : m_cursor.edits) checkEdit(edit);
    }

 private:
    /// The models of a comparison have layers of different names; a name that any of them has will do.
    void checkLayer() const {
        if (m_cursor.layer.isEmpty()) return;
        QStringList names;
        for (std::size_t run = 0; run < m_snapshot.task->runCount(); ++run)
            for (const std::string& name : engine::recurrentLayers(*m_snapshot.task->model(run)))
                if (!names.contains(QString::fromStdString(name))) names << QString::fromStdString(name);
        if (!names.contains(m_cursor.layer))
            fail("layer", names.isEmpty() ? QStringLiteral("none (this model has no recurrent layer)") : words(names),
                 m_cursor.layer);
    }

    [[nodiscard]] std::shared_ptr<const engine::Trace> tracedOne() const {
        const auto& shown = m_snapshot.shown.trace;
        if (!shown || !m_snapshot.task || !m_snapshot.shown.weights) return shown;
        const auto model = m_snapshot.task->model(m_snapshot.shown.taskRun);
        const std::vector<std::string> layers = engine::recurrentLayers(*model);
        const bool known = std::find(layers.begin(), layers.end(), m_cursor.layer.toStdString()) != layers.end();
        engine::TraceRequest request;
        request.layer = known ? m_cursor.layer.toStdString() : layers.front();
        request.direction = m_cursor.direction;
        const bool same = shown->layer == request.layer && shown->direction == request.direction &&
                          m_snapshot.shown.sampleIndex == std::size_t(m_cursor.sample);
        if (same) return shown;
        if (request.direction == 1) {
            // Asking a layer for a direction that it has not would be an error of the engine's, not of the key's.
            request.direction = 0;
            const auto forward = traced(*model, request);
            if (!forward->bidirectional) return forward;
            request.direction = 1;
        }
        return traced(*model, request);
    }

    [[nodiscard]] std::shared_ptr<const engine::Trace> traced(const engine::Model& model,
                                                              const engine::TraceRequest& request) const {
        const engine::Sample sample = m_snapshot.task->sample(std::size_t(m_cursor.sample));
        return std::make_shared<const engine::Trace>(
            engine::traceSample(model, *m_snapshot.shown.weights, sample, nullptr, request));
    }

    void checkStation() const {
        if (m_cursor.operation.isEmpty()) return;
        const auto stations = stationsOf(*m_program, m_cursor.pass);
        QStringList names;
        for (const Station& station : stations) names << station.name;
        const int index = stationIndex(stations, m_cursor.operation);
        if (index < 0) fail("op", words(names), m_cursor.operation);
        const QString gate = m_cursor.operation.section(QLatin1Char(':'), 1);
        if (gate.isEmpty()) return;
        QStringList gates;
        for (const std::string& one : m_program->gateOrder) gates << QString::fromStdString(one);
        if (stations[static_cast<std::size_t>(index)].kind != Station::Kind::Parameter || !gates.contains(gate))
            fail("op",
                 words(names) + QStringLiteral(", a weight also with its gate, kernel:") + gates.join(QLatin1Char('|')),
                 m_cursor.operation);
    }

    void checkOperation(const char* key, const QString& operation) const {
        if (m_program->find(operation.toStdString()) >= 0) return;
        QStringList names;
        for (const auto& one : m_program->operations) names << QString::fromStdString(one.name);
        fail(key, words(names), operation);
    }

    void checkWeight(const char* key, const QString& name, int row, int column) const {
        QStringList names;
        for (const engine::Parameter& parameter : m_program->parameters) {
            const QString path = QString::fromStdString(parameter.path).section(QLatin1Char('/'), -1);
            names << path;
            if (path != name) continue;
            checkNumber(key, row, 1, parameter.rows(), QStringLiteral(" as row of ") + name);
            checkNumber(key, column, 1, parameter.columns(), QStringLiteral(" as column of ") + name);
            return;
        }
        fail(key, words(names), name);
    }

    void checkEdit(const CursorEdit& edit) const {
        if (edit.target == QLatin1String("input")) {
            checkNumber("edit", edit.row, 1, m_inputSteps, QStringLiteral(" as step of the input"));
            checkNumber("edit", edit.column, 1, m_features, QStringLiteral(" as feature of the input"));
        } else if (edit.target.startsWith(QLatin1String("state."))) {
            QStringList names;
            for (const engine::CellState& state : m_program->states)
                names << QStringLiteral("state.") + QString::fromStdString(state.name);
            if (!names.contains(edit.target)) fail("edit", words(names), edit.target);
            checkNumber("edit", edit.column, 1, m_program->units, QStringLiteral(" as unit of ") + edit.target);
        } else {
            checkWeight("edit", edit.target, edit.row, edit.column);
        }
    }

    const Cursor& m_cursor;
    const lessons::Snapshot& m_snapshot;
    const engine::CellProgram* m_program = nullptr;
    engine::Index m_steps = 0, m_inputSteps = 0, m_features = 0;
};

}  // namespace

void checkCursor(const Cursor& cursor, const lessons::Snapshot& snapshot) {
    Check(cursor, snapshot).run();
}

}  // namespace gui
