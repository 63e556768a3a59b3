// Ranges, and what is said of a value outside of them.
#include "lessons/format/setting.h"

#include <cmath>
#include <sstream>
#include <utility>

namespace lessons {
namespace {

std::string numberText(double value) {
    std::ostringstream stream;
    stream.precision(12);
    stream << value;
    return stream.str();
}

/// The path names the key already: "epochs: expected ..." of training.epochs is "expected ...".
std::string withoutKey(const std::string& path, const std::string& message) {
    const std::string key = path.substr(path.rfind('.') + 1) + ": ";
    return message.starts_with(key) ? message.substr(key.size()) : message;
}

}  // namespace

bool Range::holds(double value) const {
    return (withoutLow ? value > low : value >= low) && (withoutHigh ? value < high : value <= high);
}

std::string Range::text() const {
    const bool bottom = std::isfinite(low), top = std::isfinite(high);
    if (bottom && top) return " from " + numberText(low) + (withoutHigh ? " to below " : " to ") + numberText(high);
    if (bottom) return (withoutLow ? " above " : " of at least ") + numberText(low);
    if (top) return (withoutHigh ? " below " : " of at most ") + numberText(high);
    return {};
}

SettingError::SettingError(std::string path, const std::string& message, std::optional<WantedNumber> wanted)
    : engine::Error("--set " + path + ": " + message) {
    std::string reason = withoutKey(path, message);
    m_fault = {std::move(path), std::move(reason), std::move(wanted)};
}

}  // namespace lessons
