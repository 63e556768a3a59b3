// The rows of a summary; their layout is in summarytext.cpp.
#include "engine/models/summary.h"

#include <algorithm>
#include <utility>

#include "engine/models/order.h"

namespace engine {

namespace {

std::size_t at(Index index) {
    return static_cast<std::size_t>(index);
}

std::string outputText(const std::vector<Shape>& shapes) {
    if (shapes.size() == 1) return shapes.front().text();
    std::string text;
    for (const Shape& shape : shapes) text += (text.empty() ? "[" : ", ") + shape.text();
    return text + "]";
}

bool sameLayer(const Node& a, const Node& b) {
    return a.layer && a.layer == b.layer;
}

// Which call of its layer a node is.
Index callOf(const std::vector<Node>& nodes, Index node) {
    return std::count_if(nodes.begin(), nodes.begin() + node,
                         [&](const Node& n) { return sameLayer(n, nodes[at(node)]); });
}

// Every node reads one other at most, one node is read by none, and no layer comes twice.
bool isChain(const std::vector<Node>& nodes, const std::vector<bool>& needed) {
    std::vector<bool> isRead(nodes.size(), false);
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        if (!needed[n]) continue;
        if (nodes[n].inputs.size() > 1 || callOf(nodes, static_cast<Index>(n)) > 0) return false;
        for (const NodeOutput& input : nodes[n].inputs) isRead[at(input.node)] = true;
    }
    Index ends = 0;
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const bool counts = needed[n] || !nodes[n].layer;
        if (counts && !isRead[n]) ++ends;
    }
    return ends == 1;
}

}  // namespace

Summary summarize(const Model& model) {
    const std::vector<Node>& nodes = model.nodes();
    const std::vector<bool> needed = neededNodes(nodes, model.outputs());
    Summary summary;
    summary.model = model.name();
    summary.chain = model.isSequential() || isChain(nodes, needed);
    for (const Index first : kerasOrder(nodes, model.outputs())) {
        const Node& node = nodes[at(first)];
        if (model.isSequential() && !node.layer) continue;
        SummaryRow row;
        row.name = node.name;
        row.className = node.layer ? node.layer->className() : "InputLayer";
        row.outputShape = outputText(node.outputShapes);
        if (node.layer) {
            for (const Parameter* parameter : std::as_const(*node.layer).parameters())
                row.parameters += parameter->size();
        }
        for (std::size_t n = 0; n < nodes.size(); ++n) {
            if (!needed[n] || (static_cast<Index>(n) != first && !sameLayer(nodes[n], node))) continue;
            row.outputShape = outputText(nodes[n].outputShapes);  // of a shared layer's last call, as in Keras
            for (const NodeOutput& input : nodes[n].inputs) {
                row.connectedTo.push_back(nodes[at(input.node)].name + "[" + std::to_string(callOf(nodes, input.node)) +
                                          "][" + std::to_string(input.output) + "]");
            }
        }
        summary.rows.push_back(std::move(row));
    }
    for (const Parameter* parameter : model.parameters()) {
        (parameter->trainable ? summary.trainable : summary.nonTrainable) += parameter->size();
    }
    return summary;
}

}  // namespace engine
