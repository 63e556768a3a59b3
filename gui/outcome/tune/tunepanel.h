// A tune that a net wrote: the roll, and above it the knobs of the dice, playing and saving.
#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "gui/theme/theme.h"
#include "lessons/session/snapshot.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace gui {

class DrawingView;
class NumberBox;
class TunePlayer;

class TunePanel : public QWidget {
    Q_OBJECT

 public:
    explicit TunePanel(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void display(const lessons::TuneView& view, const lessons::Composer& composer);
    /// What is told below the roll: why nothing is heard, or where the file is; empty: nothing.
    [[nodiscard]] QString notice() const;
    /// Writes the tune that is shown; a fault is told below the roll.
    void save(const QString& path);

 Q_SIGNALS:
    /// "data.temperature=0.5": another tune of the same net.
    void knobTurned(const QString& override);

 protected:
    void hideEvent(QHideEvent* event) override;

 private:
    void buildRow();
    [[nodiscard]] NumberBox* addBox(class QHBoxLayout& row, const QString& label, const QString& name);
    void refreshKnobs(const lessons::Composer& composer);
    void draw();
    void togglePlay();
    void chooseFile();
    void setNotice(const QString& text);
    void refreshPlay();

    Theme m_theme;
    std::optional<lessons::WrittenTune> m_tune;
    QComboBox* m_opening;
    NumberBox *m_temperature, *m_topK;
    QPushButton *m_again, *m_play, *m_save;
    DrawingView* m_view;
    QLabel* m_notice;
    TunePlayer* m_player;
    double m_at = -1;
};

}  // namespace gui
