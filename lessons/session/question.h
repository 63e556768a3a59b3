// What a person asks of the engine beside the view: computed on its thread between two batches, answered by number.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "engine/training/gradientcheck.h"
#include "engine/training/influence.h"
#include "lessons/place/place.h"
#include "lessons/session/snapshot.h"

namespace lessons {

/// "Is this gradient right?": of a number that the snapshot shows, with the view's clamps and edits. The weights are
/// the snapshot's own, so that training may go on in between.
struct GradientQuestion {
    std::shared_ptr<const Snapshot> about;
    View view;
    engine::GradientTarget target;
};

/// "Is what this place names there?": in the model and data of the snapshot. An answer without a fault: it is.
struct PlaceQuestion {
    std::shared_ptr<const Snapshot> about;
    Place place;
};

/// "Which input mattered?": of the answer that the snapshot's sample gets, with the view's clamps and edits.
struct InfluenceQuestion {
    std::shared_ptr<const Snapshot> about;
    View view;
    engine::Index step = 0;  ///< which answer, where the net answers at every step
};

using Question = std::variant<GradientQuestion, PlaceQuestion, InfluenceQuestion>;

struct Answer {
    std::uint64_t number = 0;  ///< what Session::ask returned
    std::string fault;         ///< one line where there is no answer; else empty
    std::optional<engine::GradientCheck> gradient;
    std::optional<engine::InputInfluence> influence;
};

/// Does not throw: what is wrong with a question is its answer.
[[nodiscard]] Answer answer(const Question& question, std::uint64_t number);

}  // namespace lessons
