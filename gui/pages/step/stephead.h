// The line above the Step page: zoom, what is edited, layer, sample, units shown, pin, and the menu.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "gui/place/cursor.h"
#include "gui/theme/theme.h"
#include "lessons/session/snapshot.h"

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace gui {

class StepMenu;
class UndoBar;

class StepHead : public QWidget {
    Q_OBJECT

 public:
    explicit StepHead(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setPlace(const std::shared_ptr<const lessons::Snapshot>& snapshot, const Cursor& cursor, bool canUndo,
                  bool canRedo);
    /// Where there is less room than wishes, the layer stays longest; what goes is in the menu.
    /// hasKnobs: the units shown are chosen in the line below the equation. offersInfluence: no other place on the page
    /// has room for "which input mattered?".
    void fit(int room, bool hasKnobs, bool offersInfluence);
    void setInfluence(bool shown);
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] StepMenu* menu() const { return m_menu; }

 Q_SIGNALS:
    void placePicked(const Cursor& cursor);
    /// "layer=lstm,direction=1": a place as the pictures' targets name it.
    void targetPicked(const QString& target);
    void undoClicked();
    void redoClicked();
    void resetClicked();
    void checkClicked();
    void influenceToggled(bool shown);
    void pinClicked(bool pinned);

 private:
    [[nodiscard]] const engine::Trace* trace() const { return m_snapshot ? m_snapshot->shown.trace.get() : nullptr; }
    void addZooms();
    void addChoices();
    void fillLayers();
    void fillOverflow(QMenu* menu);

    Theme m_theme;
    std::shared_ptr<const lessons::Snapshot> m_snapshot;
    Cursor m_cursor;
    const lessons::Task* m_layersOf = nullptr;
    std::size_t m_layersOfRun = 0;  ///< of a task that compares several models
    static constexpr int kZooms = 4;
    std::vector<QLabel*> m_arrows;  ///< between the zooms
    QPushButton* m_zooms[kZooms] = {};
    UndoBar* m_undoBar;
    QPushButton* m_check;
    QComboBox* m_layer;
    QSpinBox* m_sample;
    QComboBox* m_choice;
    QToolButton* m_influence;
    QPushButton* m_pin;
    StepMenu* m_menu;
};

}  // namespace gui
