// A cell described once: an ordered list of named operations. The stepper walks it forwards, the backward view in
// reverse, the equation bar prints it, the diagram draws it, the interpreter evaluates and differentiates it.
// A layer without states (Dense, Embedding), a loss and the way back to the data's unit are written the same way.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/cells/letters.h"
#include "engine/core/activations.h"
#include "engine/core/parameter.h"

namespace engine {

/// Where an operation reads: the input x, or an operation of this step, or of the step before (a state).
struct Operand {
    enum class From { Input, Now, Previous };
    From from = From::Now;
    int operation = -1;  ///< index into CellProgram::operations; -1 for Input
    bool operator==(const Operand&) const = default;
};

/// One summand of an Affine operation.
struct Term {
    enum class Kind {
        Kernel,    ///< operand [B x n] times columns gate*units .. of a matrix parameter
        Bias,      ///< those columns of a row of a bias parameter (row 1: GRU's recurrent bias)
        Peephole,  ///< operand element by element times a vector parameter's columns
        Identity,  ///< the operand itself; of the input its columns gate*units ..
        Row,       ///< that row of a matrix parameter which the input, a whole number, names: an embedding
    };
    Kind kind;
    Operand operand;     ///< not for Bias
    int parameter = -1;  ///< index into CellProgram::parameters; not for Identity
    int gate = 0;        ///< block of columns, in units
    int row = 0;         ///< Bias only
};

/// What a value is, for colour, letter and place. Interface: f keep, i write, g candidate, o read, c cell, h hidden.
/// Of a layer without states: its sum and its output are what it hands on, as h is; a loss has a colour of its own.
enum class Role { Input, Forget, Write, Candidate, Read, Cell, Hidden, Loss };

/// How an operation is written in an equation.
enum class Writing {
    Letter,         ///< by the letter of its gate or state: f, c, h
    PreActivation,  ///< z_f; Greff et al. put a bar on the f
    Share,          ///< u_g: what h brings to a pre-activation before a gate lets it through
    Composed,       ///< it has no letter and is written out where it is read: f ⊙ c, 1 − z, tanh c
};

/// One operation; its value is a vector of `units` numbers a step.
struct Operation {
    enum class Kind {
        Affine,      ///< sum of the terms
        Activate,    ///< activation(a)
        Multiply,    ///< a * b, element by element
        Add,         ///< a + b
        Complement,  ///< 1 - a
        Subtract,    ///< a - b
        Rescale,     ///< factor * a + offset, fixed numbers
        Normalize,   ///< a divided by its sum over the units, as Keras's categorical losses divide
        Logarithm,   ///< ln a, a kept within 1e-7 .. 1 - 1e-7 as Keras keeps its probabilities; flat outside
    };
    std::string name;  ///< "z_f", "f", "f*c", "act(c)": the key in traces; unique within the program. What it is called
                       ///< is the screen's
    std::string symbol;  ///< the letter it is shown by: "f", "c", "tanh c"
    Kind kind = Kind::Affine;
    Role role = Role::Hidden;
    std::vector<Operand> operands;               ///< a, b; empty for Affine
    std::vector<Term> terms;                     ///< Affine only
    double factor = 1.0, offset = 0.0;           ///< Rescale only
    Activation activation = Activation::Linear;  ///< Activate only
    bool isGate = false;                         ///< a vector of valves in 0..1, drawn as such
    Writing writing = Writing::Composed;
    std::string letter;  ///< ours, of the gate or state it belongs to: "f" of f and of z_f; empty where composed
};

/// A named state: the operation whose value at t-1 is read at t. In Keras's order (h, then c); further ones (the gates
/// of FGR) follow.
struct CellState {
    std::string name;  ///< "h", "c"
    int operation;
};

/// What a parameter is for, and so how it is written: W x, U h, b, p ⊙ c, V i, E[x].
struct ParameterUse {
    enum class Kind { Input, Recurrent, Bias, Peephole, Gate, Table };
    Kind kind = Kind::Input;
    std::vector<std::string> blocks;  ///< the gates whose columns lie side by side
    std::string reads;                ///< Gate: the gate of t-1 that it multiplies
};

/// A cell as data. Immutable once made.
struct CellProgram {
    std::string name;  ///< "lstm", "gru", "gru_reset_before", "simple_rnn", "lstm_peephole", "lstm_nig", ...
                       ///< "lstm_1997", "min_gru"
    std::string path;  ///< the cell's own name below its layer, "lstm_cell": parameters are "lstm_cell/kernel"
    CellLetters letters;
    Index units = 0;
    Index features = 0;
    Activation activation = Activation::Tanh;
    Activation recurrentActivation = Activation::Sigmoid;
    std::vector<Parameter>
        parameters;  ///< paths "kernel", "recurrent_kernel", "bias", "peephole_kernel", ...; index = place here
    std::vector<ParameterUse> uses;      ///< by parameter
    std::vector<std::string> gateOrder;  ///< names of the kernel's column blocks: {"i","f","g","o"}
    std::vector<Operation> operations;   ///< an operation reads only earlier ones of this step
    std::vector<CellState> states;       ///< none: every step is computed alone
    int output = -1;                     ///< the operation that leaves the cell, "h"

    /// Index of the operation of this name, or -1.
    [[nodiscard]] int find(const std::string& operationName) const;
    /// Whether recurrentActivation is used at all: the simple cell has no gates.
    [[nodiscard]] bool hasGates() const;
};

/// What Operation::Kind::Logarithm takes the logarithm of (Keras's epsilon).
inline constexpr double kLeastProbability = 1e-7;
[[nodiscard]] double keptProbability(double p);

struct CellOptions {
    Index units = 1;
    Activation activation = Activation::Tanh;
    Activation recurrentActivation = Activation::Sigmoid;
    bool useBias = true;
    bool unitForgetBias = true;
    bool resetAfter = true;  ///< GRU
    Initializer kernelInitializer{"glorot_uniform"};
    Initializer recurrentInitializer{"orthogonal", 1.0};
    Initializer biasInitializer{"zeros"};
    Regularizer kernelRegularizer, recurrentRegularizer, biasRegularizer;
    Constraint kernelConstraint, recurrentConstraint, biasConstraint;
};

/// Builds the program of a cell by its name (the names above). Throws Error for an unknown name.
/// lstm, lstm_peephole and: lstm_nig, lstm_nfg, lstm_nog, lstm_niaf, lstm_noaf, lstm_cifg, lstm_np, lstm_fgr (Greff et
/// al. 2017), lstm_1997 (Hochreiter & Schmidhuber 1997, no forget gate), gru, gru_reset_before, simple_rnn, min_gru.
/// LSTM operations, in order: z_i i z_f f z_g g z_o o f*c i*g c act(c) h.
/// GRU (reset after): z_z z z_r r u_g r*u_g z_g g 1-z (1-z)*g z*h h, where u_g = h U_g + b.
[[nodiscard]] std::shared_ptr<const CellProgram> makeCellProgram(const std::string& name, Index features,
                                                                 const CellOptions& options);
[[nodiscard]] const std::vector<std::string>& cellProgramNames();

}  // namespace engine
