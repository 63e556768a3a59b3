// The figures that each kind of outcome gives.
#include "lessons/tasks/outcome.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <tuple>

namespace lessons {
namespace {

Figures share(const char* id, std::size_t right, std::size_t all, bool isHeldOut) {
    if (all == 0) return {};
    return {{id, double(right) / double(all), 0, isHeldOut}};
}

}  // namespace

const ForecastView::Baseline* ForecastView::best() const {
    const auto least = std::min_element(baselines.begin(), baselines.end(),
                                        [](const Baseline& a, const Baseline& b) { return a.rmse < b.rmse; });
    return least == baselines.end() ? nullptr : &*least;
}

double ForecastView::skillAgainstBest() const {
    const Baseline* least = best();
    return least && least->rmse > 0.0 ? 1.0 - rmse / least->rmse : std::numeric_limits<double>::quiet_NaN();
}

Figures ForecastView::figures() const {
    Figures figures{{"rmse", rmse, 0, isHeldOut()}, {"skill", skill, 0, isHeldOut()}};
    if (!baselines.empty()) figures.push_back({"skill_against_best", skillAgainstBest(), 0, isHeldOut()});
    return figures;
}

double Detection::precision() const {
    return found + falseAlarms == 0 ? 0.0 : double(found) / double(found + falseAlarms);
}

double Detection::recall() const {
    return found + missed == 0 ? 0.0 : double(found) / double(found + missed);
}

double Detection::f1() const {
    return found == 0 ? 0.0 : 2.0 * double(found) / double(2 * found + missed + falseAlarms);
}

Detection ScoreView::detection(double at) const {
    Detection counts;
    for (std::size_t k = 0; k < std::min(scores.size(), truth.size()); ++k) {
        // A score that is no number is no proof of soundness.
        const bool isAlarm = !(scores[k] <= at);
        counts.found += truth[k] && isAlarm;
        counts.missed += truth[k] && !isAlarm;
        counts.falseAlarms += !truth[k] && isAlarm;
    }
    return counts;
}

std::size_t ScoreView::above() const {
    return std::size_t(std::count_if(scores.begin(), scores.end(), [&](double score) { return score > threshold; }));
}

Figures ScoreView::figures() const {
    Figures figures;
    // Where the threshold is a share of what it judges, precision and recall say what the share was.
    if (isHeldOut) {
        const Detection counts = detection(threshold);
        figures = {{"f1", counts.f1(), 0, true},
                   {"precision", counts.precision(), 0, true},
                   {"recall", counts.recall(), 0, true}};
    }
    figures.push_back({"anomalies", double(above()), 0, isHeldOut});
    figures.push_back({"threshold", threshold, 0, isHeldOut});
    return figures;
}

std::size_t ClassificationView::right() const {
    std::size_t count = 0;
    for (std::size_t k = 0; k < std::min(labels.size(), said.size()); ++k) count += labels[k] == said[k];
    return count;
}

std::vector<std::vector<std::size_t>> ClassificationView::confusion() const {
    const auto count = static_cast<std::size_t>(classes);
    std::vector<std::vector<std::size_t>> counts(count, std::vector<std::size_t>(count));
    for (std::size_t k = 0; k < std::min(labels.size(), said.size()); ++k)
        ++counts.at(std::size_t(labels[k])).at(std::size_t(said[k]));
    return counts;
}

Figures ClassificationView::figures() const {
    // The steps of one sequence are a look at the net, not a measure of it.
    return isEachStep && !isMeasure ? Figures() : share("accuracy", right(), labels.size(), isHeldOut);
}

std::optional<double> ClipsView::pairsAccuracy() const {
    std::size_t right = 0, count = 0;
    for (std::size_t k = 0; k < all.labels.size(); ++k)
        for (const auto& pair : pairs)
            if (all.labels[k] == pair[0] || all.labels[k] == pair[1]) ++count, right += all.labels[k] == all.said[k];
    return count == 0 ? std::nullopt : std::optional(double(right) / double(count));
}

Figures ClipsView::figures() const {
    Figures figures = all.figures();
    if (const auto accuracy = pairsAccuracy()) figures.push_back({"pairs_accuracy", *accuracy, 0, all.isHeldOut});
    return figures;
}

Figures SpeechView::figures() const {
    Figures figures = frames.figures();
    if (newSentences) figures.push_back({"new_sentences_accuracy", *newSentences, 0, frames.isHeldOut});
    return figures;
}

Figures SentencesView::figures() const {
    std::size_t right = 0, all = 0;
    for (const Row& row : rows) {
        all += row.label.has_value();
        right += row.label == row.said;
    }
    return share("accuracy", right, all, isHeldOut);
}

Figures TaggingView::figures() const {
    std::size_t right = 0, all = 0;
    for (const Word& word : words) {
        all += word.tag.has_value();
        right += word.tag == word.said;
    }
    Figures figures = share("words_right", right, all, isHeldOut);
    if (entityF1) figures.insert(figures.begin(), {"entity_f1", *entityF1, 0, isHeldOut});
    return figures;
}

bool TranslationView::Row::isRight() const {
    return isRight(got);
}

bool TranslationView::Row::isRight(const std::vector<std::string>& words) const {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text == wanted || std::find(alsoRight.begin(), alsoRight.end(), text) != alsoRight.end();
}

int TranslationView::Row::firstWrong() const {
    if (wanted.empty() || isRight()) return 0;
    std::istringstream words(wanted);
    std::size_t t = 0;
    for (std::string word; words >> word && t < got.size() && got[t] == word;) ++t;
    return int(t) + 1;
}

std::size_t TranslationView::wanted() const {
    return std::size_t(std::count_if(rows.begin(), rows.end(), [](const Row& row) { return !row.wanted.empty(); }));
}

std::size_t TranslationView::right() const {
    return std::size_t(
        std::count_if(rows.begin(), rows.end(), [](const Row& row) { return !row.wanted.empty() && row.isRight(); }));
}

std::size_t TranslationView::beamRight() const {
    return std::size_t(std::count_if(rows.begin(), rows.end(),
                                     [](const Row& row) { return !row.wanted.empty() && row.isRight(row.beam); }));
}

Figures TranslationView::figures() const {
    Figures figures = share("translations_right", right(), wanted(), isHeldOut);
    if (bleu) figures.push_back({"bleu", *bleu, 0, isHeldOut});
    return figures;
}

Figures NotesView::figures() const {
    return {};  // dice have no wrong notes
}

Figures TuneView::figures() const {
    return {{"next_note_loss", loss, 0, true}, {"next_note_accuracy", accuracy, 0, true}};
}

Figures SumsView::figures() const {
    return {{"rmse", std::sqrt(meanSquaredError), 0, isHeldOut}};
}

Figures GrammarView::figures() const {
    std::size_t whole = 0, right = 0, steps = 0;
    for (const String& string : strings) {
        whole += string.right == string.steps;
        right += string.right;
        steps += string.steps;
    }
    Figures figures;
    for (const auto& [id, count, all] : {std::tuple("strings_right", whole, strings.size()),
                                         {"echoes_right", echoesRight, echoes},
                                         {"steps_right", right, steps}})
        for (Figure& figure : share(id, count, all, true)) figures.push_back(std::move(figure));
    return figures;
}

Figures CharactersView::figures() const {
    return {{"bits_per_character", bits, 0, true}};
}

Figures ValuesView::figures() const {
    if (targets.size() == 0) return {};  // nothing was asked of it
    return {{"mse", double((values - targets).array().square().mean())}};
}

Figures figuresOf(const OutputView& outcome, int epoch) {
    Figures figures = std::visit([](const auto& kind) { return kind.figures(); }, outcome);
    for (Figure& figure : figures) figure.epoch = epoch;
    std::stable_partition(figures.begin(), figures.end(), [](const Figure& figure) { return figure.isHeldOut; });
    return figures;
}

}  // namespace lessons
