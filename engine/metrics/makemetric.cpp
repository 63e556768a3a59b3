// Metrics by name.
#include <cctype>

#include "engine/core/callspec.h"
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
    if (!(*value >= lowest) || *value != static_cast<double>(static_cast<Index>(*value)))
        spec.fail("argument \"" + key + "\": expected a whole number from " +
                  std::to_string(static_cast<Index>(lowest)));
    return static_cast<Index>(*value);
}

std::unique_ptr<Metric> makePrecisionOrRecall(CallSpec& spec, const std::string& key, bool recall) {
    PrecisionOrRecall::Options options;
    options.name = key;
    options.recall = recall;
    options.topK = wholeNumber(spec, "top_k", 1);
    options.classId = wholeNumber(spec, "class_id", 0);
    options.threshold = spec.number("thresholds", options.topK ? -1e10 : 0.5);  // with top_k all of the k are positive
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

std::unique_ptr<Metric> makeAuc(CallSpec& spec, const std::string& key) {
    Auc::Options options;
    options.name = key;
    options.thresholds = wholeNumber(spec, "num_thresholds", 2).value_or(200);
    const std::string curve = spec.word("curve", "ROC");
    if (curve != "ROC" && curve != "PR") spec.fail("argument \"curve\": expected ROC or PR, got \"" + curve + "\"");
    options.precisionRecall = curve == "PR";
    options.fromLogits = spec.flag("from_logits", false);
    return std::make_unique<Auc>(options);
}

/// "MeanSquaredError" is logged as "mean_squared_error", a name in small letters as it is written.
std::string keyOf(const std::string& written, const std::string& chosen) {
    for (const char c : written) {
        if (std::isupper(static_cast<unsigned char>(c)) != 0) return chosen;
    }
    return written == "rmse" || written == "f1" ? chosen : written;  // Keras does not know these two
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
        {"binary_crossentropy", {}},
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

std::unique_ptr<Metric> makeMetric(const std::string& text, const std::string& lossName, const Shape& output) {
    CallSpec spec(text, "metric");
    const std::string name = spec.choose(choices());
    const std::string key = keyOf(spec.name(), name);
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
    if (name == "auc") metric = makeAuc(spec, key);
    if (metric) {
        spec.finish();
        return metric;
    }
    return makeLossMetric(key, text, MeanMetric::Finish::Mean);  // a loss is a metric under its own name and arguments
}

}  // namespace engine
