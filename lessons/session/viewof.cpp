// Translates a place.
#include "lessons/session/viewof.h"

#include <algorithm>

#include "engine/core/error.h"

namespace lessons {
namespace {

const engine::CellProgram& program(const Snapshot& snapshot) {
    if (!snapshot.shown.trace) throw engine::Error("this model has no recurrent layer to clamp or edit");
    return *snapshot.shown.trace->cell.program;
}

engine::Clamp clampOf(const PlaceClamp& clamp, const engine::CellProgram& cell) {
    engine::Clamp result;
    result.operation = cell.find(clamp.operation);
    if (result.operation < 0) throw engine::Error("clamp: " + cell.name + " has no operation " + clamp.operation);
    if (clamp.unit > cell.units)
        throw engine::Error("clamp: expected a unit from 1 to " + std::to_string(cell.units) + ", got " +
                            std::to_string(clamp.unit));
    result.unit = clamp.unit - 1;
    result.firstStep = std::max(0, clamp.firstStep - 1);
    result.lastStep = clamp.lastStep <= 0 ? -1 : clamp.lastStep - 1;
    result.value = engine::Scalar(clamp.value);
    return result;
}

/// "kernel" is a parameter of the traced layer: its full path is the model's own.
std::string parameterPath(const std::string& name, const Place& place, const Snapshot& snapshot) {
    const std::string layer = place.layer.empty() ? snapshot.shown.trace->layer : place.layer;
    const auto model = snapshot.task->model(snapshot.shown.taskRun);
    std::vector<std::string> found;
    for (const engine::Parameter* parameter : model->parameters()) {
        const std::string& path = parameter->path;
        const bool inLayer = path.find(layer + "/") != std::string::npos;
        const bool ends = path.size() >= name.size() &&
                          path.compare(path.size() - name.size(), name.size(), name) == 0 &&
                          (path.size() == name.size() || path[path.size() - name.size() - 1] == '/');
        if (inLayer && ends) found.push_back(path);
    }
    if (found.empty()) throw engine::Error("edit: layer " + layer + " has no weight " + name);
    // Of a Bidirectional the forward layer's weights come first, the backward layer's second.
    return found[std::min(found.size() - 1, std::size_t(place.direction))];
}

Edit editOf(const PlaceEdit& edit, const Place& place, const Snapshot& snapshot) {
    Edit result;
    result.value = edit.value;
    if (edit.target == "input") {
        result.target = Edit::Target::Input;
        result.row = edit.row - 1;
        result.column = edit.column - 1;
    } else if (edit.target.starts_with("state.")) {
        result.target = Edit::Target::State;
        result.name = edit.target.substr(6);
        result.column = edit.column - 1;  // a vector's one place is its column
    } else {
        result.target = Edit::Target::Parameter;
        result.name = parameterPath(edit.target, place, snapshot);
        result.row = edit.row - 1;
        result.column = edit.column - 1;
    }
    return result;
}

}  // namespace

View viewOf(const Place& place, const Snapshot& snapshot) {
    View view;
    view.epoch = place.epoch;
    view.sample = std::size_t(std::max(0, place.sample));
    view.layer = place.layer;
    view.direction = place.direction;
    for (const PlaceClamp& clamp : place.clamps) view.probe.clamps.push_back(clampOf(clamp, program(snapshot)));
    for (const PlaceEdit& edit : place.edits) {
        static_cast<void>(program(snapshot));
        view.edits.push_back(editOf(edit, place, snapshot));
    }
    return view;
}

}  // namespace lessons
