// gatewise model fit: trains a .keras file on arrays and writes it as another.
#include <chrono>
#include <tuple>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/modeldata.h"
#include "cli/numbers.h"
#include "cli/output.h"
#include "engine/core/error.h"
#include "engine/files/arrays.h"
#include "engine/files/sha256.h"
#include "engine/training/dataset.h"
#include "engine/training/fit.h"

namespace cli {

using engine::Error;

namespace {

struct FitOptions : ModelOptions {
    std::string sampleWeight, optimizer, out;
    double validationSplit = 0.0, learningRate = 0.0, clipNorm = 0.0;
    int epochs = 1, threads = 1;
    engine::Index batchSize = 0;
    bool noShuffle = false;
    std::uint64_t seed = 7;
};

// "adam" -> "adam(clipnorm=1)"; "adam(beta_1=0.8)" -> "adam(beta_1=0.8,clipnorm=1)".
std::string withArgument(std::string call, const std::string& argument) {
    if (call.empty() || call.back() != ')') return call + "(" + argument + ")";
    call.pop_back();
    return call + (call.back() == '(' ? "" : ",") + argument + ")";
}

std::vector<double> readSampleWeights(const FitOptions& options, const engine::Dataset& data) {
    if (options.sampleWeight.empty()) return {};
    const engine::Array array = engine::readArray(options.sampleWeight);
    const engine::Index steps = data.targets.front().sequence ? data.targets.front().steps : 1;
    const auto& shape = array.shape;
    const bool each = shape.size() == 1 || (shape.size() == 2 && shape[1] == 1);
    if (shape.empty() || shape[0] != data.size() || !(each || (shape.size() == 2 && shape[1] == steps)))
        throw Error(options.sampleWeight + ": expected shape " + engine::shapeText({data.size()}) +
                    (steps > 1 ? " or " + engine::shapeText({data.size(), steps}) : "") + ", got " +
                    engine::shapeText(shape));
    for (std::size_t i = 0; i < array.values.size(); ++i)
        if (!(array.values[i] >= 0.0 && array.values[i] < 1e30))
            throw Error(options.sampleWeight + "[" + std::to_string(i) + "]: expected a weight of 0 or more, got " +
                        std::to_string(array.values[i]));
    return array.values;
}

engine::TrainerOptions trainerOptions(const FitOptions& options, const engine::KerasFile& file) {
    engine::TrainerOptions trainer;
    trainer.losses = lossesOf(file, options.losses);
    if (options.losses.empty()) trainer.lossWeights = file.lossWeights;
    trainer.metrics = file.metrics;
    if (!file.weightedMetrics.empty()) {
        if (!options.sampleWeight.empty())
            throw Error("--sample-weight: weighted_metrics of the file are not supported together with it");
        trainer.metrics.insert(trainer.metrics.end(), file.weightedMetrics.begin(), file.weightedMetrics.end());
    }
    trainer.optimizer = options.optimizer.empty() ? file.optimizer : options.optimizer;
    if (trainer.optimizer.empty())
        throw Error(
            "--optimizer: expected one, since the file " +
            (file.compileProblem.empty() ? "was not compiled" : "has one that cannot be used: " + file.compileProblem));
    if (options.clipNorm > 0.0)
        trainer.optimizer = withArgument(trainer.optimizer, "clipnorm=" + Json(options.clipNorm).dump());
    trainer.learningRate = options.learningRate;
    if (options.optimizer.empty() && options.learningRate == 0.0) {
        trainer.learningRate = file.learningRate;
        if (!file.schedule.empty()) trainer.schedule = engine::makeSchedule(file.schedule);
    }
    // Keras's default, unless the file is fixed to a size.
    const engine::Index fixed = file.model->batchSize();
    trainer.batchSize = options.batchSize > 0 ? options.batchSize : fixed > 0 ? fixed : 32;
    trainer.shuffle = !options.noShuffle;
    trainer.seed = options.seed;
    trainer.threads = options.threads;
    return trainer;
}

// Prints each epoch as it ends.
class EpochPrinter : public engine::Callback {
 public:
    explicit EpochPrinter(JsonSink* sink) : m_sink(sink) {}
    void onEpochBegin(engine::Trainer&, int) override { m_begin = std::chrono::steady_clock::now(); }
    void onEpochEnd(engine::Trainer& trainer, int epoch, const engine::Logs& logs, engine::StopRequest&) override {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - m_begin;
        Json line;
        line["epoch"] = epoch + 1;
        for (const auto& [name, value] : logs) line[name] = number(value);
        line["learning_rate"] = number(trainer.state().learningRate);
        line["seconds"] = number(seconds.count());
        if (m_sink) {
            m_sink->line(line);
            return;
        }
        std::string text;
        for (const auto& [key, value] : line.items()) text += (text.empty() ? "" : "  ") + key + " " + value.dump();
        printText(text + "\n");
    }

