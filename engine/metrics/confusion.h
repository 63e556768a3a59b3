// Metrics of true and false positives: precision, recall, F1 and the area under a curve.
#pragma once

#include <optional>

#include "engine/metrics/metric.h"

namespace engine {

/// keras.metrics.Precision and Recall over all numbers of the output: TP / (TP + FP), TP / (TP + FN). A number above
/// the threshold is a positive. topK: only the k largest of a row can be; classId: only this column counts. As in
/// Keras, masks do not.
class PrecisionOrRecall : public Metric {
 public:
    struct Options {
        std::string name;
        bool recall = false;
        double threshold = 0.5;
        std::optional<Index> topK, classId;
    };
    explicit PrecisionOrRecall(Options options) : m_options(std::move(options)) {}
    [[nodiscard]] std::string name() const override { return m_options.name; }
    void reset() override { m_hits = m_others = 0.0; }
    void update(const Tensor& output, const Tensor& target, const std::vector<double>& sampleWeights) override;
    [[nodiscard]] double result() const override {
        return m_hits + m_others == 0.0 ? 0.0 : m_hits / (m_hits + m_others);
    }
    [[nodiscard]] bool largerIsBetter() const override { return true; }
    [[nodiscard]] std::vector<double> state() const override { return {m_hits, m_others}; }
    void restore(const std::vector<double>& state) override;

 private:
    Options m_options;
    double m_hits = 0.0, m_others = 0.0;  ///< TP; FP or FN
};

/// keras.metrics.F1Score: by class 2 P R / (P + R), then averaged. Without a threshold the largest number of a row is
/// the positive one. A single number needs an average where there are several classes.
class F1Score : public Metric {
 public:
    enum class Average { None, Micro, Macro, Weighted };
    F1Score(std::string name, Average average, std::optional<double> threshold, Index classes);
    [[nodiscard]] std::string name() const override { return m_name; }
    void reset() override;
    void update(const Tensor& output, const Tensor& target, const std::vector<double>& sampleWeights) override;
    [[nodiscard]] double result() const override;
    [[nodiscard]] bool largerIsBetter() const override { return true; }
    [[nodiscard]] std::vector<double> state() const override { return m_counts; }
    void restore(const std::vector<double>& state) override;

 private:
    std::string m_name;
    Average m_average;
    std::optional<double> m_threshold;
    Index m_classes;
    std::vector<double> m_counts;  ///< by class: TP, FP, FN, weight of the class
};

}  // namespace engine
