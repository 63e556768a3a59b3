// Indexing as NumPy does, and the other operations that put the numbers of a tensor to other places.
#pragma once

#include <limits>
#include <variant>

#include "engine/layers/reshaping/moves.h"

namespace engine {

constexpr Index kWhole = std::numeric_limits<Index>::min();  ///< a bound of a Slice that is not given

struct Slice {
    Index start = kWhole, stop = kWhole, step = 1;
    bool operator==(const Slice&) const = default;
};
struct NewAxis {};

/// One axis without the batch: a place of it, a part of it, or one more of size 1.
using AxisKey = std::variant<Index, Slice, NewAxis>;

/// x[:, keys...]; axes without a key stay.
class Indexed : public Moves {
 public:
    Indexed(std::string name, std::vector<AxisKey> keys) : Moves(std::move(name)), m_keys(std::move(keys)) {}
    [[nodiscard]] std::string className() const override { return "GetItem"; }

 protected:
    [[nodiscard]] Shape target(const Shape& input) const override;
    [[nodiscard]] std::vector<Index> sources(const Shape& input) const override;

 private:
    struct View {
        std::vector<Index> sizes, strides;
        Index offset = 0;
    };
    [[nodiscard]] View view(const Shape& input) const;

    std::vector<AxisKey> m_keys;
};

/// The axes of a sample, (steps, features) of a sequence.
[[nodiscard]] std::vector<Index> axesOf(const Shape& shape);
/// The way back; throws Error with `who` for other than 1 to 3 axes.
[[nodiscard]] Shape shapeOfAxes(const std::vector<Index>& axes, const std::string& who);

}  // namespace engine
