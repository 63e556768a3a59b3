// An operation's equation as text, from the program: in letters, with the live numbers of one unit, and its chain rule.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/cells/dialect.h"
#include "engine/cells/record.h"

namespace engine {

/// A piece of an equation that is drawn in one style. Pieces are joined as they are; operators carry their own spaces.
struct EquationToken {
    std::string text;          ///< "f", "W", " = ", " ⊙ ", "0.390"
    std::string subscript;     ///< "t", "t−1", "f"
    std::optional<Role> role;  ///< colour; none: plain ink (operators) or the input's grey (isInput)
    bool bold = false;         ///< a matrix of weights
    bool isInput = false;
    bool isNumber = false;  ///< `value` holds it unrounded
    double value = 0.0;
    std::optional<Operand> source;  ///< the value it stands for, so that pointing at it finds the vector
    int parameter = -1;             ///< the parameter it stands for, and its place
    int gate = 0;
};

struct Equation {
    std::vector<EquationToken> tokens;
    bool masked = false;  ///< the step is padding: a state was carried over instead
    bool held = false;    ///< the value was set or moved from outside, so the right-hand side does not give it
};

/// "f_t = σ(z_f)"; expanded: "f_t = σ(W_f x_t + U_f h_{t−1} + b_f)".
[[nodiscard]] Equation operationEquation(const CellProgram& program, int operation, Dialect dialect = Dialect::Keras,
                                         bool expanded = false);

/// The same with the numbers of one unit: "z_f = 0.213 − 0.105 + 1.000 = 1.108" (one number a matrix product),
/// "c_t = 0.731·0.250 + 0.500·0.113". Ends in the recorded value.
[[nodiscard]] Equation operationNumbers(const CellRecord& record, int operation, Index t, Index unit, Index sample = 0,
                                        Dialect dialect = Dialect::Keras);

/// The chain rule: "∂L/∂f_t = ∂L/∂(f⊙c)_t · c_{t−1}", one summand a consumer, "outside" for what comes from the layer's
/// output. At the last processed step no later step contributes.
[[nodiscard]] Equation gradientEquation(const CellRecord& record, int operation, Index t, Index unit, Index sample = 0,
                                        Dialect dialect = Dialect::Keras);
/// The same summands as numbers, ending in the recorded gradient.
[[nodiscard]] Equation gradientNumbers(const CellRecord& record, int operation, Index t, Index unit, Index sample = 0,
                                       Dialect dialect = Dialect::Keras);

/// "0.390", "−1.20e−5"; true minus sign, at least three significant digits.
[[nodiscard]] std::string equationNumber(double value);
/// The tokens as one line, subscripts as "_f" or "_{t−1}".
[[nodiscard]] std::string plainText(const Equation& equation);

}  // namespace engine
