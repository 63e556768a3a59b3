// The time of a series' steps.
#pragma once

#include <chrono>
#include <string>

#include "lessons/tasks/description.h"

namespace lessons {

class Calendar {
 public:
    /// start: "2000-06-05 00:00", "2000-06-05", "1749-01" or "1749"; every: "30 minutes", "1 hour", "1 day", "2 weeks",
    /// "1 month", "1 year". Throws engine::Error "expected ..., got ..." without a place.
    Calendar(const std::string& start, const std::string& every);

    [[nodiscard]] StepTime at(std::size_t step) const;

 private:
    enum class Unit { Minutes, Days, Months, Years };

    std::chrono::year_month_day m_start;
    std::chrono::minutes m_startOfDay{0};
    Unit m_unit = Unit::Days;
    int m_count = 1;
};

}  // namespace lessons
