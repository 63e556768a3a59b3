// Numbers as a sentence says them: few digits, never a zero that is none, and sums that add up as they stand.
#pragma once

#include <QString>

namespace gui {

/// "0.38", "−0.05", "12.3"; below 0.1 two digits ("0.012", "3.1e−5"); exactly 0: "0".
[[nodiscard]] QString figure(double value);
/// A share from 0 to 1: "75 %", "99.6 %" where whole percent would say all; exactly 0: "nothing", exactly 1: "all".
[[nodiscard]] QString percent(double share);

/// first + second and their total with as few decimals as let the sum add up.
struct Addition {
    QString first, second, total;  ///< a negative second one in brackets
    bool isExact = true;           ///< what stands there adds up; else it is rounded
};
[[nodiscard]] Addition addedUp(double first, double second, double total);

}  // namespace gui
