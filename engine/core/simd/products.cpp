// 16 columns of the result at a time: their part of b is copied into a panel [k][16], so that each of its rows is one
// block of lanes; a's rows, or its columns in panels of 12, are broadcast against it. The sums go in the order of k.
#include "engine/core/simd/targets.h"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/core/simd/products.cpp"
#include <hwy/foreach_target.h>
// After it, in every turn.
#include "engine/core/simd/product-inl.h"

HWY_BEFORE_NAMESPACE();
namespace engine::simd::HWY_NAMESPACE {

/// sums[rows][16] of a panel of `numbers` columns.
void productOfRows(const Factors& factors, std::size_t rows, std::size_t numbers, float* sums) {
    if (numbers > 8)
        product<false, 16>(factors, rows, sums, false);
    else
        product<false, 8>(factors, rows, sums, false);
}
void productOfPanels(const Factors& factors, std::size_t rows, std::size_t numbers, float* sums) {
    if (numbers > 8)
        product<true, 16>(factors, rows, sums, false, factors.inner * kPanel);
    else
        product<true, 8>(factors, rows, sums, false, factors.inner * kPanel);
}

}  // namespace engine::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

#include <algorithm>

#include "engine/core/simd/buffer.h"
#include "engine/core/simd/isa.h"
#include "engine/core/simd/products.h"

namespace engine {
namespace simd {

HWY_EXPORT(productOfRows);
HWY_EXPORT(productOfPanels);

}  // namespace simd

namespace {

using simd::kLanes, simd::kPanel;

/// Of so few numbers copies cost more than they save.
bool isSmall(const Matrix& a, const Matrix& b) {
    return b.cols() < 3 || b.rows() < 3 || a.size() < 256;
}

std::size_t size(Index count) {
    return static_cast<std::size_t>(count);
}

/// Panels and sums of this thread, kept between calls.
float* scratch(std::size_t count) {
    thread_local Buffer buffer;
    return buffer.atLeast(count);
}

/// Columns first .. of 16 sums a row into the result.
template <typename Use>
void eachSum(const float* sums, Matrix& out, Index first, std::size_t numbers, Use use) {
    for (Index row = 0; row < out.rows(); ++row) {
        float* to = &out(row, first);
        const float* from = sums + size(row) * kLanes;
        for (std::size_t column = 0; column < numbers; ++column) use(to[column], from[column]);
    }
}

/// out = a times panels of 16 columns, which `fill` makes: (first column, how many, [k][16]).
template <typename Fill>
void productOver(const Matrix& a, Index columns, Matrix& out, Fill fill) {
    const std::size_t k = size(a.cols());
    float* const right = scratch((k + size(a.rows())) * kLanes);
    float* const sums = right + k * kLanes;
    out.resize(a.rows(), columns);
    simd::Factors f;
    f.a = a.data();
    f.aRow = f.inner = k;
    f.b = right;
    for (Index first = 0; first < columns; first += static_cast<Index>(kLanes)) {
        const std::size_t numbers = std::min(kLanes, size(columns - first));
        fill(first, numbers, right);
        HWY_DYNAMIC_DISPATCH(simd::productOfRows)(f, size(a.rows()), numbers, sums);
        eachSum(sums, out, first, numbers, [](float& to, float from) { to = from; });
    }
}

void copyColumns(const Matrix& b, Index first, std::size_t numbers, float* to) {
    for (Index row = 0; row < b.rows(); ++row, to += kLanes) {
        std::copy_n(&b(row, first), numbers, to);
        std::fill(to + numbers, to + kLanes, 0.0f);
    }
}

}  // namespace

void product(const Matrix& a, const Matrix& b, Matrix& out) {
    if (isSmall(a, b)) {
        out.noalias() = a * b;
        return;
    }
    productOver(a, b.cols(), out,
                [&b](Index first, std::size_t numbers, float* to) { copyColumns(b, first, numbers, to); });
}

void productWithTransposed(const Matrix& a, const Matrix& b, Matrix& out) {
    if (isSmall(a, b)) {
        out.noalias() = a * b.transpose();
        return;
    }
    productOver(a, b.rows(), out, [&b](Index first, std::size_t numbers, float* to) {
        simd::toLanes(&b(first, 0), size(b.cols()), numbers, size(b.cols()), to);
    });
}

void addTransposedProduct(const Matrix& a, const Matrix& b, Matrix& out) {
    if (isSmall(a, b)) {
        out.noalias() += a.transpose() * b;
        return;
    }
    const std::size_t k = size(a.rows()), rows = size(a.cols()), panels = (rows + kPanel - 1) / kPanel;
    float* const right = scratch((k + rows) * kLanes + panels * kPanel * k + kLanes);
    float* const sums = right + k * kLanes;
    float* const left = sums + rows * kLanes;
    for (std::size_t panel = 0; panel < panels; ++panel)
        for (std::size_t row = 0; row < k; ++row)
            std::copy_n(a.data() + row * rows + panel * kPanel, std::min(kPanel, rows - panel * kPanel),
                        left + (panel * k + row) * kPanel);
    simd::Factors f;
    f.a = left;
    f.b = right;
    f.inner = k;
    for (Index first = 0; first < b.cols(); first += static_cast<Index>(kLanes)) {
        const std::size_t numbers = std::min(kLanes, size(b.cols() - first));
        copyColumns(b, first, numbers, right);
        HWY_DYNAMIC_DISPATCH(simd::productOfPanels)(f, rows, numbers, sums);
        eachSum(sums, out, first, numbers, [](float& to, float from) { to += from; });
    }
}

}  // namespace engine
#endif
