// Evaluates conditions. What is not there makes a comparison unknown, and "unknown or true" is true (Kleene's logic).
#include "lessons/goals/goal.h"

#include <algorithm>
#include <cmath>

#include "lessons/tasks/tracenumber.h"

namespace lessons {
namespace {

using Kind = Expression::Kind;
using Number = std::optional<double>;
using Truth = std::optional<bool>;

bool compares(Comparison comparison, double left, double right) {
    // Weights and states are floats: 0.3 written is 0.3 shown.
    const bool equal = std::abs(left - right) <= 1e-6 * std::max({1.0, std::abs(left), std::abs(right)});
    switch (comparison) {
        case Comparison::Less:
            return left < right;
        case Comparison::LessOrEqual:
            return left <= right;
        case Comparison::Greater:
            return left > right;
        case Comparison::GreaterOrEqual:
            return left >= right;
        case Comparison::Equal:
            return equal;
        case Comparison::NotEqual:
            return !equal;
    }
    return false;
}

Number finite(const std::map<std::string, double>& numbers, const std::string& name) {
    const auto found = numbers.find(name);
    return found == numbers.end() || !std::isfinite(found->second) ? Number() : Number(found->second);
}

class Evaluation {
 public:
    Evaluation(const Snapshot& snapshot, const std::vector<FinishedRun>& runs)
        : m_snapshot(snapshot), m_trace(snapshot.shown.trace.get()), m_runs(runs) {}

    Truth truth(const Expression& node) const {
        switch (node.kind) {
            case Kind::Compare:
                return compare(node);
            case Kind::Not:
                if (const Truth part = truth(node.parts[0])) return !*part;
                return {};
            case Kind::And:
            case Kind::Or: {
                // One side that settles it is enough.
                const bool settles = node.kind == Kind::Or;
                const Truth left = truth(node.parts[0]), right = truth(node.parts[1]);
                if (left == settles || right == settles) return settles;
                return left && right ? Truth(!settles) : Truth();
            }
            case Kind::Edited:
                return !m_snapshot.shown.edits.empty();
            case Kind::Clamped:
                return clamped(node.name);
            default:
                return {};
        }
    }

    Number number(const Expression& node, const FinishedRun* run) const {
        switch (node.kind) {
            case Kind::Number:
                return node.number;
            case Kind::Live:
                return live(node.live, run);
            case Kind::Negate:
                if (const Number part = number(node.parts[0], run)) return -*part;
                return {};
            case Kind::Add:
            case Kind::Subtract:
            case Kind::Multiply:
            case Kind::Divide: {
                const Number left = number(node.parts[0], run), right = number(node.parts[1], run);
                if (!left || !right) return {};
                const double value = node.kind == Kind::Add        ? *left + *right
                                     : node.kind == Kind::Subtract ? *left - *right
                                     : node.kind == Kind::Multiply ? *left * *right
                                                                   : *left / *right;
                return std::isfinite(value) ? Number(value) : Number();
            }
            default:
                return {};
        }
    }

 private:
    /// With "of a run": true where any run that is over makes it true.
    Truth compare(const Expression& node) const {
        const LiveNumber* ofARun = nullptr;
        forEachPart(node, [&](const Expression& part) {
            if (part.kind == Kind::Live && part.live.ofARun) ofARun = &part.live;
        });
        if (!ofARun) return compareFor(node, nullptr);
        Truth any;
        for (const FinishedRun& run : m_runs) {
            if (!belongs(run) || !passes(run, ofARun->with)) continue;
            const Truth one = compareFor(node, &run);
            if (one == true) return true;
            if (one) any = false;
        }
        return any;
    }

    Truth compareFor(const Expression& node, const FinishedRun* run) const {
        const Number left = number(node.parts[0], run), right = number(node.parts[1], run);
        if (!left || !right) return {};
        return compares(node.comparison, *left, *right);
    }

    bool belongs(const FinishedRun& run) const {
        if (!m_snapshot.task) return false;
        return run.lesson == m_snapshot.task->spec().lesson + "/" + m_snapshot.task->spec().version;
    }

    static bool passes(const FinishedRun& run, const std::vector<SettingTest>& tests) {
        return std::all_of(tests.begin(), tests.end(), [&](const SettingTest& test) {
            const Number setting = finite(run.settings, test.name);
            return setting && compares(test.comparison, *setting, test.value);
        });
    }

    Truth clamped(const std::string& operation) const {
        if (!m_trace) return {};
        const engine::CellRecord& cell = m_trace->cell;
        const int index = cell.program->find(operation);
        if (index < 0) return {};
        return std::any_of(cell.probe.clamps.begin(), cell.probe.clamps.end(),
                           [&](const engine::Clamp& clamp) { return clamp.operation == index && !clamp.add; });
    }

