// data.kind phonemes: recordings in pieces of equal length, a sound for every frame; one voice is held out, and some
// sentences of every voice.
#include "lessons/tasks/kinds/phonemes.h"

#include <filesystem>
#include <map>

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "engine/data/mfcc.h"
#include "lessons/format/datafile.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/labelled.h"
#include "lessons/tasks/softmaxrule.h"
#include "lessons/tasks/speech/recordings.h"

namespace lessons {
namespace {

using engine::Index;
using engine::Matrix;
using Recording = SpeechView::Recording;

constexpr double kLongest = 600;  // seconds of one sound file
constexpr const char* kSilence = "sil";

class PhonemesTask : public LabelledTask {
 public:
    PhonemesTask(const Spec& lesson, std::uint64_t seed) : LabelledTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        const std::string file = findDataFile(spec(), data, "file");
        const std::string newVoice = data.text("new_voice");
        const auto newSentences = std::size_t(data.integer("new_sentences", Range::between(1, 10000)));
        m_piece = data.integer("piece", Range::between(1, 1000), 50);
        m_sound.coefficients = int(data.integer("coefficients", Range::between(2, 26), 13));
        const std::string own = data.has("own_file") ? findDataFile(spec(), data, "own_file") : std::string();
        data.refuseOthers();

        const std::vector<RecordedVoice> voices = readRecordings(file);
        nameSounds(voices);
        Part training, known, unseen;
        for (const RecordedVoice& voice : voices) {
            if (voice.sentences.size() <= newSentences)
                data.failAt("new_sentences", "new_sentences: expected fewer than the " +
                                                 std::to_string(voice.sentences.size()) + " sentences of voice " +
                                                 voice.name);
            addVoice(voice, std::filesystem::path(file).parent_path().string(), newSentences,
                     voice.name == newVoice ? nullptr : &training, voice.name == newVoice ? unseen : known);
        }
        const auto check = [&](const Part& part) {
            if (part.labels.empty() || part.texts.empty())
                data.failAt("new_voice", "new_voice: expected one of several voices of " +
                                             std::filesystem::path(file).filename().string() +
                                             ", each with pieces of " + std::to_string(m_piece) + " frames; got \"" +
                                             newVoice + "\"");
        };
        check(training);
        check(known);
        check(unseen);
        fitScaler(training.features);
        fitBaseline(training, unseen, known);
        m_texts = training.texts;
        m_texts.insert(m_texts.end(), unseen.texts.begin(), unseen.texts.end());
        m_known = datasetOf(known);
        Labelled all;
        all.training = datasetOf(training);
        all.heldOut = datasetOf(unseen);
        all.names = m_names;
        all.isEachStep = true;
        all.stepName = "frame";
        all.baseline = {"single_frames", m_baseline};
        for (Recording& each : unseen.recordings) {
            *each.sample += std::size_t(all.training.size());
            m_recordings.push_back(std::make_shared<const Recording>(std::move(each)));
        }
        if (!own.empty()) readOwn(own);
        setUpLabelled(std::move(all));
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Vectors;
        description.stepName = "frame";
        description.valueName = "cepstrum";
        description.isScaled = true;
        for (int k = 0; k < m_sound.coefficients; ++k) description.features.push_back("c" + std::to_string(k));
        return description;
    }

    [[nodiscard]] SampleDescription describe(std::size_t index, const std::string& layer) const override {
        SampleDescription description = LabelledTask::describe(index, layer);
        description.name = TextSample{m_texts.at(index)};
        return description;
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        SpeechView view;
        view.frames = judged(weights, run, options);
        view.frames.references.front().id = "commonest_class";
        view.pieceLength = m_piece;
        view.newSentences = knownAccuracy(weights, run, options);
        view.newSentencesReferences = {{"single_frames", m_baselineKnown}};
        if (m_own) view.utterances.push_back(ownHeard(weights, run, options));
        for (const auto& recording : m_recordings) {
            // Held-out answers come sequence by sequence, so an utterance is a stretch of them.
            const auto from = (*recording->sample - view.frames.firstSample) * std::size_t(m_piece);
            SpeechView::Utterance utterance{recording, {}, {}};
            for (std::size_t k = from; k < from + recording->labels.size(); ++k) {
                utterance.said.push_back(view.frames.said.at(k));
                utterance.confidence.push_back(view.frames.confidence.at(k));
            }
            view.utterances.push_back(std::move(utterance));
        }
        return view;
    }

