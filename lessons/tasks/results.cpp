// Pieces that several tasks' outcomes and data share.
#include "lessons/tasks/results.h"

#include <algorithm>

#include "engine/models/summary.h"

namespace lessons {
namespace {

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace

Json rowsResult(const engine::Matrix& matrix) {
    Json rows = Json::array();
    for (engine::Index r = 0; r < matrix.rows(); ++r) {
        Json row = Json::array();
        for (engine::Index c = 0; c < matrix.cols(); ++c) row.push_back(matrix(r, c));
        rows.push_back(std::move(row));
    }
    return rows;
}

Json summaryResult(const engine::Model& model) {
    const engine::Summary summary = engine::summarize(model);
    Json layers = Json::array();
    for (const engine::SummaryRow& row : summary.rows)
        layers.push_back(Json{{"name", row.name},
                              {"class_name", row.className},
                              {"output_shape", row.outputShape},
                              {"parameters", row.parameters}});
    return Json{{"layers", std::move(layers)}, {"parameters", summary.total()}, {"text", engine::summaryText(summary)}};
}

Json logResult(const engine::Logs& logs, const std::string& key) {
    for (const auto& [name, value] : logs)
        if (name == key) return value;
    return nullptr;
}

Json runsResult(const Task& task, const std::vector<RunFacts>& facts) {
    Json runs = Json::object();
    for (std::size_t run = 0; run < task.runCount(); ++run) {
        Json one = Json::object();
        one["parameters"] = task.model(run)->parameterCount();
        for (const auto& [name, value] : facts.at(run).lastLogs) one[name] = value;
        one["seconds"] = facts[run].seconds;
        runs[task.runName(run)] = std::move(one);
    }
    return runs;
}

Json resultByModel(const Task& task, std::size_t models, const std::string& figure,
                   const std::function<Json(std::size_t run)>& measured) {
    if (task.runCount() == 1) return measured(0);
    Json result = Json::object();
    for (std::size_t each = 0; each < models; ++each) {
        Json one;
        std::vector<double> figures;
        double seconds = 0;
        for (std::size_t run = each; run < task.runCount(); run += models) {
            one = measured(run);
            figures.push_back(one.at(figure).get<double>());
            seconds += one.at("seconds").get<double>();
        }
        if (figures.size() > 1)
            one = Json{{figure, median(figures)},
                       {"by_seed", figures},
                       {"parameters", task.model(each)->parameterCount()},
                       {"seconds", seconds / double(figures.size())}};
        result[task.modelName(each)] = std::move(one);
    }
    return result;
}

std::vector<engine::Index> integerList(const Spec& spec, const Fields& data, const std::string& key) {
    std::vector<engine::Index> numbers;
    if (!data.has(key)) return numbers;
    const Json& list = spec.data[key];
    const bool whole = list.is_array() &&
                       std::all_of(list.begin(), list.end(), [](const Json& item) { return item.is_number_integer(); });
    if (!whole) data.fail(key, "a list of whole numbers");
    for (const Json& item : list) numbers.push_back(item.get<engine::Index>());
    return numbers;
}

std::size_t inputReadBy(const engine::Model& model, const std::string& layer) {
    const std::vector<engine::Node>& nodes = model.nodes();
    const auto named = std::find_if(nodes.begin(), nodes.end(), [&](const auto& one) { return one.name == layer; });
    engine::Index node = named == nodes.end() ? model.nodeOf(layer) : engine::Index(named - nodes.begin());
    while (!model.nodes()[std::size_t(node)].inputs.empty())
        node = model.nodes()[std::size_t(node)].inputs.front().node;
    const std::vector<engine::Index>& inputs = model.inputNodes();
    return std::size_t(std::find(inputs.begin(), inputs.end(), node) - inputs.begin());
}

engine::Tensor drawnSequences(engine::Index samples, engine::Index steps, engine::Index features,
                              const std::function<double()>& draw) {
    engine::Matrix values(steps * samples, features);
    for (engine::Index s = 0; s < samples; ++s)
        for (engine::Index t = 0; t < steps; ++t)
            for (engine::Index f = 0; f < features; ++f) values(t * samples + s, f) = engine::Scalar(draw());
    return engine::Tensor::sequences(std::move(values), samples, steps);
}

}  // namespace lessons
