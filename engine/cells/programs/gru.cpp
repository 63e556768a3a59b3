// The GRU in both forms (Cho et al. 2014; Keras's reset_after), and the minimal GRU without recurrent weights (Feng et
// al. 2024).
#include "engine/cells/programs/builder.h"

namespace engine {
namespace {

/// Interpolation with the gate z: (1-z)*kept.second + z*kept.first = h.
void interpolate(ProgramBuilder& builder, const std::string& kept, const NamedOperand& keptOperand,
                 const std::string& mixed, const NamedOperand& mixedOperand) {
    using Kind = Operation::Kind;
    const auto now = NamedOperand::now;
    builder.combine(Kind::Complement, {"1-z", "1−z", Role::Write, true}, {now("z")});
    builder.combine(Kind::Multiply, {"(1-z)*" + mixed, "(1−z)⊙" + mixed, Role::Hidden}, {now("1-z"), mixedOperand});
    builder.combine(Kind::Multiply, {"z*" + kept, "z⊙" + kept, Role::Hidden}, {now("z"), keptOperand});
    builder.combine(Kind::Add, Appearance::of("h", Role::Hidden), {now("(1-z)*" + mixed), now("z*" + kept)});
    builder.state("h", "h");
}

// z = s(x K_z + h U_z + b_z), r likewise;  after:  g = act(x K_g + b + r (h U_g + b'));  before:  g = act(x K_g + (r h)
// U_g + b) h_t = z h_{t-1} + (1-z) g
std::shared_ptr<const CellProgram> writeGru(const CellEntry& entry, Index features, const CellOptions& options,
                                            bool resetAfter) {
    using Kind = Operation::Kind;
    const auto now = NamedOperand::now;
    const auto previous = NamedOperand::previous;
    ProgramBuilder builder(entry, features, options);
    builder.standardParameters({"z", "r", "g"}, true, resetAfter ? 2 : 1);

    const auto gate = [&](const std::string& name, Role role) {
        builder.beginAffine(Appearance::preActivation(name, role));
        builder.inputTerm(name);
        builder.biasTerm(name);
        builder.recurrentTerm(name, previous("h"));
        if (resetAfter) builder.biasTerm(name, 1);
        builder.activate(Appearance::of(name, role, true), now("z_" + name), options.recurrentActivation);
    };
    gate("z", Role::Write);
    gate("r", Role::Forget);
    if (resetAfter) {
        builder.beginAffine({"u_g", "u_g", Role::Candidate, false, Writing::Share, "g"});
        builder.recurrentTerm("g", previous("h"));
        builder.biasTerm("g", 1);
        builder.combine(Kind::Multiply, {"r*u_g", "r⊙u_g", Role::Candidate}, {now("r"), now("u_g")});
    } else {
        builder.combine(Kind::Multiply, {"r*h", "r⊙h", Role::Candidate}, {now("r"), previous("h")});
    }
    builder.beginAffine(Appearance::preActivation("g", Role::Candidate));
    builder.inputTerm("g");
    builder.biasTerm("g");
    if (resetAfter)
        builder.identityTerm(now("r*u_g"));
    else
        builder.recurrentTerm("g", now("r*h"));
    builder.activate(Appearance::of("g", Role::Candidate), now("z_g"), options.activation);
    interpolate(builder, "h", previous("h"), "g", now("g"));
    return builder.finish();
}

// z = s(x K_z + b_z), g = x K_g + b_g, h_t = (1-z) h_{t-1} + z g
std::shared_ptr<const CellProgram> writeMinGru(const CellEntry& entry, Index features, const CellOptions& options) {
    const auto now = NamedOperand::now;
    ProgramBuilder builder(entry, features, options);
    builder.standardParameters({"z", "g"}, false);
    builder.beginAffine(Appearance::preActivation("z", Role::Write));
    builder.inputTerm("z");
    builder.biasTerm("z");
    builder.activate(Appearance::of("z", Role::Write, true), now("z_z"), options.recurrentActivation);
    builder.beginAffine(Appearance::of("g", Role::Candidate));
    builder.inputTerm("g");
    builder.biasTerm("g");
    interpolate(builder, "g", now("g"), "h", NamedOperand::previous("h"));
    return builder.finish();
}

// The candidate is h̃ in Keras, ONNX and the papers, n in PyTorch, which also puts the reset gate first.
CellLetters letters() {
    CellLetters all;
    for (CellWriting& writing : all) writing.changes = {{"g", "h̃", "h"}};
    all[static_cast<std::size_t>(Dialect::PyTorch)] = {{{"g", "n", {}}}, {"r", "z", "g"}};
    return all;
}

}  // namespace

std::vector<CellEntry> gruCells() {
    const auto form = [](bool resetAfter) {
        return [resetAfter](const CellEntry& entry, Index features, const CellOptions& options) {
            return writeGru(entry, features, options, resetAfter);
        };
    };
    return {{"gru", "gru_cell", letters(), form(true)},
            {"gru_reset_before", "gru_cell", letters(), form(false)},
            {"min_gru", "min_gru_cell", letters(), writeMinGru}};
}

}  // namespace engine
