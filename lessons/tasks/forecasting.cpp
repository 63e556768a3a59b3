// data.kind forecasting: the next value of a series from the last ones.
#include "lessons/tasks/forecasting.h"

#include <cmath>
#include <limits>
#include <numeric>

#include "engine/core/error.h"
#include "engine/data/scaler.h"
#include "engine/data/split.h"
#include "engine/data/windows.h"
#include "lessons/format/chosen.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/kinds/baselines.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/series.h"
#include "lessons/tasks/supervised.h"

namespace lessons {
namespace {

/// So many runs are read side by side: as many as the kernels take in one block.
constexpr std::size_t kOrigins = 16;

/// One whole number, or a list of them.
std::vector<std::size_t> readPeriods(const Spec& spec, const Fields& choice, const std::string& series) {
    const Json& all = spec.data["choices"][series];
    if (!choice.has("periods")) return {};
    const Json list = all["periods"].is_array() ? all["periods"] : Json::array({all["periods"]});
    std::vector<std::size_t> periods;
    for (const Json& item : list) {
        if (!item.is_number_integer() || item.get<std::int64_t>() < 1)
            choice.fail("periods", "a whole number of steps from 1, or a list of them");
        periods.push_back(item.get<std::size_t>());
    }
    return periods;
}

engine::Dataset datasetOf(engine::Windows windows) {
    engine::Dataset data;
    data.inputs.push_back(std::move(windows.inputs));
    data.targets.push_back(std::move(windows.targets));
    return data;
}

class ForecastingTask : public SupervisedTask {
 public:
    ForecastingTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(chosenSeries(lesson), seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        // What a series needs it may bring itself; what stands in the data section goes first.
        std::int64_t lookBack = 50, horizon = 0;
        m_series = readSeries(spec(), data, seed, [&](const Fields& choice) {
            lookBack = choice.integer("look_back", Range::between(1, 100000), lookBack);
            horizon = choice.integer("horizon", Range::between(0, 10000), horizon);
            m_changeName = choice.text("change", "change");
            m_target.periods = readPeriods(spec(), choice, spec().data["series"].get<std::string>());
            for (const char* section : {"training", "model", "result", "expected"})
                static_cast<void>(choice.has(section));
        });
        m_lookBack = data.integer("look_back", Range::between(1, 100000), lookBack);
        horizon = data.integer("horizon", Range::between(0, 10000), horizon);
        m_isDifference = data.integer("difference", Range::between(0, 1), 0) == 1;
        const double heldOut = data.number("held_out", Range::below(0, 1), 0.2);
        const std::string scaler = data.oneOf("scaler", engine::Scaler::names(), m_series.scaler);
        data.refuseOthers();
        m_resultNames = resultNames(spec(), {"rmse", "naive_rmse", "skill", "skill_against_best", "chance", "baseline",
                                             "baseline_rule", "baselines", "rmse_ahead"});

        const std::vector<double>& values = m_series.values;
        static_cast<void>(spec().placed(
            "data.look_back", [&] { return engine::windowCount(values.size() - first(), m_lookBack, m_series.name); }));
        m_heldOutFrom =
            heldOut > 0.0 ? std::size_t(engine::validationStart(engine::Index(values.size()), heldOut)) : values.size();
        if (m_heldOutFrom <= std::size_t(m_lookBack) + first())
            data.fail("look_back", "fewer than the " + std::to_string(m_heldOutFrom) + " values that are not held out");
        const bool isHeldOut = m_heldOutFrom < values.size();
        if (isHeldOut && earlyStoppingPatience() > 0 && settings().validationSplit == 0.0)
            Fields(spec(), "training")
                .failAt("early_stopping",
                        "early_stopping: expected validation_split beside it: the held-out "
                        "values must not decide when training ends");

        // What the net reads: the values, or from the second one on what each differs from the one before it.
        std::vector<double> read(values.begin() + std::ptrdiff_t(first()), values.end());
        for (std::size_t i = 0; m_isDifference && i < read.size(); ++i) read[i] -= values[i];
        // Nothing of the held-out part enters the scale.
        const auto seen = std::ptrdiff_t(m_heldOutFrom - first());
        m_scaler = engine::Scaler::fitted(scaler, {read.begin(), read.begin() + seen});
        m_scaled = m_scaler.scaled(read);
        const engine::Index trained = engine::Index(seen) - m_lookBack;
        engine::Dataset training = datasetOf(engine::makeWindows(m_scaled, m_lookBack, 0, trained, m_series.name));
        engine::Dataset heldOutPart;
        if (isHeldOut)
            heldOutPart = datasetOf(engine::makeWindows(m_scaled, m_lookBack, trained,
                                                        engine::Index(values.size() - m_heldOutFrom), m_series.name));
        m_scoredFrom = isHeldOut ? m_heldOutFrom : std::size_t(m_lookBack) + first();
        m_scored = isHeldOut ? heldOutPart.inputs : training.inputs;
        setUp(std::move(training), std::move(heldOutPart));

        const std::vector<engine::Shape> outputs = model()->outputShapes();
        if (outputs.size() != 1 || outputs[0] != engine::Shape::vector(1))
            spec().fail("model", "model: expected one number a window, (None, 1), got " +
                                     (outputs.empty() ? "no output" : outputs[0].text()));

        const std::size_t scored = values.size() - m_scoredFrom;
        // A series of one's own may be shorter than what a choice says of another one.
        if (!data.has("horizon")) horizon = std::min(horizon, std::int64_t(scored));
        if (std::size_t(horizon) > scored)
            data.failAt("horizon", "horizon: expected at most the " + std::to_string(scored) +
                                       " values that are forecast, got " + std::to_string(horizon));
        m_target.series = values;
        m_target.from = m_scoredFrom;
        m_target.fitTo = m_heldOutFrom;
        m_target.lookBack = std::size_t(m_lookBack);
        m_target.horizon = std::size_t(horizon);
        m_target.origins = evenOrigins(m_scoredFrom, values.size(), m_target.horizon, kOrigins);
        m_baselines = baselinesOf(m_target);
    }

