// Configs of the layers that keep the shape: normalisation, noise, activations with numbers of their own.
#include "engine/files/config/formats.h"
#include "engine/files/config/objects.h"
#include "engine/layers/activityregularization.h"
#include "engine/layers/batchnormalization.h"
#include "engine/layers/noise/gaussian.h"
#include "engine/layers/noise/spatialdropout1d.h"
#include "engine/layers/prelu.h"
#include "engine/layers/rectifiers.h"
#include "engine/layers/softmax.h"
#include "engine/layers/unitnormalization.h"

namespace engine {

namespace {

using Made = std::shared_ptr<Layer>;

// The last axis; Keras writes it as it was given, or counted from the front: 1 of vectors, 2 of sequences. A layer of
// sequences that was given 1 means time.
int readAxis(ConfigReader& config) {
    const Json* axis = config.take("axis");
    if (!axis) return -1;
    const Json& one = axis->is_array() && axis->size() == 1 ? (*axis)[0] : *axis;
    if (!one.is_number_integer() || one.get<std::int64_t>() < -2 || one.get<std::int64_t>() > 3 || one == 0)
        config.fail("axis " + shortText(*axis) + " is not supported");
    return one.get<int>();
}

Made readBatchNormalization(ConfigReader& config, const std::string& name) {
    BatchNormalizationOptions options;
    options.axis = readAxis(config);
    options.momentum = config.number("momentum", 0.99);
    options.epsilon = config.number("epsilon", 1e-3);
    options.center = config.boolean("center", true);
    options.scale = config.boolean("scale", true);
    options.betaInitializer = config.initializer("beta_initializer", options.betaInitializer);
    options.gammaInitializer = config.initializer("gamma_initializer", options.gammaInitializer);
    options.movingMeanInitializer = config.initializer("moving_mean_initializer", options.movingMeanInitializer);
    options.movingVarianceInitializer =
        config.initializer("moving_variance_initializer", options.movingVarianceInitializer);
    options.betaRegularizer = config.regularizer("beta_regularizer");
    options.gammaRegularizer = config.regularizer("gamma_regularizer");
    options.betaConstraint = config.constraint("beta_constraint");
    options.gammaConstraint = config.constraint("gamma_constraint");
    if (config.boolean("renorm", false)) config.fail("renorm is not supported");
    for (const char* key : {"synchronized", "renorm_clipping", "renorm_momentum"}) config.skip(key);
    return std::make_shared<BatchNormalization>(name, options);
}

void writeBatchNormalization(const Layer& layer, Json& config) {
    const BatchNormalizationOptions& options = static_cast<const BatchNormalization&>(layer).options();
    config["axis"] = options.axis;
    config["momentum"] = options.momentum;
    config["epsilon"] = options.epsilon;
    config["center"] = options.center;
    config["scale"] = options.scale;
    config["beta_initializer"] = initializerConfig(options.betaInitializer);
    config["gamma_initializer"] = initializerConfig(options.gammaInitializer);
    config["moving_mean_initializer"] = initializerConfig(options.movingMeanInitializer);
    config["moving_variance_initializer"] = initializerConfig(options.movingVarianceInitializer);
    config["beta_regularizer"] = regularizerConfig(options.betaRegularizer);
    config["gamma_regularizer"] = regularizerConfig(options.gammaRegularizer);
    config["beta_constraint"] = constraintConfig(options.betaConstraint);
    config["gamma_constraint"] = constraintConfig(options.gammaConstraint);
    config["synchronized"] = false;
}

Made readSpatialDropout(ConfigReader& config, const std::string& name) {
    if (!config.take("rate")) config.fail("expected rate, got none");
    config.skip("seed");
    for (const char* key : {"noise_shape", "data_format"}) config.skip(key);
    return std::make_shared<SpatialDropout1D>(name, SpatialDropout1DOptions{config.rate("rate", 0.0)});
}

void writeSpatialDropout(const Layer& layer, Json& config) {
    config["rate"] = static_cast<const SpatialDropout1D&>(layer).options().rate;
    config["seed"] = nullptr;
}

template <bool multiplies>
Made readGaussian(ConfigReader& config, const std::string& name) {
    const char* key = multiplies ? "rate" : "stddev";
    if (!config.take(key)) config.fail(std::string("expected ") + key + ", got none");
    config.skip("seed");
    return std::make_shared<Gaussian>(name, multiplies, config.number(key, 0.0));
}

template <bool multiplies>
void writeGaussian(const Layer& layer, Json& config) {
    config[multiplies ? "rate" : "stddev"] = static_cast<const Gaussian&>(layer).amount();
    config["seed"] = nullptr;
}

Made readUnitNormalization(ConfigReader& config, const std::string& name) {
    if (const int axis = readAxis(config); axis != -1)
        config.fail("axis " + std::to_string(axis) + " is not supported, expected -1");
    return std::make_shared<UnitNormalization>(name);
}

void writeUnitNormalization(const Layer&, Json& config) {
    config["axis"] = -1;
}

// Keras 2 says alpha for the slope.
double slopeOf(ConfigReader& config, double otherwise) {
    const double old = config.number("alpha", otherwise);
    return config.number("negative_slope", old);
}

Made readReLU(ConfigReader& config, const std::string& name) {
    RectifierOptions options;
    options.slope = config.number("negative_slope", 0.0);
    options.threshold = config.number("threshold", 0.0);
    options.maxValue = config.number("max_value", options.maxValue);
    return std::make_shared<Rectifier>(name, options);
}

void writeReLU(const Layer& layer, Json& config) {
    const RectifierOptions& options = static_cast<const Rectifier&>(layer).options();
    config["max_value"] = options.maxValue == RectifierOptions().maxValue ? Json(nullptr) : Json(options.maxValue);
    config["negative_slope"] = options.slope;
    config["threshold"] = options.threshold;
}

Made readLeakyReLU(ConfigReader& config, const std::string& name) {
    return std::make_shared<Rectifier>(name,
                                       RectifierOptions{.kind = Rectifying::LeakyReLU, .slope = slopeOf(config, 0.3)});
}

void writeLeakyReLU(const Layer& layer, Json& config) {
    config["negative_slope"] = static_cast<const Rectifier&>(layer).options().slope;
}

Made readELU(ConfigReader& config, const std::string& name) {
    return std::make_shared<Rectifier>(name,
                                       RectifierOptions{.kind = Rectifying::ELU, .slope = config.number("alpha", 1.0)});
}

void writeELU(const Layer& layer, Json& config) {
    config["alpha"] = static_cast<const Rectifier&>(layer).options().slope;
}

Made readPReLU(ConfigReader& config, const std::string& name) {
    PReLUOptions options;
    options.alphaInitializer = config.initializer("alpha_initializer", options.alphaInitializer);
    options.alphaRegularizer = config.regularizer("alpha_regularizer");
    options.alphaConstraint = config.constraint("alpha_constraint");
    if (const Json* shared = config.take("shared_axes")) {
        const Json list = shared->is_array() ? *shared : Json::array({*shared});
        for (const Json& axis : list) {
            if (axis == 1)
                options.sharedSteps = true;
            else if (axis == 2)
                options.sharedFeatures = true;
            else
                config.fail("shared_axes " + shortText(*shared) + " is not supported");
        }
    }
    return std::make_shared<PReLU>(name, options);
}

void writePReLU(const Layer& layer, Json& config) {
    const auto& prelu = static_cast<const PReLU&>(layer);
    const PReLUOptions& options = prelu.options();
    config["alpha_initializer"] = initializerConfig(options.alphaInitializer);
    config["alpha_regularizer"] = regularizerConfig(options.alphaRegularizer);
    config["alpha_constraint"] = constraintConfig(options.alphaConstraint);
    Json shared = Json::array();
    if (options.sharedSteps) shared.push_back(1);
    if (options.sharedFeatures) shared.push_back(2);
    config["shared_axes"] = shared.empty() ? Json(nullptr) : shared;
}

Made readSoftmax(ConfigReader& config, const std::string& name) {
    return std::make_shared<Softmax>(name, readAxis(config));
}

void writeSoftmax(const Layer& layer, Json& config) {
    config["axis"] = static_cast<const Softmax&>(layer).axis();
}

Made readActivityRegularization(ConfigReader& config, const std::string& name) {
    auto layer = std::make_shared<ActivityRegularization>(name);
    layer->setActivityRegularizer({config.number("l1", 0.0), config.number("l2", 0.0)});
    return layer;
}

void writeActivityRegularization(const Layer& layer, Json& config) {
    config.erase("activity_regularizer");
    config["l1"] = layer.activityRegularizer().l1;
    config["l2"] = layer.activityRegularizer().l2;
}

}  // namespace

const std::vector<LayerFormat>& placewiseFormats() {
    static const std::vector<LayerFormat> table{
        {"BatchNormalization", readBatchNormalization, writeBatchNormalization},
        {"SpatialDropout1D", readSpatialDropout, writeSpatialDropout},
        {"GaussianNoise", readGaussian<false>, writeGaussian<false>},
        {"GaussianDropout", readGaussian<true>, writeGaussian<true>},
        {"UnitNormalization", readUnitNormalization, writeUnitNormalization},
        {"ReLU", readReLU, writeReLU},
        {"LeakyReLU", readLeakyReLU, writeLeakyReLU},
        {"ELU", readELU, writeELU},
        {"PReLU", readPReLU, writePReLU},
        {"Softmax", readSoftmax, writeSoftmax},
        {"ActivityRegularization", readActivityRegularization, writeActivityRegularization}};
    return table;
}

}  // namespace engine
