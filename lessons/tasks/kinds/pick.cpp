// Temperature and top-k.
#include "lessons/tasks/kinds/pick.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lessons {

std::size_t pickByProbability(const std::vector<double>& probabilities, double temperature, int topK,
                              engine::Random& random) {
    std::vector<std::size_t> order(probabilities.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return probabilities[a] > probabilities[b]; });
    if (temperature == 0 || topK == 1) return order.front();
    if (topK > 0 && std::size_t(topK) < order.size()) order.resize(std::size_t(topK));
    // Against the likeliest, so that a small temperature cannot make all of them 0.
    const double largest = probabilities[order.front()];
    std::vector<double> shares;
    for (const std::size_t each : order)
        shares.push_back(probabilities[each] > 0 ? std::exp(std::log(probabilities[each] / largest) / temperature) : 0);
    double left = random.uniform() * std::accumulate(shares.begin(), shares.end(), 0.0);
    for (std::size_t k = 0; k < order.size(); ++k) {
        left -= shares[k];
        if (left < 0) return order[k];
    }
    return order.front();
}

}  // namespace lessons
