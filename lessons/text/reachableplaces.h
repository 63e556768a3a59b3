// What of a place can be told from a lesson's file alone, before any data is read: its layers and their operations.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/models/model.h"
#include "lessons/conditions/names.h"
#include "lessons/format/lesson.h"
#include "lessons/place/place.h"

namespace lessons {

class ReachablePlaces {
 public:
    /// Builds the models of every version for inputs of made-up sizes: names of layers and operations do not depend on
    /// them. A version whose model cannot be built so is left to the moment when it is opened.
    explicit ReachablePlaces(const Lesson& lesson);

    /// Throws engine::Error where no version has the place's layer, or no layer of it the operation that op=, clamp= or
    /// pin= names, or the weight that weight= or edit= names. A place in another lesson is not looked at.
    void check(const Place& place) const;

    /// What a goal may name of the cells: operations with their units, and weights. The rest is left open.
    [[nodiscard]] ConditionNames names() const;

 private:
    struct Cell {
        std::string layer;
        std::shared_ptr<const engine::CellProgram> program;
    };
    [[nodiscard]] std::vector<Cell> cellsOf(const std::string& layer) const;

    std::vector<Cell> m_cells;
    bool m_complete = true;
};

}  // namespace lessons
