// Whose letters the pictures use: our own, where the candidate is g, or those of a dialect.
#pragma once

#include <optional>

#include "engine/cells/dialect.h"

namespace gui {

/// Empty: our own letters, the keys of traces and links.
using Letters = std::optional<engine::Dialect>;

/// The letter of an operation with what hangs below it.
[[nodiscard]] inline engine::Letter letterOf(const engine::CellProgram& program, int operation, Letters letters) {
    if (letters) return engine::operationLetter(*letters, program, operation);
    const std::string& symbol = program.operations[static_cast<std::size_t>(operation)].symbol;
    const auto place = symbol.find('_');
    if (place == std::string::npos) return {symbol, {}};
    return {symbol.substr(0, place), symbol.substr(place + 1)};
}

}  // namespace gui
