// Every value and gradient of a cell program over a sequence.
#pragma once

#include <memory>
#include <vector>

#include "engine/cells/probe.h"
#include "engine/cells/program.h"

namespace engine {

/// Written by the interpreter when Call::record points to one. Rows are t*batch + b in *processing* order's own t:
/// step t is always the t-th element of the input sequence, also where the layer runs from right to left.
struct CellRecord {
    std::shared_ptr<const CellProgram> program;
    Index steps = 0;
    Index batch = 0;
    bool backwards = false;             ///< the layer runs from the last step to the first: "previous" is t+1
    Matrix input;                       ///< [steps*batch x features]
    Matrix inputGradient;               ///< the same shape; empty before backward
    std::vector<Matrix> initialStates;  ///< by CellProgram::states, [batch x units]
    std::vector<Matrix> values;         ///< by operation, [steps*batch x units]
    std::vector<Matrix> gradients;      ///< dLoss/dvalue, total; empty before backward
    std::vector<Matrix> parameters;     ///< the numbers that were used, by CellProgram::parameters
    std::vector<bool> mask;             ///< [steps*batch]; empty: nothing masked
    CellProbe probe;                    ///< what was held or added; empty: nothing
};

}  // namespace engine
