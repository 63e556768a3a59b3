// Carries a picture or a trace out of the program in the formats of their own world.
#pragma once

#include <QString>

#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"
#include "lessons/session/snapshot.h"

namespace gui {

/// By the file's ending: .svg, .pdf, .png (slide size, 1920 wide). Throws engine::Error where it cannot be written.
void exportDrawing(const Drawing& drawing, const Theme& theme, const QString& file);
/// By the file's ending: .csv (a row a step and unit, a column an operation and its gradient) or .json (as
/// `gatewise trace` prints it). view: its edits are in the weights that are told.
void exportTrace(const lessons::Snapshot& snapshot, const lessons::View& view, const QString& file);

}  // namespace gui
