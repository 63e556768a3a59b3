// Each block is a small YAML document; hint and note are plain Markdown.
#include "lessons/text/blocks.h"

#include <algorithm>

#include "lessons/format/fields.h"
#include "lessons/format/yaml.h"
#include "lessons/text/links.h"

namespace lessons {
namespace {

/// A block's document, and how its faults are told.
struct Block {
    std::string file;
    YamlDocument document;
    Position position;  ///< of its fence

    [[nodiscard]] Position placeOf(const std::string& key) const {
        const auto found = document.positions.find(key);
        return found == document.positions.end() ? position : found->second;
    }
    [[nodiscard]] std::string where(const std::string& path) const {
        std::string at = path;
        while (true) {
            const auto found = document.positions.find(at);
            const Position place = found == document.positions.end() ? position : found->second;
            if (found != document.positions.end() || at.empty())
                return file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": ";
            const std::size_t dot = at.rfind('.');
            at = dot == std::string::npos ? std::string() : at.substr(0, dot);
        }
    }
};

std::string given(const Fields& fields, const std::string& key) {
    const std::string text = fields.text(key);
    if (text.find_first_not_of(" \t\n") == std::string::npos) fields.fail(key, "a text that is not empty");
    return text;
}

/// A link or a list of links, checked for their form.
std::vector<std::string> links(const Fields& fields, const std::string& key) {
    std::vector<std::string> result;
    for (const std::string& text : fields.texts(key)) {
        const std::string link = linkOf(text);
        const std::size_t colon = link.find(':');
        if (const std::string fault = linkFault({link.substr(0, colon), link.substr(colon + 1), {}}); !fault.empty())
            fields.failAt(key, key + ": " + fault);
        result.push_back(link);
    }
    return result;
}

/// What stands behind a key in the small language of goals; its slips are told at their character.
template <typename Parse>
auto parsedAt(const Fields& fields, const Block& block, const std::string& key, Position& place, Parse&& parse) {
    const std::string text = given(fields, key);
    const auto start = block.document.values.find(key);
    place = start == block.document.values.end() ? block.position : start->second;
    try {
        return parse(text);
    } catch (const ConditionError& error) {
        throw engine::Error(block.file + ":" + std::to_string(place.line) + ":" +
                            std::to_string(place.column + static_cast<int>(error.column) - 1) + ": " + key + ": " +
                            error.what());
    }
}

PageQuestion::Number numberOf(const Fields& fields, const Block& block, Position& place) {
    PageQuestion::Number number;
    if (const Json& value = block.document.value; value.contains("number") && value["number"].is_string())
        number.live = parsedAt(fields, block, "number", place, parseLiveValue);
    else
        number.value = fields.number("number");
    number.tolerance = fields.number("tolerance", Range::atLeast(0));
    number.unit = fields.text("unit", "");
    number.why = fields.text("why", "");
    return number;
}

std::vector<PageQuestion::Choice> choicesOf(const Fields& fields) {
    std::vector<PageQuestion::Choice> choices;
    std::size_t right = 0;
    for (const Fields& each : fields.maps("choices")) {
        PageQuestion::Choice choice;
        choice.text = given(each, "text");
        choice.why = each.text("why", "");
        choice.right = each.boolean("right", false);
        each.refuseOthers();
        right += choice.right;
        for (const PageQuestion::Choice& other : choices)
            if (other.text == choice.text)
                each.failAt("text", "text: the choice \"" + choice.text + "\" is given twice");
        choices.push_back(std::move(choice));
    }
    if (choices.size() < 2)
        fields.failAt("choices", "choices: expected at least two, got " + std::to_string(choices.size()));
    if (right != 1)
        fields.failAt("choices", "choices: expected one with \"right: true\", got " + std::to_string(right));
    return choices;
}

PageQuestion questionOf(const Fields& fields, const Block& block, bool isPrediction) {
    PageQuestion question;
    question.isPrediction = isPrediction;
    // A key that is misspelt is named as such, not as one that is missing.
    for (const char* key : {"ask", "choices", "number", "tolerance", "unit", "why", "reveal"})
        static_cast<void>(fields.has(key));
    fields.refuseOthers();
    const bool asksNumber = fields.has("number");
    if (asksNumber == fields.has("choices"))
        fields.failAt("",
                      std::string(isPrediction ? "predict" : "quiz") + ": expected either \"choices\" or \"number\"");
    if (asksNumber) {
        question.number = numberOf(fields, block, question.numberPosition);
    } else {
        question.choices = choicesOf(fields);
        for (const char* key : {"tolerance", "unit", "why"})
            if (fields.has(key))
                fields.failAt(key, std::string(key) + ": expected none beside choices" +
                                       (std::string(key) == "why" ? "; each choice has its own" : ""));
    }
    question.reveal = links(fields, "reveal");
    question.ask = given(fields, "ask");
    return question;
}

Exercise exerciseOf(const Fields& fields, const Block& block) {
    Exercise exercise;
    for (const char* key : {"task", "goal", "start", "show", "hint"}) static_cast<void>(fields.has(key));
    fields.refuseOthers();
    exercise.goal = parsedAt(fields, block, "goal", exercise.goalPosition, parseCondition);
    exercise.start = links(fields, "start");
    exercise.show = links(fields, "show");
    exercise.hints = fields.texts("hint");
    exercise.task = given(fields, "task");
    return exercise;
}

}  // namespace

const std::vector<std::string>& blockNames() {
    static const std::vector<std::string> names{"predict", "quiz", "exercise", "hint", "note"};
    return names;
}

std::string linkOf(const std::string& text) {
    const std::size_t colon = text.find(':');
    const std::string scheme = text.substr(0, colon);
    const bool isWord = colon != std::string::npos && scheme.find_first_of("=, ") == std::string::npos;
    return isWord ? text : "step:" + text;
}

std::optional<PagePart> readBlock(const std::string& name, const std::string& text, int firstLine, Position position,
                                  FaultList& faults) {
    if (name == "hint" || name == "note") {
        if (text.find_first_not_of(" \t\n") == std::string::npos) {
            faults.add(position, name + ": expected a text");
            return {};
        }
        if (name == "hint") return Hint{text, firstLine};
        return Note{text, firstLine};
    }
    Block block{faults.file(), {}, position};
    if (!faults.guard(position, [&] { block.document = readYaml(text, faults.file(), firstLine); })) return {};
    std::optional<PagePart> part;
    collectFaults(faults, block.document.value, block.document.positions, "", [&](const Json& map) {
        const Fields fields(map, "", [&](const auto& path, const auto& message, const auto&) {
            throw engine::Error(block.where(path) + message);
        });
        if (name == "exercise") {
            Exercise exercise = exerciseOf(fields, block);
            exercise.position = position;
            exercise.startPosition = block.placeOf("start");
            exercise.showPosition = block.placeOf("show");
            part = std::move(exercise);
        } else {
            PageQuestion question = questionOf(fields, block, name == "predict");
            question.position = position;
            question.revealPosition = block.placeOf("reveal");
            part = std::move(question);
        }
    });
    return part;
}

}  // namespace lessons
