// The families in a row, and cell programs by name.
#include "engine/cells/programs/table.h"

#include "engine/core/error.h"

namespace engine {

const std::vector<CellEntry>& cellTable() {
    static const std::vector<CellEntry> table = [] {
        std::vector<CellEntry> all;
        for (const auto& family : {lstmCells(), lstm1997Cells(), gruCells(), simpleRnnCells()})
            all.insert(all.end(), family.begin(), family.end());
        return all;
    }();
    return table;
}

const std::vector<std::string>& cellProgramNames() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const CellEntry& entry : cellTable()) all.push_back(entry.name);
        return all;
    }();
    return names;
}

std::shared_ptr<const CellProgram> makeCellProgram(const std::string& name, Index features,
                                                   const CellOptions& options) {
    if (options.units < 1) throw Error(name + ": expected at least 1 unit, got " + std::to_string(options.units));
    for (const CellEntry& entry : cellTable())
        if (entry.name == name) return entry.write(entry, features, options);
    std::string known;
    for (const std::string& one : cellProgramNames()) known += (known.empty() ? "" : ", ") + one;
    throw Error("cell \"" + name + "\" is not known, expected one of " + known);
}

}  // namespace engine
