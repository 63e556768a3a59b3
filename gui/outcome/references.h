// What an outcome is measured against, in words.
#pragma once

#include <QString>
#include <vector>

#include "lessons/tasks/outcome.h"

namespace gui {

/// "by chance 0.25; linear rule 0.49"; empty for none.
[[nodiscard]] QString referenceText(const std::vector<lessons::Reference>& references);
/// "linear rule"
[[nodiscard]] QString referenceName(const std::string& id);

}  // namespace gui
