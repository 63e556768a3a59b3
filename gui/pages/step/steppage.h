// The Step page: the sequence, the cell at one operation, its equation; and the transport that belongs to it.
#pragma once

#include <QPixmap>
#include <QSet>
#include <QTimer>
#include <QWidget>
#include <functional>
#include <memory>

#include "gui/place/cursor.h"
#include "gui/scene/sequencestrip.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"
#include "lessons/session/question.h"

class QAction;
class QComboBox;
class QSpinBox;
class QMenu;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace gui {

class ClampBar;
class DrawingView;
class EditBar;
class MotionView;
class TransportBar;
class UndoBar;
class Turns;

class StepPage : public QWidget {
    Q_OBJECT

 public:
    explicit StepPage(QWidget* parent = nullptr);

    /// Placed by the window, at the bottom; it belongs to the parent it is given there.
    [[nodiscard]] QWidget* transport() const;
    void setTheme(const Theme& theme);
    /// false: reduced motion; playing then jumps at an even pace.
    void setAnimated(bool animated);
    /// The person's own wish; the platform's is heeded as well.
    void setReducedMotion(bool reduced);
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    /// Back and forth in what moves, by a share of it.
    void scrubMotion(double by);
    /// Zoom, layer and sample: the line above the page. In presenter mode the window shows it in its top bar.
    [[nodiscard]] QWidget* head() const { return m_head; }
    void takeHeadBack();
    void setSnapshot(std::shared_ptr<const lessons::Snapshot> snapshot);
    /// How a gradient question reaches the engine: Bridge::ask. Without it the page has no Check.
    using Ask = std::function<void(lessons::GradientQuestion, std::function<void(const lessons::Answer&)>)>;
    void setAsk(Ask ask) { m_ask = std::move(ask); }
    void setCursor(const Cursor& cursor);
    [[nodiscard]] const Cursor& cursor() const { return m_cursor; }
    /// What is on the page as one picture: for export.
    [[nodiscard]] Drawing wholeDrawing() const;

 public Q_SLOTS:
    void nextOperation();
    void previousOperation();
    void nextStep();
    void previousStep();
    void goFirst();
    void goLast();
    void togglePlay();
    void togglePass();
    void zoomIn();
    void zoomOut();
    void copyState();
    void undo();
    void redo();
    void pasteState();

 Q_SIGNALS:
    void cursorChanged(const Cursor& cursor);
    /// A pasted state lies in another lesson or seed, or in an epoch that is still to come.
    void placeWanted(const Cursor& cursor);
    void reducedMotionChanged(bool reduced);
    /// One line for the message bar: where a pasted state could not be read or a file could not be written.
    void failed(const QString& message);

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    [[nodiscard]] const engine::Trace* trace() const { return m_snapshot ? m_snapshot->shown.trace.get() : nullptr; }
    void go(const Cursor& cursor);
    [[nodiscard]] bool moves() const;
    void animate(const Cursor& from, const QPixmap& before);
    void open(const QString& target);
    void playOn();
    void stopPlaying();
    /// Everything at once; live snapshots take a turn a part instead.
    void redraw();
    void redrawBars();
    void redrawHead();
    void redrawCell();
    void redrawEquation();
    void redrawStrip();
    void redrawPins();
    [[nodiscard]] SequenceInfo sequenceInfo() const;
    void exportAs(const QString& kind);
    [[nodiscard]] std::string lessonText() const;
    [[nodiscard]] bool liesElsewhere(const Cursor& cursor) const;
    void checkGradient();
    void showChecked(const lessons::Answer& answer, bool isWeight);
    void fillLayers();
    void fitHead();
    void fillOverflow(QMenu* menu);
    void fitHeights();
    void pick(const QString& place, const QString& typed);
    /// A change that is part of a drag: the first one is what undo goes back to.
    void goOn(const Cursor& cursor, bool going);
    void drag(const QString& place, double value);
    void endDrag(bool kept);
    void stepGrid(const QString& grid, int rows, int columns);
    void reset();
    void setPinned(const CursorPin& pin, bool pinned);
    void setLetters(std::optional<engine::Dialect> letters);
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeMenu();

    Theme m_theme;
    Turns* m_turns;
    std::shared_ptr<const lessons::Snapshot> m_snapshot;
    Cursor m_cursor;
    bool m_animated = true;
    int m_played = 0;  ///< operations since play was pressed: the first time through is slow
    int m_pace = 900;  ///< milliseconds from one played operation to the next
    bool m_reducedMotion = false;
    QSet<QString> m_walked;  ///< operations that were shown slowly already
    MotionView* m_motion = nullptr;
    QWidget* m_head = nullptr;
    QToolButton* m_menu = nullptr;
    QTimer m_timer;
    QTimer m_fit;
    QPushButton* m_zooms[3] = {};
    UndoBar* m_undoBar;
    QComboBox* m_layer;
    QSpinBox* m_sample;
    QPushButton* m_check;
    Ask m_ask;
    QString m_checked;     ///< what the gradient check said of this number, until anything changes
    int m_checkRound = 0;  ///< grows with every change: an answer to an older round is of another number
    std::vector<Cursor> m_undone, m_done;  ///< cursors before an edit or clamp, and after
    bool m_going = false;                  ///< a number or a slider is being dragged
    const lessons::Task* m_layersOf = nullptr;
    QComboBox* m_choice;
    QPushButton* m_pin;
    std::vector<std::pair<std::optional<engine::Dialect>, QAction*>> m_letterActions;
    DrawingView* m_pins;
    DrawingView* m_strip;
    QScrollArea* m_scroll;
    DrawingView* m_cell;
    DrawingView* m_equation;
    ClampBar* m_clamp;
    EditBar* m_editBar;
    TransportBar* m_transport;
};

}  // namespace gui
