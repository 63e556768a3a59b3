// keras.metrics.AUC: the area under the ROC or the precision-recall curve, by counting at thresholds.
#pragma once

#include "engine/metrics/metric.h"

namespace engine {

class Auc : public Metric {
 public:
    /// How the curve goes between two thresholds: straight (the PR curve as Davis & Goadrich 2006), or at the lower or
    /// the higher of its ends.
    enum class Summation { Interpolation, Minoring, Majoring };
    struct Options {
        std::string name;
        std::vector<double> thresholds;  ///< between 0 and 1, rising; the ends come on top
        bool even = false;               ///< those of evenThresholds: Keras then finds the bucket by a product
        bool precisionRecall = false;    ///< the PR curve
        Summation summation = Summation::Interpolation;
        bool fromLogits = false;
        Index labels = 1;                  ///< one curve for each column of the output, and their mean; 1: one for all
        std::vector<double> labelWeights;  ///< by column: of the curves' mean, or of what is counted; empty: all 1
    };
    /// num_thresholds of Keras, ends included: 200 are 0, 1/199, ... 1.
    [[nodiscard]] static std::vector<double> evenThresholds(Index count);

    explicit Auc(Options options);
    [[nodiscard]] std::string name() const override { return m_options.name; }
    void reset() override;
    void update(const Tensor& output, const Tensor& target, const std::vector<double>& sampleWeights) override;
    [[nodiscard]] double result() const override;
    [[nodiscard]] bool largerIsBetter() const override { return true; }
    [[nodiscard]] std::vector<double> state() const override { return m_buckets; }
    void restore(const std::vector<double>& state) override;

 private:
    [[nodiscard]] std::size_t bucketOf(Scalar p) const;
    [[nodiscard]] double area(std::size_t label) const;

    Options m_options;
    std::vector<Scalar> m_thresholds;
    std::size_t m_count;            ///< of buckets: one more than there are thresholds between 0 and 1
    std::vector<double> m_buckets;  ///< by label: positives by how many thresholds they exceed, then negatives
};

}  // namespace engine
