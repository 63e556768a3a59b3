// data.kind characters: a text, character by character; the last part is held out and read in longer pieces.
#include "lessons/tasks/kinds/characters.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "engine/data/utf8.h"
#include "engine/training/trace.h"
#include "engine/training/tracedlayers.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/labelled.h"
#include "lessons/tasks/ngrams.h"
#include "lessons/tasks/recording.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/series.h"
#include "lessons/tasks/supervised.h"
#include "lessons/tasks/textlines.h"
#include "lessons/tasks/unitsearch.h"

namespace lessons {
namespace {

using Characters = std::vector<std::string>;
using Numbers = std::vector<engine::Index>;

Characters readCharacters(const std::string& path, const std::string& name) {
    std::string text;
    for (const TextLine& line : readTextLines(path, name)) text += line.text + "\n";
    return engine::utf8Characters(text);
}

class CharactersTask : public SupervisedTask {
 public:
    CharactersTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        const std::string path = findDataFile(spec(), data, "file"), name = data.text("file");
        m_steps = data.integer("steps", Range::between(2, 10000), 100);
        m_heldOutSteps = data.integer("held_out_steps", Range::between(2, 10000), 400);
        const double heldOut = data.number("held_out", Range::between(0.01, 0.99), 0.2);
        data.refuseOthers();
        m_characters = readCharacters(path, name);
        const auto count = engine::Index(m_characters.size());
        m_trained = engine::Index(std::floor(double(count) * (1 - heldOut)));
        if (m_trained <= m_steps || count - m_trained <= 2 * m_heldOutSteps)
            throw engine::Error(name + ": expected a text that is longer than " + std::to_string(m_steps) +
                                " characters in training and two pieces of " + std::to_string(m_heldOutSteps) +
                                " held out, got " + std::to_string(count) + " characters");
        readAlphabet();
        m_heldOut = pieces(m_trained, count, m_heldOutSteps);
        setUp(pieces(0, m_trained, m_steps), m_heldOut, {{"classes", engine::Index(m_alphabet.size())}});
        measureBaselines();
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
        description.stepName = "character";
        description.valueName = "character";
        for (const std::string& each : m_alphabet) description.tokens.push_back(shown(each));
        description.features = description.tokens;
        description.unknown = int(m_alphabet.size()) - 1;
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t index, const std::string&) const override {
        const auto trained = std::size_t(training().size());
        const bool heldOut = index >= trained;
        const auto steps = std::size_t(heldOut ? m_heldOutSteps : m_steps);
        const std::size_t first = heldOut ? std::size_t(m_trained) + (index - trained) * steps : index * steps;
        SampleDescription description;
        description.name = NumberedSample{heldOut ? NumberedSample::Kind::HeldOut : NumberedSample::Kind::Sequence,
                                          heldOut ? index - trained + 1 : index + 1};
        for (std::size_t t = 0; t < steps; ++t) {
            description.steps.emplace_back(shown(m_characters[first + t]));
            description.target.emplace_back(choice(m_numbers[first + t + 1]));
        }
        return description;
    }

