// A value that was set from outside (behind --set, in a set: link, in a field of the window) and is refused.
#pragma once

#include <limits>
#include <optional>
#include <string>

#include "engine/core/error.h"

namespace lessons {

/// The numbers a key takes.
struct Range {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool withoutLow = false, withoutHigh = false;

    static Range above(double low) { return {low, std::numeric_limits<double>::infinity(), true, false}; }
    static Range atLeast(double low) { return {low}; }
    static Range between(double low, double high) { return {low, high}; }
    /// [low, high)
    static Range below(double low, double high) { return {low, high, false, true}; }
    bool operator==(const Range&) const = default;
    [[nodiscard]] bool holds(double value) const;
    [[nodiscard]] std::string text() const;  ///< " above 0", " of at least 1", " from 0 to 1", ""
};

/// The number that was wanted instead, where it was one: for words in another language than the message's.
struct WantedNumber {
    bool isWhole = false;
    Range range;
    std::string got;
    bool operator==(const WantedNumber&) const = default;
};

struct SettingFault {
    std::string path;    ///< "training.learning_rate"
    std::string reason;  ///< "expected a number above 0, got -1"
    std::optional<WantedNumber> wanted;
    bool operator==(const SettingFault&) const = default;
};

/// what() is the command line's: "--set training.learning_rate: learning_rate: expected a number above 0, got -1". Who
/// has other words for a path takes them with fault().
class SettingError : public engine::Error {
 public:
    /// message: as behind a place in a file, "learning_rate: expected ...".
    SettingError(std::string path, const std::string& message, std::optional<WantedNumber> wanted = {});
    [[nodiscard]] const SettingFault& fault() const { return m_fault; }

 private:
    SettingFault m_fault;
};

}  // namespace lessons
