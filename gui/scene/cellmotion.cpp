// Finds the ways of the operands on the layout's wires.
#include "gui/scene/cellmotion.h"

#include <algorithm>

#include "gui/place/reading.h"
#include "gui/scene/progress.h"
#include "gui/scene/vectors.h"
#include "gui/widgets/sketch.h"

namespace gui {

CellMotion::CellMotion(const engine::Trace& trace, const Cursor& given, const Theme& theme, QSizeF size)
    : m_theme(theme), m_size(size) {
    const Reading reading(trace);
    const Cursor cursor = reading.fitted(given);
    const engine::CellProgram& program = reading.program();
    if (program.states.empty()) return;  // its cards stand still
    const Progress progress(program, cursor);
    if (progress.station().kind != Station::Kind::Operation) return;
    const CellFit fit = fitCell(program, progress.backward(), theme, size);
    const CellMetrics& metrics = fit.metrics;
    const CellLayout& layout = fit.layout;
    const int current = progress.station().index;
    m_hue = theme.role(program.operations[static_cast<std::size_t>(current)].role);

    const auto addTrack = [&](QPolygonF points, engine::Role role) {
        if (progress.backward()) std::reverse(points.begin(), points.end());
        QPainterPath path;
        path.addPolygon(points);
        m_tracks.push_back({path, theme.role(role)});
    };
    // One change at a time: a result lights where it belongs; it travels only where nothing travels to it.
    const bool fed = std::any_of(layout.wires.begin(), layout.wires.end(),
                                 [&](const WirePlace& wire) { return wire.reader >= 0 && progress.isCurrent(wire); });
    for (const WirePlace& wire : layout.wires) {
        if (!progress.isCurrent(wire) || wire.points.size() < 2) continue;
        if (!progress.backward() && wire.reader == -1 && fed) continue;
        // In the backward pass what comes back from a reader arrives; what goes on from here leaves with the next
        // operation.
        if (progress.backward() && wire.reader >= 0 && progress.isCurrent(wire.reader)) continue;
        const bool tap =
            wire.reader >= 0 &&
            program.operations[static_cast<std::size_t>(wire.reader)].kind == engine::Operation::Kind::Affine &&
            wire.source != WirePlace::Source::Operation && wire.role == engine::Role::Input;
        if (!tap) {
            addTrack(wire.points, wire.role);
            continue;
        }
        // h and x come all the way along the bus.
        for (QPolygonF way : layout.bus) {
            way.back() = wire.points.front();
            way << wire.points.back();
            addTrack(way, wire.role);
        }
    }
    if (const ColumnPlace* column = layout.column(current))
        m_lights.push_back({column->card, 7, column->rows.adjusted(-4, -2, 4, 2)});
    if (const NodePlace* node = layout.node(current)) {
        const QSizeF half = node->pill ? QSizeF(metrics.pill / 2, metrics.row / 2) : QSizeF(metrics.node, metrics.node);
        m_lights.push_back(
            {QRectF(node->centre - QPointF(half.width(), half.height()), half * 2), half.height(), node->chip});
    }
    for (const StackPlace& stack : layout.outgoing)
        if (program.states[static_cast<std::size_t>(stack.state)].operation == current)
            m_lights.push_back({stack.rows, 4, stack.rows.adjusted(-4, -2, 4, 2)});
}

Drawing CellMotion::at(double phase) const {
    Sketch sketch(m_theme, m_size);
    if (phase >= 1) return sketch.take();
    const double travel = m_tracks.empty() ? 1 : std::clamp(phase / kTravelShare, 0.0, 1.0);
    const double light = m_tracks.empty() ? phase : std::clamp((phase - kTravelShare) / (1 - kTravelShare), 0.0, 1.0);
    for (const Light& one : m_lights) {
        QColor veil = m_theme.card, glow = m_hue;
        veil.setAlphaF(float(1 - light));
        glow.setAlphaF(float(0.5 * 4 * light * (1 - light)));
        if (!one.result.isEmpty()) sketch.box(one.result, veil, Qt::transparent, 0, 3);
        sketch.box(one.frame.adjusted(-4, -4, 4, 4), Qt::transparent, glow, 6, one.radius + 4);
    }
    if (travel >= 1) return sketch.take();
    const double eased = travel * travel * (3 - 2 * travel);
    for (const Track& track : m_tracks) {
        // A small vector: a card of four bars, always level.
        const QPointF centre = track.path.pointAtPercent(eased);
        const QRectF card(centre.x() - 9, centre.y() - 11, 18, 22);
        sketch.box(card, m_theme.card, track.colour, 2, 4);
        for (int bar = 0; bar < 4; ++bar)
            sketch.box(QRectF(card.left() + 4, card.top() + 4 + bar * 4, bar % 2 ? 7 : 10, 2.4), track.colour);
    }
    return sketch.take();
}

}  // namespace gui
