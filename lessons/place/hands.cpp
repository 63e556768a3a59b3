// Hands on another layer than the place's own.
#include <algorithm>

#include "lessons/place/place.h"

namespace lessons {
namespace {

constexpr const char* kBackward = "backward/";

/// "f" of `from` as it is named at `to`.
std::string renamed(const std::string& text, const LayerSide& from, const LayerSide& to) {
    HandTarget target = handTarget(text);
    if (target.name == "input") return text;
    if (target.layer.empty()) {
        target.layer = from.layer;
        target.direction = from.direction;
    }
    if (LayerSide{target.layer, target.direction} == to) return target.name;
    return handText(target);
}

}  // namespace

HandTarget handTarget(const std::string& text) {
    HandTarget target;
    const auto slash = text.find('/');
    if (slash == std::string::npos) {
        target.name = text;
        return target;
    }
    target.layer = text.substr(0, slash);
    target.name = text.substr(slash + 1);
    if (target.name.starts_with(kBackward)) {
        target.direction = 1;
        target.name.erase(0, std::string(kBackward).size());
    }
    return target;
}

std::string handText(const HandTarget& target) {
    if (target.layer.empty()) return target.name;
    return target.layer + "/" + (target.direction == 1 ? kBackward : "") + target.name;
}

Place movedTo(const LayerSide& to, Place place, const LayerSide& from) {
    for (PlaceClamp& clamp : place.clamps) clamp.operation = renamed(clamp.operation, from, to);
    for (PlaceEdit& edit : place.edits) edit.target = renamed(edit.target, from, to);
    for (PlacePin& pin : place.pins) pin.operation = renamed(pin.operation, from, to);
    if (!(from == to)) place.weight.reset();
    place.layer = to.layer;
    place.direction = to.direction;
    return place;
}

}  // namespace lessons
