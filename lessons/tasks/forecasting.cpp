// data.kind forecasting: the next value of a series from the last ones.
#include "lessons/tasks/forecasting.h"

#include <cmath>
#include <limits>
#include <numeric>

#include "engine/core/error.h"
#include "engine/data/scaler.h"
#include "engine/data/split.h"
#include "engine/data/windows.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/series.h"
#include "lessons/tasks/supervised.h"

namespace lessons {
namespace {

double rmse(const std::vector<double>& forecast, const std::vector<double>& series, std::size_t from) {
    double squares = 0.0;
    for (std::size_t i = 0; i < forecast.size(); ++i) squares += std::pow(forecast[i] - series[from + i], 2);
    return std::sqrt(squares / double(forecast.size()));
}

engine::Dataset datasetOf(engine::Windows windows) {
    engine::Dataset data;
    data.inputs.push_back(std::move(windows.inputs));
    data.targets.push_back(std::move(windows.targets));
    return data;
}

class ForecastingTask : public SupervisedTask {
 public:
    ForecastingTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        m_series = readSeries(spec(), data, seed);
        m_lookBack = data.integer("look_back", Range::between(1, 100000), 50);
        const double heldOut = data.number("held_out", Range::below(0, 1), 0.2);
        const std::string scaler = data.oneOf("scaler", engine::Scaler::names(), m_series.scaler);
        data.refuseOthers();
        m_resultNames = resultNames(spec(), {"rmse", "naive_rmse", "skill"});

        const std::vector<double>& values = m_series.values;
        static_cast<void>(spec().placed("data.look_back",
                                        [&] { return engine::windowCount(values.size(), m_lookBack, m_series.name); }));
        m_heldOutFrom =
            heldOut > 0.0 ? std::size_t(engine::validationStart(engine::Index(values.size()), heldOut)) : values.size();
        if (m_heldOutFrom <= std::size_t(m_lookBack))
            data.fail("look_back", "fewer than the " + std::to_string(m_heldOutFrom) + " values that are not held out");
        const bool isHeldOut = m_heldOutFrom < values.size();
        if (isHeldOut && earlyStoppingPatience() > 0 && settings().validationSplit == 0.0)
            Fields(spec(), "training")
                .failAt("early_stopping",
                        "early_stopping: expected validation_split beside it: the held-out "
                        "values must not decide when training ends");

        // Nothing of the held-out part enters the scale.
        m_scaler = engine::Scaler::fitted(scaler, {values.begin(), values.begin() + std::ptrdiff_t(m_heldOutFrom)});
        const std::vector<double> scaled = m_scaler.scaled(values);
        const engine::Index trained = engine::Index(m_heldOutFrom) - m_lookBack;
        engine::Dataset training = datasetOf(engine::makeWindows(scaled, m_lookBack, 0, trained, m_series.name));
        engine::Dataset heldOutPart;
        if (isHeldOut)
            heldOutPart = datasetOf(engine::makeWindows(scaled, m_lookBack, trained,
                                                        engine::Index(values.size() - m_heldOutFrom), m_series.name));
        m_scoredFrom = isHeldOut ? m_heldOutFrom : std::size_t(m_lookBack);
        m_scored = isHeldOut ? heldOutPart.inputs : training.inputs;
        setUp(std::move(training), std::move(heldOutPart));

        const std::vector<engine::Shape> outputs = model()->outputShapes();
        if (outputs.size() != 1 || outputs[0] != engine::Shape::vector(1))
            spec().fail("model", "model: expected one number a window, (None, 1), got " +
                                     (outputs.empty() ? "no output" : outputs[0].text()));

        m_naive.assign(values.begin() + std::ptrdiff_t(m_scoredFrom) - 1, values.end() - 1);
        m_naiveRmse = rmse(m_naive, values, m_scoredFrom);
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        const bool isScaled = m_scaler.shift != 0.0 || m_scaler.factor != 1.0;
        InputDescription description;
        description.kind = InputDescription::Kind::Curve;
        description.stepName = m_series.stepName;
        description.valueName = m_series.valueName;
        description.isScaled = isScaled;
        if (!isScaled) description.unit = m_series.unit;
        description.features = {m_series.valueName};
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string&) const override {
        const std::size_t count = std::size_t(m_lookBack);
        SampleDescription description;
        description.name = m_series.span(sample, sample + count - 1);
        for (std::size_t i = 0; m_series.calendar && i < count; ++i)
            description.steps.emplace_back(m_series.calendar->at(sample + i));
        description.target.emplace_back(Amount{m_series.values.at(sample + count), m_series.unit});
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
        return ResultUnit{m_scaler.factor, m_scaler.shift, m_series.valueName, m_series.unit};
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        return forecast(weights, run, options);
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override {
        if (runCount() > 1) return compared(weights, facts);
        const ForecastView view = forecast(weights.at(0), 0, {});
        const std::map<std::string, double> known{
            {"rmse", view.rmse}, {"naive_rmse", view.naiveRmse}, {"skill", view.skill}};
        Json result = Json::object();
        for (const std::string& name : m_resultNames) result[name] = known.at(name);
        return result;
    }

 private:
    [[nodiscard]] Json compared(const std::vector<engine::Weights>& weights, const std::vector<RunFacts>& facts) const {
        Json result = resultByModel(*this, modelCount(), "held_out_rmse", [&](std::size_t run) {
            const ForecastView view = forecast(weights.at(run), run, {});
            return Json{{"held_out_rmse", view.rmse},
                        {"skill", view.skill},
                        {"parameters", model(run)->parameterCount()},
                        {"seconds", facts.at(run).seconds}};
        });
        // Whoever knows the training part only as a heap of numbers can do no better than say its mean.
        const std::vector<double>& values = m_series.values;
        const auto from = values.begin() + std::ptrdiff_t(m_heldOutFrom);
        const double mean = std::accumulate(values.begin(), from, 0.0) / double(m_heldOutFrom);
        result["chance"] = rmse(std::vector<double>(values.size() - m_scoredFrom, mean), values, m_scoredFrom);
        result["baseline"] = m_naiveRmse;
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
        for (engine::Index k = 0; k < output.values.rows(); ++k)
            view.forecast.push_back(m_scaler.restored(output.values(k, 0)));
        view.naive = m_naive;
        view.rmse = rmse(view.forecast, view.series, m_scoredFrom);
        view.naiveRmse = m_naiveRmse;
        // A series that never changes leaves nothing to be better than.
        view.skill = m_naiveRmse > 0.0 ? 1.0 - view.rmse / m_naiveRmse : std::numeric_limits<double>::quiet_NaN();
        return view;
    }

    Series m_series;
    engine::Index m_lookBack = 0;
    std::size_t m_heldOutFrom = 0, m_scoredFrom = 0;
    engine::Scaler m_scaler;
    std::vector<engine::Tensor> m_scored;
    std::vector<double> m_naive;
    double m_naiveRmse = 0.0;
    std::vector<std::string> m_resultNames;
};

}  // namespace

std::shared_ptr<const Task> makeForecastingTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<ForecastingTask>(spec, seed);
}

}  // namespace lessons
