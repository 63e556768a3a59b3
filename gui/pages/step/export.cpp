// Writes pictures and traces; a file is complete or not there.
#include "gui/pages/step/export.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QMarginsF>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <cmath>

#include "cli/tracejson.h"
#include "engine/core/error.h"
#include "engine/files/bytes.h"
#include "lessons/session/edits.h"

namespace gui {

namespace {

void write(const QString& file, const QByteArray& bytes) {
    engine::writeBytes(file.toStdString(), bytes.toStdString());
}

[[noreturn]] void wrongEnding(const QString& file, const char* expected) {
    throw engine::Error(
        QStringLiteral("%1: expected a file name ending in %2").arg(file, QLatin1String(expected)).toStdString());
}

QByteArray svg(const Drawing& drawing, const Theme& theme) {
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(drawing.size.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), drawing.size));
    QPainter painter(&generator);
    painter.fillRect(QRectF(QPointF(0, 0), drawing.size), theme.ground);
    drawing.paint(painter);
    painter.end();
    return buffer.data();
}

QByteArray pdf(const Drawing& drawing, const Theme& theme) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(96);
    writer.setPageSize(QPageSize(drawing.size * 72.0 / 96.0, QPageSize::Point));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    QPainter painter(&writer);
    painter.fillRect(QRectF(QPointF(0, 0), drawing.size), theme.ground);
    drawing.paint(painter);
    painter.end();
    return buffer.data();
}

QByteArray png(const Drawing& drawing, const Theme& theme) {
    const qreal scale = 1920.0 / drawing.size.width();
    QImage image(1920, static_cast<int>(std::ceil(drawing.size.height() * scale)), QImage::Format_ARGB32);
    image.fill(theme.ground);
    QPainter painter(&image);
    painter.scale(scale, scale);
    drawing.paint(painter);
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

QByteArray csv(const engine::Trace& trace) {
    const auto& cell = trace.cell;
    QByteArray text = "t,unit";
    for (const auto& operation : cell.program->operations) {
        text += ',' + QByteArray::fromStdString(operation.name);
        if (trace.hasGradients()) text += ",dL/d(" + QByteArray::fromStdString(operation.name) + ')';
    }
    text += '\n';
    for (engine::Index t = 0; t < cell.steps; ++t) {
        for (engine::Index unit = 0; unit < cell.program->units; ++unit) {
            text += QByteArray::number(t + 1) + ',' + QByteArray::number(unit + 1);
            for (std::size_t o = 0; o < cell.values.size(); ++o) {
                text += ',' + QByteArray::number(double(cell.values[o](t, unit)), 'g', 9);
                if (trace.hasGradients()) text += ',' + QByteArray::number(double(cell.gradients[o](t, unit)), 'g', 9);
            }
            text += '\n';
        }
    }
    return text;
}

QByteArray json(const lessons::Snapshot& snapshot, const lessons::View& view) {
    const lessons::Shown& shown = snapshot.shown;
    const auto model = snapshot.task->model(shown.taskRun);
    cli::TraceOrigin origin;
    origin.program = "gatewise " GATEWISE_VERSION;
    origin.lesson = snapshot.task->spec().lesson;
    origin.version = snapshot.task->spec().version;
    origin.seed = snapshot.status.seed;
    origin.epoch = shown.epoch;
    origin.sample = shown.sampleIndex;
    origin.modelName = model->name();
    const engine::Weights weights = lessons::editedWeights(*model, *shown.weights, view.edits);
    return QByteArray::fromStdString(cli::traceJson(*model, weights, *shown.trace, origin).dump(1)) + '\n';
}

}  // namespace

void exportDrawing(const Drawing& drawing, const Theme& theme, const QString& file) {
    const QString ending = QFileInfo(file).suffix().toLower();
    if (ending == QLatin1String("svg"))
        write(file, svg(drawing, theme));
    else if (ending == QLatin1String("pdf"))
        write(file, pdf(drawing, theme));
    else if (ending == QLatin1String("png"))
        write(file, png(drawing, theme));
    else
        wrongEnding(file, ".svg, .pdf or .png");
}

void exportTrace(const lessons::Snapshot& snapshot, const lessons::View& view, const QString& file) {
    if (!snapshot.shown.trace) throw engine::Error("nothing is shown that could be exported");
    const QString ending = QFileInfo(file).suffix().toLower();
    if (ending == QLatin1String("csv"))
        write(file, csv(*snapshot.shown.trace));
    else if (ending == QLatin1String("json"))
        write(file, json(snapshot, view));
    else
        wrongEnding(file, ".csv or .json");
}

}  // namespace gui
