// Looks a class up in the tables.
#include "engine/files/config/formats.h"

namespace engine {

const LayerFormat* findFormat(const std::string& className) {
    for (const auto* table : {&windowFormats(), &mergingFormats(), &movingFormats(), &placewiseFormats()})
        for (const LayerFormat& format : *table)
            if (format.className == className) return &format;
    return nullptr;
}

void readDataFormat(ConfigReader& config) {
    if (const std::string format = config.text("data_format", "channels_last"); format != "channels_last")
        config.fail("data_format " + shortText(Json(format)) + " is not supported");
}

Index sizeOrList(ConfigReader& config, const char* key, Index otherwise) {
    constexpr Index kMost = 1 << 24;
    const Json* value = config.take(key);
    if (!value) return otherwise;
    const Json* size = value;
    if (value->is_array() && value->size() == 1) size = &(*value)[0];
    if (!size->is_number_integer() || size->get<std::int64_t>() < 1 || size->get<std::int64_t>() > kMost)
        config.fail(std::string(key) + ": expected a whole number from 1 to " + std::to_string(kMost) + ", got " +
                    shortText(*value));
    return size->get<Index>();
}

}  // namespace engine
