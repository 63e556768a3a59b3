// Every run of this window with its outcome; the one that is clicked is drawn in front.
#pragma once

#include <QWidget>
#include <vector>

#include "gui/theme/theme.h"

class QVBoxLayout;

namespace gui {

class RunHistory;
struct RunRecord;

class RunList : public QWidget {
    Q_OBJECT

 public:
    explicit RunList(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setHistory(const RunHistory& history);
    /// Indices into RunHistory::runs: the picked or current one first, then every model of the open task, then the
    /// newest of the others until there are `most`.
    [[nodiscard]] std::vector<int> order(const RunHistory& history, int most) const;
    /// "LSTM 50 · seed 7 · branch at 9 · learning_rate 0.01"
    [[nodiscard]] static QString label(const RunRecord& run);

 Q_SIGNALS:
    void picked();

 private:
    Theme m_theme;
    QVBoxLayout* m_column;
    int m_picked = -1;  ///< -1: the run in training
    std::vector<class RunRow*> m_rows;
};

}  // namespace gui
