// Matrices cut into runs of neighbouring numbers that fit the first cache: what is done number by number is done to
// them one by one, in any order, by any thread.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "engine/core/scalar.h"

namespace engine {

struct Part {
    std::size_t matrix = 0;
    Index first = 0, count = 0;
};

constexpr Index kPartNumbers = 1024;

[[nodiscard]] inline std::vector<Part> partsOf(const std::vector<Matrix>& matrices) {
    std::vector<Part> parts;
    for (std::size_t i = 0; i < matrices.size(); ++i)
        for (Index first = 0; first < matrices[i].size(); first += kPartNumbers)
            parts.push_back({i, first, std::min(kPartNumbers, matrices[i].size() - first)});
    return parts;
}

/// The numbers of a part.
using PartValues = Eigen::Map<Eigen::Array<Scalar, 1, Eigen::Dynamic>>;
using ConstPartValues = Eigen::Map<const Eigen::Array<Scalar, 1, Eigen::Dynamic>>;
[[nodiscard]] inline PartValues valuesOf(Matrix& matrix, const Part& part) {
    return {matrix.data() + part.first, part.count};
}
[[nodiscard]] inline ConstPartValues valuesOf(const Matrix& matrix, const Part& part) {
    return {matrix.data() + part.first, part.count};
}

/// Calls task(0) ... task(count-1), each once, perhaps at the same time.
using Runner = std::function<void(Index count, const std::function<void(Index)>& task)>;
inline void runInOrder(Index count, const std::function<void(Index)>& task) {
    for (Index i = 0; i < count; ++i) task(i);
}

}  // namespace engine
