// Puts tokens of an equation in a row: what the forward and the backward equations share.
#pragma once

#include "engine/cells/equations.h"

namespace engine {

class EquationWriter {
 public:
    EquationWriter(const CellProgram& program, Dialect dialect) : m_program(program), m_dialect(dialect) {}

    void text(const std::string& text);
    /// value with its sign; `joined`: " + 0.2" or " − 0.2" after another summand; `factor`: in parentheses where
    /// negative.
    void number(double value, std::optional<Role> role = {}, std::optional<Operand> source = {});
    void summand(double value, bool first, std::optional<Role> role = {}, std::optional<Operand> source = {});
    void factor(double value, std::optional<Role> role = {}, std::optional<Operand> source = {});

    /// A value by its letter; composed ones ("f*c") are written out, in parentheses where they need them.
    void operand(const Operand& operand, bool inProduct = false, bool underMatrix = false);
    /// The letter on the left of "=", with its t: a composed one keeps its symbol.
    void name(int operation, const std::string& time = "t");
    void weight(const Term& term);
    void term(const Term& term);
    /// The right-hand side; an Activate's argument is written out where `expanded`.
    void rightSide(int operation, bool expanded);
    /// f in f(z): "σ", "tanh"; closing text for those that need one.
    void openActivation(Activation activation);
    void closeActivation(Activation activation);
    /// "0.5·" before and " + 3.0" behind what is rescaled.
    void openRescale(const Operation& operation);
    void closeRescale(const Operation& operation);

    [[nodiscard]] Equation& equation() { return m_equation; }

 private:
    const CellProgram& m_program;
    Dialect m_dialect;
    Equation m_equation;
};

}  // namespace engine
