// The simple recurrent network (Elman 1990; keras.layers.SimpleRNN): h_t = act(x K + h_{t-1} U + b).
#include "engine/cells/programs/builder.h"

namespace engine {
namespace {

std::shared_ptr<const CellProgram> write(const CellEntry& entry, Index features, const CellOptions& options) {
    ProgramBuilder builder(entry, features, options);
    builder.standardParameters({"h"});
    builder.beginAffine(Appearance::preActivation("h", Role::Hidden));
    builder.inputTerm("h");
    builder.biasTerm("h");
    builder.recurrentTerm("h", NamedOperand::previous("h"));
    builder.activate(Appearance::of("h", Role::Hidden), NamedOperand::now("z_h"), options.activation);
    builder.state("h", "h");
    return builder.finish();
}

}  // namespace

std::vector<CellEntry> simpleRnnCells() {
    return {{"simple_rnn", "simple_rnn_cell", {}, write}};
}

}  // namespace engine
