// data.kind pairs: an encoder reads a sentence, a decoder writes it in another language; some sentences are held out.
#include "lessons/tasks/kinds/pairs.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "engine/data/padding.h"
#include "engine/metrics/bleu.h"
#include "lessons/format/datafile.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/kinds/pairfile.h"
#include "lessons/tasks/kinds/translator.h"
#include "lessons/tasks/kinds/wordbyword.h"
#include "lessons/tasks/labelled.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/textlines.h"

namespace lessons {
namespace {

using engine::Index;
using Tokens = Translator::Tokens;

/// Token numbers of one language. 0 is padding, 1 every word that is too rare in training; then the extra ones.
class Vocabulary {
 public:
    void fit(const std::vector<const Words*>& texts, Index least, const Words& extra) {
        m_words = {"", "?"};
        m_words.insert(m_words.end(), extra.begin(), extra.end());
        std::map<std::string, Index> counts;
        for (const Words* text : texts)
            for (const std::string& word : *text) ++counts[word];
        for (const auto& [word, count] : counts) {
            if (count < least) continue;
            m_numbers[word] = Index(m_words.size());
            m_words.push_back(word);
        }
    }
    [[nodiscard]] Tokens numbers(const Words& words) const {
        Tokens tokens;
        for (const std::string& word : words) {
            const auto found = m_numbers.find(word);
            tokens.push_back(found == m_numbers.end() ? 1 : found->second);
        }
        return tokens;
    }
    [[nodiscard]] const Words& words() const { return m_words; }
    [[nodiscard]] Index size() const { return Index(m_words.size()); }

 private:
    Words m_words;
    std::map<std::string, Index> m_numbers;
};

constexpr Index kStart = 2, kEnd = 3, kFirstWord = 4;

class PairsTask : public SupervisedTask {
 public:
    PairsTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        const std::string path = findDataFile(spec(), data, "file"), name = data.text("file");
        const Words extra{data.text("start", "<start>"), data.text("end", "<end>")};
        m_test = data.texts("test");
        const Index least = data.integer("min_count", Range::between(1, 1000000), 2);
        const auto longest = std::size_t(data.integer("maxlen", Range::between(1, 1000), 20));
        const auto limit = std::size_t(data.integer("limit", Range::between(10, 1000000), 20000));
        m_beam = int(data.integer("beam", Range::between(1, 50), 3));
        const double heldOut = data.number("held_out", Range::between(0.01, 0.99), 0.2);
        data.refuseOthers();
        if (earlyStoppingPatience() > 0 && settings().validationSplit == 0.0)
            Fields(spec(), "training")
                .failAt("early_stopping",
                        "early_stopping: expected validation_split beside it: the held-out sentences must not decide "
                        "when training ends");

        std::vector<SentencePair> pairs = readPairs(path, name);
        std::erase_if(pairs, [&](const SentencePair& pair) {
            return pair.source.size() > longest || pair.target.size() > longest;
        });
        if (pairs.size() < 10)
            throw engine::Error(name + ": expected at least ten pairs of at most " + std::to_string(longest) +
                                " words, got " + std::to_string(pairs.size()));
        pairs.resize(std::min(pairs.size(), limit));
        divide(std::move(pairs), heldOut);
        if (m_trained == 0 || m_trained == m_pairs.size())
            data.fail("held_out", "a share that leaves sentences on both sides");

        std::vector<const Words*> sources, targets;
        for (std::size_t i = 0; i < m_trained; ++i) {
            sources.push_back(&m_pairs[i].source);
            targets.push_back(&m_pairs[i].target);
        }
        m_source.fit(sources, least, {});
        m_target.fit(targets, least, extra);
        for (const SentencePair& pair : m_pairs) m_longest = std::max(m_longest, pair.target.size());
        fitBaseline();
        setUp(datasetOf(0, m_trained), datasetOf(m_trained, m_pairs.size()),
              {{"vocabulary", m_source.size() - 1}, {"classes", m_target.size()}});
        for (std::size_t k = 0; k < modelCount(); ++k)
            if (const auto shapes = model(k)->inputShapes(); shapes.size() != 2 ||
                                                             shapes[0].features != engine::kVariable ||
                                                             shapes[1].features != engine::kVariable)
                Fields(spec(), "model")
                    .failAt("inputs",
                            "inputs: expected two of any length, {encoder_inputs: [null], decoder_inputs: "
                            "[null]}: a translation grows word by word");
    }

    [[nodiscard]] std::size_t sampleCount() const override { return m_pairs.size(); }
    /// Without padding: a sentence is as long as it is.
    [[nodiscard]] engine::Sample sample(std::size_t index) const override {
        if (index >= m_pairs.size()) return SupervisedTask::sample(index);
        const engine::Dataset one = datasetOf(index, index + 1);
        return {.inputs = one.inputs, .targets = one.targets};
    }

