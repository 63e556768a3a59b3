// What every layer has in common.
#include "engine/layers/layer.h"

namespace engine {

double Layer::numbersKept(const std::vector<Shape>&) const {
    return 0.0;
}

std::shared_ptr<const CellProgram> Layer::program(int) const {
    return nullptr;
}

std::vector<const Parameter*> Layer::programParameters(int) const {
    return parameters();
}

std::vector<const Parameter*> Layer::parameters() const {
    // The list itself is not state of the layer; only the parameters are, and those go out as const.
    const std::vector<Parameter*> own = const_cast<Layer*>(this)->parameters();
    return {own.begin(), own.end()};
}

void Layer::setActivityRegularizer(const Regularizer& regularizer) {
    m_activityRegularizer = regularizer;
    if (regularizer.active()) refuseTraining("activity_regularizer");
}

}  // namespace engine
