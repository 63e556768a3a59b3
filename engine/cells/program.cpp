// Questions to a cell program.
#include "engine/cells/program.h"

#include <algorithm>

namespace engine {

int CellProgram::find(const std::string& operationName) const {
    for (std::size_t k = 0; k < operations.size(); ++k)
        if (operations[k].name == operationName) return static_cast<int>(k);
    return -1;
}

bool CellProgram::hasGates() const {
    return std::any_of(operations.begin(), operations.end(), [](const Operation& one) { return one.isGate; });
}

double keptProbability(double p) {
    return std::clamp(p, kLeastProbability, 1.0 - kLeastProbability);
}

}  // namespace engine
