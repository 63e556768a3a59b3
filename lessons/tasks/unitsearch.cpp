// Correlations of units with properties of a text.
#include "lessons/tasks/unitsearch.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>

namespace lessons {
namespace {

bool isConstant(const std::vector<double>& property, std::size_t first, std::size_t count) {
    const auto begin = property.begin() + std::ptrdiff_t(first), end = begin + std::ptrdiff_t(count);
    return std::adjacent_find(begin, end, std::not_equal_to<>()) == end;
}

struct Best {
    engine::Index unit = 0;
    double score = 0;
};

Best search(const engine::Matrix& values, const std::vector<double>& property) {
    const std::size_t half = property.size() / 2;
    const std::vector<double> chosenBy = correlations(values, property, 0, half);
    const auto unit = std::max_element(chosenBy.begin(), chosenBy.end()) - chosenBy.begin();
    const engine::Matrix column = values.col(unit);
    return {unit, correlations(column, property, half, property.size() - half).at(0)};
}

bool isLetter(const std::string& character) {
    return character.size() > 1 ? character != "“" && character != "”" && character != "«" && character != "»"
                                : std::isalpha(static_cast<unsigned char>(character[0])) != 0;
}

}  // namespace

std::vector<double> correlations(const engine::Matrix& values, const std::vector<double>& property, std::size_t first,
                                 std::size_t count) {
    std::vector<double> result(std::size_t(values.cols()), 0.0);
    const auto n = double(count);
    for (engine::Index unit = 0; unit < values.cols(); ++unit) {
        double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        for (std::size_t row = first; row < first + count; ++row) {
            const double a = double(values(engine::Index(row), unit)), b = property[row];
            x += a;
            y += b;
            xx += a * a;
            yy += b * b;
            xy += a * b;
        }
        const double spread = (xx - x * x / n) * (yy - y * y / n);
        if (spread > 1e-12) result[std::size_t(unit)] = std::abs(xy - x * y / n) / std::sqrt(spread);
    }
    return result;
}

std::optional<FoundUnit> findUnit(const engine::Matrix& values, const std::vector<double>& property,
                                  engine::Random random) {
    constexpr int kMoves = 20;
    const std::size_t size = property.size(), half = size / 2;
    if (values.cols() < 2 || half < 2 || isConstant(property, 0, half) || isConstant(property, half, size - half))
        return {};
    const Best best = search(values, property);
    FoundUnit found{best.unit, best.score, 0, 0, 0};
    // Moved as a whole, the property stays as slow or as fast as it is: lone shuffled values would be no match for any
    // unit, and the comparison too easy.
    for (int move = 0; move < kMoves; ++move) {
        std::vector<double> moved = property;
        const std::size_t by = size / 10 + std::size_t(random.below(engine::Index(size - 2 * (size / 10))));
        std::rotate(moved.begin(), moved.begin() + std::ptrdiff_t(by), moved.end());
        found.shuffled += search(values, moved).score / kMoves;
    }
    found.other = random.below(values.cols() - 1);
    found.other += found.other >= best.unit;
    const engine::Matrix column = values.col(found.other);
    found.otherScore = correlations(column, property, half, size - half).at(0);
    return found;
}

std::vector<TextProperty> textProperties(const std::vector<std::string>& characters) {
    TextProperty quotes{"in_quotes", {}}, line{"line_position", {}}, word{"word_position", {}};
    bool isInside = false;
    double inLine = 0, inWord = 0;
    for (std::size_t k = 0; k < characters.size(); ++k) {
        const std::string& c = characters[k];
        if (c == "\"")
            isInside = !isInside;
        else if (c == "“" || c == "«")
            isInside = true;
        else if (c == "”" || c == "»" || (c == "\n" && k > 0 && characters[k - 1] == "\n"))
            isInside = false;
        inLine = c == "\n" ? 0 : inLine + 1;
        inWord = isLetter(c) ? inWord + 1 : 0;
        quotes.values.push_back(isInside ? 1 : 0);
        line.values.push_back(inLine);
        word.values.push_back(inWord);
    }
    return {std::move(quotes), std::move(line), std::move(word)};
}

}  // namespace lessons
