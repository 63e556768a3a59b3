// The LSTM of Hochreiter & Schmidhuber 1997, appendix A.1: no forget gate, and the gates feed back too. Blocks of one
// cell.
#include "engine/cells/builder.h"

namespace engine {

// net_k(t) = x W + h(t-1) U + i(t-1) V_i + o(t-1) V_o + b for k = i, g, o;  s(t) = s(t-1) + i g(net_g);  h = o h(s)
// with g in [-2, 2] and h in [-1, 1], whatever the options say: that is what makes it the cell of 1997.
std::shared_ptr<const CellProgram> makeLstm1997Program(Index features, const CellOptions& given) {
    CellOptions options = given;
    options.activation = Activation::BipolarSigmoid;
    options.recurrentActivation = Activation::Sigmoid;
    const auto now = NamedOperand::now;
    const auto previous = NamedOperand::previous;

    ProgramBuilder builder("lstm_1997", "LSTM cell of 1997", features, options);
    builder.standardParameters({"i", "g", "o"});
    const int inputGate = builder.parameter("input_gate_kernel", options.units, 3, options.recurrentInitializer,
                                            options.recurrentRegularizer);
    const int outputGate = builder.parameter("output_gate_kernel", options.units, 3, options.recurrentInitializer,
                                             options.recurrentRegularizer);
    const auto affine = [&](const std::string& gate, const std::string& label, Role role) {
        builder.beginAffine({"z_" + gate, "z_" + gate, "pre-activation of the " + label, role});
        builder.inputTerm(gate);
        builder.recurrentTerm(gate, previous("h"));
        builder.kernelTerm(inputGate, previous("i"), builder.block(gate));
        builder.kernelTerm(outputGate, previous("o"), builder.block(gate));
        builder.biasTerm(gate);
    };
    affine("i", "input gate", Role::Write);
    builder.activate({"i", "i", "input gate", Role::Write, true}, now("z_i"), Activation::Sigmoid);
    affine("g", "candidate", Role::Candidate);
    builder.activate({"g", "g", "candidate", Role::Candidate}, now("z_g"), Activation::DoubleBipolarSigmoid);
    affine("o", "output gate", Role::Read);
    builder.activate({"o", "o", "output gate", Role::Read, true}, now("z_o"), Activation::Sigmoid);
    builder.combine(Operation::Kind::Multiply, {"i*g", "i⊙g", "what is written to the cell", Role::Cell},
                    {now("i"), now("g")});
    builder.combine(Operation::Kind::Add, {"c", "c", "cell state", Role::Cell}, {previous("c"), now("i*g")});
    builder.activate({"act(c)", "h(c)", "squashed cell state", Role::Cell}, now("c"), Activation::BipolarSigmoid);
    builder.combine(Operation::Kind::Multiply, {"h", "h", "hidden state", Role::Hidden}, {now("o"), now("act(c)")});
    builder.state("h", "h");
    builder.state("c", "c");
    builder.state("i", "i");
    builder.state("o", "o");
    return builder.finish();
}

}  // namespace engine
