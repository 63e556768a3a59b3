// Writes a cell program operation by operation; operands are named, so a state can be read before it is computed.
#pragma once

#include <string>
#include <vector>

#include "engine/cells/programs/table.h"

namespace engine {

/// What an operation reads, by name, until finish() finds the index.
struct NamedOperand {
    Operand::From from = Operand::From::Now;
    std::string operation;

    static NamedOperand input() { return {Operand::From::Input, {}}; }
    static NamedOperand now(std::string name) { return {Operand::From::Now, std::move(name)}; }
    static NamedOperand previous(std::string name) { return {Operand::From::Previous, std::move(name)}; }
};

/// How an operation is shown. Without a letter of its own it is composed.
struct Appearance {
    std::string name, symbol;
    Role role = Role::Hidden;
    bool isGate = false;
    Writing writing = Writing::Composed;
    std::string letter{};

    /// A gate or a state: "f".
    static Appearance of(const std::string& letter, Role role, bool isGate = false) {
        return {letter, letter, role, isGate, Writing::Letter, letter};
    }
    /// "z_f", of the gate f.
    static Appearance preActivation(const std::string& letter, Role role) {
        return {"z_" + letter, "z_" + letter, role, false, Writing::PreActivation, letter};
    }
};

class ProgramBuilder {
 public:
    ProgramBuilder(const CellEntry& entry, Index features, const CellOptions& options);

    /// A parameter [rows x blocks*units], a block for each gate of `use`; rows 0: a vector.
    int parameter(const std::string& path, Index rows, ParameterUse use, const Initializer& initializer,
                  const Regularizer& regularizer = {});
    /// kernel, recurrent_kernel and, where options say so, bias, for these column blocks. biasRows 2: GRU with reset
    /// after.
    void standardParameters(const std::vector<std::string>& gates, bool recurrent = true, Index biasRows = 1);
    /// The column block of a gate.
    [[nodiscard]] int block(const std::string& gate) const;

    void beginAffine(const Appearance& appearance);
    void kernelTerm(int parameter, const NamedOperand& operand, int block);
    void inputTerm(const std::string& gate) { kernelTerm(m_kernel, NamedOperand::input(), block(gate)); }
    void recurrentTerm(const std::string& gate, const NamedOperand& operand) {
        kernelTerm(m_recurrent, operand, block(gate));
    }
    /// Nothing where the cell has no bias.
    void biasTerm(const std::string& gate, int row = 0);
    void peepholeTerm(int parameter, const NamedOperand& operand, int block);
    void identityTerm(const NamedOperand& operand);

    void activate(const Appearance& appearance, const NamedOperand& operand, Activation activation);
    void combine(Operation::Kind kind, const Appearance& appearance, const std::vector<NamedOperand>& operands);

    void state(const std::string& name, const std::string& operation);
    /// Resolves the names. The output is the operation "h".
    [[nodiscard]] std::shared_ptr<const CellProgram> finish();

    /// The bias of an LSTM: the forget gate's block starts at 1.
    void unitForgetBias(const std::string& gate);

 private:
    void term(Term::Kind kind, const NamedOperand* operand, int parameter, int block, int row);
    [[nodiscard]] Operand resolve(const NamedOperand& operand, int reader) const;

    std::shared_ptr<CellProgram> m_program;
    CellOptions m_options;
    std::vector<std::vector<NamedOperand>> m_operands, m_termOperands;  ///< by operation
    std::vector<std::pair<std::string, std::string>> m_states;
    int m_kernel = -1, m_recurrent = -1, m_bias = -1;
};

}  // namespace engine
