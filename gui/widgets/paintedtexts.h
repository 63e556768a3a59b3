// Widgets that paint their own texts tell them: for `shot --texts`, for tests of the layout.
#pragma once

#include <vector>

#include "gui/widgets/drawing.h"

namespace gui {

class PaintedTexts {
 public:
    virtual ~PaintedTexts() = default;
    /// What is painted now, in the widget's own coordinates.
    [[nodiscard]] virtual std::vector<DrawnText> paintedTexts() const = 0;
};

}  // namespace gui
