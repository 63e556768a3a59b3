// Units x time as colours of the signed map.
#pragma once

#include <QImage>
#include <QWidget>
#include <vector>

#include "gui/theme/theme.h"
#include "gui/widgets/paintedtexts.h"

namespace gui {

class HeatMap : public QWidget, public PaintedTexts {
    Q_OBJECT

 public:
    explicit HeatMap(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// values[row][column]; scale: the magnitude that is full colour. rowNames: "unit 3". marked: column to mark, -1:
    /// none.
    void setValues(std::vector<std::vector<double>> values, double scale, std::vector<int> units, int markedColumn,
                   int markedUnit);
    [[nodiscard]] std::vector<DrawnText> paintedTexts() const override;
    [[nodiscard]] QSize sizeHint() const override { return {400, 110}; }

 Q_SIGNALS:
    /// unit and step from 1.
    void picked(int unit, int step);

 protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

 private:
    void render();
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] QRectF key() const;
    /// Every so many rows there is room for a unit's number; 0: for none.
    [[nodiscard]] int labelEvery() const;

    Theme m_theme;
    std::vector<std::vector<double>> m_values;
    std::vector<int> m_units;
    double m_scale = 1;
    int m_markedColumn = -1, m_markedUnit = -1;
    QImage m_image;
};

}  // namespace gui
