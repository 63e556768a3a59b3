// An autoencoder, a threshold from sound windows, and what they find.
#include "lessons/tasks/kinds/faults.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/core/error.h"
#include "lessons/format/chosen.h"
#include "lessons/tasks/kinds/faultwindows.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/supervised.h"

namespace lessons {
namespace {

using Windows = std::vector<FaultWindow>;

double meanSquare(const std::vector<double>& a, const std::vector<double>& b) {
    double squares = 0.0;
    for (std::size_t t = 0; t < a.size(); ++t) squares += (a[t] - b[t]) * (a[t] - b[t]);
    return squares / double(a.size());
}

class FaultsTask : public SupervisedTask {
 public:
    FaultsTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(chosenSeries(lesson), seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        WindowCut cut;
        std::string split = "time";
        double percentile = 95.0;
        Injection injection;
        m_series = readSeries(spec(), data, seed, [&](const Fields& choice) {
            cut = readWindowCut(spec(), choice);
            split = choice.oneOf("split", {"time", "scattered"}, split);
            percentile = choice.number("percentile", Range::between(0, 100), percentile);
            injection = readInjection(choice.map("inject"));
            for (const char* section : {"training", "model", "result", "expected"})
                static_cast<void>(choice.has(section));
        });
        const double heldOut = data.number("held_out", Range::below(0, 1), 0.35);
        const double thresholdPart = data.number("threshold_part", Range::below(0, 1), 0.25);
        split = data.oneOf("split", {"time", "scattered"}, split);
        m_percentile = data.number("percentile", Range::between(0, 100), percentile);
        if (data.has("inject")) injection = readInjection(data.map("inject"));
        data.refuseOthers();
        m_resultNames = resultNames(spec(), {"f1", "precision", "recall", "threshold", "faults", "fault_share",
                                             "chance", "baseline", "baseline_rule", "baselines"});
        m_series.values = averaged(m_series.values, std::size_t(cut.average));
        share(cutWindows(m_series.values, cut), heldOut, thresholdPart, split == "scattered");
        fit();
        damage(injection);

        engine::Dataset training, clean;
        training.inputs = training.targets = {tensorOf(m_training)};
        clean.inputs = clean.targets = {tensorOf(m_clean)};
        m_cleanInputs = clean.inputs;
        m_judgedInputs = {tensorOf(m_judged)};
        setUp(std::move(training), std::move(clean), {{"steps", engine::Index(cut.window)}});
        const std::vector<engine::Shape> outputs = model()->outputShapes();
        if (outputs.size() != 1 || outputs[0] != this->training().targets[0].shape())
            spec().fail("model", "model: expected the window again, " + this->training().targets[0].shape().text() +
                                     ", got " + (outputs.empty() ? "no output" : outputs[0].text()));
        compare();
    }

    /// The training part, then the sound windows of the threshold, then those that are judged.
    [[nodiscard]] std::size_t sampleCount() const override {
        return m_training.size() + m_clean.size() + m_judged.size();
    }
    [[nodiscard]] engine::Sample sample(std::size_t index) const override {
        engine::Sample sample;
        sample.inputs = sample.targets = {tensorOf({windowOf(index)})};
        return sample;
    }
    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Curve;
        description.stepName = m_series.stepName;
        description.valueName = m_series.valueName;
        description.isScaled = true;
        description.features = {m_series.valueName};
        return description;
    }
    [[nodiscard]] SampleDescription describe(std::size_t index, const std::string&) const override {
        const FaultWindow& window = windowOf(index);
        SampleDescription description;
        description.name = m_series.span(window.first, window.first + window.values.size() - 1);
        for (std::size_t t = 0; m_series.calendar && t < window.values.size(); ++t)
            description.steps.emplace_back(m_series.calendar->at(window.first + t));
        return description;
    }
    [[nodiscard]] std::optional<ResultUnit> resultUnit() const override {
        return ResultUnit{m_factor, 0.0, m_series.valueName, m_series.unit};
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        return judge(weights, run, options);
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>&) const override {
        const ScoreView view = judge(weights.at(0), 0, {});
        const Detection counts = view.detection(view.threshold);
        Json faults = Json::object(), baselines = Json::object();
        for (std::size_t k = 0; k < view.windows.size(); ++k) {
            const std::string& fault = view.windows[k].fault;
            if (fault.empty()) continue;
            Json& entry = faults[fault];
            if (entry.is_null()) entry = Json{{"found", 0}, {"all", 0}};
            entry["all"] = entry["all"].get<int>() + 1;
            entry["found"] = entry["found"].get<int>() + (view.scores[k] <= view.threshold ? 0 : 1);
        }
        const Reference* best = nullptr;
        for (const Reference& each : m_references) {
            if (each.id == "chance") continue;
            baselines[each.id] = each.value;
            if (!best || each.value > best->value) best = &each;
        }
        const Json known{{"f1", counts.f1()},
                         {"precision", counts.precision()},
                         {"recall", counts.recall()},
                         {"threshold", view.threshold},
                         {"faults", std::move(faults)},
                         {"fault_share", double(counts.found + counts.missed) / double(view.scores.size())},
                         {"chance", m_references.front().value},
                         {"baseline", best->value},
                         {"baseline_rule", best->id},
                         {"baselines", std::move(baselines)}};
        Json result = Json::object();
        for (const std::string& name : m_resultNames) result[name] = known.at(name);
        return result;
    }

