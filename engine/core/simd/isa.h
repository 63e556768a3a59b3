// The instruction set that the vector code runs with, chosen when the program runs.
#pragma once

#include <string>
#include <vector>

namespace engine {

/// "avx512", "avx2", "neon" or "baseline": the best this processor has, or the one that GATEWISE_ISA or
/// useInstructionSet named. Throws Error where GATEWISE_ISA names none that is here.
[[nodiscard]] std::string instructionSet();

/// Those that this processor and this build have, the best first.
[[nodiscard]] std::vector<std::string> instructionSets();

/// For tests and measurements; not while anything computes. Throws Error for a name that is not in instructionSets().
void useInstructionSet(const std::string& name);

}  // namespace engine
