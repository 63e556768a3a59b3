// Configs of the layers that make one tensor of several.
#include "engine/files/config/formats.h"
#include "engine/layers/merging/dot.h"
#include "engine/layers/merging/merge.h"

namespace engine {

namespace {

using Made = std::shared_ptr<Layer>;

template <Merging merging>
Made readMerge(ConfigReader&, const std::string& name) {
    return std::make_shared<Merge>(name, merging);
}

void writeMerge(const Layer&, Json&) {}

Made readDot(ConfigReader& config, const std::string& name) {
    const Json* axes = config.take("axes");
    if (!axes) config.fail("expected axes, got none");
    DotOptions options;
    const auto axis = [&](const Json& value) {
        if (!value.is_number_integer() || value.get<std::int64_t>() < -2 || value.get<std::int64_t>() > 2 || value == 0)
            config.fail("axes: expected one or two of -2, -1, 1 and 2, got " + shortText(*axes));
        return value.get<int>();
    };
    if (axes->is_array() && axes->size() == 2) {
        options.axes = {axis((*axes)[0]), axis((*axes)[1])};
        options.asOne = false;
    } else {
        options.axes = {axis(*axes), axis(*axes)};
    }
    options.normalize = config.boolean("normalize", false);
    return std::make_shared<Dot>(name, options);
}

void writeDot(const Layer& layer, Json& config) {
    const DotOptions& options = static_cast<const Dot&>(layer).options();
    config["axes"] = options.asOne ? Json(options.axes[0]) : Json::array({options.axes[0], options.axes[1]});
    config["normalize"] = options.normalize;
}

}  // namespace

const std::vector<LayerFormat>& mergingFormats() {
    static const std::vector<LayerFormat> table{{"Add", readMerge<Merging::Add>, writeMerge},
                                                {"Subtract", readMerge<Merging::Subtract>, writeMerge},
                                                {"Multiply", readMerge<Merging::Multiply>, writeMerge},
                                                {"Average", readMerge<Merging::Average>, writeMerge},
                                                {"Maximum", readMerge<Merging::Maximum>, writeMerge},
                                                {"Minimum", readMerge<Merging::Minimum>, writeMerge},
                                                {"Dot", readDot, writeDot}};
    return table;
}

}  // namespace engine
