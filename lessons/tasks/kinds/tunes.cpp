// data.kind tunes: melodies of a file; at each note the net foretells the next one, pitch and length.
#include "lessons/tasks/kinds/tunes.h"

#include <algorithm>
#include <cmath>

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "engine/data/padding.h"
#include "lessons/format/datafile.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/kinds/bigram.h"
#include "lessons/tasks/kinds/pick.h"
#include "lessons/tasks/kinds/tunetokens.h"
#include "lessons/tasks/labelled.h"
#include "lessons/tasks/results.h"

namespace lessons {
namespace {

using Tokens = std::vector<engine::Index>;

/// A stretch of a tune that is read, and what comes behind each of its notes.
struct Window {
    std::size_t tune = 0, first = 0;
    int halfSteps = 0;
    Tokens read, next;
};

class TunesTask : public SupervisedTask, public Composer {
 public:
    TunesTask(const Spec& lesson, std::uint64_t seed) : SupervisedTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        const std::string path = findDataFile(spec(), data, "file"), name = data.text("file");
        m_every = std::size_t(data.integer("hold_out_every", Range::between(2, 1000), 5));
        m_window = data.integer("window", Range::between(2, 1000), 32);
        const std::vector<engine::Index> range = integerList(spec(), data, "transpose");
        m_opening = std::size_t(data.integer("opening", Range::between(1, 1000), 8));
        m_most = std::size_t(data.integer("notes", Range::between(1, 400), 40));
        for (const char* knob : {"tune", "temperature", "top_k", "take"}) static_cast<void>(data.has(knob));
        data.refuseOthers();
        const bool isRange =
            range.empty() || (range.size() == 2 && range[0] <= 0 && range[1] >= 0 && range[0] >= -12 && range[1] <= 12);
        if (!isRange) data.fail("transpose", "two numbers of half steps, from -12 to 0 and from 0 to 12");

        m_tunes = readTunes(path, name);
        if (m_tunes.size() < m_every)
            throw engine::Error(name + ": expected at least " + std::to_string(m_every) +
                                " tunes, so that one is held out, got " + std::to_string(m_tunes.size()));
        m_usual = read(spec());

        // In their own keys first: sample 1 is the first tune as it is known.
        std::vector<int> moves{0};
        if (!range.empty())
            for (int move = int(range[0]); move <= int(range[1]); ++move)
                if (move != 0) moves.push_back(move);
        std::vector<std::vector<TuneNote>> trained;
        for (const int move : moves)
            for (std::size_t i = 0; i < m_tunes.size(); ++i)
                if (!isHeldOut(i)) trained.push_back(transposed(m_tunes[i].notes, move));
        m_tokens = TuneTokens(trained);
        Bigram bigram(m_tokens.count() - 1);  // padding never comes
        for (const auto& notes : trained) bigram.count(m_tokens.read(notes));
        for (const int move : moves)
            for (std::size_t i = 0; i < m_tunes.size(); ++i)
                if (!isHeldOut(i)) cut(i, move, m_windows);
        m_trained = m_windows.size();
        for (std::size_t i = 0; i < m_tunes.size(); ++i)
            if (isHeldOut(i)) cut(i, 0, m_windows);
        judgeBaselines(bigram);
        if (earlyStoppingPatience() > 0 && settings().validationSplit == 0.0)
            Fields(spec(), "training")
                .failAt("early_stopping",
                        "early_stopping: expected validation_split beside it: the held-out tunes must not decide when "
                        "training ends");
        setUp(datasetOf(0, m_trained), datasetOf(m_trained, m_windows.size()),
              {{"vocabulary", m_tokens.count() - 1}, {"classes", m_tokens.count()}});
    }

