// A number of a trace by the words of a goal: "f[1] at t=2", "gradient(c[1]) at t=1", "weight(bias:2)", "output[1]".
#pragma once

#include <optional>

#include "engine/training/trace.h"
#include "lessons/conditions/condition.h"

namespace lessons {

/// Nothing: the trace has no such number, or it is a named one.
[[nodiscard]] std::optional<double> traceNumber(const LiveNumber& wanted, const engine::Trace& trace);

/// Of a tree of such numbers; nothing where one of them is missing.
[[nodiscard]] std::optional<double> traceNumber(const Expression& node, const engine::Trace& trace);

}  // namespace lessons
