// The Step page's transport: a media player's habits over operations and time steps.
#pragma once

#include <QFrame>
#include <vector>

#include "gui/place/cursor.h"
#include "gui/theme/theme.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace engine {
struct Trace;
}

namespace gui {

class StepScrubber;

class TransportBar : public QFrame {
    Q_OBJECT

 public:
    explicit TransportBar(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setPlace(const engine::Trace* trace, const Cursor& cursor);
    void setPlaying(bool playing);
    [[nodiscard]] double speed() const;
    /// A bar that is too narrow drops speed, last, first and the scrubber, in this order; it never cuts a word.
    [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
    void firstClicked();
    void previousStepClicked();
    void previousOperationClicked();
    void playClicked();
    void nextOperationClicked();
    void nextStepClicked();
    void lastClicked();
    void passPicked(Cursor::Pass pass);
    void stepPicked(int t);
    void stationPicked(const QString& operation);

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    void arrange();
    QPushButton* addButton(const QString& text, const QString& name, void (TransportBar::*signal)());
    void updateIcons();

    Theme m_theme;
    QPushButton* m_forward;
    QPushButton* m_backward;
    QPushButton* m_first;
    QPushButton* m_play = nullptr;
    QPushButton* m_last;
    std::vector<QPushButton*> m_buttons;
    QComboBox* m_speed;
    StepScrubber* m_scrubber;
    QLabel* m_where;
    QLabel* m_what;
    bool m_playing = false;
    bool m_hasLoss = true;  ///< without one there is no backward pass, and its switch says so
};

}  // namespace gui
