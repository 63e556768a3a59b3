// data.kind reber: strings of the embedded Reber grammar; the net says at every step which symbol comes next.
#include "lessons/tasks/kinds/reber.h"

#include <algorithm>
#include <set>

#include "engine/data/labels.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/grammar.h"
#include "lessons/tasks/labelled.h"
#include "lessons/tasks/recording.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/supervised.h"

namespace lessons {
namespace {

/// A string within a sequence of the data.
struct Placed {
    std::size_t sequence = 0;  ///< from 0, among the held-out ones
    engine::Index first = 0;   ///< the step at which its first symbol is read
    ReberString string;
};

/// One string a sequence, filled with zeros behind (the model has a Masking layer for them); or, continual, strings one
/// after the other, cut at `steps`, and the held-out streams are `held_out_steps` long.
class ReberTask : public SupervisedTask {
 public:
    ReberTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        m_isContinual = data.boolean("continual", false);
        const engine::Index samples = data.integer("samples", Range::between(1, 100000));
        const engine::Index heldOut = data.integer("held_out", Range::between(1, 100000));
        m_steps = data.integer("steps", Range::between(12, 10000));
        const engine::Index heldOutSteps =
            m_isContinual ? data.integer("held_out_steps", Range::between(12, 100000), m_steps) : m_steps;
        data.refuseOthers();

        const engine::Random random = engine::Random(seed).stream("reber");
        engine::Random training = random.stream("training"), unseen = random.stream("held out");
        engine::Dataset trained;
        if (m_isContinual) {
            trained = streams(training, samples, m_steps, nullptr);
            m_heldOut = streams(unseen, heldOut, heldOutSteps, &m_placed);
        } else {
            std::set<ReberString> known;
            trained = strings(drawn(training, samples, known, true));
            std::vector<ReberString> judged = drawn(unseen, heldOut, known, false);
            m_heldOut = strings(judged);
            for (std::size_t s = 0; s < judged.size(); ++s) m_placed.push_back({s, 0, std::move(judged[s])});
        }
        setUp(std::move(trained), m_heldOut, {{"classes", engine::Index(reberSymbols().size())}});
    }

    [[nodiscard]] std::size_t sampleCount() const override { return std::size_t(training().size() + m_heldOut.size()); }
    [[nodiscard]] engine::Sample sample(std::size_t index) const override {
        const auto trained = std::size_t(training().size());
        if (index < trained || index >= sampleCount()) return SupervisedTask::sample(index);
        const engine::Dataset one = partOf(m_heldOut, engine::Index(index - trained), 1);
        return {.inputs = one.inputs, .targets = one.targets};
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Tokens;
        description.stepName = "step";
        description.valueName = "symbol";
        description.tokens = reberSymbols();
        description.features = reberSymbols();
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t index, const std::string&) const override {
        const auto trained = std::size_t(training().size());
        const bool heldOut = index >= trained;
        SampleDescription description;
        description.name = NumberedSample{heldOut ? NumberedSample::Kind::HeldOut : NumberedSample::Kind::Sequence,
                                          heldOut ? index - trained + 1 : index + 1};
        const engine::Sample one = sample(index);
        const engine::Matrix& input = one.inputs.at(0).values;
        for (engine::Index t = 0; t < input.rows(); ++t) {
            engine::Index symbol = 0;
            const bool isRead = input.row(t).maxCoeff(&symbol) > 0;
            description.steps.emplace_back(isRead ? reberSymbols().at(std::size_t(symbol)) : std::string("·"));
            description.target.emplace_back(choice(engine::Index(one.targets.at(0).values(t, 0))));
        }
        return description;
    }

