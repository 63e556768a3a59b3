// compile_config out: texts such as "adam(beta_1=0.8)" become Keras's objects.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "engine/core/error.h"
#include "engine/files/compileconfig.h"
#include "engine/files/config/objects.h"
#include "engine/losses/loss.h"
#include "engine/metrics/metric.h"
#include "engine/optimizers/adam.h"
#include "engine/optimizers/gradientdescent.h"

namespace engine {

namespace {

// "huber(delta=2.0)": the name, and the arguments as JSON.
std::pair<std::string, Json> splitCall(const std::string& text) {
    const std::size_t open = text.find('(');
    Json arguments = Json::object();
    if (open == std::string::npos) return {text, arguments};
    std::string key, value;
    bool inValue = false;
    int depth = 0;
    char quote = 0;
    const auto take = [&] {
        std::erase(key, ' ');
        if (key.empty()) return;
        Json parsed = Json::parse(value, nullptr, false);
        if (parsed.is_discarded()) parsed = value == "True" ? Json(true) : value == "False" ? Json(false) : Json(value);
        if (value != "None") arguments[key] = std::move(parsed);
        key.clear();
        value.clear();
        inValue = false;
    };
    for (std::size_t i = open + 1; i < text.size(); ++i) {
        const char c = text[i];
        const bool quoted = quote != 0;
        if (quoted && c == quote)
            quote = 0;
        else if (!quoted && inValue && (c == '"' || c == '\''))
            quote = c;
        if (!quoted && c == '[') ++depth;
        if (!quoted && c == ']') --depth;
        if (!quoted && depth == 0 && (c == ',' || c == ')'))
            take();
        else if (depth == 0 && c == '=' && !inValue)
            inValue = true;
        else
            (inValue ? value : key) += c;
    }
    return {text.substr(0, open), arguments};
}

Json scheduleConfig(const std::string& text) {
    auto [name, arguments] = splitCall(text);
    static const std::map<std::string, std::string> classes{{"exponential", "ExponentialDecay"},
                                                            {"exponential_decay", "ExponentialDecay"},
                                                            {"cosine", "CosineDecay"},
                                                            {"cosine_decay", "CosineDecay"},
                                                            {"step", "PiecewiseConstantDecay"},
                                                            {"piecewise", "PiecewiseConstantDecay"},
                                                            {"piecewise_constant_decay", "PiecewiseConstantDecay"}};
    if (name == "constant") return arguments.at("learning_rate");
    if (name == "warmup") {
        // A cosine that never falls below its highest rate is a warm-up alone.
        Json config{{"initial_learning_rate", arguments.value("initial_learning_rate", 0.0)},
                    {"decay_steps", 1},
                    {"alpha", 1.0}};
        config["warmup_target"] = arguments["warmup_target"];
        config["warmup_steps"] = arguments["warmup_steps"];
        return kerasObject("keras.optimizers.schedules", "CosineDecay", std::move(config));
    }
    const auto found = classes.find(name);
    if (found == classes.end()) throw Error("schedule " + name + ": Keras has none of this name");
    return kerasObject("keras.optimizers.schedules", found->second, std::move(arguments));
}

Json nullable(double value) {
    return value == 0.0 ? Json(nullptr) : Json(value);
}

Json optimizerConfig(const KerasFile& file) {
    const auto optimizer = makeOptimizer(file.optimizer);
    Json config;
    std::string className;
    config["name"] = optimizer->name();
    if (file.schedule.empty())
        config["learning_rate"] = file.learningRate > 0.0 ? file.learningRate : optimizer->defaultLearningRate;
    else
        config["learning_rate"] = scheduleConfig(file.schedule);
    config["weight_decay"] = nullable(optimizer->weightDecay);
    config["clipnorm"] = nullable(optimizer->clipping.norm);
    config["global_clipnorm"] = nullable(optimizer->clipping.globalNorm);
    config["clipvalue"] = nullable(optimizer->clipping.value);
    config["use_ema"] = false;
    config["ema_momentum"] = 0.99;
    for (const char* key : {"ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps"})
        config[key] = nullptr;
    if (const auto* sgd = dynamic_cast<const Sgd*>(optimizer.get())) {
        className = "SGD";
        config["momentum"] = sgd->momentum;
        config["nesterov"] = sgd->nesterov;
    } else if (const auto* rmsprop = dynamic_cast<const RmsProp*>(optimizer.get())) {
        className = "RMSprop";
        config["rho"] = rmsprop->rho;
        config["momentum"] = rmsprop->momentum;
        config["epsilon"] = rmsprop->epsilon;
        config["centered"] = rmsprop->centered;
    } else if (const auto* adagrad = dynamic_cast<const Adagrad*>(optimizer.get())) {
        className = "Adagrad";
        config["initial_accumulator_value"] = adagrad->initialAccumulator;
        config["epsilon"] = adagrad->epsilon;
    } else if (const auto* adam = dynamic_cast<const Adam*>(optimizer.get())) {
        className = adam->decoupled ? "AdamW" : "Adam";
        // AdamW's default is not zero, so a zero must be said.
        if (adam->decoupled) config["weight_decay"] = adam->weightDecay;
        config["beta_1"] = adam->beta1;
        config["beta_2"] = adam->beta2;
        config["epsilon"] = adam->epsilon;
        config["amsgrad"] = adam->amsgrad;
    } else if (const auto* nadam = dynamic_cast<const Nadam*>(optimizer.get())) {
        className = "Nadam";
        config["beta_1"] = nadam->beta1;
        config["beta_2"] = nadam->beta2;
        config["epsilon"] = nadam->epsilon;
    } else {
        throw Error("optimizer " + optimizer->name() + ": Keras has none of this name");
    }
    return kerasObject("keras.optimizers", className, std::move(config));
}

const std::map<std::string, std::string>& lossClasses() {
    static const std::map<std::string, std::string> classes{
        {"mean_squared_error", "MeanSquaredError"},
        {"mean_absolute_error", "MeanAbsoluteError"},
        {"huber", "Huber"},
        {"mean_absolute_percentage_error", "MeanAbsolutePercentageError"},
        {"mean_squared_logarithmic_error", "MeanSquaredLogarithmicError"},
        {"log_cosh", "LogCosh"},
        {"poisson", "Poisson"},
        {"kl_divergence", "KLDivergence"},
        {"hinge", "Hinge"},
        {"squared_hinge", "SquaredHinge"},
        {"binary_crossentropy", "BinaryCrossentropy"},
        {"categorical_crossentropy", "CategoricalCrossentropy"},
        {"sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"}};
    return classes;
}

Json lossConfig(const std::string& text) {
    const std::string name = makeLoss(text)->name();
    Json arguments = splitCall(text).second;
    if (arguments.empty()) return name == "huber" ? Json("huber") : Json(name);
    arguments["reduction"] = "sum_over_batch_size";
    return kerasObject("keras.losses", lossClasses().at(name), std::move(arguments));
}

// Nothing for a metric that Keras does not have.
std::optional<Json> metricConfig(const std::string& text) {
    static const std::map<std::string, std::string> classes{
        {"binary_accuracy", "BinaryAccuracy"},
        {"categorical_accuracy", "CategoricalAccuracy"},
        {"sparse_categorical_accuracy", "SparseCategoricalAccuracy"},
        {"top_k_categorical_accuracy", "TopKCategoricalAccuracy"},
        {"sparse_top_k_categorical_accuracy", "SparseTopKCategoricalAccuracy"},
        {"root_mean_squared_error", "RootMeanSquaredError"},
        {"mean_squared_error", "MeanSquaredError"},
        {"mean_absolute_error", "MeanAbsoluteError"},
        {"binary_crossentropy", "BinaryCrossentropy"},
        {"categorical_crossentropy", "CategoricalCrossentropy"},
        {"sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"},
        {"mean_absolute_percentage_error", "MeanAbsolutePercentageError"},
        {"mean_squared_logarithmic_error", "MeanSquaredLogarithmicError"},
        {"log_cosh", "LogCoshError"},
        {"poisson", "Poisson"},
        {"kl_divergence", "KLDivergence"},
        {"hinge", "Hinge"},
        {"squared_hinge", "SquaredHinge"},
        {"precision", "Precision"},
        {"recall", "Recall"},
        {"auc", "AUC"},
        {"f1_score", "F1Score"}};
    auto [written, arguments] = splitCall(text);
    std::string name = metricName(text);
    // Accuracy with a threshold is the binary one, under the name it is logged by.
    const bool threshold = name == "accuracy" && !arguments.empty();
    if (threshold && !arguments.contains("name")) arguments["name"] = written;
    if (threshold) name = "binary_accuracy";
    const bool known = name == "accuracy" || classes.contains(name);
    if (!known) return std::nullopt;
    // A name alone is a text for Keras, too, unless it is one of our own short ones.
    if (arguments.empty() && written != "rmse" && written != "f1") return Json(written);
    return kerasObject("keras.metrics", classes.at(name), std::move(arguments));
}

Json metricsConfig(const std::vector<std::string>& texts, std::size_t outputs) {
    Json metrics = Json::array();
    for (const std::string& metric : texts)
        if (auto json = metricConfig(metric)) metrics.push_back(std::move(*json));
    if (metrics.empty()) return nullptr;
    return outputs == 1 ? metrics : Json(outputs, metrics);
}

}  // namespace

Json compileConfig(const KerasFile& file) {
    if (file.optimizer.empty()) return nullptr;
    Json config;
    config["optimizer"] = optimizerConfig(file);
    Json losses = Json::array();
    for (const std::string& loss : file.losses) losses.push_back(lossConfig(loss));
    const std::size_t outputs = file.model->outputs().size();
    if (losses.empty())
        config["loss"] = nullptr;
    else
        config["loss"] = outputs == 1 ? Json(losses[0]) : losses;
    config["loss_weights"] = nullptr;
    if (!file.lossWeights.empty()) config["loss_weights"] = file.lossWeights;
    config["metrics"] = metricsConfig(file.metrics, outputs);
    config["weighted_metrics"] = metricsConfig(file.weightedMetrics, outputs);
    config["run_eagerly"] = false;
    config["steps_per_execution"] = 1;
    config["jit_compile"] = false;
    return config;
}

}  // namespace engine
