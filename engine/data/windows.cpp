// Windows over a series.
#include "engine/data/windows.h"

#include <cmath>

#include "engine/core/error.h"

namespace engine {
namespace {

void checkFinite(const std::vector<double>& series, const std::string& name) {
    for (std::size_t i = 0; i < series.size(); ++i)
        if (!std::isfinite(series[i]))
            throw Error(name + ": expected finite values, got NaN or infinity at value " + std::to_string(i + 1));
}

}  // namespace

Index windowCount(std::size_t length, Index lookBack, const std::string& name) {
    if (lookBack < 1) throw Error(name + ": expected a window of at least 1 value, got " + std::to_string(lookBack));
    if (length == 0) throw Error(name + ": expected a series, got no values");
    if (Index(length) <= lookBack)
        throw Error(name + ": expected more than " + std::to_string(lookBack) + " values for a window of " +
                    std::to_string(lookBack) + " and its target, got " + std::to_string(length));
    return Index(length) - lookBack;
}

Windows makeWindows(const std::vector<double>& series, Index lookBack, Index first, Index count,
                    const std::string& name) {
    const Index all = windowCount(series.size(), lookBack, name);
    checkFinite(series, name);
    if (first < 0 || count < 1 || first + count > all)
        throw Error(name + ": expected windows from 0 to " + std::to_string(all - 1) + ", got " +
                    std::to_string(first) + " to " + std::to_string(first + count - 1));
    Matrix inputs(lookBack * count, 1), targets(count, 1);
    for (Index t = 0; t < lookBack; ++t)
        for (Index k = 0; k < count; ++k) inputs(t * count + k, 0) = Scalar(series[std::size_t(first + k + t)]);
    for (Index k = 0; k < count; ++k) targets(k, 0) = Scalar(series[std::size_t(first + k + lookBack)]);
    return {Tensor::sequences(std::move(inputs), count, lookBack), Tensor::vectors(std::move(targets))};
}

Tensor cutSeries(const std::vector<double>& series, Index steps, const std::string& name) {
    if (steps < 1) throw Error(name + ": expected pieces of at least 1 value, got " + std::to_string(steps));
    const Index pieces = Index(series.size()) / steps;
    if (pieces == 0)
        throw Error(name + ": expected at least " + std::to_string(steps) + " values, got " +
                    std::to_string(series.size()));
    checkFinite(series, name);
    Matrix values(steps * pieces, 1);
    for (Index t = 0; t < steps; ++t)
        for (Index k = 0; k < pieces; ++k) values(t * pieces + k, 0) = Scalar(series[std::size_t(k * steps + t)]);
    return Tensor::sequences(std::move(values), pieces, steps);
}

}  // namespace engine