    /// Every window of the series, in its order: the held-out ones come after those that are trained on.
    [[nodiscard]] std::size_t sampleCount() const override { return m_scaled.size() - std::size_t(m_lookBack); }
    [[nodiscard]] engine::Sample sample(std::size_t index) const override {
        if (index >= sampleCount()) return SupervisedTask::sample(index);
        engine::Windows one = engine::makeWindows(m_scaled, m_lookBack, engine::Index(index), 1, m_series.name);
        engine::Sample sample;
        sample.inputs.push_back(std::move(one.inputs));
        sample.targets.push_back(std::move(one.targets));
        return sample;
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        const bool isScaled = m_scaler.shift != 0.0 || m_scaler.factor != 1.0;
        InputDescription description;
        description.kind = InputDescription::Kind::Curve;
        description.stepName = m_series.stepName;
        description.valueName = valueName();
        description.isScaled = isScaled;
        if (!isScaled) description.unit = m_series.unit;
        description.features = {valueName()};
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string&) const override {
        const std::size_t count = std::size_t(m_lookBack), from = sample + first();
        SampleDescription description;
        description.name = m_series.span(from, from + count - 1);
        for (std::size_t i = 0; m_series.calendar && i < count; ++i)
            description.steps.emplace_back(m_series.calendar->at(from + i));
        const double before = m_isDifference ? m_series.values.at(from + count - 1) : 0.0;
        description.target.emplace_back(Amount{m_series.values.at(from + count) - before, m_series.unit});
        return description;
    }

    [[nodiscard]] std::vector<Saying> tell(const engine::Tensor& output) const override {
        std::vector<Saying> sayings;
        for (engine::Index row = 0; row < output.values.rows(); ++row)
            sayings.emplace_back(Amount{m_scaler.restored(output.values(row, 0)), m_series.unit});
        return sayings;
    }