    Number live(const LiveNumber& wanted, const FinishedRun* run) const {
        if (wanted.kind != LiveNumber::Kind::Named) return m_trace ? traceNumber(wanted, *m_trace) : Number();
        if (wanted.ofARun) {
            if (!run) return {};
            const Number measure = finite(run->measures, wanted.name);
            return measure ? measure : finite(run->settings, wanted.name);
        }
        const std::size_t taskRun = m_snapshot.shown.taskRun;
        const Number measure = finite(measuresOf(m_snapshot, taskRun), wanted.name);
        return measure ? measure : finite(settingsOf(m_snapshot, taskRun), wanted.name);
    }

    const Snapshot& m_snapshot;
    const engine::Trace* m_trace;
    const std::vector<FinishedRun>& m_runs;
};

}  // namespace

std::optional<bool> holds(const Condition& condition, const Snapshot& snapshot, const std::vector<FinishedRun>& runs) {
    return Evaluation(snapshot, runs).truth(condition.root);
}

std::optional<double> valueOf(const LiveValue& value, const Snapshot& snapshot) {
    static const std::vector<FinishedRun> none;
    if (!snapshot.shown.unprobed) return Evaluation(snapshot, none).number(value.root, nullptr);
    Snapshot untouched = snapshot;
    untouched.shown.trace = snapshot.shown.unprobed;
    untouched.shown.probedOutput = nullptr;
    return Evaluation(untouched, none).number(value.root, nullptr);
}

std::vector<Reading> readingsOf(const Condition& condition, const Snapshot& snapshot) {
    return readingsOf(condition.root, condition.text, snapshot);
}

std::vector<Reading> readingsOf(const Expression& root, const std::string& text, const Snapshot& snapshot) {
    static const std::vector<FinishedRun> none;
    std::vector<Reading> readings;
    forEachPart(root, [&](const Expression& part) {
        if (part.kind != Kind::Live || part.live.ofARun) return;
        const std::string words = text.substr(part.from, part.until - part.from);
        const auto same = [&](const Reading& other) { return other.words == words; };
        if (std::none_of(readings.begin(), readings.end(), same))
            readings.push_back({words, Evaluation(snapshot, none).number(part, nullptr)});
    });
    return readings;
}

std::map<std::string, double> settingsOf(const Snapshot& snapshot, std::size_t taskRun) {
    std::map<std::string, double> settings;
    if (!snapshot.task) return settings;
    const Spec& spec = snapshot.task->spec();
    for (const Json* section : {&spec.data, &spec.training}) {
        if (!section->is_object()) continue;
        for (const auto& [key, value] : section->items())
            if (value.is_number()) settings[key] = value.get<double>();
    }
    // The knobs of a tune turn without another task.
    const auto& output = snapshot.shown.output;
    if (const auto* view = output ? std::get_if<TuneView>(output.get()) : nullptr) {
        settings["temperature"] = view->tune.how.temperature;
        settings["top_k"] = view->tune.how.topK;
        settings["take"] = view->tune.how.take;
    }
    settings["seed"] = double(snapshot.status.seed);
    settings["epochs"] = snapshot.status.epochs;
    settings["epoch"] =
        taskRun < snapshot.status.taskRuns.size() ? snapshot.status.taskRuns[taskRun].epoch : snapshot.status.epoch;
    settings["batch_size"] = double(snapshot.task->trainerOptions().batchSize);
    settings["learning_rate"] = snapshot.status.learningRate;
    if (const auto model = snapshot.task->model(taskRun)) {
        settings["parameters"] = double(model->parameterCount());
        const std::vector<std::string> layers = engine::recurrentLayers(*model);
        if (!layers.empty()) settings["units"] = double(engine::cellProgramOf(*model, layers.front())->units);
    }
    return settings;
}

std::map<std::string, double> measuresOf(const Snapshot& snapshot, std::size_t taskRun) {
    std::map<std::string, double> measures;
    const Shown& shown = snapshot.shown;
    const auto& outcome = shown.probedOutput ? shown.probedOutput : shown.output;
    if (outcome && shown.outputMoment.taskRun == taskRun)
        for (const Figure& figure : figuresOf(*outcome, shown.outputMoment.epoch)) measures[figure.id] = figure.value;
    // A metric of training goes before a figure of the same name.
    if (taskRun < snapshot.status.taskRuns.size())
        for (const auto& [name, value] : snapshot.status.taskRuns[taskRun].facts.lastLogs) measures[name] = value;
    return measures;
}

}  // namespace lessons
