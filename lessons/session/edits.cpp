// Finds the number that an edit means and changes it.
#include "lessons/session/edits.h"

#include <algorithm>

namespace lessons {
namespace {

/// The whole path, or the end of it from a slash on: "kernel" is the first parameter of that name.
bool isNamed(const engine::Parameter& parameter, const std::string& name) {
    const std::string& path = parameter.path;
    return path == name ||
           (path.size() > name.size() && path.ends_with(name) && path[path.size() - name.size() - 1] == '/');
}

/// Changes one entry of a matrix; `who` and its size go into the message where there is no such entry.
void change(engine::Matrix& values, engine::Index row, engine::Index column, double value, const std::string& who) {
    if (row < 0 || row >= values.rows() || column < 0 || column >= values.cols())
        throw engine::Error("edit of " + who + ": expected a row below " + std::to_string(values.rows()) +
                            " and a column below " + std::to_string(values.cols()) + ", got row " +
                            std::to_string(row) + ", column " + std::to_string(column));
    values(row, column) = static_cast<engine::Scalar>(value);
}

}  // namespace

engine::Weights editedWeights(const engine::Model& model, engine::Weights weights, const std::vector<Edit>& edits) {
    for (const Edit& edit : edits) {
        if (edit.target != Edit::Target::Parameter) continue;
        const auto& parameters = model.parameters();
        const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const engine::Parameter* parameter) {
            return isNamed(*parameter, edit.name);
        });
        if (found == parameters.end())
            throw engine::Error("edit: expected a parameter of " + model.name() + ", got \"" + edit.name + "\"");
        change(weights[static_cast<std::size_t>((*found)->index)], edit.row, edit.column, edit.value, edit.name);
    }
    return weights;
}

engine::Sample editedSample(engine::Sample sample, const std::vector<Edit>& edits) {
    for (const Edit& edit : edits) {
        if (edit.target != Edit::Target::Input) continue;
        if (sample.inputs.empty()) throw engine::Error("edit of the input: the sample has none");
        engine::Tensor& input = sample.inputs.front();
        // Token numbers are one row, [1 x steps]: the step is then the column.
        if (input.sequence)
            change(input.values, edit.row, edit.column, edit.value, "the input");
        else
            change(input.values, 0, edit.row, edit.value, "the input");
    }
    return sample;
}

engine::CellProbe editedProbe(const engine::CellProgram& program, engine::CellProbe probe,
                              const std::vector<Edit>& edits) {
    for (const Edit& edit : edits) {
        if (edit.target != Edit::Target::State) continue;
        const auto found = std::find_if(program.states.begin(), program.states.end(),
                                        [&](const engine::CellState& state) { return state.name == edit.name; });
        if (found == program.states.end())
            throw engine::Error("edit: expected a state of the " + program.name + ", got \"" + edit.name + "\"");
        probe.startValues.push_back(
            {static_cast<int>(found - program.states.begin()), edit.column, static_cast<engine::Scalar>(edit.value)});
    }
    return probe;
}

}  // namespace lessons
