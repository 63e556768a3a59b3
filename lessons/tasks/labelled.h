// The base of tasks that give a class to a sequence, or to each of its steps, and are judged on what was held out.
#pragma once

#include <functional>

#include "lessons/tasks/outcome.h"
#include "lessons/tasks/supervised.h"

namespace lessons {

class LabelledTask : public SupervisedTask {
 public:
    /// The training part first, then the held-out sequences.
    [[nodiscard]] std::size_t sampleCount() const override;
    [[nodiscard]] engine::Sample sample(std::size_t index) const override;
    [[nodiscard]] SampleDescription describe(std::size_t sample, const std::string& layer = {}) const override;
    [[nodiscard]] std::vector<Saying> tell(const engine::Tensor& output) const override;
    [[nodiscard]] OutputView output(const engine::Weights& weights, std::size_t run = 0,
                                    const engine::PassOptions& options = {}) const override;
    /// held_out_accuracy, confusion; the last epoch's logs; chance, baseline and the baseline's name. Where models are
    /// compared each has its own, by name; where each has several seeds, the median and all of them.
    [[nodiscard]] Json result(const std::vector<engine::Weights>& weights,
                              const std::vector<RunFacts>& facts) const override;

 protected:
    using SupervisedTask::SupervisedTask;
    struct Labelled {
        engine::Dataset training, heldOut;
        std::vector<std::string> names;  ///< of the classes
        bool isEachStep = false;
        std::string stepName = "step";
        Reference baseline;
    };
    /// Chance is 1 in as many as there are classes, or the share of the commonest, whichever is more.
    void setUpLabelled(Labelled data, Quantities quantities = {});
    [[nodiscard]] const Labelled& labelled() const { return m_data; }
    [[nodiscard]] double chance() const { return m_chance; }
    /// What result says of one run.
    [[nodiscard]] virtual Json measured(const engine::Weights& weights, std::size_t run, const RunFacts& facts) const;
    /// Every held-out answer of a net.
    [[nodiscard]] ClassificationView judged(const engine::Weights& weights, std::size_t run,
                                            const engine::PassOptions& options) const;
    /// What stands at the steps of a sample, in words; empty: numbers.
    [[nodiscard]] virtual std::vector<std::string> wordsOf(std::size_t sample) const;

 private:
    Labelled m_data;  ///< training is moved on to SupervisedTask
    double m_chance = 0;
};

/// The class of each row: the largest output, or for a single sigmoid 1 above one half; and what the net gives it.
struct ClassAndConfidence {
    engine::Index label = 0;
    double confidence = 0;
};
[[nodiscard]] std::vector<ClassAndConfidence> classesOf(const engine::Matrix& outputs);
/// The same as it is told: the class as the task names it, and its probability.
[[nodiscard]] std::vector<Saying> sayingsOf(const engine::Matrix& outputs,
                                            const std::function<Choice(engine::Index)>& named);

/// The share of the labels that the commonest class of training has among the held-out ones.
[[nodiscard]] double commonestShare(const engine::Tensor& training, const engine::Tensor& heldOut,
                                    engine::Index classes);

}  // namespace lessons
