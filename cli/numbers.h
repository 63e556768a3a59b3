// Options that take a number, strictly: decimal digits, within bounds; anything else is one line that says what it
// takes.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>

#include <CLI/CLI.hpp>

namespace cli {

/// Bounds that no honest use reaches.
constexpr std::uint64_t kMostEpochs = 1000000, kMostSamples = 1000000000, kMostThreads = 64;
/// Any seed there is.
constexpr std::uint64_t kLargestSeed = std::numeric_limits<std::uint64_t>::max();

/// "--seed: expected a whole number from 0 to 18446744073709551615, got -1". CLI11's own conversion takes "-1" as
/// 2^64-1, "0x10" as 16 and "010" as 8.
CLI::Option* addWholeOption(CLI::App& command, const std::string& name, const std::string& description,
                            std::uint64_t low, std::uint64_t high, std::function<void(std::uint64_t)> set);

template <typename Number>
CLI::Option* addWhole(CLI::App& command, const std::string& name, Number& target, const std::string& description,
                      std::uint64_t low, std::uint64_t high) {
    return addWholeOption(command, name, description, low, high,
                          [&target](std::uint64_t value) { target = static_cast<Number>(value); });
}

/// --seed N, with its default in the help.
inline CLI::Option* addSeed(CLI::App& command, std::uint64_t& seed, const std::string& description) {
    return addWhole(command, "--seed", seed, description, 0, kLargestSeed)->default_str(std::to_string(seed));
}

/// `expected`, for the message: "a number above 0". Not a number and infinity are never accepted.
CLI::Option* addNumber(CLI::App& command, const std::string& name, double& target, const std::string& description,
                       const std::string& expected, std::function<bool(double)> accepts);

}  // namespace cli
