// data.kind tagging: a tag for every word of a sentence.
#include "lessons/tasks/tagging.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "engine/data/padding.h"
#include "engine/data/tokenizer.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/supervised.h"

namespace lessons {
namespace {

using Words = std::vector<std::string>;

struct TaggedSentence {
    Words words, tags;
};

std::vector<TaggedSentence> readSentences(const Spec& spec, const Fields& data) {
    if (!data.has("sentences") || !spec.data["sentences"].is_array() || spec.data["sentences"].empty())
        data.fail("sentences", "a list of {words, tags}");
    std::vector<TaggedSentence> sentences;
    for (std::size_t i = 0; i < spec.data["sentences"].size(); ++i) {
        const Fields one(
            spec.data["sentences"][i], "data.sentences." + std::to_string(i),
            [&spec](const auto& path, const auto& message, const auto& wanted) { spec.fail(path, message, wanted); });
        TaggedSentence sentence{one.texts("words"), one.texts("tags")};
        one.refuseOthers();
        if (sentence.words.empty() || sentence.tags.size() != sentence.words.size())
            one.fail("tags", std::to_string(sentence.words.size()) + " tags, one a word, got " +
                                 std::to_string(sentence.tags.size()));
        sentences.push_back(std::move(sentence));
    }
    return sentences;
}

class TaggingTask : public SupervisedTask {
 public:
    TaggingTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        m_sentences = readSentences(spec(), data);
        m_tags = data.texts("tags");
        m_test = data.texts("test");
        m_padding.length = data.integer("maxlen", Range::between(1, 10000));
        m_padding.padding = engine::sideFromName(data.oneOf("padding", {"pre", "post"}, "post"));
        m_padding.truncating = engine::sideFromName(data.oneOf("truncating", {"pre", "post"}, "pre"));
        data.refuseOthers();
        m_resultNames = resultNames(spec(), {"tags", "tags_of_slots", "accuracy"});

        std::vector<std::string> texts;
        for (const TaggedSentence& sentence : m_sentences) texts.push_back(joined(sentence.words));
        m_tokenizer.fit(texts);
        std::vector<std::vector<engine::Index>> tokens, tags;
        for (const TaggedSentence& sentence : m_sentences) {
            tokens.push_back(tokensOf(sentence.words));
            tags.emplace_back();
            for (const std::string& tag : sentence.tags) tags.back().push_back(tagNumber(data, tag));
        }
        engine::Dataset all;
        all.inputs.push_back(engine::tokenTensor(engine::padSequences(tokens, m_padding)));
        all.targets.push_back(
            engine::oneHotSequences(engine::padSequences(tags, m_padding), engine::Index(m_tags.size())));
        setUp(std::move(all), {},
              {{"vocabulary", engine::Index(m_tokenizer.indexWord().size()) - 1},
               {"classes", engine::Index(m_tags.size())}});
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Tokens;
        description.stepName = "word";
        description.valueName = "word";
        description.tokens = m_tokenizer.indexWord();
        description.tokens[0] = "·";
        description.padding = 0;
        description.unknown = 0;
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string&) const override {
        const TaggedSentence& sentence = m_sentences.at(sample);
        SampleDescription description;
        description.name = TextSample{joined(sentence.words)};
        for (const std::string& word : slots(sentence.words))
            description.steps.emplace_back(word.empty() ? std::string("·") : word);
        for (const std::string& tag : slots(sentence.tags)) description.target.emplace_back(choice(tagIndex(tag)));
        return description;
    }

