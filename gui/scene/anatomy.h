// What the parts of a cell program are to a picture: columns, the lane of the cell state, operators before and after
// it.
#pragma once

#include <vector>

#include "engine/cells/program.h"

namespace gui {

struct Anatomy {
    struct Column {
        int affine = -1, operation = -1;
    };
    std::vector<Column> columns;   ///< from left to right
    int laneState = -1;            ///< the state with a lane of its own; -1: the output leaves its column at once
    std::vector<int> lane;         ///< operators on the way from the old state to the new one, in order
    std::vector<int> inner;        ///< operators below the lane, in order
    std::vector<int> outer;        ///< operators that read the new cell state, up to the output
    std::vector<int> lowerStates;  ///< states read through the bus: h, and the gates where gates read gates

    explicit Anatomy(const engine::CellProgram& program);
    /// The column an operation belongs to or that a chain of operators starts from, or -1.
    [[nodiscard]] int columnOf(int operation) const;
    [[nodiscard]] bool isOperator(int operation) const;
    [[nodiscard]] bool reads(int operation, engine::Operand::From from, int what) const;

 private:
    [[nodiscard]] bool leadsToLane(int operation) const;
    const engine::CellProgram& m_program;
    std::vector<int> m_column;  ///< by operation
};

}  // namespace gui
