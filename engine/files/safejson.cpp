// Parses JSON in time and memory that are linear in the text, with a bound on its depth, because what is deep would
// exhaust the stack of whoever walks it. The library's own parser looks through a list's elements after each of them
// where it has a callback, and through an object's keys before each new one.
#include "engine/files/safejson.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/core/error.h"

namespace engine {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t kDeepest = 100;

class Builder : public nlohmann::json_sax<Json> {
 public:
    explicit Builder(std::string who) : m_who(std::move(who)) {}

    Json root;
    std::size_t errorPlace = 0;
    bool outOfRange = false;

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t value, const string_t&) override { return put(value); }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return false; }  // not in a text
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool key(string_t& value) override {
        m_keys.back() = std::move(value);
        return true;
    }
    bool end_object() override {
        checkKeys(m_open.back()->get_ref<Json::object_t&>());
        return close();
    }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t place, const std::string&, const nlohmann::detail::exception& error) override {
        errorPlace = place;
        outOfRange = error.id == 406;  // the library's number for a number that no double holds
        return false;
    }

 private:
    // The place of a new value: elements are put behind the others without a look at them.
    Json* place(Json&& value) {
        if (m_open.empty()) {
            root = std::move(value);
            return &root;
        }
        Json& parent = *m_open.back();
        if (parent.is_array()) {
            auto& list = parent.get_ref<Json::array_t&>();
            list.push_back(std::move(value));
            return &list.back();
        }
        auto& object = static_cast<Json::object_t::Container&>(parent.get_ref<Json::object_t&>());
        object.emplace_back(std::move(m_keys.back()), std::move(value));
        return &object.back().second;
    }

    bool put(Json value) {
        (void)place(std::move(value));
        return true;
    }

    bool open(Json value) {
        if (m_open.size() >= kDeepest)
            throw Error(m_who + ": expected JSON nested at most " + std::to_string(kDeepest) + " deep, got more");
        m_open.push_back(place(std::move(value)));
        m_keys.emplace_back();
        return true;
    }

    bool close() {
        m_open.pop_back();
        m_keys.pop_back();
        return true;
    }

    void checkKeys(const Json::object_t& object) const {
        std::vector<std::string_view> keys;
        keys.reserve(object.size());
        for (const auto& entry : object) keys.emplace_back(entry.first);
        std::sort(keys.begin(), keys.end());
        const auto twice = std::adjacent_find(keys.begin(), keys.end());
        if (twice != keys.end())
            throw Error(m_who + ": expected each key once, got \"" + std::string(twice->substr(0, 40)) + "\" twice");
    }

    std::string m_who;
    std::vector<Json*> m_open;        // the lists and objects around the next value
    std::vector<std::string> m_keys;  // by the same: the key of the next value
};

}  // namespace

nlohmann::ordered_json parseJson(const std::string& text, const std::string& who) {
    Builder builder(who);
    if (Json::sax_parse(text, &builder)) return std::move(builder.root);
    if (builder.outOfRange) throw Error(who + ": expected JSON, got a number out of range");
    std::size_t line = 1, column = 1;
    const std::size_t end = std::min(text.size(), builder.errorPlace > 0 ? builder.errorPlace - 1 : 0);
    for (std::size_t i = 0; i < end; ++i) {
        column = text[i] == '\n' ? 1 : column + 1;
        line += text[i] == '\n';
    }
    // Python writes these words, which JSON does not have; the parser stops within them.
    const std::size_t from = end > 9 ? end - 9 : 0;
    const std::string_view near = std::string_view(text).substr(from, 18);
    const bool notFinite = near.find("NaN") != near.npos || near.find("Infinity") != near.npos;
    throw Error(
        who + ":" + std::to_string(line) + ":" + std::to_string(column) +
        (notFinite ? ": expected a finite number, got NaN or Infinity" : ": expected JSON, got something else") +
        (end >= text.size() ? " (it ends too early)" : ""));
}

}  // namespace engine
