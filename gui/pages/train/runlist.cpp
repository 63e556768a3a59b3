// Keeps the rows of the run list in step with the history.
#include "gui/pages/train/runlist.h"

#include <QVBoxLayout>
#include <algorithm>

#include "gui/bridge/runhistory.h"
#include "gui/pages/train/runrow.h"
#include "gui/place/words.h"

namespace gui {
namespace {

/// Runs of earlier openings that stay in the list beside those of the open task.
constexpr int kEarlier = 3;

QStringList numbers(const RunRecord& run) {
    if (run.points.empty())
        return {run.stopReason == lessons::StopReason::Diverged ? RunList::tr("diverged in the first epoch")
                                                                : RunList::tr("untrained")};
    const lessons::Figures figures = run.figures();
    // Beside a held-out loss the training loss says little; its measures are kept to be compared.
    lessons::Figures shown;
    const bool isHeldOut = !figures.empty() && figures.front().isHeldOut;
    for (const lessons::Figure& figure : figures)
        if (!isHeldOut || figure.isHeldOut || figure.id != "loss") shown.push_back(figure);
    return figureLines(shown);
}

}  // namespace

RunList::RunList(QWidget* parent)
    : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    setAccessibleName(tr("Runs"));
}

void RunList::setTheme(const Theme& theme) {
    m_theme = theme;
}

QString RunList::label(const RunRecord& run) {
    QStringList parts{run.name};
    if (!run.isOfSeveralSeeds) parts += tr("seed %1").arg(run.seed);
    if (run.branchedAt >= 0) parts += tr("branch at %1").arg(run.branchedAt);
    if (!run.settings.isEmpty()) parts += run.settings;
    return parts.join(QStringLiteral(" \u00B7 "));
}

std::vector<int> RunList::order(const RunHistory& history, int most) const {
    const int count = int(history.runs().size());
    std::vector<int> result;
    const auto add = [&](int index) {
        if (index >= 0 && index < count && std::find(result.begin(), result.end(), index) == result.end())
            result.push_back(index);
    };
    add(m_picked >= 0 && m_picked < count ? m_picked : history.current());
    add(history.current());
    // The models of the task that is open, in its order; then what was trained before, the newest first.
    if (history.current() >= 0) {
        const RunRecord& current = history.runs()[std::size_t(history.current())];
        for (int k = 0; k < count; ++k) {
            const RunRecord& run = history.runs()[std::size_t(k)];
            if (run.session == current.session && run.run == current.run) add(k);
        }
    }
    const int all = std::max(most, int(result.size()));
    for (int k = count - 1; k >= 0 && int(result.size()) < all; --k) add(k);
    return result;
}

void RunList::setHistory(const RunHistory& history) {
    if (m_picked >= int(history.runs().size())) m_picked = -1;
    const std::vector<int> shown = order(history, kEarlier + 1);
    while (m_rows.size() < shown.size()) {
        m_rows.push_back(new RunRow(this));
        m_column->addWidget(m_rows.back());
    }
    std::vector<QStringList> lines;
    qsizetype most = 1;
    for (const int index : shown) {
        lines.push_back(numbers(history.runs()[std::size_t(index)]));
        most = std::max(most, lines.back().size());
    }
    for (std::size_t k = 0; k < m_rows.size(); ++k) {
        RunRow* row = m_rows[k];
        row->setVisible(k < shown.size());
        if (k >= shown.size()) continue;
        const int index = shown[k];
        const RunRecord& run = history.runs()[std::size_t(index)];
        row->show(m_theme, {label(run), run.points.empty() ? QString() : momentText(run.epoch()), lines[k], int(most)},
                  k, k == 0);
        row->disconnect(this);
        connect(row, &QAbstractButton::clicked, this, [this, index] {
            m_picked = index;
            Q_EMIT picked();
        });
    }
}

}  // namespace gui