    [[nodiscard]] std::optional<ResultUnit> resultUnit() const override {
        if (m_scaler.shift == 0.0 && m_scaler.factor == 1.0) return {};
        return ResultUnit{m_scaler.factor, m_scaler.shift, valueName(), m_series.unit};
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        return forecast(weights, run, options);
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override {
        if (runCount() > 1) return compared(weights, facts);
        const ForecastView view = forecast(weights.at(0), 0, {});
        Json baselines = Json::object(), ahead = Json{{"net", view.rmseAhead}};
        for (const ForecastView::Baseline& each : view.baselines) {
            baselines[nameOf(each)] = each.rmse;
            ahead[nameOf(each)] = each.rmseAhead;
        }
        const Json known{{"rmse", view.rmse},
                         {"naive_rmse", view.naiveRmse},
                         {"skill", view.skill},
                         {"skill_against_best", view.skillAgainstBest()},
                         {"chance", chance()},
                         {"baseline", view.best()->rmse},
                         {"baseline_rule", nameOf(*view.best())},
                         {"baselines", std::move(baselines)},
                         {"rmse_ahead", std::move(ahead)}};
        Json result = Json::object();
        for (const std::string& name : m_resultNames) result[name] = known.at(name);
        return result;
    }

 private:
    [[nodiscard]] static std::string nameOf(const ForecastView::Baseline& baseline) {
        return baseline.id + (baseline.period > 0 ? "_" + std::to_string(baseline.period) : "");
    }

    /// Index in the series of the first number that the net reads.
    [[nodiscard]] std::size_t first() const { return m_isDifference ? 1 : 0; }
    [[nodiscard]] const std::string& valueName() const { return m_isDifference ? m_changeName : m_series.valueName; }

    /// Whoever knows the training part only as a heap of numbers can do no better than say its mean.
    [[nodiscard]] double chance() const {
        const std::vector<double>& values = m_series.values;
        const auto end = values.begin() + std::ptrdiff_t(m_heldOutFrom);
        const double mean = std::accumulate(values.begin(), end, 0.0) / double(m_heldOutFrom);
        return rmseOf(std::vector<double>(values.size() - m_scoredFrom, mean), values, m_scoredFrom);
    }

    [[nodiscard]] Json compared(const std::vector<engine::Weights>& weights, const std::vector<RunFacts>& facts) const {
        Json result = resultByModel(*this, modelCount(), "held_out_rmse", [&](std::size_t run) {
            const ForecastView view = forecast(weights.at(run), run, {});
            return Json{{"held_out_rmse", view.rmse},
                        {"skill", view.skill},
                        {"parameters", model(run)->parameterCount()},
                        {"seconds", facts.at(run).seconds}};
        });
        result["chance"] = chance();
        result["baseline"] = m_baselines.front().rmse;
        result["baseline_rule"] = "last_value";
        return result;
    }

    ForecastView forecast(const engine::Weights& weights, std::size_t run, const engine::PassOptions& options) const {
        const engine::Tensor output = model(run)->predict(m_scored, weights, options).at(0);
        ForecastView view;
        view.title = m_series.title;
        view.stepName = m_series.stepName;
        view.valueName = m_series.valueName;
        view.unit = m_series.unit;
        if (m_series.calendar) view.start = m_series.calendar->at(0);
        view.series = m_series.values;
        view.heldOutFrom = m_heldOutFrom;
        view.forecastFrom = m_scoredFrom;
        for (engine::Index k = 0; k < output.values.rows(); ++k) {
            const double before = m_isDifference ? m_series.values[m_scoredFrom + std::size_t(k) - 1] : 0.0;
            view.forecast.push_back(before + m_scaler.restored(output.values(k, 0)));
        }
        view.baselines = m_baselines;
        view.naive = m_baselines.front().forecast;
        view.rmse = rmseOf(view.forecast, view.series, m_scoredFrom);
        view.naiveRmse = m_baselines.front().rmse;
        // A series that never changes leaves nothing to be better than.
        view.skill = view.naiveRmse > 0.0 ? 1.0 - view.rmse / view.naiveRmse : std::numeric_limits<double>::quiet_NaN();
        if (m_target.origins.empty()) return view;
        const std::vector<std::vector<double>> runs = freeRunning(weights, run, options);
        view.freeRunning = runs.front();
        view.rmseAhead = rmseAhead(runs, m_target);
        view.origins = runs.size();
        return view;
    }

    /// [origin][h]: from each origin the net reads its own answers. A Dense of one unit forecasts any number of steps
    /// so; all origins are one batch.
    [[nodiscard]] std::vector<std::vector<double>> freeRunning(const engine::Weights& weights, std::size_t run,
                                                               const engine::PassOptions& options) const {
        const auto count = engine::Index(m_target.origins.size());
        engine::Matrix window(m_lookBack * count, 1);
        std::vector<double> last;
        for (engine::Index k = 0; k < count; ++k) {
            const std::size_t origin = m_target.origins[std::size_t(k)], from = origin - std::size_t(m_lookBack);
            for (engine::Index t = 0; t < m_lookBack; ++t)
                window(t * count + k, 0) = engine::Scalar(m_scaled[from - first() + std::size_t(t)]);
            last.push_back(m_series.values[origin - 1]);
        }
        std::vector<std::vector<double>> runs(m_target.origins.size());
        for (std::size_t h = 0; h < m_target.horizon; ++h) {
            const engine::Tensor input = engine::Tensor::sequences(window, count, m_lookBack);
            const engine::Tensor said = model(run)->predict({input}, weights, options).at(0);
            // The oldest step leaves, the answer enters.
            const engine::Matrix kept = window.bottomRows((m_lookBack - 1) * count);
            window.topRows((m_lookBack - 1) * count) = kept;
            window.bottomRows(count) = said.values;
            for (std::size_t k = 0; k < runs.size(); ++k) {
                const double answer = m_scaler.restored(said.values(engine::Index(k), 0));
                last[k] = m_isDifference ? last[k] + answer : answer;
                runs[k].push_back(last[k]);
            }
        }
        return runs;
    }

    Series m_series;
    engine::Index m_lookBack = 0;
    std::size_t m_heldOutFrom = 0, m_scoredFrom = 0;
    engine::Scaler m_scaler;
    std::vector<engine::Tensor> m_scored;
    std::vector<double> m_scaled;  ///< what the net reads, the first at first()
    ForecastTarget m_target;
    std::vector<ForecastView::Baseline> m_baselines;
    bool m_isDifference = false;
    std::string m_changeName;
    std::vector<std::string> m_resultNames;
};

}  // namespace

std::shared_ptr<const Task> makeForecastingTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<ForecastingTask>(spec, seed);
}

}  // namespace lessons
