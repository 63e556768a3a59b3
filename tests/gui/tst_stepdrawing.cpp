// The Step page's pictures: every cell, both passes, many sizes; texts apart and uncut; numbers as in the trace.
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QtTest>
#include <cmath>

#include "engine/core/random.h"
#include "gui/place/cellnames.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellmotion.h"
#include "gui/scene/cellscene.h"
#include "gui/scene/equationbar.h"
#include "gui/scene/numberzoom.h"
#include "gui/scene/sequencestrip.h"
#include "gui/studio/cellpictures.h"
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

/// "" where no two texts overlap and none leaves the picture; else what is wrong.
QString faults(const Drawing& drawing, int leastPixels) {
    const QRectF frame(QPointF(0, 0), drawing.size);
    for (std::size_t a = 0; a < drawing.texts.size(); ++a) {
        const auto& one = drawing.texts[a];
        if (one.font.pixelSize() < leastPixels)
            return QStringLiteral("\"%1\" has %2 px").arg(one.text).arg(one.font.pixelSize());
        if (!frame.adjusted(-0.5, -0.5, 0.5, 0.5).contains(one.rect))
            return QStringLiteral("\"%1\" leaves the picture: %2 %3 %4 %5 of %6 x %7")
                .arg(one.text)
                .arg(one.rect.left())
                .arg(one.rect.top())
                .arg(one.rect.right())
                .arg(one.rect.bottom())
                .arg(frame.width())
                .arg(frame.height());
        for (std::size_t b = a + 1; b < drawing.texts.size(); ++b) {
            // An index tucks under its letter: leading may touch, ink may not.
            const QRectF common = one.rect.adjusted(0, 2, 0, -3) & drawing.texts[b].rect.adjusted(0, 2, 0, -3);
            if (common.width() > 1 && common.height() > 1)
                return QStringLiteral("\"%1\" overlaps \"%2\"").arg(one.text, drawing.texts[b].text);
        }
    }
    return {};
}

double numberOf(QString text) {
    text.replace(QChar(0x2212), QLatin1Char('-'));
    bool ok = false;
    const double value = text.toDouble(&ok);
    return ok ? value : std::nan("");
}

/// How far a shown number may be from the true one: half of its last digit.
double roundingOf(const QString& text) {
    const auto power = text.indexOf(QLatin1Char('e'));
    const QString digits = text.left(power);
    const auto point = digits.indexOf(QLatin1Char('.'));
    const double unit = std::pow(10.0, point < 0 ? 0.0 : -double(digits.size() - point - 1));
    return 0.5001 * unit * (power < 0 ? 1.0 : std::pow(10.0, numberOf(text.mid(power + 1)))) + 1e-7;
}

gui::SequenceInfo curveInfo() {
    gui::SequenceInfo info;
    info.input.stepName = "half-hour";
    info.sample.name = lessons::TextSample{"window ending Tuesday 14:30"};
    return info;
}

}  // namespace

class StepDrawing : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { Theme::loadFonts(); }
    void pictures();
    void textsAreApart();
    void numbersAreTheTraces();
    void steppingIsJumping();
    void nothingMovesAtRest();
    void aClassSeesTheSubject();
    void carriedGradientsAddUp();
    void contributionsAddUp();
    void cursorsAreReadAndWritten();
};

void StepDrawing::pictures() {
    QSet<QString> names;
    gui::forEachCellPicture([&](const gui::CellPicture& picture) {
        QVERIFY2(!names.contains(picture.name), qPrintable(picture.name));
        names.insert(picture.name);
        const QString fault = faults(picture.drawing, 12);
        QVERIFY2(fault.isEmpty(), qPrintable(picture.name + QStringLiteral(": ") + fault));
    });
    QCOMPARE(names.size(), qsizetype(engine::cellProgramNames().size() * 2 * 2 * 4));
}

