// Automatic names.
#include "engine/files/config/names.h"

#include "engine/files/config/objects.h"

namespace engine {

std::string Namer::next(const std::string& className) {
    const std::string base = snakeCase(className);
    const int count = m_count[base]++;
    return count == 0 ? base : base + "_" + std::to_string(count);
}

}  // namespace engine
