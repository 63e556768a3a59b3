// TensorFlow's sizes: "same" pads what is missing, the smaller half in front.
#include "engine/layers/pooling/windows.h"

#include <algorithm>

#include "engine/core/error.h"

namespace engine {

Padding paddingFromName(const std::string& name, const std::string& who) {
    if (name == "valid") return Padding::Valid;
    if (name == "same") return Padding::Same;
    if (name == "causal") return Padding::Causal;
    throw Error(who + ": padding: expected valid, same or causal, got \"" + name.substr(0, 40) + "\"");
}

std::string paddingName(Padding padding) {
    return padding == Padding::Valid ? "valid" : padding == Padding::Same ? "same" : "causal";
}

Index Windows::count(Index steps, const std::string& who) const {
    if (steps == kVariable) return kVariable;
    if (padding != Padding::Valid) return (steps + strides - 1) / strides;
    if (steps < reach())
        throw Error(who + ": expected at least " + std::to_string(reach()) + " steps, which a window reads, got " +
                    std::to_string(steps));
    return (steps - reach()) / strides + 1;
}

Index Windows::start(Index steps) const {
    if (padding == Padding::Valid) return 0;
    if (padding == Padding::Causal) return 1 - reach();
    const Index windows = (steps + strides - 1) / strides;
    return -(std::max<Index>((windows - 1) * strides + reach() - steps, 0) / 2);
}

}  // namespace engine