void StepDrawing::textsAreApart() {
    struct Look {
        bool presenter;
        double scale;
    };
    for (const std::string& cell : engine::cellProgramNames()) {
        const auto trace = support::makeTrace(cell, 50, 1, 12);
        for (const Look look : {Look{false, 1.0}, Look{false, 1.5}, Look{true, 1.0}}) {
            const Theme theme = Theme::make(Theme::Kind::Light, look.presenter, look.scale);
            for (const QSizeF given : {QSizeF(766, 470), QSizeF(640, 320), QSizeF(480, 380), QSizeF(992, 420)}) {
                for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward}) {
                    for (const auto& station : gui::stationsOf(*trace.cell.program, pass)) {
                        Cursor cursor;
                        cursor.pass = pass;
                        cursor.t = 7;
                        cursor.unit = 37;
                        cursor.operation = station.name;
                        const int least = look.presenter ? 20 : 12;
                        const QSizeF size = given.expandedTo(gui::smallestCellSize(trace, theme));
                        const QString where = QStringLiteral("%1 %2 %3 %4x%5: ")
                                                  .arg(QString::fromStdString(cell), gui::textOf(cursor))
                                                  .arg(look.scale)
                                                  .arg(size.width())
                                                  .arg(size.height());
                        const auto check = [&](const char* what, const Drawing& drawing) {
                            const QString fault = faults(drawing, least);
                            QVERIFY2(fault.isEmpty(),
                                     qPrintable(QLatin1String(what) + QLatin1Char(' ') + where + fault));
                        };
                        check("cell", gui::drawCell(trace, cursor, theme, size));
                        check("equation", gui::drawEquation(trace, cursor, theme,
                                                            QSizeF(given.width(), gui::equationHeight(theme))));
                        check("number", gui::drawNumber(trace, cursor, theme, QSizeF(given.width(), 320)));
                        check("strip", gui::drawSequence(trace, curveInfo(), cursor, theme,
                                                         QSizeF(given.width(), gui::sequenceHeight(theme))));
                        if (QTest::currentTestFailed()) return;
                    }
                }
            }
        }
    }
}

void StepDrawing::numbersAreTheTraces() {
    const Theme theme = Theme::make(Theme::Kind::Light);
    engine::Random random(11);
    std::vector<engine::Trace> traces;
    for (const std::string& cell : engine::cellProgramNames()) traces.push_back(support::makeTrace(cell, 6, 2, 15));
    static const QRegularExpression form(QStringLiteral("^(gradient of the )?(.+?)( before)?, unit (\\d+), (.+)$"));
    int compared = 0;
    for (int k = 0; k < 1000; ++k) {
        const auto& trace = traces[static_cast<std::size_t>(random.below(engine::Index(traces.size())))];
        const gui::Reading reading(trace);
        Cursor cursor;
        cursor.pass = random.below(2) == 0 ? Cursor::Pass::Forward : Cursor::Pass::Backward;
        cursor.t = 1 + int(random.below(trace.cell.steps));
        cursor.unit = 1 + int(random.below(6));
        const auto stations = gui::stationsOf(reading.program(), cursor.pass);
        cursor.operation = stations[static_cast<std::size_t>(random.below(engine::Index(stations.size())))].name;
        const bool backward = cursor.pass == Cursor::Pass::Backward;
        int here = 0;
        for (const auto& text : gui::drawCell(trace, cursor, theme, QSizeF(766, 470)).texts) {
            const auto match = form.match(text.name);
            if (!match.hasMatch() || text.name.startsWith(QLatin1String("contribution")) ||
                text.name.startsWith(QLatin1String("gradient handed")) ||
                text.name.startsWith(QLatin1String("forward: ")))
                continue;
            QCOMPARE(match.captured(5), text.text);
            int operation = -1;
            for (std::size_t o = 0; o < reading.program().operations.size(); ++o)
                if (gui::labelOf(reading.program(), int(o)) == match.captured(2)) operation = int(o);
            QVERIFY2(operation >= 0, qPrintable(text.name));
            QCOMPARE(backward, !match.captured(1).isEmpty());
            const engine::Index t = cursor.t - 1, unit = match.captured(4).toInt() - 1;
            double truth = 0;
            if (!match.captured(3).isEmpty())
                truth = t > 0 ? double(trace.cell.values[std::size_t(operation)](t - 1, unit)) : 0.0;
            else
                truth = double((backward ? trace.cell.gradients : trace.cell.values)[std::size_t(operation)](t, unit));
            QVERIFY2(std::abs(numberOf(text.text) - truth) <= roundingOf(text.text),
                     qPrintable(text.name + QStringLiteral(" but %1 at ").arg(truth) + gui::textOf(cursor)));
            ++here;
        }
        compared += here;
        if (!backward) QVERIFY(here >= 6);
    }
    QVERIFY(compared > 10000);
}

