// Brings a series to numbers near zero and back.
#include "engine/data/scaler.h"

#include <algorithm>
#include <cmath>

#include "engine/core/error.h"

namespace engine {
namespace {

void check(const std::vector<double>& values) {
    if (values.empty()) throw Error("scaler: expected values to fit, got none");
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isfinite(values[i]))
            throw Error("scaler: expected finite values, got NaN or infinity at " + std::to_string(i));
}

}  // namespace

Scaler Scaler::standard(const std::vector<double>& values) {
    check(values);
    double sum = 0.0, squares = 0.0;
    for (const double value : values) sum += value;
    const double mean = sum / double(values.size());
    for (const double value : values) squares += (value - mean) * (value - mean);
    const double deviation = std::sqrt(squares / double(values.size()));
    return {mean, deviation > 0.0 ? deviation : 1.0};
}

Scaler Scaler::minMax(const std::vector<double>& values, double low, double high) {
    check(values);
    if (!(low < high))
        throw Error("scaler: expected low below high, got " + std::to_string(low) + " and " + std::to_string(high));
    const auto [min, max] = std::minmax_element(values.begin(), values.end());
    const double factor = *max > *min ? (*max - *min) / (high - low) : 1.0;
    return {*min - low * factor, factor};
}

Scaler Scaler::fitted(const std::string& name, const std::vector<double>& values) {
    check(values);
    if (name == "standard") return standard(values);
    if (name == "minmax") return minMax(values);
    if (name == "none") return {};
    throw Error("scaler: expected standard, minmax or none, got \"" + name + "\"");
}

const std::vector<std::string>& Scaler::names() {
    static const std::vector<std::string> all{"standard", "minmax", "none"};
    return all;
}

std::vector<double> Scaler::scaled(const std::vector<double>& values) const {
    std::vector<double> result;
    result.reserve(values.size());
    for (const double value : values) result.push_back(scaled(value));
    return result;
}

}  // namespace engine
