// The same cell in the letters and the gate order of Keras, PyTorch, ONNX or the papers. Only names and places differ.
#pragma once

#include <string>
#include <vector>

#include "engine/cells/program.h"

namespace engine {

/// A letter with what hangs below it.
struct Letter {
    std::string text, subscript;
    bool operator==(const Letter&) const = default;
};

/// "Keras", "PyTorch", "ONNX", "papers"
[[nodiscard]] std::string dialectName(Dialect dialect);
[[nodiscard]] const std::vector<Dialect>& dialects();

/// How an operation of one letter ("f", "g", "h", "z_f", "u_g") is written; a composed one ("f*c") keeps its symbol.
/// The candidate is c̃ in Keras and ONNX (h̃ for a GRU), g in PyTorch (n for a GRU), z in Greff et al., whose output is y
/// and whose pre-activations carry a bar.
[[nodiscard]] Letter operationLetter(Dialect dialect, const CellProgram& program, int operation);

/// How a parameter's block is written: W_f and U_f; PyTorch W_if and W_hf; ONNX and the papers W_f and R_f.
[[nodiscard]] Letter parameterLetter(Dialect dialect, const CellProgram& program, const Term& term);

/// One block of columns of the kernel as the dialect stores it.
struct GateBlock {
    int block = 0;       ///< its place in our kernel
    std::string gate;    ///< our name, of CellProgram::gateOrder
    std::string letter;  ///< the dialect's
};
/// In the dialect's order: LSTM Keras i f c o, PyTorch i f g o, ONNX i o f c; GRU Keras and ONNX z r h, PyTorch r z n.
[[nodiscard]] std::vector<GateBlock> gateBlocks(Dialect dialect, const CellProgram& program);

}  // namespace engine
