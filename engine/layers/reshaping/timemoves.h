// keras.layers.Cropping1D, ZeroPadding1D, UpSampling1D and Permute.
#pragma once

#include "engine/layers/reshaping/moves.h"

namespace engine {

/// Steps cut off, or steps of zeros added, before and after.
class Border1D : public Moves {
 public:
    Border1D(std::string name, bool adds, Index before, Index after);

    [[nodiscard]] Index before() const { return m_before; }
    [[nodiscard]] Index after() const { return m_after; }
    [[nodiscard]] std::string className() const override { return m_adds ? "ZeroPadding1D" : "Cropping1D"; }

 protected:
    [[nodiscard]] Shape target(const Shape& input) const override;
    [[nodiscard]] std::vector<Index> sources(const Shape& input) const override;

 private:
    bool m_adds;
    Index m_before, m_after;
};

/// Every step `size` times in a row.
class UpSampling1D : public Moves {
 public:
    UpSampling1D(std::string name, Index size);

    [[nodiscard]] Index size() const { return m_size; }
    [[nodiscard]] std::string className() const override { return "UpSampling1D"; }

 protected:
    [[nodiscard]] Shape target(const Shape& input) const override;
    [[nodiscard]] std::vector<Index> sources(const Shape& input) const override;

 private:
    Index m_size;
};

/// Permute((2, 1)): steps and features change places; other orders of one or two axes leave all as it is.
class Permute : public Moves {
 public:
    Permute(std::string name, std::vector<Index> dims);

    [[nodiscard]] const std::vector<Index>& dims() const { return m_dims; }
    [[nodiscard]] std::string className() const override { return "Permute"; }

 protected:
    [[nodiscard]] Shape target(const Shape& input) const override;
    [[nodiscard]] std::vector<Index> sources(const Shape& input) const override;

 private:
    [[nodiscard]] bool turns() const { return m_dims.size() == 2 && m_dims[0] == 2; }

    std::vector<Index> m_dims;
};

}  // namespace engine
