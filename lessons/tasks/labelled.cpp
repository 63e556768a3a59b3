// Classes of sequences and steps, judged on the held-out part.
#include "lessons/tasks/labelled.h"

#include <algorithm>
#include <utility>

#include "engine/data/labels.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/results.h"

namespace lessons {
namespace {

/// Of a sequence, its steps; time-major rows brought into the order of the sequences.
std::vector<std::size_t> rowsBySequence(const engine::Tensor& tensor) {
    std::vector<std::size_t> rows;
    for (engine::Index s = 0; s < tensor.batch; ++s)
        for (engine::Index t = 0; t < tensor.steps; ++t) rows.push_back(std::size_t(t * tensor.batch + s));
    return rows;
}

}  // namespace

std::vector<ClassAndConfidence> classesOf(const engine::Matrix& outputs) {
    std::vector<ClassAndConfidence> classes;
    const std::vector<engine::Index> largest = engine::argmaxRows(outputs);
    for (engine::Index row = 0; row < outputs.rows(); ++row) {
        if (outputs.cols() > 1) {
            const engine::Index best = largest[std::size_t(row)];
            classes.push_back({best, double(outputs(row, best))});
        } else {
            const double p = double(outputs(row, 0));
            classes.push_back(p > 0.5 ? ClassAndConfidence{1, p} : ClassAndConfidence{0, 1.0 - p});
        }
    }
    return classes;
}

double commonestShare(const engine::Tensor& training, const engine::Tensor& heldOut, engine::Index classes) {
    std::vector<engine::Index> counts(static_cast<std::size_t>(classes), 0);
    for (engine::Index row = 0; row < training.values.rows(); ++row) ++counts.at(std::size_t(training.values(row, 0)));
    const auto commonest = engine::Scalar(std::max_element(counts.begin(), counts.end()) - counts.begin());
    return double((heldOut.values.array() == commonest).count()) / double(heldOut.values.size());
}

void LabelledTask::setUpLabelled(Labelled data, Quantities quantities) {
    m_data = std::move(data);
    if (earlyStoppingPatience() > 0 && settings().validationSplit == 0.0)
        Fields(spec(), "training")
            .failAt("early_stopping",
                    "early_stopping: expected validation_split beside it: the held-out sequences must not decide when "
                    "training ends");
    const auto classes = engine::Index(m_data.names.size());
    m_chance = std::max(
        1.0 / double(classes),
        m_data.isEachStep ? commonestShare(m_data.training.targets[0], m_data.heldOut.targets[0], classes) : 0.0);
    quantities["classes"] = classes;
    setUp(std::move(m_data.training), m_data.heldOut, quantities);
}

std::size_t LabelledTask::sampleCount() const {
    return std::size_t(training().size() + m_data.heldOut.size());
}

engine::Sample LabelledTask::sample(std::size_t index) const {
    const auto trained = std::size_t(training().size());
    if (index < trained || index >= sampleCount()) return SupervisedTask::sample(index);
    engine::Sample sample;
    const auto at = engine::Index(index - trained);
    for (const engine::Tensor& input : m_data.heldOut.inputs) sample.inputs.push_back(input.samples(at, 1));
    for (const engine::Tensor& target : m_data.heldOut.targets) sample.targets.push_back(target.samples(at, 1));
    return sample;
}

SampleDescription LabelledTask::describe(std::size_t index, const std::string&) const {
    const auto trained = std::size_t(training().size());
    const bool heldOut = index >= trained;
    SampleDescription description;
    description.name = NumberedSample{heldOut ? NumberedSample::Kind::HeldOut : NumberedSample::Kind::Sequence,
                                      heldOut ? index - trained + 1 : index + 1};
    for (std::string& word : wordsOf(index)) description.steps.emplace_back(std::move(word));
    const engine::Matrix labels = sample(index).targets.at(0).values;
    for (engine::Index row = 0; row < labels.rows(); ++row) {
        const auto label = engine::Index(labels(row, 0));
        description.target.emplace_back(Choice{label, m_data.names.at(std::size_t(label)), {}});
    }
    return description;
}

std::vector<std::string> LabelledTask::wordsOf(std::size_t) const {
    return {};
}

std::vector<Saying> LabelledTask::tell(const engine::Tensor& output) const {
    return sayingsOf(output.values, [this](engine::Index label) {
        return Choice{label, m_data.names.at(std::size_t(label)), {}};
    });
}

ClassificationView LabelledTask::judged(const engine::Weights& weights, std::size_t run,
                                        const engine::PassOptions& options) const {
    ClassificationView view;
    view.isHeldOut = view.isMeasure = true;
    view.isEachStep = m_data.isEachStep;
    view.stepName = m_data.stepName;
    view.classes = engine::Index(m_data.names.size());
    view.names = m_data.names;
    view.references = {{"chance", m_chance}, m_data.baseline};
    view.firstSample = std::size_t(training().size());
    const engine::Tensor output = model(run)->predict(m_data.heldOut.inputs, weights, options).at(0);
    view.steps = output.steps;
    const std::vector<ClassAndConfidence> classes = classesOf(output.values);
    for (const std::size_t row : rowsBySequence(output)) {
        view.said.push_back(classes[row].label);
        view.confidence.push_back(classes[row].confidence);
        view.labels.push_back(engine::Index(m_data.heldOut.targets[0].values(engine::Index(row), 0)));
    }
    return view;
}

OutputView LabelledTask::output(const engine::Weights& weights, std::size_t run,
                                const engine::PassOptions& options) const {
    return judged(weights, run, options);
}

Json LabelledTask::measured(const engine::Weights& weights, std::size_t run, const RunFacts& facts) const {
    const ClassificationView view = judged(weights, run, {});
    Json one = Json::object();
    one["held_out_accuracy"] = double(view.right()) / double(view.labels.size());
    one["parameters"] = model(run)->parameterCount();
    for (const auto& [name, value] : facts.lastLogs) one[name] = value;
    one["confusion"] = view.confusion();
    one["seconds"] = facts.seconds;
    return one;
}

Json LabelledTask::result(const std::vector<engine::Weights>& weights, const std::vector<RunFacts>& facts) const {
    Json result = resultByModel(*this, modelCount(), "held_out_accuracy",
                                [&](std::size_t run) { return measured(weights.at(run), run, facts.at(run)); });
    result["chance"] = m_chance;
    result["baseline"] = m_data.baseline.value;
    result["baseline_rule"] = m_data.baseline.id;
    return result;
}

std::vector<Saying> sayingsOf(const engine::Matrix& outputs, const std::function<Choice(engine::Index)>& named) {
    std::vector<Saying> sayings;
    for (const ClassAndConfidence& each : classesOf(outputs)) {
        Choice choice = named(each.label);
        choice.probability = each.confidence;
        sayings.emplace_back(std::move(choice));
    }
    return sayings;
}

}  // namespace lessons
