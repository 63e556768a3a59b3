// Which step comes from where.
#include "engine/layers/reshaping/timemoves.h"

#include "engine/layers/check.h"

namespace engine {

namespace {

// The places of whole steps; -1: a step of zeros.
std::vector<Index> ofSteps(const std::vector<Index>& steps, Index features) {
    std::vector<Index> places;
    places.reserve(steps.size() * static_cast<std::size_t>(features));
    for (const Index step : steps)
        for (Index f = 0; f < features; ++f) places.push_back(step < 0 ? -1 : step * features + f);
    return places;
}

}  // namespace

Border1D::Border1D(std::string name, bool adds, Index before, Index after)
    : Moves(std::move(name)), m_adds(adds), m_before(before), m_after(after) {
    if (before < 0 || after < 0) throw Error(this->name() + ": expected 0 or more steps on each side");
}

Shape Border1D::target(const Shape& input) const {
    checkSequence(*this, input);
    Shape shape = input;
    if (input.steps == kVariable) return shape;
    shape.steps = m_adds ? input.steps + m_before + m_after : input.steps - m_before - m_after;
    if (shape.steps < 1)
        throw Error(name() + ": expected more than " + std::to_string(m_before + m_after) +
                    " steps, which are cut off, got " + std::to_string(input.steps));
    return shape;
}

std::vector<Index> Border1D::sources(const Shape& input) const {
    std::vector<Index> steps;
    const Index count = target(input).steps, first = m_adds ? -m_before : m_before;
    for (Index t = 0; t < count; ++t)
        steps.push_back(first + t >= 0 && first + t < input.steps ? first + t : Index{-1});
    return ofSteps(steps, input.features);
}

UpSampling1D::UpSampling1D(std::string name, Index size) : Moves(std::move(name)), m_size(size) {
    if (size < 1) throw Error(this->name() + ": expected a size of at least 1, got " + std::to_string(size));
}

Shape UpSampling1D::target(const Shape& input) const {
    checkSequence(*this, input);
    Shape shape = input;
    if (input.steps != kVariable) shape.steps = input.steps * m_size;
    return shape;
}

std::vector<Index> UpSampling1D::sources(const Shape& input) const {
    std::vector<Index> steps;
    for (Index t = 0; t < input.steps * m_size; ++t) steps.push_back(t / m_size);
    return ofSteps(steps, input.features);
}

Permute::Permute(std::string name, std::vector<Index> dims) : Moves(std::move(name)), m_dims(std::move(dims)) {
    const bool one = m_dims == std::vector<Index>{1}, two = m_dims == std::vector<Index>{1, 2};
    if (!one && !two && m_dims != std::vector<Index>{2, 1})
        throw Error(this->name() + ": expected dims (1,), (1, 2) or (2, 1), got others");
}

Shape Permute::target(const Shape& input) const {
    if (input.width > 0 || input.sequence != (m_dims.size() == 2))
        throw Error(name() + ": expected an input of " + std::to_string(m_dims.size()) + " axes, got shape " +
                    input.text());
    if (!turns()) return input;
    if (input.steps == kVariable) throw Error(name() + ": expected a known number of steps, got shape " + input.text());
    return Shape::sequenceOf(input.features, input.steps);
}

std::vector<Index> Permute::sources(const Shape& input) const {
    std::vector<Index> places;
    const Shape to = target(input);
    for (Index t = 0; t < to.steps; ++t)
        for (Index f = 0; f < to.features; ++f)
            places.push_back(turns() ? f * input.features + t : t * input.features + f);
    return places;
}

}  // namespace engine
