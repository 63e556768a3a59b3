// The transport of the Train page: a media player's buttons over batches and epochs, and the epoch scrubber.
#pragma once

#include <QFrame>

#include "gui/theme/theme.h"
#include "lessons/session/snapshot.h"

class QLabel;
class QPushButton;

namespace gui {

class Bridge;
class EpochScrubber;

class TrainTransport : public QFrame {
    Q_OBJECT

 public:
    explicit TrainTransport(Bridge& bridge, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// still: no speed is told, so that a picture does not depend on the clock.
    void setSnapshot(const lessons::Snapshot& snapshot, bool still);

 Q_SIGNALS:
    /// -1: the live net.
    void epochPicked(int epoch);

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    void arrange();
    QPushButton* addButton(const QString& text, const QString& name);

    Bridge& m_bridge;
    Theme m_theme;
    QPushButton* m_first;
    QPushButton* m_back;
    QPushButton* m_play;
    QPushButton* m_batch;
    QPushButton* m_epoch;
    QPushButton* m_stop;
    QPushButton* m_branch;
    EpochScrubber* m_scrubber;
    QLabel* m_where;
    QLabel* m_state;
    bool m_isTrainable = true, m_training = false, m_isWide = true;
    int m_shown = 0;
    std::vector<int> m_checkpoints;
};

}  // namespace gui
