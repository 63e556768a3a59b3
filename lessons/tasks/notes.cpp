// data.kind notes: the next note of a tune thrown like dice.
#include "lessons/tasks/notes.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/supervised.h"

namespace lessons {
namespace {

class NotesTask : public SupervisedTask {
 public:
    NotesTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        m_alphabet = data.texts("alphabet");
        if (m_alphabet.size() < 2) data.fail("alphabet", "at least two notes");
        const engine::Index count = data.integer("count", Range::between(2, 1000000), 1000);
        m_window = data.integer("window", Range::between(1, 100000), 10);
        m_generated = data.integer("generate", Range::between(0, 100000), 50);
        data.refuseOthers();
        if (m_window >= count) data.fail("window", "fewer than the " + std::to_string(count) + " notes");
        m_resultNames = resultNames(spec(), {"notes", "loss"});

        engine::Random dice = engine::Random(seed).stream("notes");
        for (engine::Index i = 0; i < count; ++i) m_notes.push_back(dice.below(classes()));
        const engine::Index windows = count - m_window;
        engine::Matrix inputs(m_window * windows, 1);
        std::vector<engine::Index> next;
        for (engine::Index w = 0; w < windows; ++w) {
            for (engine::Index t = 0; t < m_window; ++t)
                inputs(t * windows + w, 0) = encoded(m_notes[std::size_t(w + t)]);
            next.push_back(m_notes[std::size_t(w + m_window)]);
        }
        engine::Dataset all;
        all.inputs.push_back(engine::Tensor::sequences(std::move(inputs), windows, m_window));
        all.targets.push_back(engine::Tensor::vectors(engine::oneHot(next, classes())));
        setUp(std::move(all), {}, {{"classes", classes()}});
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Notes;
        description.stepName = "note";
        description.valueName = "note_share";
        description.tokens = m_alphabet;
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string&) const override {
        const auto first = m_notes.begin() + std::ptrdiff_t(sample);
        const std::vector<engine::Index> window(first, first + m_window);
        SampleDescription description;
        description.name = SpanSample{"note", sample + 1, sample + std::size_t(m_window), {}};
        for (const std::string& name : names(window)) description.steps.emplace_back(name);
        description.target.emplace_back(choice(m_notes.at(sample + std::size_t(m_window))));
        return description;
    }

    [[nodiscard]] std::vector<Saying> tell(const engine::Tensor& output) const override {
        std::vector<Saying> sayings;
        const std::vector<engine::Index> notes = engine::argmaxRows(output.values);
        for (std::size_t row = 0; row < notes.size(); ++row) {
            sayings.emplace_back(choice(notes[row]));
            std::get<Choice>(sayings.back()).probability = double(output.values(engine::Index(row), notes[row]));
        }
        return sayings;
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        return NotesView{names(generate(weights, run, options)), m_alphabet.size()};
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override {
        Json result = Json::object();
        for (const std::string& name : m_resultNames) {
            if (name == "loss")
                result[name] = logResult(facts.at(0).lastLogs, name);
            else
                result[name] = names(generate(weights.at(0), 0, {}));
        }
        return result;
    }

 private:
    [[nodiscard]] engine::Index classes() const { return engine::Index(m_alphabet.size()); }
    [[nodiscard]] engine::Scalar encoded(engine::Index note) const {
        return engine::Scalar(note) / engine::Scalar(classes());
    }

    [[nodiscard]] Choice choice(engine::Index note) const { return {note, m_alphabet[std::size_t(note)], {}}; }

    [[nodiscard]] std::vector<std::string> names(const std::vector<engine::Index>& notes) const {
        std::vector<std::string> result;
        for (const engine::Index note : notes) result.push_back(m_alphabet[std::size_t(note)]);
        return result;
    }

    [[nodiscard]] std::vector<engine::Index> generate(const engine::Weights& weights, std::size_t run,
                                                      const engine::PassOptions& options) const {
        std::vector<engine::Index> tune(m_notes.begin(), m_notes.begin() + m_window);
        for (engine::Index i = 0; i < m_generated; ++i) {
            engine::Matrix window(m_window, 1);
            for (engine::Index t = 0; t < m_window; ++t)
                window(t, 0) = encoded(tune[tune.size() - std::size_t(m_window - t)]);
            const auto said =
                model(run)->predict({engine::Tensor::sequences(std::move(window), 1, m_window)}, weights, options);
            tune.push_back(engine::argmaxRows(said.at(0).values)[0]);
        }
        return {tune.begin() + m_window, tune.end()};
    }

    std::vector<std::string> m_alphabet, m_resultNames;
    std::vector<engine::Index> m_notes;
    engine::Index m_window = 0, m_generated = 0;
};

}  // namespace

std::shared_ptr<const Task> makeNotesTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<NotesTask>(spec, seed);
}

}  // namespace lessons
