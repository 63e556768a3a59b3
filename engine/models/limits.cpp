// Limits, and their messages.
#include "engine/models/limits.h"

#include <cstdio>

#include "engine/core/error.h"
#include "engine/models/model.h"

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

double numbersOfNode(const Layer& layer, const std::vector<Shape>& inputs, const std::vector<Shape>& outputs) {
    double numbers = layer.numbersKept(inputs);
    for (const Shape& shape : inputs) numbers += shape.size();
    for (const Shape& shape : outputs) numbers += shape.size();
    return numbers;
}

double Model::numbersOfSample(const std::vector<Tensor>& inputs) const {
    if (!m_hasOpenSizes) return m_numbersOfSample;
    std::vector<Shape> shapes;
    for (const Tensor& input : inputs) shapes.push_back(input.shape());
    return numbersOfShapes(shapes);
}

// Open lengths are known now, so the shapes go through the graph once more.
double Model::numbersOfShapes(const std::vector<Shape>& inputs, std::vector<Shape>* outputs) const {
    double numbers = 0.0;
    std::vector<std::vector<Shape>> known(m_nodes.size());
    for (std::size_t i = 0; i < m_inputs.size(); ++i) {
        const auto node = static_cast<std::size_t>(m_inputs[i]);
        known[node] = {inputs[i]};
        numbers += known[node].front().size();
    }
    for (std::size_t n = 0; n < m_nodes.size(); ++n) {
        const Node& node = m_nodes[n];
        if (!node.layer || !m_needed[n]) continue;
        std::vector<Shape> shapes;
        for (const NodeOutput& input : node.inputs)
            shapes.push_back(known[static_cast<std::size_t>(input.node)][static_cast<std::size_t>(input.output)]);
        known[n] = node.layer->outputShapes(shapes);
        for (const Shape& shape : known[n]) checkSampleSize(node.name, shape);
        numbers += numbersOfNode(*node.layer, shapes, known[n]);
    }
    if (outputs)
        for (const NodeOutput& output : m_outputs)
            outputs->push_back(known[static_cast<std::size_t>(output.node)][static_cast<std::size_t>(output.output)]);
    return numbers;
}

}  // namespace engine
