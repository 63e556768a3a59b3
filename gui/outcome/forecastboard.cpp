// Shares the width between a forecast and its horizon.
#include "gui/outcome/forecastboard.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "gui/charts/horizonchart.h"
#include "gui/place/words.h"

namespace gui {
namespace {

constexpr std::size_t kMisses = 8;

}  // namespace

ForecastBoard::ForecastBoard(QWidget* parent)
    : QWidget(parent),
      m_forecast(new ForecastChart(ForecastChart::Extent::Wide)),
      m_horizon(new HorizonChart),
      m_beside(new QWidget),
      m_whole(new QPushButton(tr("Show all"))),
      m_errors(new QPushButton(tr("Largest errors \u25BE"))),
      m_menu(new QMenu(this)) {
    m_forecast->setActive(true);
    m_errors->setAccessibleName(tr("Largest errors: open a window on the Step page"));
    m_errors->setMenu(m_menu);
    m_whole->setCheckable(true);
    m_whole->setAccessibleName(tr("Show all held-out values"));
    auto* beside = new QVBoxLayout(m_beside);
    beside->setContentsMargins(0, 0, 6, 4);
    beside->setSpacing(2);
    beside->addWidget(m_horizon, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_whole);
    buttons->addWidget(m_errors);
    beside->addLayout(buttons);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_forecast, 7);
    row->addWidget(m_beside, 3);
    m_beside->hide();
    connect(m_menu, &QMenu::aboutToShow, this, &ForecastBoard::fillMenu);
    connect(m_whole, &QPushButton::toggled, this, [this](bool whole) {
        m_forecast->setWhole(whole);
        Q_EMIT extentChanged();
    });
    connect(m_forecast, &ForecastChart::valuePicked, this, &ForecastBoard::valuePicked);
}

void ForecastBoard::setTheme(const Theme& theme) {
    m_forecast->setTheme(theme);
    m_horizon->setTheme(theme);
}

void ForecastBoard::display(const lessons::ForecastView& view, const std::vector<Ghost>& ghosts,
                            const lessons::ForecastView* edited) {
    m_beside->setVisible(!view.rmseAhead.empty());
    m_forecast->setForecast(view, ghosts, edited);
    listMisses(view);
    m_extra.clear();
    if (view.rmseAhead.empty()) return;
    m_horizon->setForecast(edited ? *edited : view);
    m_extra = m_horizon->legend(view);
}

void ForecastBoard::listMisses(const lessons::ForecastView& view) {
    m_stepName = view.stepName;
    m_misses.clear();
    for (std::size_t k = 0; k < view.forecast.size(); ++k)
        m_misses.push_back({view.forecastFrom + k, view.forecast[k], view.series[view.forecastFrom + k]});
    // What is no number is above every error.
    const auto error = [](const Miss& miss) {
        const double size = std::abs(miss.said - miss.was);
        return std::isnan(size) ? INFINITY : size;
    };
    const auto end = m_misses.begin() + std::ptrdiff_t(std::min(kMisses, m_misses.size()));
    std::partial_sort(m_misses.begin(), end, m_misses.end(),
                      [&](const Miss& a, const Miss& b) { return error(a) > error(b); });
    m_misses.erase(end, m_misses.end());
}

void ForecastBoard::fillMenu() {
    m_menu->clear();
    for (const Miss& miss : m_misses)
        m_menu->addAction(tr("%1 %2: said %3, was %4", "unit of the steps, its number")
                              .arg(stepWord(m_stepName))
                              .arg(miss.index + 1)
                              .arg(significant(miss.said), significant(miss.was)),
                          this, [this, index = miss.index] { Q_EMIT valuePicked(index); });
}

std::vector<LegendEntry> ForecastBoard::legend() const {
    std::vector<LegendEntry> entries = m_forecast->legend();
    entries.insert(entries.end(), m_extra.begin(), m_extra.end());
    return entries;
}

}  // namespace gui
