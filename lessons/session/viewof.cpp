// Translates a place.
#include "lessons/session/viewof.h"

#include <algorithm>
#include <utility>

#include "engine/core/error.h"
#include "lessons/session/edits.h"
#include "lessons/session/parts.h"

namespace lessons {
namespace {

engine::Clamp clampOf(const PlaceClamp& clamp, const std::string& operation, const engine::CellProgram& cell) {
    engine::Clamp result;
    result.operation = cell.find(operation);
    if (result.operation < 0) throw engine::Error("clamp: " + cell.name + " has no operation " + operation);
    if (clamp.unit > cell.units)
        throw engine::Error("clamp: expected a unit from 1 to " + std::to_string(cell.units) + ", got " +
                            std::to_string(clamp.unit));
    result.unit = clamp.unit - 1;
    result.firstStep = std::max(0, clamp.firstStep - 1);
    result.lastStep = clamp.lastStep <= 0 ? -1 : clamp.lastStep - 1;
    result.value = engine::Scalar(clamp.value);
    return result;
}

class Translation {
 public:
    Translation(const Place& place, const Snapshot& snapshot) : m_task(snapshot.task.get()) {
        const std::size_t shown = snapshot.shown.taskRun;
        m_run = m_task ? runWith(*m_task, shown, {place.layer, place.direction}) : shown;
        if (m_run != shown) m_view.taskRun = static_cast<int>(m_run);
        m_view.epoch = place.epoch;
        m_view.sample = std::size_t(std::max(0, place.sample));
        m_view.layer = place.layer;
        m_view.direction = place.direction;
        if (place.clamps.empty() && place.edits.empty()) return;
        if (m_task) m_own = {shownPart(*m_task, m_run, place.layer), place.direction};
        if (m_own.layer.empty()) throw engine::Error("this model has no recurrent layer to clamp or edit");
        for (const PlaceClamp& clamp : place.clamps) add(clamp);
        for (const PlaceEdit& edit : place.edits) add(edit);
    }
    [[nodiscard]] View take() { return std::move(m_view); }

 private:
    /// "dense/kernel" is the kernel of layer dense; "lstm_cell/kernel" is the end of a path.
    [[nodiscard]] HandTarget targetOf(const std::string& text) const {
        HandTarget target = handTarget(text);
        if (target.layer.empty() || !programOf(*m_task, m_run, {target.layer, 0}))
            return {m_own.layer, m_own.direction, text};
        return target;
    }

    [[nodiscard]] std::shared_ptr<const engine::CellProgram> cellOf(const char* key, const HandTarget& target) const {
        auto program = programOf(*m_task, m_run, {target.layer, target.direction});
        if (!program)
            throw engine::Error(std::string(key) + ": expected a layer with operations, got " + target.layer +
                                ", whose numbers follow from the layers before it");
        return program;
    }

    engine::CellProbe& probeOf(const HandTarget& target) {
        if (LayerSide{target.layer, target.direction} == m_own) return m_view.probe;
        for (engine::LayerProbe& one : m_view.elsewhere)
            if (one.layer == target.layer && one.direction == target.direction) return one.probe;
        m_view.elsewhere.push_back({target.layer, target.direction, {}});
        return m_view.elsewhere.back().probe;
    }

    void add(const PlaceClamp& clamp) {
        const HandTarget target = targetOf(clamp.operation);
        probeOf(target).clamps.push_back(clampOf(clamp, target.name, *cellOf("clamp", target)));
    }

    void add(const PlaceEdit& edit) {
        Edit result;
        result.value = edit.value;
        result.row = edit.row - 1;
        result.column = edit.column - 1;
        const HandTarget target = targetOf(edit.target);
        if (edit.target == "input") {
            result.target = Edit::Target::Input;
        } else if (target.name.starts_with("state.")) {
            result.target = Edit::Target::State;
            result.name = target.name.substr(6);
            result.row = 0;  // a vector's one place is its column
            if (!(LayerSide{target.layer, target.direction} == m_own)) {
                engine::CellProbe& probe = probeOf(target);
                probe = editedProbe(*cellOf("edit", target), std::move(probe), {result});
                return;
            }
        } else {
            result.target = Edit::Target::Parameter;
            result.name = parameterPath(target);
        }
        m_view.edits.push_back(std::move(result));
    }

    /// "kernel" of a layer: its full path is the model's own.
    [[nodiscard]] std::string parameterPath(const HandTarget& target) const {
        const auto model = m_task->model(m_run);
        const std::string& name = target.name;
        std::vector<std::string> found;
        for (const engine::Parameter* parameter : model->parameters()) {
            const std::string& path = parameter->path;
            const bool inLayer = path.find(target.layer + "/") != std::string::npos;
            const bool ends = path.size() >= name.size() &&
                              path.compare(path.size() - name.size(), name.size(), name) == 0 &&
                              (path.size() == name.size() || path[path.size() - name.size() - 1] == '/');
            if (inLayer && ends) found.push_back(path);
        }
        if (found.empty()) throw engine::Error("edit: layer " + target.layer + " has no weight " + name);
        // Of a Bidirectional the forward layer's weights come first, the backward layer's second.
        return found[std::min(found.size() - 1, std::size_t(target.direction))];
    }

    const Task* m_task;
    std::size_t m_run = 0;
    LayerSide m_own;
    View m_view;
};

}  // namespace

View viewOf(const Place& place, const Snapshot& snapshot) {
    return Translation(place, snapshot).take();
}

}  // namespace lessons
