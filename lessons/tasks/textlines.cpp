// Reads text files by lines.
#include "lessons/tasks/textlines.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "engine/core/error.h"
#include "engine/data/utf8.h"

namespace lessons {
namespace {

constexpr std::uintmax_t kLargestFile = 64u << 20;

/// Every byte above 127 belongs to a character of several.
bool isUtf8(const std::string& text) {
    const std::vector<std::string> characters = engine::utf8Characters(text);
    return std::none_of(characters.begin(), characters.end(),
                        [](const std::string& each) { return each.size() == 1 && (each[0] & 0x80) != 0; });
}

}  // namespace

void failAtLine(const std::string& name, int line, const std::string& message) {
    throw engine::Error(name + ":" + std::to_string(line) + ": " + message);
}

std::vector<TextLine> readTextLines(const std::string& path, const std::string& name) {
    std::error_code error;
    if (std::filesystem::file_size(path, error) > kLargestFile)
        throw engine::Error(name + ": larger than 64 MB, or no file");
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw engine::Error(name + ": cannot be read");
    std::vector<TextLine> lines;
    TextLine line;
    while (std::getline(stream, line.text)) {
        ++line.number;
        if (line.number == 1 && line.text.starts_with("\xEF\xBB\xBF")) line.text.erase(0, 3);
        if (!line.text.empty() && line.text.back() == '\r') line.text.pop_back();
        if (!isUtf8(line.text)) failAtLine(name, line.number, "expected text in UTF-8, got other bytes");
        lines.push_back(line);
    }
    return lines;
}

std::vector<std::string> tabbedCells(const std::string& line) {
    std::vector<std::string> cells;
    std::size_t from = 0;
    for (std::size_t tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t', from)) {
        cells.push_back(line.substr(from, tab - from));
        from = tab + 1;
    }
    cells.push_back(line.substr(from));
    return cells;
}

std::string joinedWords(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

}  // namespace lessons
