// data.kind temporal_order: two signs among distractors; the class says which came first and which second.
#include "lessons/tasks/kinds/temporalorder.h"

#include <algorithm>
#include <array>

#include "engine/data/labels.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/labelled.h"

namespace lessons {
namespace {

/// As the paper has them: E begins, B ends, a to d mean nothing, X and Y are the signs.
enum Symbol : std::size_t { Begin, End, A, B, C, D, X, Y, kSymbols };
constexpr std::array<const char*, kSymbols> kNames{"E", "B", "a", "b", "c", "d", "X", "Y"};

/// Hochreiter & Schmidhuber 1997, experiment 6a, with every length a share of `steps`: they have 100 to 110 symbols,
/// the first sign at 10 to 20, the second at 50 to 60. Shorter sequences are filled with zeros before E.
class TemporalOrderTask : public LabelledTask {
 public:
    TemporalOrderTask(const Spec& lesson, std::uint64_t seed) : LabelledTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        m_least = data.integer("steps", Range::between(10, 10000));
        const engine::Index samples = data.integer("samples", Range::between(1, 1000000));
        const engine::Index heldOut = data.integer("held_out", Range::between(1, 1000000));
        data.refuseOthers();

        const engine::Random random = engine::Random(seed).stream("temporal order");
        Labelled all;
        all.training = drawn(random.stream("training"), samples);
        all.heldOut = drawn(random.stream("held out"), heldOut);
        all.names = {"X X", "X Y", "Y X", "Y Y"};
        all.baseline = {"one_sign_only", oneSignOnly(all.heldOut.targets[0])};
        setUpLabelled(std::move(all));
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Tokens;
        description.stepName = "step";
        description.valueName = "symbol";
        description.tokens.assign(kNames.begin(), kNames.end());
        description.features = description.tokens;
        return description;
    }

 protected:
    [[nodiscard]] std::vector<std::string> wordsOf(std::size_t index) const override {
        const engine::Matrix input = sample(index).inputs.at(0).values;
        const std::vector<engine::Index> symbols = engine::argmaxRows(input);
        std::vector<std::string> words;
        for (std::size_t t = 0; t < symbols.size(); ++t)
            words.emplace_back(input.row(engine::Index(t)).maxCoeff() > 0 ? kNames.at(std::size_t(symbols[t])) : "·");
        return words;
    }

 private:
    [[nodiscard]] engine::Dataset drawn(engine::Random random, engine::Index samples) const {
        const engine::Index most = m_least + m_least / 10, tenth = m_least / 10, half = m_least / 2;
        engine::Matrix inputs = engine::Matrix::Zero(most * samples, engine::Index(kSymbols));
        std::vector<engine::Index> labels;
        for (engine::Index s = 0; s < samples; ++s) {
            const engine::Index length = m_least + random.below(most - m_least + 1), start = most - length;
            const engine::Index first = tenth + random.below(tenth + 1), second = half + random.below(tenth + 1);
            const engine::Index order = random.below(4);
            for (engine::Index t = 0; t < length; ++t) {
                auto symbol = std::size_t(A) + std::size_t(random.below(4));
                if (t == 0) symbol = Begin;
                if (t + 1 == length) symbol = End;
                if (t == first) symbol = order < 2 ? X : Y;
                if (t == second) symbol = order % 2 == 0 ? X : Y;
                inputs((start + t) * samples + s, engine::Index(symbol)) = 1;
            }
            labels.push_back(order);
        }
        engine::Dataset data;
        data.inputs.push_back(engine::Tensor::sequences(std::move(inputs), samples, most));
        data.targets.push_back(engine::labelTensor(labels));
        return data;
    }

    /// Who knows one of the two signs and guesses the other is right as often as the commoner of two classes, at best.
    [[nodiscard]] static double oneSignOnly(const engine::Tensor& labels) {
        std::array<double, 4> counts{};
        for (engine::Index row = 0; row < labels.values.rows(); ++row) ++counts.at(std::size_t(labels.values(row, 0)));
        const double first = std::max(counts[0], counts[1]) + std::max(counts[2], counts[3]);
        const double second = std::max(counts[0], counts[2]) + std::max(counts[1], counts[3]);
        return std::max(first, second) / double(labels.values.rows());
    }

    engine::Index m_least = 0;
};

}  // namespace

std::shared_ptr<const Task> makeTemporalOrderTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<TemporalOrderTask>(spec, seed);
}

}  // namespace lessons
