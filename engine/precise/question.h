// The double engine behind plain types. Both engines include this file, and its namespace keeps its name in both: it is
// how the float engine asks the double one. Whatever a model names goes by its name, so that the two engines need not
// agree on an order.
#pragma once

#include <cstddef>
#include <map>
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
    std::string operation;
    std::ptrdiff_t unit = -1, firstStep = 0, lastStep = -1;
    double value = 0.0;
    bool add = false;
};

struct StartValue {
    std::string state;
    std::ptrdiff_t unit = 0;
    double value = 0.0;
};

/// The number whose gradient is asked for.
struct Target {
    enum class Kind { Operation, Parameter, Input };
    Kind kind = Kind::Operation;
    std::string layer{};
    int direction = 0;
    std::string operation{}, parameter{}, input{};  ///< by kind; a parameter by its path, an input by its node's name
    std::ptrdiff_t step = 0, unit = 0, row = 0, column = 0;
};

struct Question {
    std::string config;                                  ///< of the model, as Keras writes it
    std::map<std::string, std::vector<double>> weights;  ///< by the parameter's path, by row
    std::map<std::string, Array> inputs;                 ///< by the input's name
    std::vector<Array> targets;                          ///< by output, which has no name of its own
    std::string loss;                                    ///< as makeLoss reads it
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
