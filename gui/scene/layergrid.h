// Where the cards of a layer without states go: a column for each depth of its operations, the input before them.
#pragma once

#include <QRectF>
#include <vector>

#include "engine/cells/program.h"

namespace gui {

struct LayerGrid {
    QRectF input;               ///< null where no operation reads the input through a parameter
    std::vector<QRectF> cards;  ///< by operation
    qreal gap = 0;              ///< between two columns: the arrows run there
};

/// Whether the input has a card of its own; a program that takes it apart in blocks shows those.
[[nodiscard]] bool hasInputCard(const engine::CellProgram& program);
/// `widest`: of a card. Cards of one column share its height.
[[nodiscard]] LayerGrid layoutLayer(const engine::CellProgram& program, const QRectF& area, qreal widest);

}  // namespace gui