    [[nodiscard]] std::size_t sampleCount() const override { return m_windows.size(); }
    [[nodiscard]] engine::Sample sample(std::size_t index) const override {
        if (index >= m_windows.size()) return SupervisedTask::sample(index);
        const engine::Dataset one = datasetOf(index, index + 1);
        return {.inputs = one.inputs, .targets = one.targets};
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Tokens;
        description.stepName = "note";
        description.valueName = "note";
        description.tokens = m_tokens.names();
        description.padding = int(TuneTokens::kPadding);
        description.unknown = int(TuneTokens::kUnknown);
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string&) const override {
        const Window& window = m_windows.at(sample);
        const Tune& tune = m_tunes[window.tune];
        SpanSample span{"note", window.first + 1, window.first + window.read.size(), {}, tune.title};
        if (window.halfSteps != 0)
            span.whole += std::string(window.halfSteps > 0 ? " +" : " ") + std::to_string(window.halfSteps);
        SampleDescription description;
        description.name = span;
        for (std::size_t t = 0; t < std::size_t(m_window); ++t) {
            const bool isThere = t < window.read.size();
            // A note that training has not is shown as it is written: the net reads the number that all such share.
            const bool isKnown = isThere && window.read[t] != TuneTokens::kUnknown;
            const TuneNote& note = tune.notes[std::min(window.first + t, tune.notes.size() - 1)];
            description.steps.emplace_back(!isThere  ? m_tokens.names()[0]
                                           : isKnown ? m_tokens.names()[std::size_t(window.read[t])]
                                                     : noteName(note.pitch, note.length));
            description.target.emplace_back(choice(isThere ? window.next[t] : TuneTokens::kPadding));
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
        Json result = resultByModel(*this, modelCount(), "held_out_loss", [&](std::size_t run) {
            const TuneView view = judged(weights.at(run), run, {});
            Json one{{"held_out_loss", view.loss},
                     {"held_out_accuracy", view.accuracy},
                     {"held_out_notes", view.notes},
                     {"vocabulary", view.vocabulary}};
            for (const auto& [key, value] : facts.at(run).lastLogs) one[key] = value;
            one["parameters"] = model(run)->parameterCount();
            one["tune"] = written(view.tune);
            one["seconds"] = facts[run].seconds;
            return one;
        });
        result["chance"] = m_references[0].value;
        result["unigram"] = m_references[1].value;
        result["baseline"] = m_references[2].value;
        result["baseline_accuracy"] = m_bigramAccuracy;
        result["baseline_rule"] = "bigram";
        return result;
    }

    [[nodiscard]] const Composer* composer() const override { return this; }

    [[nodiscard]] std::vector<Opening> openings() const override {
        std::vector<Opening> openings;
        for (std::size_t i = 0; i < m_tunes.size(); ++i) openings.push_back({m_tunes[i].title, isHeldOut(i)});
        return openings;
    }

    [[nodiscard]] Composition read(const Spec& asked) const override {
        const Fields data(asked, "data");
        Composition how;
        const std::string title = data.text("tune", m_tunes[m_every - 1].title);
        const auto found =
            std::find_if(m_tunes.begin(), m_tunes.end(), [&](const Tune& tune) { return tune.title == title; });
        if (found == m_tunes.end()) data.fail("tune", "the title of a tune of the file, got \"" + title + "\"");
        how.tune = std::size_t(found - m_tunes.begin());
        how.temperature = data.number("temperature", Range::between(0, 10), 1.0);
        how.topK = int(data.integer("top_k", Range::between(0, 10000), 0));
        how.take = int(data.integer("take", Range::between(1, 1000000), 1));
        how.seed = seed();
        return how;
    }

    [[nodiscard]] WrittenTune compose(const Composition& how, const engine::Weights& weights, std::size_t run,
                                      const engine::PassOptions& options) const override {
        if (how.tune >= m_tunes.size())
            throw engine::Error("tune: expected a number below " + std::to_string(m_tunes.size()) + ", got " +
                                std::to_string(how.tune));
        if (!std::isfinite(how.temperature) || how.temperature < 0)
            throw engine::Error("temperature: expected a number of at least 0");
        if (how.topK < 0) throw engine::Error("top_k: expected a whole number of at least 0");
        const Tune& from = m_tunes[how.tune];
        WrittenTune tune{how, from.title, from.origin, isHeldOut(how.tune), from.bar, from.upbeat, from.tempo,
                         {},  0,          false};
        tune.openingNotes = std::min(m_opening, from.notes.size());
        tune.notes.assign(from.notes.begin(), from.notes.begin() + std::ptrdiff_t(tune.openingNotes));
        Tokens tokens = m_tokens.read(tune.notes);
        tokens.pop_back();  // the opening is not the end
        engine::Random random = engine::Random(how.seed).stream("tune").stream(std::uint64_t(how.take));
        for (std::size_t count = 0; count < m_most; ++count) {
            const std::vector<double> said = nextNote(tokens, weights, run, options);
            const auto picked = engine::Index(pickByProbability(said, how.temperature, how.topK, random));
            if (picked == TuneTokens::kEnd) {
                tune.hasEnded = true;
                break;
            }
            TuneNote note = m_tokens.note(picked);
            note.start = tune.length();
            note.probability = said[std::size_t(picked)];
            tune.notes.push_back(note);
            tokens.push_back(picked);
        }
        return tune;
    }

 private:
    [[nodiscard]] bool isHeldOut(std::size_t tune) const { return tune % m_every == m_every - 1; }

    [[nodiscard]] Choice choice(engine::Index token) const {
        return {token, m_tokens.names().at(std::size_t(token)), {}};
    }

    /// Side by side from the first note on: every next note, and the end, is foretold once.
    void cut(std::size_t tune, int halfSteps, std::vector<Window>& windows) const {
        const Tokens tokens = m_tokens.read(transposed(m_tunes[tune].notes, halfSteps));
        for (std::size_t first = 0; first + 1 < tokens.size(); first += std::size_t(m_window)) {
            const std::size_t end = std::min(first + std::size_t(m_window), tokens.size() - 1);
            const auto at = [&](std::size_t index) { return tokens.begin() + std::ptrdiff_t(index); };
            windows.push_back({tune, first, halfSteps, {at(first), at(end)}, {at(first + 1), at(end + 1)}});
        }
    }

    [[nodiscard]] Tokens filled(Tokens tokens) const {
        tokens.resize(std::size_t(m_window), TuneTokens::kPadding);
        return tokens;
    }

    [[nodiscard]] engine::Dataset datasetOf(std::size_t from, std::size_t to) const {
        std::vector<Tokens> read, next;
        for (std::size_t i = from; i < to; ++i) {
            read.push_back(filled(m_windows[i].read));
            next.push_back(filled(m_windows[i].next));
        }
        engine::Dataset data;
        data.inputs.push_back(engine::tokenTensor(read));
        data.targets.push_back(engine::labelSequences(next));
        return data;
    }

    /// By token, 0 for what is no note: padding and unknown notes are never written.
    [[nodiscard]] std::vector<double> nextNote(const Tokens& tokens, const engine::Weights& weights, std::size_t run,
                                               const engine::PassOptions& options) const {
        const std::size_t length = std::min(tokens.size(), std::size_t(m_window));
        const Tokens last(tokens.end() - std::ptrdiff_t(length), tokens.end());
        const engine::Matrix said =
            model(run)->predict({engine::tokenTensor({filled(last)})}, weights, options).at(0).values;
        std::vector<double> shares;
        for (engine::Index token = 0; token < said.cols(); ++token)
            shares.push_back(token < TuneTokens::kEnd ? 0 : double(said(engine::Index(length) - 1, token)));
        // A net that gives all to what cannot be written leaves an even choice.
        if (*std::max_element(shares.begin(), shares.end()) <= 0)
            std::fill(shares.begin() + TuneTokens::kEnd, shares.end(), 1.0 / double(shares.size()));
        return shares;
    }

    void judgeBaselines(const Bigram& bigram) {
        double unigramLoss = 0, bigramLoss = 0;
        for (std::size_t i = m_trained; i < m_windows.size(); ++i)
            for (std::size_t t = 0; t < m_windows[i].read.size(); ++t) {
                const engine::Index before = m_windows[i].read[t], next = m_windows[i].next[t];
                unigramLoss -= std::log(bigram.probability(next));
                bigramLoss -= std::log(bigram.probability(before, next));
                m_bigramAccuracy += bigram.favourite(before) == next;
                ++m_heldOutNotes;
            }
        const auto notes = double(m_heldOutNotes);
        m_bigramAccuracy /= notes;
        m_references = {{"chance", std::log(double(m_tokens.count()))},
                        {"unigram", unigramLoss / notes},
                        {"bigram", bigramLoss / notes}};
    }

    [[nodiscard]] TuneView judged(const engine::Weights& weights, std::size_t run,
                                  const engine::PassOptions& options) const {
        TuneView view;
        view.notes = m_heldOutNotes;
        view.vocabulary = std::size_t(m_tokens.count());
        view.references = m_references;
        view.bigramAccuracy = m_bigramAccuracy;
        const engine::Tensor said =
            model(run)->predict(datasetOf(m_trained, m_windows.size()).inputs, weights, options).at(0);
        const std::vector<engine::Index> favourites = engine::argmaxRows(said.values);
        constexpr double kLeast = 1e-7;  // as Keras clips
        for (std::size_t i = m_trained; i < m_windows.size(); ++i)
            for (std::size_t t = 0; t < m_windows[i].next.size(); ++t) {
                const engine::Index row = engine::Index(t) * said.batch + engine::Index(i - m_trained);
                const engine::Index next = m_windows[i].next[t];
                view.loss -= std::log(std::max(kLeast, double(said.values(row, next))));
                view.accuracy += favourites[std::size_t(row)] == next;
            }
        view.loss /= double(view.notes);
        view.accuracy /= double(view.notes);
        view.tune = compose(m_usual, weights, run, options);
        return view;
    }

    static Json written(const WrittenTune& tune) {
        Json opening = Json::array(), notes = Json::array(), probabilities = Json::array();
        for (std::size_t i = 0; i < tune.notes.size(); ++i) {
            const TuneNote& note = tune.notes[i];
            (i < tune.openingNotes ? opening : notes).push_back(noteName(note.pitch, note.length));
            if (note.probability) probabilities.push_back(*note.probability);
        }
        return Json{{"title", tune.title},       {"opening", opening},
                    {"written", notes},          {"probabilities", probabilities},
                    {"ended", tune.hasEnded},    {"temperature", tune.how.temperature},
                    {"top_k", tune.how.topK},    {"take", tune.how.take},
                    {"held_out", tune.isHeldOut}};
    }

    std::vector<Tune> m_tunes;
    std::size_t m_every = 5, m_opening = 8, m_most = 40, m_trained = 0, m_heldOutNotes = 0;
    engine::Index m_window = 32;
    Composition m_usual;
    TuneTokens m_tokens;
    std::vector<Window> m_windows;  ///< the training part first
    std::vector<Reference> m_references;
    double m_bigramAccuracy = 0;
};

}  // namespace

std::shared_ptr<const Task> makeTunesTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<TunesTask>(spec, seed);
}

}  // namespace lessons
