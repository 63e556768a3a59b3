// The time of a series' steps, told as people tell it.
#include "lessons/tasks/calendar.h"

#include <cstdio>
#include <map>
#include <sstream>

#include "engine/core/error.h"

namespace lessons {

Calendar::Calendar(const std::string& start, const std::string& every) {
    int year = 0, month = 1, day = 1, hour = 0, minute = 0, used = 0;
    const int found = std::sscanf(start.c_str(), "%d-%d-%d %d:%d%n", &year, &month, &day, &hour, &minute, &used);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                           std::chrono::day(unsigned(day))};
    const bool allRead = found == 5
                             ? std::size_t(used) == start.size()
                             : found >= 1 && found <= 3 && start.find_first_not_of("0123456789-") == std::string::npos;
    if (!allRead || !date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59)
        throw engine::Error("expected a time like 2000-06-05 00:00, 2000-06-05, 2000-06 or 2000, got \"" + start +
                            "\"");
    m_start = date;
    m_startOfDay = std::chrono::minutes(60 * hour + minute);

    struct Step {
        Unit unit;
        int count;
    };
    static const std::map<std::string, Step> units{{"minute", {Unit::Minutes, 1}}, {"hour", {Unit::Minutes, 60}},
                                                   {"day", {Unit::Days, 1}},       {"week", {Unit::Days, 7}},
                                                   {"month", {Unit::Months, 1}},   {"year", {Unit::Years, 1}}};
    std::istringstream stream(every);
    std::string name, rest;
    int count = 0;
    stream >> count >> name;
    if (name.size() > 1 && name.back() == 's') name.pop_back();
    const auto unit = units.find(name);
    if (unit == units.end() || count < 1 || count > 100000 || stream >> rest)
        throw engine::Error("expected a number of minutes, hours, days, weeks, months or years, got \"" + every + "\"");
    m_unit = unit->second.unit;
    m_count = count * unit->second.count;
}

StepTime Calendar::at(std::size_t step) const {
    using Precision = StepTime::Precision;
    const auto count = std::int64_t(step) * m_count;
    if (m_unit == Unit::Months || m_unit == Unit::Years) {
        const auto months = std::chrono::months(m_unit == Unit::Years ? 12 * count : count);
        const std::chrono::year_month month = m_start.year() / m_start.month() + months;
        return {m_unit == Unit::Years ? Precision::Year : Precision::Month, std::chrono::sys_days(month / 1)};
    }
    const std::chrono::minutes past = m_unit == Unit::Minutes ? std::chrono::minutes(count) : std::chrono::days(count);
    return {m_unit == Unit::Minutes ? Precision::Minute : Precision::Day,
            std::chrono::sys_days(m_start) + m_startOfDay + past};
}

}  // namespace lessons
