// Several models from several seeds: a row a model, a dot a seed.
#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <tuple>

#include "gui/outcome/pictures.h"
#include "gui/outcome/pictures/plot.h"
#include "gui/place/words.h"
#include "lessons/session/snapshot.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::SeedDots)
};

struct Row {
    QString model;
    std::vector<std::pair<QString, double>> runs;  ///< name, figure
};

struct Dots {
    QString figure;
    bool isLoss = false;
    std::vector<Row> rows;
};

Dots dotsOf(const lessons::Snapshot& snapshot) {
    const lessons::Task& task = *snapshot.task;
    const std::string prefix = task.validation().size() > 0 ? "val_" : "";
    const std::vector<std::string> metrics = task.trainerOptions().metrics;
    Dots dots;
    dots.isLoss = metrics.empty();
    const std::string id = dots.isLoss ? "loss" : metrics.front();
    dots.figure = (prefix.empty() ? Words::tr("training %1") : Words::tr("held-out %1")).arg(figureName(id));
    for (std::size_t k = 0; k < snapshot.status.taskRuns.size(); ++k) {
        const std::size_t model = task.modelOfRun(k);
        if (model >= dots.rows.size()) dots.rows.push_back({QString::fromStdString(task.modelName(model)), {}});
        for (const auto& [name, value] : snapshot.status.taskRuns[k].facts.lastLogs)
            if (name == prefix + id && std::isfinite(value))
                dots.rows[model].runs.emplace_back(QString::fromStdString(snapshot.status.taskRuns[k].name), value);
    }
    return dots;
}

/// Losses lie on a logarithmic axis: 0.01 and 0.001 differ as much as 0.1 and 0.01.
double placeOf(const Dots& dots, double value) {
    return dots.isLoss ? std::log10(std::max(value, 1e-9)) : value;
}

Drawing draw(const Dots& dots, const Theme& theme, QSizeF size) {
    Sketch sketch(theme, size);
    double low = dots.isLoss ? 1e9 : 1, high = dots.isLoss ? -1e9 : 0;
    for (const Row& row : dots.rows)
        for (const auto& [name, value] : row.runs) {
            low = std::min(low, placeOf(dots, value));
            high = std::max(high, placeOf(dots, value));
        }
    if (low > high) std::tie(low, high) = dots.isLoss ? std::pair(-3.0, 0.0) : std::pair(0.0, 1.0);
    const double margin = std::max(0.02, (high - low) * 0.06);
    PlotAxis x{low - margin, high + margin, {}, dots.isLoss ? Words::tr("%1, log scale").arg(dots.figure) : dots.figure};
    x.ticks = dots.isLoss ? logTicks(x.low, x.high, 5) : niceTicks(x.low, x.high, 5);
    PlotAxis y{-0.6, double(dots.rows.size()) - 0.4, {}, {}};
    for (std::size_t r = 0; r < dots.rows.size(); ++r)
        y.ticks.push_back({double(dots.rows.size() - 1 - r), dots.rows[r].model});
    const Plot plot = drawPlot(sketch, QRectF(QPointF(), size), {}, x, y);
    QColor fill = theme.accent;
    fill.setAlphaF(0.6f);
    for (std::size_t r = 0; r < dots.rows.size(); ++r) {
        const double level = y.ticks[r].value;
        sketch.line({plot.at(x.low, level), plot.at(x.high, level)}, theme.border, 0.8);
        for (const auto& [name, value] : dots.rows[r].runs) {
            const QPointF at = plot.at(placeOf(dots, value), level);
            sketch.disc(at, 4.5, fill, theme.card, 1);
        }
    }
    return sketch.take();
}

}  // namespace

std::optional<Picture> seedDots(const lessons::Snapshot& snapshot) {
    if (snapshot.task->runCount() < 2 || snapshot.task->modelOfRun(snapshot.task->runCount() - 1) + 1 ==
                                             snapshot.task->runCount())
        return {};
    const Dots dots = dotsOf(snapshot);
    QStringList told;
    for (const Row& row : dots.rows)
        for (const auto& [name, value] : row.runs) told += Words::tr("%1: %2").arg(name, significant(value));
    return Picture{Words::tr("%1, a dot a seed. %2").arg(dots.figure, told.join(QStringLiteral("; "))),
                   [dots](const Theme& theme, QSizeF size) { return draw(dots, theme, size); }, 0.6};
}

}  // namespace gui
