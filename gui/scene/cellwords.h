// What a cell's picture says in words: its heading, the notes of its cards, the names of its values.
#pragma once

#include <QCoreApplication>
#include <QStringList>

#include "gui/place/reading.h"
#include "gui/scene/progress.h"

namespace gui {

/// Where there are several wordings the longest comes first: Sketch::text takes the first that fits.
class CellWords {
    Q_DECLARE_TR_FUNCTIONS(gui::CellScene)

 public:
    /// The cursor is one that fits the trace. All three must outlive this.
    CellWords(const Reading& reading, const Cursor& cursor, const Progress& progress)
        : m_reading(reading), m_program(reading.program()), m_cursor(cursor), m_progress(progress) {}

    /// An operation's letter and what hangs below it, in the cursor's dialect.
    [[nodiscard]] QString letter(int operation) const;
    [[nodiscard]] QString indexBelow(int operation) const;
    /// "forget gate", "gradient of the forget gate".
    [[nodiscard]] QString described(int operation) const;
    /// The cell, and how many of its units are seen.
    [[nodiscard]] QStringList header(std::size_t unitsShown) const;
    /// What the numbers of a card are.
    [[nodiscard]] QStringList note(const ColumnPlace& column, const Progress::Shown& shown) const;
    /// The row of the weights whose contribution is looked at.
    [[nodiscard]] QString row() const;
    /// What a full bar stands for, gates aside: their bars go from 0 to 1.
    struct Scales {
        double rest = 1, input = 1;
    };
    /// What runs along the bus, how many of the features are seen, and how much a full bar is.
    [[nodiscard]] QStringList bus(std::size_t featuresShown, const Scales& scales) const;

 private:
    [[nodiscard]] const engine::Operation& operation(int o) const {
        return m_program.operations[static_cast<std::size_t>(o)];
    }
    [[nodiscard]] QString explainedState() const;

    const Reading& m_reading;
    const engine::CellProgram& m_program;
    const Cursor& m_cursor;
    const Progress& m_progress;
};

}  // namespace gui
