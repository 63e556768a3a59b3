// Fewer points for the same picture: the lowest and the highest value of each stretch, in their order.
#pragma once

#include <QList>
#include <QPointF>
#include <cstddef>
#include <vector>

namespace gui {

/// The points (offset + k, values[k]) for k in [first, last), at most about maxPoints; values that are not finite are
/// left out.
[[nodiscard]] QList<QPointF> decimate(const std::vector<double>& values, std::size_t first, std::size_t last,
                                      int maxPoints, double offset = 0);

}  // namespace gui
