// Reads the blocks of a step: predict, quiz, exercise, hint, note.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lessons/format/faults.h"
#include "lessons/format/page.h"

namespace lessons {

/// "predict", "quiz", "exercise", "hint", "note".
[[nodiscard]] const std::vector<std::string>& blockNames();

/// name: one of blockNames. text: what stands between the fences, its first line the file's `firstLine`; the fence
/// itself stands at `position`. Nothing where it is too broken to be shown.
[[nodiscard]] std::optional<PagePart> readBlock(const std::string& name, const std::string& text, int firstLine,
                                                Position position, FaultList& faults);

/// "step:t=18", "set:data.series=sunspots", or a bare place, which is a step: link. As links of the text.
[[nodiscard]] std::string linkOf(const std::string& text);

}  // namespace lessons
