// Classes and mistakes in words and places, for the views of a classification.
#pragma once

#include <QString>

#include "lessons/tasks/outcome.h"

namespace gui {

/// Its name, or its number where the data has none.
[[nodiscard]] QString className(const lessons::ClassificationView& view, std::size_t label);
/// Where answer i is shown: "sample=41,t=2"; without t where a sequence has one answer.
[[nodiscard]] QString answerPlace(const lessons::ClassificationView& view, std::size_t answer);
/// The place of the first answer of a class that the net gives as another; empty: it never does.
[[nodiscard]] QString firstTaken(const lessons::ClassificationView& view, std::size_t label, std::size_t said);

}  // namespace gui
