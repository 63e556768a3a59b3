// data.kind conll: sentences of a file, a word and its tag a line; the last part is held out.
#include "lessons/tasks/kinds/conll.h"

#include <algorithm>
#include <map>

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "engine/data/padding.h"
#include "engine/data/split.h"
#include "engine/data/utf8.h"
#include "engine/metrics/entityf1.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/labelled.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/series.h"
#include "lessons/tasks/textlines.h"

namespace lessons {
namespace {

using Words = std::vector<std::string>;

struct TaggedSentence {
    Words words, tags;
};

/// The first column is the word, the last its tag; columns stand apart by blanks or tabs. An empty line ends a
/// sentence, and so does CoNLL's -DOCSTART-.
std::vector<TaggedSentence> readConll(const std::string& path, const std::string& name) {
    std::vector<TaggedSentence> sentences(1);
    const auto end = [&] {
        if (!sentences.back().words.empty()) sentences.emplace_back();
    };
    for (const TextLine& line : readTextLines(path, name)) {
        const std::size_t first = line.text.find_first_not_of(" \t");
        if (first == std::string::npos || line.text.starts_with("-DOCSTART-")) {
            end();
            continue;
        }
        const std::size_t last = line.text.find_last_not_of(" \t"), before = line.text.find_last_of(" \t", last),
                          after = line.text.find_first_of(" \t", first);
        if (before == std::string::npos || before < first)
            failAtLine(name, line.number, "expected a word and its tag, got \"" + line.text + "\"");
        const std::string tag = line.text.substr(before + 1, last - before);
        if (tag != "O" && (tag.size() < 3 || (tag[0] != 'B' && tag[0] != 'I') || tag[1] != '-'))
            failAtLine(name, line.number, "expected a tag O, B-... or I-..., got \"" + tag + "\"");
        sentences.back().words.push_back(line.text.substr(first, after - first));
        sentences.back().tags.push_back(tag);
    }
    if (sentences.back().words.empty()) sentences.pop_back();
    return sentences;
}

/// How a word looks, whatever it is. 0 is padding.
enum Shape : engine::Index { Lower = 1, Capital, Capitals, Digits, Sign, FirstCapital, kShapes };

Shape shapeOf(const std::string& word, bool isFirst) {
    const std::vector<std::string> characters = engine::utf8Characters(word);
    const auto isUpper = [](const std::string& each) { return engine::utf8Lower(each) != each; };
    const auto uppers = std::count_if(characters.begin(), characters.end(), isUpper);
    const auto digits = std::count_if(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool letters = std::any_of(word.begin(), word.end(), [](char c) {
        return (c & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    if (digits > 0) return Digits;
    if (!letters) return Sign;
    if (uppers > 1 && std::size_t(uppers) == characters.size()) return Capitals;
    if (isUpper(characters.front())) return isFirst ? FirstCapital : Capital;
    return Lower;
}

class ConllTask : public SupervisedTask {
 public:
    ConllTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        const std::string path = findDataFile(spec(), data, "file"), name = data.text("file");
        m_shape = data.boolean("shape", true);
        m_test = data.texts("test");
        const engine::Index least = data.integer("min_count", Range::between(1, 1000000), 2);
        m_longest = data.integer("maxlen", Range::between(1, 10000), 40);
        const double heldOut = data.number("held_out", Range::between(0.01, 0.99), 0.2);
        data.refuseOthers();
        m_sentences = readConll(path, name);
        if (m_sentences.size() < 10)
            throw engine::Error(name + ": expected at least ten sentences, got " + std::to_string(m_sentences.size()));
        m_trained = std::size_t(engine::validationStart(engine::Index(m_sentences.size()), heldOut));
        if (earlyStoppingPatience() > 0 && settings().validationSplit == 0.0)
            Fields(spec(), "training")
                .failAt("early_stopping",
                        "early_stopping: expected validation_split beside it: the held-out sentences must not decide "
                        "when training ends");

        readTags(name);
        readWords(least);
        fitBaseline();
        setUp(datasetOf({m_sentences.begin(), m_sentences.begin() + std::ptrdiff_t(m_trained)}),
              datasetOf({m_sentences.begin() + std::ptrdiff_t(m_trained), m_sentences.end()}),
              {{"vocabulary", engine::Index(m_words.size()) - 1},
               {"shapes", kShapes - 1},
               {"classes", engine::Index(m_tags.size())}});
    }

    [[nodiscard]] std::size_t sampleCount() const override { return m_sentences.size(); }
    [[nodiscard]] engine::Sample sample(std::size_t index) const override {
        if (index >= m_sentences.size()) return SupervisedTask::sample(index);
        const engine::Dataset one = datasetOf({m_sentences[index]});
        return {.inputs = one.inputs, .targets = one.targets};
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Tokens;
        description.stepName = "word";
        description.valueName = "word";
        description.tokens = m_words;
        description.tokens[0] = "·";
        description.padding = 0;
        description.unknown = 1;
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string&) const override {
        const TaggedSentence& sentence = m_sentences.at(sample);
        SampleDescription description;
        description.name = TextSample{joinedWords(sentence.words)};
        for (engine::Index t = 0; t < m_longest; ++t) {
            const bool isThere = std::size_t(t) < sentence.words.size();
            description.steps.emplace_back(isThere ? sentence.words[std::size_t(t)] : std::string("·"));
            description.target.emplace_back(choice(isThere ? m_numbers.at(sentence.tags[std::size_t(t)]) : 0));
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
        Json result = resultByModel(*this, modelCount(), "held_out_f1", [&](std::size_t run) {
            const TaggingView view = judged(weights.at(run), run, {});
            Json one{{"held_out_f1", *view.entityF1}};
            for (const TaggingView::Type& type : view.types)
                one["by_type"][type.type] = {
                    {"f1", f1(type)}, {"correct", type.correct}, {"found", type.found}, {"present", type.present}};
            one["words_right"] = view.figures().at(1).value;
            for (const auto& [key, value] : facts.at(run).lastLogs) one[key] = value;
            one["parameters"] = model(run)->parameterCount();
            for (const TaggingView::Word& word : view.words)
                if (!word.tag)
                    one["tags"].push_back({{"word", word.word}, {"known", word.isKnown}, {"tag", word.said}});
            one["seconds"] = facts[run].seconds;
            return one;
        });
        result["chance"] = 0.0;  // who always says O, the commonest tag, finds no entity
        result["baseline"] = m_baseline;
        result["baseline_rule"] = "commonest_tag_of_the_word";
        return result;
    }

 private:
    [[nodiscard]] Choice choice(engine::Index tag) const { return {tag, m_tags.at(std::size_t(tag)), {}}; }

    static double f1(const TaggingView::Type& type) {
        return type.correct == 0 ? 0.0 : 2.0 * double(type.correct) / double(type.found + type.present);
    }

    void readTags(const std::string& name) {
        m_tags = {"O"};
        for (const TaggedSentence& sentence : m_sentences)
            m_tags.insert(m_tags.end(), sentence.tags.begin(), sentence.tags.end());
        std::sort(m_tags.begin() + 1, m_tags.end());
        m_tags.erase(std::unique(m_tags.begin() + 1, m_tags.end()), m_tags.end());
        m_tags.erase(std::remove(m_tags.begin() + 1, m_tags.end(), "O"), m_tags.end());
        if (m_tags.size() < 2) throw engine::Error(name + ": expected some word with another tag than O");
        for (std::size_t k = 0; k < m_tags.size(); ++k) m_numbers[m_tags[k]] = engine::Index(k);
    }

    /// Number 0 is padding, 1 is every word that stands fewer than `least` times in training. Small letters only.
    void readWords(engine::Index least) {
        std::map<std::string, engine::Index> counts;
        for (std::size_t i = 0; i < m_trained; ++i)
            for (const std::string& word : m_sentences[i].words) ++counts[engine::utf8Lower(word)];
        m_words = {"", "?"};
        for (const auto& [word, count] : counts) {
            if (count < least) continue;
            m_wordNumbers[word] = engine::Index(m_words.size());
            m_words.push_back(word);
        }
    }

    [[nodiscard]] engine::Index numberOf(const std::string& word) const {
        const auto found = m_wordNumbers.find(engine::utf8Lower(word));
        return found == m_wordNumbers.end() ? 1 : found->second;
    }

    [[nodiscard]] engine::Dataset datasetOf(const std::vector<TaggedSentence>& sentences) const {
        std::vector<std::vector<engine::Index>> words, shapes, tags;
        for (const TaggedSentence& sentence : sentences) {
            words.emplace_back();
            shapes.emplace_back();
            tags.emplace_back();
            for (std::size_t t = 0; t < sentence.words.size(); ++t) {
                words.back().push_back(numberOf(sentence.words[t]));
                shapes.back().push_back(m_shape ? shapeOf(sentence.words[t], t == 0) : Lower);
                tags.back().push_back(t < sentence.tags.size() ? m_numbers.at(sentence.tags[t]) : 0);
            }
        }
        engine::Padding padding;
        padding.length = m_longest;
        padding.padding = padding.truncating = engine::Side::Post;
        engine::Dataset data;
        data.inputs.push_back(engine::tokenTensor(engine::padSequences(words, padding)));
        data.inputs.push_back(engine::tokenTensor(engine::padSequences(shapes, padding)));
        data.targets.push_back(engine::labelSequences(engine::padSequences(tags, padding)));
        return data;
    }

    /// The tag that each known word has most often in training; O for the others.
    void fitBaseline() {
        std::map<engine::Index, std::map<std::string, int>> counts;
        for (std::size_t i = 0; i < m_trained; ++i)
            for (std::size_t t = 0; t < m_sentences[i].words.size(); ++t)
                ++counts[numberOf(m_sentences[i].words[t])][m_sentences[i].tags[t]];
        engine::EntityCounts all;
        for (std::size_t i = m_trained; i < m_sentences.size(); ++i) {
            Words said;
            for (const std::string& word : m_sentences[i].words) {
                const auto& tags = counts[numberOf(word)];
                const auto most = std::max_element(tags.begin(), tags.end(), [](const auto& left, const auto& right) {
                    return left.second < right.second;
                });
                said.push_back(numberOf(word) == 1 || most == tags.end() ? "O" : most->first);
            }
            all += engine::countEntities(m_sentences[i].tags, said);
        }
        m_baseline = all.f1();
    }

    /// The tags of all sentences in one pass.
    [[nodiscard]] std::vector<Words> answers(const std::vector<TaggedSentence>& sentences,
                                             const engine::Weights& weights, std::size_t run,
                                             const engine::PassOptions& options) const {
        const auto output = model(run)->predict(datasetOf(sentences).inputs, weights, options).at(0);
        const std::vector<engine::Index> classes = engine::argmaxRows(output.values);
        std::vector<Words> said;
        for (std::size_t s = 0; s < sentences.size(); ++s) {
            said.emplace_back();
            for (std::size_t t = 0; t < std::min(sentences[s].words.size(), std::size_t(m_longest)); ++t)
                said.back().push_back(m_tags.at(std::size_t(classes[t * sentences.size() + s])));
        }
        return said;
    }

    [[nodiscard]] TaggingView judged(const engine::Weights& weights, std::size_t run,
                                     const engine::PassOptions& options) const {
        TaggingView view;
        view.length = m_longest;
        view.isHeldOut = true;
        view.sharesPadding = false;
        view.references = {{"chance", 0.0}, {"commonest_tag_of_the_word", m_baseline}};
        std::vector<TaggedSentence> asked(m_sentences.begin() + std::ptrdiff_t(m_trained), m_sentences.end());
        if (!m_test.empty()) asked.push_back({m_test, {}});
        const std::vector<Words> said = answers(asked, weights, run, options);
        if (!m_test.empty()) addWords(view, 0, asked.back(), said.back(), {});
        engine::EntityCounts all;
        std::map<std::string, TaggingView::Type> types;
        std::vector<std::size_t> right;
        for (std::size_t s = 0; s < m_sentences.size() - m_trained; ++s) {
            TaggedSentence sentence = asked[s];
            sentence.words.resize(said[s].size());
            sentence.tags.resize(said[s].size());
            all += engine::countEntities(sentence.tags, said[s]);
            countTypes(types, sentence.tags, said[s]);
            if (sentence.tags == said[s])
                right.push_back(s);
            else
                addWords(view, s + 1, sentence, said[s], m_trained + s);
        }
        for (const std::size_t s : right) addWords(view, s + 1, asked[s], said[s], m_trained + s);
        view.entityF1 = all.f1();
        for (const auto& [name, type] : types) view.types.push_back(type);
        return view;
    }

    void addWords(TaggingView& view, std::size_t number, const TaggedSentence& sentence, const Words& said,
                  std::optional<std::size_t> sample) const {
        for (std::size_t t = 0; t < said.size(); ++t)
            view.words.push_back({number, sentence.words[t], numberOf(sentence.words[t]) != 1,
                                  sentence.tags.empty() ? std::nullopt : std::optional(sentence.tags[t]), said[t],
                                  sample, int(t) + 1});
    }

    static void countTypes(std::map<std::string, TaggingView::Type>& types, const Words& tags, const Words& said) {
        const std::vector<engine::Entity> present = engine::entitiesOf(tags), found = engine::entitiesOf(said);
        const auto typed = [&](const std::string& name) -> TaggingView::Type& {
            TaggingView::Type& type = types[name];
            type.type = name;
            return type;
        };
        for (const engine::Entity& entity : present) ++typed(entity.type).present;
        for (const engine::Entity& entity : found) {
            ++typed(entity.type).found;
            typed(entity.type).correct += std::find(present.begin(), present.end(), entity) != present.end();
        }
    }

    std::vector<TaggedSentence> m_sentences;
    std::size_t m_trained = 0;
    Words m_tags, m_test, m_words;
    std::map<std::string, engine::Index> m_numbers, m_wordNumbers;
    engine::Index m_longest = 0;
    bool m_shape = true;
    double m_baseline = 0;
};

}  // namespace

std::shared_ptr<const Task> makeConllTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<ConllTask>(spec, seed);
}

}  // namespace lessons
