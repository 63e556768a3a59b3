// Whether a window can be shown, asked before Qt is.
#pragma once

#include <string>

namespace gui {

/// Empty where there is a display that answers, else one line on what is missing.
[[nodiscard]] std::string displayFault();

}  // namespace gui
