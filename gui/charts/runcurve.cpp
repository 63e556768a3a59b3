// Takes a curve from a run.
#include "gui/charts/runcurve.h"

#include <QCoreApplication>

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::RunCurve)
};

QList<QPointF> points(const RunRecord& run, const std::string& key) {
    QList<QPointF> result;
    for (const auto& [epoch, value] : run.curve(key)) result.append({double(epoch), value});
    return result;
}

}  // namespace

CurveRun curveOf(const RunRecord& run, const std::string& measure, const QString& label, bool current) {
    return {label, points(run, measure), points(run, "val_" + measure), current};
}

QString lossCaption(const lessons::Task& task) {
    const auto losses = task.trainerOptions().losses;
    QString name = losses.empty() ? Words::tr("loss") : QString::fromStdString(losses.front());
    return Words::tr("vertical: %1, log scale").arg(name.replace(u'_', u' '));
}

}  // namespace gui
