// Comma-separated values: RFC 4180 with a header line.
#include "engine/data/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <regex>
#include <sstream>

#include "engine/core/error.h"
#include "engine/data/utf8.h"

namespace engine {
namespace {

constexpr std::uintmax_t kLargestFile = 256u << 20;

/// Walks the text once; knows the place of every cell.
class Parser {
 public:
    Parser(const std::string& text, const std::string& name) : m_text(text), m_name(name) {
        if (m_text.starts_with("\xEF\xBB\xBF")) m_at = 3;
        m_separator = separatorOfHeader();
    }

    [[nodiscard]] char separator() const { return m_separator; }

    /// The next row that is neither empty nor a note; false at the end.
    bool row(std::vector<CsvCell>& cells) {
        cells.clear();
        while (m_at < m_text.size() && (peek() == '#' || peek() == '\n' || peek() == '\r')) skipLine();
        if (m_at >= m_text.size()) return false;
        while (true) {
            cells.push_back(cell());
            if (m_at >= m_text.size()) return true;
            const char c = advance();
            if (c == m_separator) continue;
            if (c == '\r' && m_at < m_text.size() && peek() == '\n') advance();
            nextLine();
            return true;
        }
    }

    [[noreturn]] void fail(int line, int column, const std::string& message) const {
        throw Error(m_name + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + message);
    }

 private:
    char peek() const { return m_text[m_at]; }
    bool endsCell(char c) const { return c == m_separator || c == '\n' || c == '\r'; }

    /// Of the header line, quotes and notes left out.
    char separatorOfHeader() const {
        std::size_t at = m_at;
        while (at < m_text.size() && (m_text[at] == '#' || m_text[at] == '\n' || m_text[at] == '\r')) {
            while (at < m_text.size() && m_text[at] != '\n') ++at;
            at = std::min(at + 1, m_text.size());
        }
        std::size_t commas = 0, semicolons = 0, tabs = 0;
        for (bool quoted = false; at < m_text.size() && (quoted || (m_text[at] != '\n' && m_text[at] != '\r')); ++at) {
            if (m_text[at] == '"') quoted = !quoted;
            commas += !quoted && m_text[at] == ',';
            semicolons += !quoted && m_text[at] == ';';
            tabs += !quoted && m_text[at] == '\t';
        }
        if (tabs > 0 && tabs >= std::max(commas, semicolons)) return '\t';
        return semicolons > 0 && semicolons >= commas ? ';' : ',';
    }

    char advance() {
        ++m_column;
        return m_text[m_at++];
    }
    void nextLine() {
        ++m_line;
        m_column = 1;
    }
    void skipLine() {
        while (m_at < m_text.size() && peek() != '\n') ++m_at;
        if (m_at < m_text.size()) ++m_at;
        nextLine();
    }

    CsvCell cell() {
        CsvCell result{{}, m_line, m_column};
        if (m_at < m_text.size() && peek() == '"') {
            quoted(result);
            if (m_at < m_text.size() && !endsCell(peek()))
                fail(m_line, m_column,
                     std::string("expected a ") +
                         (m_separator == ','   ? "comma"
                          : m_separator == ';' ? "semicolon"
                                               : "tab") +
                         " after the closing quote");
            return result;
        }
        while (m_at < m_text.size() && !endsCell(peek())) result.text += advance();
        return result;
    }

    void quoted(CsvCell& result) {
        advance();
        while (true) {
            if (m_at >= m_text.size()) fail(result.line, result.column, "the quote is not closed");
            const char c = advance();
            if (c == '"') {
                if (m_at >= m_text.size() || peek() != '"') return;
                advance();
            }
            result.text += c;
            if (c == '\n') nextLine();
        }
    }

    const std::string& m_text;
    const std::string& m_name;
    std::size_t m_at = 0;
    int m_line = 1, m_column = 1;
    char m_separator = ',';
};

/// UTF-16 with its mark, as spreadsheets write "Unicode text", to UTF-8; a half of a pair becomes U+FFFD.
std::string fromUtf16(const std::string& bytes, bool bigEnd) {
    const auto unit = [&](std::size_t at) {
        const auto a = static_cast<unsigned char>(bytes[at]), b = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(bigEnd ? a << 8 | b : b << 8 | a);
    };
    std::string text;
    for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
        char32_t code = unit(at);
        if (code >= 0xD800 && code < 0xDC00 && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 &&
            unit(at + 2) < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
            at += 2;
        } else if (code >= 0xD800 && code < 0xE000) {
            code = 0xFFFD;
        }
        appendUtf8(text, code);
    }
    return text;
}

std::string decoded(const std::string& bytes, const std::string& name) {
    if (bytes.starts_with("\xFF\xFE")) return fromUtf16(bytes, false);
    if (bytes.starts_with("\xFE\xFF")) return fromUtf16(bytes, true);
    if (bytes.find('\0') != std::string::npos)
        throw Error(name + ": expected text in UTF-8, got zero bytes (UTF-16 without its mark?)");
    return bytes;
}

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool isMissing(const std::string& text) {
    return text.empty() || text == "NA" || text == "NaN" || text == "nan";
}

bool matches(const std::string& text, const char* pattern) {
    return std::regex_match(text, std::regex(pattern));
}

/// What stands where a number should, in words; empty: only not a number.
std::string mistakenFor(const std::string& text, char separator) {
    if (text.size() > 40) return {};
    if (matches(text,
                "\\d{4}-\\d{1,2}(-\\d{1,2})?([ "
                "T]\\d{1,2}:\\d{2}.*)?|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}.*|\\d{1,2}:\\d{2}(:\\d{2})?"))
        return "is a date or a time, not a number";
    if (matches(text, "[+-]?\\d{1,3}([ .,']\\d{3})+([.,]\\d+)?") &&
        (separator != ',' || text.find(',') != text.rfind(',') || text.find_first_of(" .'") != std::string::npos))
        return "is not a number; write it without marks between the thousands";
    if (separator == ',' && matches(text, "[+-]?\\d+,\\d+"))
        return "is not a number; a decimal comma is read where semicolons or tabs separate the cells";
    if (matches(text, "[+-]?\\d+([.,]\\d+)? +[^\\d\\s.,].*")) return "is not a number; put its unit into the lesson";
    return {};
}

/// Fills the gaps (NaN) by the straight line between their neighbours.
void interpolate(std::vector<double>& values) {
    std::size_t known = values.size();  // the last number before the gap
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) continue;
        for (std::size_t k = known == values.size() ? 0 : known + 1; k < i; ++k) {
            const double share = known == values.size() ? 1.0 : double(k - known) / double(i - known);
            values[k] = known == values.size() ? values[i] : values[known] + share * (values[i] - values[known]);
        }
        known = i;
    }
    for (std::size_t k = known + 1; known < values.size() && k < values.size(); ++k) values[k] = values[known];
}

}  // namespace