void StepDrawing::steppingIsJumping() {
    const Theme theme = Theme::make(Theme::Kind::Light);
    const QSizeF size(700, 420);
    for (const char* cell : {"lstm", "gru", "simple_rnn", "lstm_fgr"}) {
        const auto trace = support::makeTrace(cell, 5, 1, 4);
        for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward}) {
            Cursor walked;
            walked.pass = pass;
            walked = gui::first(trace, walked);
            int moves = 0;
            while (!gui::atEnd(trace, walked)) {
                const Cursor next = gui::nextOperation(trace, walked);
                QCOMPARE(gui::previousOperation(trace, next), walked);
                walked = next;
                ++moves;
                const Cursor jumped = Cursor::parse(walked.text());
                QCOMPARE(jumped, walked);
                if (moves % 5 == 0)
                    QCOMPARE(render(gui::drawCell(trace, walked, theme, size), theme),
                             render(gui::drawCell(trace, jumped, theme, size), theme));
            }
            const auto stations = int(gui::stationsOf(*trace.cell.program, pass).size());
            // The loss is a station once, at the step the backward pass starts from.
            QCOMPARE(moves, pass == Cursor::Pass::Forward ? 4 * stations - 1 : 4 * (stations - 1));
            QCOMPARE(walked, gui::last(trace, walked));
        }
    }
}

void StepDrawing::nothingMovesAtRest() {
    const Theme theme = Theme::make(Theme::Kind::Light);
    const QSizeF size(766, 470);
    for (const std::string& cell : engine::cellProgramNames()) {
        const auto trace = support::makeTrace(cell, 6, 2, 8);
        for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward}) {
            Cursor cursor;
            cursor.pass = pass;
            cursor.t = 4;
            int travelling = 0;
            for (const auto& station : gui::stationsOf(*trace.cell.program, pass)) {
                cursor.operation = station.name;
                const gui::CellMotion motion(trace, cursor, theme, size);
                QVERIFY(motion.at(1).shapes.empty());
                travelling += !motion.at(0).shapes.empty() &&
                              motion.at(0).shapes.back().path != motion.at(0.4).shapes.back().path;
                for (const double phase : {0.0, 0.3, 0.69, 0.85}) {
                    const Drawing frame = motion.at(phase);
                    QVERIFY(frame.texts.empty());
                    for (const auto& shape : frame.shapes)
                        QVERIFY(
                            QRectF(QPointF(0, 0), size).adjusted(-12, -12, 12, 12).contains(shape.path.boundingRect()));
                }
            }
            QVERIFY2(travelling >= 1, cell.c_str());
        }
    }
}

/// In presenter mode less is in full ink, and the current operation still is.
void StepDrawing::aClassSeesTheSubject() {
    const Theme theme = Theme::make(Theme::Kind::Light, true);
    const auto trace = support::makeTrace("lstm", 4, 1, 8);
    Cursor cursor;
    cursor.t = 4;
    cursor.operation = "h";
    const auto colourOf = [&](const QString& name) {
        for (const auto& text : gui::drawCell(trace, cursor, theme, QSizeF(1000, 560)).texts)
            if (text.name.startsWith(name)) return text.colour;
        return QColor();
    };
    QCOMPARE(colourOf(QStringLiteral("output gate, unit 1")), theme.ink);
    QCOMPARE(colourOf(QStringLiteral("forget gate, unit 1")), theme.faded(theme.ink));
    cursor.operation = "f*c";
    QCOMPARE(colourOf(QStringLiteral("forget gate, unit 1")), theme.ink);
    QCOMPARE(colourOf(QStringLiteral("cell state before, unit 1")), theme.ink);
    QCOMPARE(colourOf(QStringLiteral("hidden state before, unit 1")), theme.faded(theme.ink));
    // What σ squashes is written out in the equation: h and x are part of it.
    cursor.operation = std::string("f");
    QCOMPARE(colourOf(QStringLiteral("hidden state before, unit 1")), theme.ink);
}

