// The parts of a task's net that can be looked at: its layers with a program, the result in the data's unit, the loss.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/losses/loss.h"
#include "lessons/place/place.h"
#include "lessons/tasks/task.h"

namespace lessons {

/// By name, in the order of the model; "result" and "loss" where the task has them.
[[nodiscard]] std::vector<std::string> partsOf(const Task& task, std::size_t run);
/// Which of the task's models a place means: the shown one where that has the layer, else the first that has it.
[[nodiscard]] std::size_t runWith(const Task& task, std::size_t shown, const LayerSide& part);
/// The part that a name shows: that of the name; of a model that has none such, its first recurrent layer; empty: it
/// has none.
[[nodiscard]] std::string shownPart(const Task& task, std::size_t run, const std::string& name);
/// What each unit of a part stands for, in the data's own words: the classes, for the last layer of a classifier and
/// for its loss. Empty: they have no names.
[[nodiscard]] std::vector<std::string> unitNames(const Task& task, std::size_t run, const std::string& part);
/// The layer whose input a part reads, as Task::input and describe take it; empty for what follows the layers.
[[nodiscard]] std::string inputLayer(const std::string& part);
/// The loss of the first output; null: there is nothing to learn.
[[nodiscard]] std::shared_ptr<const engine::Loss> lossOf(const Task& task);
[[nodiscard]] std::optional<engine::OutputScale> scaleOf(const Task& task);
/// The program of a part; null for "result" and "loss", whose numbers cannot be held.
[[nodiscard]] std::shared_ptr<const engine::CellProgram> programOf(const Task& task, std::size_t run,
                                                                   const LayerSide& part);

}  // namespace lessons
