// Lays a summary out as the table that Keras prints.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "engine/models/summary.h"

namespace engine {

namespace {

struct Column {
    std::string title{};
    Index width = 0;  // without the two spaces of padding
    bool right = false;
};

using Cells = std::vector<std::string>;

// Keras divides the line at fixed shares; borders and padding come on top, and their excess is taken from the columns
// in equal parts, halves rounded to even.
void divide(std::vector<Column>& columns, const std::vector<double>& shares, Index lineLength) {
    Index used = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        columns[i].width = static_cast<Index>(shares[i] * static_cast<double>(lineLength)) - used;
        used += columns[i].width;
    }
    auto left = static_cast<Index>(columns.size());
    Index excess = used + 3 * left + 1 - lineLength;
    for (Column& column : columns) {
        const auto part = static_cast<Index>(std::nearbyint(static_cast<double>(excess) / static_cast<double>(left)));
        column.width = std::max<Index>(1, column.width - part);
        excess -= part;
        --left;
    }
}

std::string cut(const std::string& line, std::size_t width) {
    return line.size() <= width ? line : line.substr(0, width - 1) + "…";
}

// Breaks between words; a word that is too long for a line of its own is cut with an ellipsis.
Cells wrap(const std::string& text, std::size_t width) {
    Cells lines;
    std::string line;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        if (!line.empty() && line.size() + 1 + word.size() > width) {
            lines.push_back(cut(line, width));
            line = word;
        } else {
            line += (line.empty() ? "" : " ") + word;
        }
        at = end + 1;
    }
    lines.push_back(cut(line, width));
    return lines;
}

Index cells(const std::string& utf8) {
    return std::count_if(utf8.begin(), utf8.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

std::string repeat(const std::string& text, Index count) {
    std::string all;
    for (Index i = 0; i < count; ++i) all += text;
    return all;
}

std::string rule(const std::vector<Column>& columns, const std::array<const char*, 4>& marks) {
    std::string line = marks[0];
    for (std::size_t i = 0; i < columns.size(); ++i) {
        line += repeat(marks[1], columns[i].width + 2) + (i + 1 < columns.size() ? marks[2] : marks[3]);
    }
    return line + "\n";
}

std::string row(const std::vector<Column>& columns, const Cells& texts, const std::string& bar) {
    std::vector<Cells> wrapped;
    std::size_t height = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        wrapped.push_back(wrap(texts[i], static_cast<std::size_t>(columns[i].width)));
        height = std::max(height, wrapped.back().size());
    }
    std::string all;
    for (std::size_t l = 0; l < height; ++l) {
        all += bar;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string text = l < wrapped[i].size() ? wrapped[i][l] : "";
            const std::string space(static_cast<std::size_t>(columns[i].width - cells(text)), ' ');
            all.append(" ")
                .append(columns[i].right ? space : text)
                .append(columns[i].right ? text : space)
                .append(" ")
                .append(bar);
        }
        all += "\n";
    }
    return all;
}

std::string memoryText(double size) {
    constexpr std::array<const char*, 6> units{"B", "KB", "MB", "GB", "TB", "PB"};
    std::size_t unit = 0;
    while (size >= 1024.0 && unit + 1 < units.size()) {
        size /= 1024.0;
        ++unit;
    }
    char text[32];
    std::snprintf(text, sizeof text, "%.2f %s", size, units[unit]);
    return text;
}

// more: bytes beyond four a number; the optimizer's count of steps has eight.
std::string total(const std::string& title, Index parameters, Index more = 0) {
    return title + ": " + withThousands(parameters) + " (" +
           memoryText(4.0 * static_cast<double>(parameters + more / 4)) + ")\n";
}

}  // namespace

std::string summaryText(const Summary& summary, Index lineLength) {
    std::vector<Column> columns{
        {.title = "Layer (type)"}, {.title = "Output Shape"}, {.title = "Param #", .right = true}};
    if (!summary.chain) columns.push_back({.title = "Connected to"});
    divide(columns, summary.chain ? std::vector<double>{0.45, 0.80, 1.0} : std::vector<double>{0.3, 0.56, 0.74, 1.0},
           lineLength > 0 ? lineLength : (summary.chain ? 88 : 108));

    Cells titles;
    for (const Column& column : columns) titles.push_back(column.title);
    std::string text = "Model: \"" + summary.model + "\"\n";
    text += rule(columns, {"┏", "━", "┳", "┓"}) + row(columns, titles, "┃") + rule(columns, {"┡", "━", "╇", "┩"});
    for (std::size_t r = 0; r < summary.rows.size(); ++r) {
        const SummaryRow& own = summary.rows[r];
        std::string connections;
        for (const std::string& from : own.connectedTo) connections += (connections.empty() ? "" : ", ") + from;
        if (r > 0) text += rule(columns, {"├", "─", "┼", "┤"});
        text += row(columns,
                    {own.name + " (" + own.className + ")", own.outputShape, withThousands(own.parameters),
                     connections.empty() ? "-" : connections},
                    "│");
    }
    text += rule(columns, {"└", "─", "┴", "┘"});
    const Index more = summary.optimizer > 0 ? 4 : 0;
    text += total(" Total params", summary.total() + summary.optimizer, more) +
            total(" Trainable params", summary.trainable) + total(" Non-trainable params", summary.nonTrainable);
    if (summary.optimizer > 0) text += total(" Optimizer params", summary.optimizer, more);
    return text;
}

std::string parameterMemory(Index parameters) {
    return memoryText(4.0 * static_cast<double>(parameters));
}

std::string withThousands(Index number) {
    const std::string digits = std::to_string(number);
    const std::size_t sign = number < 0 ? 1 : 0;
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > sign && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

}  // namespace engine
