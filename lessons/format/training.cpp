// The training section of a lesson in Keras's words.
#include "lessons/format/training.h"

#include <sstream>

#include "lessons/format/fields.h"

namespace lessons {
namespace {

/// Makes something by its name and turns what the maker says into a message with the place.
template <typename Make>
auto made(const Fields& fields, const std::string& key, Make make) {
    try {
        return make();
    } catch (const engine::Error& error) {
        fields.failAt(key, key + ": " + error.what());
    }
}

/// "adam" with clipping: "adam(clipnorm=1)".
std::string withArgument(std::string call, const std::string& name, double value) {
    std::ostringstream number;
    number.precision(17);
    number << value;
    const std::string argument = name + "=" + number.str();
    if (call.empty() || call.back() != ')') return call + "(" + argument + ")";
    call.pop_back();
    return call + (call.back() == '(' ? "" : ",") + argument + ")";
}

}  // namespace

TrainingSettings readTraining(const Spec& spec) {
    const Fields fields(spec, "training");
    TrainingSettings settings;
    engine::TrainerOptions& options = settings.options;

    options.losses = fields.texts("loss");
    for (const std::string& loss : options.losses) made(fields, "loss", [&] { return engine::makeLoss(loss); });

    options.optimizer = fields.text("optimizer", "adam");
    for (const char* clip : {"clipnorm", "clipvalue", "global_clipnorm"})
        if (fields.has(clip))
            options.optimizer = withArgument(options.optimizer, clip, fields.number(clip, Range::above(0)));
    made(fields, "optimizer", [&] { return engine::makeOptimizer(options.optimizer); });

    if (fields.has("learning_rate")) options.learningRate = fields.number("learning_rate", Range::above(0));
    if (fields.has("schedule")) {
        const std::string schedule = fields.text("schedule");
        if (fields.has("learning_rate"))
            fields.failAt("learning_rate", "learning_rate: expected none beside a schedule");
        options.schedule = made(fields, "schedule", [&] { return engine::makeSchedule(schedule); });
    }
    options.batchSize = fields.integer("batch_size", Range::between(1, 1 << 20), 32);
    settings.epochs = static_cast<int>(fields.integer("epochs", Range::between(0, 1000000), 0));
    settings.validationSplit = fields.number("validation_split", Range::below(0, 1), 0.0);
    options.shuffle = fields.boolean("shuffle", true);
    options.metrics = fields.texts("metrics");
    if (fields.has("early_stopping")) {
        const Fields stopping = fields.map("early_stopping");
        settings.patience = static_cast<int>(stopping.integer("patience", Range::between(1, 1000000)));
        settings.restoreBestWeights = stopping.boolean("restore_best_weights", false);
        stopping.refuseOthers();
    }
    settings.seeds = static_cast<int>(fields.integer("seeds", Range::between(1, 100), 1));
    fields.refuseOthers();
    if (settings.epochs > 0 && options.losses.empty())
        fields.failAt("loss", "training: expected the key \"loss\" beside epochs");
    return settings;
}

}  // namespace lessons
