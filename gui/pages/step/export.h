// Carries a picture or a trace out of the program in the formats of their own world.
#pragma once

#include <QString>
#include <cstdint>
#include <string>

#include "engine/training/trace.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"

namespace gui {

/// By the file's ending: .svg, .pdf, .png (slide size, 1920 wide). Throws engine::Error where it cannot be written.
void exportDrawing(const Drawing& drawing, const Theme& theme, const QString& file);
/// Where a trace comes from, so that a file can be told from another: lesson, version, seed, epoch, sample.
struct TraceSource {
    std::string lesson, version;
    std::uint64_t seed = 0;
    int epoch = 0;
    std::size_t sample = 0;
};

/// By the file's ending: .csv (a row a step and unit, a column an operation and its gradient) or .json (operation by
/// step by unit).
void exportTrace(const engine::Trace& trace, const TraceSource& source, const QString& file);

}  // namespace gui