    [[nodiscard]] InputDescription input(const std::string& layer) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Tokens;
        description.stepName = "word";
        description.valueName = "word";
        description.tokens = isDecoder(layer) ? m_target.words() : m_source.words();
        description.tokens[0] = "\u00B7";
        description.padding = 0;
        description.unknown = 1;
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string& layer) const override {
        const SentencePair& pair = m_pairs.at(sample);
        SampleDescription description;
        description.name = TextSample{pair.text};
        for (const Index token : m_target.numbers(pair.target)) description.target.emplace_back(choice(token));
        description.target.emplace_back(choice(kEnd));
        // While it is trained, the decoder reads the start and the right words, whatever it said itself.
        if (isDecoder(layer)) description.steps.emplace_back(m_target.words()[kStart]);
        for (const std::string& word : isDecoder(layer) ? pair.target : pair.source)
            description.steps.emplace_back(word);
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
        Json result = resultByModel(*this, modelCount(), "held_out_exact", [&](std::size_t run) {
            const TranslationView view = judged(weights.at(run), run, {});
            const double all = double(view.wanted());
            Json one{{"held_out_exact", double(view.right()) / all},
                     {"held_out_bleu", *view.bleu},
                     {"beam_width", view.beamWidth},
                     {"beam_exact", double(view.beamRight()) / all},
                     {"beam_bleu", *view.beamBleu}};
            for (const auto& [key, value] : facts.at(run).lastLogs) one[key] = value;
            one["parameters"] = model(run)->parameterCount();
            for (const TranslationView::Row& row : view.rows)
                one["translations"].push_back({{"source", row.source},
                                               {"wanted", row.wanted},
                                               {"greedy", joinedWords(row.got)},
                                               {"beam", joinedWords(row.beam)}});
            one["seconds"] = facts[run].seconds;
            return one;
        });
        result["chance"] = m_chance;
        result["baseline"] = m_baseline;
        result["baseline_bleu"] = m_baselineBleu;
        result["baseline_rule"] = "word_by_word";
        return result;
    }

 private:
    [[nodiscard]] Choice choice(Index token) const { return {token, m_target.words().at(std::size_t(token)), {}}; }
    [[nodiscard]] bool isDecoder(const std::string& layer) const {
        return !layer.empty() && inputReadBy(*model(), layer) == 1;
    }

    /// Every so many-th sentence is held out, with all its translations: a file in the order of length gives both parts
    /// short and long ones, and no held-out sentence stands in training with another translation.
    void divide(std::vector<SentencePair> pairs, double heldOut) {
        std::map<std::string, std::size_t> number;
        std::vector<SentencePair> held;
        for (SentencePair& pair : pairs) {
            const std::size_t k = number.emplace(joinedWords(pair.source), number.size()).first->second;
            const auto before = std::floor(double(k) * heldOut + 1e-9);
            const bool isHeld = std::floor(double(k + 1) * heldOut + 1e-9) > before;
            (isHeld ? held : m_pairs).push_back(std::move(pair));
        }
        m_trained = m_pairs.size();
        // The translations of one sentence stand together.
        std::stable_sort(held.begin(), held.end(), [&](const SentencePair& a, const SentencePair& b) {
            return number[joinedWords(a.source)] < number[joinedWords(b.source)];
        });
        m_pairs.insert(m_pairs.end(), held.begin(), held.end());
    }

    [[nodiscard]] engine::Dataset datasetOf(std::size_t from, std::size_t to) const {
        std::vector<Tokens> sources, decoded, targets;
        for (std::size_t i = from; i < to; ++i) {
            sources.push_back(m_source.numbers(m_pairs[i].source));
            const Tokens target = m_target.numbers(m_pairs[i].target);
            decoded.push_back({kStart});
            decoded.back().insert(decoded.back().end(), target.begin(), target.end());
            targets.push_back(target);
            targets.back().push_back(kEnd);
        }
        engine::Padding padding;
        padding.padding = padding.truncating = engine::Side::Post;
        engine::Dataset data;
        data.inputs.push_back(engine::tokenTensor(engine::padSequences(sources, padding)));
        data.inputs.push_back(engine::tokenTensor(engine::padSequences(decoded, padding)));
        data.targets.push_back(engine::labelSequences(engine::padSequences(targets, padding)));
        return data;
    }

    /// One row a held-out sentence; further translations of it are right as well.
    [[nodiscard]] std::vector<TranslationView::Row> heldOutRows() const {
        std::vector<TranslationView::Row> rows;
        const SentencePair* before = nullptr;
        for (std::size_t i = m_trained; i < m_pairs.size(); ++i) {
            const SentencePair& pair = m_pairs[i];
            if (before && before->source == pair.source) {
                rows.back().alsoRight.push_back(joinedWords(pair.target));
                continue;
            }
            before = &pair;
            TranslationView::Row row;
            row.source = pair.text;
            row.wanted = joinedWords(pair.target);
            row.sample = i;
            row.read = pair.source;
            rows.push_back(std::move(row));
        }
        return rows;
    }