Csv Csv::parse(const std::string& bytes, const std::string& name) {
    Csv csv;
    csv.m_name = name;
    const std::string text = decoded(bytes, name);
    Parser parser(text, csv.m_name);
    csv.m_separator = parser.separator();
    if (!parser.row(csv.m_header)) throw Error(name + ": expected a header line, got no line");
    std::vector<CsvCell> row;
    while (parser.row(row)) {
        if (row.size() != csv.m_header.size())
            parser.fail(
                row.front().line, row.back().column,
                "expected " + std::to_string(csv.m_header.size()) + " cells, got " + std::to_string(row.size()));
        csv.m_rows.push_back(row);
    }
    return csv;
}

Csv Csv::read(const std::string& path, const std::string& name) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) throw Error(name + ": no such file");
    if (std::filesystem::file_size(path, error) > kLargestFile) throw Error(name + ": larger than 256 MB");
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw Error(name + ": cannot be read");
    std::ostringstream text;
    text << stream.rdbuf();
    return parse(text.str(), name);
}

std::size_t Csv::columnIndex(const std::string& column) const {
    std::string known;
    for (std::size_t i = 0; i < m_header.size(); ++i) {
        const std::string title = trimmed(m_header[i].text);
        if (title == column) return i;
        known += (i == 0 ? "" : ", ") + title;
    }
    throw Error(m_name + ":" + std::to_string(m_header.front().line) + ":1: expected a column \"" + column +
                "\", got " + known);
}

std::vector<std::string> Csv::texts(const std::string& column) const {
    const std::size_t index = columnIndex(column);
    std::vector<std::string> result;
    for (const auto& row : m_rows) result.push_back(row[index].text);
    return result;
}

std::vector<double> Csv::numbers(const std::string& column, Missing missing) const {
    const std::size_t index = columnIndex(column);
    std::vector<double> result;
    bool any = false;
    int commaLine = 0, pointLine = 0;  // where the column first had the mark
    for (const auto& row : m_rows) {
        const CsvCell& cell = row[index];
        const std::string place = m_name + ":" + std::to_string(cell.line) + ":" + std::to_string(cell.column) + ": ";
        const std::string text = trimmed(cell.text);
        double value = std::numeric_limits<double>::quiet_NaN();
        if (isMissing(text)) {
            if (missing == Missing::Refuse)
                throw Error(place + "expected a number, got " + (text.empty() ? "an empty cell" : "\"" + text + "\""));
        } else {
            std::string plain = text;
            const std::size_t comma = text.find(',');
            const bool hasComma = m_separator != ',' && comma != std::string::npos && comma == text.rfind(',') &&
                                  text.find('.') == std::string::npos;
            if (hasComma) plain[comma] = '.';
            const char* first = plain.data() + (plain[0] == '+' && plain.size() > 1 && plain[1] != '-' ? 1 : 0);
            const auto [end, error] = std::from_chars(first, plain.data() + plain.size(), value);
            if (error != std::errc() || end != plain.data() + plain.size() || !std::isfinite(value)) {
                const std::string what = mistakenFor(text, m_separator);
                throw Error(place + "\"" + text + "\" " + (what.empty() ? "is not a number" : what));
            }
            if (hasComma && commaLine == 0) commaLine = cell.line;
            if (text.find('.') != std::string::npos && pointLine == 0) pointLine = cell.line;
            if (commaLine > 0 && pointLine > 0)
                throw Error(place + "\"" + text + "\": expected a decimal " + (hasComma ? "point" : "comma") +
                            " as in line " + std::to_string(hasComma ? pointLine : commaLine));
            any = true;
        }
        result.push_back(value);
    }
    if (!result.empty() && !any) throw Error(m_name + ": column \"" + column + "\" has no number");
    if (missing == Missing::Interpolate) interpolate(result);
    return result;
}

}  // namespace engine
