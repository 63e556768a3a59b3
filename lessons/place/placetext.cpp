// The grammar of a place: key=value, separated by commas. One table says for each key how it is read and written.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <functional>
#include <limits>
#include <regex>
#include <utility>

#include "engine/core/error.h"
#include "lessons/place/choices.h"
#include "lessons/place/place.h"

namespace lessons {
namespace {

using Texts = std::vector<std::string>;

[[noreturn]] void fail(const std::string& key, const std::string& expected, const std::string& got) {
    throw engine::Error(key + ": expected " + expected + ", got \"" + got + "\"");
}

template <typename Number>
std::optional<Number> numberOf(const std::string& text) {
    Number number{};
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (text.empty() || parsed.ec != std::errc() || parsed.ptr != end) return {};
    return number;
}

int integer(const std::string& key, const std::string& value, int least) {
    const auto number = numberOf<int>(value);
    if (!number || *number < least) fail(key, "a whole number from " + std::to_string(least), value);
    return *number;
}

double real(const std::string& key, const std::string& value, const std::string& whole) {
    const auto number = numberOf<double>(value.starts_with('+') ? value.substr(1) : value);
    if (!number) fail(key, "a number after \"=\"", whole);
    return *number;
}

std::string realText(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", value);
    return text;
}

PlaceClamp parseClamp(const std::string& text) {
    static const std::regex form("(.+?)(?::(\\d+))?(?:@(\\d+)(-)?(\\d*))?=([^=]+)");
    std::smatch match;
    if (!std::regex_match(text, match, form)) fail("clamp", "f:3@10-20=0 (operation:unit@steps=value)", text);
    PlaceClamp clamp;
    clamp.operation = match.str(1);
    if (match.length(2) > 0) clamp.unit = integer("clamp", match.str(2), 0);
    if (match.length(3) > 0) {
        clamp.firstStep = integer("clamp", match.str(3), 1);
        // "@10" is one step, "@10-" runs to the end.
        const bool range = match.length(4) > 0;
        clamp.lastStep = !range ? clamp.firstStep : match.length(5) == 0 ? 0 : integer("clamp", match.str(5), 1);
    }
    clamp.value = real("clamp", match.str(6), text);
    return clamp;
}

std::string clampText(const PlaceClamp& clamp) {
    std::string text = clamp.operation;
    if (clamp.unit > 0) text += ":" + std::to_string(clamp.unit);
    if (clamp.firstStep != 1 || clamp.lastStep != 0) {
        text += "@" + std::to_string(clamp.firstStep) + "-";
        if (clamp.lastStep > 0) text += std::to_string(clamp.lastStep);
    }
    return text + "=" + realText(clamp.value);
}

constexpr const char* kEditForm = "kernel:2,7=0.5, input:18,1=0.3 or state.h:3=0.1";

PlaceEdit parseEdit(const std::string& text) {
    const auto equals = text.rfind('=');
    if (equals == std::string::npos || equals < 1) fail("edit", kEditForm, text);
    const PlaceWeight place = parseNumberPlace("edit", text.substr(0, equals), text);
    return {place.parameter, place.row, place.column, real("edit", text.substr(equals + 1), text)};
}

PlacePin parsePin(const std::string& text) {
    static const std::regex form("(?:(.+):)?(\\d+)(?:@(\\d+))?");
    std::smatch match;
    if (!std::regex_match(text, match, form)) fail("pin", "f:3, f:3@10 or 3 (operation:unit@step)", text);
    PlacePin pin{match.str(1), integer("pin", match.str(2), 1), 0};
    if (match.length(3) > 0) pin.t = integer("pin", match.str(3), 1);
    return pin;
}

std::string dialectKey(engine::Dialect dialect) {
    std::string name = engine::dialectName(dialect);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return name;
}

template <typename Value>
using Words = std::vector<std::pair<std::string, Value>>;

template <typename Value>
Value oneOf(const std::string& key, const std::string& value, const Words<Value>& words) {
    std::string names;
    for (const auto& [word, meaning] : words) {
        if (word == value) return meaning;
        names += (names.empty() ? "" : " or ") + word;
    }
    fail(key, names, value);
}

template <typename Value>
Texts wordOf(const Value& value, const Value& plain, const Words<Value>& words) {
    if (value != plain)
        for (const auto& [word, meaning] : words)
            if (meaning == value) return {word};
    return {};
}

const Words<Place::Pass> kPasses{{"forward", Place::Pass::Forward}, {"backward", Place::Pass::Backward}};
const Words<Place::Zoom> kZooms{{"net", Place::Zoom::Net},
                                {"sequence", Place::Zoom::Sequence},
                                {"cell", Place::Zoom::Cell},
                                {"number", Place::Zoom::Number}};
const Words<Place::Choice> kChoices{{"active", Place::Choice::Active}, {"changed", Place::Choice::Changed}};
const Words<int> kDirections{{"forward", 0}, {"backward", 1}, {"0", 0}, {"1", 1}};

Words<std::optional<engine::Dialect>> dialectWords() {
    Words<std::optional<engine::Dialect>> words{{"gatewise", std::nullopt}};
    for (const engine::Dialect dialect : engine::dialects()) words.emplace_back(dialectKey(dialect), dialect);
    return words;
}

/// How one key is read into a place and written out of it; a key that may be repeated has several texts, and the first
/// that a text names puts away what was there.
struct Key {
    std::string name;
    std::function<void(Place&, const std::string& key, const std::string& value)> read;
    std::function<Texts(const Place&)> write;
    std::function<void(Place&)> clear;
};

Key textKey(const char* name, std::string Place::*member) {
    return {name,
            [member](Place& place, const std::string&, const std::string& value) { place.*member = value; },
            [member](const Place& place) { return (place.*member).empty() ? Texts{} : Texts{place.*member}; },
            {}};
}

Key countKey(const char* name, int Place::*member, int least) {
    return {name,
            [member, least](Place& place, const std::string& key, const std::string& value) {
                place.*member = integer(key, value, least);
            },
            [member](const Place& place) {
                return place.*member == Place().*member ? Texts{} : Texts{std::to_string(place.*member)};
            },
            {}};
}

template <typename Value>
Key wordKey(const char* name, Value Place::*member, Words<Value> words) {
    return {name,
            [member, words](Place& place, const std::string& key, const std::string& value) {
                place.*member = oneOf(key, value, words);
            },
            [member, words](const Place& place) { return wordOf(place.*member, Place().*member, words); },
            {}};
}

template <typename Value>
Key listKey(const char* name, std::vector<Value> Place::*member, Value (*read)(const std::string&),
            std::string (*write)(const Value&)) {
    return {name,
            // What the open place has is let go as soon as the key is named; "none" says no more.
            [member, read](Place& place, const std::string&, const std::string& value) {
                if (value != "none") (place.*member).push_back(read(value));
            },
            [member, write](const Place& place) {
                Texts texts;
                for (const Value& each : place.*member) texts.push_back(write(each));
                return texts;
            },
            [member](Place& place) { (place.*member).clear(); }};
}

Key epochKey() {
    return {"epoch",
            [](Place& place, const std::string& key, const std::string& value) {
                place.epoch = value == "live" ? -1 : integer(key, value, 0);
            },
            [](const Place& place) { return place.epoch < 0 ? Texts{} : Texts{std::to_string(place.epoch)}; },
            {}};
}

Key seedKey() {
    return {"seed",
            [](Place& place, const std::string& key, const std::string& value) {
                place.seed = numberOf<std::uint64_t>(value);
                if (!place.seed)
                    fail(key, "a whole number from 0 to " + std::to_string(std::numeric_limits<std::uint64_t>::max()),
                         value);
            },
            [](const Place& place) { return place.seed ? Texts{std::to_string(*place.seed)} : Texts{}; },
            {}};
}

Key weightKey() {
    return {"weight",
            [](Place& place, const std::string& key, const std::string& value) {
                place.weight = parseNumberPlace(key, value);
            },
            [](const Place& place) {
                return place.weight
                           ? Texts{numberPlaceText(place.weight->parameter, place.weight->row, place.weight->column)}
                           : Texts{};
            },
            {}};
}

std::string editText(const PlaceEdit& edit) {
    return numberPlaceText(edit.target, edit.row, edit.column) + "=" + realText(edit.value);
}

const std::vector<Key>& keys() {
    static const std::vector<Key> all{
        textKey("lesson", &Place::lesson),
        textKey("layer", &Place::layer),
        wordKey("direction", &Place::direction, kDirections),
        epochKey(),
        seedKey(),
        countKey("sample", &Place::sample, 0),
        countKey("t", &Place::t, 1),
        textKey("op", &Place::operation),
        countKey("unit", &Place::unit, 1),
        wordKey("pass", &Place::pass, kPasses),
        wordKey("zoom", &Place::zoom, kZooms),
        wordKey("units", &Place::choice, kChoices),
        wordKey("letters", &Place::letters, dialectWords()),
        weightKey(),
        listKey("pin", &Place::pins, &parsePin, &pinText),
        listKey("clamp", &Place::clamps, &parseClamp, &clampText),
        listKey("edit", &Place::edits, &parseEdit, &editText),
    };
    return all;
}

bool isKeyStart(const std::string& text, std::size_t from) {
    std::size_t end = from;
    while (end < text.size() && (std::isalpha(static_cast<unsigned char>(text[end])) || text[end] == '_')) ++end;
    return end > from && end < text.size() && text[end] == '=';
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

/// A comma inside an edit, kernel:2,7=0.5, is followed by a digit; a comma between keys by a letter.
Texts split(const std::string& text) {
    Texts parts;
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != ',') continue;
        const std::size_t next = std::min(text.find_first_not_of(" \t\r\n", at + 1), text.size());
        if (!isKeyStart(text, next)) continue;
        parts.push_back(text.substr(start, at - start));
        start = next;
        at = next - 1;
    }
    if (start < text.size()) parts.push_back(text.substr(start));
    return parts;
}

/// The base at the layer that the text names: what is held there stays with its own layer.
Place inLayerOf(const Texts& parts, const Place& base) {
    LayerSide to{base.layer, base.direction};
    for (const std::string& part : parts) {
        const auto equals = part.find('=');
        if (equals == std::string::npos) continue;
        const std::string name = trimmed(part.substr(0, equals)), value = trimmed(part.substr(equals + 1));
        if (name == "layer") to.layer = value;
        if (name == "direction") to.direction = oneOf(name, value, kDirections);
    }
    const LayerSide from{base.layer, base.direction};
    return base.layer.empty() || to == from ? base : movedTo(to, base, from);
}

}  // namespace