void StepDrawing::carriedGradientsAddUp() {
    for (const std::string& cell : engine::cellProgramNames()) {
        const auto trace = support::makeTrace(cell, 4, 2, 8);
        const gui::Reading reading(trace);
        // Only the last step feeds the loss: what h of an earlier step gets, the step after it hands back.
        const int state = reading.stateOf(reading.program().output);
        for (engine::Index t = 1; t < 8; ++t)
            for (engine::Index unit = 0; unit < 4; ++unit) {
                const double carried = reading.carried(state, t, unit),
                             total = reading.gradient(reading.program().output, t - 1, unit);
                QVERIFY2(
                    std::abs(carried - total) < 1e-5 + 1e-4 * std::abs(total),
                    qPrintable(
                        QStringLiteral("%1: %2 and %3").arg(QString::fromStdString(cell)).arg(carried).arg(total)));
            }
    }
}

void StepDrawing::contributionsAddUp() {
    for (const std::string& cell : engine::cellProgramNames()) {
        const auto trace = support::makeTrace(cell, 4, 2, 8);
        const gui::Reading reading(trace);
        for (std::size_t p = 0; p < trace.parameterGradients.size(); ++p) {
            const auto& total = trace.parameterGradients[p];
            for (engine::Index row = 0; row < total.rows(); ++row)
                for (engine::Index column = 0; column < total.cols(); ++column) {
                    const double sum = reading.runningSum(int(p), row, column, 0);
                    QVERIFY2(std::abs(sum - double(total(row, column))) < 1e-5 + 1e-4 * std::abs(sum),
                             qPrintable(QStringLiteral("%1 %2").arg(QString::fromStdString(cell)).arg(p)));
                }
        }
    }
}

void StepDrawing::cursorsAreReadAndWritten() {
    const QString text = QStringLiteral(
        "lesson=forecasting,epoch=5,seed=7,sample=3,t=18,op=(1-z)*g,unit=3,pass=backward,zoom=number,letters=pytorch,"
        "weight=recurrent_kernel:3,9,pin=4,pin=f:3,pin=f*c:2@10,clamp=f:3@10-20=0,clamp=o=1,edit=kernel:2,7=0.5,edit="
        "state.h:3=0.1");
    const Cursor cursor = gui::parseCursor(text);
    QCOMPARE(gui::textOf(cursor), text);
    QCOMPARE(cursor.clamps.size(), std::size_t(2));
    QCOMPARE(cursor.clamps[0].unit, 3);
    QCOMPARE(cursor.clamps[0].lastStep, 20);
    QCOMPARE(cursor.edits[0].row, 2);
    QCOMPARE(cursor.edits[0].column, 7);
    QCOMPARE(cursor.edits[1].column, 3);
    QCOMPARE(cursor.pins[2].t, 10);
    QCOMPARE(cursor.pins[2].operation, std::string("f*c"));
    QCOMPARE(cursor.weight->column, 9);
    QCOMPARE(Cursor::parse({}), Cursor());
    QCOMPARE(Cursor::parse("t=2", cursor).unit, 3);
    const std::pair<const char*, const char*> wrong[] = {
        {"t=x", "t: expected a whole number from 1, got \"x\""},
        {"pass=up", "pass: expected forward or backward, got \"up\""},
        {"pin=f:x", "pin: expected f:3, f:3@10 or 3 (operation:unit@step), got \"f:x\""},
        {"weight=kernel", "weight: expected kernel:2,7 or bias:7, got \"kernel\""},
        {"letters=jax", "letters: expected gatewise or keras or pytorch or onnx or papers, got \"jax\""},
        {"clamp=f", "clamp: expected f:3@10-20=0 (operation:unit@steps=value), got \"f\""},
        {"edit=kernel=1", "edit: expected kernel:2,7=0.5, input:18,1=0.3 or state.h:3=0.1, got \"kernel=1\""}};
    for (const auto& [given, message] : wrong) {
        try {
            (void)Cursor::parse(given);
            QFAIL(given);
        } catch (const engine::Error& error) {
            QCOMPARE(QString::fromUtf8(error.what()), QLatin1String(message));
        }
    }
}

QTEST_MAIN(StepDrawing)
#include "tst_stepdrawing.moc"
