// Configs of the layers that neither loop over time nor hold another layer.
#include <map>

#include "engine/core/error.h"
#include "engine/files/config/formats.h"
#include "engine/files/config/layers.h"
#include "engine/files/config/objects.h"
#include "engine/layers/activationlayer.h"
#include "engine/layers/attention.h"
#include "engine/layers/dense.h"
#include "engine/layers/dropout.h"
#include "engine/layers/embedding.h"
#include "engine/layers/layernormalization.h"
#include "engine/layers/masking.h"
#include "engine/layers/reshaping/concatenate.h"
#include "engine/layers/reshaping/flatten.h"
#include "engine/layers/reshaping/repeatvector.h"
#include "engine/layers/reshaping/reshape.h"

namespace engine {

namespace {

constexpr Index kMost = 1 << 24;

using Made = std::shared_ptr<Layer>;

Made readDense(ConfigReader& config, const std::string& name) {
    DenseOptions options;
    options.units = config.neededInteger("units", 1, kMost);
    options.activation = config.activation("activation", Activation::Linear);
    options.useBias = config.boolean("use_bias", true);
    options.kernelInitializer = config.initializer("kernel_initializer", options.kernelInitializer);
    options.biasInitializer = config.initializer("bias_initializer", options.biasInitializer);
    options.kernelRegularizer = config.regularizer("kernel_regularizer");
    options.biasRegularizer = config.regularizer("bias_regularizer");
    options.kernelConstraint = config.constraint("kernel_constraint");
    options.biasConstraint = config.constraint("bias_constraint");
    for (const char* key : {"lora_rank", "lora_alpha", "quantization_config"}) config.mustBeNull(key);
    return std::make_shared<Dense>(name, options);
}

void writeDense(const DenseOptions& options, Json& config) {
    config["units"] = options.units;
    config["activation"] = activationName(options.activation);
    config["use_bias"] = options.useBias;
    config["kernel_initializer"] = initializerConfig(options.kernelInitializer);
    config["bias_initializer"] = initializerConfig(options.biasInitializer);
    config["kernel_regularizer"] = regularizerConfig(options.kernelRegularizer);
    config["bias_regularizer"] = regularizerConfig(options.biasRegularizer);
    config["kernel_constraint"] = constraintConfig(options.kernelConstraint);
    config["bias_constraint"] = constraintConfig(options.biasConstraint);
}

Made readEmbedding(ConfigReader& config, const std::string& name) {
    EmbeddingOptions options;
    options.inputDim = config.neededInteger("input_dim", 1, kMost);
    options.outputDim = config.neededInteger("output_dim", 1, kMost);
    options.maskZero = config.boolean("mask_zero", false);
    options.embeddingsInitializer = config.initializer("embeddings_initializer", options.embeddingsInitializer);
    options.embeddingsRegularizer = config.regularizer("embeddings_regularizer");
    options.embeddingsConstraint = config.constraint("embeddings_constraint");
    for (const char* key : {"weights", "lora_rank", "lora_alpha", "quantization_config"}) config.mustBeNull(key);
    return std::make_shared<Embedding>(name, options);
}

void writeEmbedding(const EmbeddingOptions& options, Json& config) {
    config["input_dim"] = options.inputDim;
    config["output_dim"] = options.outputDim;
    config["embeddings_initializer"] = initializerConfig(options.embeddingsInitializer);
    config["embeddings_regularizer"] = regularizerConfig(options.embeddingsRegularizer);
    config["embeddings_constraint"] = constraintConfig(options.embeddingsConstraint);
    config["mask_zero"] = options.maskZero;
}

Made readLayerNormalization(ConfigReader& config, const std::string& name) {
    LayerNormalizationOptions options;
    if (const Json* axis = config.take("axis"); axis && *axis != -1 && *axis != Json::array({-1}))
        // Keras writes the axis as it was given or counted from the front once it knows the rank; 2 is the last of a
        // sequence.
        if (*axis != 2 && *axis != Json::array({2})) config.fail("axis " + shortText(*axis) + " is not supported");
    options.epsilon = config.number("epsilon", 1e-3);
    options.center = config.boolean("center", true);
    options.scale = config.boolean("scale", true);
    if (config.boolean("rms_scaling", false)) config.fail("rms_scaling is not supported");
    options.betaInitializer = config.initializer("beta_initializer", options.betaInitializer);
    options.gammaInitializer = config.initializer("gamma_initializer", options.gammaInitializer);
    options.betaRegularizer = config.regularizer("beta_regularizer");
    options.gammaRegularizer = config.regularizer("gamma_regularizer");
    options.betaConstraint = config.constraint("beta_constraint");
    options.gammaConstraint = config.constraint("gamma_constraint");
    return std::make_shared<LayerNormalization>(name, options);
}

void writeLayerNormalization(const LayerNormalizationOptions& options, Json& config) {
    config["axis"] = -1;
    config["epsilon"] = options.epsilon;
    config["center"] = options.center;
    config["scale"] = options.scale;
    config["beta_initializer"] = initializerConfig(options.betaInitializer);
    config["gamma_initializer"] = initializerConfig(options.gammaInitializer);
    config["beta_regularizer"] = regularizerConfig(options.betaRegularizer);
    config["gamma_regularizer"] = regularizerConfig(options.gammaRegularizer);
    config["beta_constraint"] = constraintConfig(options.betaConstraint);
    config["gamma_constraint"] = constraintConfig(options.gammaConstraint);
}

Made readDropout(ConfigReader& config, const std::string& name) {
    DropoutOptions options;
    if (!config.take("rate")) config.fail("expected rate, got none");
    options.rate = config.rate("rate", 0.0);
    config.skip("seed");
    config.mustBeNull("noise_shape");
    return std::make_shared<Dropout>(name, options);
}

Made readMasking(ConfigReader& config, const std::string& name) {
    return std::make_shared<Masking>(name, MaskingOptions{config.number("mask_value", 0.0)});
}

Made readActivation(ConfigReader& config, const std::string& name) {
    if (!config.take("activation")) config.fail("expected activation, got none");
    return std::make_shared<ActivationLayer>(
        name, ActivationLayerOptions{config.activation("activation", Activation::Linear)});
}

// Dropout inside changes no prediction.
Made finishAttention(ConfigReader& config, const std::string& name, const AttentionOptions& options) {
    auto attention = std::make_shared<Attention>(name, options);
    if (config.rate("dropout", 0.0) != 0.0) {
        if (config.strict()) config.fail("dropout inside attention is not supported");
        attention->refuseTraining("dropout inside attention");
    }
    config.skip("seed");
    return attention;
}

Made readAttention(ConfigReader& config, const std::string& name) {
    const std::string mode = config.text("score_mode", "dot");
    if (mode != "dot" && mode != "concat")
        config.fail("score_mode: expected dot or concat, got " + shortText(Json(mode)));
    AttentionOptions options{config.boolean("use_scale", false),
                             mode == "dot" ? AttentionScore::Dot : AttentionScore::Concat};
    return finishAttention(config, name, options);
}

Made readAdditiveAttention(ConfigReader& config, const std::string& name) {
    return finishAttention(config, name, {config.boolean("use_scale", true), AttentionScore::Additive});
}

Made readFlatten(ConfigReader& config, const std::string& name) {
    readDataFormat(config);
    return std::make_shared<Flatten>(name);
}

Made readConcatenate(ConfigReader& config, const std::string& name) {
    return std::make_shared<Concatenate>(name, ConcatenateOptions{static_cast<int>(config.integer("axis", -1, -2, 2))});
}

Made readRepeatVector(ConfigReader& config, const std::string& name) {
    return std::make_shared<RepeatVector>(name, RepeatVectorOptions{config.neededInteger("n", 1, kMost)});
}

Made readReshape(ConfigReader& config, const std::string& name) {
    const Json* target = config.take("target_shape");
    if (!target || !target->is_array()) config.fail("target_shape: expected a list of sizes");
    ReshapeOptions options;
    for (const Json& size : *target) {
        if (!size.is_number_integer() || size.get<std::int64_t>() < -1 || size == 0 || size.get<std::int64_t>() > kMost)
            config.fail("target_shape: expected a list of sizes, got " + shortText(*target));
        options.targetShape.push_back(size.get<Index>());
    }
    if (options.targetShape.empty() || options.targetShape.size() > 2)
        config.fail("target_shape " + shortText(*target) + " is not supported, expected one or two sizes");
    return std::make_shared<Reshape>(name, options);
}

const std::map<std::string, Made (*)(ConfigReader&, const std::string&)>& readers() {
    static const std::map<std::string, Made (*)(ConfigReader&, const std::string&)> table{
        {"Dense", readDense},     {"Embedding", readEmbedding},     {"LayerNormalization", readLayerNormalization},
        {"Dropout", readDropout}, {"Masking", readMasking},         {"Activation", readActivation},
        {"Flatten", readFlatten}, {"Concatenate", readConcatenate}, {"RepeatVector", readRepeatVector},
        {"Reshape", readReshape}, {"Attention", readAttention},     {"AdditiveAttention", readAdditiveAttention}};
    return table;
}

}  // namespace

bool isPlainLayer(const std::string& className) {
    return readers().contains(className);
}

std::shared_ptr<Layer> readPlainLayer(const std::string& className, ConfigReader& config, const std::string& name) {
    return readers().at(className)(config, name);
}

void writePlainLayer(const Layer& layer, Json& config) {
    if (const auto* dense = dynamic_cast<const Dense*>(&layer)) {
        writeDense(dense->options(), config);
    } else if (const auto* embedding = dynamic_cast<const Embedding*>(&layer)) {
        writeEmbedding(embedding->options(), config);
    } else if (const auto* normalization = dynamic_cast<const LayerNormalization*>(&layer)) {
        writeLayerNormalization(normalization->options(), config);
    } else if (const auto* dropout = dynamic_cast<const Dropout*>(&layer)) {
        config["rate"] = dropout->options().rate;
        config["seed"] = nullptr;
        config["noise_shape"] = nullptr;
    } else if (const auto* masking = dynamic_cast<const Masking*>(&layer)) {
        config["mask_value"] = masking->options().maskValue;
    } else if (const auto* activation = dynamic_cast<const ActivationLayer*>(&layer)) {
        config["activation"] = activationName(activation->options().activation);
    } else if (const auto* attention = dynamic_cast<const Attention*>(&layer)) {
        config["use_scale"] = attention->options().useScale;
        if (attention->options().score != AttentionScore::Additive)
            config["score_mode"] = attention->options().score == AttentionScore::Dot ? "dot" : "concat";
        config["dropout"] = 0.0;
        config["seed"] = nullptr;
    } else if (dynamic_cast<const Flatten*>(&layer)) {
        config["data_format"] = "channels_last";
    } else if (const auto* concatenate = dynamic_cast<const Concatenate*>(&layer)) {
        config["axis"] = concatenate->options().axis;
    } else if (const auto* repeat = dynamic_cast<const RepeatVector*>(&layer)) {
        config["n"] = repeat->options().n;
    } else if (const auto* reshape = dynamic_cast<const Reshape*>(&layer)) {
        config["target_shape"] = reshape->options().targetShape;
    } else {
        throw Error("layer " + layer.name() + ": " + layer.className() + " is not supported");
    }
}

}  // namespace engine