    [[nodiscard]] std::vector<Saying> tell(const engine::Tensor& output) const override {
        return sayingsOf(output.values, choice);
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        return judged(weights, run, options);
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override {
        Json result = resultByModel(*this, modelCount(), "held_out_strings_right", [&](std::size_t run) {
            const GrammarView view = judged(weights.at(run), run, {});
            Json one = Json::object();
            for (const Figure& figure : view.figures()) one["held_out_" + figure.id] = figure.value;
            if (!view.cellSize.empty()) {
                one["cell_after_training_length"] = cellAt(view, m_steps);
                one["cell_at_the_end"] = cellAt(view, engine::Index(view.cellSize.size()));
            }
            if (!view.echoShare.empty()) one["echoes_right_by_part"] = view.echoShare;
            one["parameters"] = model(run)->parameterCount();
            for (const auto& [name, value] : facts.at(run).lastLogs) one[name] = value;
            one["seconds"] = facts.at(run).seconds;
            return one;
        });
        for (const Reference& reference : references())
            result[reference.id == "chance" ? "chance" : "baseline"] = reference.value;
        result["baseline_rule"] = "outer_letter_guessed";
        return result;
    }

 private:
    using Strings = std::vector<ReberString>;

    [[nodiscard]] static Choice choice(engine::Index symbol) {
        return {symbol, reberSymbols().at(std::size_t(symbol)), {}};
    }

    /// With repeats the strings are as frequent as the grammar makes them. Without, none comes that is known; where a
    /// lesson asks for more than there are of this length, it is told so.
    [[nodiscard]] Strings drawn(engine::Random& random, engine::Index count, std::set<ReberString>& known,
                                bool repeats) const {
        Strings strings;
        for (engine::Index tries = 0; engine::Index(strings.size()) < count; ++tries) {
            if (tries > 20 * count + 20000)
                Fields(spec(), "data").fail("held_out", "fewer strings: there are not so many of this length");
            ReberString string = drawReber(random);
            if (engine::Index(string.symbols.size()) - 1 > m_steps) continue;
            if (!known.insert(string).second && !repeats) continue;
            strings.push_back(std::move(string));
        }
        return strings;
    }

    /// One a sequence: symbol t is read at step t, the target is symbol t + 1.
    [[nodiscard]] engine::Dataset strings(const Strings& all) const {
        const auto count = engine::Index(all.size()), symbols = engine::Index(reberSymbols().size());
        engine::Matrix inputs = engine::Matrix::Zero(m_steps * count, symbols), targets(m_steps * count, 1);
        targets.setZero();
        for (engine::Index s = 0; s < count; ++s) {
            const std::vector<engine::Index>& string = all[std::size_t(s)].symbols;
            for (std::size_t t = 0; t + 1 < string.size(); ++t) {
                inputs(engine::Index(t) * count + s, string[t]) = 1;
                targets(engine::Index(t) * count + s, 0) = engine::Scalar(string[t + 1]);
            }
        }
        engine::Dataset data;
        data.inputs.push_back(engine::Tensor::sequences(std::move(inputs), count, m_steps));
        data.targets.push_back(engine::Tensor::sequences(std::move(targets), count, m_steps));
        return data;
    }

    /// Strings without a gap. placed: takes those that lie whole within the steps, if it is wanted.
    [[nodiscard]] static engine::Dataset streams(engine::Random& random, engine::Index count, engine::Index steps,
                                                 std::vector<Placed>* placed) {
        std::vector<std::vector<engine::Index>> read, next;
        for (engine::Index s = 0; s < count; ++s) {
            std::vector<engine::Index> stream;
            while (engine::Index(stream.size()) <= steps) {
                ReberString string = drawReber(random);
                // After the last symbol the next string begins.
                string.allowed.back() = {string.symbols.front()};
                const auto first = engine::Index(stream.size());
                stream.insert(stream.end(), string.symbols.begin(), string.symbols.end());
                if (placed && engine::Index(stream.size()) <= steps)
                    placed->push_back({std::size_t(s), first, std::move(string)});
            }
            read.emplace_back(stream.begin(), stream.begin() + steps);
            next.emplace_back(stream.begin() + 1, stream.begin() + steps + 1);
        }
        engine::Dataset data;
        data.inputs.push_back(engine::oneHotSequences(read, engine::Index(reberSymbols().size())));
        data.targets.push_back(engine::labelSequences(next));
        return data;
    }

    [[nodiscard]] GrammarView judged(const engine::Weights& weights, std::size_t run,
                                     const engine::PassOptions& options) const {
        const Recording recording = recordOf(*model(run), m_heldOut.inputs, weights, options);
        const engine::Tensor& output = recording.outputs.at(0);
        GrammarView view;
        view.isContinual = m_isContinual;
        view.references = references();
        view.trainedSteps = m_steps;
        constexpr std::size_t kParts = 6;
        std::vector<double> rightIn(kParts), allIn(kParts);
        for (const Placed& placed : m_placed) {
            GrammarView::String row;
            row.text = reberText(placed.string.symbols);
            row.sample = std::size_t(training().size()) + placed.sequence;
            row.t = int(placed.first) + 1;
            bool echoRight = false;
            for (std::size_t k = 0; k < placed.string.symbols.size(); ++k) {
                const std::vector<engine::Index>& allowed = placed.string.allowed[k];
                if (allowed.empty()) continue;
                const engine::Index t = placed.first + engine::Index(k);
                const auto said = output.values.row(t * output.batch + engine::Index(placed.sequence));
                const std::vector<engine::Index> likeliest = largest(said, allowed.size());
                const bool isRight = std::is_permutation(likeliest.begin(), likeliest.end(), allowed.begin());
                ++row.steps;
                row.right += isRight;
                if (k == placed.string.echo) echoRight = isRight;
                if (isRight || !row.allowed.empty()) continue;
                row.allowed = reberText(allowed);
                row.likely = reberText(likeliest);
                row.t = int(t) + 1;
            }
            ++view.echoes;
            view.echoesRight += echoRight;
            const std::size_t part = std::size_t(placed.first) * kParts / std::size_t(output.steps);
            ++allIn[part];
            rightIn[part] += echoRight;
            view.strings.push_back(std::move(row));
        }
        if (!m_isContinual) return view;
        for (std::size_t part = 0; part < kParts; ++part)
            view.echoShare.push_back(allIn[part] > 0 ? rightIn[part] / allIn[part] : 0);
        if (const engine::Matrix* c = valuesOf(recording.cell, "c"))
            for (engine::Index t = 0; t < output.steps; ++t)
                view.cellSize.push_back(double(c->middleRows(t * output.batch, output.batch).cwiseAbs().mean()));
        return view;
    }

    [[nodiscard]] static std::vector<engine::Index> largest(const engine::Matrix& row, std::size_t count) {
        std::vector<engine::Index> order;
        for (engine::Index k = 0; k < row.cols(); ++k) order.push_back(k);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return row(0, a) > row(0, b); });
        order.resize(count);
        return order;
    }

