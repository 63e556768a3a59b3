// The double engine behind plain types. Both engines include this file, and its namespace keeps its name in both: it is
// how the float engine asks the double one.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace precise {

/// A tensor of batch 1, numbers by row.
struct Array {
    std::vector<double> values;
    std::ptrdiff_t rows = 0, columns = 0, steps = 1;
    bool sequence = false;
    std::vector<bool> mask;  ///< empty: nothing is masked
};

struct Clamp {
    int operation = -1;
    std::ptrdiff_t unit = -1, firstStep = 0, lastStep = -1;
    double value = 0.0;
    bool add = false;
};

struct StartValue {
    int state = -1;
    std::ptrdiff_t unit = 0;
    double value = 0.0;
};

/// The number whose gradient is asked for: GradientTarget, its kind as a number.
struct Target {
    int kind = 0;
    std::string layer;
    int direction = 0, operation = 0;
    std::ptrdiff_t step = 0, unit = 0, parameter = 0, input = 0, row = 0, column = 0;
};

struct Question {
    std::string config;                        ///< of the model, as Keras writes it
    std::vector<std::vector<double>> weights;  ///< by parameter, by row
    std::vector<Array> inputs, targets;
    std::string loss;  ///< as makeLoss reads it
    Target target;
    std::vector<Clamp> clamps;
    std::vector<std::ptrdiff_t> ablatedUnits;
    std::vector<StartValue> startValues;
    double step = 0.0;  ///< h; 0: as good as it gets
};

struct Answer {
    double analytic = 0.0, numeric = 0.0, step = 0.0;
};

/// In the double engine. Throws std::exception with one line for a question that does not fit.
[[nodiscard]] Answer answer(const Question& question);

}  // namespace precise
