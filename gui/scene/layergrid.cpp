// Columns by depth.
#include "gui/scene/layergrid.h"

#include <algorithm>

namespace gui {

using engine::Operand;
using engine::Operation;
using engine::Term;

namespace {

/// How many operations lie between the input and each operation.
std::vector<int> depthsOf(const engine::CellProgram& program, int first) {
    std::vector<int> depths;
    for (const Operation& operation : program.operations) {
        int depth = first;
        for (const Operand& operand : operation.operands)
            depth = std::max(depth, depths[static_cast<std::size_t>(operand.operation)] + 1);
        depths.push_back(depth);
    }
    return depths;
}

}  // namespace

bool hasInputCard(const engine::CellProgram& program) {
    for (const Operation& operation : program.operations)
        for (const Term& term : operation.terms)
            if (term.kind == Term::Kind::Kernel || term.kind == Term::Kind::Row) return true;
    return false;
}

LayerGrid layoutLayer(const engine::CellProgram& program, const QRectF& area, qreal widest) {
    const bool withInput = hasInputCard(program);
    const std::vector<int> depths = depthsOf(program, withInput ? 1 : 0);
    const int columns = *std::max_element(depths.begin(), depths.end()) + 1;
    LayerGrid grid;
    grid.gap = std::clamp(area.width() * 0.05, 22.0, 56.0);
    const qreal width = std::min(widest, (area.width() - grid.gap * (columns - 1)) / columns);
    const qreal left = area.center().x() - (width * columns + grid.gap * (columns - 1)) / 2;
    const auto column = [&](int depth, int place, int count) {
        const qreal between = 12, height = (area.height() - between * (count - 1)) / count;
        return QRectF(left + depth * (width + grid.gap), area.top() + place * (height + between), width, height);
    };
    if (withInput) grid.input = column(0, 0, 1);
    for (std::size_t o = 0; o < depths.size(); ++o) {
        const auto count = static_cast<int>(std::count(depths.begin(), depths.end(), depths[o]));
        const auto place =
            static_cast<int>(std::count(depths.begin(), depths.begin() + static_cast<std::ptrdiff_t>(o), depths[o]));
        grid.cards.push_back(column(depths[o], place, count));
    }
    return grid;
}

}  // namespace gui