 protected:
    [[nodiscard]] std::vector<std::string> wordsOf(std::size_t index) const override {
        std::vector<std::string> words;
        const Matrix labels = sample(index).targets.at(0).values;
        for (Index t = 0; t < labels.rows(); ++t) words.push_back(m_names.at(std::size_t(labels(t, 0))));
        return words;
    }
    [[nodiscard]] Json measured(const engine::Weights& weights, std::size_t run, const RunFacts& facts) const override {
        Json one = LabelledTask::measured(weights, run, facts);
        one["new_sentences_accuracy"] = knownAccuracy(weights, run, {});
        if (m_own) {
            const SpeechView::Utterance heard = ownHeard(weights, run, {});
            Json sounds = Json::array();
            for (std::size_t k = 0; k < heard.said.size(); ++k)
                if (k == 0 || heard.said[k] != heard.said[k - 1])
                    sounds.push_back(
                        {{"from", double(k) * m_sound.hop}, {"sound", m_names[std::size_t(heard.said[k])]}});
            one["transcribed"] = sounds;
        }
        return one;
    }
    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override {
        Json result = LabelledTask::result(weights, facts);
        result["baseline_new_sentences"] = m_baselineKnown;
        result["commonest_class"] = chance();
        return result;
    }

 private:
    /// Pieces one after the other, a row a frame.
    struct Part {
        std::vector<Matrix> features;  ///< a piece each
        std::vector<Index> labels;
        std::vector<std::string> texts;  ///< a piece each
        std::vector<Recording>
            recordings;  ///< of the voice that is held out; sample counts from the part's first piece
    };

    void nameSounds(const std::vector<RecordedVoice>& voices) {
        std::map<std::string, Index> seen{{kSilence, 0}};
        for (const RecordedVoice& voice : voices)
            for (const TimedSentence& sentence : voice.sentences)
                for (const TimedSound& sound : sentence.sounds) seen[sound.name];
        for (auto& [name, number] : seen) {
            number = Index(m_names.size());
            m_names.push_back(name);
        }
        m_numbers = std::move(seen);
    }

    /// The first sentences to `first`, the last ones to `last`. Of the held-out voice the first are left out: the net
    /// has heard their words from others, and would be given too much credit.
    void addVoice(const RecordedVoice& voice, const std::string& folder, std::size_t newSentences, Part* first,
                  Part& last) const {
        const std::vector<float> sound =
            readSound((std::filesystem::path(folder) / voice.audio).string(), m_sound.rate, kLongest);
        for (std::size_t k = 0; k < voice.sentences.size(); ++k) {
            const TimedSentence& sentence = voice.sentences[k];
            const bool isFirst = k + newSentences < voice.sentences.size();
            if (isFirst && !first) continue;
            Part& part = isFirst ? *first : last;
            const auto from = std::min(sound.size(), std::size_t(sentence.from * m_sound.rate)),
                       to = std::min(sound.size(), std::size_t(sentence.to * m_sound.rate));
            Recording recording;
            recording.text = sentence.text;
            recording.voice = voice.name;
            recording.samples.assign(sound.begin() + std::ptrdiff_t(from), sound.begin() + std::ptrdiff_t(to));
            const Matrix features = analysed(recording);
            const Index pieces = features.rows() / m_piece;  // the rest, less than a piece, is left out
            recording.spectrogram = recording.spectrogram.topRows(pieces * m_piece).eval();
            recording.labels = labelsOf(sentence, pieces * m_piece);
            recording.sample = part.features.size();
            for (Index piece = 0; piece < pieces; ++piece) {
                part.features.push_back(features.middleRows(piece * m_piece, m_piece));
                part.texts.push_back(sentence.text + " (" + voice.name + ", " + std::to_string(piece + 1) + "/" +
                                     std::to_string(pieces) + ")");
            }
            part.labels.insert(part.labels.end(), recording.labels.begin(), recording.labels.end());
            if (!first && pieces > 0) part.recordings.push_back(std::move(recording));
        }
    }

