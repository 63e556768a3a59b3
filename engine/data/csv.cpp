// Comma-separated values: RFC 4180 with a header line.
#include "engine/data/csv.h"

#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

#include "engine/core/error.h"

namespace engine {
namespace {

constexpr std::uintmax_t kLargestFile = 256u << 20;

/// Walks the text once; knows the place of every cell.
class Parser {
 public:
    Parser(const std::string& text, const std::string& name) : m_text(text), m_name(name) {
        if (m_text.starts_with("\xEF\xBB\xBF")) m_at = 3;
    }

    /// The next row that is neither empty nor a note; false at the end.
    bool row(std::vector<CsvCell>& cells) {
        cells.clear();
        while (m_at < m_text.size() && (peek() == '#' || peek() == '\n' || peek() == '\r')) skipLine();
        if (m_at >= m_text.size()) return false;
        while (true) {
            cells.push_back(cell());
            if (m_at >= m_text.size()) return true;
            const char c = advance();
            if (c == ',') continue;
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
            if (m_at < m_text.size() && peek() != ',' && peek() != '\n' && peek() != '\r')
                fail(m_line, m_column, "expected a comma after the closing quote");
            return result;
        }
        while (m_at < m_text.size() && peek() != ',' && peek() != '\n' && peek() != '\r') result.text += advance();
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
};

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool isMissing(const std::string& text) {
    return text.empty() || text == "NA" || text == "NaN" || text == "nan";
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

Csv Csv::parse(const std::string& text, const std::string& name) {
    Csv csv;
    csv.m_name = name;
    Parser parser(text, csv.m_name);
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
    for (const auto& row : m_rows) {
        const CsvCell& cell = row[index];
        const std::string place = m_name + ":" + std::to_string(cell.line) + ":" + std::to_string(cell.column) + ": ";
        const std::string text = trimmed(cell.text);
        double value = std::numeric_limits<double>::quiet_NaN();
        if (isMissing(text)) {
            if (missing == Missing::Refuse)
                throw Error(place + "expected a number, got " + (text.empty() ? "an empty cell" : "\"" + text + "\""));
        } else {
            const char* first = text.data() + (text[0] == '+' && text.size() > 1 && text[1] != '-' ? 1 : 0);
            const auto [end, error] = std::from_chars(first, text.data() + text.size(), value);
            if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
                throw Error(place + "\"" + text + "\" is not a number");
            any = true;
        }
        result.push_back(value);
    }
    if (!result.empty() && !any) throw Error(m_name + ": column \"" + column + "\" has no number");
    if (missing == Missing::Interpolate) interpolate(result);
    return result;
}

}  // namespace engine
