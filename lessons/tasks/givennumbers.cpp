// Reads matrices and puts them where the model keeps them.
#include "lessons/tasks/givennumbers.h"

#include <algorithm>
#include <cmath>

#include "engine/cells/dialect.h"
#include "engine/training/tracedlayers.h"
#include "lessons/format/yaml.h"
#include "lessons/place/choices.h"

namespace lessons {
namespace {

using Names = std::vector<std::string>;

std::string sizeText(engine::Index rows, engine::Index columns) {
    const std::string numbers = std::to_string(columns) + (columns == 1 ? " number" : " numbers");
    return rows == 1 ? numbers : std::to_string(rows) + " rows of " + numbers;
}

engine::Scalar givenNumber(const Fields& fields, const std::string& key, const std::string& path, const Json& value) {
    if (!value.is_number() || !std::isfinite(value.get<double>()))
        fields.failAt(path, key + ": expected a number, got " + describeValue(value));
    return engine::Scalar(value.get<double>());
}

/// The weights of a layer, by the shortest end of their path that no other weight of the layer has.
std::vector<std::pair<std::string, const engine::Parameter*>> weightsOf(const engine::Model& model,
                                                                        const std::string& layer) {
    std::vector<std::pair<std::string, const engine::Parameter*>> found;
    std::vector<Names> parts;
    for (const engine::Parameter* parameter : model.parameters()) {
        Names words;
        std::size_t from = 0;
        for (std::size_t slash = parameter->path.find('/'); slash != std::string::npos;
             from = slash + 1, slash = parameter->path.find('/', from))
            words.push_back(parameter->path.substr(from, slash - from));
        words.push_back(parameter->path.substr(from));
        const auto at = std::find(words.begin(), words.end(), layer);
        if (at == words.end() || at + 1 == words.end()) continue;
        words.erase(words.begin(), at + 1);
        parts.push_back(std::move(words));
        found.emplace_back("", parameter);
    }
    const auto endOf = [](const Names& words, std::size_t count) {
        std::string text;
        for (std::size_t k = words.size() - std::min(count, words.size()); k < words.size(); ++k)
            text += (text.empty() ? "" : "/") + words[k];
        return text;
    };
    for (std::size_t k = 0; k < found.size(); ++k)
        for (std::size_t count = 1; found[k].first.empty(); ++count) {
            const std::string end = endOf(parts[k], count);
            const bool isAlone = std::count_if(parts.begin(), parts.end(),
                                               [&](const Names& other) { return endOf(other, count) == end; }) == 1;
            if (isAlone || count >= parts[k].size()) found[k].first = end;
        }
    return found;
}

std::string lowerName(engine::Dialect dialect) {
    std::string name = engine::dialectName(dialect);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return name;
}

/// The blocks of gates as they stand in `order`, put in Keras's.
engine::Matrix inOurOrder(const engine::Matrix& given, const engine::CellProgram& program, engine::Dialect order) {
    const std::vector<engine::GateBlock> blocks = engine::gateBlocks(order, program);
    const auto units = program.units;
    if (given.cols() != units * engine::Index(blocks.size())) return given;
    engine::Matrix ours(given.rows(), given.cols());
    for (std::size_t k = 0; k < blocks.size(); ++k)
        ours.middleCols(blocks[k].block * units, units) = given.middleCols(engine::Index(k) * units, units);
    return ours;
}

engine::Dialect orderOf(const Fields& layer) {
    Names words;
    for (const engine::Dialect dialect : engine::dialects()) words.push_back(lowerName(dialect));
    const std::string word = layer.oneOf("gate_order", words, "keras");
    const auto at = std::find(words.begin(), words.end(), word) - words.begin();
    return engine::dialects()[std::size_t(at)];
}

void takeLayer(const Fields& layer, const std::string& name, const engine::Model& model, engine::Weights& weights) {
    const engine::Dialect order = orderOf(layer);
    const bool isCell = [&] {
        const Names cells = engine::recurrentLayers(model);
        return std::find(cells.begin(), cells.end(), name) != cells.end();
    }();
    if (layer.has("gate_order") && !isCell) layer.failAt("gate_order", "gate_order: " + name + " has no gates");
    const auto all = weightsOf(model, name);
    for (const auto& [end, parameter] : all) static_cast<void>(layer.has(end));
    layer.refuseOthers();
    for (const auto& [end, parameter] : all) {
        const std::string size = sizeText(parameter->rows(), parameter->columns());
        if (!layer.has(end)) layer.failAt("", name + ": expected the key \"" + end + "\" with " + size);
        engine::Matrix given = givenRows(layer, end, layer.value(end));
        if (given.rows() != parameter->rows() || given.cols() != parameter->columns())
            layer.failAt(end, end + ": expected " + size + ", got " + sizeText(given.rows(), given.cols()));
        if (isCell) given = inOurOrder(given, *engine::cellProgramOf(model, name), order);
        weights[std::size_t(parameter->index)] = std::move(given);
    }
}

}  // namespace

engine::Matrix givenRows(const Fields& fields, const std::string& key, const Json& value) {
    if (!value.is_array() || value.empty())
        fields.failAt(key, key + ": expected a list of numbers, or of rows of numbers, got " + describeValue(value));
    const bool isOneRow = !value.front().is_array();
    const std::size_t rows = isOneRow ? 1 : value.size();
    const std::size_t columns = isOneRow ? value.size() : value.front().size();
    if (columns == 0) fields.failAt(key, key + ": expected a number in each row");
    engine::Matrix matrix = engine::Matrix::Zero(static_cast<engine::Index>(rows), static_cast<engine::Index>(columns));
    for (std::size_t r = 0; r < rows; ++r) {
        const Json& row = isOneRow ? value : value[r];
        const std::string path = isOneRow ? key : key + "." + std::to_string(r);
        if (!row.is_array() || row.size() != columns)
            fields.failAt(path, key + ": row " + std::to_string(r + 1) + ": expected " +
                                    sizeText(1, engine::Index(columns)) + " as in the first one, got " +
                                    (row.is_array() ? std::to_string(row.size()) : describeValue(row)));
        for (std::size_t c = 0; c < columns; ++c)
            matrix(engine::Index(r), engine::Index(c)) = givenNumber(fields, key, path, row[c]);
    }
    return matrix;
}

engine::Weights givenWeights(const Fields& section, const engine::Model& model, engine::Weights weights) {
    Names layers;
    for (const engine::Node& node : model.nodes())
        if (!weightsOf(model, node.layer ? node.layer->name() : std::string()).empty())
            layers.push_back(node.layer->name());
    for (const std::string& layer : layers) static_cast<void>(section.has(layer));
    section.refuseOthers();
    for (const std::string& layer : layers)
        if (section.has(layer)) takeLayer(section.map(layer), layer, model, weights);
    return weights;
}

}  // namespace lessons
