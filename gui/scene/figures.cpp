// Rounds with care.
#include "gui/scene/figures.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Sentence)
};

/// As it is read: half of the last digit away at most.
double rounded(double value, int decimals) {
    const double power = std::pow(10.0, decimals);
    return std::round(value * power) / power;
}

}  // namespace

QString figure(double value) {
    const double size = std::abs(value);
    if (value == 0) return QStringLiteral("0");
    if (!std::isfinite(value)) return number(value);
    if (size >= 0.0995 && size < 99.995) return number(value, 2);
    if (size >= 99.995 && size < 1e5) return number(value, size < 999.95 ? 1 : 0);
    int power = static_cast<int>(std::floor(std::log10(size)));
    double mantissa = rounded(size / std::pow(10.0, power), 1);
    if (mantissa >= 10) {
        mantissa /= 10;
        ++power;
    }
    if (power < 0 && power >= -3) return number(value, 1 - power);
    return number(std::copysign(mantissa, value), 1) +
           (power < 0 ? QStringLiteral("e\u2212%1").arg(-power) : QStringLiteral("e%1").arg(power));
}

QString percent(double share) {
    if (share == 0) return Words::tr("nothing");
    if (share == 1) return Words::tr("all");
    const double value = 100 * share;
    for (int decimals = 0; decimals <= 3; ++decimals) {
        const double shown = rounded(value, decimals);
        if (shown > 0 && shown < 100) return Words::tr("%1 %").arg(number(value, decimals));
    }
    return value < 50 ? Words::tr("less than %1 %").arg(number(0.001, 3))
                      : Words::tr("more than %1 %").arg(number(99.999, 3));
}

Addition addedUp(double first, double second, double total) {
    Addition result;
    int decimals = 2;
    const auto adds = [&](int digits) {
        return std::abs(rounded(first, digits) + rounded(second, digits) - rounded(total, digits)) <
               0.5 * std::pow(10.0, -digits);
    };
    const auto vanishes = [&](double value, int digits) { return value != 0 && rounded(value, digits) == 0; };
    const auto fits = [&](int digits) {
        return adds(digits) && !vanishes(first, digits) && !vanishes(second, digits) && !vanishes(total, digits);
    };
    while (decimals < 5 && !fits(decimals)) ++decimals;
    if (!fits(decimals)) {
        result.isExact = false;
        result.first = figure(first);
        result.second = figure(second);
        result.total = figure(total);
    } else {
        const auto show = [decimals](double value) {
            return value == 0 ? QStringLiteral("0") : number(value, decimals);
        };
        result.first = show(first);
        result.second = show(second);
        result.total = show(total);
    }
    if (second < 0) result.second = QStringLiteral("(%1)").arg(result.second);
    return result;
}

}  // namespace gui
