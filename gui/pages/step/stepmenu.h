// The menu behind the dots of the Step page: what is not needed at every step.
#pragma once

#include <QToolButton>
#include <optional>
#include <utility>
#include <vector>

#include "engine/cells/dialect.h"

class QAction;
class QMenu;

namespace gui {

class StepMenu : public QToolButton {
    Q_OBJECT

 public:
    explicit StepMenu(QWidget* parent = nullptr);
    void setLetters(std::optional<engine::Dialect> letters);
    void setReducedMotion(bool reduced);
    /// The same choice for a button of its own.
    [[nodiscard]] QMenu* lettersMenu() const { return m_lettersMenu; }
    void setHolding(bool holding);
    void setSentence(bool shown);
    void setInfluence(bool shown);

 Q_SIGNALS:
    void overflowWanted(QMenu* menu);
    void holdToggled(bool shown);
    void pinHereClicked();
    void unpinAllClicked();
    void resetClicked();
    void copyClicked();
    void pasteClicked();
    void reducedMotionToggled(bool reduced);
    void sentenceToggled(bool shown);
    void influenceToggled(bool shown);
    void lettersPicked(std::optional<engine::Dialect> letters);
    /// "svg", "pdf", "png": the picture; "csv", "json": the trace.
    void exportClicked(const QString& kind);

 private:
    void addLetters(QMenu* menu);
    void addExports(QMenu* menu);

    QMenu* m_lettersMenu;
    QAction* m_hold;
    QAction* m_still;
    QAction* m_sentence;
    QAction* m_influence;
    std::vector<std::pair<std::optional<engine::Dialect>, QAction*>> m_letters;
};

}  // namespace gui
