// data.kind bursts: two sensors, each hit once; which was hit first?
#include "lessons/tasks/kinds/bursts.h"

#include "engine/data/labels.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/labelled.h"
#include "lessons/tasks/linearrule.h"

namespace lessons {
namespace {

constexpr engine::Index kWidth = 3;  // steps of a burst

/// Noise in both channels, and a burst of three steps in each, up or down by chance: the sum of a channel says nothing,
/// and no weighted sum of the numbers does.
class BurstsTask : public LabelledTask {
 public:
    BurstsTask(const Spec& lesson, std::uint64_t seed) : LabelledTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        const engine::Index samples = data.integer("samples", Range::between(4, 1000000));
        const engine::Index heldOut = data.integer("held_out", Range::between(4, 1000000));
        m_steps = data.integer("steps", Range::between(2 * kWidth, 10000));
        m_gap = data.integer("least_gap", Range::between(1, double(m_steps - 2 * kWidth)), 1);
        m_noise = data.number("noise", Range::atLeast(0));
        data.refuseOthers();

        const engine::Random random = engine::Random(seed).stream("bursts");
        Labelled all;
        all.training = drawn(random.stream("training"), samples);
        all.heldOut = drawn(random.stream("held out"), heldOut);
        all.names = {"first", "second"};
        constexpr double kDecay = 1e-3;
        const LinearRule rule = fitLinearRule(featuresOf(all.training), labelsOf(all.training), kDecay);
        all.baseline = {"linear_rule", accuracyOf(rule, featuresOf(all.heldOut), labelsOf(all.heldOut))};
        setUpLabelled(std::move(all));
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Vectors;
        description.stepName = "step";
        description.valueName = "input";
        description.features = {"first", "second"};
        return description;
    }

 private:
    [[nodiscard]] engine::Dataset drawn(const engine::Random& random, engine::Index samples) const {
        engine::Random places = random.stream("places"), noise = random.stream("noise");
        engine::Matrix inputs(m_steps * samples, 2);
        std::vector<engine::Index> labels;
        for (engine::Index s = 0; s < samples; ++s) {
            for (engine::Index t = 0; t < m_steps; ++t)
                for (engine::Index c = 0; c < 2; ++c)
                    inputs(t * samples + s, c) = engine::Scalar(noise.normal(0.0, m_noise));
            const engine::Index winner = places.below(2);
            // Gap and start evenly among what fits.
            const engine::Index gap = m_gap + places.below(m_steps - 2 * kWidth - m_gap + 1);
            const engine::Index start = places.below(m_steps - 2 * kWidth - gap + 1);
            for (const engine::Index channel : {winner, 1 - winner}) {
                const engine::Scalar side = places.below(2) == 0 ? -1 : 1;
                const engine::Index from = channel == winner ? start : start + kWidth + gap;
                for (engine::Index t = from; t < from + kWidth; ++t) inputs(t * samples + s, channel) += side;
            }
            labels.push_back(winner);
        }
        engine::Dataset data;
        data.inputs.push_back(engine::Tensor::sequences(std::move(inputs), samples, m_steps));
        data.targets.push_back(engine::labelTensor(labels));
        return data;
    }

    /// A row a sequence: all its numbers.
    [[nodiscard]] Eigen::MatrixXd featuresOf(const engine::Dataset& data) const {
        const engine::Tensor& input = data.inputs[0];
        Eigen::MatrixXd features(input.batch, 2 * m_steps);
        for (engine::Index t = 0; t < m_steps; ++t) features.middleCols(2 * t, 2) = input.step(t).cast<double>();
        return features;
    }

    [[nodiscard]] static std::vector<long> labelsOf(const engine::Dataset& data) {
        std::vector<long> labels;
        for (engine::Index s = 0; s < data.size(); ++s) labels.push_back(long(data.targets[0].values(s, 0)));
        return labels;
    }

    engine::Index m_steps = 0, m_gap = 1;
    double m_noise = 0;
};

}  // namespace

std::shared_ptr<const Task> makeBurstsTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<BurstsTask>(spec, seed);
}

}  // namespace lessons
