// The same cell in the letters of Keras, PyTorch, ONNX or the papers.
#include "engine/cells/dialect.h"

#include <algorithm>

namespace engine {
namespace {

bool isGru(const CellProgram& program) {
    return program.name.find("gru") != std::string::npos;
}

/// Our letter of a gate or state in the dialect's writing.
std::string letterOf(Dialect dialect, const CellProgram& program, const std::string& own) {
    if (own == "g") {
        if (dialect == Dialect::PyTorch) return isGru(program) ? "n" : "g";
        if (dialect == Dialect::Papers && !isGru(program)) return "z";
        return isGru(program) ? "h̃" : "c̃";
    }
    if (own == "h" && dialect == Dialect::Papers && !isGru(program) && program.name != "simple_rnn") return "y";
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
    if (one.name.size() == 1) return {letterOf(dialect, program, one.name), {}};
    if (one.name.size() == 3 && one.name[1] == '_') {
        const std::string gate = letterOf(dialect, program, one.name.substr(2));
        const bool preActivation = one.name[0] == 'z';
        // Greff et al. write a pre-activation as its gate with a bar; their z is the candidate.
        if (preActivation && dialect == Dialect::Papers) return {gate + "\u0305", {}};
        return {one.name.substr(0, 1), gate};
    }
    return {one.symbol, {}};
}

Letter parameterLetter(Dialect dialect, const CellProgram& program, const Term& term) {
    const std::string& path = program.parameters[static_cast<std::size_t>(term.parameter)].path;
    const auto gate = [&](std::size_t block) {
        return block < program.gateOrder.size() ? letterOf(dialect, program, program.gateOrder[block]) : std::string();
    };
    const auto block = static_cast<std::size_t>(term.gate);
    const bool torch = dialect == Dialect::PyTorch, keras = dialect == Dialect::Keras;
    if (path == "kernel") return {"W", std::string(torch ? "i" : "").append(gate(block))};
    if (path == "recurrent_kernel")
        return {torch ? "W" : keras ? "U" : "R", std::string(torch ? "h" : "").append(gate(block))};
    if (path == "bias") return {term.row == 0 ? "b" : "b′", gate(block)};

    // Peepholes and gate-to-gate kernels of the LSTM family: blocks are the gates with weights of their own, without
    // the candidate, except in the cell of 1997, where every net has a block.
    std::vector<std::string> blocks;
    for (const std::string& name : program.gateOrder)
        if (name != "g" || program.name == "lstm_1997") blocks.push_back(letterOf(dialect, program, name));
    const std::string to = block < blocks.size() ? blocks[block] : std::string();
    if (path == "peephole_kernel") return {"p", to};
    return {"V", path.substr(0, 1) + to};  // input_gate_kernel, forget_gate_kernel, output_gate_kernel
}

std::vector<GateBlock> gateBlocks(Dialect dialect, const CellProgram& program) {
    std::vector<std::string> order = program.gateOrder;
    if (dialect == Dialect::Onnx && !isGru(program))
        order = {"i", "o", "f", "g", "h"};
    else if (dialect == Dialect::PyTorch && isGru(program))
        order = {"r", "z", "g"};
    else if (dialect == Dialect::Papers && !isGru(program))
        order = {"g", "i", "f", "o", "h"};
    std::vector<GateBlock> blocks;
    for (const std::string& gate : order) {
        const auto found = std::find(program.gateOrder.begin(), program.gateOrder.end(), gate);
        if (found == program.gateOrder.end()) continue;
        std::string letter = letterOf(dialect, program, gate);
        // In Keras and ONNX the kernel's block of the candidate is named after what it becomes, without the tilde.
        if (gate == "g" && letter.size() > 1) letter = letter.substr(0, 1);
        blocks.push_back({static_cast<int>(found - program.gateOrder.begin()), gate, letter});
    }
    return blocks;
}

}  // namespace engine
