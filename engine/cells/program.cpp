// Cell programs by name.
#include "engine/cells/program.h"

#include "engine/cells/builder.h"
#include "engine/core/error.h"

namespace engine {

int CellProgram::find(const std::string& operationName) const {
    for (std::size_t k = 0; k < operations.size(); ++k)
        if (operations[k].name == operationName) return static_cast<int>(k);
    return -1;
}

const std::vector<std::string>& cellProgramNames() {
    static const std::vector<std::string> names{
        "lstm",    "lstm_peephole", "lstm_nig",  "lstm_nfg", "lstm_nog",         "lstm_niaf",  "lstm_noaf", "lstm_cifg",
        "lstm_np", "lstm_fgr",      "lstm_1997", "gru",      "gru_reset_before", "simple_rnn", "min_gru"};
    return names;
}

std::shared_ptr<const CellProgram> makeCellProgram(const std::string& name, Index features,
                                                   const CellOptions& options) {
    if (options.units < 1) throw Error(name + ": expected at least 1 unit, got " + std::to_string(options.units));
    if (name == "lstm_1997") return makeLstm1997Program(features, options);
    if (name == "gru" || name == "gru_reset_before") return makeGruProgram(features, options, name == "gru");
    if (name == "simple_rnn") return makeSimpleRnnProgram(features, options);
    if (name == "min_gru") return makeMinGruProgram(features, options);
    if (auto program = makeLstmProgram(name, features, options)) return program;
    std::string known;
    for (const std::string& one : cellProgramNames()) known += (known.empty() ? "" : ", ") + one;
    throw Error("cell \"" + name + "\" is not known, expected one of " + known);
}

}  // namespace engine
