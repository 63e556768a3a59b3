// Several nets on one sequence: what each would answer if the sequence ended here.
#pragma once

#include <string>
#include <vector>

#include "lessons/session/snapshot.h"

namespace lessons {

struct RaceLane {
    std::string name;      ///< of the model
    Choice says;           ///< after the first t steps of the shown sample
    bool isRight = false;  ///< it is what the sample's target says
};

/// One lane a model, each with its own weights as they are now: trained, in training (the shown one only) or initial.
/// Of models from several seeds the first seed's. Empty where the task compares no models, does not name a class after
/// the last step, or takes sequences of one length only. t: from 1.
[[nodiscard]] std::vector<RaceLane> raceOf(const Snapshot& snapshot, int t);

}  // namespace lessons
