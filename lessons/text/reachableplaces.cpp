// Compares places with the cell programs of a lesson's models.
#include "lessons/text/reachableplaces.h"

#include <algorithm>
#include <functional>

#include "engine/core/error.h"
#include "engine/training/trace.h"
#include "lessons/format/chosen.h"
#include "lessons/format/fields.h"
#include "lessons/format/modelsection.h"

namespace lessons {
namespace {

using Names = std::vector<std::string>;

constexpr engine::Index kSteps = 8, kFeatures = 3, kQuantity = 5;

/// A model reads sequences, token numbers or vectors: which of them, only the data knows.
std::vector<NamedModel> modelsForSomeInput(const Spec& spec) {
    Quantities quantities;
    for (const std::string& word : quantityWords()) quantities[word] = kQuantity;
    for (const engine::Shape& shape : {engine::Shape::sequenceOf(kSteps, kFeatures), engine::Shape::vector(kSteps)}) {
        try {
            return buildModels(spec, std::vector<engine::Shape>(4, shape), quantities);
        } catch (const engine::Error&) {
            continue;
        }
    }
    return {};
}

void addTo(Names& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

void require(const Names& names, const std::string& key, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end())
        throw engine::Error(key + ": expected " + listWords(names) + ", got " + name);
}

}  // namespace

ReachablePlaces::ReachablePlaces(const Lesson& lesson) {
    for (const std::string& version : lesson.versions)
        for (const Spec& spec : everyChoice(lesson.spec(version))) {
            const std::vector<NamedModel> models = modelsForSomeInput(spec);
            m_complete = m_complete && !models.empty();
            for (const NamedModel& named : models)
                for (const std::string& layer : engine::tracedLayers(*named.model))
                    m_cells.push_back({layer, engine::cellProgramOf(*named.model, layer)});
        }
}

std::vector<ReachablePlaces::Cell> ReachablePlaces::cellsOf(const std::string& layer) const {
    // Without a name the link may mean the recurrent layer that is open.
    std::vector<Cell> cells;
    std::copy_if(m_cells.begin(), m_cells.end(), std::back_inserter(cells),
                 [&](const Cell& cell) { return layer.empty() ? !cell.program->states.empty() : cell.layer == layer; });
    return cells;
}

void ReachablePlaces::check(const Place& place) const {
    if (!m_complete || m_cells.empty() || !place.lesson.empty()) return;
    if (!place.layer.empty()) {
        Names layers;
        for (const Cell& cell : m_cells) addTo(layers, cell.layer);
        for (const char* end : {engine::kResultPart, engine::kLossPart}) addTo(layers, end);
        require(layers, "layer", place.layer);
        // What follows the layers depends on the data, which is not read here.
        if (engine::isEndPart(place.layer)) return;
    }
    Names operations, weights, stations, targets{"input"};
    for (const Cell& cell : cellsOf(place.layer)) {
        for (const engine::Operation& operation : cell.program->operations) addTo(operations, operation.name);
        for (const engine::Parameter& parameter : cell.program->parameters) addTo(weights, lastWord(parameter.path));
        for (const engine::CellState& state : cell.program->states) addTo(targets, "state." + state.name);
    }
    // A link may go on in the pass that is open: the loss and the weights are stations of the backward one.
    stations = operations;
    stations.push_back("loss");
    stations.insert(stations.end(), weights.begin(), weights.end());
    targets.insert(targets.end(), weights.begin(), weights.end());
    if (!place.operation.empty()) require(stations, "op", place.operation.substr(0, place.operation.find(':')));
    const auto isHere = [](const std::string& text) { return handTarget(text).layer.empty(); };
    for (const PlaceClamp& clamp : place.clamps)
        if (isHere(clamp.operation)) require(operations, "clamp", clamp.operation);
    for (const PlacePin& pin : place.pins)
        if (!pin.operation.empty() && isHere(pin.operation)) require(operations, "pin", pin.operation);
    if (place.weight) require(weights, "weight", place.weight->parameter);
    for (const PlaceEdit& edit : place.edits)
        if (isHere(edit.target)) require(targets, "edit", edit.target);
}

ConditionNames ReachablePlaces::names() const {
    ConditionNames names;
    names.knowsCells = m_complete;
    for (const Cell& cell : m_cells) {
        for (const engine::Operation& operation : cell.program->operations) {
            int& units = names.units[operation.name];
            units = std::max(units, static_cast<int>(cell.program->units));
        }
        for (const engine::Parameter& parameter : cell.program->parameters)
            addTo(names.parameters, lastWord(parameter.path));
    }
    return names;
}

}  // namespace lessons