    /// Of strings that are right throughout. Chance: who puts the symbols in an order by lot has the k that are allowed
    /// in front once in 7 over k. Baseline: who knows all of the grammar but the outer letter guesses it, once a
    /// string.
    [[nodiscard]] std::vector<Reference> references() const {
        double chance = 0;
        for (const Placed& placed : m_placed) {
            double all = 1;
            for (const auto& allowed : placed.string.allowed)
                if (!allowed.empty()) all *= allowed.size() == 1 ? 1.0 / 7 : 1.0 / 21;
            chance += all / double(m_placed.size());
        }
        return {{"chance", chance}, {"outer_letter_guessed", 0.5}};
    }

    [[nodiscard]] static double cellAt(const GrammarView& view, engine::Index step) {
        const auto end = std::size_t(std::clamp<engine::Index>(step, 1, engine::Index(view.cellSize.size())));
        const std::size_t first = end > 12 ? end - 12 : 0;  // a string's mean length: parts of it weigh alike
        double sum = 0;
        for (std::size_t t = first; t < end; ++t) sum += view.cellSize[t];
        return sum / double(end - first);
    }

    bool m_isContinual = false;
    engine::Index m_steps = 0;
    engine::Dataset m_heldOut;
    std::vector<Placed> m_placed;
};

}  // namespace

std::shared_ptr<const Task> makeReberTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<ReberTask>(spec, seed);
}

}  // namespace lessons
