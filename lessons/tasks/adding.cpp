// data.kind adding: two marked numbers of a sequence are to be added.
#include "lessons/tasks/adding.h"

#include <cmath>

#include "engine/data/split.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/supervised.h"

namespace lessons {
namespace {

class AddingTask : public SupervisedTask {
 public:
    AddingTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        const engine::Index samples = data.integer("samples", Range::between(2, 1000000));
        const engine::Index steps = data.integer("steps", Range::between(2, 10000));
        const double heldOut = data.number("held_out", Range::below(0, 1), 0.2);
        data.refuseOthers();
        m_resultNames = resultNames(spec(), {"runs"});

        engine::Random random = engine::Random(seed).stream("adding");
        engine::Matrix inputs = engine::Matrix::Zero(steps * samples, 2), sums(samples, 1);
        for (engine::Index s = 0; s < samples; ++s) {
            for (engine::Index t = 0; t < steps; ++t) inputs(t * samples + s, 0) = engine::Scalar(random.uniform());
            const engine::Index first = random.below(steps / 2), second = steps / 2 + random.below(steps - steps / 2);
            inputs(first * samples + s, 1) = inputs(second * samples + s, 1) = 1;
            sums(s, 0) = inputs(first * samples + s, 0) + inputs(second * samples + s, 0);
        }
        engine::Dataset all;
        all.inputs.push_back(engine::Tensor::sequences(std::move(inputs), samples, steps));
        all.targets.push_back(engine::Tensor::vectors(std::move(sums)));
        if (heldOut > 0) {
            const engine::Index start = engine::validationStart(samples, heldOut);
            setUp(partOf(all, 0, start), partOf(all, start, samples - start));
        } else {
            setUp(std::move(all));
        }
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Vectors;
        description.stepName = "step";
        description.valueName = "input";
        description.features = {"number", "mark"};
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string&) const override {
        return {NumberedSample{NumberedSample::Kind::Sequence, sample + 1},
                {},
                {Amount{double(training().targets[0].values(engine::Index(sample), 0)), {}}}};
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        const bool heldOut = validation().size() > 0;
        const engine::Dataset& data = heldOut ? validation() : training();
        const engine::Matrix said = model(run)->predict(data.inputs, weights, options).at(0).values;
        SumsView view;
        view.isHeldOut = heldOut;
        for (engine::Index s = 0; s < said.rows(); ++s) {
            view.sums.push_back(data.targets[0].values(s, 0));
            view.said.push_back(double(said(s, 0)));
            view.meanSquaredError += std::pow(view.said.back() - view.sums.back(), 2) / double(said.rows());
        }
        return view;
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override {
        // The tutorial's table; without a list of names, what is held out is measured.
        if (!spec().result.is_null()) return runsResult(*this, facts);
        Json result = resultByModel(*this, modelCount(), "held_out_rmse", [&](std::size_t run) {
            const OutputView view = output(weights.at(run), run, {});
            Json one{{"held_out_rmse", std::sqrt(std::get<SumsView>(view).meanSquaredError)},
                     {"parameters", model(run)->parameterCount()}};
            for (const auto& [name, value] : facts.at(run).lastLogs) one[name] = value;
            one["seconds"] = facts[run].seconds;
            return one;
        });
        // No other number is as near to every sum as their mean, 1: what is left is their spread, sqrt(2 / 12).
        result["chance"] = result["baseline"] = std::sqrt(1.0 / 6.0);
        result["baseline_rule"] = "mean";
        return result;
    }

 private:
    std::vector<std::string> m_resultNames;
};

}  // namespace

std::shared_ptr<const Task> makeAddingTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<AddingTask>(spec, seed);
}

}  // namespace lessons
