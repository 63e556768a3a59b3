// Where the person is. A picture of the Step page is a function of a trace and a cursor, and nothing else.
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "engine/cells/dialect.h"

namespace gui {

/// A clamp as a person writes it: f:3@10-20=0 (operation f, unit 3, steps 10 to 20, value 0); f@1-50=1 holds every
/// unit.
struct CursorClamp {
    QString operation;
    int unit = 0;                     ///< from 1; 0: every unit
    int firstStep = 1, lastStep = 0;  ///< from 1, inclusive; lastStep 0: to the end
    double value = 0;
    bool operator==(const CursorClamp&) const = default;
};

/// An edit: kernel:2,7=0.5 (a weight, row and column from 1), input:18,1=0.3 (step, feature), state.h:3=0.1 (an initial
/// state, unit).
struct CursorEdit {
    QString target;
    int row = 1, column = 1;
    double value = 0;
    bool operator==(const CursorEdit&) const = default;
};

/// A value that stays in view: f:3 (operation f, unit 3, at the present step), f:3@10 (at step 10), 3 (the output of
/// unit 3).
struct CursorPin {
    QString operation;  ///< empty: the cell's output
    int unit = 1;       ///< from 1
    int t = 0;          ///< from 1; 0: the present step
    bool operator==(const CursorPin&) const = default;
};

/// A weight that was pointed at: kernel:2,7 (row, column from 1), bias:7. Every copy of the cell has the same one.
struct CursorWeight {
    QString parameter;
    int row = 1, column = 1;
    bool operator==(const CursorWeight&) const = default;
};

struct Cursor {
    enum class Pass { Forward, Backward };
    enum class Zoom { Sequence, Cell, Number };
    QString lesson;     ///< empty: the open one
    QString layer;      ///< empty: the first recurrent layer
    int direction = 0;  ///< 1: the backward layer of a Bidirectional
    int epoch = -1;     ///< -1: live
    qint64 seed = -1;   ///< -1: the session's
    int sample = 0;     ///< from 0, in time order
    int t = 1;          ///< from 1
    QString operation;  ///< a name of the cell program; empty: the first
    int unit = 1;       ///< from 1
    Pass pass = Pass::Forward;
    Zoom zoom = Zoom::Cell;
    std::vector<CursorClamp> clamps;
    std::vector<CursorEdit> edits;
    /// Which units of a large layer are shown: the most active ones, or those that changed most since the step before.
    enum class Choice { Active, Changed };
    Choice choice = Choice::Active;
    std::vector<CursorPin> pins;
    std::optional<CursorWeight> weight;
    std::optional<engine::Dialect> letters;  ///< whose letters and order of gates; none: our own

    bool operator==(const Cursor&) const = default;
    /// "epoch=5,t=18,op=f,unit=3": what `shot --at` takes, what a lesson link holds, what is copied and pasted.
    /// Defaults are left out.
    [[nodiscard]] QString text() const;
    /// Changes the keys that the text names, keeps the others. Throws engine::Error naming the key and what it takes.
    [[nodiscard]] static Cursor parse(const QString& text, const Cursor& base);
    [[nodiscard]] static Cursor parse(const QString& text) { return parse(text, Cursor()); }
};

/// "kernel:2,7", "bias:7", "state.h:3": a place as edits and weights name it. Throws engine::Error naming the key and
/// the whole of what was given.
[[nodiscard]] CursorWeight parsePlace(const QString& key, const QString& text, const QString& whole = {});
[[nodiscard]] QString placeText(const QString& target, int row, int column);
/// "f:3@10", "4".
[[nodiscard]] QString pinText(const CursorPin& pin);

}  // namespace gui
