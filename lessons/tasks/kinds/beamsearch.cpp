// Beam search over all sentences at once, so that the net reads large batches.
#include "lessons/tasks/kinds/beamsearch.h"

#include <algorithm>
#include <cmath>

namespace lessons {
namespace {

bool isLikelier(const Beginning& a, const Beginning& b) {
    return a.logProbability > b.logProbability;
}

/// The `width` likeliest continuations of one beginning.
std::vector<Beginning> continuations(const Beginning& beginning, const engine::RowVector& probabilities,
                                     const SearchOptions& options) {
    std::vector<engine::Index> tokens;
    for (engine::Index token = 0; token < probabilities.size(); ++token)
        if (token >= options.firstWord || token == options.end) tokens.push_back(token);
    const auto kept = std::min(tokens.size(), std::size_t(options.width));
    std::partial_sort(tokens.begin(), tokens.begin() + std::ptrdiff_t(kept), tokens.end(),
                      [&](engine::Index a, engine::Index b) {
                          return probabilities(a) != probabilities(b) ? probabilities(a) > probabilities(b) : a < b;
                      });
    std::vector<Beginning> longer;
    for (std::size_t k = 0; k < kept; ++k) {
        Beginning one = beginning;
        one.logProbability += std::log(std::max(double(probabilities(tokens[k])), 1e-30));
        one.isEnded = tokens[k] == options.end;
        if (!one.isEnded) one.tokens.push_back(tokens[k]);
        longer.push_back(std::move(one));
    }
    return longer;
}

}  // namespace

std::vector<Beginning> beamSearch(std::size_t sentences, const SearchOptions& options, const NextTokens& next) {
    std::vector<Beginning> live, best(sentences);
    std::vector<bool> isFound(sentences, false);
    for (std::size_t s = 0; s < sentences; ++s) live.push_back({s, {options.start}, 0.0, false});
    const auto offer = [&](const Beginning& ended) {
        const std::size_t s = ended.sentence;
        if (isFound[s] && !isLikelier(ended, best[s])) return;
        best[s] = ended;
        isFound[s] = true;
    };
    for (std::size_t length = 0; length <= options.longest && !live.empty(); ++length) {
        const engine::Matrix probabilities = next(live);
        std::vector<std::vector<Beginning>> bySentence(sentences);
        for (std::size_t k = 0; k < live.size(); ++k)
            for (Beginning& one : continuations(live[k], probabilities.row(engine::Index(k)), options))
                bySentence[one.sentence].push_back(std::move(one));
        live.clear();
        for (std::vector<Beginning>& candidates : bySentence) {
            std::stable_sort(candidates.begin(), candidates.end(), isLikelier);
            candidates.resize(std::min(candidates.size(), std::size_t(options.width)));
            for (Beginning& one : candidates) {
                if (one.isEnded || one.tokens.size() > options.longest)
                    offer(one);
                else
                    live.push_back(std::move(one));
            }
        }
        // A probability only falls: what is below the best ending cannot rise above it again.
        std::erase_if(
            live, [&](const Beginning& one) { return isFound[one.sentence] && !isLikelier(one, best[one.sentence]); });
    }
    return best;
}

}  // namespace lessons
