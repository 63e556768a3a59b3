// The parts of a task's net.
#include "lessons/session/parts.h"

#include <algorithm>

namespace lessons {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::vector<std::string> partsOf(const Task& task, std::size_t run) {
    const auto model = task.model(run);
    if (!model) return {};
    std::vector<std::string> names = engine::tracedLayers(*model);
    if (task.resultUnit()) names.emplace_back(engine::kResultPart);
    const auto loss = lossOf(task);
    if (loss && loss->form() != engine::LossForm::Other && task.isTrainable()) names.emplace_back(engine::kLossPart);
    return names;
}

std::size_t runWith(const Task& task, std::size_t shown, const LayerSide& part) {
    const auto has = [&](std::size_t run) {
        if (!contains(partsOf(task, run), part.layer)) return false;
        const auto model = task.model(run);
        return part.direction == 0 || (contains(engine::tracedLayers(*model), part.layer) &&
                                       engine::directionsOf(*model, part.layer) > part.direction);
    };
    if (part.layer.empty() || has(shown)) return shown;
    for (std::size_t run = 0; run < task.runCount(); ++run)
        if (has(run)) return run;
    return shown;
}

std::string shownPart(const Task& task, std::size_t run, const std::string& name) {
    const auto model = task.model(run);
    if (!model) return {};
    const std::vector<std::string> recurrent = engine::recurrentLayers(*model);
    if (recurrent.empty()) return {};
    // The models of a comparison have layers of different names: where this one has none of the name, its first.
    if (name.empty() || (task.runCount() > 1 && !contains(partsOf(task, run), name))) return recurrent.front();
    return name;
}

std::string inputLayer(const std::string& part) {
    return engine::isEndPart(part) ? std::string() : part;
}

std::vector<std::string> unitNames(const Task& task, std::size_t run, const std::string& part) {
    constexpr engine::Index kMost = 2000;
    const auto model = task.model(run);
    if (!model || part == engine::kResultPart) return {};
    const std::vector<std::string> layers = engine::tracedLayers(*model);
    if (part != engine::kLossPart && (layers.empty() || part != layers.back())) return {};
    const engine::Index units = model->outputShapes().front().features;
    if (units < 2 || units > kMost) return {};
    // What the net says where it is sure of one class after the other.
    engine::Tensor sure;
    sure.values = engine::Matrix::Identity(units, units);
    sure.batch = 1;
    sure.steps = units;
    sure.sequence = true;
    std::vector<std::string> names;
    bool isNamed = false;
    for (const Saying& saying : task.tell(sure)) {
        const auto* choice = std::get_if<Choice>(&saying);
        names.push_back(choice ? choice->name : std::string());
        isNamed = isNamed || !names.back().empty();
    }
    return isNamed && names.size() == std::size_t(units) ? names : std::vector<std::string>();
}

std::shared_ptr<const engine::Loss> lossOf(const Task& task) {
    const std::vector<std::string> losses = task.trainerOptions().losses;
    return losses.empty() ? nullptr : engine::makeLoss(losses.front());
}

std::optional<engine::OutputScale> scaleOf(const Task& task) {
    const auto unit = task.resultUnit();
    if (!unit) return {};
    return engine::OutputScale{unit->factor, unit->offset};
}

std::shared_ptr<const engine::CellProgram> programOf(const Task& task, std::size_t run, const LayerSide& part) {
    const auto model = task.model(run);
    if (!model || !contains(engine::tracedLayers(*model), part.layer)) return nullptr;
    return engine::cellProgramOf(*model, part.layer, part.direction);
}

}  // namespace lessons
