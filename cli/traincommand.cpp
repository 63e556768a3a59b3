// gatewise train: trains a lesson and prints its curves and its outcome.
#include <cstdio>
#include <optional>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/training.h"
#include "engine/files/sha256.h"

namespace cli {
namespace {

struct TrainOptions {
    TaskOptions task;
    int epochs = -1;
    std::string json;
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
            {"weights_sha256", fingerprint(trained.weights)}};
}

/// One line a number or text; what is longer, or nested, follows on lines of its own.
void printResult(const Json& value, const std::string& name, int indent) {
    const std::string margin(static_cast<std::size_t>(indent), ' ');
    const bool flat = !value.is_structured();
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (text.find('\n') != std::string::npos) {
        std::printf("%s%s:\n%s\n", margin.c_str(), name.c_str(), text.c_str());
    } else if (flat || text.size() <= 90) {
        std::printf("%s%-16s %s\n", margin.c_str(), name.c_str(), text.c_str());
    } else {
        std::printf("%s%s:\n", margin.c_str(), name.c_str());
        for (const auto& [key, each] : value.items()) printResult(each, key, indent + 2);
    }
}

void printSummary(const Json& last, const std::vector<lessons::CurvePoint>& curve) {
    std::printf("%s, version %s, seed %s: %s parameters, %s epochs, %s\n", last["lesson"].get<std::string>().c_str(),
                last["version"].get<std::string>().c_str(), last["seed"].dump().c_str(),
                last["parameters"].dump().c_str(), last["epochs"].dump().c_str(),
                last["stop_reason"].get<std::string>().c_str());
    // Some ten epochs tell the course of a run; the first and the last are always among them.
    std::size_t first = 0;
    while (first < curve.size()) {
        std::size_t end = first;
        while (end < curve.size() && curve[end].taskRun == curve[first].taskRun) ++end;
        std::printf("\n%s\n%8s", curve[first].name.c_str(), "epoch");
        for (const auto& log : curve[first].logs) std::printf("  %14s", log.first.c_str());
        std::printf("\n");
        const std::size_t every = (end - first + 9) / 10;
        for (std::size_t each = first; each < end; ++each) {
            if ((each - first) % every != 0 && each + 1 != end) continue;
            std::printf("%8d", curve[each].epoch);
            for (const auto& log : curve[each].logs) std::printf("  %14.6g", log.second);
            std::printf("\n");
        }
        first = end;
    }
    std::printf("\n");
    for (const auto& [name, value] : last["result"].items()) printResult(value, name, 0);
    std::printf("weights_sha256   %s\n", last["weights_sha256"].get<std::string>().c_str());
}

void train(const TrainOptions& options) {
    const auto task = options.task.make();
    std::optional<JsonSink> sink;  // before the work: an output that cannot be written is told at once
    if (!options.json.empty()) sink.emplace(options.json);
    std::vector<lessons::CurvePoint> curve;
    const Trained trained =
        trainTask(task, options.task.threads, options.epochs, [&](const lessons::CurvePoint& point) {
            if (sink) sink->line(epochJson(point, task->runCount() > 1));
            curve.push_back(point);
        });
    const Json last = lastLine(*task, trained);
    if (sink) {
        sink->line(last);
        sink->finish();
    }
    if (options.json != "-") printSummary(last, curve);
}

}  // namespace

void addTrain(CLI::App& app) {
    CLI::App* command = app.add_subcommand("train", "Train a lesson; print loss and metrics by epoch, and the outcome");
    const auto options = std::make_shared<TrainOptions>();
    options->task.addTo(*command);
    command->add_option("--epochs", options->epochs, "Default: as many as the lesson says")
        ->type_name("N")
        ->check(CLI::Range(0, 1000000));
    addJsonOption(*command, options->json);
    command->callback([options] { train(*options); });
}

}  // namespace cli
