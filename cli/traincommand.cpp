// gatewise train: trains a lesson and prints its curves and its outcome.
#include <optional>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/json.h"
#include "cli/numbers.h"
#include "cli/output.h"
#include "cli/taskfiles.h"
#include "cli/training.h"
#include "engine/core/simd/isa.h"
#include "engine/files/sha256.h"

namespace cli {
namespace {

struct TrainOptions {
    TaskOptions task;
    int epochs = -1;
    std::string json, files;
};

Json epochJson(const lessons::CurvePoint& point, bool several) {
    Json line{{"epoch", point.epoch}};
    if (several) line["run"] = point.name;
    for (const auto& [name, value] : point.logs) line[name] = number(value);
    line["learning_rate"] = number(point.learningRate);
    line["seconds"] = number(point.seconds);
    return line;
}

/// All models' weights, one after the other.
std::string fingerprint(const std::vector<engine::Weights>& runs) {
    engine::Weights all;
    for (const engine::Weights& weights : runs) all.insert(all.end(), weights.begin(), weights.end());
    return engine::weightsSha256(all);
}

Json lastLine(const lessons::Task& task, const Trained& trained) {
    const auto model = task.model();
    return {{"lesson", task.spec().lesson},
            {"version", task.spec().version},
            {"seed", task.seed()},
            {"epochs", trained.snapshot->status.taskRuns.front().epoch},
            {"parameters", model ? model->parameterCount() : 0},
            {"stop_reason", lessons::stopReasonName(trained.snapshot->status.stopReason)},
            {"result", rounded(task.result(trained.weights, trained.facts))},
            {"isa", engine::instructionSet()},
            {"weights_sha256", fingerprint(trained.weights)}};
}

/// One line a number or text; what is longer, or nested, follows on lines of its own.
std::string resultText(const Json& value, const std::string& name, int indent) {
    const std::string margin(static_cast<std::size_t>(indent), ' ');
    const bool flat = !value.is_structured();
    std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (text.find('\n') != std::string::npos) return margin + name + ":\n" + text + "\n";
    if (flat || text.size() <= 90) return margin + format("%-16s ", name.c_str()) + text + "\n";
    text = margin + name + ":\n";
    for (const auto& [key, each] : value.items()) text += resultText(each, key, indent + 2);
    return text;
}

/// Some ten epochs tell the course of a run; the first and the last are always among them.
std::string curveText(const std::vector<lessons::CurvePoint>& curve) {
    std::string text;
    for (std::size_t first = 0; first < curve.size();) {
        std::size_t end = first;
        while (end < curve.size() && curve[end].taskRun == curve[first].taskRun) ++end;
        text += "\n" + curve[first].name + format("\n%8s", "epoch");
        for (const auto& log : curve[first].logs) text += format("  %14s", log.first.c_str());
        text += "\n";
        const std::size_t every = (end - first + 9) / 10;
        for (std::size_t each = first; each < end; ++each) {
            if ((each - first) % every != 0 && each + 1 != end) continue;
            text += format("%8d", curve[each].epoch);
            for (const auto& log : curve[each].logs) text += format("  %14.6g", log.second);
            text += "\n";
        }
        first = end;
    }
    return text;
}

std::string summaryText(const Json& last, const std::vector<lessons::CurvePoint>& curve) {
    const auto word = [&](const char* key) { return last[key].get<std::string>(); };
    std::string text = word("lesson") + ", version " + word("version") + ", seed " + last["seed"].dump() + ": " +
                       last["parameters"].dump() + " parameters, " + last["epochs"].dump() + " epochs, " +
                       word("stop_reason") + "\n";
    text += curveText(curve) + "\n";
    for (const auto& [name, value] : last["result"].items()) text += resultText(value, name, 0);
    return text + "weights_sha256   " + word("weights_sha256") + "\n";
}

void train(const TrainOptions& options) {
    const InterruptGuard guard;
    const auto task = options.task.make();
    std::optional<JsonSink> sink;  // before the work: an output that cannot be written is told at once
    if (!options.json.empty()) sink.emplace(options.json);
    if (!options.files.empty()) writeTaskFiles(*task, options.files);
    std::vector<lessons::CurvePoint> curve;
    const Trained trained =
        trainTask(task, options.task.threads, options.epochs, [&](const lessons::CurvePoint& point) {
            if (sink) sink->line(epochJson(point, task->runCount() > 1));
            curve.push_back(point);
        });
    if (!options.files.empty()) writeTrainedFiles(*task, trained.weights, options.files);
    const Json last = lastLine(*task, trained);
    if (sink) {
        sink->line(last);
        sink->finish();
    }
    if (options.json != "-") printText(summaryText(last, curve));
    if (trained.stopped()) InterruptGuard::endProgram();
}

}  // namespace

void addTrain(CLI::App& app) {
    CLI::App* command = app.add_subcommand("train", "Train a lesson; print loss and metrics by epoch, and the outcome");
    const auto options = std::make_shared<TrainOptions>();
    options->task.addTo(*command);
    addWhole(*command, "--epochs", options->epochs, "Default: as many as the lesson says", 0, kMostEpochs);
    command
        ->add_option("--export", options->files,
                     "Write data and models, untrained and trained, for Keras into this folder")
        ->type_name("FOLDER");
    addJsonOption(*command, options->json);
    command->callback([options] { train(*options); });
}

}  // namespace cli
