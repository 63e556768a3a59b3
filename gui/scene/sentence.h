// What the operation under the cursor does, said in one plain sentence with its numbers: "f keeps 75 % of the 0.50 that
// unit 3 carried."
#pragma once

#include <QStringList>

#include "gui/place/cursor.h"

namespace engine {
struct Trace;
}

namespace gui {

/// A pure function of trace and cursor, for every station of both passes. Numbers are rounded to two decimals, small
/// ones to two digits, shares of a gate to whole percent unless that would say 0 or 100 of what is neither.
[[nodiscard]] QString sentence(const engine::Trace& trace, const Cursor& cursor);
/// The same and a shorter one for where there is little room.
[[nodiscard]] QStringList sentenceWordings(const engine::Trace& trace, const Cursor& cursor);

}  // namespace gui