 private:
    JsonSink* m_sink;
    std::chrono::steady_clock::time_point m_begin;
};

void fit(const FitOptions& options) {
    const InterruptGuard guard;
    engine::KerasFile file = readModel(options.file);
    if (!options.out.empty()) engine::checkWritable(*file.model);
    const engine::TrainerOptions trainerSetup = trainerOptions(options, file);
    file.model->checkBatchSize(trainerSetup.batchSize, "--batch-size");
    engine::Dataset data;
    data.inputs = readInputs(*file.model, options.inputs);
    data.targets = readTargets(*file.model, options.targets, trainerSetup.losses, data.size());
    data.sampleWeights = readSampleWeights(options, data);
    engine::Dataset validation;
    if (options.validationSplit > 0.0)
        std::tie(data, validation) = engine::splitValidation(data, options.validationSplit);

    engine::Trainer trainer(file.model, std::move(data), std::move(validation), trainerSetup);
    engine::TrainerState state = trainer.initialState(file.weights);
    // The file's own optimizer goes on where it stopped.
    if (options.optimizer.empty() && file.optimizerState) state.optimizer = *file.optimizerState;
    trainer.restore(std::move(state));

    std::unique_ptr<JsonSink> sink;
    if (!options.json.empty()) sink = std::make_unique<JsonSink>(options.json);
    // A file that cannot be written is told before the work.
    if (!options.out.empty()) (void)engine::FileWriter(options.out);
    const engine::FitResult result =
        engine::fit(trainer, options.epochs, {std::make_shared<EpochPrinter>(sink.get())}, &InterruptGuard::asked());

    file.weights = trainer.state().weights;
    file.losses = trainerSetup.losses;
    file.lossWeights = trainerSetup.lossWeights;
    file.optimizer = trainerSetup.optimizer;
    if (!trainerSetup.schedule) file.schedule.clear();
    file.learningRate = trainer.state().learningRate;
    file.optimizerState = trainer.state().optimizer;
    if (!options.out.empty()) engine::writeKeras(options.out, file);

    Json last;
    last["epochs"] = result.epochs;
    last["parameters"] = file.model->parameterCount();
    last["stop_reason"] = engine::fitEndName(result.end);
    if (result.end == engine::FitEnd::Diverged) last["step"] = result.step;
    last["weights_sha256"] = engine::weightsSha256(file.weights);
    if (sink) {
        sink->line(last);
        sink->finish();
    } else {
        printText(result.text() + "\n");
    }
    if (result.end == engine::FitEnd::Stopped) InterruptGuard::endProgram();
}

}  // namespace

void addModelFit(CLI::App& model) {
    CLI::App* command = model.add_subcommand("fit", "Train, and write the trained model as another file");
    const auto options = std::make_shared<FitOptions>();
    options->addFile(*command);
    options->addInputs(*command);
    options->addTargets(*command, true);
    addNumber(*command, "--validation-split", options->validationSplit,
              "Share of the samples, the last ones, that only validate", "a number from 0 to 0.999999",
              [](double share) { return share >= 0.0 && share <= 0.999999; })
        ->type_name("V");
    command->add_option("--sample-weight", options->sampleWeight, "One weight a sample, or a sample and step")
        ->type_name("W");
    command
        ->add_option("--optimizer", options->optimizer,
                     "Keras's name, as sgd(momentum=0.9); default: the file's own, with its state")
        ->type_name("NAME");
    const auto positive = [](double value) { return value > 0.0; };
    addNumber(*command, "--learning-rate", options->learningRate, "Default: the optimizer's", "a number above 0",
              positive)
        ->type_name("R");
    addNumber(*command, "--clip-norm", options->clipNorm, "Largest norm of each weight's gradient", "a number above 0",
              positive)
        ->type_name("C");
    addWhole(*command, "--epochs", options->epochs, "How often all samples are seen", 0, kMostEpochs)->default_str("1");
    addWhole(*command, "--batch-size", options->batchSize, "Samples a step; default: 32, or what the file is fixed to",
             1, 1 << 30);
    command->add_flag("--no-shuffle", options->noShuffle, "Keep the samples' order");
    addSeed(*command, options->seed, "Of shuffles and dropout");
    addWhole(*command, "--threads", options->threads, "Change nothing but the time", 1, 256)->default_str("1");
    command->add_option("--out", options->out, "The .keras file to write")->type_name("FILE2.keras");
    command->callback([options] { fit(*options); });
}

}  // namespace cli
