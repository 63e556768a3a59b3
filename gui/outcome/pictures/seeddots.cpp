// Several models from several seeds: a row a model, a dot a seed; beside the figure its median, the seconds and the
// parameters.
#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/outcome/pictures.h"
#include "gui/outcome/pictures/plot.h"
#include "gui/place/words.h"
#include "lessons/session/snapshot.h"

namespace gui {
namespace {

constexpr auto kType = Theme::Text::Caption;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::SeedDots)
};

struct Row {
    QString model;
    engine::Index parameters = 0;
    std::vector<std::pair<QString, double>> runs;  ///< name, figure; in the order of the seeds
    std::vector<double> seconds;
};

struct Dots {
    QString figure;
    bool isLoss = false;
    std::size_t seeds = 0;
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
        const lessons::TaskRunSummary& run = snapshot.status.taskRuns[k];
        const std::size_t model = task.modelOfRun(k);
        if (model >= dots.rows.size())
            dots.rows.push_back(
                {QString::fromStdString(task.modelName(model)), task.model(k)->parameterCount(), {}, {}});
        if (run.epoch == 0) continue;
        for (const auto& [name, value] : run.facts.lastLogs) {
            if (name != prefix + id || !std::isfinite(value)) continue;
            dots.rows[model].runs.emplace_back(QString::fromStdString(run.name), value);
            dots.rows[model].seconds.push_back(run.facts.seconds);
        }
    }
    dots.seeds = snapshot.status.taskRuns.size() / std::max<std::size_t>(1, dots.rows.size());
    return dots;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double median(const Row& row) {
    std::vector<double> values;
    for (const auto& [name, value] : row.runs) values.push_back(value);
    return median(std::move(values));
}

class DotsPicture {
 public:
    DotsPicture(const Dots& dots, const Theme& theme, QSizeF size)
        : m_dots(dots), m_theme(theme), m_sketch(theme, size), m_size(size) {}

    Drawing draw() {
        const qreal gap = 10, line = m_sketch.height(kType) + 2;
        qreal median = m_sketch.width(Words::tr("median"), kType),
              size = m_sketch.width(Words::tr("parameters"), kType);
        for (const Row& row : m_dots.rows) {
            median = std::max(median, m_sketch.width(medianText(row), kType));
            size = std::max(size, m_sketch.width(QString::number(row.parameters), kType));
        }
        // Where the room is small the dots of the figure go before the rest; the table below has it, too.
        const bool isWide = m_size.width() > 26 * line;
        const qreal right = isWide ? median + size + 3 * gap : 0;
        const qreal seconds = isWide ? (m_size.width() - right) * 0.28 : 0;
        const QRectF first(0, 0, m_size.width() - right - seconds, m_size.height());
        const Plot figure = drawPlot(m_sketch, first, {}, figureAxis(), modelAxis(true));
        drawFigures(figure);
        if (!isWide) return m_sketch.take();
        const qreal afterMedian = first.right() + gap + median + gap;
        column(figure, QRectF(first.right() + gap, 0, median, m_size.height()), Words::tr("median"),
               [this](const Row& row) { return medianText(row); });
        const QRectF second(afterMedian, 0, seconds, m_size.height());
        drawSeconds(drawPlot(m_sketch, second, {}, secondsAxis(), modelAxis(false)));
        column(figure, QRectF(second.right() + gap / 2, 0, size, m_size.height()), Words::tr("parameters"),
               [](const Row& row) { return QString::number(row.parameters); });
        return m_sketch.take();
    }

 private:
    [[nodiscard]] static QString medianText(const Row& row) {
        return row.runs.empty() ? QStringLiteral("\u2014") : significant(median(row));
    }

    /// Losses lie on a logarithmic axis: 0.01 and 0.001 differ as much as 0.1 and 0.01.
    [[nodiscard]] double placeOf(double value) const {
        return m_dots.isLoss ? std::log10(std::max(value, 1e-9)) : value;
    }

    [[nodiscard]] PlotAxis figureAxis() const {
        double low = m_dots.isLoss ? 1e9 : 1, high = m_dots.isLoss ? -1e9 : 0;
        for (const Row& row : m_dots.rows)
            for (const auto& [name, value] : row.runs) {
                low = std::min(low, placeOf(value));
                high = std::max(high, placeOf(value));
            }
        if (low > high) std::tie(low, high) = m_dots.isLoss ? std::pair(-3.0, 0.0) : std::pair(0.0, 1.0);
        const double margin = std::max(0.02, (high - low) * 0.06);
        PlotAxis axis{low - margin, high + margin, {}, m_dots.figure};
        if (m_dots.isLoss) {
            axis.name = Words::tr("%1, log scale").arg(m_dots.figure);
            axis.ticks = logTicks(axis.low, axis.high, 5);
        } else {
            // A share ends at one.
            axis.ticks = niceTicks(axis.low, std::min(axis.high, std::max(1.0, high)), 5);
        }
        return axis;
    }

