// From part to part.
#include "gui/place/walk.h"

#include <algorithm>

#include "gui/place/reading.h"
#include "gui/place/stepping.h"

namespace gui {
namespace {

using engine::Index;
using engine::NetPart;
using lessons::LayerSide;

LayerSide sideOf(const engine::Trace& trace) {
    return {trace.layer, trace.direction};
}

/// The step of a part that a pass comes to first, or last.
int endStep(const WalkStop& stop, Cursor::Pass pass, bool first) {
    const int steps = std::max(1, static_cast<int>(stop.part->values.rows()));
    const bool rising = (pass == Cursor::Pass::Forward) == (stop.side.direction == 0);
    return first == rising ? 1 : steps;
}

/// Its first or last station. The loss has a part of its own, and no station in the others.
std::string endStation(const WalkStop& stop, Cursor::Pass pass, bool first) {
    const auto stations = stationsOf(*stop.part->program, pass);
    if (!first) return stations.back().name;
    return stations[stations.front().kind == Station::Kind::Loss ? 1 : 0].name;
}

Cursor atEndOf(const engine::Trace& trace, const Cursor& cursor, const WalkStop& stop, bool first) {
    Cursor to = lessons::movedTo(stop.side, cursor, sideOf(trace));
    to.t = endStep(stop, cursor.pass, first);
    to.operation = endStation(stop, cursor.pass, first);
    to.unit = std::min(to.unit, static_cast<int>(stop.part->program->units));
    return to;
}

/// The stop `by` places on in the walk of the cursor's pass; null at its end.
const WalkStop* neighbour(const std::vector<WalkStop>& stops, const engine::Trace& trace, int by) {
    for (std::size_t k = 0; k < stops.size(); ++k) {
        if (!(stops[k].side == sideOf(trace))) continue;
        const auto there = static_cast<std::ptrdiff_t>(k) + by;
        return there >= 0 && there < static_cast<std::ptrdiff_t>(stops.size()) ? &stops[static_cast<std::size_t>(there)]
                                                                               : nullptr;
    }
    return nullptr;
}

int onward(const Cursor& cursor) {
    return cursor.pass == Cursor::Pass::Forward ? 1 : -1;
}

}  // namespace

std::vector<WalkStop> walkStops(const engine::Trace& trace, Cursor::Pass pass) {
    std::vector<WalkStop> stops;
    for (const NetPart& part : trace.net) {
        if (!part.program || part.values.rows() == 0) continue;
        if (part.kind == NetPart::Kind::Result && pass == Cursor::Pass::Backward) continue;
        for (int direction = 0; direction < part.directions; ++direction)
            stops.push_back({{part.name, direction}, &part});
    }
    return stops;
}

bool leads(const engine::Trace& trace, const Cursor& cursor) {
    if (cursor.layer.empty() || (cursor.layer == trace.layer && cursor.direction == trace.direction)) return false;
    // Of several models one may have no such layer: then its first one is shown.
    return std::any_of(trace.net.begin(), trace.net.end(),
                       [&](const NetPart& part) { return part.name == cursor.layer && part.program; });
}

Cursor nextInNet(const engine::Trace& trace, const Cursor& cursor) {
    const Cursor next = nextOperation(trace, cursor);
    if (!(next == Reading(trace).fitted(cursor))) return next;
    const auto stops = walkStops(trace, cursor.pass);
    const WalkStop* stop = neighbour(stops, trace, onward(cursor));
    return stop ? atEndOf(trace, next, *stop, true) : next;
}

Cursor previousInNet(const engine::Trace& trace, const Cursor& cursor) {
    const Cursor before = previousOperation(trace, cursor);
    const Cursor here = Reading(trace).fitted(cursor);
    if (!(before == here) && before.operation != "loss") return before;
    const auto stops = walkStops(trace, cursor.pass);
    const WalkStop* stop = neighbour(stops, trace, -onward(cursor));
    return stop ? atEndOf(trace, here, *stop, false) : before;
}

Cursor firstInNet(const engine::Trace& trace, const Cursor& cursor) {
    const auto stops = walkStops(trace, cursor.pass);
    if (stops.empty()) return first(trace, cursor);
    return atEndOf(trace, cursor, cursor.pass == Cursor::Pass::Forward ? stops.front() : stops.back(), true);
}

bool atEndOfNet(const engine::Trace& trace, const Cursor& cursor) {
    return nextInNet(trace, cursor) == Reading(trace).fitted(cursor);
}

Cursor enter(const engine::Trace& trace, const Cursor& cursor, const LayerSide& part) {
    for (const WalkStop& stop : walkStops(trace, cursor.pass))
        if (stop.side == part) return atEndOf(trace, cursor, stop, true);
    Cursor to = lessons::movedTo(part, cursor, sideOf(trace));
    to.operation.clear();
    return to;
}

}  // namespace gui
