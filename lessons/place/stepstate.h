// Where a lesson's step opens the tool: "page=train,epoch=5,t=18,op=f". A place, and the page that shows it.
#pragma once

#include <string>
#include <vector>

#include "lessons/place/place.h"

namespace lessons {

struct StepState {
    std::string page;   ///< "train" or "step"; empty: the one that is open
    std::string place;  ///< the keys of a place, as Place::parse takes them; empty: the one that is open
    std::vector<std::string> settings;  ///< "data.task=memory": what the step changes of the front matter
    bool hidesOutcome = false;          ///< until the questions of the step are answered
    [[nodiscard]] bool isEmpty() const { return page.empty() && place.empty(); }
};

/// The settings a step opens with: of `open` what no step of the lesson names, then the step's own. `named`: the keys
/// that its steps name, "data.task".
[[nodiscard]] std::vector<std::string> settingsAt(const StepState& step, const std::vector<std::string>& named,
                                                  const std::vector<std::string>& open);

[[nodiscard]] const std::vector<std::string>& statePages();

/// Throws engine::Error naming the key and what it takes.
[[nodiscard]] StepState parseStepState(const std::string& text);

}  // namespace lessons