    [[nodiscard]] static double bleuOf(const std::vector<TranslationView::Row>& rows,
                                       const std::function<Words(const TranslationView::Row&)>& said) {
        engine::Bleu bleu;
        for (const TranslationView::Row& row : rows) {
            if (row.wanted.empty()) continue;
            std::vector<Words> references{wordsAndSigns(row.wanted)};
            for (const std::string& other : row.alsoRight) references.push_back(wordsAndSigns(other));
            bleu.add(said(row), references);
        }
        return bleu.value();
    }

    void fitBaseline() {
        const std::vector<SentencePair> training(m_pairs.begin(), m_pairs.begin() + std::ptrdiff_t(m_trained));
        const WordByWord rule(training);
        const std::vector<TranslationView::Row> rows = heldOutRows();
        // Chance: who always says the translation that training has most often.
        std::map<std::string, std::size_t> counts;
        for (const SentencePair& pair : training) ++counts[joinedWords(pair.target)];
        const auto most = std::max_element(counts.begin(), counts.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        const auto share = [&](const std::function<Words(const TranslationView::Row&)>& said) {
            const auto right = std::count_if(rows.begin(), rows.end(),
                                             [&](const TranslationView::Row& row) { return row.isRight(said(row)); });
            return double(right) / double(rows.size());
        };
        const auto byWord = [&](const TranslationView::Row& row) { return rule.translation(row.read); };
        m_chance = share([&](const TranslationView::Row&) { return Words{most->first}; });
        m_baseline = share(byWord);
        m_baselineBleu = bleuOf(rows, byWord);
    }

    [[nodiscard]] Words wordsOf(const Beginning& beginning) const {
        Words words;
        for (std::size_t k = 1; k < beginning.tokens.size(); ++k)
            words.push_back(m_target.words().at(std::size_t(beginning.tokens[k])));
        return words;
    }

    [[nodiscard]] TranslationView judged(const engine::Weights& weights, std::size_t run,
                                         const engine::PassOptions& options) const {
        TranslationView view;
        view.end = m_target.words()[kEnd];
        view.isHeldOut = true;
        for (const engine::Node& node : model(run)->nodes()) {
            const auto program = node.layer ? node.layer->program() : nullptr;
            if (program && !program->states.empty())
                (inputReadBy(*model(run), node.name) == 1 ? view.decoder : view.encoder) = node.name;
        }
        view.references = {{"chance", m_chance}, {"word_by_word", m_baseline}};
        view.ruleBleu = m_baselineBleu;
        view.beamWidth = m_beam;
        for (const std::string& text : m_test) {
            TranslationView::Row row;
            row.source = text;
            row.read = wordsAndSigns(text);
            if (!row.read.empty()) view.rows.push_back(std::move(row));
        }
        const auto own = std::ptrdiff_t(view.rows.size());
        std::vector<TranslationView::Row> heldOut = heldOutRows();
        view.rows.insert(view.rows.end(), heldOut.begin(), heldOut.end());

        std::vector<Tokens> sentences;
        for (const TranslationView::Row& row : view.rows) sentences.push_back(m_source.numbers(row.read));
        const Translator translator(*model(run), weights, options);
        SearchOptions search{1, m_longest + 2, kStart, kEnd, kFirstWord};
        const std::vector<Beginning> greedy = translator.translate(sentences, search);
        search.width = m_beam;
        const std::vector<Beginning> beam = m_beam == 1 ? greedy : translator.translate(sentences, search);
        const std::vector<engine::Matrix> attention = translator.attention(sentences, greedy);
        for (std::size_t k = 0; k < view.rows.size(); ++k) {
            TranslationView::Row& row = view.rows[k];
            // The greedy translation is one of those that are compared: the beam may have lost its beginning.
            const Beginning& best = beam[k].logProbability > greedy[k].logProbability ? beam[k] : greedy[k];
            row.got = wordsOf(greedy[k]);
            row.beam = wordsOf(best);
            row.logProbability = greedy[k].logProbability;
            row.beamLogProbability = best.logProbability;
            row.attention = attention[k];
        }
        view.bleu = bleuOf(view.rows, [](const TranslationView::Row& row) { return row.got; });
        view.beamBleu = bleuOf(view.rows, [](const TranslationView::Row& row) { return row.beam; });
        std::stable_partition(view.rows.begin() + own, view.rows.end(),
                              [](const TranslationView::Row& row) { return !row.isRight(); });
        return view;
    }

    std::vector<SentencePair> m_pairs;  ///< the training part first
    std::size_t m_trained = 0, m_longest = 0;
    Words m_test;
    Vocabulary m_source, m_target;
    int m_beam = 1;
    double m_chance = 0, m_baseline = 0, m_baselineBleu = 0;
};

}  // namespace

std::shared_ptr<const Task> makePairsTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<PairsTask>(spec, seed);
}

}  // namespace lessons
