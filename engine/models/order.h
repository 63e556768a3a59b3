// The order in which Keras lists the layers of a graph.
#pragma once

#include <vector>

#include "engine/models/model.h"

namespace engine {

/// Nodes from which some output can be reached.
[[nodiscard]] std::vector<bool> neededNodes(const std::vector<Node>& nodes, const std::vector<NodeOutput>& outputs);

/// First nodes of the layers (and the inputs) in Keras's order: by falling depth, which is the longest way to an
/// output, a shared layer's being that of its deepest node; within a depth by first visit of a depth-first walk from
/// the outputs.
[[nodiscard]] std::vector<Index> kerasOrder(const std::vector<Node>& nodes, const std::vector<NodeOutput>& outputs);

}  // namespace engine
