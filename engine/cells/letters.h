// How the dialects write a cell: data of the cell, beside its operations.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace engine {

/// Whose letters and whose order of the gates: Keras's, PyTorch's, ONNX's or the papers'.
enum class Dialect { Keras, PyTorch, Onnx, Papers };
inline constexpr std::size_t kDialects = 4;

/// One of our letters in a dialect's writing.
struct LetterChange {
    std::string own;      ///< "g"
    std::string written;  ///< in equations: "c̃"
    std::string block;    ///< in the name of the kernel's columns, where a tilde is left out: "c"; empty: as `written`
};

/// A cell in one dialect. What is not changed is written as our own.
struct CellWriting {
    std::vector<LetterChange> changes;
    std::vector<std::string> blocks;  ///< the order of the kernel's column blocks, our letters; empty: our own order.
                                      ///< A family's cells share it: a gate that a cell lacks is passed over
};

/// By Dialect.
using CellLetters = std::array<CellWriting, kDialects>;

}  // namespace engine
