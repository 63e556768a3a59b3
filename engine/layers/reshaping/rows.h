// Samples as rows: the order in which Keras counts the numbers of a sample.
#pragma once

#include "engine/core/tensor.h"

namespace engine {

/// [steps*batch x features], time-major, to [batch x steps*features].
[[nodiscard]] inline Matrix sampleRows(const Matrix& values, Index batch, Index steps) {
    if (steps == 1) return values;
    const Index features = values.cols();
    Matrix rows(batch, steps * features);
    for (Index t = 0; t < steps; ++t) rows.middleCols(t * features, features) = values.middleRows(t * batch, batch);
    return rows;
}

/// The way back: [batch x steps*features] to [steps*batch x features].
[[nodiscard]] inline Matrix timeMajor(const Matrix& rows, Index steps) {
    if (steps == 1) return rows;
    const Index batch = rows.rows(), features = rows.cols() / steps;
    Matrix values(steps * batch, features);
    for (Index t = 0; t < steps; ++t) values.middleRows(t * batch, batch) = rows.middleCols(t * features, features);
    return values;
}

}  // namespace engine
