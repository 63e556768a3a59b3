// Names for Highway's targets.
#include "engine/core/simd/targets.h"
// Before Highway's own headers.
#include <hwy/highway.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "engine/core/callspec.h"
#include "engine/core/error.h"
#include "engine/core/simd/isa.h"

namespace engine {
namespace {

constexpr std::int64_t kNamed = HWY_AVX3 | HWY_AVX2 | HWY_NEON;

std::int64_t targetOf(const std::string& name) {
    if (name == "avx512") return HWY_AVX3;
    if (name == "avx2") return HWY_AVX2;
    if (name == "neon") return HWY_NEON;
    return 0;
}

/// What the processor has, whatever was switched off.
std::int64_t present() {
    static const std::int64_t targets = hwy::SupportedTargets() & HWY_TARGETS;
    return targets;
}

std::string& chosen() {
    static std::string name;
    return name;
}

void choose(const std::string& name, const std::string& who) {
    const std::vector<std::string> all = instructionSets();
    if (std::find(all.begin(), all.end(), name) == all.end())
        throw Error(who + ": expected one of " + listed(all) + ", got \"" + name + "\"");
    // Highway takes the best that is left: switch off what is better than the one that was named.
    std::int64_t off = 0;
    for (const std::string& better : all) {
        if (better == name) break;
        off |= targetOf(better);
    }
    hwy::DisableTargets(off);
    chosen() = name;
}

}  // namespace

std::vector<std::string> instructionSets() {
    std::vector<std::string> names;
    for (const char* name : {"avx512", "avx2", "neon"})
        if (present() & targetOf(name)) names.emplace_back(name);
    if ((present() & ~kNamed) != 0) names.emplace_back("baseline");
    return names;
}

std::string instructionSet() {
    if (chosen().empty()) {
        const char* wanted = std::getenv("GATEWISE_ISA");
        choose(wanted && *wanted ? wanted : instructionSets().front(), "GATEWISE_ISA");
    }
    return chosen();
}

void useInstructionSet(const std::string& name) {
    choose(name, "instruction set");
}

}  // namespace engine
