// Reads the bounds of a lesson and compares them with a result.
#include "lessons/format/expected.h"

#include <charconv>
#include <sstream>

#include "lessons/format/fields.h"

namespace lessons {
namespace {

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string numberText(double value) {
    std::ostringstream text;
    text << value;
    return text.str();
}

/// Null where there is no number at the path.
const Json* numberAt(const Json& result, const std::string& path) {
    const std::size_t dot = path.find('.');
    const auto found = result.is_object() ? result.find(path.substr(0, dot)) : result.end();
    if (found == result.end()) return nullptr;
    if (dot != std::string::npos) return numberAt(*found, path.substr(dot + 1));
    return found->is_number() ? &*found : nullptr;
}

bool holds(double value, const std::string& comparison, double bound) {
    if (comparison == ">=") return value >= bound;
    if (comparison == "<=") return value <= bound;
    return comparison == ">" ? value > bound : value < bound;
}

Expectation bounded(const Fields& fields, const std::string& key, const std::string& path, const std::string& said) {
    const std::string wanted = "a bound like \">= 0.95\" or \"> baseline\"";
    Expectation expectation{path, {}, 0.0};
    for (const char* comparison : {">=", "<=", ">", "<"})
        if (expectation.comparison.empty() && said.starts_with(comparison)) expectation.comparison = comparison;
    const std::string bound = trimmed(said.substr(expectation.comparison.size()));
    double number = 0;
    const auto [end, error] = std::from_chars(bound.data(), bound.data() + bound.size(), number);
    if (error == std::errc() && end == bound.data() + bound.size())
        expectation.bound = number;
    else
        expectation.bound = bound;
    if (expectation.comparison.empty() || bound.empty() || bound.find_first_of(" <>=") != std::string::npos)
        fields.failAt(key, key + ": expected " + wanted + ", got \"" + said + "\"");
    return expectation;
}

/// The section is nested as the result is.
void addAll(const Fields& fields, const std::string& above, std::vector<Expectation>& expectations) {
    for (const std::string& key : fields.keys()) {
        const std::string path = above.empty() ? key : above + "." + key;
        if (fields.isMap(key)) {
            addAll(fields.map(key), path, expectations);
            continue;
        }
        for (const std::string& said : fields.texts(key)) expectations.push_back(bounded(fields, key, path, said));
    }
}

}  // namespace

std::string Expectation::text() const {
    const double* number = std::get_if<double>(&bound);
    return path + " " + comparison + " " + (number ? numberText(*number) : std::get<std::string>(bound));
}

std::vector<Expectation> readExpected(const Spec& spec) {
    std::vector<Expectation> expectations;
    addAll(Fields(spec, "expected"), {}, expectations);
    return expectations;
}

std::string missed(const Expectation& expectation, const Json& result) {
    const auto nothing = [&](const std::string& path) {
        return "expected " + expectation.text() + ", but the result has no number " + path;
    };
    const Json* value = numberAt(result, expectation.path);
    if (!value) return nothing(expectation.path);
    double bound = 0;
    if (const auto* number = std::get_if<double>(&expectation.bound)) {
        bound = *number;
    } else {
        const auto& path = std::get<std::string>(expectation.bound);
        const Json* other = numberAt(result, path);
        if (!other) return nothing(path);
        bound = other->get<double>();
    }
    if (holds(value->get<double>(), expectation.comparison, bound)) return {};
    return "expected " + expectation.text() + ", got " + numberText(value->get<double>()) + " against " +
           numberText(bound);
}

}  // namespace lessons
