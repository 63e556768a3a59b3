// One score a sample against a threshold; damaged samples are drawn as squares.
#pragma once

#include <optional>

#include "gui/charts/chart.h"
#include "gui/charts/legend.h"
#include "lessons/tasks/outcome.h"

namespace gui {

class ScoreChart : public Chart {
    Q_OBJECT

 public:
    explicit ScoreChart(QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;
    /// edited: the scores of the edited or held net, as small dots beside the others; null: there are none. moved: a
    /// threshold in place of the view's own. chosen: the window with a ring.
    void setScores(const lessons::ScoreView& view, const lessons::ScoreView* edited = nullptr,
                   std::optional<double> moved = {}, std::optional<std::size_t> chosen = {});
    /// The threshold can be dragged and a dot clicked, also by keys; else it is a picture.
    void setActive(bool active);
    [[nodiscard]] std::vector<LegendEntry> legend() const;
    [[nodiscard]] static QString title();
    /// Of the vertical axis.
    [[nodiscard]] QString axisName() const;
    /// Of the line, in the viewport.
    [[nodiscard]] double thresholdHeight() const;

 Q_SIGNALS:
    void thresholdMoved(double threshold);
    void windowPicked(std::size_t window);

 protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

 private:
    void stylePens();
    void moveTo(double height);
    void pickAt(QPointF place);
    /// On the axis, which is logarithmic where the scores span more than two decades.
    [[nodiscard]] double placed(double score) const;

    QScatterSeries *m_sound, *m_damaged, *m_edited, *m_ring;
    QLineSeries* m_threshold;
    std::vector<double> m_scores;
    std::optional<std::size_t> m_chosen;
    double m_at = 0, m_least = 0;
    bool m_hasTruth = false, m_hasEdited = false, m_isLog = false, m_isActive = false, m_isDragging = false;
};

}  // namespace gui
