// Optimizers by name.
#include "engine/core/callspec.h"
#include "engine/optimizers/adam.h"
#include "engine/optimizers/gradientdescent.h"

namespace engine {

namespace {

/// A share that a running value keeps, 0 <= x <= 1.
double share(CallSpec& spec, const std::string& key, double fallback) {
    const double value = spec.number(key, fallback);
    if (!(value >= 0.0 && value <= 1.0)) spec.fail("argument \"" + key + "\": expected a number from 0 to 1");
    return value;
}

/// What all optimizers take.
void readCommon(CallSpec& spec, Optimizer& optimizer) {
    optimizer.defaultLearningRate = spec.number("learning_rate", optimizer.defaultLearningRate);
    if (!(optimizer.defaultLearningRate >= 0.0)) spec.fail("argument \"learning_rate\": expected 0 or more");
    optimizer.weightDecay = spec.number("weight_decay", optimizer.weightDecay);
    int clippings = 0;
    const auto readClip = [&](const std::string& key) {
        const double limit = spec.number(key, 0.0);
        if (!(limit >= 0.0)) spec.fail("argument \"" + key + "\": expected a number above 0");
        if (limit > 0.0) ++clippings;
        return limit;
    };
    optimizer.clipping.norm = readClip("clipnorm");
    optimizer.clipping.value = readClip("clipvalue");
    optimizer.clipping.globalNorm = readClip("global_clipnorm");
    if (clippings > 1) spec.fail("only one of clipnorm, clipvalue and global_clipnorm can be set");
}

template <typename AdamLike>
void readMoments(CallSpec& spec, AdamLike& optimizer) {
    optimizer.beta1 = share(spec, "beta_1", optimizer.beta1);
    optimizer.beta2 = share(spec, "beta_2", optimizer.beta2);
    optimizer.epsilon = spec.number("epsilon", optimizer.epsilon);
}

std::shared_ptr<Optimizer> makeSgd(CallSpec& spec) {
    auto sgd = std::make_shared<Sgd>();
    sgd->defaultLearningRate = 0.01;
    sgd->momentum = share(spec, "momentum", 0.0);
    sgd->nesterov = spec.flag("nesterov", false);
    return sgd;
}

std::shared_ptr<Optimizer> makeRmsProp(CallSpec& spec) {
    auto rmsprop = std::make_shared<RmsProp>();
    rmsprop->rho = share(spec, "rho", rmsprop->rho);
    rmsprop->momentum = share(spec, "momentum", rmsprop->momentum);
    rmsprop->epsilon = spec.number("epsilon", rmsprop->epsilon);
    rmsprop->centered = spec.flag("centered", false);
    return rmsprop;
}

std::shared_ptr<Optimizer> makeAdam(CallSpec& spec, bool decoupled) {
    auto adam = std::make_shared<Adam>();
    adam->decoupled = decoupled;
    if (decoupled) adam->weightDecay = 0.004;
    readMoments(spec, *adam);
    adam->amsgrad = spec.flag("amsgrad", false);
    return adam;
}

std::shared_ptr<Optimizer> makeAdagrad(CallSpec& spec) {
    auto adagrad = std::make_shared<Adagrad>();
    adagrad->initialAccumulator = spec.number("initial_accumulator_value", adagrad->initialAccumulator);
    adagrad->epsilon = spec.number("epsilon", adagrad->epsilon);
    return adagrad;
}

std::shared_ptr<Optimizer> makeNadam(CallSpec& spec) {
    auto nadam = std::make_shared<Nadam>();
    readMoments(spec, *nadam);
    return nadam;
}

}  // namespace

std::shared_ptr<const Optimizer> makeOptimizer(const std::string& text) {
    CallSpec spec(text, "optimizer");
    const std::string name =
        spec.choose({{"sgd", {}}, {"rmsprop", {}}, {"adam", {}}, {"adamw", {}}, {"adagrad", {}}, {"nadam", {}}});
    std::shared_ptr<Optimizer> optimizer;
    if (name == "sgd") optimizer = makeSgd(spec);
    if (name == "rmsprop") optimizer = makeRmsProp(spec);
    if (name == "adam" || name == "adamw") optimizer = makeAdam(spec, name == "adamw");
    if (name == "adagrad") optimizer = makeAdagrad(spec);
    if (name == "nadam") optimizer = makeNadam(spec);
    readCommon(spec, *optimizer);
    spec.finish();
    return optimizer;
}

}  // namespace engine
