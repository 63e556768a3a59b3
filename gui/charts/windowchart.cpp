// Draws a window and its reconstruction.
#include "gui/charts/windowchart.h"

#include <QMouseEvent>
#include <algorithm>
#include <cmath>

namespace gui {
namespace {

QList<QPointF> byStep(const std::vector<double>& values) {
    QList<QPointF> points;
    for (std::size_t t = 0; t < values.size(); ++t)
        if (std::isfinite(values[t])) points.append({double(t + 1), values[t]});
    return points;
}

/// Of the faults that the task makes; others are the data's own words.
QString faultWord(const std::string& fault) {
    if (fault == "spike") return WindowChart::tr("spike");
    if (fault == "flat line") return WindowChart::tr("flat line");
    if (fault == "drift") return WindowChart::tr("drift");
    if (fault == "noise") return WindowChart::tr("noise");
    return QString::fromStdString(fault);
}

}  // namespace

WindowChart::WindowChart(QWidget* parent)
    : Chart(parent), m_input(addLine()), m_repeated(addLine()), m_error(addLine()) {
    setAccessibleName(tr("The window and its reconstruction"));
    setCursor(Qt::PointingHandCursor);
    stylePens();
}

void WindowChart::setTheme(const Theme& theme) {
    Chart::setTheme(theme);
    stylePens();
}

void WindowChart::stylePens() {
    m_input->setPen(linePen(theme().actual, 1.6));
    m_repeated->setPen(linePen(theme().runs[0], 2.4));
    m_error->setPen(linePen(theme().danger, 1.2));
}

void WindowChart::setWindow(const lessons::ScoreView& view, std::size_t index) {
    const lessons::ScoreView::Window& window = view.windows.at(index);
    setPoints(m_input, byStep(window.input));
    setPoints(m_repeated, byStep(window.repeated));
    std::vector<double> errors(std::min(window.input.size(), window.repeated.size()));
    for (std::size_t t = 0; t < errors.size(); ++t) errors[t] = std::abs(window.input[t] - window.repeated[t]);
    setPoints(m_error, byStep(errors));
    double low = 0, high = 0;
    for (const QLineSeries* line : {m_input, m_repeated, m_error})
        for (const QPointF& point : line->points()) {
            low = std::min(low, point.y());
            high = std::max(high, point.y());
        }
    const double margin = std::max(1e-9, (high - low) * 0.08);
    setYRange(low - margin, high + margin);
    setXRange(1, double(std::max<std::size_t>(2, window.input.size())), Scale::Whole);
    setAxisName(tr("step of the window"));
    setMarkers({{double(window.worst), tr("largest error"), Qt::DashLine, false}});
    setAccessibleDescription(tr("The error is largest at step %1").arg(window.worst));
}

std::vector<LegendEntry> WindowChart::legend() const {
    return {{tr("what the net read"), theme().actual, Qt::SolidLine, 1.6},
            {tr("what it repeated"), theme().runs[0], Qt::SolidLine, 2.4},
            {tr("error"), theme().danger, Qt::SolidLine, 1.2}};
}

QString windowKind(const lessons::ScoreView::Window& window) {
    if (window.fault.empty()) return WindowChart::tr("sound");
    return window.isInjected ? WindowChart::tr("%1, made", "a fault").arg(faultWord(window.fault))
                             : faultWord(window.fault);
}

void WindowChart::mouseReleaseEvent(QMouseEvent* event) {
    Chart::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton) Q_EMIT opened();
}

}  // namespace gui
