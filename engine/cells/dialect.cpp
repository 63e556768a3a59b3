// The same cell in the letters of Keras, PyTorch, ONNX or the papers.
#include "engine/cells/dialect.h"

#include <algorithm>

namespace engine {
namespace {

const CellWriting& writingOf(Dialect dialect, const CellProgram& program) {
    return program.letters[static_cast<std::size_t>(dialect)];
}

/// Our letter of a gate or state in the dialect's writing.
std::string letterOf(Dialect dialect, const CellProgram& program, const std::string& own) {
    for (const LetterChange& change : writingOf(dialect, program).changes)
        if (change.own == own) return change.written;
    return own;
}

/// The same where it names columns of the kernel.
std::string blockLetterOf(Dialect dialect, const CellProgram& program, const std::string& own) {
    for (const LetterChange& change : writingOf(dialect, program).changes)
        if (change.own == own) return change.block.empty() ? change.written : change.block;
    return own;
}

}  // namespace

std::string dialectName(Dialect dialect) {
    switch (dialect) {
        case Dialect::Keras:
            return "Keras";
        case Dialect::PyTorch:
            return "PyTorch";
        case Dialect::Onnx:
            return "ONNX";
        case Dialect::Papers:
            return "papers";
    }
    return {};
}

const std::vector<Dialect>& dialects() {
    static const std::vector<Dialect> all{Dialect::Keras, Dialect::PyTorch, Dialect::Onnx, Dialect::Papers};
    return all;
}

Letter operationLetter(Dialect dialect, const CellProgram& program, int operation) {
    const Operation& one = program.operations[static_cast<std::size_t>(operation)];
    const std::string letter = letterOf(dialect, program, one.letter);
    switch (one.writing) {
        case Writing::Letter:
            return {letter, {}};
        case Writing::PreActivation:
            // Greff et al. write a pre-activation as its gate with a bar; their z is the candidate.
            if (dialect == Dialect::Papers) return {letter + "\u0305", {}};
            return {"z", letter};
        case Writing::Share:
            return {"u", letter};
        case Writing::Composed:
            break;
    }
    return {one.symbol, {}};
}

Letter parameterLetter(Dialect dialect, const CellProgram& program, const Term& term) {
    const ParameterUse& use = program.uses[static_cast<std::size_t>(term.parameter)];
    const auto block = static_cast<std::size_t>(term.gate);
    const std::string gate = block < use.blocks.size() ? letterOf(dialect, program, use.blocks[block]) : std::string();
    const bool torch = dialect == Dialect::PyTorch, keras = dialect == Dialect::Keras;
    switch (use.kind) {
        case ParameterUse::Kind::Input:
            return {"W", std::string(torch && !program.states.empty() ? "i" : "").append(gate)};
        case ParameterUse::Kind::Recurrent:
            return {torch ? "W" : keras ? "U" : "R", std::string(torch ? "h" : "").append(gate)};
        case ParameterUse::Kind::Bias:
            return {term.row == 0 ? "b" : "b′", gate};
        case ParameterUse::Kind::Peephole:
            return {"p", gate};
        case ParameterUse::Kind::Table:
            return {"E", {}};
        case ParameterUse::Kind::Gate:
            break;
    }
    return {"V", letterOf(dialect, program, use.reads) + gate};
}

std::vector<GateBlock> gateBlocks(Dialect dialect, const CellProgram& program) {
    const std::vector<std::string>& theirs = writingOf(dialect, program).blocks;
    std::vector<GateBlock> blocks;
    for (const std::string& gate : theirs.empty() ? program.gateOrder : theirs) {
        const auto found = std::find(program.gateOrder.begin(), program.gateOrder.end(), gate);
        if (found == program.gateOrder.end()) continue;
        blocks.push_back(
            {static_cast<int>(found - program.gateOrder.begin()), gate, blockLetterOf(dialect, program, gate)});
    }
    return blocks;
}

}  // namespace engine
