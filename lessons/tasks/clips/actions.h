// A figure of sticks that does one of eight things, film by film.
#pragma once

#include <vector>

#include "engine/core/random.h"
#include "engine/core/scalar.h"

namespace lessons {

/// In the order of kActionNames: a movement and its reversal beside each other, then two that have none.
enum class Action { SittingDown, StandingUp, PickingUp, PuttingDown, Throwing, Catching, Waving, Jumping };
inline constexpr std::array<const char*, 8> kActionNames{"sitting down", "standing up", "picking up", "putting down",
                                                         "throwing",     "catching",    "waving",     "jumping"};

/// The movement that an action is, played forwards; a reversed action is its partner's film from the end.
[[nodiscard]] bool isReversed(Action action);
[[nodiscard]] Action forwardOf(Action action);

struct ClipOptions {
    engine::Index frames = 24;
    int size = 16;       ///< pixels a side
    double noise = 0.1;  ///< standard deviation, in every pixel of every frame
};

/// A row a frame, its pixels row by row. Size, place, pace, pause before the start, side it faces and thickness are
/// drawn from the stream; the reversed action of the same stream is the same film from the end, noise included.
[[nodiscard]] engine::Matrix drawClip(Action action, engine::Random random, const ClipOptions& options);

}  // namespace lessons