 private:
    /// Faulty windows before the judged part are left out: nobody has learnt from them.
    void share(Windows windows, double heldOut, double thresholdPart, bool isScattered) {
        if (isScattered) {
            Windows drawn;
            engine::Random random = engine::Random(seed()).stream("split");
            for (const engine::Index k : random.permutation(engine::Index(windows.size())))
                drawn.push_back(std::move(windows[std::size_t(k)]));
            windows = std::move(drawn);
        }
        const auto end = std::size_t(std::floor(double(windows.size()) * (1.0 - heldOut)));
        for (std::size_t k = 0; k < end; ++k)
            if (windows[k].fault.empty()) m_training.push_back(std::move(windows[k]));
        m_judged.assign(std::make_move_iterator(windows.begin() + std::ptrdiff_t(end)),
                        std::make_move_iterator(windows.end()));
        const auto kept = std::size_t(std::floor(double(m_training.size()) * (1.0 - thresholdPart)));
        m_clean.assign(std::make_move_iterator(m_training.begin() + std::ptrdiff_t(kept)),
                       std::make_move_iterator(m_training.end()));
        m_training.resize(kept);
        if (m_training.size() < 2 || m_clean.size() < 2 || m_judged.size() < 2)
            spec().fail("data", m_series.name + ": expected at least two sound windows to learn from, two for the " +
                                    "threshold and two to judge, got " + std::to_string(m_training.size()) + ", " +
                                    std::to_string(m_clean.size()) + " and " + std::to_string(m_judged.size()));
    }

    /// What is learnt of the data before the net: their scale and their average, from the training windows only.
    void fit() {
        m_average.assign(m_training.front().values.size(), 0.0);
        double squares = 0.0;
        for (const FaultWindow& window : m_training)
            for (std::size_t t = 0; t < window.values.size(); ++t) {
                m_average[t] += window.values[t] / double(m_training.size());
                squares += window.values[t] * window.values[t];
            }
        m_factor = std::sqrt(squares / double(m_training.size() * m_average.size()));
        if (m_factor == 0.0) m_factor = 1.0;
    }

    void damage(const Injection& injection) {
        const engine::Random random = engine::Random(seed()).stream("faults");
        std::vector<std::size_t> sound;
        for (std::size_t k = 0; k < m_judged.size(); ++k)
            if (m_judged[k].fault.empty()) sound.push_back(k);
        const std::vector<std::string>& kinds = injectedFaults();
        const std::size_t wanted = kinds.size() * std::size_t(injection.count);
        if (wanted >= sound.size())
            spec().fail("data", "inject: expected fewer faults than the " + std::to_string(sound.size()) +
                                    " sound windows that are judged, got " + std::to_string(wanted));
        engine::Random places = random.stream("places"), shapes = random.stream("shapes");
        const std::vector<engine::Index> order = places.permutation(engine::Index(sound.size()));
        for (std::size_t k = 0; k < wanted; ++k)
            inject(m_judged[sound[std::size_t(order[k])]], kinds[k % kinds.size()], injection, m_factor, shapes);
    }

    [[nodiscard]] const FaultWindow& windowOf(std::size_t index) const {
        if (index < m_training.size()) return m_training[index];
        index -= m_training.size();
        return index < m_clean.size() ? m_clean[index] : m_judged.at(index - m_clean.size());
    }

    [[nodiscard]] engine::Tensor tensorOf(const Windows& windows) const {
        const auto count = engine::Index(windows.size()), steps = engine::Index(windows.front().values.size());
        engine::Matrix values(steps * count, 1);
        for (engine::Index s = 0; s < count; ++s)
            for (engine::Index t = 0; t < steps; ++t)
                values(t * count + s, 0) = engine::Scalar(windows[std::size_t(s)].values[std::size_t(t)] / m_factor);
        return engine::Tensor::sequences(std::move(values), count, steps);
    }

