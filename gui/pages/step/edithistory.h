// What is edited and held, as undo and redo see it: one QUndoStack a net.
#pragma once

#include <QObject>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gui/place/cursor.h"

class QUndoStack;

namespace gui {

/// The part of a place that undo goes back in; where the person looks stays.
struct Hands {
    std::vector<CursorClamp> clamps;
    std::vector<CursorEdit> edits;
    bool operator==(const Hands&) const = default;

    /// side: the layer that the cursor stands in. What is kept names its layer, so that it means the same everywhere.
    [[nodiscard]] static Hands of(const Cursor& cursor, const lessons::LayerSide& side);
    [[nodiscard]] Cursor in(Cursor cursor, const lessons::LayerSide& side) const;
};

class EditHistory : public QObject {
    Q_OBJECT

 public:
    explicit EditHistory(QObject* parent = nullptr);
    ~EditHistory() override;

    /// The stack of another net; it is empty at first and kept until the program ends.
    void setNet(const std::string& key);
    /// A change that was made. All changes of one drag are one step.
    void record(const Hands& before, const Hands& after, bool dragging);
    void endDrag();
    /// The drag is given up: back to where it began, as if it had not been.
    void dropDrag();

    void undo();
    void redo();
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;

 Q_SIGNALS:
    void restored(const Hands& hands);

 private:
    std::map<std::string, std::unique_ptr<QUndoStack>> m_stacks;  ///< by net
    QUndoStack* m_stack;
    int m_drag = 1;  ///< the number of the next drag
    bool m_dragging = false;
};

}  // namespace gui
