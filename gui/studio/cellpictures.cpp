// Lays out the Step page's drawings without the page.
#include "gui/studio/cellpictures.h"

#include <QDir>
#include <QImage>
#include <QPainter>

#include "engine/core/error.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellscene.h"
#include "gui/scene/equationbar.h"
#include "gui/scene/numberzoom.h"
#include "gui/scene/sequencestrip.h"
#include "gui/studio/specimen.h"

namespace gui {
namespace {

constexpr qreal kWidth = 774, kGap = 8;

Drawing stacked(const std::vector<Drawing>& parts) {
    Drawing page;
    qreal y = kGap;
    for (const Drawing& part : parts) {
        page.append(part, QPointF(kGap, y));
        y += part.size.height() + kGap;
    }
    page.size = QSizeF(kWidth + 2 * kGap, y);
    return page;
}

SequenceInfo info() {
    SequenceInfo result;
    result.input.stepName = "half-hour";
    result.sample.name = lessons::TextSample{"a made-up curve"};
    return result;
}

}  // namespace

void forEachCellPicture(const std::function<void(const CellPicture&)>& take) {
    for (const std::string& cell : engine::cellProgramNames()) {
        // The kernels' own cells as large as in a lesson, the papers' ones with every unit in view.
        const bool large = cell == "lstm" || cell == "gru" || cell == "simple_rnn";
        const auto trace = specimen(cell, large ? 50 : 4, large ? 1 : 3, 24);
        for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward}) {
            Cursor cursor;
            cursor.pass = pass;
            cursor.t = 18;
            cursor.unit = 3;
            const auto stations = stationsOf(*trace.cell.program, pass);
            for (const auto kind : {Theme::Kind::Light, Theme::Kind::Dark}) {
                const Theme theme = Theme::make(kind);
                const QString before =
                    QString::fromStdString(cell) +
                    (pass == Cursor::Pass::Forward ? QStringLiteral("-forward-") : QStringLiteral("-backward-"));
                const QString after = QLatin1Char('-') + theme.name();
                const QSizeF strip(kWidth, sequenceHeight(theme)), equation(kWidth, equationHeight(theme));
                for (const std::size_t s : {stations.size() / 3, stations.size() - 1}) {
                    cursor.operation = stations[s].name;
                    take({before + QStringLiteral("cell-%1").arg(s + 1) + after,
                          stacked({drawSequence(trace, info(), cursor, theme, strip),
                                   drawCell(trace, cursor, theme, QSizeF(kWidth, 460)),
                                   drawEquation(trace, cursor, theme, equation)}),
                          theme});
                }
                cursor.operation = stations[stations.size() / 3].name;
                take({before + QStringLiteral("number") + after,
                      stacked({drawNumber(trace, cursor, theme, QSizeF(kWidth, 440)),
                               drawEquation(trace, cursor, theme, equation)}),
                      theme});
                take({before + QStringLiteral("sequence") + after,
                      stacked({drawUnrolled(trace, info(), cursor, theme, QSizeF(kWidth, 560))}), theme});
            }
        }
    }
}

void saveCellPictures(const QString& folder) {
    const QDir place(folder);
    if (!place.mkpath(QStringLiteral("."))) throw engine::Error(folder.toStdString() + ": the folder cannot be made");
    forEachCellPicture([&](const CellPicture& picture) {
        QImage image(picture.drawing.size.toSize(), QImage::Format_RGB32);
        image.fill(picture.theme.ground);
        QPainter painter(&image);
        picture.drawing.paint(painter);
        painter.end();
        const QString file = place.filePath(picture.name + QStringLiteral(".png"));
        if (!image.save(file)) throw engine::Error(file.toStdString() + ": cannot be written");
    });
}

}  // namespace gui
