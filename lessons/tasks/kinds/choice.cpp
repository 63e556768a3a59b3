// data.kind choice: the task of the choice.
#include "lessons/tasks/kinds/choice.h"

#include "lessons/format/chosen.h"

namespace lessons {

std::shared_ptr<const Task> makeChoiceTask(const Spec& spec, std::uint64_t seed) {
    return makeTask(chosenSpec(spec), seed);
}

}  // namespace lessons