std::vector<std::string> placeKeys() {
    std::vector<std::string> names;
    for (const Key& key : keys()) names.push_back(key.name);
    return names;
}

PlaceWeight parseNumberPlace(const std::string& key, const std::string& text, const std::string& whole) {
    static const std::regex form("([A-Za-z_][A-Za-z0-9_./]*):(\\d+)(?:,(\\d+))?");
    std::smatch match;
    if (!std::regex_match(text, match, form))
        fail(key, key == "edit" ? kEditForm : "kernel:2,7 or bias:7", whole.empty() ? text : whole);
    PlaceWeight place{match.str(1), 1, 1};
    const int first = integer(key, match.str(2), 1);
    if (match.length(3) == 0) {
        place.column = first;  // a vector: one number names its place
    } else {
        place.row = first;
        place.column = integer(key, match.str(3), 1);
    }
    return place;
}

std::string numberPlaceText(const std::string& target, int row, int column) {
    const bool vector =
        row == 1 && (handTarget(target).name.starts_with("state.") || target.find("bias") != std::string::npos);
    return target + ":" + (vector ? "" : std::to_string(row) + ",") + std::to_string(column);
}

std::string pinText(const PlacePin& pin) {
    std::string text = (pin.operation.empty() ? "" : pin.operation + ":") + std::to_string(pin.unit);
    if (pin.t > 0) text += "@" + std::to_string(pin.t);
    return text;
}

std::string Place::text() const {
    std::string text;
    for (const Key& key : keys())
        for (const std::string& value : key.write(*this)) text += (text.empty() ? "" : ",") + key.name + "=" + value;
    return text;
}

Place Place::parse(const std::string& text, const Place& base) {
    const Texts parts = split(trimmed(text));
    Place place = inLayerOf(parts, base);
    std::vector<const Key*> named;
    for (const std::string& part : parts) {
        const auto equals = part.find('=');
        const std::string name = trimmed(part.substr(0, equals));
        const std::string value = equals == std::string::npos ? std::string() : trimmed(part.substr(equals + 1));
        if (name.empty() || value.empty()) fail("place", "key=value, such as t=18", part);
        const auto key = std::find_if(keys().begin(), keys().end(), [&](const Key& each) { return each.name == name; });
        if (key == keys().end()) fail(name, "one of the keys " + listWords(placeKeys()), part);
        if (key->clear && std::find(named.begin(), named.end(), &*key) == named.end()) key->clear(place);
        named.push_back(&*key);
        key->read(place, name, value);
    }
    return place;
}

}  // namespace lessons
