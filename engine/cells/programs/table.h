// The cells there are, as one table: whatever hangs on which cell it is hangs on a cell's entry here, never on its
// name.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/cells/program.h"

namespace engine {

struct CellEntry {
    std::string name;  ///< "lstm_cifg"
    std::string path;  ///< "lstm_cifg_cell": where its parameters lie below a layer
    CellLetters letters;
    /// Writes the program; the entry is this one.
    std::function<std::shared_ptr<const CellProgram>(const CellEntry& entry, Index features,
                                                     const CellOptions& options)>
        write;
};

/// Every cell, family by family.
[[nodiscard]] const std::vector<CellEntry>& cellTable();

// The families, one file each.
[[nodiscard]] std::vector<CellEntry> lstmCells();      ///< with peepholes, and the eight ablations of Greff et al. 2017
[[nodiscard]] std::vector<CellEntry> lstm1997Cells();  ///< Hochreiter & Schmidhuber 1997
[[nodiscard]] std::vector<CellEntry> gruCells();       ///< both forms, and the minimal GRU
[[nodiscard]] std::vector<CellEntry> simpleRnnCells();

/// How the LSTM family is written: the candidate is c̃ in Keras and ONNX, g in PyTorch, z in Greff et al., whose output
/// is y. Kernels: Keras and PyTorch i f g o, ONNX i o f c, Greff et al. z i f o.
[[nodiscard]] CellLetters lstmLetters();

}  // namespace engine
