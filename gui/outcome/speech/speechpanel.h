// What the net hears in the sentences of a voice, or in a recording of one's own: chosen, seen, played.
#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "gui/theme/theme.h"
#include "lessons/tasks/outcome.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace gui {

class DrawingView;
class SoundPlayer;
class TableView;
struct Table;

class SpeechPanel : public QWidget {
    Q_OBJECT

 public:
    explicit SpeechPanel(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// outcome holds a SpeechView. sample: the piece that the Step page shows; where it is one of an utterance's, that
    /// utterance is shown until another is chosen.
    void display(std::shared_ptr<const lessons::OutputView> outcome, std::size_t sample, const Table& table);
    /// Why nothing is heard; empty: nothing is told.
    [[nodiscard]] QString notice() const;
    /// The file is asked for in a dialog; this is what becomes of the answer.
    void openFile(const QString& path);

 Q_SIGNALS:
    /// "sample=12,t=5"
    void placePicked(const QString& place);
    /// "data.own_file=\"/home/me/me.wav\""
    void knobTurned(const QString& override);

 protected:
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    [[nodiscard]] const lessons::SpeechView& view() const;
    [[nodiscard]] const lessons::SpeechView::Recording& recording() const;
    [[nodiscard]] static QString nameOf(const lessons::SpeechView::Recording& recording);
    void fillChoices();
    void choose(std::size_t utterance);
    void arrange();
    void draw();
    void togglePlay();
    void refreshPlay();
    void chooseFile();

    Theme m_theme;
    std::shared_ptr<const lessons::OutputView> m_outcome;
    std::size_t m_shown = 0;
    std::optional<std::size_t> m_sample;
    QComboBox* m_choice;
    QPushButton *m_play, *m_open;
    DrawingView* m_view;
    TableView* m_table;
    QLabel* m_notice;
    SoundPlayer* m_player;
    double m_at = -1;
};

}  // namespace gui
