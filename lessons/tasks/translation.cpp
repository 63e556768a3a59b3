// data.kind translation: words of one language into words of another, by an encoder and a decoder.
#include "lessons/tasks/translation.h"

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/supervised.h"

namespace lessons {
namespace {

using Indices = std::vector<engine::Index>;

class TranslationTask : public SupervisedTask {
 public:
    TranslationTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        const std::string start = data.text("start", "<start>"), end = data.text("end", "<end>");
        const Fields pairs = data.map("pairs");
        for (const std::string& word : pairs.keys()) {
            m_words.push_back(word);
            m_tokens.push_back(pairs.text(word));
        }
        data.refuseOthers();
        if (m_words.size() < 2) data.fail("pairs", "at least two pairs of words");
        m_resultNames = resultNames(spec(), {"translations"});
        m_start = engine::Index(m_tokens.size());
        m_end = m_start + 1;
        m_tokens.push_back(start);
        m_tokens.push_back(end);

        std::vector<Indices> source, decoded, target;
        for (engine::Index i = 0; i < m_start; ++i) {
            source.push_back({i});
            decoded.push_back({m_start, i});
            target.push_back({i, m_end});
        }
        engine::Dataset all;
        all.inputs = {engine::oneHotSequences(source, words()), engine::oneHotSequences(decoded, classes())};
        all.targets = {engine::oneHotSequences(target, classes())};
        setUp(std::move(all), {}, {{"words", words()}, {"classes", classes()}});
    }

    [[nodiscard]] InputDescription input(const std::string& layer) const override {
        const bool decoder = reads(layer) == 1;
        InputDescription description;
        description.kind = InputDescription::Kind::Tokens;
        description.stepName = "word";
        description.valueName = "word";
        description.features = description.tokens = decoder ? m_tokens : m_words;
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string& layer) const override {
        SampleDescription description;
        description.name = TextSample{m_words.at(sample)};
        description.target = {choice(engine::Index(sample)), choice(m_end)};
        // The decoder is trained on what it should have said: it reads the start and the right word.
        if (reads(layer) == 1)
            description.steps = {m_tokens[std::size_t(m_start)], m_tokens[sample]};
        else
            description.steps = {m_words[sample]};
        return description;
    }

    [[nodiscard]] std::vector<Saying> tell(const engine::Tensor& output) const override {
        std::vector<Saying> sayings;
        const Indices said = engine::argmaxRows(output.values);
        for (std::size_t row = 0; row < said.size(); ++row) {
            sayings.emplace_back(choice(said[row]));
            std::get<Choice>(sayings.back()).probability = double(output.values(engine::Index(row), said[row]));
        }
        return sayings;
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        TranslationView view;
        view.end = m_tokens.back();
        for (std::size_t i = 0; i < m_words.size(); ++i)
            view.rows.push_back({m_words[i], m_tokens[i], translated(engine::Index(i), weights, run, options)});
        return view;
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>&) const override {
        Json translations = Json::array();
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            std::string said;
            for (const std::string& word : translated(engine::Index(i), weights.at(0), 0, {}))
                said += (said.empty() ? "" : " ") + word;
            translations.push_back({{"source", m_words[i]},
                                    {"translation", said},
                                    {"expected", m_tokens[i]},
                                    {"right", said == m_tokens[i]}});
        }
        Json result = Json::object();
        for (const std::string& name : m_resultNames) result[name] = translations;
        return result;
    }

 private:
    [[nodiscard]] engine::Index words() const { return engine::Index(m_words.size()); }
    [[nodiscard]] Choice choice(engine::Index token) const { return {token, m_tokens.at(std::size_t(token)), {}}; }
    /// 0: the layer reads what the encoder is given, 1: the decoder.
    [[nodiscard]] std::size_t reads(const std::string& layer) const {
        return layer.empty() ? 0 : inputReadBy(*model(), layer);
    }
    [[nodiscard]] engine::Index classes() const { return engine::Index(m_tokens.size()); }

    /// Greedy: at most two words, as long as any translation with its end.
    [[nodiscard]] std::vector<std::string> translated(engine::Index word, const engine::Weights& weights,
                                                      std::size_t run, const engine::PassOptions& options) const {
        const engine::Tensor source = engine::oneHotSequences({{word}}, words());
        Indices fed{m_start};
        std::vector<std::string> text;
        while (fed.size() <= 2) {
            const auto output =
                model(run)->predict({source, engine::oneHotSequences({fed}, classes())}, weights, options);
            const engine::Index said = engine::argmaxRows(output.at(0).values).back();
            if (said == m_end) break;
            text.push_back(m_tokens[std::size_t(said)]);
            fed.push_back(said);
        }
        return text;
    }

    std::vector<std::string> m_words, m_tokens, m_resultNames;
    engine::Index m_start = 0, m_end = 0;
};

}  // namespace

std::shared_ptr<const Task> makeTranslationTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<TranslationTask>(spec, seed);
}

}  // namespace lessons
