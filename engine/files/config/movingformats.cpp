// Configs of the layers that put numbers to other places.
#include "engine/files/config/formats.h"
#include "engine/layers/reshaping/timemoves.h"

namespace engine {

namespace {

using Made = std::shared_ptr<Layer>;
constexpr Index kMost = 1 << 24;

// One number for both sides, or one each.
template <bool adds>
Made readBorder(ConfigReader& config, const std::string& name) {
    const char* key = adds ? "padding" : "cropping";
    const Json* value = config.take(key);
    const auto size = [&](const Json& one) {
        if (!one.is_number_integer() || one.get<std::int64_t>() < 0 || one.get<std::int64_t>() > kMost)
            config.fail(std::string(key) + ": expected one or two whole numbers from 0, got " + shortText(*value));
        return one.get<Index>();
    };
    if (adds) readDataFormat(config);
    if (!value) return std::make_shared<Border1D>(name, adds, 1, 1);
    if (value->is_array() && value->size() == 2)
        return std::make_shared<Border1D>(name, adds, size((*value)[0]), size((*value)[1]));
    return std::make_shared<Border1D>(name, adds, size(*value), size(*value));
}

template <bool adds>
void writeBorder(const Layer& layer, Json& config) {
    const auto& border = static_cast<const Border1D&>(layer);
    config[adds ? "padding" : "cropping"] = Json::array({border.before(), border.after()});
    if (adds) config["data_format"] = "channels_last";
}

Made readUpSampling(ConfigReader& config, const std::string& name) {
    return std::make_shared<UpSampling1D>(name, sizeOrList(config, "size", 2));
}

void writeUpSampling(const Layer& layer, Json& config) {
    config["size"] = static_cast<const UpSampling1D&>(layer).size();
}

Made readPermute(ConfigReader& config, const std::string& name) {
    const Json* value = config.take("dims");
    if (!value || !value->is_array() || value->size() > 2)
        config.fail("dims: expected a list of one or two axes, got " + (value ? shortText(*value) : "none"));
    std::vector<Index> dims;
    for (const Json& one : *value) {
        if (!one.is_number_integer()) config.fail("dims: expected axes, got " + shortText(*value));
        dims.push_back(one.get<Index>());
    }
    return std::make_shared<Permute>(name, std::move(dims));
}

void writePermute(const Layer& layer, Json& config) {
    config["dims"] = static_cast<const Permute&>(layer).dims();
}

}  // namespace

const std::vector<LayerFormat>& movingFormats() {
    static const std::vector<LayerFormat> table{{"Cropping1D", readBorder<false>, writeBorder<false>},
                                                {"ZeroPadding1D", readBorder<true>, writeBorder<true>},
                                                {"UpSampling1D", readUpSampling, writeUpSampling},
                                                {"Permute", readPermute, writePermute}};
    return table;
}

}  // namespace engine
