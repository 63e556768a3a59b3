// data.kind reviews: texts of a file with a class each; the last part is held out.
#include "lessons/tasks/kinds/reviews.h"

#include <algorithm>
#include <map>

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "engine/data/padding.h"
#include "engine/data/split.h"
#include "engine/data/tokenizer.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/labelled.h"
#include "lessons/tasks/linearrule.h"
#include "lessons/tasks/results.h"
#include "lessons/tasks/series.h"
#include "lessons/tasks/textlines.h"

namespace lessons {
namespace {

struct Review {
    engine::Index label = 0;
    std::string kind, text;
};

/// Columns label, text and, where the texts are of several kinds, kind; in any order, named in the first line.
std::vector<Review> readReviews(const std::string& path, const std::string& name,
                                const std::vector<std::string>& names) {
    const std::vector<TextLine> lines = readTextLines(path, name);
    if (lines.empty()) failAtLine(name, 1, "expected a line with the names of the columns");
    const std::vector<std::string> header = tabbedCells(lines.front().text);
    const auto column = [&](const std::string& wanted) {
        return std::size_t(std::find(header.begin(), header.end(), wanted) - header.begin());
    };
    const std::size_t label = column("label"), text = column("text"), kind = column("kind");
    if (label == header.size() || text == header.size())
        failAtLine(name, 1,
                   "expected the columns label and text, separated by tabs, got \"" + lines.front().text + "\"");
    std::vector<Review> reviews;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].text.empty()) continue;
        const std::vector<std::string> cells = tabbedCells(lines[i].text);
        if (cells.size() != header.size())
            failAtLine(name, lines[i].number,
                       "expected " + std::to_string(header.size()) + " cells, separated by tabs, got " +
                           std::to_string(cells.size()));
        const auto found = std::find(names.begin(), names.end(), cells[label]);
        if (found == names.end())
            failAtLine(name, lines[i].number, "label: expected " + listWords(names) + ", got \"" + cells[label] + "\"");
        if (cells[text].empty()) failAtLine(name, lines[i].number, "expected a text, got nothing");
        reviews.push_back({found - names.begin(), kind < header.size() ? cells[kind] : std::string(), cells[text]});
    }
    return reviews;
}

class ReviewsTask : public SupervisedTask {
 public:
    ReviewsTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        const std::string path = findDataFile(spec(), data, "file"), name = data.text("file");
        m_names = data.texts("names");
        if (m_names.size() != 2) data.fail("names", "the names of two classes");
        m_test = data.texts("test");
        m_padding.length = data.integer("maxlen", Range::between(1, 10000), 25);
        m_padding.truncating = engine::Side::Post;
        const engine::Index least = data.integer("min_count", Range::between(1, 1000000), 2);
        const double heldOut = data.number("held_out", Range::between(0.01, 0.99), 0.2);
        data.refuseOthers();
        m_reviews = readReviews(path, name, m_names);
        if (m_reviews.size() < 10)
            throw engine::Error(name + ": expected at least ten texts, got " + std::to_string(m_reviews.size()));
        m_trained = std::size_t(engine::validationStart(engine::Index(m_reviews.size()), heldOut));

