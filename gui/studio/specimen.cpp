// Makes weights and an input, and runs the cell's program over them.
#include "gui/studio/specimen.h"

#include <cmath>

#include "engine/cells/interpreter.h"
#include "engine/core/random.h"

namespace gui {

engine::Trace specimen(const std::string& cell, engine::Index units, engine::Index features, engine::Index steps,
                       std::uint64_t seed, engine::CellOptions options) {
    using namespace engine;
    options.units = units;
    const auto program = makeCellProgram(cell, features, options);
    Random random = Random(seed).stream(cell);
    const auto fill = [&random](Index rows, Index columns, double size) {
        Matrix matrix(rows, columns);
        for (Index r = 0; r < rows; ++r)
            for (Index c = 0; c < columns; ++c) matrix(r, c) = Scalar(random.normal(0, size));
        return matrix;
    };
    Matrix input(steps, features);
    for (Index t = 0; t < steps; ++t)
        for (Index f = 0; f < features; ++f)
            input(t, f) = Scalar(std::sin(0.35 * double(t) + double(f)) + 0.4 * std::sin(0.9 * double(t)) +
                                 random.normal(0, 0.08));
    InterpreterInput run;
    run.input = &input;
    run.steps = steps;
    run.batch = 1;
    for (const Parameter& parameter : program->parameters)
        run.parameters.push_back(fill(
            parameter.rows(), parameter.columns(),
            parameter.rows() > 1 || features == 1 ? 0.7 / std::sqrt(double(std::min<Index>(units, 8))) * 1.6 : 0.4));
    Trace trace;
    trace.layer = program->name;
    trace.cell = interpret(program, run);
    Matrix gradient = Matrix::Zero(steps, units);
    for (Index u = 0; u < units; ++u) {
        const Scalar difference = trace.cell.values[std::size_t(program->output)](steps - 1, u) - Scalar(0.3);
        gradient(steps - 1, u) = difference;
        trace.loss += 0.5 * double(difference) * double(difference);
    }
    trace.parameterGradients = interpretBackward(trace.cell, run, gradient, {}).parameters;
    return trace;
}

}  // namespace gui
