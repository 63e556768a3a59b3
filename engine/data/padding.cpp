// Token sequences of different lengths brought to one.
#include "engine/data/padding.h"

#include <algorithm>

#include "engine/core/error.h"

namespace engine {

Side sideFromName(const std::string& name) {
    if (name == "pre") return Side::Pre;
    if (name == "post") return Side::Post;
    throw Error("padding: expected pre or post, got \"" + name + "\"");
}

std::vector<std::vector<Index>> padSequences(const std::vector<std::vector<Index>>& sequences, const Padding& padding) {
    if (padding.length < 0)
        throw Error("padding: expected a length of at least 0, got " + std::to_string(padding.length));
    std::size_t length = std::size_t(padding.length);
    if (length == 0)
        for (const auto& sequence : sequences) length = std::max(length, sequence.size());

    std::vector<std::vector<Index>> result;
    result.reserve(sequences.size());
    for (const auto& sequence : sequences) {
        const std::size_t kept = std::min(sequence.size(), length);
        const std::size_t from = padding.truncating == Side::Pre ? sequence.size() - kept : 0;
        const std::size_t to = padding.padding == Side::Pre ? length - kept : 0;
        std::vector<Index> row(length, padding.value);
        std::copy_n(sequence.begin() + std::ptrdiff_t(from), kept, row.begin() + std::ptrdiff_t(to));
        result.push_back(std::move(row));
    }
    return result;
}

Tensor tokenTensor(const std::vector<std::vector<Index>>& padded) {
    if (padded.empty()) throw Error("tokens: expected sequences, got none");
    const std::size_t steps = padded.front().size();
    Matrix values(Index(padded.size()), Index(steps));
    for (std::size_t b = 0; b < padded.size(); ++b) {
        if (padded[b].size() != steps)
            throw Error("tokens: expected " + std::to_string(steps) +
                        " steps in every sequence (pad them first), got " + std::to_string(padded[b].size()) +
                        " at sequence " + std::to_string(b));
        for (std::size_t t = 0; t < steps; ++t) values(Index(b), Index(t)) = Scalar(padded[b][t]);
    }
    return Tensor::vectors(std::move(values));
}

}  // namespace engine
