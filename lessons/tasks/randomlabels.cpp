// data.kind random_labels: inputs and labels drawn by chance, so that nothing can be learnt.
#include "lessons/tasks/randomlabels.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/supervised.h"

namespace lessons {
namespace {

class RandomLabelsTask : public SupervisedTask {
 public:
    RandomLabelsTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        const engine::Index samples = data.integer("samples", Range::between(2, 1000000));
        m_steps = data.integer("steps", Range::between(1, 10000));
        m_features = data.integer("features", Range::between(1, 100000));
        m_uniform = data.oneOf("inputs", {"normal", "uniform"}, "normal") == "uniform";
        m_classes = data.integer("classes", Range::between(2, 10000));
        m_eachStep = data.oneOf("labels", {"each_sequence", "each_step"}, "each_sequence") == "each_step";
        m_stepName = data.text("step", "step");
        m_frames = data.oneOf("step_kind", {"vectors", "frames"}, "vectors") == "frames";
        data.refuseOthers();
        m_resultNames = resultNames(spec(), {"accuracy", "val_accuracy", "summary", "phonemes", "action", "runs"});

        const engine::Random random(seed);
        engine::Dataset all;
        all.inputs.push_back(drawn(random.stream("inputs"), samples));
        engine::Random labels = random.stream("labels");
        std::vector<std::vector<engine::Index>> classes(static_cast<std::size_t>(samples));
        for (auto& one : classes)
            for (engine::Index t = 0; t < (m_eachStep ? m_steps : 1); ++t) one.push_back(labels.below(m_classes));
        if (m_eachStep) {
            all.targets.push_back(engine::labelSequences(classes));
        } else {
            std::vector<engine::Index> flat;
            for (const auto& one : classes) flat.push_back(one[0]);
            all.targets.push_back(engine::labelTensor(flat));
        }
        setUp(std::move(all));
        m_unseen = drawn(random.stream("unseen"), 1);
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = m_frames ? InputDescription::Kind::Frames : InputDescription::Kind::Vectors;
        description.stepName = m_stepName;
        description.valueName = "input";
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string&) const override {
        const engine::Tensor target = training().targets[0].samples(engine::Index(sample), 1);
        SampleDescription description;
        description.name = NumberedSample{NumberedSample::Kind::Random, sample + 1};
        for (engine::Index t = 0; t < target.values.rows(); ++t)
            description.target.emplace_back(Choice{engine::Index(target.values(t, 0)), {}, {}});
        return description;
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        const bool heldOut = validation().size() > 0;
        const engine::Dataset& whole = heldOut ? validation() : training();
        const engine::Dataset data =
            m_eachStep ? partOf(whole, 0, 1) : partOf(whole, 0, std::min(whole.size(), engine::Index(200)));
        ClassificationView view;
        view.isHeldOut = heldOut;
        view.isEachStep = m_eachStep;
        view.stepName = m_stepName;
        view.classes = m_classes;
        view.said = classesOf(model(run)->predict(data.inputs, weights, options).at(0).values);
        for (std::size_t i = 0; i < view.said.size(); ++i)
            view.labels.push_back(engine::Index(data.targets[0].values(engine::Index(i), 0)));
        return view;
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override {
        Json result = Json::object();
        for (const std::string& name : m_resultNames) {
            if (name == "summary") {
                result[name] = summaryResult(*model());
            } else if (name == "runs") {
                result.update(runsResult(*this, facts));
            } else if (name == "phonemes" || name == "action") {
                const auto said = classesOf(model()->predict({m_unseen}, weights.at(0)).at(0).values);
                result[name] = name == "action" ? Json(said.at(0)) : Json(said);
            } else {
                result[name] = logResult(facts.at(0).lastLogs, name);
            }
        }
        return result;
    }

 private:
    [[nodiscard]] engine::Tensor drawn(engine::Random random, engine::Index samples) const {
        return drawnSequences(samples, m_steps, m_features,
                              [&] { return m_uniform ? random.uniform() : random.normal(); });
    }

    /// The class of each row: the largest output, or for a single sigmoid 1 above one half.
    [[nodiscard]] static std::vector<engine::Index> classesOf(const engine::Matrix& outputs) {
        if (outputs.cols() > 1) return engine::argmaxRows(outputs);
        std::vector<engine::Index> classes;
        for (engine::Index row = 0; row < outputs.rows(); ++row)
            classes.push_back(outputs(row, 0) > engine::Scalar(0.5) ? 1 : 0);
        return classes;
    }

    engine::Index m_steps = 0, m_features = 0, m_classes = 0;
    bool m_uniform = false, m_eachStep = false, m_frames = false;
    std::string m_stepName;
    engine::Tensor m_unseen;
    std::vector<std::string> m_resultNames;
};

}  // namespace

std::shared_ptr<const Task> makeRandomLabelsTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<RandomLabelsTask>(spec, seed);
}

}  // namespace lessons
