// What inputs, samples and answers are, in ids, numbers and the data's own words. How they are told is the screen's.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/core/tensor.h"

namespace lessons {

/// When a step of a series is, as finely as its steps lie apart.
struct StepTime {
    enum class Precision { Minute, Day, Month, Year };
    Precision precision = Precision::Day;
    std::chrono::sys_time<std::chrono::minutes> time;
    bool operator==(const StepTime&) const = default;
};

/// What the elements of a sequence are, for the strip above the cell.
struct InputDescription {
    enum class Kind { Curve, Tokens, Notes, Frames, Phonemes, Vectors };
    Kind kind = Kind::Curve;
    std::string stepName;   ///< "step", "word", "note", "frame", or as the lesson calls it: "half-hour"
    std::string valueName;  ///< "input", "value", "word", "note", or as the lesson calls it: "demand"
    std::string unit;       ///< of the data; empty where values are scaled
    bool isScaled = false;
    std::vector<std::string> features;    ///< "number", "mark", the data's own names; empty: they have none
    std::vector<std::string> tokens;      ///< by token number, for Tokens, Notes, Phonemes
    engine::Index width = 0, height = 0;  ///< of Frames whose numbers are pixels, row by row, 0 dark; else 0
    int padding = -1;                     ///< the token that stands for no word; -1: there is none
    int unknown = -1;  ///< the token that a word beyond the vocabulary is read as; -1: it is not read at all
};

/// One of many that are alike, counted as the data counts them.
struct NumberedSample {
    enum class Kind { Sequence, Random, Undamaged, HeldOut };
    Kind kind = Kind::Sequence;
    std::size_t number = 1;
    bool operator==(const NumberedSample&) const = default;
};
/// A stretch of a longer sequence; steps count from 1, both included.
struct SpanSample {
    std::string stepName;
    std::size_t first = 1, last = 1;
    std::optional<std::pair<StepTime, StepTime>> times;
    std::string whole{};  ///< what it is a stretch of: "Ode to Joy"; empty: there is only one
    bool operator==(const SpanSample&) const = default;
};
/// A text of the data.
struct TextSample {
    std::string text;
    bool operator==(const TextSample&) const = default;
};
using SampleName = std::variant<NumberedSample, SpanSample, TextSample>;

/// A number in the data's unit.
struct Amount {
    double value = 0;
    std::string unit;
    bool operator==(const Amount&) const = default;
};
/// One class of several.
struct Choice {
    engine::Index number = 0;
    std::string name;                   ///< the data's own; empty: it has none but its number
    std::optional<double> probability;  ///< what the net gives it
    bool operator==(const Choice&) const = default;
};
/// What a net says, or what it should have said.
using Saying = std::variant<Amount, Choice>;

/// The data's own unit, where the net answers in another: factor * output + offset.
struct ResultUnit {
    double factor = 1, offset = 0;
    std::string valueName, unit;  ///< "demand", "MW"
};

/// How one sample is told to a person.
struct SampleDescription {
    SampleName name;
    std::vector<std::variant<std::string, StepTime>> steps;  ///< what stands at each step; empty: numbers
    std::vector<Saying> target;                              ///< one a step that is answered; empty: none, or itself
};

}  // namespace lessons
