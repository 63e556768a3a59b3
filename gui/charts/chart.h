// A chart with the theme's look: axes with round labels and names, vertical markers, no legend of its own.
#pragma once

#include <QChartView>
#include <QLineSeries>
#include <QScatterSeries>
#include <functional>
#include <vector>

#include "gui/charts/ticks.h"
#include "gui/theme/theme.h"
#include "gui/widgets/paintedtexts.h"

class QValueAxis;

namespace gui {

/// A vertical line with a word at its head.
struct ChartMarker {
    double x = 0;
    QString text;
    Qt::PenStyle style = Qt::SolidLine;
    bool badge = false;  ///< the word in a filled pill
};

class Chart : public QChartView, public PaintedTexts {
    Q_OBJECT

 public:
    explicit Chart(QWidget* parent = nullptr);
    virtual void setTheme(const Theme& theme);
    [[nodiscard]] std::vector<DrawnText> paintedTexts() const override;
    /// Shown in the middle while there is nothing to draw; empty: nothing.
    void setPlaceholder(const QString& text);

 protected:
    enum class Scale { Linear, Whole, Log };
    void setXRange(double low, double high, Scale scale = Scale::Whole);
    /// Scale::Log: low and high are logarithms.
    void setYRange(double low, double high, Scale scale = Scale::Linear);
    /// The horizontal axis's name stands below it; the vertical one's in the caption, where it reads level.
    void setAxisName(const QString& x);
    void setMarkers(std::vector<ChartMarker> markers);
    /// Badges stand above the plot, where no curve ends below them.
    void keepBadgeRoom();
    /// Adds a line to both axes; pens are set with `pen`.
    QLineSeries* addLine();
    QScatterSeries* addDots(double size);
    void attach(QAbstractSeries* series);
    /// Laying out a line costs more than anything else here: one that did not change is left alone.
    static void setPoints(QXYSeries* series, const QList<QPointF>& points);
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    /// Where a value stands in the viewport, and what stands at a place there.
    [[nodiscard]] double xOf(double value) const;
    [[nodiscard]] double yOf(double value) const;
    [[nodiscard]] double valueAtHeight(double y) const;
    /// Room for so many points without loss.
    [[nodiscard]] int pointBudget() const;

    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;

 private:
    struct Range {
        double low = 0, high = 1;
        Scale scale = Scale::Linear;
    };
    void layTicks();
    [[nodiscard]] std::vector<DrawnText> axisTexts() const;
    [[nodiscard]] std::vector<DrawnText> markerTexts() const;

    Theme m_theme;
    // Axes for the scale only; lines and labels are painted here: Qt Charts lays its own out anew at every change,
    // which takes longer than a frame.
    QValueAxis* m_xAxis;
    QValueAxis* m_yAxis;
    Range m_x, m_y;
    QString m_xName;
    std::vector<Tick> m_xTicks, m_yTicks;
    std::vector<ChartMarker> m_markers;
    bool m_badgeRoom = false;
    QString m_placeholder;
};

/// A pen of the theme's lines: round joins, cosmetic width.
[[nodiscard]] QPen linePen(const QColor& colour, double width, Qt::PenStyle style = Qt::SolidLine);

}  // namespace gui
