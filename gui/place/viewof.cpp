// Translates a cursor.
#include "gui/place/viewof.h"

#include <algorithm>

#include "engine/core/error.h"

namespace gui {
namespace {

const engine::CellProgram& program(const lessons::Snapshot& snapshot) {
    if (!snapshot.shown.trace) throw engine::Error("this model has no recurrent layer to clamp or edit");
    return *snapshot.shown.trace->cell.program;
}

engine::Clamp clampOf(const CursorClamp& clamp, const engine::CellProgram& cell) {
    engine::Clamp result;
    result.operation = cell.find(clamp.operation.toStdString());
    if (result.operation < 0)
        throw engine::Error("clamp: " + cell.title + " has no operation " + clamp.operation.toStdString());
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
std::string parameterPath(const std::string& name, const Cursor& cursor, const lessons::Snapshot& snapshot) {
    const std::string layer = cursor.layer.isEmpty() ? snapshot.shown.trace->layer : cursor.layer.toStdString();
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
    return found[std::min(found.size() - 1, std::size_t(cursor.direction))];
}

lessons::Edit editOf(const CursorEdit& edit, const Cursor& cursor, const lessons::Snapshot& snapshot) {
    lessons::Edit result;
    result.value = edit.value;
    if (edit.target == QLatin1String("input")) {
        result.target = lessons::Edit::Target::Input;
        result.row = edit.row - 1;
        result.column = edit.column - 1;
    } else if (edit.target.startsWith(QLatin1String("state."))) {
        result.target = lessons::Edit::Target::State;
        result.name = edit.target.mid(6).toStdString();
        result.column = edit.column - 1;  // a vector's one place is its column
    } else {
        result.target = lessons::Edit::Target::Parameter;
        result.name = parameterPath(edit.target.toStdString(), cursor, snapshot);
        result.row = edit.row - 1;
        result.column = edit.column - 1;
    }
    return result;
}

}  // namespace

lessons::View viewOf(const Cursor& cursor, const lessons::Snapshot& snapshot) {
    lessons::View view;
    view.epoch = cursor.epoch;
    view.sample = std::size_t(std::max(0, cursor.sample));
    view.layer = cursor.layer.toStdString();
    view.direction = cursor.direction;
    for (const CursorClamp& clamp : cursor.clamps) view.probe.clamps.push_back(clampOf(clamp, program(snapshot)));
    for (const CursorEdit& edit : cursor.edits) {
        static_cast<void>(program(snapshot));
        view.edits.push_back(editOf(edit, cursor, snapshot));
    }
    return view;
}

Selection selectionOf(const Cursor& cursor, const Selection& open) {
    Selection wanted = open;
    const std::string lesson = cursor.lesson.section(u'/', 0, 0).toStdString(),
                      version = cursor.lesson.section(u'/', 1).toStdString();
    if (!lesson.empty() && lesson != open.lesson) {
        wanted.version.clear();
        wanted.overrides.clear();
        wanted.lesson = lesson;
    }
    if (!version.empty()) wanted.version = version;
    if (cursor.seed >= 0) wanted.seed = static_cast<std::uint64_t>(cursor.seed);
    return wanted;
}

}  // namespace gui
