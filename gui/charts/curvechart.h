// A measure over epochs, training and validation, every run overlaid.
#pragma once

#include <QList>
#include <QPointF>
#include <vector>

#include "gui/charts/chart.h"
#include "gui/charts/legend.h"

namespace gui {

struct CurveRun {
    QString label;
    QList<QPointF> training, validation;  ///< (epoch, value)
    bool current = true;                  ///< the run that is looked at: full ink
};

class CurveChart : public Chart {
    Q_OBJECT

 public:
    /// logarithmic: losses; else a measure in its own scale (accuracy).
    explicit CurveChart(bool logarithmic, QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;
    /// The current run first. epochs: planned; shownEpoch: the marker, -1: none.
    void setRuns(const std::vector<CurveRun>& runs, int epochs, int shownEpoch);
    [[nodiscard]] std::vector<LegendEntry> legend() const;

    /// Colour of a run by its place.
    [[nodiscard]] static QColor runColour(const Theme& theme, std::size_t place);

 private:
    static constexpr std::size_t kMost = 14, kFew = 4;
    void stylePens();

    bool m_logarithmic;
    QLineSeries* m_training[kMost];
    QLineSeries* m_validation[kMost];
    QScatterSeries* m_firstPoints;  ///< a curve of one point is no line
    bool m_hasValidation = false;
    std::vector<QString> m_labels;
};

}  // namespace gui
