// Where the person is: what a lesson's link holds, `shot --at` takes, and what is copied and pasted. One grammar for
// all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/cells/dialect.h"

namespace lessons {

/// A clamp as a person writes it: f:3@10-20=0 (operation f, unit 3, steps 10 to 20, value 0); f@1-50=1 holds every
/// unit.
struct PlaceClamp {
    std::string operation;
    int unit = 0;                     ///< from 1; 0: every unit
    int firstStep = 1, lastStep = 0;  ///< from 1, inclusive; lastStep 0: to the end
    double value = 0;
    bool operator==(const PlaceClamp&) const = default;
};

/// An edit: kernel:2,7=0.5 (a weight, row and column from 1), input:18,1=0.3 (step, feature), state.h:3=0.1 (an initial
/// state, unit).
struct PlaceEdit {
    std::string target;
    int row = 1, column = 1;
    double value = 0;
    bool operator==(const PlaceEdit&) const = default;
};

/// A value that stays in view: f:3 (operation f, unit 3, at the present step), f:3@10 (at step 10), 3 (the output of
/// unit 3).
struct PlacePin {
    std::string operation;  ///< empty: the cell's output
    int unit = 1;           ///< from 1
    int t = 0;              ///< from 1; 0: the present step
    bool operator==(const PlacePin&) const = default;
};

/// A weight that was pointed at: kernel:2,7 (row, column from 1), bias:7. Every copy of the cell has the same one.
struct PlaceWeight {
    std::string parameter;
    int row = 1, column = 1;
    bool operator==(const PlaceWeight&) const = default;
};

struct Place {
    enum class Pass { Forward, Backward };
    enum class Zoom { Net, Sequence, Cell, Number };
    /// Which units of a large layer are shown: the most active ones, or those that changed most since the step before.
    enum class Choice { Active, Changed };

    std::string lesson;                 ///< ID or ID/VERSION; empty: the open one
    std::string layer;                  ///< empty: the first recurrent layer; "result", "loss": what follows the layers
    int direction = 0;                  ///< 1: the backward layer of a Bidirectional
    int epoch = -1;                     ///< -1: live
    std::optional<std::uint64_t> seed;  ///< none: the session's
    int sample = 0;                     ///< from 0, in time order
    int t = 1;                          ///< from 1
    std::string operation;              ///< a name of the cell program; empty: the first
    int unit = 1;                       ///< from 1
    Pass pass = Pass::Forward;
    Zoom zoom = Zoom::Cell;
    Choice choice = Choice::Active;
    std::optional<engine::Dialect> letters;  ///< whose letters and order of gates; none: our own
    std::optional<PlaceWeight> weight;
    std::vector<PlacePin> pins;
    std::vector<PlaceClamp> clamps;
    std::vector<PlaceEdit> edits;

    bool operator==(const Place&) const = default;
    /// "epoch=5,t=18,op=f,unit=3". Defaults are left out; parse(text()) is the same place.
    [[nodiscard]] std::string text() const;
    /// Changes the keys that the text names, keeps the others. Throws engine::Error naming the key and what it takes.
    [[nodiscard]] static Place parse(const std::string& text, const Place& base);
    [[nodiscard]] static Place parse(const std::string& text) { return parse(text, Place()); }
    /// The lesson's id and version as `lesson` holds them; an empty version: the lesson's first.
    [[nodiscard]] std::string lessonId() const { return lesson.substr(0, lesson.find('/')); }
    [[nodiscard]] std::string lessonVersion() const {
        const auto slash = lesson.find('/');
        return slash == std::string::npos ? std::string() : lesson.substr(slash + 1);
    }
};

/// What is held, edited and pinned is of the place's layer. Of another layer it is named with it: "dense/kernel",
/// "encoder/f", of the backward layer of a Bidirectional "bidirectional/backward/f".
struct HandTarget {
    std::string layer;  ///< empty: the place's own, or the input
    int direction = 0;
    std::string name;
    bool operator==(const HandTarget&) const = default;
};
[[nodiscard]] HandTarget handTarget(const std::string& text);
[[nodiscard]] std::string handText(const HandTarget& target);
/// The same place, held, edited and pinned as before, at another layer: what was of `from` is named with it, what is of
/// `to` no longer. The weight that was pointed at stays behind.
struct LayerSide {
    std::string layer;
    int direction = 0;
    bool operator==(const LayerSide&) const = default;
};
[[nodiscard]] Place movedTo(const LayerSide& to, Place place, const LayerSide& from);

/// The keys of a place, in the order in which text() writes them.
[[nodiscard]] std::vector<std::string> placeKeys();

/// "kernel:2,7", "bias:7", "state.h:3": a number as edits and weights name it. Throws engine::Error naming the key and
/// `whole`, the whole of what was given.
[[nodiscard]] PlaceWeight parseNumberPlace(const std::string& key, const std::string& text,
                                           const std::string& whole = {});
[[nodiscard]] std::string numberPlaceText(const std::string& target, int row, int column);
/// "lstm/lstm_cell/kernel": "kernel", the name that a place gives a parameter.
[[nodiscard]] inline std::string lastWord(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}
/// "f:3@10", "4".
[[nodiscard]] std::string pinText(const PlacePin& pin);

}  // namespace lessons
