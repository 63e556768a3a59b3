// The Step page: the sequence, the cell at one operation, its equation; and the transport that belongs to it.
#pragma once

#include <QTimer>
#include <memory>

#include "gui/pages/page.h"
#include "gui/pages/step/gradientprobe.h"
#include "gui/pages/step/influenceprobe.h"
#include "gui/scene/sequencestrip.h"
#include "gui/widgets/drawing.h"

class QScrollArea;

namespace gui {

class Bridge;
class ClampBar;
class DrawingView;
class EditBar;
class EditHistory;
class KnobBar;
class Player;
class StepHead;
class StepMotion;
class TransportBar;
class Turns;

class StepPage : public Page {
    Q_OBJECT

 public:
    /// As the window has it: what it asks goes through the bridge.
    [[nodiscard]] static StepPage* make(Bridge& bridge);
    explicit StepPage(QWidget* parent = nullptr);

    [[nodiscard]] QWidget* transport() const override;
    [[nodiscard]] QWidget* head() const override;
    void takeHeadBack() override;
    [[nodiscard]] bool isBesideOutcome() const override { return true; }
    void setTheme(const Theme& theme) override;
    void setStill(bool still) override;
    void setNet(const std::string& key) override;
    void setSnapshot(std::shared_ptr<const lessons::Snapshot> snapshot) override;
    void setPlace(const Cursor& cursor) override;
    [[nodiscard]] std::vector<PageKey> keys() override;
    void togglePlay() override;
    [[nodiscard]] QWidget* home() override;
    bool goBack() override;
    void restore(const QSettings& settings) override;
    void save(QSettings& settings) const override;

    void setAsk(const GradientProbe::Ask& ask);
    /// The plain sentence of the operation above its equation, and the row of bars that says which input mattered.
    void setSentence(bool shown);
    [[nodiscard]] bool hasSentence() const { return m_withSentence; }
    void setInfluence(bool shown);
    [[nodiscard]] bool hasInfluence() const { return m_influenceProbe->isShown(); }
    void setReducedMotion(bool reduced);
    [[nodiscard]] bool reducedMotion() const;
    [[nodiscard]] bool isPlaying() const;
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
    void togglePass();
    /// Back and forth in what moves, by a share of it.
    void scrubMotion(double by);
    void zoomIn();
    void zoomOut();
    void copyState();
    void pasteState();
    void undo();
    void redo();

 Q_SIGNALS:
    void reducedMotionChanged(bool reduced);

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    [[nodiscard]] const engine::Trace* trace() const { return m_snapshot ? m_snapshot->shown.trace.get() : nullptr; }
    /// The layer that a cursor stands in; where it names none, the one that is shown.
    [[nodiscard]] lessons::LayerSide sideOf(const Cursor& cursor) const;
    /// The cursor is in another layer than the trace: the picture stays until the engine has answered.
    [[nodiscard]] bool isAwaiting() const;
    void layOut();
    void connectViews();
    void connectHead();
    void connectTransport();

    void go(const Cursor& cursor);
    /// A key or a button of the walk; playing ends.
    void walk(Cursor (*to)(const engine::Trace&, const Cursor&));
    void open(const QString& target);

    // Hands on (stephands.cpp).
    void pick(const QString& place, const QString& typed);
    void drag(const QString& place, double value);
    void endDrag(bool kept);
    void stepGrid(const QString& grid, int rows, int columns);
    void reset();
    void setPinned(const CursorPin& pin, bool pinned);
    void exportAs(const QString& kind);
    void setClamps(const std::vector<CursorClamp>& clamps);
    void setHolding(bool holding);
    void offerToHold(const QString& target, const QPoint& global);

    /// Everything at once; live snapshots take a turn a part instead.
    void redraw();
    void redrawBars();
    void redrawHead();
    void redrawCell();
    void redrawEquation();
    void redrawSentence();
    void redrawInfluence();
    void fitInfluence();
    void redrawStrip();
    void redrawPins();
    [[nodiscard]] SequenceInfo sequenceInfo() const;
    void fitHead();
    [[nodiscard]] bool hasKnobs() const;
    [[nodiscard]] bool isInside() const;
    [[nodiscard]] bool hasStrip() const;
    void fitHeights();
    [[nodiscard]] bool offersInfluence() const;

    Theme m_theme;
    Turns* m_turns;
    std::shared_ptr<const lessons::Snapshot> m_snapshot;
    std::vector<std::string> m_unitNames;  ///< of the part that is shown
    Cursor m_cursor;
    GradientProbe::Ask m_ask;
    int m_pastes = 0;  ///< the newest paste is the one that counts
    bool m_animated = true;
    bool m_withSentence = true;
    int m_sentenceLines = 2;
    bool m_stripHasTitle = false;  ///< and in it the button of the inputs that mattered
    bool m_dragging = false;       ///< a number or a slider: all of it is one step of undo
    bool m_restoring = false;      ///< undo or redo: the change is on the stack already
    QTimer m_fit;
    StepHead* m_head;
    DrawingView* m_pins;
    DrawingView* m_strip;
    DrawingView* m_influence;
    QScrollArea* m_scroll;
    DrawingView* m_cell;
    DrawingView* m_sentence;
    DrawingView* m_equation;
    ClampBar* m_clamp;
    EditBar* m_editBar;
    KnobBar* m_knobs;
    TransportBar* m_transport;
    Player* m_player;
    EditHistory* m_history;
    GradientProbe* m_probe;
    InfluenceProbe* m_influenceProbe;
    StepMotion* m_motion;
};

}  // namespace gui
