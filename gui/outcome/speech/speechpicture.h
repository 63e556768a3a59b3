// An utterance as it is seen: the spectrogram, the sounds that are said, and the sounds that the net says.
#pragma once

#include <optional>

#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"
#include "lessons/tasks/outcome.h"

namespace gui {

/// at: where it is playing, in seconds; below 0: nowhere. A target's id is a place of the Step page, "sample=12,t=5".
[[nodiscard]] Drawing speechPicture(const lessons::SpeechView& view, std::size_t utterance, const Theme& theme,
                                    QSizeF size, double at = -1);
/// Which utterance a piece belongs to, by Task's number of it; none: it is not one of those that are shown.
[[nodiscard]] std::optional<std::size_t> utteranceOf(const lessons::SpeechView& view, std::size_t sample);

}  // namespace gui
