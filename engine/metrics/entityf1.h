// F1 of named entities: an entity counts only as a whole, with its type (Tjong Kim Sang & De Meulder 2003).
#pragma once

#include "engine/metrics/metric.h"

namespace engine {

/// Tokens first .. last, both included.
struct Entity {
    std::string type;  ///< "PER"
    Index first = 0, last = 0;
    bool operator==(const Entity&) const = default;
};

/// The entities of a BIO tag sequence. As in CoNLL's evaluation, an I- tag after O or after another type begins an
/// entity too.
[[nodiscard]] std::vector<Entity> entitiesOf(const std::vector<std::string>& tags);

struct EntityCounts {
    double correct = 0.0;  ///< the same first token, last token and type
    double found = 0.0;    ///< in the prediction
    double present = 0.0;  ///< in the truth
    EntityCounts& operator+=(const EntityCounts& other);
    [[nodiscard]] double precision() const;
    [[nodiscard]] double recall() const;
    [[nodiscard]] double f1() const;  ///< 0 where nothing is correct
};
/// One sentence. Throws Error where the lengths differ.
[[nodiscard]] EntityCounts countEntities(const std::vector<std::string>& truth,
                                         const std::vector<std::string>& predicted);

/// Over sequences of class scores, [steps x labels]; masked steps are not there. labels[k] is the tag of class k.
class EntityF1 : public Metric {
 public:
    /// sparse: targets are class numbers, else one-hot.
    EntityF1(std::string name, std::vector<std::string> labels, bool sparse);
    [[nodiscard]] std::string name() const override { return m_name; }
    void reset() override { m_counts = {}; }
    void update(const Tensor& output, const Tensor& target, const std::vector<double>& sampleWeights) override;
    [[nodiscard]] double result() const override { return m_counts.f1(); }
    [[nodiscard]] const EntityCounts& counts() const { return m_counts; }
    [[nodiscard]] bool largerIsBetter() const override { return true; }
    [[nodiscard]] std::vector<double> state() const override {
        return {m_counts.correct, m_counts.found, m_counts.present};
    }
    void restore(const std::vector<double>& state) override;

 private:
    std::string m_name;
    std::vector<std::string> m_labels;
    bool m_sparse;
    EntityCounts m_counts;
};

}  // namespace engine
