// The Reber grammar as a table of transitions.
#include "lessons/tasks/grammar.h"

#include <array>

namespace lessons {
namespace {

enum Symbol : engine::Index { B, T, P, S, X, V, E };

struct Arrow {
    engine::Index symbol = 0;
    std::size_t to = 0;
};
constexpr std::size_t kEnd = 7;
/// By state: the one or two ways on.
const std::array<std::vector<Arrow>, kEnd> kArrows{{
    {{B, 1}},
    {{T, 2}, {P, 3}},
    {{S, 2}, {X, 4}},
    {{T, 3}, {V, 5}},
    {{X, 3}, {S, 6}},
    {{P, 4}, {V, 6}},
    {{E, kEnd}},
}};

}  // namespace

const std::vector<std::string>& reberSymbols() {
    static const std::vector<std::string> names{"B", "T", "P", "S", "X", "V", "E"};
    return names;
}

ReberString drawReber(engine::Random& random) {
    const engine::Index outer = random.below(2) == 0 ? T : P;
    ReberString string{{B, outer}, {{T, P}, {B}}, 0};
    for (std::size_t state = 0; state != kEnd;) {
        const std::vector<Arrow>& ways = kArrows.at(state);
        const Arrow& way = ways.at(std::size_t(random.below(engine::Index(ways.size()))));
        state = way.to;
        string.symbols.push_back(way.symbol);
        std::vector<engine::Index> next;
        if (state == kEnd)
            next.push_back(outer);
        else
            for (const Arrow& arrow : kArrows.at(state)) next.push_back(arrow.symbol);
        string.allowed.push_back(std::move(next));
    }
    string.echo = string.symbols.size() - 1;
    string.symbols.insert(string.symbols.end(), {outer, E});
    string.allowed.insert(string.allowed.end(), {{E}, {}});
    return string;
}

std::string reberText(const std::vector<engine::Index>& symbols) {
    std::string text;
    for (const engine::Index symbol : symbols) text += reberSymbols().at(std::size_t(symbol));
    return text;
}

}  // namespace lessons
