// Compares a place's keys with the model, the sample and the cell they mean.
#include "lessons/session/placecheck.h"

#include <algorithm>
#include <memory>

#include "engine/core/error.h"
#include "lessons/format/fields.h"
#include "lessons/session/parts.h"

namespace lessons {
namespace {

using Texts = std::vector<std::string>;

[[noreturn]] void fail(const std::string& key, const std::string& expected, const std::string& got) {
    throw engine::Error(key + ": expected " + expected + ", got " + got);
}

void checkNumber(const char* key, engine::Index number, engine::Index from, engine::Index to,
                 const std::string& what = {}) {
    if (number < from || number > to)
        fail(key, "a whole number from " + std::to_string(from) + " to " + std::to_string(to) + what,
             std::to_string(number));
}

bool contains(const Texts& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

class Check {
 public:
    Check(const Place& place, const Snapshot& snapshot) : m_place(place), m_snapshot(snapshot) {}

    /// The trace that is shown is the place's, or no other can be made.
    [[nodiscard]] bool shows() const {
        const auto& shown = m_snapshot.shown.trace;
        if (!shown || !m_snapshot.task || !m_snapshot.shown.weights) return true;
        return shown->layer == layer() && run() == m_snapshot.shown.taskRun && shown->direction == m_place.direction &&
               m_snapshot.shown.sampleIndex == std::size_t(m_place.sample);
    }

    void check() {
        if (m_snapshot.task) {
            checkLayer();
            const auto samples = static_cast<engine::Index>(m_snapshot.task->sampleCount());
            if (samples > 0) checkNumber("sample", m_place.sample, 0, samples - 1);
        }
        const std::shared_ptr<const engine::Trace> trace = tracedOne();
        if (!trace) return;
        if (m_place.direction == 1 && !trace->bidirectional) refuseDirection(trace->layer);
        m_program = trace->cell.program.get();
        m_steps = trace->cell.steps;
        // Token numbers are one row, a column a step: each step has one number to edit.
        const bool tokens = !trace->inputs.empty() && !trace->inputs[0].sequence;
        m_inputSteps = trace->inputs.empty() ? m_steps
                       : tokens              ? trace->inputs[0].values.cols()
                                             : trace->inputs[0].steps;
        m_features = tokens ? 1 : trace->inputs.empty() ? trace->cell.input.cols() : trace->inputs[0].features();
        checkNumber("t", m_place.t, 1, m_steps);
        checkNumber("unit", m_place.unit, 1, m_program->units);
        if (m_place.pass == Place::Pass::Backward && !m_snapshot.shown.trace->hasGradients())
            fail("pass", "forward (this lesson has no loss to go back from)", "backward");
        checkStation(m_place, *m_program);
        for (const PlacePin& pin : m_place.pins) {
            const Target target = targetOf("pin", pin.operation);
            if (!target.name.empty()) checkOperation("pin", target);
            checkNumber("pin", pin.unit, 1, target.program->units, " as unit");
            if (pin.t > 0 && target.isOwn) checkNumber("pin", pin.t, 1, m_steps, " as step");
        }
        for (const PlaceClamp& clamp : m_place.clamps) {
            const Target target = targetOf("clamp", clamp.operation);
            checkOperation("clamp", target);
            if (engine::isEndPart(m_place.layer) && target.isOwn)
                fail("clamp", "a layer whose numbers can be held", m_place.layer);
            if (clamp.unit > 0) checkNumber("clamp", clamp.unit, 1, target.program->units, " as unit");
            for (const int step : {clamp.firstStep, clamp.lastStep == 0 ? clamp.firstStep : clamp.lastStep})
                if (target.isOwn) checkNumber("clamp", step, 1, m_steps, " as step");
        }
        if (m_place.weight)
            checkWeight("weight", targetOf("weight", m_place.weight->parameter), m_place.weight->row,
                        m_place.weight->column);
        for (const PlaceEdit& edit : m_place.edits) checkEdit(edit);
    }

 private:
    /// The models of a comparison have layers of different names; a name that any of them has will do.
    void checkLayer() const {
        if (m_place.layer.empty()) return;
        Texts names;
        for (std::size_t run = 0; run < m_snapshot.task->runCount(); ++run)
            for (const std::string& name : partsOf(*m_snapshot.task, run))
                if (!contains(names, name)) names.push_back(name);
        if (!contains(names, m_place.layer))
            fail("layer", names.empty() ? "none (this model has no layer that can be stepped)" : listWords(names),
                 m_place.layer);
    }

    [[nodiscard]] std::size_t run() const {
        return runWith(*m_snapshot.task, m_snapshot.shown.taskRun, {m_place.layer, m_place.direction});
    }

    [[nodiscard]] std::string layer() const {
        const std::size_t run = this->run();
        const Texts parts = partsOf(*m_snapshot.task, run);
        return contains(parts, m_place.layer) ? m_place.layer : shownPart(*m_snapshot.task, run, {});
    }

    [[nodiscard]] std::shared_ptr<const engine::Trace> tracedOne() const {
        if (shows()) return m_snapshot.shown.trace;
        const auto model = m_snapshot.task->model(run());
        const std::string name = layer();
        const bool isEnd = engine::isEndPart(name);
        if (m_place.direction == 1 && (isEnd || engine::directionsOf(*model, name) == 1)) refuseDirection(name);
        const engine::Sample sample = m_snapshot.task->sample(std::size_t(m_place.sample));
        const auto loss = isEnd ? lossOf(*m_snapshot.task) : nullptr;
        // Another model's weights are not at hand here; what it has does not hang on them.
        const bool isShown = run() == m_snapshot.shown.taskRun;
        const engine::Weights weights = isShown ? *m_snapshot.shown.weights : m_snapshot.task->initialWeights(run());
        engine::TraceRequest request;
        request.layer = name;
        request.direction = m_place.direction;
        request.scale = scaleOf(*m_snapshot.task);
        return std::make_shared<const engine::Trace>(engine::traceSample(*model, weights, sample, loss.get(), request));
    }

    [[noreturn]] static void refuseDirection(const std::string& layer) {
        fail("direction", "forward (layer " + layer + " is not bidirectional)", "backward");
    }

    /// What a clamp, an edit or a pin is of: a number of the place's own layer, or of the layer that it names.
    struct Target {
        std::string name;
        const engine::CellProgram* program = nullptr;
        bool isOwn = true;
    };
    [[nodiscard]] Target targetOf(const char* key, const std::string& text) const {
        const HandTarget target = handTarget(text);
        if (target.layer.empty()) return {target.name, m_program, true};
        const std::size_t run = this->run();
        const Texts layers = engine::tracedLayers(*m_snapshot.task->model(run));
        if (!contains(layers, target.layer)) fail(key, "a number of this layer or of " + listWords(layers), text);
        if (target.direction == 1 && engine::directionsOf(*m_snapshot.task->model(run), target.layer) == 1)
            refuseDirection(target.layer);
        return {target.name, programOf(*m_snapshot.task, run, {target.layer, target.direction}).get(), false};
    }

    void checkOperation(const char* key, const Target& target) const {
        if (target.program->find(target.name) < 0)
            fail(key, listWords(stationNames(*target.program, Place::Pass::Forward)), target.name);
    }

    void checkWeight(const char* key, const Target& target, int row, int column) const {
        Texts names;
        for (const engine::Parameter& parameter : target.program->parameters) {
            names.push_back(lastWord(parameter.path));
            if (names.back() != target.name) continue;
            checkNumber(key, row, 1, parameter.rows(), " as row of " + target.name);
            checkNumber(key, column, 1, parameter.columns(), " as column of " + target.name);
            return;
        }
        fail(key, listWords(names), target.name);
    }

    void checkEdit(const PlaceEdit& edit) const {
        if (edit.target == "input") {
            checkNumber("edit", edit.row, 1, m_inputSteps, " as step of the input");
            checkNumber("edit", edit.column, 1, m_features, " as feature of the input");
            return;
        }
        const Target target = targetOf("edit", edit.target);
        if (target.name.starts_with("state.")) {
            Texts names;
            for (const engine::CellState& state : target.program->states) names.push_back("state." + state.name);
            if (!contains(names, target.name)) fail("edit", listWords(names), target.name);
            checkNumber("edit", edit.column, 1, target.program->units, " as unit of " + target.name);
        } else {
            checkWeight("edit", target, edit.row, edit.column);
        }
    }

    const Place& m_place;
    const Snapshot& m_snapshot;
    const engine::CellProgram* m_program = nullptr;
    engine::Index m_steps = 0, m_inputSteps = 0, m_features = 0;
};

}  // namespace

void checkPlace(const Place& place, const Snapshot& snapshot) {
    Check(place, snapshot).check();
}

bool checksAtOnce(const Place& place, const Snapshot& snapshot) {
    return Check(place, snapshot).shows();
}

std::vector<std::string> stationNames(const engine::CellProgram& program, Place::Pass pass) {
    Texts names;
    for (const engine::Operation& operation : program.operations) names.push_back(operation.name);
    if (pass == Place::Pass::Forward) return names;
    if (!program.states.empty()) names.push_back("loss");
    std::reverse(names.begin(), names.end());
    for (const engine::Parameter& parameter : program.parameters) names.push_back(lastWord(parameter.path));
    return names;
}

void checkStation(const Place& place, const engine::CellProgram& program) {
    if (place.operation.empty()) return;
    const Texts names = stationNames(program, place.pass);
    const auto colon = place.operation.find(':');
    const std::string name = place.operation.substr(0, colon);
    if (!contains(names, name)) fail("op", listWords(names), place.operation);
    if (colon == std::string::npos) return;
    const bool isParameter = program.find(name) < 0 && name != "loss";
    if (isParameter && contains(program.gateOrder, place.operation.substr(colon + 1))) return;
    std::string gates;
    for (const std::string& gate : program.gateOrder) gates += (gates.empty() ? "" : "|") + gate;
    fail("op", listWords(names) + ", a weight also with its gate, kernel:" + gates, place.operation);
}

}  // namespace lessons
