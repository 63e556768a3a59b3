// The slopes of a loss by all parameters, and, of a table whose rows are looked up, the part of each look-up.
#pragma once

#include <utility>
#include <vector>

#include "engine/core/scalar.h"

namespace engine {

/// The gradient of a table before its parts are added up: read r of row rows[r] has the part slices.row(r)
/// (TensorFlow's IndexedSlices). slices [reads x columns of the table].
struct RowReads {
    std::vector<Index> rows;
    Matrix slices;
};

/// By Parameter::index, each in its parameter's shape. Where a parameter has reads, its matrix is their sum; optimizers
/// take squares, norms and clipvalue from the reads one by one, as Keras does on TensorFlow.
struct Gradients : std::vector<Matrix> {
    using std::vector<Matrix>::vector;
    Gradients(std::vector<Matrix> values) : std::vector<Matrix>(std::move(values)) {}

    std::vector<RowReads>
        reads{};  ///< by parameter, no rows: the gradient is one array; shorter than the matrices: none behind

    [[nodiscard]] bool hasReads(std::size_t parameter) const;
    /// Adds parts slices [rows.size() x columns] to the reads and to their sum.
    void addReads(std::size_t parameter, const std::vector<Index>& rows, const Matrix& slices);
    /// The parts are one array from here on.
    void dropReads(std::size_t parameter);
    /// In the parameter's shape: the gradient squared, or the sum of its reads' squares.
    [[nodiscard]] Matrix squares(std::size_t parameter) const;
    [[nodiscard]] double squaredNorm(std::size_t parameter) const;
    void scale(std::size_t parameter, Scalar factor);
    /// Every number, of every read, to -limit .. limit.
    void clipValues(std::size_t parameter, Scalar limit);

    void setZero();
    /// Sums in the parameters' order, reads behind those there are: the same bits whoever computed `more`.
    Gradients& operator+=(const Gradients& more);
};

}  // namespace engine
