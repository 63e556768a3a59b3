// Depth and depth-first walk of a graph of layers.
#include "engine/models/order.h"

#include <algorithm>
#include <functional>

namespace engine {

namespace {

std::size_t at(Index index) {
    return static_cast<std::size_t>(index);
}

// The first node of the same layer: a layer and its later calls count as one.
std::vector<Index> firstNodes(const std::vector<Node>& nodes) {
    std::vector<Index> first(nodes.size());
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        first[n] = static_cast<Index>(n);
        for (std::size_t earlier = 0; nodes[n].layer && earlier < n; ++earlier) {
            if (nodes[earlier].layer == nodes[n].layer) {
                first[n] = static_cast<Index>(earlier);
                break;
            }
        }
    }
    return first;
}

}  // namespace

std::vector<bool> neededNodes(const std::vector<Node>& nodes, const std::vector<NodeOutput>& outputs) {
    std::vector<bool> needed(nodes.size(), false);
    for (const NodeOutput& output : outputs) needed[at(output.node)] = true;
    for (std::size_t n = nodes.size(); n-- > 0;) {
        if (!needed[n]) continue;
        for (const NodeOutput& input : nodes[n].inputs) needed[at(input.node)] = true;
    }
    return needed;
}

std::vector<Index> kerasOrder(const std::vector<Node>& nodes, const std::vector<NodeOutput>& outputs) {
    const std::vector<Index> first = firstNodes(nodes);
    std::vector<Index> visit(nodes.size(), -1);  // by first node: when the walk first came by
    std::vector<Index> finished;                 // nodes, each after what it reads
    std::vector<bool> seen(nodes.size(), false);
    Index visits = 0;
    const std::function<void(Index)> walk = [&](Index node) {
        if (seen[at(node)]) return;
        seen[at(node)] = true;
        if (visit[at(first[at(node)])] < 0) visit[at(first[at(node)])] = visits++;
        for (const NodeOutput& input : nodes[at(node)].inputs) walk(input.node);
        finished.push_back(node);
    };
    for (const NodeOutput& output : outputs) walk(output.node);

    std::vector<Index> nodeDepth(nodes.size(), 0), layerDepth(nodes.size(), 0);
    std::for_each(finished.rbegin(), finished.rend(), [&](Index node) {
        Index& own = layerDepth[at(first[at(node)])];
        own = std::max(own, nodeDepth[at(node)]);
        nodeDepth[at(node)] = own;
        for (const NodeOutput& input : nodes[at(node)].inputs) {
            nodeDepth[at(input.node)] = std::max(nodeDepth[at(input.node)], own + 1);
        }
    });

    std::vector<Index> order;
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        // An input that nothing reads still belongs to the model, at depth 0 and before the others.
        if (first[n] == static_cast<Index>(n) && (visit[n] >= 0 || !nodes[n].layer))
            order.push_back(static_cast<Index>(n));
    }
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
        if (layerDepth[at(a)] != layerDepth[at(b)]) return layerDepth[at(a)] > layerDepth[at(b)];
        return visit[at(a)] < visit[at(b)];
    });
    return order;
}

}  // namespace engine
