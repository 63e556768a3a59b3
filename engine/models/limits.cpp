// Limits, and their messages.
#include "engine/models/limits.h"

#include <cstdio>

#include "engine/core/error.h"

namespace engine {

std::string countText(double count) {
    char text[32];
    std::snprintf(text, sizeof text, count < 1e15 ? "%.0f" : "%.3g", count);
    return text;
}

void checkSampleSize(const std::string& who, const Shape& shape) {
    if (shape.size() > kMostOfSample)
        throw Error(who + ": expected at most " + countText(kMostOfSample) + " numbers a sample, got shape " +
                    shape.text());
}

}  // namespace engine
