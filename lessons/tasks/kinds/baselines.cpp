// Naive, seasonal naive, linear autoregression.
#include "lessons/tasks/kinds/baselines.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/QR>

namespace lessons {
namespace {

/// The value `ahead` steps after the end of what is known, series[0 .. known).
using Ahead = std::function<std::vector<double>(std::size_t known, std::size_t steps)>;

ForecastView::Baseline measured(const ForecastTarget& target, ForecastView::Baseline baseline, const Ahead& ahead) {
    for (std::size_t i = target.from; i < target.series.size(); ++i) baseline.forecast.push_back(ahead(i, 1).front());
    baseline.rmse = rmseOf(baseline.forecast, target.series, target.from);
    std::vector<std::vector<double>> runs;
    for (const std::size_t origin : target.origins) runs.push_back(ahead(origin, target.horizon));
    baseline.rmseAhead = rmseAhead(runs, target);
    return baseline;
}

}  // namespace

double LinearAutoregression::next(const double* window) const {
    return bias + weights.dot(Eigen::Map<const Eigen::VectorXd>(window, weights.size()));
}

LinearAutoregression fitLinearAutoregression(const std::vector<double>& series, std::size_t fitTo,
                                             std::size_t lookBack) {
    const auto rows = Eigen::Index(fitTo - lookBack), columns = Eigen::Index(lookBack);
    // Less their mean, numbers such as 30,000 leave the digits to what differs between them.
    const double mean = std::accumulate(series.begin(), series.begin() + std::ptrdiff_t(fitTo), 0.0) / double(fitTo);
    Eigen::MatrixXd windows(rows, columns + 1);
    Eigen::VectorXd targets(rows);
    for (Eigen::Index row = 0; row < rows; ++row) {
        for (Eigen::Index i = 0; i < columns; ++i) windows(row, i) = series[std::size_t(row + i)] - mean;
        windows(row, columns) = 1.0;
        targets(row) = series[std::size_t(row + columns)] - mean;
    }
    const Eigen::VectorXd solution = windows.completeOrthogonalDecomposition().solve(targets);
    LinearAutoregression rule;
    rule.weights = solution.head(columns);
    rule.bias = solution(columns) + mean * (1.0 - rule.weights.sum());
    return rule;
}

std::vector<std::size_t> evenOrigins(std::size_t from, std::size_t end, std::size_t horizon, std::size_t most) {
    std::vector<std::size_t> origins;
    if (horizon == 0 || end - from < horizon) return origins;
    const std::size_t last = end - from - horizon;
    const std::size_t count = std::min(most, last + 1);
    for (std::size_t k = 0; k < count; ++k) origins.push_back(from + (count == 1 ? 0 : k * last / (count - 1)));
    return origins;
}

double rmseOf(const std::vector<double>& forecast, const std::vector<double>& series, std::size_t from) {
    double squares = 0.0;
    for (std::size_t i = 0; i < forecast.size(); ++i) squares += std::pow(forecast[i] - series[from + i], 2);
    return std::sqrt(squares / double(forecast.size()));
}

std::vector<double> rmseAhead(const std::vector<std::vector<double>>& runs, const ForecastTarget& target) {
    std::vector<double> errors;
    for (std::size_t h = 0; h < target.horizon && !runs.empty(); ++h) {
        double squares = 0.0;
        for (std::size_t k = 0; k < runs.size(); ++k)
            squares += std::pow(runs[k][h] - target.series[target.origins[k] + h], 2);
        errors.push_back(std::sqrt(squares / double(runs.size())));
    }
    return errors;
}

std::vector<ForecastView::Baseline> baselinesOf(const ForecastTarget& target) {
    const std::vector<double>& series = target.series;
    std::vector<ForecastView::Baseline> baselines;
    baselines.push_back(measured(target, {.id = "naive"}, [&](std::size_t known, std::size_t steps) {
        return std::vector<double>(steps, series[known - 1]);
    }));
    for (const std::size_t period : target.periods) {
        if (period > target.from) continue;
        baselines.push_back(
            measured(target, {.id = "seasonal_naive", .period = period}, [&](std::size_t known, std::size_t steps) {
                std::vector<double> values;
                for (std::size_t h = 0; h < steps; ++h) values.push_back(series[known - period + h % period]);
                return values;
            }));
    }
    const LinearAutoregression rule = fitLinearAutoregression(series, target.fitTo, target.lookBack);
    baselines.push_back(measured(target, {.id = "linear_autoregression"}, [&](std::size_t known, std::size_t steps) {
        std::vector<double> values(series.begin() + std::ptrdiff_t(known - target.lookBack),
                                   series.begin() + std::ptrdiff_t(known));
        for (std::size_t h = 0; h < steps; ++h) values.push_back(rule.next(values.data() + h));
        values.erase(values.begin(), values.begin() + std::ptrdiff_t(target.lookBack));
        return values;
    }));
    return baselines;
}

}  // namespace lessons
