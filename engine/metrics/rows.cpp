// Targets and weights of the rows that are counted.
#include "engine/metrics/rows.h"

#include "engine/core/error.h"
#include "engine/losses/loss.h"

namespace engine {

double share(double part, double whole) {
    return whole == 0.0 ? 0.0 : part / whole;
}

CountedRows countedRows(const Tensor& output, const Tensor& target, const std::vector<double>& sampleWeights,
                        const std::string& who) {
    CountedRows rows;
    rows.target = alignTarget(output, target, false, who);
    if (rows.target.values.cols() != output.values.cols())
        throw Error(who + ": expected targets of shape " + output.shape().text() + ", got " + target.shape().text());
    if (sampleWeights.empty()) return rows;
    Tensor unmasked;
    unmasked.values = output.values;
    unmasked.batch = output.batch;
    double divisor = 0.0;
    rows.weights = rowWeights(unmasked, sampleWeights, divisor);
    return rows;
}

void checkMetricState(const std::vector<double>& state, std::size_t expected, const std::string& who) {
    if (state.size() != expected)
        throw Error(who + ": expected a state of " + std::to_string(expected) + " numbers, got " +
                    std::to_string(state.size()));
}

}  // namespace engine
