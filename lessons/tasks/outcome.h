// What came of a net, one type a kind of task: numbers, ids and the data's own words. A view reads it with std::visit.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/cells/program.h"
#include "lessons/tasks/description.h"
#include "lessons/tasks/tune.h"

namespace lessons {

/// One measure of a net at one moment of its training.
struct Figure {
    std::string id;  ///< "loss", "accuracy" and other names of Keras, "rmse", "skill", "anomalies" ...
    double value = 0;
    int epoch = 0;           ///< after so many epochs
    bool isHeldOut = false;  ///< measured on what the net never learnt from
    bool operator==(const Figure&) const = default;
};
using Figures = std::vector<Figure>;

/// What is had without the net: "chance", or a rule that looks at the data in a simpler way.
struct Reference {
    std::string id;
    double value = 0;  ///< in the first figure of the outcome
};

/// A forecast beside what happened and beside those that need no net. All in the unit of the data.
struct ForecastView {
    /// A rule of a line or two. Its forecasts are made from the same window as the net's, or from further back.
    struct Baseline {
        std::string id;                ///< "naive", "seasonal_naive", "linear_autoregression"
        std::size_t period = 0;        ///< of seasonal_naive, in steps
        std::vector<double> forecast;  ///< one step ahead, from forecastFrom
        double rmse = 0;
        std::vector<double> rmseAhead;  ///< as the net's
    };
    std::string title;  ///< the lesson's own; may be empty
    std::string stepName, valueName, unit;
    std::optional<StepTime> start;        ///< of series[0]
    std::vector<double> series;           ///< all of it
    std::size_t heldOutFrom = 0;          ///< index in series of the first held-out value
    std::size_t forecastFrom = 0;         ///< index in series of forecast[0]
    std::vector<double> forecast, naive;  ///< naive: the last value seen
    double rmse = 0, naiveRmse = 0, skill = 0;
    std::vector<Baseline> baselines;  ///< the naive one first; a view that a test or an older task made has none
    /// From forecastFrom: what comes when the net reads its own answers instead of what happened.
    std::vector<double> freeRunning;
    std::vector<double> rmseAhead;  ///< [h - 1]: h steps ahead, free-running from `origins` moments
    std::size_t origins = 0;
    [[nodiscard]] bool isHeldOut() const { return heldOutFrom < series.size(); }
    /// The one with the smallest error; null: there are none.
    [[nodiscard]] const Baseline* best() const;
    /// 1 - rmse / the best baseline's.
    [[nodiscard]] double skillAgainstBest() const;
    [[nodiscard]] Figures figures() const;
};

/// How well a threshold parts the windows with a fault from the sound ones.
struct Detection {
    std::size_t found = 0, missed = 0, falseAlarms = 0;
    [[nodiscard]] double precision() const;  ///< of those above the threshold, how many hold a fault; none above: 0
    [[nodiscard]] double recall() const;     ///< of those with a fault, how many are above
    [[nodiscard]] double f1() const;
};

/// The mean squared error of each window against a threshold.
struct ScoreView {
    /// A window that is judged, in the unit of the data.
    struct Window {
        std::vector<double> input, repeated;
        std::string fault;       ///< "spike"; empty: sound
        std::size_t sample = 0;  ///< Task's number
        int worst = 1;           ///< the step with the largest error, from 1
        std::size_t first = 0;   ///< its first step in the series
        bool isInjected = false;
    };
    std::vector<double> scores;
    double threshold = 0, percentile = 0;
    std::vector<bool> truth;  ///< which samples were damaged
    bool isHeldOut = false;   ///< neither the net nor the threshold was made from what is judged
    std::string title, stepName, valueName, unit;
    std::vector<Window> windows;        ///< as the scores; empty: they are not told
    std::vector<double> cleanScores;    ///< what the threshold is a percentile of; empty: of the scores themselves
    std::vector<Reference> references;  ///< their F1
    [[nodiscard]] std::size_t above() const;
    /// With another threshold than the task's own, as a person moves it.
    [[nodiscard]] Detection detection(double threshold) const;
    [[nodiscard]] Figures figures() const;
};

/// Classes by number: one a sequence, or one a step; of all sequences, or a look at the first.
struct ClassificationView {
    bool isHeldOut = false, isEachStep = false;
    bool isMeasure = false;  ///< all held-out sequences are there; else some, or the steps of one
    std::string stepName;
    engine::Index classes = 0;
    std::vector<std::string> names;  ///< by class; empty: they have numbers only
    std::vector<engine::Index> labels, said;
    std::vector<double> confidence;  ///< what the net gives the class it says; empty: not told
    std::vector<Reference> references;
    std::size_t firstSample = 0;  ///< Task's number of the first sequence
    engine::Index steps = 1;      ///< answers of a sequence, one after the other
    [[nodiscard]] std::size_t right() const;
    /// [label][said]: how many.
    [[nodiscard]] std::vector<std::vector<std::size_t>> confusion() const;
    [[nodiscard]] Figures figures() const;
};

/// Short films with an action each, some of them the time-reversed of another.
struct ClipsView {
    /// A film, and what the net would say if it ended after each of its frames.
    struct Clip {
        std::size_t sample = 0;                        ///< Task's number
        std::shared_ptr<const engine::Matrix> frames;  ///< a row a frame, its pixels row by row, 0 dark
        engine::Matrix afterEachFrame;                 ///< [frames x classes]
        engine::Index label = 0, said = 0;
    };
    ClassificationView all;                                     ///< every held-out clip
    std::vector<std::array<engine::Index, 2>> pairs;            ///< classes that are each other backwards
    std::vector<Reference> pairReferences;                      ///< on the clips of the pairs only
    engine::Index width = 0, height = 0;                        ///< of a frame
    std::vector<Clip> clips;                                    ///< a few of the held-out ones
    [[nodiscard]] std::optional<double> pairsAccuracy() const;  ///< share right among the clips of the pairs
    [[nodiscard]] Figures figures() const;
};

/// Speech: a sound of a language for every frame.
struct SpeechView {
    /// What is heard and seen of an utterance, whatever the net says.
    struct Recording {
        std::string text, voice;
        int rate = 0;                       ///< samples a second
        std::vector<float> samples;         ///< -1 .. 1
        double hop = 0;                     ///< seconds from one frame to the next
        engine::Matrix spectrogram;         ///< a row a frame, the lowest band first; the logarithm of its power
        std::vector<engine::Index> labels;  ///< a frame each; empty: nobody said what is heard
        std::optional<std::size_t> sample;  ///< Task's number of its first piece
    };
    struct Utterance {
        std::shared_ptr<const Recording> recording;
        std::vector<engine::Index> said;  ///< a frame each
        std::vector<double> confidence;
    };
    ClassificationView frames;           ///< every frame of the held-out voice
    std::optional<double> newSentences;  ///< accuracy on sentences not learnt from, of voices that were
    std::vector<Reference> newSentencesReferences;
    engine::Index pieceLength = 0;  ///< frames that the net reads at a time
    std::vector<Utterance> utterances;
    [[nodiscard]] Figures figures() const;
};

/// Texts with a class each.
struct SentencesView {
    struct Row {
        std::string text, read;              ///< read: the words of it that training has
        std::optional<engine::Index> label;  ///< of those that have one
        engine::Index said = 0;
        double confidence = 0;
        std::string kind = {};                   ///< of text: "negation"; empty: they are all alike
        std::vector<double> afterEachWord = {};  ///< the probability of the last class when so much is read
        std::optional<std::size_t> sample = {};  ///< Task's number
        int t = 0;                               ///< the step of its last word, from 1; 0: not told
    };
    std::vector<std::string> names;  ///< by class
    std::vector<Row> rows;
    bool isHeldOut = false;  ///< those with a label are not trained on
    std::vector<Reference> references;
    struct Kind {
        std::string kind;
        std::size_t right = 0, all = 0;
        double baseline = 0;  ///< the share that the baseline has right
    };
    std::vector<Kind> kinds;
    [[nodiscard]] Figures figures() const;
};

/// A tag for every word that was read.
struct TaggingView {
    struct Word {
        std::size_t sentence = 0;  ///< from 1; 0: not trained on
        std::string word;
        bool isKnown = true;
        std::optional<std::string> tag;  ///< of those that have one
        std::string said;
        std::optional<std::size_t> sample = {};  ///< Task's number of the sentence
        int t = 0;                               ///< its step, from 1; 0: not told
    };
    std::vector<Word> words;
    engine::Index length = 0;  ///< longer sentences are cut to so many words
    bool isHeldOut = false;
    bool sharesPadding = true;  ///< unknown words have number 0, as padding has
    std::optional<double> entityF1 = {};
    std::vector<Reference> references;
    struct Type {
        std::string type;  ///< "PER"
        std::size_t correct = 0, found = 0, present = 0;
    };
    std::vector<Type> types;
    [[nodiscard]] Figures figures() const;
};

/// Words of one language and what the decoder wrote for them.
struct TranslationView {
    struct Row {
        std::string source, wanted;          ///< words with a blank between them; wanted may be empty: nobody knows it
        std::vector<std::string> got;        ///< until the end token; empty: the net ended at once
        std::vector<std::string> beam = {};  ///< the best of several translations that were followed side by side
        std::optional<std::size_t> sample = {};
        std::vector<std::string> alsoRight = {};            ///< other translations that the data has
        double logProbability = 0, beamLogProbability = 0;  ///< of got and of beam, their ends included
        std::vector<std::string> read = {};                 ///< the source, word by word, as the encoder reads it
        engine::Matrix attention = {};         ///< (words of got and its end) x (words read); empty: the net has none
        [[nodiscard]] int firstWrong() const;  ///< the step of the decoder, from 1, where got leaves wanted; 0: nowhere
        [[nodiscard]] bool isRight() const;
        [[nodiscard]] bool isRight(const std::vector<std::string>& words) const;
    };
    std::vector<Row> rows;
    std::string end;  ///< the token
    bool isHeldOut = false;
    std::string encoder = {}, decoder = {};  ///< layers that read and write, word by word; empty: nobody named them
    std::optional<double> bleu = {};
    std::vector<Reference> references;
    int beamWidth = 0;                                   ///< 0: none was followed
    std::optional<double> beamBleu = {}, ruleBleu = {};  ///< ruleBleu: of the last of the references
    [[nodiscard]] std::size_t right() const;
    [[nodiscard]] std::size_t beamRight() const;
    [[nodiscard]] std::size_t wanted() const;  ///< rows whose translation is known
    [[nodiscard]] Figures figures() const;
};

/// A tune that the net wrote: its favourite each time, fed back.
struct NotesView {
    std::vector<std::string> written;
    std::size_t alphabet = 0;  ///< how many notes there are
    [[nodiscard]] Figures figures() const;
};

/// A tune that the net wrote by its probabilities, and how well it foretells the notes of tunes that were held out.
struct TuneView {
    WrittenTune tune;
    double loss = 0, accuracy = 0;  ///< a held-out note: the mean of -ln p, and the share of favourites that were right
    std::size_t notes = 0,
                vocabulary = 0;  ///< held-out notes that were foretold, and how many different ones the net knows
    std::vector<Reference> references;  ///< their loss
    double bigramAccuracy = 0;
    [[nodiscard]] Figures figures() const;
};

/// One number a sequence, what it should be and what the net says: the adding task.
struct SumsView {
    bool isHeldOut = false;
    std::vector<double> sums, said;
    double meanSquaredError = 0;
    [[nodiscard]] Figures figures() const;
};

/// The next symbol of strings of a grammar: right where each symbol that may follow is likelier than all that may not.
struct GrammarView {
    struct String {
        std::string text;             ///< "BTBTXSETE"
        std::size_t steps = 0;        ///< that were judged
        std::size_t right = 0;        ///< of them
        std::string allowed, likely;  ///< at its first wrong step: what may follow, and as many likeliest ones
        std::size_t sample = 0;       ///< Task's number
        int t = 1;                    ///< its first wrong step, from 1; its first one where none is wrong
    };
    bool isContinual = false;  ///< strings follow each other without a reset
    std::vector<String> strings;
    std::size_t echoes = 0, echoesRight = 0;  ///< steps at which the outer letter must come back
    std::vector<Reference> references;
    std::vector<double> cellSize;     ///< by step: the mean of |c| over units and sequences; empty: there is no c
    engine::Index trainedSteps = 0;   ///< sequences of training are so long
    std::vector<double> echoShare{};  ///< continual: the share of right echoes, by stretches of equal length
    [[nodiscard]] Figures figures() const;
};

/// A model of characters on a text that it did not learn from: how well it guesses, and what its units follow.
struct CharactersView {
    double bits = 0;                    ///< a character, held out
    std::vector<Reference> references;  ///< in bits, too
    std::string layer;                  ///< the first recurrent one
    /// By unit: the share of steps at which a gate is below 0.1 and above 0.9.
    struct Gate {
        std::string operation;  ///< "f"
        engine::Role role = engine::Role::Forget;
        std::vector<double> left, right;
    };
    std::vector<Gate> gates;
    /// Something that can be told of every character, and the unit that follows it best.
    struct Follower {
        std::string property;         ///< "in_quotes"
        engine::Index unit = 0;       ///< from 0, chosen on the first half of the text
        double score = 0;             ///< |correlation| of its c with the property on the second half
        double shuffled = 0;          ///< the same search where the property was moved elsewhere, mean of some
        engine::Index otherUnit = 0;  ///< drawn
        double otherScore = 0;
        std::vector<double> values{};  ///< tanh c of the unit over the excerpt
    };
    std::vector<Follower> followers;
    std::vector<std::string> excerpt;  ///< characters of the held-out text
    std::size_t firstSample = 0;       ///< Task's number of the sample that begins where the excerpt does
    std::size_t stepsOfSample = 1;
    [[nodiscard]] Figures figures() const;
};

/// What a net puts out for one sequence, step by step.
struct ValuesView {
    bool isState = false;  ///< h of a recurrent layer; else the model's output
    bool isEachStep = true;
    engine::Matrix values;                ///< a row a step
    std::vector<std::string> names = {};  ///< of the columns, the lesson's own; empty: they have numbers only
    engine::Matrix targets = {};          ///< as values; empty: there are none, and nothing is trained
    [[nodiscard]] Figures figures() const;
};

using OutputView =
    std::variant<ForecastView, ScoreView, ClassificationView, ClipsView, SpeechView, SentencesView, TaggingView,
                 TranslationView, NotesView, TuneView, SumsView, GrammarView, CharactersView, ValuesView>;

/// The figures of any outcome, held-out ones first, measured after `epoch` epochs.
[[nodiscard]] Figures figuresOf(const OutputView& outcome, int epoch);

}  // namespace lessons
