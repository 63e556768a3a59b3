// Chooses round numbers for axes.
#include "gui/charts/ticks.h"

#include <algorithm>
#include <cmath>

#include "gui/theme/theme.h"

namespace gui {
namespace {

/// The smallest round step that gives at most `count` ticks.
double roundStep(double span, int count, bool whole) {
    const double wanted = span / std::max(1, count);
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        const double step = factor * power;
        if (whole && (step < 1 || std::floor(step) != step)) continue;
        if (step >= wanted * (1 - 1e-9)) return step;
    }
    return whole ? std::max(1.0, std::ceil(wanted)) : 10 * power;
}

int decimalsOf(double step) {
    int decimals = 0;
    while (decimals < 9 &&
           std::abs(step * std::pow(10.0, decimals) - std::round(step * std::pow(10.0, decimals))) > 1e-6)
        ++decimals;
    return decimals;
}

/// "40 000": thin spaces between the thousands of what is not a fraction.
QString grouped(double value, int decimals) {
    QString text = number(value, decimals);
    if (decimals > 0) return text;
    const int first = text.startsWith(QChar(0x2212)) ? 1 : 0;
    for (int at = int(text.size()) - 3; at > first; at -= 3)
        if (text.size() - first > 4) text.insert(at, QChar(0x2009));
    return text;
}

std::vector<Tick> ticks(double low, double high, int count, bool whole) {
    std::vector<Tick> result;
    if (!(high > low) || !std::isfinite(low) || !std::isfinite(high)) return result;
    const double step = roundStep(high - low, count, whole);
    const int decimals = decimalsOf(step);
    for (double k = std::ceil(low / step - 1e-9); k * step <= high + step * 1e-9; ++k)
        result.push_back({k * step, grouped(k * step, decimals)});
    return result;
}

}  // namespace

std::vector<Tick> niceTicks(double low, double high, int count) {
    return ticks(low, high, count, false);
}

std::vector<Tick> wholeTicks(double low, double high, int count) {
    return ticks(low, high, count, true);
}

std::vector<Tick> logTicks(double low, double high, int count) {
    const auto collect = [&](std::initializer_list<double> factors, int everyDecade) {
        std::vector<Tick> result;
        for (int power = int(std::floor(low)) - 1; power <= int(std::ceil(high)); ++power) {
            if (((power % everyDecade) + everyDecade) % everyDecade != 0) continue;
            for (const double factor : factors) {
                const double at = std::log10(factor) + power;
                if (at < low - 1e-9 || at > high + 1e-9) continue;
                const double value = factor * std::pow(10.0, power);
                const bool plain = power >= -4 && power <= 5;
                result.push_back({at, plain ? grouped(value, std::max(0, -power))
                                            : number(factor, 0) + QLatin1Char('e') + number(power, 0)});
            }
        }
        return result;
    };
    // Less than a decade: the round numbers of a plain axis, at their logarithms.
    if (high - low < 1) {
        std::vector<Tick> result = niceTicks(std::pow(10.0, low), std::pow(10.0, high), count);
        for (Tick& tick : result) tick.value = std::log10(tick.value);
        return result;
    }
    for (const auto& factors : {std::initializer_list<double>{1, 2, 3, 5}, {1, 2, 5}, {1, 3}, {1}}) {
        auto result = collect(factors, 1);
        if (int(result.size()) <= count) return result;
    }
    for (int every = 2;; ++every)
        if (auto result = collect({1}, every); int(result.size()) <= count) return result;
}

}  // namespace gui
