// Reads the numbers of options.
#include "cli/numbers.h"

#include <charconv>
#include <cmath>

namespace cli {

namespace {

template <typename Number>
bool parse(const std::string& text, Number& value) {
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stop == end;
}

[[noreturn]] void refuse(const std::string& name, const std::string& expected, const std::string& text) {
    throw CLI::ValidationError(name, "expected " + expected + ", got " + (text.empty() ? "nothing" : text));
}

}  // namespace

CLI::Option* addWholeOption(CLI::App& command, const std::string& name, const std::string& description,
                            std::uint64_t low, std::uint64_t high, std::function<void(std::uint64_t)> set) {
    const auto read = [name, low, high, set = std::move(set)](const std::string& text) {
        std::uint64_t value = 0;
        if (!parse(text, value) || value < low || value > high)
            refuse(name, "a whole number from " + std::to_string(low) + " to " + std::to_string(high), text);
        set(value);
    };
    return command.add_option_function<std::string>(name, read, description)->type_name("N");
}

CLI::Option* addNumber(CLI::App& command, const std::string& name, double& target, const std::string& description,
                       const std::string& expected, std::function<bool(double)> accepts) {
    const auto read = [name, expected, &target, accepts = std::move(accepts)](const std::string& text) {
        double value = 0.0;
        if (!parse(text, value) || !std::isfinite(value) || !accepts(value)) refuse(name, expected, text);
        target = value;
    };
    return command.add_option_function<std::string>(name, read, description)->type_name("X");
}

}  // namespace cli
