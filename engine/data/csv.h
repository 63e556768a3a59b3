// Comma-separated values: RFC 4180 with a header line, and lines that begin with # as the file's own note. Also what
// spreadsheets make of it elsewhere: semicolons or tabs between the cells, decimal commas, UTF-16.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace engine {

/// One cell, and where it begins in its file; line and column count from 1.
struct CsvCell {
    std::string text;
    int line = 0;
    int column = 0;
};

/// What an empty cell (or NA, NaN) of a numeric column means.
enum class Missing {
    Refuse,      ///< an error that names the place
    Interpolate  ///< the straight line between the neighbours; at an end the nearest value
};

class Csv {
 public:
    /// name: the file as messages name it. Cells may be quoted, with "" for a quote and line breaks inside; empty lines
    /// are skipped. Cells are separated by whatever of comma, semicolon and tab the header has most of. UTF-16 is read
    /// where the file begins with its mark. Throws Error "series.csv:14:3: ..." for an open quote or a row of another
    /// length than the header.
    [[nodiscard]] static Csv parse(const std::string& bytes, const std::string& name);
    [[nodiscard]] static Csv read(const std::string& path, const std::string& name);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const std::vector<CsvCell>& header() const { return m_header; }
    [[nodiscard]] const std::vector<std::vector<CsvCell>>& rows() const { return m_rows; }
    /// Throws Error naming the columns there are.
    [[nodiscard]] std::size_t columnIndex(const std::string& column) const;
    [[nodiscard]] std::vector<std::string> texts(const std::string& column) const;
    /// Throws Error "series.csv:14:3: "abc" is not a number"; also for an infinite one, and where a column has no
    /// number at all. A decimal comma is read where cells are separated by semicolons or tabs; a column keeps to one
    /// mark. A date, thousands with a mark between them, and a comma that could be either are named as what they are.
    [[nodiscard]] std::vector<double> numbers(const std::string& column, Missing missing = Missing::Refuse) const;

 private:
    std::string m_name;
    char m_separator = ',';
    std::vector<CsvCell> m_header;
    std::vector<std::vector<CsvCell>> m_rows;
};

}  // namespace engine
