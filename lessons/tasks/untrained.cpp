// data.kind normal and impulse: sequences to walk through; nothing is trained.
#include "lessons/tasks/untrained.h"

#include "engine/core/error.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/supervised.h"

namespace lessons {
namespace {

class UntrainedTask : public SupervisedTask {
 public:
    UntrainedTask(const Spec& lesson, std::uint64_t seed, engine::Tensor inputs, std::string stepName)
        : SupervisedTask(lesson, seed), m_stepName(std::move(stepName)) {
        m_resultNames = resultNames(spec(), {"summary", "H", "h", "c"});
        if (epochs() > 0) Fields(spec(), "training").fail("epochs", "0: there are no targets to train on");
        engine::Dataset data;
        data.inputs.push_back(std::move(inputs));
        setUp(std::move(data));
        for (const std::string& name : m_resultNames)
            if (name != "summary" && model()->outputs().size() < (name == "c" ? 3u : 2u))
                spec().fail("result", "result: " + name + " needs a model that ends in a recurrent layer with " +
                                          "return_sequences and return_state");
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        const engine::Index features = training().inputs[0].features();
        description.kind = features == 1 ? InputDescription::Kind::Curve : InputDescription::Kind::Vectors;
        description.stepName = m_stepName;
        description.valueName = "input";
        for (engine::Index f = 0; f < features; ++f)
            description.features.push_back(std::string("x").append(std::to_string(f + 1)));
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string&) const override {
        return {NumberedSample{NumberedSample::Kind::Sequence, sample + 1}, {}, {}};
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        const auto outputs = model(run)->predict(training().inputs, weights, options);
        const engine::Tensor& first = outputs.at(0);
        ValuesView view;
        view.isState = outputs.size() > 1;
        view.isEachStep = first.sequence;
        view.values = first.samples(0, 1).values;
        return view;
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>&) const override {
        const auto outputs = model()->predict(training().inputs, weights.at(0));
        Json result = Json::object();
        for (const std::string& name : m_resultNames) {
            if (name == "summary")
                result[name] = summaryResult(*model());
            else if (name == "H")
                result[name] = rowsResult(outputs.at(0).samples(0, 1).values);
            else
                result[name] = rowsResult(outputs.at(name == "h" ? 1 : 2).samples(0, 1).values)[0];
        }
        return result;
    }

 private:
    std::string m_stepName;
    std::vector<std::string> m_resultNames;
};

}  // namespace

std::shared_ptr<const Task> makeNormalTask(const Spec& spec, std::uint64_t seed) {
    const Fields data(spec, "data");
    static_cast<void>(data.text("kind"));
    const engine::Index samples = data.integer("samples", Range::between(1, 100000), 1);
    const engine::Index steps = data.integer("steps", Range::between(1, 10000));
    const engine::Index features = data.integer("features", Range::between(1, 10000));
    data.refuseOthers();
    engine::Random random = engine::Random(seed).stream("inputs");
    return std::make_shared<UntrainedTask>(
        spec, seed, drawnSequences(samples, steps, features, [&] { return random.normal(); }), "step");
}

std::shared_ptr<const Task> makeImpulseTask(const Spec& spec, std::uint64_t seed) {
    const Fields data(spec, "data");
    static_cast<void>(data.text("kind"));
    const engine::Index steps = data.integer("steps", Range::between(1, 10000), 20);
    const engine::Index features = data.integer("features", Range::between(1, 10000), 1);
    data.refuseOthers();
    engine::Matrix values = engine::Matrix::Zero(steps, features);
    values.row(0).setOnes();
    return std::make_shared<UntrainedTask>(spec, seed, engine::Tensor::sequences(std::move(values), 1, steps), "step");
}

}  // namespace lessons
