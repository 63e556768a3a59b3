// Indexing: a view of offset and strides, walked in order.
#include "engine/layers/operations/indexed.h"

#include <algorithm>

#include "engine/layers/check.h"

namespace engine {

std::vector<Index> axesOf(const Shape& shape) {
    if (shape.width > 0) return {shape.steps, shape.width, shape.channels()};
    if (shape.sequence) return {shape.steps, shape.features};
    return {shape.features};
}

Shape shapeOfAxes(const std::vector<Index>& axes, const std::string& who) {
    if (axes.size() == 1) return Shape::vector(axes[0]);
    if (axes.size() == 2) return Shape::sequenceOf(axes[0], axes[1]);
    if (axes.size() == 3) return Shape::rowsOf(axes[0], axes[1], axes[2]);
    throw Error(who + ": expected a result of rank 2 to 4, got rank " + std::to_string(axes.size() + 1));
}

namespace {

// How many places a part of an axis has; moves start to its first one.
Index countOf(const Slice& slice, Index size, Index& start) {
    const Index step = slice.step, low = step > 0 ? 0 : -1, high = step > 0 ? size : size - 1;
    const auto bound = [&](Index value, Index otherwise) {
        if (value == kWhole) return otherwise;
        return std::clamp(value < 0 ? value + size : value, low, high);
    };
    start = bound(slice.start, step > 0 ? low : high);
    const Index stop = bound(slice.stop, step > 0 ? high : low);
    const Index distance = step > 0 ? stop - start : start - stop, stride = step > 0 ? step : -step;
    return distance <= 0 ? 0 : (distance + stride - 1) / stride;
}

}  // namespace

Indexed::View Indexed::view(const Shape& input) const {
    const std::vector<Index> axes = axesOf(input);
    View view;
    std::size_t axis = 0;
    const auto strideOf = [&](std::size_t which) {
        Index stride = 1;
        for (std::size_t a = which + 1; a < axes.size(); ++a) stride *= axes[a] == kVariable ? 1 : axes[a];
        return stride;
    };
    const auto use = [&](const AxisKey& key) {
        if (std::holds_alternative<NewAxis>(key)) {
            view.sizes.push_back(1);
            view.strides.push_back(0);
            return;
        }
        if (axis >= axes.size())
            throw Error(name() + ": expected at most " + std::to_string(axes.size()) + " axes of shape " +
                        input.text() + ", got more");
        const Index size = axes[axis], stride = strideOf(axis++);
        if (const Index* place = std::get_if<Index>(&key)) {
            const Index from = *place < 0 && size != kVariable ? *place + size : *place;
            if (size != kVariable && (from < 0 || from >= size))
                throw Error(name() + ": expected a place among " + std::to_string(size) + ", got " +
                            std::to_string(*place));
            view.offset += from * stride;
            return;
        }
        const Slice& slice = std::get<Slice>(key);
        Index start = 0;
        const Index count = size == kVariable ? kVariable : countOf(slice, size, start);
        view.offset += start * stride;
        view.sizes.push_back(count);
        view.strides.push_back(stride * slice.step);
    };
    for (const AxisKey& key : m_keys) use(key);
    while (axis < axes.size()) use(Slice{});
    return view;
}

Shape Indexed::target(const Shape& input) const {
    const Shape shape = shapeOfAxes(view(input).sizes, name());
    if (shape.features == kVariable)
        throw Error(name() + ": expected steps of known number, got shape " + input.text());
    return shape;
}

std::vector<Index> Indexed::sources(const Shape& input) const {
    const View own = view(input);
    std::vector<Index> places{own.offset};
    for (std::size_t axis = 0; axis < own.sizes.size(); ++axis) {
        std::vector<Index> more;
        more.reserve(places.size() * static_cast<std::size_t>(own.sizes[axis]));
        for (const Index place : places)
            for (Index i = 0; i < own.sizes[axis]; ++i) more.push_back(place + i * own.strides[axis]);
        places = std::move(more);
    }
    return places;
}

}  // namespace engine
