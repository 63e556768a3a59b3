// YAML to tunes; every slip with its line and column, that of a note included.
#include "lessons/tasks/kinds/tunefile.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "engine/core/error.h"
#include "lessons/format/fields.h"
#include "lessons/format/yaml.h"
#include "lessons/tasks/textlines.h"

namespace lessons {
namespace {

constexpr int kLowest = 21, kHighest = 108;  // A0 and C8, the ends of a piano
constexpr double kLongest = 64;

std::string plain(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", number);
    return text;
}

bool readNumber(std::string_view text, double& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(number);
}

/// "F#4", "Bb3" and "R"; false for anything else.
bool readPitch(std::string_view text, std::optional<int>& pitch) {
    pitch.reset();
    if (text == "R") return true;
    constexpr std::string_view kLetters = "C D EF G A B";
    const std::size_t key = text.empty() ? std::string_view::npos : kLetters.find(text[0]);
    if (key == std::string_view::npos || text[0] == ' ') return false;
    int shift = 0;
    std::size_t at = 1;
    if (at < text.size() && (text[at] == '#' || text[at] == 'b')) shift = text[at++] == '#' ? 1 : -1;
    if (at + 1 != text.size() || text[at] < '0' || text[at] > '9') return false;
    pitch = 12 * (text[at] - '0' + 1) + int(key) + shift;
    return *pitch >= kLowest && *pitch <= kHighest;
}

class Reader {
 public:
    Reader(const std::string& path, std::string name) : m_name(std::move(name)), m_lines(readTextLines(path, m_name)) {
        std::string text;
        for (const TextLine& line : m_lines) text += line.text + '\n';
        m_document = readYaml(text, m_name, 1);
    }

    std::vector<Tune> tunes() const {
        if (!m_document.value.is_array()) fail({1, 1}, "expected a list of tunes");
        std::vector<Tune> tunes;
        for (std::size_t i = 0; i < m_document.value.size(); ++i) {
            const std::string path = std::to_string(i);
            tunes.push_back(
                tune(Fields(m_document.value[i], path,
                            [this](const auto& where, const auto& message, const auto&) { failAt(where, message); })));
        }
        return tunes;
    }

 private:
    [[noreturn]] void fail(Position place, const std::string& message) const {
        throw engine::Error(m_name + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": " +
                            message);
    }
    [[noreturn]] void failAt(const std::string& path, const std::string& message) const {
        const auto found = m_document.positions.find(path);
        // A tune has a number only within the list: the line says which one it is.
        const std::string list = path.substr(0, path.find('.')) + ": ";
        fail(found == m_document.positions.end() ? Position{1, 1} : found->second,
             message.starts_with(list) ? message.substr(list.size()) : message);
    }

    /// Of a letter of the notes, where they stand on one line; else of their beginning.
    [[nodiscard]] Position placeIn(const std::string& path, std::size_t letter, std::string_view word) const {
        Position place = m_document.values.at(path + ".notes");
        const std::string& line = m_lines.at(std::size_t(place.line - 1)).text;
        const std::size_t at = std::size_t(place.column - 1) + letter;
        if (line.compare(std::min(at, line.size()), word.size(), word) == 0) place.column += int(letter);
        return place;
    }

    [[nodiscard]] Tune tune(const Fields& fields) const {
        Tune tune;
        tune.title = fields.text("title");
        tune.origin = fields.text("origin", "");
        tune.key = fields.text("key", "");
        tune.tempo = fields.number("tempo", Range::between(20, 400), 120.0);
        tune.bar = barOf(fields);
        const std::string notes = fields.text("notes");
        fields.refuseOthers();
        readNotes(fields, notes, tune);
        if (tune.notes.size() < 2) fields.fail("notes", "at least two notes");
        return tune;
    }

    static double barOf(const Fields& fields) {
        const std::string meter = fields.text("meter");
        const std::size_t slash = meter.find('/');
        double above = 0, below = 0;
        const bool isRead = slash != std::string::npos && readNumber(std::string_view(meter).substr(0, slash), above) &&
                            readNumber(std::string_view(meter).substr(slash + 1), below);
        if (!isRead || above < 1 || above > 32 || above != std::floor(above) ||
            (below != 1 && below != 2 && below != 4 && below != 8 && below != 16))
            fields.fail("meter", "a meter like 3/4, got \"" + meter + "\"");
        return above * 4 / below;
    }

    void readNotes(const Fields& fields, const std::string& notes, Tune& tune) const {
        double start = 0, inBar = 0;
        int bar = 1;
        std::size_t barAt = 0;
        const auto endBar = [&](bool isLast) {
            const bool isShort = inBar < tune.bar;
            if (inBar == 0 || inBar > tune.bar || (isShort && bar > 1 && !isLast))
                fail(placeIn(fields.path(), barAt, std::string_view(notes).substr(barAt, 1)),
                     "bar " + std::to_string(bar) + ": expected " + plain(tune.bar) + " quarter notes, got " +
                         plain(inBar));
            if (bar == 1 && isShort) tune.upbeat = inBar;
            ++bar;
            inBar = 0;
        };
        for (std::size_t at = notes.find_first_not_of(' '); at != std::string::npos;) {
            const std::size_t end = std::min(notes.find(' ', at), notes.size());
            const std::string_view word = std::string_view(notes).substr(at, end - at);
            const std::size_t next = notes.find_first_not_of(' ', end);
            if (word == "|") {
                endBar(false);
                barAt = std::min(next, notes.size() - 1);
            } else {
                TuneNote note;
                const std::size_t slash = word.find('/');
                if (slash == std::string_view::npos || !readPitch(word.substr(0, slash), note.pitch) ||
                    !readNumber(word.substr(slash + 1), note.length) || note.length <= 0 || note.length > kLongest)
                    fail(placeIn(fields.path(), at, word),
                         "expected a note like F#4/0.5 or a rest like R/1, got \"" + std::string(word) + "\"");
                note.start = start;
                start += note.length;
                inBar += note.length;
                tune.notes.push_back(note);
            }
            at = next;
        }
        endBar(true);
    }

    std::string m_name;
    std::vector<TextLine> m_lines;
    YamlDocument m_document;
};

}  // namespace

std::string pitchName(std::optional<int> pitch) {
    static constexpr const char* kKeys[] = {"C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"};
    return pitch ? kKeys[std::size_t(*pitch % 12)] + std::to_string(*pitch / 12 - 1) : "R";
}

std::string noteName(std::optional<int> pitch, double length) {
    return pitchName(pitch) + "/" + plain(length);
}

std::vector<Tune> readTunes(const std::string& path, const std::string& name) {
    return Reader(path, name).tunes();
}

}  // namespace lessons
