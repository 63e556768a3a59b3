// Keeps the rows of the run list in step with the history.
#include "gui/pages/train/runlist.h"

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "gui/bridge/runhistory.h"
#include "gui/pages/train/runrow.h"

namespace gui {
namespace {

constexpr int kMostRows = 4;

QString shortNumber(double value) {
    return std::isfinite(value) ? significant(value) : QStringLiteral("\u2014");
}

QString numbers(const RunRecord& run) {
    QString text;
    if (run.stopReason == lessons::StopReason::Diverged)
        return RunList::tr("diverged after epoch %1").arg(run.points.size());
    if (run.points.empty()) return RunList::tr("untrained");
    const double validation = run.last("val_loss");
    text = std::isfinite(validation) ? RunList::tr("val loss %1").arg(shortNumber(validation))
                                     : RunList::tr("loss %1").arg(shortNumber(run.last("loss")));
    if (run.hasForecast)
        text += RunList::tr("  RMSE %1").arg(shortNumber(run.rmse));
    else if (const auto metrics = run.metrics(); !metrics.empty())
        text += QStringLiteral("  %1 %2").arg(QString::fromStdString(metrics.front()),
                                              shortNumber(run.last(metrics.front())));
    return text;
}

}  // namespace

RunList::RunList(QWidget* parent)
    : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    setAccessibleName(tr("Runs"));
    for (int k = 0; k < kMostRows; ++k) {
        auto* row = new RunRow(this);
        row->hide();
        m_column->addWidget(row);
        m_rows.push_back(row);
    }
}

void RunList::setTheme(const Theme& theme) {
    m_theme = theme;
}

QString RunList::label(const RunRecord& run) {
    QString text = run.name + tr(" \u00B7 seed %1").arg(run.seed);
    if (!run.settings.isEmpty()) text += QStringLiteral(" \u00B7 ") + run.settings;
    return text;
}

std::vector<int> RunList::order(const RunHistory& history, int most) const {
    const int count = int(history.runs().size());
    std::vector<int> result;
    const int front = m_picked >= 0 && m_picked < count ? m_picked : history.current();
    if (front >= 0 && front < count) result.push_back(front);
    if (history.current() >= 0 && history.current() != front) result.push_back(history.current());
    for (int k = count - 1; k >= 0 && int(result.size()) < most; --k)
        if (std::find(result.begin(), result.end(), k) == result.end()) result.push_back(k);
    return result;
}

void RunList::setHistory(const RunHistory& history) {
    if (m_picked >= int(history.runs().size())) m_picked = -1;
    const std::vector<int> shown = order(history, kMostRows);
    for (std::size_t k = 0; k < m_rows.size(); ++k) {
        RunRow* row = m_rows[k];
        if (k >= shown.size()) {
            row->hide();
            continue;
        }
        const int index = shown[k];
        const RunRecord& run = history.runs()[std::size_t(index)];
        row->show(m_theme, label(run), numbers(run), k, k == 0);
        row->disconnect(this);
        connect(row, &QAbstractButton::clicked, this, [this, index] {
            m_picked = index;
            Q_EMIT picked();
        });
    }
}

}  // namespace gui
