// compile_config in: Keras's objects become texts such as "adam(beta_1=0.8)".
#include "engine/files/compileconfig.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/files/config/objects.h"
#include "engine/files/config/reader.h"
#include "engine/losses/loss.h"
#include "engine/metrics/metric.h"
#include "engine/optimizers/schedule.h"

namespace engine {

namespace {

// Keras's objects have a dozen options; what is read for each output must stay small.
constexpr std::size_t kLongestName = 100, kMostOptions = 64, kMostMetrics = 256;

struct Object {
    std::string className;
    Json config = Json::object();
};

// A text, {"class_name", "config"}, or a function of Keras: {"class_name": "function", "config": "mean_squared_error"}.
Object objectOf(const Json& json, const std::string& who) {
    Object object;
    if (json.is_string()) {
        object.className = json.get<std::string>();
    } else if (json.is_object() && json.contains("class_name") && json["class_name"].is_string()) {
        object.className = json["class_name"].get<std::string>();
        if (json.contains("config") && json["config"].is_object()) {
            if (json["config"].size() > kMostOptions)
                throw Error(who + ": expected at most " + std::to_string(kMostOptions) + " options, got " +
                            std::to_string(json["config"].size()));
            object.config = json["config"];
        } else if (object.className == "function" && json.contains("config") && json["config"].is_string()) {
            object.className = json["config"].get<std::string>();
        }
    } else {
        throw Error(who + " " + shortText(json) + " is not supported");
    }
    if (object.className.size() > kLongestName) throw Error(who + " " + shortText(json) + " is not supported");
    return object;
}

// name(key=value,...) of every key but those in `skipped`; null means the default.
std::string callText(const std::string& name, const Json& config, std::initializer_list<std::string_view> skipped) {
    std::string arguments;
    for (const auto& [key, value] : config.items()) {
        bool skip = value.is_null();
        for (const std::string_view other : skipped) skip = skip || key == other;
        if (skip) continue;
        if (value.is_object())
            throw Error(name + ": " + key.substr(0, 40) + " " + shortText(value) + " is not supported");
        arguments += (arguments.empty() ? "" : ",") + key + "=" + value.dump();
    }
    return arguments.empty() ? name : name + "(" + arguments + ")";
}

std::string scheduleText(const Json& json) {
    const Object object = objectOf(json, "schedule");
    const std::string& name = object.className;
    if (name == "ExponentialDecay") return callText("exponential", object.config, {"name"});
    if (name == "CosineDecay") return callText("cosine", object.config, {"name"});
    if (name == "PiecewiseConstantDecay") return callText("step", object.config, {"name"});
    throw Error("schedule " + name.substr(0, 80) + " is not supported");
}

void readOptimizer(const Json& json, KerasFile& file) {
    Object object = objectOf(json, "optimizer");
    Json& config = object.config;
    std::string name = snakeCase(object.className);
    std::erase(name, '_');
    if (config.value("use_ema", Json(false)) == true) throw Error("optimizer " + name + ": use_ema is not supported");
    if (config.contains("lr") && !config.contains("learning_rate")) config["learning_rate"] = config["lr"];
    if (const Json rate = config.value("learning_rate", Json()); rate.is_number()) {
        file.learningRate = shortestFloat(rate.get<double>());
    } else if (!rate.is_null()) {
        file.schedule = scheduleText(rate);
        file.learningRate = makeSchedule(file.schedule)->rate(0);
    }
    // Words of Keras 2: lr for the rate, and a decay of it, which is off where it is 0.
    if (config.value("decay", Json(0.0)) == 0.0) config.erase("decay");
    file.optimizer = callText(name, config,
                              {"name", "learning_rate", "lr", "use_ema", "ema_momentum", "ema_overwrite_frequency",
                               "jit_compile", "is_legacy_optimizer"});
    const auto optimizer = makeOptimizer(file.optimizer);
    if (file.learningRate == 0.0 && file.schedule.empty()) file.learningRate = optimizer->defaultLearningRate;
}

std::string lossText(const Json& json) {
    const Object object = objectOf(json, "loss");
    if (const Json reduction = object.config.value("reduction", Json());
        !reduction.is_null() && reduction != "sum_over_batch_size" && reduction != "auto")
        throw Error("loss " + object.className.substr(0, 80) + ": reduction " + shortText(reduction) +
                    " is not supported");
    if (const Json axis = object.config.value("axis", Json(-1)); axis != -1 && !axis.is_null())
        throw Error("loss " + object.className.substr(0, 80) + ": axis " + shortText(axis) + " is not supported");
    const std::string text = callText(object.className, object.config, {"name", "reduction", "axis", "dtype", "fn"});
    // The engine's own name, so that class names and short names read alike.
    std::string name = makeLoss(text)->name();
    const std::size_t arguments = text.find('(');
    return arguments == std::string::npos ? name : name + text.substr(arguments);
}

// A metric's own name goes along; one in quotes or with a line break would not come back out of a text.
void checkMetricName(const Json& config) {
    const auto name = config.find("name");
    if (name == config.end() || name->is_null()) return;
    const bool plain = name->is_string() && name->get_ref<const std::string&>().size() <= kLongestName;
    const std::string text = plain ? name->get<std::string>() : std::string();
    const bool odd = std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (!plain || odd || text.find_first_of("\"\\") != std::string::npos)
        throw Error("metric: expected a name, got " + shortText(*name));
}

std::string metricText(const Json& json) {
    const Object object = objectOf(json, "metric");
    if (json.is_string()) return object.className;
    // Whether two arrays are equal, number by number: not what "accuracy" means as a text.
    if (object.className == "Accuracy" || (object.className == "accuracy" && json["config"].is_string()))
        throw Error("metric Accuracy is not supported");
    checkMetricName(object.config);
    if (object.className == "MeanMetricWrapper") {  // Keras 2: a function by its name
        const Json function = object.config.value("fn", object.config.value("name", Json()));
        if (!function.is_string()) throw Error("metric " + shortText(function) + " is not supported");
        const Json own = object.config.value("name", function);
        return own == function ? function.get<std::string>()
                               : callText(function.get<std::string>(), {{"name", own}}, {});
    }
    return callText(snakeCase(object.className), object.config, {"dtype", "axis"});
}

// One value an output: a list, an object by output name, or one value for all.
std::vector<const Json*> byOutput(const Json& json, const Model& model, const std::string& who) {
    const std::size_t outputs = model.outputs().size();
    std::vector<const Json*> values;
    if (json.is_object() && !json.contains("class_name")) {
        for (const NodeOutput& output : model.outputs()) {
            const std::string& name = model.nodes()[static_cast<std::size_t>(output.node)].name;
            const auto found = json.find(name);
            if (found == json.end()) throw Error(who + ": expected one for output " + name + ", got none");
            values.push_back(&*found);
        }
    } else if (json.is_array()) {
        if (json.size() != outputs)
            throw Error(who + ": expected one for each of " + std::to_string(outputs) + " outputs, got " +
                        std::to_string(json.size()));
        for (const Json& one : json) values.push_back(&one);
    } else {
        values.assign(outputs, &json);
    }
    return values;
}

std::vector<std::string> metricTexts(const Json& list) {
    std::vector<std::string> texts;
    if (list.is_null()) return texts;
    if (!list.is_array()) return {metricText(list)};
    if (list.size() > kMostMetrics)
        throw Error("metrics: expected at most " + std::to_string(kMostMetrics) + ", got " +
                    std::to_string(list.size()));
    for (const Json& metric : list) texts.push_back(metricText(metric));
    return texts;
}

std::vector<std::string> readMetrics(const Json& json, const KerasFile& file, const std::string& who) {
    std::vector<std::string> metrics;
    const bool nested =
        json.is_object() || (json.is_array() && !json.empty() && (json[0].is_array() || json[0].is_null()));
    if (!nested) {
        metrics = metricTexts(json);
    } else {
        const std::vector<const Json*> lists = byOutput(json, *file.model, who);
        metrics = metricTexts(*lists.front());
        for (const Json* list : lists)
            if (metricTexts(*list) != metrics)
                throw Error(who + " that differ from output to output are not supported");
    }
    for (std::size_t i = 0; i < file.losses.size(); ++i)
        for (const std::string& metric : metrics)
            (void)makeMetric(metric, file.losses[i], file.model->outputShapes()[i]);
    return metrics;
}

}  // namespace

void readCompileConfig(const Json& config, KerasFile& file) {
    if (!config.is_object() || !config.contains("optimizer") || config["optimizer"].is_null()) return;
    readOptimizer(config["optimizer"], file);
    if (const Json loss = config.value("loss", Json()); !loss.is_null())
        for (const Json* one : byOutput(loss, *file.model, "loss")) file.losses.push_back(lossText(*one));
    if (const Json weights = config.value("loss_weights", Json()); !weights.is_null())
        for (const Json* one : byOutput(weights, *file.model, "loss_weights")) {
            if (!one->is_number()) throw Error("loss_weights: expected numbers, got " + shortText(*one));
            file.lossWeights.push_back(one->get<double>());
        }
    if (const Json metrics = config.value("metrics", Json()); !metrics.is_null() && !metrics.empty())
        file.metrics = readMetrics(metrics, file, "metrics");
    if (const Json weighted = config.value("weighted_metrics", Json()); !weighted.is_null() && !weighted.empty())
        file.weightedMetrics = readMetrics(weighted, file, "weighted_metrics");
}

}  // namespace engine
