// Joins the placed parts of a cell by wires.
#pragma once

#include "gui/scene/anatomy.h"
#include "gui/scene/layout.h"

namespace gui {

void addWires(const engine::CellProgram& program, const Anatomy& anatomy, const CellMetrics& metrics, qreal laneY,
              qreal busY, CellLayout& layout);

}  // namespace gui
