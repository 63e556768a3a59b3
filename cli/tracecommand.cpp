// gatewise trace: every value and gradient of a layer, for one sample, after some epochs.
#include <algorithm>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/numbers.h"
#include "cli/tracejson.h"
#include "cli/training.h"
#include "lessons/session/parts.h"

namespace cli {
namespace {

struct TraceOptions {
    TaskOptions task;
    int epochs = 0;
    std::size_t sample = 0;
    std::string layer, direction = "forward", json = "-";
};

/// Of several models, the first that has the layer.
std::size_t runOfLayer(const lessons::Task& task, const std::string& layer) {
    std::string known;
    for (std::size_t run = 0; run < task.runCount(); ++run) {
        const std::vector<std::string> layers = engine::tracedLayers(*task.model(run));
        const bool isRecurrent = !engine::recurrentLayers(*task.model(run)).empty();
        if (isRecurrent && (layer.empty() || std::find(layers.begin(), layers.end(), layer) != layers.end()))
            return run;
        for (const std::string& each : layers) known += (known.empty() ? "" : ", ") + each;
    }
    if (known.empty()) throw engine::Error(task.spec().lesson + ": its model has no recurrent layer to trace");
    throw engine::Error("--layer: expected one of " + known + ", got " + layer);
}

void trace(const TraceOptions& options) {
    const auto task = options.task.make();
    const std::size_t run = runOfLayer(*task, options.layer);
    if (options.sample >= task->sampleCount())
        throw engine::Error("--sample: expected a number below " + std::to_string(task->sampleCount()) + ", got " +
                            std::to_string(options.sample));
    const InterruptGuard guard;
    JsonSink sink(options.json);
    TraceOrigin origin;
    origin.lesson = task->spec().lesson;
    origin.version = task->spec().version;
    origin.seed = task->seed();
    origin.epoch = 0;
    origin.sample = options.sample;
    origin.modelName = task->model(run)->name();
    engine::Weights weights;
    bool stopped = false;
    if (options.epochs > 0) {
        Trained trained = trainTask(task, options.task.threads, options.epochs, [](const lessons::CurvePoint&) {});
        weights = std::move(trained.weights[run]);
        origin.epoch = trained.snapshot->status.taskRuns[run].epoch;
        stopped = trained.stopped();
    } else {
        weights = task->initialWeights(run);
    }
    const auto loss = lessons::lossOf(*task);
    const engine::TraceRequest request{options.layer, options.direction == "backward" ? 1 : 0, {}};
    const engine::Trace traced =
        engine::traceSample(*task->model(run), weights, task->sample(options.sample), loss.get(), request);
    Json json = traceJson(*task->model(run), weights, traced, origin);
    if (stopped) json["stop_reason"] = "stopped";
    sink.line(json);
    sink.finish();
    if (stopped) InterruptGuard::endProgram();
}

}  // namespace

void addTrace(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("trace", "Print every value and gradient of a layer for one sample, as JSON");
    const auto options = std::make_shared<TraceOptions>();
    options->task.addTo(*command);
    addWhole(*command, "--epochs", options->epochs, "Train so many epochs first; 0: the initial weights", 0,
             kMostEpochs)
        ->default_str("0");
    addWhole(*command, "--sample", options->sample, "Training sample in time order, from 0", 0, kMostSamples)
        ->type_name("K")
        ->default_str("0");
    command->add_option("--layer", options->layer, "Default: the first recurrent layer")->type_name("NAME");
    command->add_option("--direction", options->direction, "Which layer of a Bidirectional")
        ->type_name("forward|backward")
        ->check(CLI::IsMember({"forward", "backward"}))
        ->capture_default_str();
    addJsonOption(*command, options->json);
    command->callback([options] { trace(*options); });
}

}  // namespace cli
