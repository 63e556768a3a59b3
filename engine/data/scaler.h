// Brings a series to numbers near zero and back. Fitted on the training part only: a held-out value must not be seen.
#pragma once

#include <string>
#include <vector>

namespace engine {

/// scaled = (value - shift) / factor; value = scaled * factor + shift.
struct Scaler {
    double shift = 0.0;
    double factor = 1.0;  ///< 1 where all values are the same

    /// (x - mean) / standard deviation (of the population, as scikit-learn's StandardScaler).
    [[nodiscard]] static Scaler standard(const std::vector<double>& values);
    /// min becomes low and max becomes high.
    [[nodiscard]] static Scaler minMax(const std::vector<double>& values, double low = 0.0, double high = 1.0);
    /// "standard", "minmax" (0 to 1), "none". Throws Error naming these; also for no values and for NaN.
    [[nodiscard]] static Scaler fitted(const std::string& name, const std::vector<double>& values);
    [[nodiscard]] static const std::vector<std::string>& names();

    [[nodiscard]] double scaled(double value) const { return (value - shift) / factor; }
    [[nodiscard]] double restored(double value) const { return value * factor + shift; }
    [[nodiscard]] std::vector<double> scaled(const std::vector<double>& values) const;
};

}  // namespace engine
