// Reads pairs of sentences.
#include "lessons/tasks/kinds/pairfile.h"

#include <algorithm>
#include <array>

#include "engine/data/utf8.h"
#include "lessons/tasks/textlines.h"

namespace lessons {
namespace {

bool isBlank(const std::string& c) {
    return c == " " || c == "\t" || c == "\u00A0" || c == "\u202F" || c == "\u3000";
}

bool isLetter(const std::string& c) {
    static constexpr std::array signs{"\u00BF", "\u00A1", "\u00AB", "\u00BB", "\u201C", "\u201D",
                                      "\u201E", "\u2018", "\u2026", "\u2013", "\u2014"};
    if (c.size() > 1) return std::none_of(signs.begin(), signs.end(), [&](const char* sign) { return c == sign; });
    return (c[0] >= '0' && c[0] <= '9') || (c[0] >= 'a' && c[0] <= 'z') || (c[0] >= 'A' && c[0] <= 'Z');
}

bool isNumber(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Words wordsAndSigns(const std::string& text) {
    std::vector<std::string> characters = engine::utf8Characters(engine::utf8Lower(text));
    for (std::string& c : characters)
        if (c == "\u2019") c = "'";
    Words tokens;
    std::string word;
    const auto end = [&] {
        if (!word.empty()) tokens.push_back(word);
        word.clear();
    };
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const std::string& c = characters[i];
        const bool joins = (c == "'" || c == "-") && !word.empty() && i + 1 < characters.size() &&
                           isLetter(characters[i + 1]) && !isBlank(characters[i + 1]);
        if (isBlank(c)) {
            end();
        } else if (joins || isLetter(c)) {
            word += c;
        } else {
            end();
            tokens.push_back(c);
        }
    }
    end();
    return tokens;
}

std::vector<SentencePair> readPairs(const std::string& path, const std::string& name) {
    std::vector<SentencePair> pairs;
    for (const TextLine& line : readTextLines(path, name)) {
        if (line.text.find_first_not_of(" \t") == std::string::npos) continue;
        std::vector<std::string> cells = tabbedCells(line.text);
        if (cells.size() == 4 && isNumber(cells[0]) && isNumber(cells[2])) cells = {cells[1], cells[3]};
        if (cells.size() != 2 && cells.size() != 3)
            failAtLine(name, line.number,
                       "expected a sentence, a tab and its translation, got " + std::to_string(cells.size()) +
                           (cells.size() == 1 ? " cell" : " cells"));
        SentencePair pair{cells[0], wordsAndSigns(cells[0]), wordsAndSigns(cells[1])};
        if (pair.source.empty()) failAtLine(name, line.number, "expected a sentence before the tab, got none");
        if (pair.target.empty()) failAtLine(name, line.number, "expected a translation behind the tab, got none");
        pairs.push_back(std::move(pair));
    }
    return pairs;
}

}  // namespace lessons
