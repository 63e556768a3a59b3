// WCAG 2.1: how far two colours lie apart. Of the tests' own, so that the theme's is held to a second one.
#pragma once

#include <QColor>
#include <algorithm>
#include <cmath>

namespace support {

inline double luminance(QRgb colour) {
    const auto linear = [](int channel) {
        const double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour)) + 0.0722 * linear(qBlue(colour));
}

/// From 1 to 21.
inline double contrast(QRgb a, QRgb b) {
    const double one = luminance(a), other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}
inline double contrast(const QColor& a, const QColor& b) {
    return contrast(a.rgb(), b.rgb());
}

}  // namespace support
