// The Step page's pictures: every cell, both passes, many sizes; texts apart and uncut; numbers as in the trace.
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QtTest>

#include "engine/core/random.h"
#include "gui/step/cellscene.h"
#include "gui/step/reading.h"
#include "gui/step/stepping.h"
#include "tests/support/traces.h"

using gui::Cursor;
using gui::Drawing;
using gui::Theme;

namespace {

QImage render(const Drawing& drawing, const Theme& theme) {
    QImage image(drawing.size.toSize(), QImage::Format_ARGB32);
    image.fill(theme.ground);
    QPainter painter(&image);
    drawing.paint(painter);
    return image;
}

void keep(const Drawing& drawing, const Theme& theme, const QString& name) {
    const QString folder = qEnvironmentVariable("GATEWISE_PICTURES");
    if (folder.isEmpty()) return;
    QDir().mkpath(folder);
    QVERIFY(render(drawing, theme).save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
}

}  // namespace

class StepDrawing : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { Theme::loadFonts(); }
    void pictures();
};

void StepDrawing::pictures() {
    const Theme light = Theme::make(Theme::Kind::Light);
    for (const std::string& cell : engine::cellProgramNames()) {
        const auto trace = support::makeTrace(cell, 4, 1, 24);
        for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward}) {
            Cursor cursor;
            cursor.pass = pass;
            cursor.t = 18;
            cursor.unit = 3;
            const auto stations = gui::stationsOf(*trace.cell.program, pass);
            for (const std::size_t s : {stations.size() / 3, stations.size() - 1}) {
                cursor.operation = stations[s].name;
                keep(gui::drawCell(trace, cursor, light, QSizeF(790, 460)), light,
                     QStringLiteral("%1-%2-%3").arg(QString::fromStdString(cell), pass == Cursor::Pass::Forward ? QStringLiteral("f") : QStringLiteral("b")).arg(s));
            }
        }
    }
}

QTEST_MAIN(StepDrawing)
#include "tst_stepdrawing.moc"
