// Undo and redo of edits and clamps.
#include "gui/pages/step/edithistory.h"

#include <QUndoStack>
#include <utility>

namespace gui {
namespace {

class Change : public QUndoCommand {
 public:
    Change(EditHistory* history, Hands before, Hands after, int drag)
        : m_history(history), m_before(std::move(before)), m_after(std::move(after)), m_drag(drag) {}

    void undo() override {
        Q_EMIT m_history->restored(m_before);
        // Told while it is undone: a command that is obsolete before is dropped without being undone.
        if (m_givenUp) setObsolete(true);
    }
    void giveUp() { m_givenUp = true; }
    /// Pushing calls it once: by then the change is made.
    void redo() override {
        if (std::exchange(m_made, true)) Q_EMIT m_history->restored(m_after);
    }
    [[nodiscard]] int id() const override { return m_drag; }
    bool mergeWith(const QUndoCommand* later) override {
        m_after = static_cast<const Change*>(later)->m_after;
        return true;
    }

 private:
    EditHistory* m_history;
    Hands m_before, m_after;
    int m_drag;  ///< -1: no drag, and never merged
    bool m_made = false, m_givenUp = false;
};

}  // namespace

Hands Hands::of(const Cursor& cursor, const lessons::LayerSide& side) {
    const Cursor nowhere = lessons::movedTo({}, cursor, side);
    return {nowhere.clamps, nowhere.edits};
}

Cursor Hands::in(Cursor cursor, const lessons::LayerSide& side) const {
    Cursor held;
    held.clamps = clamps;
    held.edits = edits;
    held = lessons::movedTo(side, held, {});
    cursor.clamps = held.clamps;
    cursor.edits = held.edits;
    return cursor;
}

EditHistory::EditHistory(QObject* parent) : QObject(parent) {
    setNet({});
}

EditHistory::~EditHistory() = default;

void EditHistory::setNet(const std::string& key) {
    endDrag();
    auto& stack = m_stacks[key];
    if (!stack) stack = std::make_unique<QUndoStack>();
    m_stack = stack.get();
}

void EditHistory::record(const Hands& before, const Hands& after, bool dragging) {
    if (!dragging) endDrag();
    m_dragging = dragging;
    m_stack->push(new Change(this, before, after, dragging ? m_drag : -1));
}

void EditHistory::endDrag() {
    if (std::exchange(m_dragging, false)) ++m_drag;
}

void EditHistory::dropDrag() {
    if (!m_dragging || !m_stack->canUndo()) return;
    // The stack hands its commands out as const; this one is ours.
    static_cast<Change*>(const_cast<QUndoCommand*>(m_stack->command(m_stack->index() - 1)))->giveUp();
    m_stack->undo();
    endDrag();
}

void EditHistory::undo() {
    endDrag();
    m_stack->undo();
}

void EditHistory::redo() {
    endDrag();
    m_stack->redo();
}

bool EditHistory::canUndo() const {
    return m_stack->canUndo();
}

bool EditHistory::canRedo() const {
    return m_stack->canRedo();
}

}  // namespace gui