    [[nodiscard]] std::vector<Saying> tell(const engine::Tensor& output) const override {
        return sayingsOf(output.values, [this](engine::Index label) { return choice(label); });
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        return judged(weights, run, options);
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override {
        Json result = resultByModel(*this, modelCount(), "held_out_bits_per_character", [&](std::size_t run) {
            const CharactersView view = judged(weights.at(run), run, {});
            Json one = Json::object();
            one["held_out_bits_per_character"] = view.bits;
            for (const CharactersView::Follower& each : view.followers)
                one[each.property] = Json{{"unit", each.unit + 1},
                                          {"score", each.score},
                                          {"shuffled", each.shuffled},
                                          {"random_unit", each.otherUnit + 1},
                                          {"random_unit_score", each.otherScore}};
            for (const CharactersView::Gate& gate : view.gates)
                one["saturation"][gate.operation] = Json{{"left", mean(gate.left)},
                                                         {"right", mean(gate.right)},
                                                         {"units_nearly_always_left", nearlyAlways(gate.left)},
                                                         {"units_nearly_always_right", nearlyAlways(gate.right)},
                                                         {"most_left", largest(gate.left)}};
            one["parameters"] = model(run)->parameterCount();
            for (const auto& [name, value] : facts.at(run).lastLogs) one[name] = value;
            one["seconds"] = facts.at(run).seconds;
            return one;
        });
        result["chance"] = m_references.at(0).value;
        result["bigram"] = m_references.at(1).value;
        result["baseline"] = m_references.at(2).value;
        result["baseline_rule"] = m_references.at(2).id;
        return result;
    }

 private:
    static double mean(const std::vector<double>& values) {
        double sum = 0;
        for (const double each : values) sum += each;
        return values.empty() ? 0 : sum / double(values.size());
    }

    static std::size_t nearlyAlways(const std::vector<double>& shares) {
        return std::size_t(std::count_if(shares.begin(), shares.end(), [](double share) { return share > 0.9; }));
    }
    static double largest(const std::vector<double>& shares) {
        return shares.empty() ? 0 : *std::max_element(shares.begin(), shares.end());
    }

    /// Signs for what cannot be seen.
    static std::string shown(const std::string& character) {
        return character == "\n" ? "↵" : character == " " ? "␣" : character;
    }

    [[nodiscard]] Choice choice(engine::Index number) const {
        return {number, shown(m_alphabet.at(std::size_t(number))), {}};
    }

    /// The characters of training in the order of their bytes, and one number for all others.
    void readAlphabet() {
        std::map<std::string, engine::Index> numbers;
        for (engine::Index k = 0; k < m_trained; ++k) numbers.emplace(m_characters[std::size_t(k)], 0);
        for (auto& [character, number] : numbers) {
            number = engine::Index(m_alphabet.size());
            m_alphabet.push_back(character);
        }
        const auto unknown = engine::Index(m_alphabet.size());
        m_alphabet.emplace_back("\uFFFD");
        for (const std::string& character : m_characters) {
            const auto found = numbers.find(character);
            m_numbers.push_back(found == numbers.end() ? unknown : found->second);
        }
    }

    /// Pieces of so many steps that follow each other; the target of a character is the next one, so the last piece of
    /// training never reaches into what is held out.
    [[nodiscard]] engine::Dataset pieces(engine::Index first, engine::Index end, engine::Index steps) const {
        std::vector<Numbers> read, next;
        for (engine::Index at = first; at + steps < end; at += steps) {
            const auto begin = m_numbers.begin() + at;
            read.emplace_back(begin, begin + steps);
            next.emplace_back(begin + 1, begin + steps + 1);
        }
        engine::Dataset data;
        data.inputs.push_back(engine::oneHotSequences(read, engine::Index(m_alphabet.size())));
        data.targets.push_back(engine::labelSequences(next));
        return data;
    }

    /// On the very characters that the net is judged on.
    void measureBaselines() {
        const auto classes = engine::Index(m_alphabet.size());
        const Numbers training(m_numbers.begin(), m_numbers.begin() + m_trained);
        const auto from = m_numbers.begin() + m_trained + 1;
        const Numbers text(from, from + m_heldOut.size() * m_heldOutSteps);
        m_references = {{"chance", std::log2(double(classes))},
                        {"one_character_before", ngramBits(training, text, classes, 1)},
                        {"two_characters_before", ngramBits(training, text, classes, 2)}};
        const auto begin = m_characters.begin() + m_trained;
        m_properties = textProperties({begin, begin + m_heldOut.size() * m_heldOutSteps});
    }

    [[nodiscard]] CharactersView judged(const engine::Weights& weights, std::size_t run,
                                        const engine::PassOptions& options) const {
        const Recording recording = recordOf(*model(run), m_heldOut.inputs, weights, options);
        CharactersView view;
        view.references = m_references;
        view.layer = engine::recurrentLayers(*model(run)).front();
        view.firstSample = std::size_t(training().size());
        view.stepsOfSample = std::size_t(m_heldOutSteps);
        const engine::Matrix& said = recording.outputs.at(0).values;
        const engine::Matrix& wanted = m_heldOut.targets.at(0).values;
        for (engine::Index row = 0; row < said.rows(); ++row) {
            const double p = double(said(row, engine::Index(wanted(row, 0))));
            view.bits -= std::log2(std::max(p, 1e-7)) / double(said.rows());
        }
        const engine::CellProgram& program = *recording.cell.program;
        for (engine::GateSaturation& gate : engine::gateSaturation(recording.cell)) {
            const engine::Operation& operation = program.operations.at(std::size_t(gate.operation));
            view.gates.push_back({operation.name, operation.role, std::move(gate.below), std::move(gate.above)});
        }
        follow(recording.cell, view);
        return view;
    }

    void follow(const engine::CellRecord& record, CharactersView& view) const {
        const engine::Matrix* c = valuesOf(record, "c");
        const engine::Matrix& states = c ? *c : record.values.at(std::size_t(record.program->output));
        // A piece after the other, as the text goes on.
        engine::Matrix values(states.rows(), states.cols());
        engine::Index row = 0;
        for (engine::Index s = 0; s < record.batch; ++s)
            for (engine::Index t = 0; t < record.steps; ++t)
                values.row(row++) = states.row(t * record.batch + s).array().tanh();
        constexpr std::size_t kExcerpt = 400;
        const std::size_t excerpt = std::min(kExcerpt, std::size_t(m_heldOutSteps));
        for (std::size_t k = 0; k < excerpt; ++k)
            view.excerpt.push_back(shown(m_characters[std::size_t(m_trained) + k]));
        for (const TextProperty& property : m_properties) {
            const auto found = findUnit(values, property.values, engine::Random(seed()).stream(property.id));
            if (!found) continue;
            CharactersView::Follower follower{property.id,     found->unit,  found->score,
                                              found->shuffled, found->other, found->otherScore};
            for (std::size_t k = 0; k < excerpt; ++k)
                follower.values.push_back(double(values(engine::Index(k), found->unit)));
            view.followers.push_back(std::move(follower));
        }
    }

    engine::Index m_steps = 0, m_heldOutSteps = 0, m_trained = 0;
    Characters m_characters, m_alphabet;
    Numbers m_numbers;
    engine::Dataset m_heldOut;
    std::vector<Reference> m_references;
    std::vector<TextProperty> m_properties;
};

}  // namespace

std::shared_ptr<const Task> makeCharactersTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<CharactersTask>(spec, seed);
}

}  // namespace lessons
