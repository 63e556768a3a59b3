// data.kind clips: short films of a stick figure; half of the actions are another one's film from the end.
#include "lessons/tasks/kinds/clips.h"

#include <set>

#include "engine/data/labels.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/clips/actions.h"
#include "lessons/tasks/labelled.h"
#include "lessons/tasks/softmaxrule.h"

namespace lessons {
namespace {

using engine::Index;

constexpr auto kActions = Index(kActionNames.size());

class ClipsTask : public LabelledTask {
 public:
    ClipsTask(const Spec& lesson, std::uint64_t seed) : LabelledTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        const Index samples = data.integer("samples", Range::between(double(kActions), 20000));
        const Index heldOut = data.integer("held_out", Range::between(double(kActions), 20000));
        m_film.frames = data.integer("frames", Range::between(4, 100), m_film.frames);
        m_film.size = int(data.integer("size", Range::between(8, 64), m_film.size));
        m_film.noise = data.number("noise", Range::between(0, 1), m_film.noise);
        data.refuseOthers();

        const engine::Random random = engine::Random(seed).stream("clips");
        Labelled all;
        all.training = drawn(random.stream("training"), samples);
        all.heldOut = drawn(random.stream("held out"), heldOut);
        all.names.assign(kActionNames.begin(), kActionNames.end());
        all.stepName = "frame";
        m_heldOutLabels = labelsOf(all.heldOut);
        const Rule blind = ruleOf(meanFrames(all.training), meanFrames(all.heldOut), all);
        all.baseline = {"order_blind", blind.accuracy};
        m_pairReferences = {{all.baseline.id, blind.onPairs}};
        const Rule last = ruleOf(lastFrames(all.training), lastFrames(all.heldOut), all);
        m_lastFrame = {"last_frame", last.accuracy};
        m_pairReferences.push_back({m_lastFrame.id, last.onPairs});
        for (Index k = 0; k + 1 < kActions; ++k)
            if (isReversed(Action(k + 1))) m_pairs.push_back({k, k + 1});
        setUpLabelled(std::move(all));
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Frames;
        description.stepName = "frame";
        description.valueName = "grey";
        description.width = description.height = m_film.size;
        return description;
    }

    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run,
                                    const engine::PassOptions& options) const override {
        ClipsView view = measuredView(weights, run, options);
        view.width = view.height = m_film.size;
        for (const std::size_t k : chosen(view.all)) view.clips.push_back(seen(k, view.all, weights, run, options));
        return view;
    }

 protected:
    [[nodiscard]] Json measured(const engine::Weights& weights, std::size_t run, const RunFacts& facts) const override {
        Json one = LabelledTask::measured(weights, run, facts);
        one["pairs_accuracy"] = measuredView(weights, run, {}).pairsAccuracy().value_or(0);
        return one;
    }
    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override {
        Json result = LabelledTask::result(weights, facts);
        result["chance_pairs"] = 1.0 / double(kActions);
        result["baseline_pairs"] = m_pairReferences[0].value;
        result["last_frame"] = m_lastFrame.value;
        result["last_frame_pairs"] = m_pairReferences[1].value;
        return result;
    }

 private:
    /// Clip k of a stream is the same however many are drawn; the actions take turns, so that all are equally common.
    [[nodiscard]] engine::Dataset drawn(const engine::Random& random, Index samples) const {
        engine::Matrix inputs(m_film.frames * samples, Index(m_film.size) * m_film.size);
        std::vector<Index> labels;
        for (Index s = 0; s < samples; ++s) {
            labels.push_back(s % kActions);
            const engine::Matrix film = drawClip(Action(labels.back()), random.stream(std::uint64_t(s)), m_film);
            for (Index t = 0; t < m_film.frames; ++t) inputs.row(t * samples + s) = film.row(t);
        }
        engine::Dataset data;
        data.inputs.push_back(engine::Tensor::sequences(std::move(inputs), samples, m_film.frames));
        data.targets.push_back(engine::labelTensor(labels));
        return data;
    }

    [[nodiscard]] static std::vector<Index> labelsOf(const engine::Dataset& data) {
        std::vector<Index> labels;
        for (Index s = 0; s < data.size(); ++s) labels.push_back(Index(data.targets[0].values(s, 0)));
        return labels;
    }