    /// The coefficients of a recording; what is seen of it is put into it.
    Matrix analysed(Recording& recording) const {
        recording.rate = m_sound.rate;
        recording.hop = m_sound.hop;
        const Eigen::MatrixXd power =
            engine::powerSpectrum(engine::preEmphasized(recording.samples, m_sound.preEmphasis), m_sound);
        constexpr Index kBins = 4;  // of the transform in a band of the picture
        recording.spectrogram.resize(power.rows(), power.cols() / kBins);
        for (Index band = 0; band < recording.spectrogram.cols(); ++band)
            recording.spectrogram.col(band) = (power.middleCols(band * kBins, kBins).rowwise().mean().array() + 1e-12)
                                                  .log()
                                                  .matrix()
                                                  .cast<engine::Scalar>();
        return engine::mfccOf(power, m_sound);
    }

    /// The sound that is heard in the middle of each frame.
    [[nodiscard]] std::vector<Index> labelsOf(const TimedSentence& sentence, Index frames) const {
        std::vector<Index> labels;
        std::size_t next = 0;
        Index label = m_numbers.at(kSilence);
        for (Index t = 0; t < frames; ++t) {
            const double middle = sentence.from + double(t) * m_sound.hop + m_sound.window / 2;
            while (next < sentence.sounds.size() && sentence.sounds[next].from <= middle)
                label = m_numbers.at(sentence.sounds[next++].name);
            labels.push_back(label);
        }
        return labels;
    }

    /// Each coefficient to mean 0 and deviation 1 over what is learnt from.
    void fitScaler(const std::vector<Matrix>& pieces) {
        Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(m_sound.coefficients), squares = sum;
        double rows = 0;
        for (const Matrix& piece : pieces) {
            sum += piece.cast<double>().colwise().sum();
            squares += piece.cast<double>().array().square().matrix().colwise().sum();
            rows += double(piece.rows());
        }
        m_mean = sum / rows;
        m_deviation = (squares / rows - m_mean.array().square().matrix()).cwiseMax(1e-12).cwiseSqrt();
    }
    [[nodiscard]] Matrix scaled(const Matrix& features) const {
        return ((features.cast<double>().rowwise() - m_mean).array().rowwise() / m_deviation.array())
            .matrix()
            .cast<engine::Scalar>();
    }

    [[nodiscard]] engine::Tensor inputsOf(const std::vector<Matrix>& pieces) const {
        const auto count = Index(pieces.size());
        Matrix values(count * m_piece, m_sound.coefficients);
        for (Index s = 0; s < count; ++s) {
            const Matrix piece = scaled(pieces[std::size_t(s)]);
            for (Index t = 0; t < m_piece; ++t) values.row(t * count + s) = piece.row(t);
        }
        return engine::Tensor::sequences(std::move(values), count, m_piece);
    }
    [[nodiscard]] engine::Dataset datasetOf(const Part& part) const {
        std::vector<std::vector<Index>> labels;
        for (std::size_t from = 0; from < part.labels.size(); from += std::size_t(m_piece))
            labels.emplace_back(part.labels.begin() + std::ptrdiff_t(from),
                                part.labels.begin() + std::ptrdiff_t(from) + m_piece);
        engine::Dataset data;
        data.inputs.push_back(inputsOf(part.features));
        data.targets.push_back(engine::labelSequences(labels));
        return data;
    }

