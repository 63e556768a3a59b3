// How far the walk through a cell has come at a cursor: what is known, what is current, what is the subject of the
// moment.
#pragma once

#include <vector>

#include "gui/place/cursor.h"
#include "gui/place/stepping.h"
#include "gui/scene/layout.h"

namespace gui {

class Progress {
 public:
    /// The cursor is one that fits the trace (Reading::fitted).
    Progress(const engine::CellProgram& program, const Cursor& cursor);

    [[nodiscard]] const Station& station() const { return m_station; }
    [[nodiscard]] bool backward() const { return m_backward; }
    [[nodiscard]] const std::vector<bool>& reached() const { return m_reached; }
    [[nodiscard]] bool isReached(int operation) const { return m_reached[static_cast<std::size_t>(operation)]; }
    [[nodiscard]] bool isCurrent(int operation) const {
        return m_station.kind == Station::Kind::Operation && m_station.index == operation;
    }
    /// Something runs along the wire by now; the current operation makes or takes it.
    [[nodiscard]] bool isActive(const WirePlace& wire) const;
    [[nodiscard]] bool isCurrent(const WirePlace& wire) const;

    struct Shown {
        int operation = -1;         ///< whose numbers a card shows; -1: nothing yet
        bool contribution = false;  ///< what this step adds to the gradient of a weight
    };
    [[nodiscard]] Shown shownIn(const ColumnPlace& column) const;

    /// The current operation and what its equation reads: the rest steps back in front of a class.
    [[nodiscard]] bool isSubject(int operation) const { return m_subject[static_cast<std::size_t>(operation)]; }
    [[nodiscard]] bool isSubjectState(int state) const { return m_subjectState[static_cast<std::size_t>(state)]; }
    [[nodiscard]] bool isSubjectInput() const { return m_subjectInput; }

 private:
    void addSubject(int operation, bool withOperands);
    void addSubject(const engine::Operand& operand);

    const engine::CellProgram& m_program;
    Station m_station;
    bool m_backward, m_subjectInput = false;
    std::vector<bool> m_reached, m_subject, m_subjectState;
};

}  // namespace gui
