// One pass with the record of its first recurrent layer.
#include "lessons/tasks/recording.h"

#include "engine/training/tracedlayers.h"

namespace lessons {

Recording recordOf(const engine::Model& model, const std::vector<engine::Tensor>& inputs,
                   const engine::Weights& weights, engine::PassOptions options) {
    const engine::Index node = engine::findTraced(model, {}, 0).node;
    // One layer is recorded; clamps of another go on beside it.
    if (options.probe && (options.recordedNode != node || options.direction != 0)) {
        options.elsewhere.push_back({options.recordedNode, options.direction, options.probe});
        options.probe = nullptr;
    }
    Recording recording;
    options.recordedNode = node;
    options.direction = 0;
    options.record = &recording.cell;
    engine::Pass pass;
    recording.outputs = model.forward(inputs, weights, pass, options);
    return recording;
}

const engine::Matrix* valuesOf(const engine::CellRecord& record, const std::string& operation) {
    const int found = record.program->find(operation);
    return found < 0 ? nullptr : &record.values.at(std::size_t(found));
}

}  // namespace lessons
