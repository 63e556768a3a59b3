// data.kind anomaly: damaged windows among windows of a sine, found by how badly an autoencoder repeats them.
#include "lessons/tasks/anomaly.h"

#include <algorithm>
#include <cmath>

#include "engine/core/error.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/kinds/faults.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/supervised.h"

namespace lessons {
namespace {

class AnomalyTask : public SupervisedTask {
 public:
    AnomalyTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        m_samples = data.integer("samples", Range::between(2, 1000000));
        m_steps = data.integer("steps", Range::between(1, 100000));
        m_percentile = data.number("percentile", Range::between(0, 100), 95.0);
        const Fields sine = data.map("sine");
        const double from = sine.number("from", {}, 0.0), to = sine.number("to");
        const engine::Index points = sine.integer("points", Range::between(2, 100000000));
        sine.refuseOthers();
        if (points != m_samples * m_steps)
            sine.fail("points", "samples times steps, " + std::to_string(m_samples * m_steps));
        const Fields damaged = data.map("damaged");
        m_firstDamaged = damaged.integer("first", Range::between(0, double(m_samples - 1)));
        m_lastDamaged = damaged.integer("last", Range::between(double(m_firstDamaged), double(m_samples - 1)));
        const double noise = damaged.number("noise", Range::atLeast(0));
        damaged.refuseOthers();
        data.refuseOthers();
        m_resultNames = resultNames(spec(), {"anomalies", "threshold"});

        engine::Index point = 0;
        engine::Tensor clean = drawnSequences(
            m_samples, m_steps, 1, [&] { return std::sin(from + (to - from) * double(point++) / double(points - 1)); });
        m_judged = clean;
        engine::Random random = engine::Random(seed).stream("damage");
        for (engine::Index s = m_firstDamaged; s <= m_lastDamaged; ++s)
            for (engine::Index t = 0; t < m_steps; ++t)
                m_judged.values(t * m_samples + s, 0) += engine::Scalar(random.normal(0.0, noise));
        engine::Dataset all;
        all.inputs.push_back(clean);
        all.targets.push_back(std::move(clean));
        setUp(std::move(all));
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Curve;
        description.stepName = "step";
        description.valueName = "value";
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string&) const override {
        return {NumberedSample{NumberedSample::Kind::Undamaged, sample}, {}, {}};
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        ScoreView view;
        view.scores = scores(weights, run, options);
        view.percentile = m_percentile;
        view.threshold = percentileOf(view.scores, m_percentile);
        view.truth.assign(std::size_t(m_samples), false);
        std::fill(view.truth.begin() + m_firstDamaged, view.truth.begin() + m_lastDamaged + 1, true);
        return view;
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>&) const override {
        const std::vector<double> all = scores(weights.at(0), 0, {});
        const double threshold = percentileOf(all, m_percentile);
        Json result = Json::object();
        for (const std::string& name : m_resultNames) {
            if (name == "threshold")
                result[name] = threshold;
            else
                result[name] = std::count_if(all.begin(), all.end(), [&](double score) { return score > threshold; });
        }
        return result;
    }

 private:
    [[nodiscard]] std::vector<double> scores(const engine::Weights& weights, std::size_t run,
                                             const engine::PassOptions& options) const {
        const engine::Tensor said = model(run)->predict({m_judged}, weights, options).at(0);
        std::vector<double> result(std::size_t(m_samples), 0.0);
        for (engine::Index s = 0; s < m_samples; ++s) {
            for (engine::Index t = 0; t < m_steps; ++t)
                result[std::size_t(s)] +=
                    std::pow(double(said.values(t * m_samples + s, 0) - m_judged.values(t * m_samples + s, 0)), 2);
            result[std::size_t(s)] /= double(m_steps);
        }
        return result;
    }

    engine::Index m_samples = 0, m_steps = 0, m_firstDamaged = 0, m_lastDamaged = 0;
    double m_percentile = 95.0;
    engine::Tensor m_judged;
    std::vector<std::string> m_resultNames;
};

}  // namespace

std::shared_ptr<const Task> makeAnomalyTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<AnomalyTask>(spec, seed);
}

}  // namespace lessons
