// Shows the outcome of the task.
#include "gui/outcome/outputpanel.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>

#include "gui/charts/forecastchart.h"
#include "gui/charts/scorechart.h"
#include "gui/widgets/beside.h"

namespace gui {

OutputPanel::OutputPanel(QWidget* parent)
    : QWidget(parent),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_forecast(new ForecastChart(ForecastChart::Extent::Wide)),
      m_scores(new ScoreChart),
      m_table(new QTableWidget),
      m_stack(new QStackedWidget) {
    m_stack->addWidget(m_forecast);
    m_stack->addWidget(m_scores);
    m_stack->addWidget(m_table);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setWordWrap(true);
    m_table->setAccessibleName(tr("Output of the task"));
    m_card = new ChartCard(tr("Forecast"), m_stack, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_card);
}

void OutputPanel::setTheme(const Theme& theme) {
    m_theme = theme;
    m_card->setTheme(theme);
    m_forecast->setTheme(theme);
    m_scores->setTheme(theme);
    if (m_shown && m_stack->currentWidget() == m_forecast) m_card->setLegend(m_forecast->legend());
    if (m_shown && m_stack->currentWidget() == m_scores) m_card->setLegend(m_scores->legend());
    if (m_shown) {
        if (const auto* table = std::get_if<lessons::TableView>(m_shown.get())) showTable(beside(*table));
    }
}

void OutputPanel::clear() {
    m_past.clear();
    m_shown.reset();
    m_shownProbed.reset();
    m_run = -1;
}

void OutputPanel::setSnapshot(const lessons::Snapshot& snapshot) {
    if (!snapshot.shown.output) return;
    if (snapshot.status.run != m_run) {
        m_past.clear();
        m_run = snapshot.status.run;
    }
    if (snapshot.shown.output == m_shown && snapshot.shown.probedOutput == m_shownProbed) return;
    m_shown = snapshot.shown.output;
    m_shownProbed = snapshot.shown.probedOutput;
    if (const auto* forecast = std::get_if<lessons::ForecastView>(m_shown.get()))
        showForecast(*forecast, snapshot);
    else if (const auto* table = std::get_if<lessons::TableView>(m_shown.get()))
        showTable(beside(*table));
    else if (const auto* scores = std::get_if<lessons::ScoreView>(m_shown.get()))
        showScores(*scores);
}

lessons::TableView OutputPanel::beside(const lessons::TableView& table) const {
    const auto* edited = m_shownProbed ? std::get_if<lessons::TableView>(m_shownProbed.get()) : nullptr;
    return edited ? besideEdited(table, *edited) : table;
}

void OutputPanel::remember(const lessons::ForecastView& view, const lessons::Snapshot& snapshot) {
    // Only what was seen exactly at the end of an epoch, and thinned: 1, 2, 3, 5, 10, 20, 50 ...
    const int epoch = snapshot.shown.epoch;
    const bool isRound =
        epoch == 1 || epoch == 2 || epoch == 3 || epoch == 5 || epoch == 10 || epoch % 20 == 0 || epoch == 50;
    if (isRound && (snapshot.shown.epoch < snapshot.status.epoch || snapshot.status.batch == 0))
        m_past[epoch] = view.forecast;
}

std::vector<Ghost> OutputPanel::ghosts(int shownEpoch) const {
    // One from about a tenth of the way, one from about a third: far enough apart to be told apart.
    std::vector<Ghost> result;
    for (const double share : {0.1, 0.4}) {
        const auto after = m_past.lower_bound(std::max(1, int(shownEpoch * share)));
        if (after == m_past.end() || after->first >= shownEpoch) continue;
        if (!result.empty() && result.back().epoch == after->first) continue;
        result.push_back({after->first, after->second});
    }
    return result;
}

void OutputPanel::showForecast(const lessons::ForecastView& view, const lessons::Snapshot& snapshot) {
    remember(view, snapshot);
    m_stack->setCurrentWidget(m_forecast);
    const auto* probed = m_shownProbed ? std::get_if<lessons::ForecastView>(m_shownProbed.get()) : nullptr;
    m_forecast->setForecast(view, ghosts(snapshot.shown.epoch), probed);
    m_card->setTitle(tr("Forecast"));
    const QString what = QString::fromStdString(view.title.empty() ? view.valueName : view.title);
    m_card->setCaption(tr("%1 \u00B7 vertical: %2 \u00B7 forecast at epoch %3")
                           .arg(what, QString::fromStdString(view.valueName))
                           .arg(snapshot.shown.epoch));
    m_card->setLegend(m_forecast->legend());
    m_card->setNumbers(forecastScore(view) + tr("   seed %1").arg(snapshot.status.seed));
}

void OutputPanel::showTable(const lessons::TableView& view) {
    m_stack->setCurrentWidget(m_table);
    m_table->setUpdatesEnabled(false);
    m_table->clear();
    m_table->setColumnCount(int(view.columns.size()));
    m_table->setRowCount(int(view.rows.size()));
    QStringList names;
    for (const std::string& name : view.columns) names += QString::fromStdString(name);
    m_table->setHorizontalHeaderLabels(names);
    for (int r = 0; r < int(view.rows.size()); ++r) {
        const lessons::TableView::Row& row = view.rows[std::size_t(r)];
        for (int c = 0; c < std::min(int(row.cells.size()), int(view.columns.size())); ++c) {
            QString text = QString::fromStdString(row.cells[std::size_t(c)]);
            // The mark is a sign first and a colour second.
            const bool last = c + 1 == int(view.columns.size());
            if (last && row.mark != 0) text += row.mark > 0 ? QStringLiteral("  \u2713") : QStringLiteral("  \u2717");
            auto* item = new QTableWidgetItem(text);
            if (last && row.mark != 0) item->setForeground(row.mark > 0 ? m_theme.accent : m_theme.danger);
            m_table->setItem(r, c, item);
        }
    }
    fitColumns();
    m_table->setUpdatesEnabled(true);
    m_card->setTitle(QString::fromStdString(view.title));
    m_card->setCaption(QString::fromStdString(view.note));
    m_card->setLegend({});
    m_card->setNumbers({});
}

/// The widest columns give way until all of them are in view; their words wrap.
void OutputPanel::fitColumns() {
    const int count = m_table->columnCount();
    if (count == 0) return;
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->resizeColumnsToContents();
    std::vector<int> widths;
    for (int c = 0; c < count; ++c) widths.push_back(m_table->columnWidth(c) + 12);
    int total = std::accumulate(widths.begin(), widths.end(), 0);
    // The panel's own width: the table inside gets its size only after this.
    const int room =
        width() - 6 - (m_table->verticalScrollBar()->isVisible() ? m_table->verticalScrollBar()->width() : 0);
    while (total > room) {
        auto widest = std::max_element(widths.begin(), widths.end());
        if (*widest <= 90) break;
        *widest -= 4;
        total -= 4;
    }
    m_table->horizontalHeader()->setStretchLastSection(true);
    for (int c = 0; c + 1 < count; ++c)
        m_table->setColumnWidth(c, widths[std::size_t(c)]);  // the last one takes what is left
    m_table->resizeRowsToContents();
}

void OutputPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (m_stack->currentWidget() == m_table) fitColumns();
}

void OutputPanel::showScores(const lessons::ScoreView& view) {
    m_stack->setCurrentWidget(m_scores);
    m_scores->setScores(view, m_shownProbed ? std::get_if<lessons::ScoreView>(m_shownProbed.get()) : nullptr);
    m_card->setTitle(QString::fromStdString(view.title));
    m_card->setCaption(tr("vertical: %1").arg(QString::fromStdString(view.scoreName)));
    m_card->setLegend(m_scores->legend());
    m_card->setNumbers(tr("threshold %1").arg(number(view.threshold, 4)));
}

}  // namespace gui
