// Reads the sequence, builds the net, puts the lesson's own weights into it.
#include "lessons/tasks/kinds/given.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/losses/loss.h"
#include "lessons/format/yaml.h"
#include "lessons/tasks/givennumbers.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/supervised.h"
#include "lessons/tasks/tracenumber.h"

namespace lessons {
namespace {

class GivenTask : public SupervisedTask {
 public:
    GivenTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        m_stepName = data.text("step", "step");
        m_features = data.texts("features");
        m_outputs = data.texts("outputs");
        engine::Dataset given;
        given.inputs = inputs(data);
        const bool hasTargets = data.has("targets");
        const Fields weights = data.map("weights");
        data.refuseOthers();
        for (const Json& name : spec().result.is_array() ? spec().result : Json::array()) readResult(name);
        if (!hasTargets && epochs() > 0)
            Fields(spec(), "training").fail("epochs", "0: there are no targets to train on");
        if (hasTargets) given.targets.push_back(target(data));
        setUp(std::move(given));
        m_weights = givenWeights(weights, *model(), SupervisedTask::initialWeights());
        checkNames(data);
        checkResults();
    }

    [[nodiscard]] engine::Weights initialWeights(std::size_t) const override { return m_weights; }

    [[nodiscard]] InputDescription input(const std::string& layer) const override {
        const std::size_t read = layer.empty() ? 0 : inputReadBy(*model(), layer);
        const engine::Index features = training().inputs[std::min(read, training().inputs.size() - 1)].features();
        InputDescription description;
        description.kind = features == 1 ? InputDescription::Kind::Curve : InputDescription::Kind::Vectors;
        description.stepName = m_stepName;
        description.valueName = m_features.size() == 1 ? m_features.front() : "input";
        for (engine::Index f = 0; f < features; ++f)
            description.features.push_back(read == 0 && std::size_t(f) < m_features.size()
                                               ? m_features[std::size_t(f)]
                                               : std::string("x").append(std::to_string(f + 1)));
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string&) const override {
        SampleDescription description{NumberedSample{NumberedSample::Kind::Sequence, sample + 1}, {}, {}};
        if (isTrainable()) description.target = tell(training().targets.front());
        return description;
    }

