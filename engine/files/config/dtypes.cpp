// Looks through a whole config.
#include "engine/files/config/dtypes.h"

#include <set>

namespace engine {

namespace {

void collect(const Json& value, std::set<std::string>& found) {
    if (!value.is_structured()) return;
    if (value.is_object() && value.contains("dtype")) {
        const Json& dtype = value["dtype"];
        const bool policy = dtype.is_object() && dtype.contains("config") && dtype["config"].is_object();
        const Json name = policy ? dtype["config"].value("name", Json()) : dtype;
        if (isOtherFloat(name)) found.insert(name.get<std::string>());
    }
    for (const Json& element : value) collect(element, found);
}

}  // namespace

std::vector<std::string> dtypeNotes(const Json& config) {
    std::set<std::string> found;
    collect(config, found);
    std::vector<std::string> notes;
    for (const std::string& dtype : found) notes.push_back("dtype " + dtype + " is computed in float32");
    return notes;
}

}  // namespace engine
