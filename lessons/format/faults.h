// What is wrong with a file, one line each: all of it, not only the first.
#pragma once

#include <exception>
#include <string>
#include <vector>

#include "lessons/format/lesson.h"

namespace lessons {

struct Fault {
    Position position;  ///< line 0: of the whole file
    std::string message;
    bool operator==(const Fault&) const = default;
};

class FaultList {
 public:
    /// file: its name, as messages give it.
    explicit FaultList(std::string file) : m_file(std::move(file)) {}

    void add(Position position, const std::string& message);
    /// "06-small.md:7:3: ..." goes to its own place, any other message to `position`.
    void add(Position position, const std::exception& error);
    /// Runs the work and takes down what it throws; false where it threw.
    template <typename Work>
    bool guard(Position position, Work&& work) {
        try {
            work();
            return true;
        } catch (const std::exception& error) {
            add(position, error);
            return false;
        }
    }

    [[nodiscard]] bool hasAt(Position position) const;
    [[nodiscard]] bool empty() const { return m_faults.empty(); }
    /// In the order of the file.
    [[nodiscard]] const std::vector<Fault>& faults() const { return m_faults; }
    [[nodiscard]] const std::string& file() const { return m_file; }
    /// "06-small.md:7:3: MESSAGE".
    [[nodiscard]] std::string text(const Fault& fault) const;

    /// The place at the head of a message of this file; line 0: it has none.
    [[nodiscard]] Position placeOf(const std::string& message) const;

 private:
    std::string m_file;
    std::vector<Fault> m_faults;
};

/// Reads a map again and again, each time without the key that was refused, so that one wrong key does not hide the
/// next. read(map) throws as Fields does; positions: of the map's keys by their dotted path, `path`: of the map itself.
/// fallback: the place of what names none.
template <typename Read>
void collectFaults(FaultList& faults, Json map, const std::map<std::string, Position>& positions,
                   const std::string& path, const Read& read, Position fallback = {1, 1});

/// The dotted path of the key that stands at a place, or the key nearest above it; empty: none.
[[nodiscard]] std::string pathAt(const std::map<std::string, Position>& positions, Position place);
/// Takes a key out of a map by its path below `path`; false where there is none.
bool eraseKey(Json& map, const std::string& path, const std::string& key);

template <typename Read>
void collectFaults(FaultList& faults, Json map, const std::map<std::string, Position>& positions,
                   const std::string& path, const Read& read, Position fallback) {
    constexpr int kMost = 100;
    std::vector<std::string> erasedKeys;
    for (int found = 0; found < kMost; ++found) {
        try {
            read(map);
            return;
        } catch (const std::exception& error) {
            const Position place = faults.placeOf(error.what());
            const std::string key = place.line > 0 ? pathAt(positions, place) : std::string();
            // What is above a key that was taken out, or has no place, may miss just that key.
            for (const std::string& gone : erasedKeys)
                if (place.line == 0 || key.empty() || gone == key || gone.starts_with(key + ".")) return;
            faults.add(place.line > 0 ? place : fallback, error);
            if (!eraseKey(map, path, key)) return;
            erasedKeys.push_back(key);
        }
    }
}

}  // namespace lessons
