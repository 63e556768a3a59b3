// Draws by the distance of each pixel's centre from the line.
#include "lessons/tasks/clips/canvas.h"

#include <algorithm>
#include <cmath>

namespace lessons {

void Canvas::line(Point from, Point to, double width, double ink) {
    const double dx = to[0] - from[0], dy = to[1] - from[1], length = dx * dx + dy * dy, radius = width / 2;
    const auto clipped = [&](double at) { return std::clamp(int(std::floor(at)), 0, m_size); };
    const int left = clipped(std::min(from[0], to[0]) - radius - 1),
              top = clipped(std::min(from[1], to[1]) - radius - 1);
    const int right = clipped(std::max(from[0], to[0]) + radius + 2),
              bottom = clipped(std::max(from[1], to[1]) + radius + 2);
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x) {
            const double px = x + 0.5 - from[0], py = y + 0.5 - from[1];
            const double along = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
            const double distance = std::hypot(px - along * dx, py - along * dy);
            // Half a pixel from full to none; a line thinner than a pixel is paler, not narrower.
            const double cover = std::clamp(radius + 0.5 - distance, 0.0, 1.0) * std::min(1.0, width);
            double& pixel = m_pixels[std::size_t(y) * std::size_t(m_size) + std::size_t(x)];
            pixel = std::max(pixel, ink * cover);
        }
}

}  // namespace lessons