    [[nodiscard]] std::vector<Saying> tell(const engine::Tensor& output) const override {
        std::vector<Saying> sayings;
        const std::vector<engine::Index> tags = engine::argmaxRows(output.values);
        for (std::size_t row = 0; row < tags.size(); ++row) {
            sayings.emplace_back(choice(tags[row]));
            std::get<Choice>(sayings.back()).probability = double(output.values(engine::Index(row), tags[row]));
        }
        return sayings;
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        TaggingView view;
        view.length = m_padding.length;
        const auto add = [&](std::size_t number, const Words& words, const Words& tags) {
            const Words read = slots(words), wanted = slots(tags), said = answer(words, weights, run, options);
            for (std::size_t t = 0; t < read.size(); ++t)
                if (!read[t].empty())
                    view.words.push_back({number, read[t], isKnown(read[t]),
                                          tags.empty() ? std::nullopt : std::optional(wanted[t]), said[t]});
        };
        for (std::size_t s = 0; s < m_sentences.size(); ++s) add(s + 1, m_sentences[s].words, m_sentences[s].tags);
        if (!m_test.empty()) add(0, m_test, {});
        return view;
    }

    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override {
        const Words read = slots(m_test), said = answer(m_test, weights.at(0), 0, {});
        Json result = Json::object();
        for (const std::string& name : m_resultNames) {
            if (name == "accuracy") {
                result[name] = logResult(facts.at(0).lastLogs, name);
            } else if (name == "tags_of_slots") {
                result[name] = said;
            } else {
                Json tags = Json::array();
                for (std::size_t t = 0; t < read.size(); ++t)
                    if (!read[t].empty())
                        tags.push_back({{"word", read[t]}, {"known", isKnown(read[t])}, {"tag", said[t]}});
                result[name] = std::move(tags);
            }
        }
        return result;
    }

 private:
    static std::string joined(const Words& words) {
        std::string text;
        for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
        return text;
    }

    [[nodiscard]] bool isKnown(const std::string& word) const { return tokensOf({word})[0] != 0; }

    /// 0 for a word that is not known: the tutorial's rule, and its trap.
    [[nodiscard]] std::vector<engine::Index> tokensOf(const Words& words) const {
        std::vector<engine::Index> tokens;
        for (const std::string& word : words) {
            const auto parts = m_tokenizer.words(word);
            tokens.push_back(parts.empty() ? 0 : m_tokenizer.indexOf(parts[0]).value_or(0));
        }
        return tokens;
    }

    [[nodiscard]] engine::Index tagNumber(const Fields& data, const std::string& tag) const {
        if (std::find(m_tags.begin(), m_tags.end(), tag) == m_tags.end())
            data.fail("tags", listWords(m_tags) + ", got \"" + tag + "\"");
        return tagIndex(tag);
    }

    /// Padding has the tag of number 0.
    [[nodiscard]] engine::Index tagIndex(const std::string& tag) const {
        return tag.empty() ? 0 : std::find(m_tags.begin(), m_tags.end(), tag) - m_tags.begin();
    }
    [[nodiscard]] Choice choice(engine::Index tag) const { return {tag, m_tags.at(std::size_t(tag)), {}}; }

    /// What stands in each of the maxlen places after padding and cutting; empty: padding.
    [[nodiscard]] Words slots(const Words& words) const {
        std::vector<engine::Index> places;
        for (std::size_t i = 0; i < words.size(); ++i) places.push_back(engine::Index(i) + 1);
        Words result;
        const auto padded =
            engine::padSequences({places}, m_padding);  // a name: the loop would outlive the list it walks
        for (const engine::Index place : padded[0])
            result.push_back(place == 0 ? std::string() : words[std::size_t(place - 1)]);
        return result;
    }

    [[nodiscard]] Words answer(const Words& words, const engine::Weights& weights, std::size_t run,
                               const engine::PassOptions& options) const {
        const engine::Tensor tokens = engine::tokenTensor(engine::padSequences({tokensOf(words)}, m_padding));
        Words tags;
        for (const engine::Index tag : engine::argmaxRows(model(run)->predict({tokens}, weights, options).at(0).values))
            tags.push_back(m_tags.at(std::size_t(tag)));
        return tags;
    }

    std::vector<TaggedSentence> m_sentences;
    Words m_tags, m_test, m_resultNames;
    engine::Padding m_padding;
    engine::Tokenizer m_tokenizer;
};

}  // namespace

std::shared_ptr<const Task> makeTaggingTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<TaggingTask>(spec, seed);
}

}  // namespace lessons
