// The bounds a lesson states for its own result: what every seed reaches and a broken engine would miss.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "lessons/format/lesson.h"

namespace lessons {

/// One bound of the section `expected`, which is nested as the result is: `LSTM: {held_out_accuracy: [">= 0.95", ">
/// baseline"]}`.
struct Expectation {
    std::string path;                         ///< of a number in the result, its parts joined by dots
    std::string comparison;                   ///< ">=", "<=", ">" or "<"
    std::variant<double, std::string> bound;  ///< a number, or the path of another number of the result
    [[nodiscard]] std::string text() const;   ///< "LSTM.held_out_accuracy >= 0.95"
};

/// The section `expected` of a version; empty where it has none. Throws engine::Error with the place for what is no
/// bound.
[[nodiscard]] std::vector<Expectation> readExpected(const Spec& spec);

/// Empty where the result holds it; else one line that tells the bound and what came.
[[nodiscard]] std::string missed(const Expectation& expectation, const Json& result);

}  // namespace lessons