    /// Several numbers a step are no classes: the table of values has them.
    [[nodiscard]] std::vector<Saying> tell(const engine::Tensor& output) const override {
        std::vector<Saying> sayings;
        if (output.values.cols() == 1)
            for (engine::Index row = 0; row < output.values.rows(); ++row)
                sayings.emplace_back(Amount{double(output.values(row, 0)), {}});
        return sayings;
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        const engine::Tensor first = model(run)->predict(training().inputs, weights, options).at(0);
        ValuesView view;
        view.isEachStep = first.sequence;
        view.values = first.values;
        view.names = m_outputs;
        if (isTrainable()) view.targets = training().targets.front().values;
        return view;
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override {
        const auto loss = settings().options.losses.empty() ? nullptr : makeLoss();
        const engine::Trace trace =
            engine::traceSample(*model(), weights.at(0), sample(0), isTrainable() ? loss.get() : nullptr);
        Json result = Json::object();
        if (isTrainable()) {
            // What the last epoch began with is what it logs; what came of it is the trace's.
            result["loss"] = trace.loss;
            result["baseline"] = engine::traceSample(*model(), m_weights, sample(0), loss.get()).loss;
            result["seconds"] = facts.at(0).seconds;
        }
        if (m_results.empty()) result["output"] = rowsResult(trace.outputs.at(0).values);
        for (const Result& each : m_results) {
            if (each.word == "output")
                result[each.word] = rowsResult(trace.outputs.at(0).values);
            else if (each.word == "summary")
                result[each.word] = summaryResult(*model());
            else if (const auto number = traceNumber(each.number.root, trace))
                result[each.word] = *number;
            else
                result[each.word] = nullptr;
        }
        return result;
    }

 private:
    struct Result {
        std::string word;
        LiveValue number;  ///< unless the word is one of our own
        [[nodiscard]] bool isOurWord() const { return word == "output" || word == "summary"; }
    };

    void readResult(const Json& name) {
        const std::string path = "result." + std::to_string(m_results.size());
        if (!name.is_string())
            spec().fail(path,
                        "result: expected output, summary or a number such as f[1] at t=2, got " + describeValue(name));
        Result one{name.get<std::string>(), {}};
        if (!one.isOurWord()) try {
                one.number = parseLiveValue(one.word);
            } catch (const ConditionError& error) {
                spec().fail(path, "result: \"" + one.word + "\", character " + std::to_string(error.column) + ": " +
                                      error.what());
            }
        m_results.push_back(std::move(one));
    }

    /// A sequence, or a map of the model's inputs by their names: a row a step, or, of an initial state, one row.
    [[nodiscard]] std::vector<engine::Tensor> inputs(const Fields& data) const {
        if (!data.isMap("inputs")) return {sequenceOf(data, "inputs")};
        const Fields map = data.map("inputs");
        std::vector<std::string> names = map.keys();
        // The order is the model's, as Keras takes them.
        if (const Json& model = spec().model; model.is_object() && model.contains("inputs")) {
            const Json& wanted = model["inputs"];
            names.clear();
            for (const auto& [key, value] : wanted.items())
                names.push_back(wanted.is_object() ? key : value.is_string() ? value.get<std::string>() : key);
        }
        std::vector<engine::Tensor> tensors;
        for (const std::string& name : names) {
            if (!map.has(name)) map.failAt("", "inputs: expected the key \"" + name + "\" for the model's input");
            const Json rows = map.value(name);
            const bool isVector = rows.is_array() && !rows.empty() && !rows.front().is_array();
            tensors.push_back(isVector ? engine::Tensor::vectors(givenRows(map, name, rows)) : sequenceOf(map, name));
        }
        map.refuseOthers();
        return tensors;
    }

    static engine::Tensor sequenceOf(const Fields& fields, const std::string& key) {
        const Json rows = fields.value(key);
        if (rows.is_array() && !rows.empty() && !rows.front().is_array())
            fields.failAt(key, key + ": expected a row of numbers for each step, [[1, 0], [0, 1]], got one list");
        engine::Matrix steps = givenRows(fields, key, rows);
        const engine::Index count = steps.rows();
        return engine::Tensor::sequences(std::move(steps), 1, count);
    }

    [[nodiscard]] static engine::Tensor target(const Fields& data) {
        const Json rows = data.value("targets");
        if (rows.is_array() && !rows.empty() && rows.front().is_array()) return sequenceOf(data, "targets");
        return engine::Tensor::vectors(givenRows(data, "targets", rows));
    }

    /// What the file calls features and outputs, against those there are.
    void checkNames(const Fields& data) const {
        const auto same = [&](const char* key, std::size_t names, engine::Index numbers) {
            if (names != 0 && names != std::size_t(numbers))
                data.failAt(key, std::string(key) + ": expected " + std::to_string(numbers) + " names, got " +
                                     std::to_string(names));
        };
        same("features", m_features.size(), training().inputs.front().features());
        const engine::Tensor first = model()->predict(training().inputs, m_weights).at(0);
        same("outputs", m_outputs.size(), first.values.cols());
        if (!isTrainable()) return;
        const engine::Tensor& target = training().targets.front();
        if (settings().options.losses.empty())
            data.failAt("targets", "targets: expected a loss in the training section beside them");
        if (target.values.rows() != first.values.rows() || target.values.cols() != first.values.cols())
            data.failAt("targets",
                        "targets: expected as many as the output has, " + std::to_string(first.values.rows()) + " x " +
                            std::to_string(first.values.cols()) + ", got " + std::to_string(target.values.rows()) +
                            " x " + std::to_string(target.values.cols()));
    }

    /// A number that the net has not would be an empty place in the result, whoever asks for it.
    void checkResults() const {
        const auto loss = isTrainable() ? makeLoss() : nullptr;
        std::optional<engine::Trace> trace;
        for (std::size_t k = 0; k < m_results.size(); ++k) {
            const Result& each = m_results[k];
            if (each.isOurWord()) continue;
            const std::string path = "result." + std::to_string(k);
            if (!trace)
                trace = spec().placed(path,
                                      [&] { return engine::traceSample(*model(), m_weights, sample(0), loss.get()); });
            if (!traceNumber(each.number.root, *trace))
                spec().fail(path, "result: \"" + each.word + "\": this net has no such number");
        }
    }

    [[nodiscard]] std::shared_ptr<const engine::Loss> makeLoss() const {
        return engine::makeLoss(settings().options.losses.front());
    }

    std::string m_stepName;
    std::vector<std::string> m_features, m_outputs;
    std::vector<Result> m_results;
    engine::Weights m_weights;
};

}  // namespace

std::shared_ptr<const Task> makeGivenTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<GivenTask>(spec, seed);
}

}  // namespace lessons
