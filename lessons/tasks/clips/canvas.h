// A small grey picture that lines and discs are drawn on, with smooth edges.
#pragma once

#include <array>
#include <vector>

namespace lessons {

using Point = std::array<double, 2>;  ///< x to the right, y down, in pixels; (0, 0) is the corner of the first pixel

class Canvas {
 public:
    explicit Canvas(int size) : m_size(size), m_pixels(std::size_t(size) * std::size_t(size)) {}

    /// A line with round ends. A pixel takes as much ink as the line covers of it, by the distance of its centre; where
    /// two lines meet the stronger counts.
    void line(Point from, Point to, double width, double ink);
    void disc(Point centre, double radius, double ink) { line(centre, centre, 2 * radius, ink); }

    /// Row by row, 0 to 1.
    [[nodiscard]] const std::vector<double>& pixels() const { return m_pixels; }

 private:
    int m_size;
    std::vector<double> m_pixels;
};

}  // namespace lessons
