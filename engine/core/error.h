// The one exception of the engine: a single line that says who, what was expected, what came, and where.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>

namespace engine {

/// Thrown for a bad configuration, shape, file or argument, e.g.
///   lstm_1: expected 8 input features, got 5
///   series.csv:14:3: "abc" is not a number
class Error : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// A computation was asked to stop (PassOptions::stop): no fault, and nobody waits for its result.
class Cancelled : public std::exception {
 public:
    [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

}  // namespace engine
