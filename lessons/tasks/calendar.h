// The time of a series' steps, told as people tell it: "Tuesday 6 June 2000 00:30", "January 1749".
#pragma once

#include <chrono>
#include <string>

namespace lessons {

class Calendar {
 public:
    /// start: "2000-06-05 00:00", "2000-06-05", "1749-01" or "1749"; every: "30 minutes", "1 hour", "1 day", "2 weeks",
    /// "1 month", "1 year". Throws engine::Error "expected ..., got ..." without a place.
    Calendar(const std::string& start, const std::string& every);

    /// "Tuesday 6 June 2000 00:30", "6 June 2000", "January 1749", "1749", by the length of a step.
    [[nodiscard]] std::string longLabel(std::size_t step) const;
    /// "Tue 00:30", "6 Jun", "Jan 1749", "1749".
    [[nodiscard]] std::string shortLabel(std::size_t step) const;

 private:
    enum class Unit { Minutes, Days, Months, Years };
    [[nodiscard]] std::chrono::sys_time<std::chrono::minutes> timeOf(std::size_t step) const;
    [[nodiscard]] std::chrono::year_month monthOf(std::size_t step) const;

    std::chrono::year_month_day m_start;
    std::chrono::minutes m_startOfDay{0};
    Unit m_unit = Unit::Days;
    int m_count = 1;
};

}  // namespace lessons
