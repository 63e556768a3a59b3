// Forecasts that need no net: what a net has to beat.
#pragma once

#include <functional>
#include <vector>

#include <Eigen/Core>

#include "lessons/tasks/outcome.h"

namespace lessons {

/// next = bias + sum of weights[i] * past[i], the oldest of the window first.
struct LinearAutoregression {
    Eigen::VectorXd weights;
    double bias = 0;

    [[nodiscard]] double next(const double* window) const;
};

/// Least squares over every window of series[0 .. fitTo) whose target lies there too; where several fit equally well,
/// the smallest weights (numpy.linalg.lstsq over values less their mean, and a column of ones). fitTo > lookBack.
[[nodiscard]] LinearAutoregression fitLinearAutoregression(const std::vector<double>& series, std::size_t fitTo,
                                                           std::size_t lookBack);

/// What is forecast, from where, and what may be learnt from.
struct ForecastTarget {
    std::vector<double> series;
    std::size_t from = 0;   ///< index of the first value that is forecast; all to the end are
    std::size_t fitTo = 0;  ///< values before it may be learnt from
    std::size_t lookBack = 0;
    std::vector<std::size_t> periods;  ///< of the seasonal naive forecast, in steps
    std::size_t horizon = 0;           ///< steps ahead; 0: one only
    std::vector<std::size_t> origins;  ///< index of the first value of each run of `horizon` steps
};

/// So many moments, evenly over what is forecast, that a run of `horizon` steps begins at; the first at its start.
[[nodiscard]] std::vector<std::size_t> evenOrigins(std::size_t from, std::size_t end, std::size_t horizon,
                                                   std::size_t most);

[[nodiscard]] double rmseOf(const std::vector<double>& forecast, const std::vector<double>& series, std::size_t from);

/// [h - 1]: the error h steps ahead. runs: [origin][h - 1].
[[nodiscard]] std::vector<double> rmseAhead(const std::vector<std::vector<double>>& runs, const ForecastTarget& target);

/// Naive (the last value); one seasonal naive (the value a period ago) for each period that lies before `from`; linear
/// autoregression on the net's own window, which many steps ahead reads its own answers.
[[nodiscard]] std::vector<ForecastView::Baseline> baselinesOf(const ForecastTarget& target);

}  // namespace lessons
