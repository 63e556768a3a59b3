// Writes a cell program operation by operation.
#include "engine/cells/programs/builder.h"

#include <algorithm>

#include "engine/core/error.h"

namespace engine {

ProgramBuilder::ProgramBuilder(const CellEntry& entry, Index features, const CellOptions& options)
    : m_program(std::make_shared<CellProgram>()), m_options(options) {
    m_program->name = entry.name;
    m_program->path = entry.path;
    m_program->letters = entry.letters;
    m_program->units = options.units;
    m_program->features = features;
    m_program->activation = options.activation;
    m_program->recurrentActivation = options.recurrentActivation;
}

int ProgramBuilder::parameter(const std::string& path, Index rows, ParameterUse use, const Initializer& initializer,
                              const Regularizer& regularizer) {
    Parameter parameter;
    parameter.path = path;
    const Index columns = static_cast<Index>(use.blocks.size()) * m_program->units;
    parameter.shape = rows == 0 ? std::vector<Index>{columns} : std::vector<Index>{rows, columns};
    parameter.initializer = initializer;
    parameter.regularizer = regularizer;
    m_program->parameters.push_back(std::move(parameter));
    m_program->uses.push_back(std::move(use));
    return static_cast<int>(m_program->parameters.size()) - 1;
}

void ProgramBuilder::standardParameters(const std::vector<std::string>& gates, bool recurrent, Index biasRows) {
    using Kind = ParameterUse::Kind;
    m_program->gateOrder = gates;
    m_kernel = parameter("kernel", m_program->features, {Kind::Input, gates, {}}, m_options.kernelInitializer,
                         m_options.kernelRegularizer);
    if (recurrent)
        m_recurrent = parameter("recurrent_kernel", m_program->units, {Kind::Recurrent, gates, {}},
                                m_options.recurrentInitializer, m_options.recurrentRegularizer);
    if (m_options.useBias)
        m_bias = parameter("bias", biasRows == 1 ? 0 : biasRows, {Kind::Bias, gates, {}}, m_options.biasInitializer,
                           m_options.biasRegularizer);
}

int ProgramBuilder::block(const std::string& gate) const {
    const auto& order = m_program->gateOrder;
    return static_cast<int>(std::find(order.begin(), order.end(), gate) - order.begin());
}

void ProgramBuilder::beginAffine(const Appearance& appearance) {
    combine(Operation::Kind::Affine, appearance, {});
}

void ProgramBuilder::term(Term::Kind kind, const NamedOperand* operand, int parameter, int block, int row) {
    m_program->operations.back().terms.push_back({kind, {}, parameter, block, row});
    m_termOperands.back().push_back(operand ? *operand : NamedOperand::input());
}

void ProgramBuilder::kernelTerm(int parameter, const NamedOperand& operand, int block) {
    term(Term::Kind::Kernel, &operand, parameter, block, 0);
}

void ProgramBuilder::biasTerm(const std::string& gate, int row) {
    if (m_bias >= 0) term(Term::Kind::Bias, nullptr, m_bias, block(gate), row);
}

void ProgramBuilder::peepholeTerm(int parameter, const NamedOperand& operand, int block) {
    term(Term::Kind::Peephole, &operand, parameter, block, 0);
}

void ProgramBuilder::identityTerm(const NamedOperand& operand) {
    term(Term::Kind::Identity, &operand, -1, 0, 0);
}

void ProgramBuilder::activate(const Appearance& appearance, const NamedOperand& operand, Activation activation) {
    combine(Operation::Kind::Activate, appearance, {operand});
    m_program->operations.back().activation = activation;
}

void ProgramBuilder::combine(Operation::Kind kind, const Appearance& appearance,
                             const std::vector<NamedOperand>& operands) {
    Operation operation;
    operation.name = appearance.name;
    operation.symbol = appearance.symbol;
    operation.kind = kind;
    operation.role = appearance.role;
    operation.isGate = appearance.isGate;
    operation.writing = appearance.writing;
    operation.letter = appearance.letter;
    m_program->operations.push_back(std::move(operation));
    m_operands.push_back(operands);
    m_termOperands.emplace_back();
}

void ProgramBuilder::state(const std::string& name, const std::string& operation) {
    m_states.emplace_back(name, operation);
}

void ProgramBuilder::unitForgetBias(const std::string& gate) {
    if (m_bias < 0 || !m_options.unitForgetBias) return;
    m_program->parameters[static_cast<std::size_t>(m_bias)].unitForgetBias = true;
    m_program->parameters[static_cast<std::size_t>(m_bias)].forgetBlock = block(gate);
    m_program->parameters[static_cast<std::size_t>(m_bias)].blocks = static_cast<Index>(m_program->gateOrder.size());
}

Operand ProgramBuilder::resolve(const NamedOperand& operand, int reader) const {
    if (operand.from == Operand::From::Input) return {Operand::From::Input, -1};
    const int index = m_program->find(operand.operation);
    const bool early = operand.from == Operand::From::Previous || index < reader;
    if (index < 0 || !early)
        throw Error(m_program->name + ": expected an earlier operation as operand, got " + operand.operation);
    return {operand.from, index};
}

std::shared_ptr<const CellProgram> ProgramBuilder::finish() {
    for (std::size_t k = 0; k < m_program->operations.size(); ++k) {
        Operation& operation = m_program->operations[k];
        for (const NamedOperand& operand : m_operands[k])
            operation.operands.push_back(resolve(operand, static_cast<int>(k)));
        for (std::size_t j = 0; j < operation.terms.size(); ++j)
            if (operation.terms[j].kind != Term::Kind::Bias)
                operation.terms[j].operand = resolve(m_termOperands[k][j], static_cast<int>(k));
    }
    for (const auto& [name, operation] : m_states) m_program->states.push_back({name, m_program->find(operation)});
    m_program->output = m_program->find("h");
    return m_program;
}

}  // namespace engine