    /// Softmax regression that sees one frame and nothing else.
    void fitBaseline(const Part& training, const Part& unseen, const Part& known) {
        constexpr double kDecay = 1e-4;
        constexpr int kSteps = 60;
        const auto frames = [&](const Part& part) {
            Matrix rows(Index(part.labels.size()), m_sound.coefficients);
            for (std::size_t k = 0; k < part.features.size(); ++k)
                rows.middleRows(Index(k) * m_piece, m_piece) = part.features[k];
            return scaled(rows);
        };
        const SoftmaxRule rule(frames(training), training.labels, Index(m_names.size()), kDecay, kSteps);
        m_baseline = shareRight(rule.classesOf(frames(unseen)), unseen.labels);
        m_baselineKnown = shareRight(rule.classesOf(frames(known)), known.labels);
    }

    [[nodiscard]] double knownAccuracy(const engine::Weights& weights, std::size_t run,
                                       const engine::PassOptions& options) const {
        const std::vector<Index> said =
            engine::argmaxRows(model(run)->predict(m_known.inputs, weights, options).at(0).values);
        const Matrix& labels = m_known.targets[0].values;
        std::size_t right = 0;
        for (std::size_t k = 0; k < said.size(); ++k) right += said[k] == Index(labels(Index(k), 0));
        return double(right) / double(said.size());
    }

    /// A recording of the user's own: nobody says what is heard in it.
    void readOwn(const std::string& path) {
        constexpr double kOwnLongest = 60;
        auto recording = std::make_shared<Recording>();
        recording->text = std::filesystem::path(path).filename().string();
        recording->samples = readSound(path, m_sound.rate, kOwnLongest);
        const Matrix features = analysed(*recording);
        const Index pieces = features.rows() / m_piece;
        if (pieces == 0)
            throw engine::Error(recording->text + ": expected at least " + std::to_string(m_piece) +
                                " frames of sound, got " + std::to_string(features.rows()));
        recording->spectrogram = recording->spectrogram.topRows(pieces * m_piece).eval();
        std::vector<Matrix> parts;
        for (Index piece = 0; piece < pieces; ++piece) parts.push_back(features.middleRows(piece * m_piece, m_piece));
        m_ownInput = inputsOf(parts);
        m_own = recording;
    }
    [[nodiscard]] SpeechView::Utterance ownHeard(const engine::Weights& weights, std::size_t run,
                                                 const engine::PassOptions& options) const {
        SpeechView::Utterance utterance{m_own, {}, {}};
        const engine::Tensor output = model(run)->predict({m_ownInput}, weights, options).at(0);
        const std::vector<ClassAndConfidence> classes = classesOf(output.values);
        for (Index s = 0; s < output.batch; ++s)
            for (Index t = 0; t < output.steps; ++t) {
                const ClassAndConfidence& each = classes[std::size_t(t * output.batch + s)];
                utterance.said.push_back(each.label);
                utterance.confidence.push_back(each.confidence);
            }
        return utterance;
    }

    engine::MfccOptions m_sound;
    Index m_piece = 50;
    std::vector<std::string> m_names, m_texts;  ///< of the classes; of the pieces
    std::map<std::string, Index> m_numbers;
    Eigen::RowVectorXd m_mean, m_deviation;
    engine::Dataset m_known;  ///< new sentences of known voices
    std::vector<std::shared_ptr<const Recording>> m_recordings;
    std::shared_ptr<const Recording> m_own;
    engine::Tensor m_ownInput;
    double m_baseline = 0, m_baselineKnown = 0;
};

}  // namespace

std::shared_ptr<const Task> makePhonemesTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<PhonemesTask>(spec, seed);
}

}  // namespace lessons
