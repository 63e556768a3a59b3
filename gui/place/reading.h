// Reads numbers off a trace by operation, step and unit; what a picture shows and what a test compares come through
// here.
#pragma once

#include <QString>
#include <vector>

#include "engine/training/trace.h"
#include "gui/place/cursor.h"

namespace gui {

/// Steps and units count from 0 here, from 1 in a Cursor.
class Reading {
 public:
    explicit Reading(const engine::Trace& trace) : m_trace(trace), m_program(*trace.cell.program) {}

    [[nodiscard]] const engine::Trace& trace() const { return m_trace; }
    [[nodiscard]] const engine::CellProgram& program() const { return m_program; }
    [[nodiscard]] engine::Index steps() const { return m_trace.cell.steps; }
    [[nodiscard]] engine::Index units() const { return m_program.units; }

    /// The step the cell came from, or -1 at the first step it processes (the last one of a layer that runs backwards).
    [[nodiscard]] engine::Index before(engine::Index t) const;
    [[nodiscard]] engine::Index after(engine::Index t) const;  ///< or -1
    [[nodiscard]] engine::Index firstStep() const { return m_trace.cell.backwards ? steps() - 1 : 0; }
    [[nodiscard]] engine::Index lastStep() const { return m_trace.cell.backwards ? 0 : steps() - 1; }
    /// Whether the cell reads the sample's own numbers, not those of a layer below: then they can be changed.
    [[nodiscard]] bool readsSample() const;
    [[nodiscard]] bool masked(engine::Index t) const;

    [[nodiscard]] double value(int operation, engine::Index t, engine::Index unit) const;
    [[nodiscard]] double gradient(int operation, engine::Index t, engine::Index unit) const;
    [[nodiscard]] double input(engine::Index t, engine::Index feature) const {
        return double(m_trace.cell.input(t, feature));
    }
    /// A state as step t reads it.
    [[nodiscard]] double previous(int state, engine::Index t, engine::Index unit) const;
    /// What an operand holds at step t: an input's feature, or a unit of an operation.
    [[nodiscard]] double operand(const engine::Operand& operand, engine::Index t, engine::Index place) const;
    /// The gradient that step t hands to a state of the step before: the sum over all its readers at t.
    [[nodiscard]] double carried(int state, engine::Index t, engine::Index unit) const;
    /// The state whose value an operation is, or -1.
    [[nodiscard]] int stateOf(int operation) const;

    /// Scales of pictures: the magnitude that 98 of 100 numbers that are not zero stay within, over all steps and
    /// units, rounded up to two digits. The largest number of a window alone would leave all others white.
    [[nodiscard]] double usual(int operation) const;
    [[nodiscard]] double usualGradient(int operation) const;
    [[nodiscard]] double usualInput() const;
    /// One scale for all that has a sign: states and activations that are no gates.
    [[nodiscard]] double usualSigned() const;
    /// Of every gradient at one step: how the numbers of a picture stand to each other.
    [[nodiscard]] double usualGradientAt(engine::Index t) const;

    /// The contribution of step t to dLoss/dparameter at (row, column): the outer product's element, or the row's part
    /// of a bias.
    [[nodiscard]] double contribution(int parameter, engine::Index row, engine::Index column, engine::Index t) const;
    /// The same summed over the steps already walked in the backward pass, t included.
    [[nodiscard]] double runningSum(int parameter, engine::Index row, engine::Index column, engine::Index t) const;

    /// The cursor brought into the trace's range: t, unit, and an operation it has.
    [[nodiscard]] Cursor fitted(const Cursor& cursor) const;

 private:
    const engine::Trace& m_trace;
    const engine::CellProgram& m_program;
};

/// A gradient with its significant digits, so that summands add up to the sum that is shown: "0.0123", "−1.35e−3".
[[nodiscard]] QString gradientNumber(double value, int digits = 3);
/// A value in few letters: two decimals, fewer where it is large.
[[nodiscard]] QString shortNumber(double value);
/// A scale that can be said: two digits, rounded up; 1 for what nearly reaches it.
[[nodiscard]] double roundScale(double size);
/// A scale in words: "1.7", "2.4e−5".
[[nodiscard]] QString scaleNumber(double scale);
/// The scale of a heat map's rows, as the scales above.
[[nodiscard]] double usualSize(const std::vector<std::vector<double>>& rows);

}  // namespace gui
