// The simple recurrent network (Elman 1990; keras.layers.SimpleRNN): h_t = act(x K + h_{t-1} U + b).
#include "engine/cells/builder.h"

namespace engine {

std::shared_ptr<const CellProgram> makeSimpleRnnProgram(Index features, const CellOptions& options) {
    ProgramBuilder builder("simple_rnn", "simple RNN cell", features, options);
    builder.standardParameters({"h"});
    builder.beginAffine({"z_h", "z_h", "pre-activation of the hidden state", Role::Hidden});
    builder.inputTerm("h");
    builder.biasTerm("h");
    builder.recurrentTerm("h", NamedOperand::previous("h"));
    builder.activate({"h", "h", "hidden state", Role::Hidden}, NamedOperand::now("z_h"), options.activation);
    builder.state("h", "h");
    return builder.finish();
}

}  // namespace engine
