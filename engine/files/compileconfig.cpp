// compile_config in: Keras's objects become texts such as "adam(beta_1=0.8)".
#include "engine/files/compileconfig.h"

#include "engine/core/error.h"
#include "engine/files/config/objects.h"
#include "engine/files/config/reader.h"
#include "engine/losses/loss.h"
#include "engine/metrics/metric.h"
#include "engine/optimizers/schedule.h"

namespace engine {

namespace {

struct Object {
    std::string className;
    Json config = Json::object();
};

Object objectOf(const Json& json, const std::string& who) {
    Object object;
    if (json.is_string()) {
        object.className = json.get<std::string>();
    } else if (json.is_object() && json.contains("class_name") && json["class_name"].is_string()) {
        object.className = json["class_name"].get<std::string>();
        if (json.contains("config") && json["config"].is_object()) object.config = json["config"];
    } else {
        throw Error(who + " " + shortText(json) + " is not supported");
    }
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
    if (const Json rate = config.value("learning_rate", Json()); rate.is_number()) {
        file.learningRate = shortestFloat(rate.get<double>());
    } else if (!rate.is_null()) {
        file.schedule = scheduleText(rate);
        file.learningRate = makeSchedule(file.schedule)->rate(0);
    }
    file.optimizer = callText(
        name, config, {"name", "learning_rate", "use_ema", "ema_momentum", "ema_overwrite_frequency", "jit_compile"});
    const auto optimizer = makeOptimizer(file.optimizer);
    if (file.learningRate == 0.0 && file.schedule.empty()) file.learningRate = optimizer->defaultLearningRate;
}

std::string lossText(const Json& json) {
    const Object object = objectOf(json, "loss");
    if (const Json reduction = object.config.value("reduction", Json());
        !reduction.is_null() && reduction != "sum_over_batch_size")
        throw Error("loss " + object.className.substr(0, 80) + ": reduction " + shortText(reduction) +
                    " is not supported");
    if (const Json axis = object.config.value("axis", Json(-1)); axis != -1)
        throw Error("loss " + object.className.substr(0, 80) + ": axis " + shortText(axis) + " is not supported");
    const std::string text = callText(object.className, object.config, {"name", "reduction", "axis", "dtype"});
    // The engine's own name, so that class names and short names read alike.
    std::string name = makeLoss(text)->name();
    const std::size_t arguments = text.find('(');
    return arguments == std::string::npos ? name : name + text.substr(arguments);
}

std::string metricText(const Json& json) {
    const Object object = objectOf(json, "metric");
    const std::string name = json.is_string() ? object.className : snakeCase(object.className);
    return callText(name, object.config, {"name", "dtype", "axis"});
}

// One value an output: a list, an object by output name, or one value for all.
std::vector<Json> byOutput(const Json& json, const Model& model, const std::string& who) {
    const std::size_t outputs = model.outputs().size();
    std::vector<Json> values;
    if (json.is_object() && !json.contains("class_name")) {
        for (const NodeOutput& output : model.outputs()) {
            const std::string& name = model.nodes()[static_cast<std::size_t>(output.node)].name;
            if (!json.contains(name)) throw Error(who + ": expected one for output " + name + ", got none");
            values.push_back(json[name]);
        }
    } else if (json.is_array()) {
        values.assign(json.begin(), json.end());
        if (values.size() != outputs)
            throw Error(who + ": expected one for each of " + std::to_string(outputs) + " outputs, got " +
                        std::to_string(values.size()));
    } else {
        values.assign(outputs, json);
    }
    return values;
}

std::vector<std::string> metricTexts(const Json& list) {
    std::vector<std::string> texts;
    if (list.is_null()) return texts;
    if (!list.is_array()) return {metricText(list)};
    for (const Json& metric : list) texts.push_back(metricText(metric));
    return texts;
}

void readMetrics(const Json& json, KerasFile& file) {
    const bool nested =
        json.is_object() || (json.is_array() && !json.empty() && (json[0].is_array() || json[0].is_null()));
    if (!nested) {
        file.metrics = metricTexts(json);
    } else {
        const std::vector<Json> lists = byOutput(json, *file.model, "metrics");
        file.metrics = metricTexts(lists.front());
        for (const Json& list : lists)
            if (metricTexts(list) != file.metrics)
                throw Error("metrics that differ from output to output are not supported");
    }
    for (std::size_t i = 0; i < file.losses.size(); ++i)
        for (const std::string& metric : file.metrics)
            (void)makeMetric(metric, file.losses[i], file.model->outputShapes()[i]);
}

}  // namespace

void readCompileConfig(const Json& config, KerasFile& file) {
    if (!config.is_object() || !config.contains("optimizer") || config["optimizer"].is_null()) return;
    readOptimizer(config["optimizer"], file);
    if (const Json loss = config.value("loss", Json()); !loss.is_null())
        for (const Json& one : byOutput(loss, *file.model, "loss")) file.losses.push_back(lossText(one));
    if (const Json weights = config.value("loss_weights", Json()); !weights.is_null())
        for (const Json& one : byOutput(weights, *file.model, "loss_weights")) {
            if (!one.is_number()) throw Error("loss_weights: expected numbers, got " + shortText(one));
            file.lossWeights.push_back(one.get<double>());
        }
    if (const Json weighted = config.value("weighted_metrics", Json()); !weighted.is_null() && !weighted.empty())
        throw Error("weighted_metrics are not supported");
    if (const Json metrics = config.value("metrics", Json()); !metrics.is_null()) readMetrics(metrics, file);
}

}  // namespace engine
