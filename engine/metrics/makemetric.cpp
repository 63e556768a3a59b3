// Metrics by name.
#include <algorithm>
#include <cctype>

#include "engine/core/callspec.h"
#include "engine/metrics/auc.h"
#include "engine/metrics/confusion.h"
#include "engine/metrics/entityf1.h"
#include "engine/metrics/mean.h"

namespace engine {

namespace {

using Options = MeanMetric::Options;

/// Targets are class numbers or not; either way they must fit the output.
std::shared_ptr<const Loss> checkerOf(bool sparse) {
    return makeLoss(sparse ? "sparse_categorical_crossentropy" : "mean_squared_error");
}

Options accuracyOptions(const std::string& key, bool sparse) {
    Options options;
    options.name = key;
    options.sparse = sparse;
    options.largerIsBetter = true;
    options.loss = checkerOf(sparse);
    return options;
}

std::unique_ptr<Metric> makeBinaryAccuracy(CallSpec& spec, const std::string& key) {
    const double threshold = spec.number("threshold", 0.5);
    return std::make_unique<MeanMetric>(
        accuracyOptions(key, false),
        [threshold](const Matrix& output, const Matrix& target) { return binaryAccuracy(output, target, threshold); });
}

std::unique_ptr<Metric> makeClassAccuracy(const std::string& key, bool sparse) {
    return std::make_unique<MeanMetric>(
        accuracyOptions(key, sparse),
        [sparse](const Matrix& output, const Matrix& target) { return classAccuracy(output, target, sparse); });
}

std::unique_ptr<Metric> makeTopK(CallSpec& spec, const std::string& key, bool sparse) {
    const double k = spec.number("k", 5.0);
    if (!(k >= 1.0) || k != static_cast<double>(static_cast<Index>(k)))
        spec.fail("argument \"k\": expected 1, 2, 3 ...");
    return std::make_unique<MeanMetric>(accuracyOptions(key, sparse),
                                        [sparse, k](const Matrix& output, const Matrix& target) {
                                            return topKAccuracy(output, target, sparse, static_cast<Index>(k));
                                        });
}

/// The mean of a loss over the rows, or a function of it.
std::unique_ptr<Metric> makeLossMetric(const std::string& key, const std::string& lossText, MeanMetric::Finish finish) {
    const std::shared_ptr<const Loss> loss = makeLoss(lossText);
    Options options;
    options.name = key;
    options.sparse = loss->isSparse();
    options.usesMask = finish != MeanMetric::Finish::Root;
    options.finish = finish;
    options.loss = loss;
    return std::make_unique<MeanMetric>(std::move(options));
}

/// exp of the mean cross-entropy of a class.
std::unique_ptr<Metric> makePerplexity(CallSpec& spec, const std::string& key, bool sparse) {
    const std::string loss = sparse ? "sparse_categorical_crossentropy" : "categorical_crossentropy";
    const bool logits = spec.flag("from_logits", false);
    return makeLossMetric(key, loss + (logits ? "(from_logits=true)" : ""), MeanMetric::Finish::Exponential);
}

std::optional<Index> wholeNumber(CallSpec& spec, const std::string& key, double lowest) {
    const std::optional<double> value = spec.optionalNumber(key);
    if (!value) return std::nullopt;
    if (!(*value >= lowest && *value < 1e15) || *value != static_cast<double>(static_cast<Index>(*value)))
        spec.fail("argument \"" + key + "\": expected a whole number from " +
                  std::to_string(static_cast<Index>(lowest)));
    return static_cast<Index>(*value);
}

/// A number or, as Keras also takes it, a list of one; a longer list makes Keras's result a list, which a log cannot
/// hold.
double oneThreshold(CallSpec& spec, double fallback) {
    if (!spec.isList("thresholds")) return spec.number("thresholds", fallback);
    const std::vector<double> list = spec.numbers("thresholds");
    if (list.size() != 1) spec.fail("argument \"thresholds\": expected one number, got " + std::to_string(list.size()));
    return list.front();
}

std::unique_ptr<Metric> makePrecisionOrRecall(CallSpec& spec, const std::string& key, bool recall) {
    PrecisionOrRecall::Options options;
    options.name = key;
    options.recall = recall;
    options.topK = wholeNumber(spec, "top_k", 1);
    options.classId = wholeNumber(spec, "class_id", 0);
    options.threshold = oneThreshold(spec, options.topK ? -1e10 : 0.5);  // with top_k all of the k are positive
    return std::make_unique<PrecisionOrRecall>(options);
}

std::unique_ptr<Metric> makeF1(CallSpec& spec, const std::string& key, Index classes) {
    using Average = F1Score::Average;
    const std::string average = spec.word("average", "none");
    Average chosen = Average::None;
    if (average == "micro") chosen = Average::Micro;
    if (average == "macro") chosen = Average::Macro;
    if (average == "weighted") chosen = Average::Weighted;
    if (chosen == Average::None && average != "none")
        spec.fail("argument \"average\": expected micro, macro or weighted, got \"" + average + "\"");
    return std::make_unique<F1Score>(key, chosen, spec.optionalNumber("threshold"), classes);
}

/// num_thresholds, or the list of those between 0 and 1.
std::vector<double> readThresholds(CallSpec& spec) {
    const Index count = wholeNumber(spec, "num_thresholds", 2).value_or(200);
    std::vector<double> own = spec.numbers("thresholds");
    if (own.empty()) {
        if (count > 1000000) spec.fail("argument \"num_thresholds\": expected at most 1000000");
        return Auc::evenThresholds(count);
    }
    std::sort(own.begin(), own.end());
    if (!(own.front() >= 0.0 && own.back() <= 1.0)) spec.fail("argument \"thresholds\": expected numbers from 0 to 1");
    return own;
}

std::unique_ptr<Metric> makeAuc(CallSpec& spec, const std::string& key, Index columns) {
    using Summation = Auc::Summation;
    Auc::Options options;
    options.name = key;
    options.thresholds = readThresholds(spec);
    options.even = !spec.isList("thresholds");
    const std::string curve = spec.word("curve", "ROC");
    if (curve != "ROC" && curve != "PR") spec.fail("argument \"curve\": expected ROC or PR, got \"" + curve + "\"");
    options.precisionRecall = curve == "PR";
    const std::string summation = spec.word("summation_method", "interpolation");
    if (summation == "minoring") options.summation = Summation::Minoring;
    if (summation == "majoring") options.summation = Summation::Majoring;
    if (options.summation == Summation::Interpolation && summation != "interpolation")
        spec.fail("argument \"summation_method\": expected interpolation, minoring or majoring, got \"" + summation +
                  "\"");
    options.fromLogits = spec.flag("from_logits", false);
    const std::optional<Index> labels = wholeNumber(spec, "num_labels", 1);
    if (spec.flag("multi_label", false)) options.labels = labels.value_or(columns);
    if (options.labels != 1 && options.labels != columns)
        spec.fail("argument \"num_labels\": expected " + std::to_string(columns) + ", the width of the output, got " +
                  std::to_string(options.labels));
    options.labelWeights = spec.numbers("label_weights");
    if (!options.labelWeights.empty() && static_cast<Index>(options.labelWeights.size()) != columns)
        spec.fail("argument \"label_weights\": expected " + std::to_string(columns) + " numbers, got " +
                  std::to_string(options.labelWeights.size()));
    return std::make_unique<Auc>(options);
}

/// The key in logs: its own name where it was given one; a name alone as it is written, as Keras takes a string;
/// "MeanSquaredError(...)", an object, in snake case.
std::string keyOf(CallSpec& spec, const std::string& chosen) {
    const std::string own = spec.word("name", "");
    if (!own.empty()) return own;
    const std::string& written = spec.name();
    if (written == "rmse" || written == "f1") return chosen;  // Keras does not know these two
    const bool isClass = std::any_of(written.begin(), written.end(),
                                     [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; });
    return isClass && spec.hasArguments() ? chosen : written;
}

const std::vector<NamedChoice>& choices() {
    static const std::vector<NamedChoice> list{
        {"accuracy", {"acc"}},
        {"binary_accuracy", {}},
        {"categorical_accuracy", {}},
        {"sparse_categorical_accuracy", {}},
        {"top_k_categorical_accuracy", {}},
        {"sparse_top_k_categorical_accuracy", {}},
        {"mean_squared_error", {"mse"}},
        {"mean_absolute_error", {"mae"}},
        {"root_mean_squared_error", {"rmse"}},
        {"huber", {}},
        {"mean_absolute_percentage_error", {"mape"}},
        {"mean_squared_logarithmic_error", {"msle"}},
        {"log_cosh", {"logcosh", "log_cosh_error"}},
        {"poisson", {}},
        {"kl_divergence", {"kld", "kullback_leibler_divergence"}},
        {"hinge", {}},
        {"squared_hinge", {}},
        {"binary_crossentropy", {"bce"}},
        {"categorical_crossentropy", {}},
        {"sparse_categorical_crossentropy", {}},
        {"perplexity", {}},
        {"precision", {}},
        {"recall", {}},
        {"f1_score", {"f1"}},
        {"entity_f1", {}},
        {"auc", {}},
    };
    return list;
}

}  // namespace

std::string metricName(const std::string& text) {
    return CallSpec(text, "metric").choose(choices());
}

std::unique_ptr<Metric> makeMetric(const std::string& text, const std::string& lossName, const Shape& output) {
    CallSpec spec(text, "metric");
    const std::string name = spec.choose(choices());
    if (output.features == kVariable) spec.fail("expected an output of known width, got shape " + output.text());
    const std::string key = keyOf(spec, name);
    const bool sparse = lossName == "sparse_categorical_crossentropy";

    std::unique_ptr<Metric> metric;
    if (name == "accuracy" && output.features == 1) metric = makeBinaryAccuracy(spec, key);
    if (name == "accuracy" && output.features != 1) metric = makeClassAccuracy(key, sparse);
    if (name == "binary_accuracy") metric = makeBinaryAccuracy(spec, key);
    if (name == "categorical_accuracy") metric = makeClassAccuracy(key, false);
    if (name == "sparse_categorical_accuracy") metric = makeClassAccuracy(key, true);
    if (name == "top_k_categorical_accuracy") metric = makeTopK(spec, key, false);
    if (name == "sparse_top_k_categorical_accuracy") metric = makeTopK(spec, key, true);
    if (name == "root_mean_squared_error") metric = makeLossMetric(key, "mse", MeanMetric::Finish::Root);
    if (name == "perplexity") metric = makePerplexity(spec, key, sparse);
    if (name == "precision" || name == "recall") metric = makePrecisionOrRecall(spec, key, name == "recall");
    if (name == "f1_score") metric = makeF1(spec, key, output.features);
    if (name == "entity_f1") metric = std::make_unique<EntityF1>(key, spec.words("labels"), sparse);
    if (name == "auc") metric = makeAuc(spec, key, output.features);
    if (metric) {
        spec.finish();
        return metric;
    }
    const std::string loss = spec.textWithout("name");
    return makeLossMetric(key, loss, MeanMetric::Finish::Mean);  // a loss is a metric under its own name and arguments
}

}  // namespace engine
