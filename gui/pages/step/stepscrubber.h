// A rail over t with the operations of the current t as stations above it.
#pragma once

#include <QWidget>
#include <vector>

#include "gui/place/stepping.h"
#include "gui/theme/theme.h"
#include "gui/widgets/paintedtexts.h"

namespace gui {

class StepScrubber : public QWidget, public PaintedTexts {
    Q_OBJECT

 public:
    explicit StepScrubber(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setPlace(int t, int steps, std::vector<Station> stations, int station);
    [[nodiscard]] std::vector<DrawnText> paintedTexts() const override { return draw().texts; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
    void stepPicked(int t);
    void stationPicked(const QString& operation);

 protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

 private:
    [[nodiscard]] Drawing draw() const;
    [[nodiscard]] qreal xOf(int t) const;
    void pick(QPointF point, bool press);

    Theme m_theme;
    int m_t = 1, m_steps = 1, m_station = 0;
    std::vector<Station> m_stations;
};

}  // namespace gui
