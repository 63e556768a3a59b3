// The walk of the cursor: forward through the operations and up in t, backward from the loss through the operations in
// reverse.
#pragma once

#include <vector>

#include "engine/training/trace.h"
#include "gui/place/cursor.h"
#include "gui/place/letters.h"

namespace gui {

/// A place where the walk stops.
struct Station {
    enum class Kind { Loss, Operation, Parameter };
    Kind kind = Kind::Operation;
    int index = -1;    ///< into operations or parameters
    std::string name;  ///< Cursor::operation: "f", "loss", "kernel"
    QString symbol;    ///< "f", "L", "W", "U", "b"
    QString label;     ///< in words
    /// Of what is drawn.
    [[nodiscard]] QString id() const { return QString::fromStdString(name); }
};

/// Forward: every operation. Backward: the loss, the operations in reverse, then the parameters' contributions.
/// With letters, the gates come in that dialect's order as far as none reads a later one, and are called by its
/// letters.
[[nodiscard]] std::vector<Station> stationsOf(const engine::CellProgram& program, Cursor::Pass pass,
                                              Letters letters = {});
[[nodiscard]] inline std::vector<Station> stationsOf(const engine::CellProgram& program, const Cursor& cursor) {
    return stationsOf(program, cursor.pass, cursor.letters);
}
/// -1 where there is none. "kernel:f" is the station "kernel", looked at for the gate f.
[[nodiscard]] int stationIndex(const std::vector<Station>& stations, const std::string& operation);
/// The gate of "kernel:f" as a column block of the parameter; 0 where none is named.
[[nodiscard]] int gateBlock(const engine::CellProgram& program, const std::string& operation);
/// The short name of a parameter: W, U, b, p, and U_i for the gates' own kernels.
[[nodiscard]] QString parameterSymbol(const engine::CellProgram& program, int parameter);

[[nodiscard]] Cursor nextOperation(const engine::Trace& trace, const Cursor& cursor);
[[nodiscard]] Cursor previousOperation(const engine::Trace& trace, const Cursor& cursor);
/// The same operation one step on in the direction of the pass; the same cursor at the end.
[[nodiscard]] Cursor nextStep(const engine::Trace& trace, const Cursor& cursor);
[[nodiscard]] Cursor previousStep(const engine::Trace& trace, const Cursor& cursor);
[[nodiscard]] Cursor first(const engine::Trace& trace, const Cursor& cursor);
[[nodiscard]] Cursor last(const engine::Trace& trace, const Cursor& cursor);
/// The other pass at the same t and the same value, where it is a station there.
[[nodiscard]] Cursor otherPass(const engine::Trace& trace, const Cursor& cursor);
[[nodiscard]] bool atEnd(const engine::Trace& trace, const Cursor& cursor);

/// Whether the walk has come to this operation at the cursor's t: it is known, and may be shown.
[[nodiscard]] bool reached(const engine::CellProgram& program, const Cursor& cursor, int operation);

}  // namespace gui
