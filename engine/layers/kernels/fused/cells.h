// The cells that have a fused kernel, each with its layout and its two functions for the instruction set in use.
#pragma once

#include <type_traits>

#include "engine/layers/kernels/fused/plan.h"

namespace engine::fused {

struct Cell {
    CellLayout layout;
    void (*forward)(const Plan&, const Block&, Buffer& scratch);
    void (*backward)(const Plan&, const Block&, const BlockGradients&);
};

const Cell& lstmCell();
const Cell& gruCell();  ///< reset_after
const Cell& simpleRnnCell();

/// Calls use(std::integral_constant) with the function that `squash` names.
template <class Use>
void withSquash(Squash squash, Use use) {
    switch (squash) {
        case Squash::Linear:
            return use(std::integral_constant<Squash, Squash::Linear>());
        case Squash::Relu:
            return use(std::integral_constant<Squash, Squash::Relu>());
        case Squash::Tanh:
            return use(std::integral_constant<Squash, Squash::Tanh>());
        case Squash::Sigmoid:
            return use(std::integral_constant<Squash, Squash::Sigmoid>());
    }
}

}  // namespace engine::fused
