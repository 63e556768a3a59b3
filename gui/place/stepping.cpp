// Where the cursor goes from here.
#include "gui/place/stepping.h"

#include <QCoreApplication>
#include <numeric>

#include "gui/place/cellnames.h"
#include "gui/place/reading.h"

namespace gui {

using engine::Index;

QString parameterSymbol(const engine::CellProgram& program, int parameter) {
    const std::string name = lastWord(program.parameters[static_cast<std::size_t>(parameter)].path);
    if (name == "kernel") return QStringLiteral("W");
    if (name == "recurrent_kernel") return QStringLiteral("U");
    if (name == "bias") return QStringLiteral("b");
    if (name == "embeddings") return QStringLiteral("E");
    if (name == "peephole_kernel") return QStringLiteral("p");
    return QStringLiteral("V") + QString::fromStdString(name.substr(0, 1));
}

namespace {

/// Where a gate's block comes in the dialect's order; far behind for what is no gate's.
std::size_t rankOf(const engine::CellProgram& program, const std::vector<engine::GateBlock>& order,
                   std::size_t operation) {
    const std::string& name = program.operations[operation].name;
    for (std::size_t k = 0; k < order.size(); ++k)
        if (name == order[k].gate || name == std::string("z_").append(order[k].gate)) return k;
    return order.size();
}

bool isReady(const engine::Operation& operation, const std::vector<bool>& done) {
    const auto there = [&](const engine::Operand& operand) {
        return operand.from != engine::Operand::From::Now || done[static_cast<std::size_t>(operand.operation)];
    };
    for (const auto& operand : operation.operands)
        if (!there(operand)) return false;
    for (const auto& term : operation.terms)
        if (term.kind != engine::Term::Kind::Bias && !there(term.operand)) return false;
    return true;
}

/// The operations as the dialect orders its gates; what a gate reads comes before it all the same.
std::vector<std::size_t> walkOrder(const engine::CellProgram& program, Letters letters) {
    const std::size_t count = program.operations.size();
    std::vector<std::size_t> walk;
    if (!letters) {
        walk.resize(count);
        std::iota(walk.begin(), walk.end(), std::size_t{0});
        return walk;
    }
    const auto order = engine::gateBlocks(*letters, program);
    std::vector<bool> done(count, false);
    while (walk.size() < count) {
        std::size_t best = count;
        for (std::size_t o = 0; o < count; ++o) {
            if (done[o] || !isReady(program.operations[o], done)) continue;
            if (best == count || rankOf(program, order, o) < rankOf(program, order, best)) best = o;
        }
        done[best] = true;
        walk.push_back(best);
    }
    return walk;
}

}  // namespace

std::vector<Station> stationsOf(const engine::CellProgram& program, Cursor::Pass pass, Letters letters) {
    std::vector<Station> stations;
    for (const std::size_t o : walkOrder(program, letters)) {
        const auto& operation = program.operations[o];
        const engine::Letter letter = letterOf(program, static_cast<int>(o), letters);
        const std::string symbol =
            letter.subscript.empty() ? letter.text : std::string(letter.text).append("_").append(letter.subscript);
        stations.push_back({Station::Kind::Operation, static_cast<int>(o), operation.name,
                            QString::fromStdString(symbol), labelOf(operation)});
    }
    if (pass == Cursor::Pass::Forward) return stations;
    // A layer without states hands back at every step what it was handed: the loss has a part of its own.
    std::vector<Station> reverse;
    if (!program.states.empty())
        reverse.push_back({Station::Kind::Loss, -1, "loss", QStringLiteral("L"),
                           QCoreApplication::translate("gui::CellNames", "loss")});
    reverse.insert(reverse.end(), stations.rbegin(), stations.rend());
    for (std::size_t p = 0; p < program.parameters.size(); ++p) {
        const std::string name = lastWord(program.parameters[p].path);
        const int index = static_cast<int>(p);
        reverse.push_back(
            {Station::Kind::Parameter, index, name, parameterSymbol(program, index), QString::fromStdString(name)});
    }
    return reverse;
}

int stationIndex(const std::vector<Station>& stations, const std::string& operation) {
    const std::string bare = operation.substr(0, operation.find(':'));
    for (std::size_t s = 0; s < stations.size(); ++s)
        if (stations[s].name == bare) return static_cast<int>(s);
    return -1;
}

int gateBlock(const engine::CellProgram& program, const std::string& operation) {
    const auto colon = operation.find(':');
    const std::string gate = colon == std::string::npos ? std::string() : operation.substr(colon + 1);
    for (std::size_t g = 0; g < program.gateOrder.size(); ++g)
        if (program.gateOrder[g] == gate) return static_cast<int>(g);
    return 0;
}

namespace {

/// The step the pass goes to after t, or -1.
Index onward(const Reading& reading, Cursor::Pass pass, Index t) {
    return pass == Cursor::Pass::Forward ? reading.after(t) : reading.before(t);
}

Index backOf(const Reading& reading, Cursor::Pass pass, Index t) {
    return pass == Cursor::Pass::Forward ? reading.before(t) : reading.after(t);
}

Cursor at(Cursor cursor, Index t, const Station& station) {
    cursor.t = static_cast<int>(t) + 1;
    cursor.operation = station.name;
    return cursor;
}

/// The loss is a station of the last step only: from there the walk starts.
std::size_t firstStation(const Reading& reading, const Cursor& cursor, Index t) {
    return cursor.pass == Cursor::Pass::Backward && t != reading.lastStep() ? 1 : 0;
}

}  // namespace

Cursor nextOperation(const engine::Trace& trace, const Cursor& given) {
    const Reading reading(trace);
    const Cursor cursor = reading.fitted(given);
    const auto stations = stationsOf(reading.program(), cursor);
    const auto here = static_cast<std::size_t>(stationIndex(stations, cursor.operation));
    if (here + 1 < stations.size()) return at(cursor, cursor.t - 1, stations[here + 1]);
    const Index t = onward(reading, cursor.pass, cursor.t - 1);
    return t < 0 ? cursor : at(cursor, t, stations[firstStation(reading, cursor, t)]);
}

Cursor previousOperation(const engine::Trace& trace, const Cursor& given) {
    const Reading reading(trace);
    const Cursor cursor = reading.fitted(given);
    const auto stations = stationsOf(reading.program(), cursor);
    const auto here = static_cast<std::size_t>(stationIndex(stations, cursor.operation));
    if (here > firstStation(reading, cursor, cursor.t - 1)) return at(cursor, cursor.t - 1, stations[here - 1]);
    const Index t = backOf(reading, cursor.pass, cursor.t - 1);
    return t < 0 ? cursor : at(cursor, t, stations.back());
}

Cursor nextStep(const engine::Trace& trace, const Cursor& given) {
    const Reading reading(trace);
    Cursor cursor = reading.fitted(given);
    const Index t = onward(reading, cursor.pass, cursor.t - 1);
    if (t < 0) return cursor;
    cursor.t = static_cast<int>(t) + 1;
    if (cursor.operation == "loss") cursor.operation = stationsOf(reading.program(), cursor)[1].name;
    return cursor;
}

Cursor previousStep(const engine::Trace& trace, const Cursor& given) {
    const Reading reading(trace);
    Cursor cursor = reading.fitted(given);
    const Index t = backOf(reading, cursor.pass, cursor.t - 1);
    if (t >= 0) cursor.t = static_cast<int>(t) + 1;
    return cursor;
}

Cursor first(const engine::Trace& trace, const Cursor& given) {
    const Reading reading(trace);
    const Cursor cursor = reading.fitted(given);
    const bool forward = cursor.pass == Cursor::Pass::Forward;
    return at(cursor, forward ? reading.firstStep() : reading.lastStep(),
              stationsOf(reading.program(), cursor).front());
}

Cursor last(const engine::Trace& trace, const Cursor& given) {
    const Reading reading(trace);
    const Cursor cursor = reading.fitted(given);
    const bool forward = cursor.pass == Cursor::Pass::Forward;
    return at(cursor, forward ? reading.lastStep() : reading.firstStep(), stationsOf(reading.program(), cursor).back());
}

Cursor otherPass(const engine::Trace& trace, const Cursor& given) {
    const Reading reading(trace);
    Cursor cursor = reading.fitted(given);
    if (!trace.hasGradients()) return cursor;
    cursor.pass = cursor.pass == Cursor::Pass::Forward ? Cursor::Pass::Backward : Cursor::Pass::Forward;
    const auto stations = stationsOf(reading.program(), cursor);
    // A contribution or the loss has no place in the forward pass: go to the end of the step.
    if (stationIndex(stations, cursor.operation) < 0) cursor.operation = stations.back().name;
    return cursor;
}

bool atEnd(const engine::Trace& trace, const Cursor& cursor) {
    const Cursor next = nextOperation(trace, cursor);
    return next == Reading(trace).fitted(cursor);
}

bool reached(const engine::CellProgram& program, const Cursor& cursor, int operation) {
    const auto stations = stationsOf(program, cursor);
    const int here = stationIndex(stations, cursor.operation);
    for (int s = 0; s <= here; ++s) {
        const Station& station = stations[static_cast<std::size_t>(s)];
        if (station.kind == Station::Kind::Operation && station.index == operation) return true;
    }
    return false;
}

}  // namespace gui
