// Sorts and words faults, and finds the key that one belongs to.
#include "lessons/format/faults.h"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace lessons {
namespace {

/// "7:3: " behind `file:`; the message's first character after it goes to `end`.
Position placeAfter(const std::string& message, std::size_t at, std::size_t& end) {
    Position place;
    const char* const last = message.data() + message.size();
    const auto line = std::from_chars(message.data() + at, last, place.line);
    if (line.ec != std::errc() || line.ptr == last || *line.ptr != ':') return {};
    const auto column = std::from_chars(line.ptr + 1, last, place.column);
    if (column.ec != std::errc() || last - column.ptr < 2 || column.ptr[0] != ':' || column.ptr[1] != ' ') return {};
    end = static_cast<std::size_t>(column.ptr - message.data()) + 2;
    return place;
}

}  // namespace

Position FaultList::placeOf(const std::string& message) const {
    std::size_t end = 0;
    return message.starts_with(m_file + ":") ? placeAfter(message, m_file.size() + 1, end) : Position();
}

void FaultList::add(Position position, const std::string& message) {
    const Fault fault{position, message};
    if (std::find(m_faults.begin(), m_faults.end(), fault) != m_faults.end()) return;
    const auto later = [](const Fault& a, const Fault& b) {
        return std::tie(a.position.line, a.position.column) < std::tie(b.position.line, b.position.column);
    };
    m_faults.insert(std::upper_bound(m_faults.begin(), m_faults.end(), fault, later), fault);
}

void FaultList::add(Position position, const std::exception& error) {
    const std::string message = error.what();
    std::size_t end = 0;
    const Position own = message.starts_with(m_file + ":") ? placeAfter(message, m_file.size() + 1, end) : Position();
    if (own.line > 0)
        add(own, message.substr(end));
    else
        add(position, message);
}

bool FaultList::hasAt(Position position) const {
    return std::any_of(m_faults.begin(), m_faults.end(),
                       [&](const Fault& fault) { return fault.position == position; });
}

std::string FaultList::text(const Fault& fault) const {
    const std::string place = fault.position.line == 0 ? ": "
                                                       : ":" + std::to_string(fault.position.line) + ":" +
                                                             std::to_string(fault.position.column) + ": ";
    return m_file + place + fault.message;
}

std::string pathAt(const std::map<std::string, Position>& positions, Position place) {
    std::string best;
    for (const auto& [path, position] : positions)
        if (position == place && path.size() > best.size()) best = path;
    return best;
}

bool eraseKey(Json& map, const std::string& path, const std::string& key) {
    if (!path.empty() && !key.starts_with(path + ".")) return false;
    std::string rest = path.empty() ? key : key.substr(path.size() + 1);
    if (rest.empty()) return false;
    Json* place = &map;
    while (true) {
        const std::size_t dot = rest.find('.');
        const std::string part = rest.substr(0, dot);
        if (place->is_object()) {
            const auto found = place->find(part);
            if (found == place->end()) return false;
            if (dot == std::string::npos) {
                place->erase(part);
                return true;
            }
            place = &*found;
        } else if (place->is_array() && dot != std::string::npos) {
            std::size_t index = 0;
            if (std::from_chars(part.data(), part.data() + part.size(), index).ec != std::errc() ||
                index >= place->size())
                return false;
            place = &(*place)[index];
        } else {
            return false;  // an entry of a list has neighbours that are counted from its start
        }
        rest = rest.substr(dot + 1);
    }
}

}  // namespace lessons
