// The piano roll: time goes to the right, pitch upwards; what was given and what the net wrote in two colours.
#pragma once

#include <vector>

#include "gui/charts/legend.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"
#include "lessons/tasks/tune.h"

namespace gui {

/// at: the playhead, in quarter notes from the beginning; below 0: it stands nowhere. Every note is a target
/// "note=K", K from 1; a rest is one too, and has no box.
[[nodiscard]] Drawing tuneRoll(const lessons::WrittenTune& tune, const Theme& theme, QSizeF size, double at = -1);
[[nodiscard]] std::vector<LegendEntry> tuneLegend(const Theme& theme);
/// "note 9, G4, 1 quarter notes, written, probability 0.41"
[[nodiscard]] QString tuneNoteName(const lessons::WrittenTune& tune, std::size_t note);

}  // namespace gui
