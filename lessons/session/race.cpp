// Lets every model of a task read the beginning of one sample.
#include "lessons/session/race.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/files/config.h"
#include "engine/models/model.h"

namespace lessons {
namespace {

/// Larger nets would hold up whoever draws.
constexpr engine::Index kMostParameters = 20000;

std::vector<engine::Tensor> firstSteps(const std::vector<engine::Tensor>& inputs, engine::Index t) {
    std::vector<engine::Tensor> cut;
    for (const engine::Tensor& input : inputs)
        cut.push_back(input.sequence && t < input.steps
                          ? engine::Tensor::sequences(engine::Matrix(input.values.topRows(t)), 1, t)
                          : input);
    return cut;
}

/// The number of steps is one of the shape [batch, steps, features]; Keras writes "any" as null.
void freeSteps(Json& config) {
    if (config.is_object() && config.contains("batch_shape") && config["batch_shape"].size() == 3)
        config["batch_shape"][1] = nullptr;
    if (config.is_structured())
        for (Json& part : config) freeSteps(part);
}

std::vector<engine::Tensor> answer(const engine::Model& model, const engine::Weights& weights,
                                   const std::vector<engine::Tensor>& inputs) {
    Json config = engine::modelConfig(model);
    freeSteps(config);
    return engine::modelFromConfig(config)->predict(inputs, weights);
}

std::shared_ptr<const engine::Weights> weightsOf(const Snapshot& snapshot, std::size_t run) {
    if (run == snapshot.shown.taskRun && snapshot.shown.weights) return snapshot.shown.weights;
    if (run < snapshot.status.taskRuns.size() && snapshot.status.taskRuns[run].weights)
        return snapshot.status.taskRuns[run].weights;
    const bool isInTraining = run == snapshot.status.taskRun && snapshot.status.epoch > 0;
    return isInTraining ? nullptr : std::make_shared<const engine::Weights>(snapshot.task->initialWeights(run));
}

}  // namespace

std::vector<RaceLane> raceOf(const Snapshot& snapshot, int t) {
    const auto& target = snapshot.shown.sample.target;
    if (!snapshot.task || snapshot.task->runCount() < 2 || target.size() != 1 || t < 1) return {};
    const auto* wanted = std::get_if<Choice>(&target.front());
    if (!wanted) return {};
    const engine::Sample sample = snapshot.task->sample(snapshot.shown.sampleIndex);
    std::vector<RaceLane> lanes;
    for (std::size_t run = 0; run < snapshot.task->runCount() && snapshot.task->modelOfRun(run) == run; ++run) {
        const auto model = snapshot.task->model(run);
        const auto weights = weightsOf(snapshot, run);
        if (!weights) continue;
        if (model->parameterCount() > kMostParameters) return {};
        try {
            const auto outputs = answer(*model, *weights, firstSteps(sample.inputs, t));
            const std::vector<Saying> sayings = snapshot.task->tell(outputs.at(0));
            if (sayings.size() != 1 || !std::holds_alternative<Choice>(sayings.front())) return {};
            const Choice& says = std::get<Choice>(sayings.front());
            lanes.push_back({snapshot.task->modelName(run), says, says.number == wanted->number});
        } catch (const engine::Error&) {
            return {};  // this model takes no shorter sequence
        }
    }
    return lanes.size() < 2 ? std::vector<RaceLane>() : lanes;
}

}  // namespace lessons