    /// The mean of a film's frames: what is left when the order is taken away.
    [[nodiscard]] static engine::Matrix meanFrames(const engine::Dataset& data) {
        const engine::Tensor& films = data.inputs[0];
        engine::Matrix mean = engine::Matrix::Zero(films.batch, films.features());
        for (Index t = 0; t < films.steps; ++t) mean += films.step(t);
        return mean / engine::Scalar(films.steps);
    }

    /// One frame, and which one it is: the one that comes last.
    [[nodiscard]] static engine::Matrix lastFrames(const engine::Dataset& data) {
        return data.inputs[0].step(data.inputs[0].steps - 1);
    }

    struct Rule {
        double accuracy = 0, onPairs = 0;
    };
    /// What a softmax regression on the features reaches on the held-out films.
    [[nodiscard]] Rule ruleOf(const engine::Matrix& training, const engine::Matrix& heldOut,
                              const Labelled& data) const {
        constexpr double kDecay = 3e-2;
        constexpr int kSteps = 150;
        const SoftmaxRule rule(training, labelsOf(data.training), kActions, kDecay, kSteps);
        const std::vector<Index> said = rule.classesOf(heldOut);
        std::size_t right = 0, all = 0;
        for (std::size_t k = 0; k < said.size(); ++k) {
            if (!isInPair(m_heldOutLabels[k])) continue;
            ++all;
            right += said[k] == m_heldOutLabels[k];
        }
        return {shareRight(said, m_heldOutLabels), double(right) / double(all)};
    }

    [[nodiscard]] static bool isInPair(Index label) {
        return isReversed(Action(label)) || (label + 1 < kActions && isReversed(Action(label + 1)));
    }

    [[nodiscard]] ClipsView measuredView(const engine::Weights& weights, std::size_t run,
                                         const engine::PassOptions& options) const {
        ClipsView view;
        view.all = judged(weights, run, options);
        view.pairs = m_pairs;
        view.all.references.push_back(m_lastFrame);
        view.pairReferences = m_pairReferences;
        return view;
    }

    /// The first held-out clip of each action, and the first of each kind of mistake.
    [[nodiscard]] std::vector<std::size_t> chosen(const ClassificationView& all) const {
        constexpr std::size_t kMost = 16;
        std::vector<std::size_t> clips;
        for (Index k = 0; k < kActions; ++k) clips.push_back(std::size_t(k));
        std::set<std::pair<Index, Index>> mistakes;
        for (std::size_t k = 0; k < all.said.size() && clips.size() < kMost; ++k)
            if (all.said[k] != all.labels[k] && mistakes.insert({all.labels[k], all.said[k]}).second &&
                k >= std::size_t(kActions))
                clips.push_back(k);
        return clips;
    }

    /// A film once for each of its frames, masked after it: a masked step leaves the state as it is, so the last state
    /// is the one after that frame.
    [[nodiscard]] ClipsView::Clip seen(std::size_t heldOut, const ClassificationView& all,
                                       const engine::Weights& weights, std::size_t run,
                                       const engine::PassOptions& options) const {
        ClipsView::Clip clip;
        clip.sample = all.firstSample + heldOut;
        clip.label = all.labels[heldOut];
        clip.said = all.said[heldOut];
        const engine::Tensor film = labelled().heldOut.inputs[0].samples(Index(heldOut), 1);
        clip.frames = std::make_shared<const engine::Matrix>(film.values);
        const Index frames = film.steps;
        engine::Tensor parts = film.gather(std::vector<Index>(std::size_t(frames), 0));
        auto mask = std::make_shared<engine::Mask>(std::size_t(frames * frames));
        for (Index t = 0; t < frames; ++t)
            for (Index part = 0; part < frames; ++part) (*mask)[std::size_t(t * frames + part)] = t <= part;
        parts.mask = mask;
        clip.afterEachFrame = model(run)->predict({parts}, weights, options).at(0).values;
        return clip;
    }

    ClipOptions m_film;
    std::vector<Index> m_heldOutLabels;
    std::vector<std::array<Index, 2>> m_pairs;
    Reference m_lastFrame;
    std::vector<Reference> m_pairReferences;  ///< what both rules reach on the pairs
};

}  // namespace

std::shared_ptr<const Task> makeClipsTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<ClipsTask>(spec, seed);
}

}  // namespace lessons
