// data.kind sentences: short texts with a label each.
#include "lessons/tasks/sentences.h"

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "engine/data/padding.h"
#include "engine/data/tokenizer.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/supervised.h"

namespace lessons {
namespace {

class SentencesTask : public SupervisedTask {
 public:
    SentencesTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        m_texts = data.texts("texts");
        m_names = data.texts("names");
        m_test = data.texts("test");
        m_padding.length = data.integer("maxlen", Range::between(1, 10000), 10);
        m_padding.padding = engine::sideFromName(data.oneOf("padding", {"pre", "post"}, "pre"));
        m_padding.truncating = engine::sideFromName(data.oneOf("truncating", {"pre", "post"}, "pre"));
        m_labels = integerList(spec(), data, "labels");
        data.refuseOthers();
        m_resultNames = resultNames(spec(), {"sentences", "accuracy"});
        if (m_texts.empty()) data.fail("texts", "at least one text");
        if (m_labels.size() != m_texts.size())
            data.fail("labels",
                      std::to_string(m_texts.size()) + " labels, one a text, got " + std::to_string(m_labels.size()));
        if (m_names.size() < 2) data.fail("names", "the names of at least two classes");
        spec().placed("data.labels", [&] { engine::checkLabels(m_labels, engine::Index(m_names.size()), "labels"); });

        m_tokenizer.fit(m_texts);
        engine::Dataset all;
        all.inputs.push_back(tokensOf(m_texts));
        all.targets.push_back(engine::labelTensor(m_labels));
        setUp(std::move(all), {},
              {{"vocabulary", engine::Index(m_tokenizer.indexWord().size()) - 1},
               {"classes", engine::Index(m_names.size())}});
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Tokens;
        description.stepName = "word";
        description.valueName = "word";
        description.tokens = m_tokenizer.indexWord();
        description.tokens[0] = "·";
        description.padding = 0;
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string&) const override {
        const engine::Tensor& tokens = training().inputs[0];
        SampleDescription description;
        description.name = TextSample{m_texts.at(sample)};
        description.target.emplace_back(choice(m_labels[sample]));
        for (engine::Index t = 0; t < tokens.values.cols(); ++t) {
            const auto token = std::size_t(tokens.values(engine::Index(sample), t));
            description.steps.emplace_back(token == 0 ? "·" : m_tokenizer.indexWord()[token]);
        }
        return description;
    }

    [[nodiscard]] std::vector<Saying> tell(const engine::Tensor& output) const override {
        std::vector<Saying> sayings;
        for (const Answer& one : answers(output.values)) {
            sayings.emplace_back(choice(one.label));
            std::get<Choice>(sayings.back()).probability = one.confidence;
        }
        return sayings;
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        SentencesView view;
        view.names = m_names;
        const auto add = [&](const std::vector<std::string>& texts, const std::vector<engine::Index>& labels) {
            const auto answers = answer(texts, weights, run, options);
            for (std::size_t i = 0; i < texts.size(); ++i)
                view.rows.push_back({texts[i], knownWords(texts[i]),
                                     i < labels.size() ? std::optional(labels[i]) : std::nullopt, answers[i].label,
                                     answers[i].confidence});
        };
        add(m_texts, m_labels);
        add(m_test, {});
        return view;
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override {
        Json result = Json::object();
        for (const std::string& name : m_resultNames) {
            if (name == "accuracy") {
                result[name] = logResult(facts.at(0).lastLogs, name);
                continue;
            }
            const auto answers = answer(m_test, weights.at(0), 0, {});
            Json sentences = Json::array();
            for (std::size_t i = 0; i < m_test.size(); ++i)
                sentences.push_back({{"text", m_test[i]},
                                     {"label", m_names[std::size_t(answers[i].label)]},
                                     {"confidence", answers[i].confidence},
                                     {"known_words", knownWords(m_test[i])},
                                     {"tokens", padded({m_test[i]})[0]}});
            result[name] = std::move(sentences);
        }
        return result;
    }

 private:
    struct Answer {
        engine::Index label;
        double confidence;
    };

    [[nodiscard]] Choice choice(engine::Index label) const { return {label, m_names[std::size_t(label)], {}}; }

    [[nodiscard]] std::vector<std::vector<engine::Index>> padded(const std::vector<std::string>& texts) const {
        return engine::padSequences(m_tokenizer.sequences(texts), m_padding);
    }

    [[nodiscard]] engine::Tensor tokensOf(const std::vector<std::string>& texts) const {
        return engine::tokenTensor(padded(texts));
    }

    [[nodiscard]] std::string knownWords(const std::string& text) const {
        std::string words;
        const auto tokens = padded({text});  // a name: the loop would outlive the list it walks
        for (const engine::Index token : tokens[0])
            if (token != 0) words += (words.empty() ? "" : " ") + m_tokenizer.indexWord()[std::size_t(token)];
        return words;
    }

    [[nodiscard]] std::vector<Answer> answer(const std::vector<std::string>& texts, const engine::Weights& weights,
                                             std::size_t run, const engine::PassOptions& options) const {
        if (texts.empty()) return {};
        return answers(model(run)->predict({tokensOf(texts)}, weights, options).at(0).values);
    }

    /// The class of each row with its probability; a single sigmoid is that of the second class.
    [[nodiscard]] static std::vector<Answer> answers(const engine::Matrix& outputs) {
        std::vector<Answer> answers;
        const auto classes = engine::argmaxRows(outputs);
        for (engine::Index row = 0; row < outputs.rows(); ++row) {
            const double p =
                outputs.cols() == 1 ? double(outputs(row, 0)) : double(outputs(row, classes[std::size_t(row)]));
            if (outputs.cols() == 1)
                answers.push_back({p > 0.5 ? 1 : 0, p > 0.5 ? p : 1.0 - p});
            else
                answers.push_back({classes[std::size_t(row)], p});
        }
        return answers;
    }

    std::vector<std::string> m_texts, m_names, m_test, m_resultNames;
    std::vector<engine::Index> m_labels;
    engine::Padding m_padding;
    engine::Tokenizer m_tokenizer;
};

}  // namespace

std::shared_ptr<const Task> makeSentencesTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<SentencesTask>(spec, seed);
}

}  // namespace lessons
