// Text files of the data, line by line; what is wrong is told with file and line.
#pragma once

#include <string>
#include <vector>

namespace lessons {

struct TextLine {
    std::string text;
    int number = 0;  ///< from 1
};

/// UTF-8, with or without a byte order mark, with either kind of line end. name: the file as messages name it. Throws
/// engine::Error "reviews.tsv:14: ..." for a line that is no UTF-8, and for a file that cannot be read or is too large.
[[nodiscard]] std::vector<TextLine> readTextLines(const std::string& path, const std::string& name);

/// Throws engine::Error "reviews.tsv:14: MESSAGE".
[[noreturn]] void failAtLine(const std::string& name, int line, const std::string& message);

/// The cells between the tabs.
[[nodiscard]] std::vector<std::string> tabbedCells(const std::string& line);

/// "a b c" for the words a, b, c, and back.
[[nodiscard]] std::string joinedWords(const std::vector<std::string>& words);

}  // namespace lessons