    /// What the net makes of windows, in the unit of the data.
    [[nodiscard]] std::vector<std::vector<double>> repeated(const std::vector<engine::Tensor>& inputs,
                                                            const engine::Weights& weights, std::size_t run,
                                                            const engine::PassOptions& options) const {
        const engine::Tensor said = model(run)->predict(inputs, weights, options).at(0);
        std::vector<std::vector<double>> windows(std::size_t(said.batch));
        for (engine::Index s = 0; s < said.batch; ++s)
            for (engine::Index t = 0; t < said.steps; ++t)
                windows[std::size_t(s)].push_back(m_factor * double(said.values(t * said.batch + s, 0)));
        return windows;
    }

    [[nodiscard]] ScoreView judge(const engine::Weights& weights, std::size_t run,
                                  const engine::PassOptions& options) const {
        ScoreView view;
        view.isHeldOut = true;
        view.title = m_series.title;
        view.stepName = m_series.stepName;
        view.valueName = m_series.valueName;
        view.unit = m_series.unit;
        view.percentile = m_percentile;
        view.references = m_references;
        // Scores are of what the net reads: scaled.
        const double scale = m_factor * m_factor;
        const auto clean = repeated(m_cleanInputs, weights, run, options);
        for (std::size_t k = 0; k < m_clean.size(); ++k)
            view.cleanScores.push_back(meanSquare(m_clean[k].values, clean[k]) / scale);
        view.threshold = percentileOf(view.cleanScores, m_percentile);
        auto judged = repeated(m_judgedInputs, weights, run, options);
        for (std::size_t k = 0; k < m_judged.size(); ++k) {
            const FaultWindow& window = m_judged[k];
            ScoreView::Window told{window.values, std::move(judged[k]), window.fault};
            told.sample = m_training.size() + m_clean.size() + k;
            told.first = window.first;
            told.isInjected = window.isInjected;
            double largest = -1.0;
            for (std::size_t t = 0; t < told.input.size(); ++t)
                if (const double error = std::abs(told.input[t] - told.repeated[t]); error > largest) {
                    largest = error;
                    told.worst = int(t) + 1;
                }
            view.scores.push_back(meanSquare(told.input, told.repeated) / scale);
            view.truth.push_back(!window.fault.empty());
            view.windows.push_back(std::move(told));
        }
        return view;
    }

    /// Rules without a net, each with its own threshold at the same percentile of the same sound windows.
    void compare() {
        std::size_t faulty = 0;
        for (const FaultWindow& window : m_judged) faulty += !window.fault.empty();
        // Who always cries finds all, and is right as often as there are faults.
        const double part = double(faulty) / double(m_judged.size());
        m_references.push_back({"chance", part == 0.0 ? 0.0 : 2.0 * part / (1.0 + part)});
        const auto f1 = [&](const std::function<double(const FaultWindow&)>& score) {
            std::vector<double> clean;
            for (const FaultWindow& window : m_clean) clean.push_back(score(window));
            ScoreView view;
            for (const FaultWindow& window : m_judged) {
                view.scores.push_back(score(window));
                view.truth.push_back(!window.fault.empty());
            }
            return view.detection(percentileOf(clean, m_percentile)).f1();
        };
        m_references.push_back({"largest_deviation", f1([](const FaultWindow& window) {
                                    double largest = 0.0;
                                    for (const double value : window.values)
                                        largest = std::max(largest, std::abs(value));
                                    return largest;
                                })});
        m_references.push_back(
            {"average_window", f1([this](const FaultWindow& window) { return meanSquare(window.values, m_average); })});
    }

    Series m_series;
    Windows m_training, m_clean, m_judged;
    std::vector<engine::Tensor> m_cleanInputs, m_judgedInputs;
    std::vector<double> m_average;
    double m_factor = 1.0, m_percentile = 95.0;
    std::vector<Reference> m_references;
    std::vector<std::string> m_resultNames;
};

}  // namespace

double percentileOf(std::vector<double> values, double percent) {
    // A score that is no number is above every other.
    for (double& value : values)
        if (std::isnan(value)) value = INFINITY;
    std::sort(values.begin(), values.end());
    const double place = percent / 100.0 * double(values.size() - 1);
    const auto below = std::size_t(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    if (place == double(below)) return values[below];
    return values[below] + (place - double(below)) * (values[above] - values[below]);
}

std::shared_ptr<const Task> makeFaultsTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<FaultsTask>(spec, seed);
}

}  // namespace lessons
