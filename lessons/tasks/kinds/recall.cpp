// data.kind recall: one letter of many is marked; at the end it is asked for.
#include "lessons/tasks/kinds/recall.h"

#include <set>
#include <tuple>

#include "engine/data/labels.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/labelled.h"

namespace lessons {
namespace {

/// Letters by number, and the place of the one that is marked.
struct Letters {
    std::vector<engine::Index> letters;
    engine::Index marked = 0;
    bool operator<(const Letters& other) const {
        return std::tie(marked, letters) < std::tie(other.marked, other.letters);
    }
};

/// Every step shows a letter; one of them is marked, and at the last step the net says which it was. In what is held
/// out the mark stands at step 1, `distance` steps before the answer. Training shows every distance up to that one, or
/// with `distances: one` that one only.
class RecallTask : public LabelledTask {
 public:
    RecallTask(const Spec& lesson, std::uint64_t seed) : LabelledTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        m_distance = data.integer("distance", Range::between(1, 10000));
        const engine::Index samples = data.integer("samples", Range::between(1, 1000000));
        const engine::Index heldOut = data.integer("held_out", Range::between(1, 1000000));
        m_classes = data.integer("letters", Range::between(2, 26), 4);
        const bool every = data.oneOf("distances", {"every", "one"}, "every") == "every";
        data.refuseOthers();

        // The held-out sequences have a stream of their own: more training sequences leave them as they are.
        const engine::Random random = engine::Random(seed).stream("recall");
        engine::Random training = random.stream("training"), unseen = random.stream("held out");
        std::set<Letters> known;
        std::vector<Letters> trained, judged;
        while (engine::Index(trained.size()) < samples) {
            // The first is what the Step page opens with: it looks like the held-out ones.
            const bool isNear = every && !trained.empty();
            trained.push_back(drawn(training, isNear ? training.below(m_distance) : 0));
            known.insert(trained.back());
        }
        // A short distance has few sequences: one that training has is drawn again, where there are others.
        constexpr int kTries = 100;
        while (engine::Index(judged.size()) < heldOut) {
            Letters sequence = drawn(unseen, 0);
            for (int tries = 0; tries < kTries && known.contains(sequence); ++tries) sequence = drawn(unseen, 0);
            judged.push_back(std::move(sequence));
        }
        Labelled all;
        all.training = datasetOf(trained);
        all.heldOut = datasetOf(judged);
        for (engine::Index k = 0; k < m_classes; ++k) all.names.emplace_back(1, char('A' + k));
        all.baseline = {"commonest_class", commonestShare(all.training.targets[0], all.heldOut.targets[0], m_classes)};
        setUpLabelled(std::move(all));
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Tokens;
        description.stepName = "step";
        description.valueName = "letter";
        description.features = labelled().names;
        description.features.emplace_back("mark");
        description.tokens = description.features;
        return description;
    }

 protected:
    [[nodiscard]] std::vector<std::string> wordsOf(std::size_t index) const override {
        const engine::Matrix input = sample(index).inputs.at(0).values;
        const std::vector<engine::Index> letters = engine::argmaxRows(input.leftCols(m_classes));
        std::vector<std::string> words;
        for (std::size_t t = 0; t < letters.size(); ++t) {
            const std::string& letter = labelled().names.at(std::size_t(letters[t]));
            words.push_back(input(engine::Index(t), m_classes) > 0 ? "[" + letter + "]" : letter);
        }
        return words;
    }

 private:
    [[nodiscard]] Letters drawn(engine::Random& random, engine::Index marked) const {
        Letters sequence{{}, marked};
        for (engine::Index t = 0; t <= m_distance; ++t) sequence.letters.push_back(random.below(m_classes));
        return sequence;
    }

    [[nodiscard]] engine::Dataset datasetOf(const std::vector<Letters>& sequences) const {
        const auto count = engine::Index(sequences.size());
        engine::Matrix inputs = engine::Matrix::Zero((m_distance + 1) * count, m_classes + 1);
        std::vector<engine::Index> labels;
        for (engine::Index s = 0; s < count; ++s) {
            const Letters& sequence = sequences[std::size_t(s)];
            for (engine::Index t = 0; t <= m_distance; ++t) inputs(t * count + s, sequence.letters[std::size_t(t)]) = 1;
            inputs(sequence.marked * count + s, m_classes) = 1;
            labels.push_back(sequence.letters[std::size_t(sequence.marked)]);
        }
        engine::Dataset data;
        data.inputs.push_back(engine::Tensor::sequences(std::move(inputs), count, m_distance + 1));
        data.targets.push_back(engine::labelTensor(labels));
        return data;
    }

    engine::Index m_distance = 0, m_classes = 0;
};

}  // namespace

std::shared_ptr<const Task> makeRecallTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<RecallTask>(spec, seed);
}

}  // namespace lessons
