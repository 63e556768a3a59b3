// The time of a series' steps, told as people tell it.
#include "lessons/tasks/calendar.h"

#include <cstdio>
#include <map>
#include <sstream>

#include "engine/core/error.h"

namespace lessons {
namespace {

constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};
constexpr const char* kWeekdays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

std::string monthName(std::chrono::month month) {
    return kMonths[unsigned(month) - 1];
}

std::string clock(std::chrono::minutes ofDay) {
    char text[16];
    std::snprintf(text, sizeof text, "%02d:%02d", int(ofDay.count() / 60), int(ofDay.count() % 60));
    return text;
}

std::string weekdayName(std::chrono::sys_days day) {
    return kWeekdays[std::chrono::weekday(day).c_encoding()];
}

}  // namespace

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

std::chrono::sys_time<std::chrono::minutes> Calendar::timeOf(std::size_t step) const {
    const std::chrono::minutes length =
        m_unit == Unit::Minutes ? std::chrono::minutes(m_count) : std::chrono::minutes(1440 * m_count);
    return std::chrono::sys_days(m_start) + m_startOfDay + length * std::int64_t(step);
}

std::chrono::year_month Calendar::monthOf(std::size_t step) const {
    return m_start.year() / m_start.month() + std::chrono::months(std::int64_t(step) * m_count);
}

std::string Calendar::longLabel(std::size_t step) const {
    if (m_unit == Unit::Years) return std::to_string(int(m_start.year()) + int(step) * m_count);
    if (m_unit == Unit::Months) {
        const std::chrono::year_month month = monthOf(step);
        return monthName(month.month()) + " " + std::to_string(int(month.year()));
    }
    const auto time = timeOf(step);
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::string text =
        std::to_string(unsigned(date.day())) + " " + monthName(date.month()) + " " + std::to_string(int(date.year()));
    return m_unit == Unit::Days ? text : weekdayName(day) + " " + text + " " + clock(time - day);
}

std::string Calendar::shortLabel(std::size_t step) const {
    if (m_unit == Unit::Years) return longLabel(step);
    if (m_unit == Unit::Months) {
        const std::chrono::year_month month = monthOf(step);
        return monthName(month.month()).substr(0, 3) + " " + std::to_string(int(month.year()));
    }
    const auto time = timeOf(step);
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    if (m_unit == Unit::Days) return std::to_string(unsigned(date.day())) + " " + monthName(date.month()).substr(0, 3);
    return weekdayName(day).substr(0, 3) + " " + clock(time - day);
}

}  // namespace lessons
