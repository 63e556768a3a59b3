// When a number is close enough.
#include "lessons/format/page.h"

#include <cmath>

namespace lessons {

bool PageQuestion::Number::isRight(double answer, double wanted) const {
    // What was typed is decimal: 0.1 + 0.2 is right where 0.3 is, with no tolerance.
    return std::abs(answer - wanted) <= tolerance + 1e-9 * std::max(1.0, std::abs(wanted));
}

}  // namespace lessons
