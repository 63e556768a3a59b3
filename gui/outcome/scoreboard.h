// Scores with a threshold that can be moved, and beside them the chosen window as it was and as it was repeated.
#pragma once

#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "gui/charts/legend.h"
#include "gui/theme/theme.h"
#include "lessons/tasks/outcome.h"

class QLabel;
class QPushButton;

namespace gui {

class NumberBox;
class ScoreChart;
class WindowChart;

class ScoreBoard : public QWidget {
    Q_OBJECT

 public:
    explicit ScoreBoard(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// sample: the one that the Step page shows; where it is a judged window it is the chosen one.
    void display(std::shared_ptr<const lessons::OutputView> outcome, const lessons::ScoreView* edited,
                 std::size_t sample);
    /// Forgets a moved threshold.
    void clear();
    [[nodiscard]] std::vector<LegendEntry> legend() const;
    [[nodiscard]] QString axisName() const;
    /// "precision 0.91   recall 0.88   F1 0.90   threshold 0.42", at the threshold that is shown.
    [[nodiscard]] QString numbers() const;
    /// "F1 without the net: by chance 0.67; ..."; empty: nothing to compare with is known.
    [[nodiscard]] QString references() const;
    [[nodiscard]] double threshold() const;

 Q_SIGNALS:
    /// The threshold or the window was changed by hand.
    void changed();
    /// "sample=12,t=5"
    void placePicked(const QString& place);

 private:
    [[nodiscard]] const lessons::ScoreView& view() const;
    void redraw();
    void moveThreshold(double threshold);
    void choose(std::size_t window);
    /// The next window that the threshold takes for what it is not; after the last the first.
    void chooseMistake();
    [[nodiscard]] bool isMistake(std::size_t window) const;
    void open();

    std::shared_ptr<const lessons::OutputView> m_outcome;
    std::optional<lessons::ScoreView> m_edited;
    std::optional<double> m_moved;
    std::optional<std::size_t> m_chosen;
    std::optional<std::size_t> m_sample;
    ScoreChart* m_scores;
    WindowChart* m_window;
    QLabel *m_name, *m_label;
    NumberBox* m_box;
    QPushButton *m_back, *m_mistake, *m_open;
    QWidget *m_beside, *m_row;
};

}  // namespace gui
