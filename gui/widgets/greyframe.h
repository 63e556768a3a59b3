// A row of pixels as a small grey picture.
#pragma once

#include <QImage>
#include <algorithm>

#include "engine/core/scalar.h"

namespace gui {

/// Row `frame` of values, pixels row by row: 0 and less is black, 1 and more is white.
[[nodiscard]] inline QImage greyFrame(const engine::Matrix& values, engine::Index frame, int width, int height) {
    QImage image(width, height, QImage::Format_Grayscale8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.scanLine(y)[x] =
                uchar(255.0 * std::clamp(double(values(frame, engine::Index(y) * width + x)), 0.0, 1.0) + 0.5);
    return image;
}

}  // namespace gui
