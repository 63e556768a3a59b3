// Configs of Conv1D and of pooling.
#include "engine/files/config/formats.h"
#include "engine/files/config/objects.h"
#include "engine/layers/conv1d.h"
#include "engine/layers/pooling/globalpooling1d.h"
#include "engine/layers/pooling/pooling1d.h"

namespace engine {

namespace {

using Made = std::shared_ptr<Layer>;

Made readConv1D(ConfigReader& config, const std::string& name) {
    Conv1DOptions options;
    options.filters = config.neededInteger("filters", 1, 1 << 24);
    if (!config.take("kernel_size")) config.fail("expected kernel_size, got none");
    options.kernelSize = sizeOrList(config, "kernel_size", 1);
    options.strides = sizeOrList(config, "strides", 1);
    options.padding = paddingFromName(config.text("padding", "valid"), config.who());
    readDataFormat(config);
    options.dilationRate = sizeOrList(config, "dilation_rate", 1);
    if (config.integer("groups", 1, 1, 1 << 24) != 1) config.fail("groups above 1 are not supported");
    options.activation = config.activation("activation", Activation::Linear);
    options.useBias = config.boolean("use_bias", true);
    options.kernelInitializer = config.initializer("kernel_initializer", options.kernelInitializer);
    options.biasInitializer = config.initializer("bias_initializer", options.biasInitializer);
    options.kernelRegularizer = config.regularizer("kernel_regularizer");
    options.biasRegularizer = config.regularizer("bias_regularizer");
    options.kernelConstraint = config.constraint("kernel_constraint");
    options.biasConstraint = config.constraint("bias_constraint");
    for (const char* key : {"lora_rank", "lora_alpha", "quantization_config"}) config.mustBeNull(key);
    return std::make_shared<Conv1D>(name, options);
}

void writeConv1D(const Layer& layer, Json& config) {
    const Conv1DOptions& options = static_cast<const Conv1D&>(layer).options();
    config["filters"] = options.filters;
    config["kernel_size"] = Json::array({options.kernelSize});
    config["strides"] = Json::array({options.strides});
    config["padding"] = paddingName(options.padding);
    config["data_format"] = "channels_last";
    config["dilation_rate"] = Json::array({options.dilationRate});
    config["groups"] = 1;
    config["activation"] = activationName(options.activation);
    config["use_bias"] = options.useBias;
    config["kernel_initializer"] = initializerConfig(options.kernelInitializer);
    config["bias_initializer"] = initializerConfig(options.biasInitializer);
    config["kernel_regularizer"] = regularizerConfig(options.kernelRegularizer);
    config["bias_regularizer"] = regularizerConfig(options.biasRegularizer);
    config["kernel_constraint"] = constraintConfig(options.kernelConstraint);
    config["bias_constraint"] = constraintConfig(options.biasConstraint);
}

template <Pool pool>
Made readPooling(ConfigReader& config, const std::string& name) {
    Pooling1DOptions options;
    options.poolSize = sizeOrList(config, "pool_size", 2);
    options.strides = sizeOrList(config, "strides", options.poolSize);
    options.padding = paddingFromName(config.text("padding", "valid"), config.who());
    readDataFormat(config);
    return std::make_shared<Pooling1D>(name, pool, options);
}

void writePooling(const Layer& layer, Json& config) {
    const Pooling1DOptions& options = static_cast<const Pooling1D&>(layer).options();
    config["pool_size"] = Json::array({options.poolSize});
    config["padding"] = paddingName(options.padding);
    config["strides"] = Json::array({options.strides});
    config["data_format"] = "channels_last";
}

template <Pool pool>
Made readGlobalPooling(ConfigReader& config, const std::string& name) {
    readDataFormat(config);
    return std::make_shared<GlobalPooling1D>(name, pool, GlobalPooling1DOptions{config.boolean("keepdims", false)});
}

void writeGlobalPooling(const Layer& layer, Json& config) {
    config["data_format"] = "channels_last";
    config["keepdims"] = static_cast<const GlobalPooling1D&>(layer).options().keepdims;
}

}  // namespace

const std::vector<LayerFormat>& windowFormats() {
    static const std::vector<LayerFormat> table{
        {"Conv1D", readConv1D, writeConv1D},
        {"MaxPooling1D", readPooling<Pool::Max>, writePooling},
        {"AveragePooling1D", readPooling<Pool::Average>, writePooling},
        {"GlobalMaxPooling1D", readGlobalPooling<Pool::Max>, writeGlobalPooling},
        {"GlobalAveragePooling1D", readGlobalPooling<Pool::Average>, writeGlobalPooling}};
    return table;
}

}  // namespace engine
