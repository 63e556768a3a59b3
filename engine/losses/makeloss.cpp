// Losses by name.
#include "engine/core/callspec.h"
#include "engine/losses/crossentropy.h"
#include "engine/losses/regression.h"

namespace engine {

namespace {

CrossEntropyOptions readCrossEntropy(CallSpec& spec, bool smoothing) {
    CrossEntropyOptions options;
    options.fromLogits = spec.flag("from_logits", false);
    if (smoothing) options.labelSmoothing = spec.number("label_smoothing", 0.0);
    if (!(options.labelSmoothing >= 0.0 && options.labelSmoothing <= 1.0))
        spec.fail("argument \"label_smoothing\": expected a number from 0 to 1");
    return options;
}

std::shared_ptr<const Loss> make(CallSpec& spec, const std::string& name) {
    using Kind = RegressionLoss::Kind;
    if (name == "mean_squared_error") return std::make_shared<RegressionLoss>(Kind::Squared);
    if (name == "mean_absolute_error") return std::make_shared<RegressionLoss>(Kind::Absolute);
    if (name == "huber") {
        const double delta = spec.number("delta", 1.0);
        if (!(delta > 0.0)) spec.fail("argument \"delta\": expected a number above 0");
        return std::make_shared<RegressionLoss>(Kind::Huber, delta);
    }
    static const std::pair<const char*, Kind> others[] = {{"mean_absolute_percentage_error", Kind::AbsolutePercentage},
                                                          {"mean_squared_logarithmic_error", Kind::SquaredLogarithmic},
                                                          {"log_cosh", Kind::LogCosh},
                                                          {"poisson", Kind::Poisson},
                                                          {"kl_divergence", Kind::Divergence},
                                                          {"hinge", Kind::Hinge},
                                                          {"squared_hinge", Kind::SquaredHinge}};
    for (const auto& [own, kind] : others)
        if (name == own) return std::make_shared<RegressionLoss>(kind);
    if (name == "binary_crossentropy") return std::make_shared<BinaryCrossEntropy>(readCrossEntropy(spec, true));
    if (name == "categorical_crossentropy")
        return std::make_shared<CategoricalCrossEntropy>(readCrossEntropy(spec, true));
    return std::make_shared<SparseCategoricalCrossEntropy>(readCrossEntropy(spec, false));
}

}  // namespace

std::shared_ptr<const Loss> makeLoss(const std::string& text) {
    CallSpec spec(text, "loss");
    const std::string name = spec.choose({{"mean_squared_error", {"mse"}},
                                          {"mean_absolute_error", {"mae"}},
                                          {"huber", {}},
                                          {"mean_absolute_percentage_error", {"mape"}},
                                          {"mean_squared_logarithmic_error", {"msle"}},
                                          {"log_cosh", {"logcosh"}},
                                          {"poisson", {}},
                                          {"kl_divergence", {"kld", "kullback_leibler_divergence"}},
                                          {"hinge", {}},
                                          {"squared_hinge", {}},
                                          {"binary_crossentropy", {"bce"}},
                                          {"categorical_crossentropy", {}},
                                          {"sparse_categorical_crossentropy", {}}});
    std::shared_ptr<const Loss> loss = make(spec, name);
    spec.finish();
    return loss;
}

}  // namespace engine
