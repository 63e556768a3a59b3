// Computes what was asked.
#include "lessons/session/question.h"

#include <exception>

#include "lessons/session/edits.h"
#include "lessons/session/parts.h"
#include "lessons/session/placecheck.h"

namespace lessons {
namespace {

/// Two forward passes of the shown sample with the number moved up and down a little, and one backward pass.
void answerTo(const GradientQuestion& question, Answer& answer) {
    if (!question.about || !question.about->shown.trace) throw engine::Error("gradient: no number is shown yet");
    const Task& task = *question.about->task;
    const Shown& shown = question.about->shown;
    const auto model = task.model(shown.taskRun);
    const auto loss = lossOf(task);
    if (!loss) throw engine::Error("gradient: this lesson has no loss to go back from");
    const std::vector<Edit>& edits = question.view.edits;
    if (!question.view.elsewhere.empty())
        throw engine::Error("gradient: what is held in another layer has to be let go first");
    answer.gradient = engine::checkGradient(*model, editedWeights(*model, *shown.weights, edits),
                                            editedSample(task.sample(shown.sampleIndex), edits), *loss, question.target,
                                            editedProbe(*shown.trace->cell.program, question.view.probe, edits));
}

void answerTo(const PlaceQuestion& question, Answer&) {
    checkPlace(question.place, *question.about);
}

/// One forward and one backward pass of the answer, and a forward pass for each word that is left out.
void answerTo(const InfluenceQuestion& question, Answer& answer) {
    if (!question.about || !question.about->shown.trace) throw engine::Error("influence: no sample is shown yet");
    const Task& task = *question.about->task;
    const Shown& shown = question.about->shown;
    const auto model = task.model(shown.taskRun);
    const std::vector<Edit>& edits = question.view.edits;
    engine::InfluenceRequest request;
    request.step = question.step;
    request.layer = shown.trace->layer;
    request.direction = shown.trace->direction;
    request.probe = editedProbe(*shown.trace->cell.program, question.view.probe, edits);
    request.elsewhere = question.view.elsewhere;
    if (request.probe.empty()) request.layer.clear();
    answer.influence = engine::inputInfluence(*model, editedWeights(*model, *shown.weights, edits),
                                              editedSample(task.sample(shown.sampleIndex), edits), request);
}

}  // namespace

Answer answer(const Question& question, std::uint64_t number) {
    Answer result;
    result.number = number;
    try {
        std::visit([&](const auto& asked) { answerTo(asked, result); }, question);
    } catch (const std::exception& error) {
        result.fault = error.what();
    }
    return result;
}

}  // namespace lessons
