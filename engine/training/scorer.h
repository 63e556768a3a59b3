// Losses and metrics of a model's outputs, batch by batch, summed over an epoch as keras.Model.fit sums them.
#pragma once

#include "engine/training/trainer.h"

namespace engine {

/// One batch's loss, penalties included, and its gradients by output.
struct Score {
    double loss = 0.0;
    std::vector<Tensor> gradients;
};

/// A value: copying it copies what has been summed so far.
class Scorer {
 public:
    /// losses: by output, or one for all. Throws Error for names that are not known and for counts that do not fit.
    Scorer(const Model& model, const std::vector<std::string>& losses, const std::vector<double>& lossWeights,
           const std::vector<std::string>& metrics);
    Scorer(const Scorer& other);
    Scorer& operator=(const Scorer& other);
    Scorer(Scorer&&) = default;
    Scorer& operator=(Scorer&&) = default;
    ~Scorer() = default;

    void reset();
    /// Adds a batch: its loss weighs its number of samples, as in Keras. The outputs' own losses are means over the
    /// batches instead, as in Keras on TensorFlow, where a last batch that is smaller counts as much as the others.
    /// batch: its targets and sample weights. penalty: of the regularizers, part of the loss that is reported.
    Score evaluate(const std::vector<Tensor>& outputs, const Dataset& batch, double penalty, bool wantsGradients);
    /// The epoch so far under Keras's names, sorted as in its History.
    [[nodiscard]] Logs logs() const;

    [[nodiscard]] double lossSum() const { return m_lossSum; }
    [[nodiscard]] double sampleCount() const { return m_samples; }
    /// By output and metric, then the sums of the outputs' own losses and the number of batches.
    [[nodiscard]] std::vector<std::vector<double>> metricState() const;
    void restore(double lossSum, double sampleCount, const std::vector<std::vector<double>>& metricState);

    [[nodiscard]] const std::vector<std::shared_ptr<const Loss>>& losses() const { return m_losses; }
    [[nodiscard]] bool largerIsBetter(const std::string& log) const;

 private:
    struct Output {
        std::string prefix;  ///< "name_" where the model has several outputs
        double lossWeight = 1.0;
        double lossSum = 0.0;
        std::vector<std::unique_ptr<Metric>> metrics;
        std::vector<std::string>
            keys;  ///< by metric: its name, with _1, _2 ... where an earlier one has it, as in Keras
    };
    std::vector<std::shared_ptr<const Loss>> m_losses;
    std::vector<Output> m_outputs;
    double m_lossSum = 0.0, m_samples = 0.0, m_batches = 0.0;
    // What the metrics are made from, so that they can be made again for a copy.
    std::vector<std::string> m_metricTexts;
    std::vector<Shape> m_shapes;

    void makeMetrics();
};

}  // namespace engine