    [[nodiscard]] PlotAxis secondsAxis() const {
        double high = 0;
        for (const Row& row : m_dots.rows)
            for (const double seconds : row.seconds) high = std::max(high, seconds);
        high = high > 0 ? high * 1.1 : 1;
        return {0, high, niceTicks(0, high, 4), Words::tr("seconds")};
    }

    [[nodiscard]] double levelOf(std::size_t row) const { return double(m_dots.rows.size() - 1 - row); }

    [[nodiscard]] PlotAxis modelAxis(bool named) const {
        PlotAxis axis{-0.6, double(m_dots.rows.size()) - 0.4, {}, {}};
        for (std::size_t row = 0; row < m_dots.rows.size() && named; ++row)
            axis.ticks.push_back({levelOf(row), m_dots.rows[row].model});
        return axis;
    }

    /// Dots of equal value stand above each other: each seed has its own height, the same for all models.
    void drawDots(const Plot& plot, std::size_t row, const std::vector<double>& places) {
        const double level = levelOf(row), apart = m_dots.seeds > 1 ? 0.5 / double(m_dots.seeds - 1) : 0;
        m_sketch.line({plot.at(plot.xLow, level), plot.at(plot.xHigh, level)}, m_theme.border, 0.8);
        const qreal pitch = plot.area.height() / std::max(1.0, plot.yHigh - plot.yLow);
        const qreal radius = std::clamp(pitch * 0.18, 2.5, 4.5);
        QColor fill = m_theme.accent;
        fill.setAlphaF(0.6f);
        for (std::size_t k = 0; k < places.size(); ++k)
            m_sketch.disc(plot.at(places[k], level + 0.25 - double(k) * apart), radius, fill, m_theme.card, 0.8);
    }

    void drawFigures(const Plot& plot) {
        for (std::size_t row = 0; row < m_dots.rows.size(); ++row) {
            std::vector<double> places;
            for (const auto& [name, value] : m_dots.rows[row].runs) places.push_back(placeOf(value));
            drawDots(plot, row, places);
            if (places.empty()) continue;
            const double middle = placeOf(median(m_dots.rows[row]));
            m_sketch.line({plot.at(middle, levelOf(row) - 0.38), plot.at(middle, levelOf(row) + 0.38)}, m_theme.ink,
                          1.4);
        }
    }

    void drawSeconds(const Plot& plot) {
        for (std::size_t row = 0; row < m_dots.rows.size(); ++row) drawDots(plot, row, m_dots.rows[row].seconds);
    }

    template <typename TextOf>
    void column(const Plot& plot, const QRectF& box, const QString& name, const TextOf& textOf) {
        const qreal line = m_sketch.height(kType) + 2;
        for (std::size_t row = 0; row < m_dots.rows.size(); ++row) {
            const qreal y = plot.at(plot.xLow, levelOf(row)).y();
            const QString text = textOf(m_dots.rows[row]);
            m_sketch.text(QRectF(box.left(), y - line / 2, box.width(), line), text, kType, m_theme.ink,
                          Qt::AlignRight | Qt::AlignVCenter,
                          Words::tr("%1, %2: %3").arg(m_dots.rows[row].model, name, text));
        }
        m_sketch.text(QRectF(box.left(), box.bottom() - line, box.width(), line), name, kType, m_theme.mutedInk,
                      Qt::AlignRight | Qt::AlignVCenter, name);
    }

    const Dots& m_dots;
    const Theme& m_theme;
    Sketch m_sketch;
    QSizeF m_size;
};

}  // namespace

std::optional<Picture> seedDots(const lessons::Snapshot& snapshot) {
    if (snapshot.task->runCount() < 2 ||
        snapshot.task->modelOfRun(snapshot.task->runCount() - 1) + 1 == snapshot.task->runCount())
        return {};
    const Dots dots = dotsOf(snapshot);
    QStringList told;
    for (const Row& row : dots.rows)
        for (const auto& [name, value] : row.runs) told += Words::tr("%1: %2").arg(name, significant(value));
    return Picture{Words::tr("%1, a dot a seed. %2").arg(dots.figure, told.join(QStringLiteral("; "))),
                   [dots](const Theme& theme, QSizeF size) { return DotsPicture(dots, theme, size).draw(); }, 0.6,
                   int(dots.rows.size()) + 4};
}

}  // namespace gui