        readWords(least);
        setUp(datasetOf(0, m_trained), datasetOf(m_trained, m_reviews.size()),
              {{"vocabulary", engine::Index(m_words.size()) - 1}, {"classes", 2}});
        if (earlyStoppingPatience() > 0 && settings().validationSplit == 0.0)
            Fields(spec(), "training")
                .failAt("early_stopping",
                        "early_stopping: expected validation_split beside it: the held-out texts must not decide when "
                        "training ends");
        fitBaseline();
    }

    [[nodiscard]] std::size_t sampleCount() const override { return m_reviews.size(); }
    [[nodiscard]] engine::Sample sample(std::size_t index) const override {
        if (index >= m_reviews.size()) return SupervisedTask::sample(index);
        const engine::Dataset one = datasetOf(index, index + 1);
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
        const Review& review = m_reviews.at(sample);
        SampleDescription description;
        description.name = TextSample{review.text};
        description.target.emplace_back(choice(review.label));
        const auto tokens = padded({review.text});
        // A word that training has not is shown as it is written: the net reads the number that all such words share.
        std::vector<std::string> words = m_tokenizer.words(review.text);
        words.resize(std::min(words.size(), std::size_t(m_padding.length)));
        const std::size_t before = tokens[0].size() - words.size();
        for (std::size_t t = 0; t < tokens[0].size(); ++t)
            description.steps.emplace_back(t < before ? std::string("·") : words[t - before]);
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
        Json result = resultByModel(*this, modelCount(), "held_out_accuracy", [&](std::size_t run) {
            const SentencesView view = judged(weights.at(run), run, {});
            Json one{{"held_out_accuracy", view.figures().at(0).value}};
            for (const SentencesView::Kind& kind : view.kinds)
                one["by_kind"][kind.kind] = {{"held_out_accuracy", double(kind.right) / double(kind.all)},
                                             {"baseline", kind.baseline},
                                             {"texts", kind.all}};
            for (const auto& [key, value] : facts.at(run).lastLogs) one[key] = value;
            one["parameters"] = model(run)->parameterCount();
            for (const SentencesView::Row& row : view.rows)
                if (!row.label)
                    one["sentences"].push_back({{"text", row.text},
                                                {"label", m_names[std::size_t(row.said)]},
                                                {"confidence", row.confidence},
                                                {"known_words", row.read},
                                                {"after_each_word", row.afterEachWord}});
            one["seconds"] = facts[run].seconds;
            return one;
        });
        result["chance"] = m_chance;
        result["baseline"] = m_baseline;
        result["baseline_rule"] = "bag_of_words";
        return result;
    }

 private:
    [[nodiscard]] Choice choice(engine::Index label) const { return {label, m_names[std::size_t(label)], {}}; }

    /// Number 0 is padding, 1 is every word that stands fewer than `least` times in training.
    void readWords(engine::Index least) {
        engine::Tokenizer counting;
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < m_trained; ++i) texts.push_back(m_reviews[i].text);
        counting.fit(texts);
        engine::TokenizerOptions options;
        options.oovToken = "?";
        options.numWords = 2;
        for (const std::string& word : counting.indexWord())
            if (!word.empty() && counting.count(word) >= least) ++options.numWords;
        m_tokenizer = engine::Tokenizer(options);
        m_tokenizer.fit(texts);
        m_words = m_tokenizer.indexWord();
        m_words.resize(std::min(m_words.size(), std::size_t(options.numWords)));
    }

    [[nodiscard]] std::vector<std::vector<engine::Index>> padded(const std::vector<std::string>& texts) const {
        return engine::padSequences(m_tokenizer.sequences(texts), m_padding);
    }

    [[nodiscard]] engine::Dataset datasetOf(std::size_t from, std::size_t to) const {
        std::vector<std::string> texts;
        std::vector<engine::Index> labels;
        for (std::size_t i = from; i < to; ++i) {
            texts.push_back(m_reviews[i].text);
            labels.push_back(m_reviews[i].label);
        }
        engine::Dataset data;
        data.inputs.push_back(engine::tokenTensor(padded(texts)));
        data.targets.push_back(engine::labelTensor(labels));
        return data;
    }

    /// Logistic regression on which words stand in a text, trained on the same texts.
    void fitBaseline() {
        const auto read = [&](std::size_t from, std::size_t to, std::vector<long>& labels) {
            Eigen::MatrixXd there = Eigen::MatrixXd::Zero(Eigen::Index(to - from), Eigen::Index(m_words.size()));
            for (std::size_t i = from; i < to; ++i) {
                const auto tokens = padded({m_reviews[i].text});
                for (const engine::Index token : tokens[0])
                    if (token > 0) there(Eigen::Index(i - from), token) = 1;
                labels.push_back(long(m_reviews[i].label));
            }
            return there;
        };
        constexpr double kDecay = 2e-3;
        std::vector<long> trained, judged;
        const LinearRule rule = fitLinearRule(read(0, m_trained, trained), trained, kDecay);
        const std::vector<double> said = rule.probabilities(read(m_trained, m_reviews.size(), judged));
        std::size_t right = 0;
        for (std::size_t i = 0; i < said.size(); ++i) {
            m_baselineRight.push_back((said[i] > 0.5) == (judged[i] == 1));
            right += m_baselineRight.back();
        }
        m_baseline = double(right) / double(said.size());
        const auto ones = double(std::count(judged.begin(), judged.end(), 1L)) / double(judged.size());
        const auto trainedOnes = std::count(trained.begin(), trained.end(), 1L);
        m_chance = 2 * std::size_t(trainedOnes) > trained.size() ? ones : 1.0 - ones;
    }

    [[nodiscard]] SentencesView judged(const engine::Weights& weights, std::size_t run,
                                       const engine::PassOptions& options) const {
        SentencesView view;
        view.names = m_names;
        view.isHeldOut = true;
        view.references = {{"chance", m_chance}, {"bag_of_words", m_baseline}};
        for (const std::string& text : m_test) view.rows.push_back(readInParts(text, weights, run, options));
        const engine::Dataset heldOut = datasetOf(m_trained, m_reviews.size());
        const std::vector<ClassAndConfidence> said =
            classesOf(model(run)->predict(heldOut.inputs, weights, options).at(0).values);
        std::map<std::string, SentencesView::Kind> kinds;
        std::vector<SentencesView::Row> right;
        for (std::size_t i = 0; i < said.size(); ++i) {
            const Review& review = m_reviews[m_trained + i];
            const bool isRight = said[i].label == review.label;
            SentencesView::Kind& kind = kinds[review.kind];
            kind.kind = review.kind;
            ++kind.all;
            kind.right += isRight;
            kind.baseline += m_baselineRight[i] ? 1 : 0;
            (isRight ? right : view.rows)
                .push_back({review.text,
                            knownWords(review.text),
                            review.label,
                            said[i].label,
                            said[i].confidence,
                            review.kind,
                            {},
                            m_trained + i,
                            int(m_padding.length)});
        }
        view.rows.insert(view.rows.end(), right.begin(), right.end());  // the wrong ones come first
        for (auto& [name, kind] : kinds) {
            kind.baseline /= double(kind.all);
            view.kinds.push_back(kind);
        }
        return view;
    }

    /// What the net would say if the text ended after each of its words.
    [[nodiscard]] SentencesView::Row readInParts(const std::string& text, const engine::Weights& weights,
                                                 std::size_t run, const engine::PassOptions& options) const {
        std::vector<std::string> words = m_tokenizer.words(text), parts;
        words.resize(std::min(words.size(), std::size_t(m_padding.length)));
        for (std::size_t count = 1; count <= words.size(); ++count)
            parts.push_back(joinedWords({words.begin(), words.begin() + std::ptrdiff_t(count)}));
        if (parts.empty()) parts.emplace_back();
        const engine::Matrix outputs =
            model(run)->predict({engine::tokenTensor(padded(parts))}, weights, options).at(0).values;
        const ClassAndConfidence said = classesOf(outputs).back();
        SentencesView::Row row{text, knownWords(text), {}, said.label, said.confidence};
        for (engine::Index part = 0; part < outputs.rows(); ++part)
            row.afterEachWord.push_back(double(outputs(part, outputs.cols() - 1)));
        return row;
    }

    [[nodiscard]] std::string knownWords(const std::string& text) const {
        std::vector<std::string> words;
        const auto tokens = padded({text});
        for (const engine::Index token : tokens[0])
            if (token != 0) words.push_back(m_words.at(std::size_t(token)));
        return joinedWords(words);
    }

    std::vector<Review> m_reviews;
    std::size_t m_trained = 0;
    std::vector<std::string> m_names, m_test, m_words;
    engine::Padding m_padding;
    engine::Tokenizer m_tokenizer;
    std::vector<bool> m_baselineRight;
    double m_baseline = 0, m_chance = 0;
};

}  // namespace

std::shared_ptr<const Task> makeReviewsTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<ReviewsTask>(spec, seed);
}

}  // namespace lessons
