// Spreading over steps and features.
#include "engine/layers/merging/broadcast.h"

#include "engine/core/error.h"

namespace engine {

namespace {

// False where the two sizes do not go together.
bool join(Index& size, Index other) {
    if (size == other || other == 1) return true;
    if (size == 1) {
        size = other;
        return true;
    }
    if (size == kVariable) size = other;  // open: known when it runs
    return size == other || other == kVariable;
}

}  // namespace

Shape broadcast(const Shape& a, const Shape& b, const std::string& who) {
    Shape whole = a;
    whole.sequence = a.sequence || b.sequence;
    const bool rows = a.width > 0 || b.width > 0;
    if ((rows && (a.width != b.width || a.features != b.features)) || !join(whole.steps, b.steps) ||
        !join(whole.features, b.features))
        throw Error(who + ": expected inputs of one shape, or axes of 1, got " + a.text() + " and " + b.text());
    return whole;
}

Matrix spread(const Matrix& values, const Shape& from, const Shape& to, Index batch) {
    if (from.steps == to.steps && from.features == to.features) return values;
    Matrix whole(to.steps * batch, to.features);
    for (Index r = 0; r < whole.rows(); ++r) {
        const Index row = from.steps == 1 ? r % batch : r;
        if (from.features == 1)
            whole.row(r).setConstant(values(row, 0));
        else
            whole.row(r) = values.row(row);
    }
    return whole;
}

Matrix gathered(const Matrix& gradient, const Shape& from, const Shape& to, Index batch) {
    if (from.steps == to.steps && from.features == to.features) return gradient;
    Matrix sums = Matrix::Zero(from.steps * batch, from.features);
    for (Index r = 0; r < gradient.rows(); ++r) {
        const Index row = from.steps == 1 ? r % batch : r;
        if (from.features == 1)
            sums(row, 0) += gradient.row(r).sum();
        else
            sums.row(row) += gradient.row(r);
    }
    return sums;
}

}  // namespace engine
