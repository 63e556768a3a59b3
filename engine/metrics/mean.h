// Metrics that are a mean over rows: accuracies, errors, losses, perplexity.
#pragma once

#include <functional>

#include "engine/losses/loss.h"
#include "engine/metrics/metric.h"

namespace engine {

/// Sum of the rows' values over the sum of their weights (keras.metrics.MeanMetricWrapper): masked rows count neither
/// above nor below, sample weights count in both.
class MeanMetric : public Metric {
 public:
    /// The value of each row of the output.
    using Rows = std::function<std::vector<double>(const Matrix& output, const Matrix& target)>;
    /// What the mean becomes in the end.
    enum class Finish { Mean, Root, Exponential };
    struct Options {
        std::string name;
        bool sparse = false;   ///< targets are class numbers
        bool usesMask = true;  ///< Keras's RootMeanSquaredError does not
        bool largerIsBetter = false;
        Finish finish = Finish::Mean;
        std::shared_ptr<const Loss> loss;  ///< holds targets to the output's shape and classes
    };
    /// Without rows: those of the loss, on the output's logits where it brings them.
    explicit MeanMetric(Options options, Rows rows = nullptr)
        : m_options(std::move(options)), m_rows(std::move(rows)) {}

    [[nodiscard]] std::string name() const override { return m_options.name; }
    void reset() override;
    void update(const Tensor& output, const Tensor& target, const std::vector<double>& sampleWeights) override;
    [[nodiscard]] double result() const override;
    [[nodiscard]] bool largerIsBetter() const override { return m_options.largerIsBetter; }
    [[nodiscard]] std::vector<double> state() const override { return {m_total, m_count}; }
    void restore(const std::vector<double>& state) override;

 private:
    Options m_options;
    Rows m_rows;
    double m_total = 0.0, m_count = 0.0;
};

/// The column of a row's largest number, the first of several.
[[nodiscard]] Index argMax(const Matrix& matrix, Index row);

/// Share of features on the right side of the threshold.
[[nodiscard]] std::vector<double> binaryAccuracy(const Matrix& output, const Matrix& target, double threshold);
/// 1 where the true class, given one-hot or by number, is among the k largest outputs, else 0. A tie counts as among
/// them.
[[nodiscard]] std::vector<double> topKAccuracy(const Matrix& output, const Matrix& target, bool sparse, Index k);
/// 1 where the largest output is the true class.
[[nodiscard]] std::vector<double> classAccuracy(const Matrix& output, const Matrix& target, bool sparse);

}  // namespace engine
