// The LSTM of Hochreiter & Schmidhuber 1997, appendix A.1: no forget gate, and the gates feed back too. Blocks of one
// cell.
#include "engine/cells/programs/builder.h"

namespace engine {
namespace {

// net_k(t) = x W + h(t-1) U + i(t-1) V_i + o(t-1) V_o + b for k = i, g, o;  s(t) = s(t-1) + i g(net_g);  h = o h(s)
// with g in [-2, 2] and h in [-1, 1], whatever the options say: that is what makes it the cell of 1997.
std::shared_ptr<const CellProgram> write(const CellEntry& entry, Index features, const CellOptions& given) {
    CellOptions options = given;
    options.activation = Activation::BipolarSigmoid;
    options.recurrentActivation = Activation::Sigmoid;
    const auto now = NamedOperand::now;
    const auto previous = NamedOperand::previous;

    const std::vector<std::string> gates{"i", "g", "o"};
    ProgramBuilder builder(entry, features, options);
    builder.standardParameters(gates);
    const auto gateKernel = [&](const std::string& path, const std::string& reads) {
        return builder.parameter(path, options.units, {ParameterUse::Kind::Gate, gates, reads},
                                 options.recurrentInitializer, options.recurrentRegularizer);
    };
    const int inputGate = gateKernel("input_gate_kernel", "i"), outputGate = gateKernel("output_gate_kernel", "o");
    const auto affine = [&](const std::string& gate, Role role) {
        builder.beginAffine(Appearance::preActivation(gate, role));
        builder.inputTerm(gate);
        builder.recurrentTerm(gate, previous("h"));
        builder.kernelTerm(inputGate, previous("i"), builder.block(gate));
        builder.kernelTerm(outputGate, previous("o"), builder.block(gate));
        builder.biasTerm(gate);
    };
    affine("i", Role::Write);
    builder.activate(Appearance::of("i", Role::Write, true), now("z_i"), Activation::Sigmoid);
    affine("g", Role::Candidate);
    builder.activate(Appearance::of("g", Role::Candidate), now("z_g"), Activation::DoubleBipolarSigmoid);
    affine("o", Role::Read);
    builder.activate(Appearance::of("o", Role::Read, true), now("z_o"), Activation::Sigmoid);
    builder.combine(Operation::Kind::Multiply, {"i*g", "i⊙g", Role::Cell}, {now("i"), now("g")});
    builder.combine(Operation::Kind::Add, Appearance::of("c", Role::Cell), {previous("c"), now("i*g")});
    builder.activate({"act(c)", "h(c)", Role::Cell}, now("c"), Activation::BipolarSigmoid);
    builder.combine(Operation::Kind::Multiply, Appearance::of("h", Role::Hidden), {now("o"), now("act(c)")});
    builder.state("h", "h");
    builder.state("c", "c");
    builder.state("i", "i");
    builder.state("o", "o");
    return builder.finish();
}

}  // namespace

std::vector<CellEntry> lstm1997Cells() {
    return {{"lstm_1997", "lstm_1997_cell", lstmLetters(), write}};
}

}  // namespace engine
