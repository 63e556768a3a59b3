// The figures that each kind of outcome gives.
#include "lessons/tasks/outcome.h"

#include <algorithm>
#include <cmath>

namespace lessons {
namespace {

Figures share(const char* id, std::size_t right, std::size_t all, bool isHeldOut) {
    if (all == 0) return {};
    return {{id, double(right) / double(all), 0, isHeldOut}};
}

}  // namespace

Figures ForecastView::figures() const {
    return {{"rmse", rmse, 0, isHeldOut()}, {"skill", skill, 0, isHeldOut()}};
}

std::size_t ScoreView::above() const {
    return std::size_t(std::count_if(scores.begin(), scores.end(), [&](double score) { return score > threshold; }));
}

Figures ScoreView::figures() const {
    return {{"anomalies", double(above())}, {"threshold", threshold}};
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

Figures SumsView::figures() const {
    return {{"rmse", std::sqrt(meanSquaredError), 0, isHeldOut}};
}

Figures ValuesView::figures() const {
    return {};  // nothing was asked of it
}

Figures figuresOf(const OutputView& outcome, int epoch) {
    Figures figures = std::visit([](const auto& kind) { return kind.figures(); }, outcome);
    for (Figure& figure : figures) figure.epoch = epoch;
    std::stable_partition(figures.begin(), figures.end(), [](const Figure& figure) { return figure.isHeldOut; });
    return figures;
}

}  // namespace lessons
