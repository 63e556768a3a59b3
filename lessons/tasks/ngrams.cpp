// Interpolated counts of symbols by what stands before them.
#include "lessons/tasks/ngrams.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace lessons {
namespace {

struct Followers {
    std::map<engine::Index, double> counts;
    double all = 0;
};
using Context = std::vector<engine::Index>;
using Table = std::map<Context, Followers>;

Context contextAt(const std::vector<engine::Index>& text, std::size_t at, std::size_t length) {
    const auto end = text.begin() + std::ptrdiff_t(at);
    return {end - std::ptrdiff_t(length), end};
}

}  // namespace

double ngramBits(const std::vector<engine::Index>& training, const std::vector<engine::Index>& text,
                 engine::Index symbols, std::size_t context) {
    std::vector<Table> tables(context + 1);
    for (std::size_t length = 0; length <= context; ++length)
        for (std::size_t at = length; at < training.size(); ++at) {
            Followers& followers = tables[length][contextAt(training, at, length)];
            ++followers.counts[training[at]];
            ++followers.all;
        }
    double bits = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        double p = 1.0 / double(symbols);
        for (std::size_t length = 0; length <= std::min(context, at); ++length) {
            const auto found = tables[length].find(contextAt(text, at, length));
            if (found == tables[length].end()) break;
            const auto& [counts, all] = found->second;
            const auto seen = counts.find(text[at]);
            const auto kinds = double(counts.size());
            p = ((seen == counts.end() ? 0 : seen->second) + kinds * p) / (all + kinds);
        }
        bits -= std::log2(p);
    }
    return text.empty() ? 0 : bits / double(text.size());
}

}  // namespace lessons
