// Products of matrices for the layers that are not recurrent, with the instruction set in use.
#pragma once

#include "engine/core/scalar.h"

namespace engine {

#ifdef GATEWISE_DOUBLE
// Sharp checks need no speed.
inline void product(const Matrix& a, const Matrix& b, Matrix& out) {
    out.noalias() = a * b;
}
inline void productWithTransposed(const Matrix& a, const Matrix& b, Matrix& out) {
    out.noalias() = a * b.transpose();
}
inline void addTransposedProduct(const Matrix& a, const Matrix& b, Matrix& out) {
    out.noalias() += a.transpose() * b;
}
#else
/// out = a b. out must be neither of them.
void product(const Matrix& a, const Matrix& b, Matrix& out);
/// out = a b'.
void productWithTransposed(const Matrix& a, const Matrix& b, Matrix& out);
/// out += a' b.
void addTransposedProduct(const Matrix& a, const Matrix& b, Matrix& out);
#endif

}  // namespace engine
