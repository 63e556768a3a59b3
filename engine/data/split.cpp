// Which samples are trained on, and how much each class counts.
#include "engine/data/split.h"

#include <cmath>
#include <string>

#include "engine/core/error.h"
#include "engine/data/labels.h"

namespace engine {

Index validationStart(Index samples, double share) {
    if (!(share > 0.0 && share < 1.0))
        throw Error("validation split: expected a share above 0 and below 1, got " + std::to_string(share));
    const Index start = Index(std::floor(double(samples) * (1.0 - share)));
    if (start == 0 || start == samples)
        throw Error("validation split: expected enough samples for both parts, got " + std::to_string(samples) +
                    " samples and a share of " + std::to_string(share));
    return start;
}

std::vector<double> classWeights(const std::vector<Index>& labels, const std::map<Index, double>& weights) {
    std::vector<double> result;
    result.reserve(labels.size());
    for (const Index label : labels) {
        const auto found = weights.find(label);
        result.push_back(found == weights.end() ? 1.0 : found->second);
    }
    return result;
}

std::map<Index, double> balancedClassWeights(const std::vector<Index>& labels, Index classes) {
    checkLabels(labels, classes, "class weights");
    std::map<Index, double> counts;
    for (const Index label : labels) counts[label] += 1.0;
    for (auto& [label, count] : counts) count = double(labels.size()) / (double(classes) * count);
    return counts;
}

}  // namespace engine
