// The series a lesson's data section names: from a CSV file or from a formula.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/data/scaler.h"
#include "lessons/format/datafile.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/calendar.h"

namespace lessons {

struct Series {
    std::string name;  ///< its key among the choices
    std::string title;
    std::string unit;       ///< "MW"; may be empty
    std::string stepName;   ///< "half-hour"
    std::string valueName;  ///< "demand"
    std::string scaler;     ///< the one that suits it
    std::optional<Calendar> calendar;
    std::vector<double> values;

    /// A stretch of it; steps by index from 0, both included.
    [[nodiscard]] SpanSample span(std::size_t first, std::size_t last) const;
};

/// The chosen series: `series` names one of `choices`. A choice has title, step, value, unit, start, every and scaler,
/// and either file, column and missing (refuse, interpolate), or sine {from, to, points, frequency, noise}:
/// sin(frequency t) + noise * normal, t in points steps from `from` to `to`, both included (numpy.linspace).
/// A file is looked for as findDataFile does. `more` reads what a task knows beside these keys. Throws engine::Error
/// with the place.
[[nodiscard]] Series readSeries(const Spec& spec, const Fields& data, std::uint64_t seed,
                                const std::function<void(const Fields& choice)>& more = {});

}  // namespace lessons
