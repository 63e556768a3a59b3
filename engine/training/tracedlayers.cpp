// Finds the program of a layer.
#include "engine/training/tracedlayers.h"

namespace engine {
namespace {

bool hasProgram(const Layer& layer, bool withStates) {
    const auto program = layer.program();
    return program && (!withStates || !program->states.empty());
}

std::vector<std::string> namesOf(const Model& model, bool withStates) {
    std::vector<std::string> names;
    for (const auto& layer : model.layers())
        if (hasProgram(*layer, withStates)) names.push_back(layer->name());
    return names;
}

}  // namespace

bool isEndPart(const std::string& name) {
    return name == kLossPart || name == kResultPart;
}

std::vector<std::string> recurrentLayers(const Model& model) {
    return namesOf(model, true);
}

std::vector<std::string> tracedLayers(const Model& model) {
    return namesOf(model, false);
}

TracedLayer findTraced(const Model& model, const std::string& name, int direction) {
    const std::vector<std::string> recurrent = name.empty() ? recurrentLayers(model) : std::vector<std::string>();
    if (name.empty() && recurrent.empty())
        throw Error(model.name() + ": expected a recurrent layer to trace, got a model without one");
    TracedLayer found;
    found.name = name.empty() ? recurrent.front() : name;
    found.node = model.nodeOf(found.name);
    found.layer = model.nodes()[static_cast<std::size_t>(found.node)].layer.get();
    if (!found.layer || !found.layer->program())
        throw Error(found.name + ": expected a layer with operations to trace, got " +
                    (found.layer ? found.layer->className() : "an input"));
    if (direction != 0 && found.layer->directions() == 1)
        throw Error(found.name + ": expected direction forward, got backward of a layer that runs in one direction");
    found.program = found.layer->program(direction);
    return found;
}

int directionsOf(const Model& model, const std::string& layer) {
    return findTraced(model, layer, 0).layer->directions();
}

std::shared_ptr<const CellProgram> cellProgramOf(const Model& model, const std::string& layer, int direction) {
    return findTraced(model, layer, direction).program;
}

Index cellParameter(const Model& model, const std::string& layer, int direction, std::size_t k) {
    const TracedLayer found = findTraced(model, layer, direction);
    const std::vector<const Parameter*> parameters = found.layer->programParameters(direction);
    if (k >= parameters.size())
        throw Error(found.name + ": expected one of " + std::to_string(parameters.size()) + " parameters, got " +
                    std::to_string(k));
    return parameters[k]->index;
}

}  // namespace engine
