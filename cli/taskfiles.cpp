// Writes a lesson's data and models for Keras.
#include "cli/taskfiles.h"

#include <filesystem>
#include <system_error>

#include "cli/json.h"
#include "engine/core/error.h"
#include "engine/files/arrays.h"
#include "engine/files/filewriter.h"
#include "engine/files/keras.h"
#include "engine/files/npy.h"

namespace cli {
namespace {

namespace fs = std::filesystem;

void writePart(const engine::Dataset& data, const fs::path& folder, const std::string& part) {
    const auto write = [&](const std::string& name, const engine::Array& array) {
        engine::writeNpy((folder / (part + "_" + name + ".npy")).string(), array);
    };
    if (data.size() == 0) return;
    for (std::size_t i = 0; i < data.inputs.size(); ++i)
        write("x" + std::to_string(i), engine::arrayFromTensor(data.inputs[i]));
    for (std::size_t i = 0; i < data.targets.size(); ++i)
        write("y" + std::to_string(i), engine::arrayFromTensor(data.targets[i]));
    if (!data.sampleWeights.empty())
        write("weights",
              {{engine::Index(data.sampleWeights.size())}, {data.sampleWeights.begin(), data.sampleWeights.end()}});
}

/// Samples one behind the other, as one batch.
engine::Tensor together(const std::vector<const engine::Tensor*>& samples) {
    engine::Tensor all = *samples.front();
    all.batch = engine::Index(samples.size());
    all.values.resize(all.steps * all.batch, samples.front()->values.cols());
    for (engine::Index s = 0; s < all.batch; ++s)
        for (engine::Index t = 0; t < all.steps; ++t)
            all.values.row(t * all.batch + s) = samples[std::size_t(s)]->values.row(t);
    return all;
}

engine::Dataset heldOutOf(const lessons::Task& task) {
    const auto trained = std::size_t(task.training().size());
    if (task.sampleCount() <= trained) return task.validation();
    std::vector<engine::Sample> samples;
    for (std::size_t i = trained; i < task.sampleCount(); ++i) samples.push_back(task.sample(i));
    engine::Dataset data;
    const auto gather = [&](auto member, std::vector<engine::Tensor>& into) {
        for (std::size_t k = 0; k < (samples.front().*member).size(); ++k) {
            std::vector<const engine::Tensor*> parts;
            for (const engine::Sample& sample : samples) parts.push_back(&(sample.*member)[k]);
            into.push_back(together(parts));
        }
    };
    gather(&engine::Sample::inputs, data.inputs);
    gather(&engine::Sample::targets, data.targets);
    return data;
}

/// The first runs are one a model.
std::size_t modelCount(const lessons::Task& task) {
    std::size_t count = 0;
    while (count < task.runCount() && task.modelOfRun(count) == count) ++count;
    return count;
}

void writeModel(const lessons::Task& task, std::size_t run, const engine::Weights& weights, const fs::path& path) {
    engine::KerasFile file;
    file.model = task.model(run);
    file.weights = weights;
    if (task.isTrainable()) {
        const engine::TrainerOptions options = task.trainerOptions();
        file.losses = options.losses;
        file.lossWeights = options.lossWeights;
        file.metrics = options.metrics;
        file.optimizer = options.optimizer;
        file.learningRate = options.learningRate;
    }
    engine::writeKeras(path.string(), file);
}

}  // namespace

void writeTaskFiles(const lessons::Task& task, const std::string& name) {
    const fs::path folder(name);
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw engine::Error(name + ": cannot be made: " + error.message());
    const engine::Dataset heldOut = heldOutOf(task);
    writePart(task.training(), folder, "training");
    writePart(task.validation(), folder, "validation");
    writePart(heldOut, folder, "held_out");

    const engine::TrainerOptions options = task.trainerOptions();
    Json models = Json::array();
    for (std::size_t run = 0; run < modelCount(task); ++run) {
        const std::string path = "model" + std::to_string(run) + ".keras";
        writeModel(task, run, task.initialWeights(run), folder / path);
        models.push_back({{"file", path}, {"name", task.modelName(run)}});
    }
    const Json description{{"lesson", task.spec().lesson},
                           {"version", task.spec().version},
                           {"seed", task.seed()},
                           {"epochs", task.epochs()},
                           {"batch_size", options.batchSize},
                           {"shuffle", options.shuffle},
                           {"patience", task.earlyStoppingPatience()},
                           {"restore_best_weights", task.restoresBestWeights()},
                           {"models", models},
                           {"samples",
                            {{"training", task.training().size()},
                             {"validation", task.validation().size()},
                             {"held_out", heldOut.size()}}}};
    engine::FileWriter writer((folder / "training.json").string());
    writer.write(description.dump(2) + "\n");
    writer.finish();
}

void writeTrainedFiles(const lessons::Task& task, const std::vector<engine::Weights>& weights,
                       const std::string& folder) {
    for (std::size_t run = 0; run < modelCount(task); ++run)
        writeModel(task, run, weights.at(run), fs::path(folder) / ("trained" + std::to_string(run) + ".keras"));
}

}  // namespace cli
