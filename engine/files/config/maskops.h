// The operations by which a Functional model of Keras computes its masks. Ours travel on the tensors by themselves, so
// a graph's mask operations are recognised, checked to say the same, and left out.
#pragma once

#include <map>
#include <string>

#include <nlohmann/json.hpp>

namespace engine {

using Json = nlohmann::ordered_json;

class MaskOperations {
 public:
    /// The `layers` list of a Functional config; other operations in it are left alone.
    explicit MaskOperations(const Json& layers);

    [[nodiscard]] bool isMaskOperation(const std::string& name) const { return m_operations.contains(name); }
    /// An argument that is the output of one.
    [[nodiscard]] bool isMask(const Json& argument) const;

 private:
    std::map<std::string, const Json*> m_operations;
};

}  // namespace engine
