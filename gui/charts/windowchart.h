// One window: what the net read, what it made of it, and how far apart the two are.
#pragma once

#include "gui/charts/chart.h"
#include "gui/charts/legend.h"
#include "lessons/tasks/outcome.h"

namespace gui {

class WindowChart : public Chart {
    Q_OBJECT

 public:
    explicit WindowChart(QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;
    void setWindow(const lessons::ScoreView& view, std::size_t window);
    [[nodiscard]] std::vector<LegendEntry> legend() const;

 Q_SIGNALS:
    /// The picture was clicked.
    void opened();

 protected:
    void mouseReleaseEvent(QMouseEvent* event) override;

 private:
    void stylePens();

    QLineSeries *m_input, *m_repeated, *m_error;
};

/// "sound", "wide beat", "spike, made"
[[nodiscard]] QString windowKind(const lessons::ScoreView::Window& window);

}  // namespace gui
