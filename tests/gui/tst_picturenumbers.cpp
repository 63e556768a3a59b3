// What the numbers of the Step page's pictures owe their reader: clear ground, digits that add up, a scale that is
// said.
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QtTest>
#include <cmath>

#include "gui/charts/ticks.h"
#include "gui/place/cellnames.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellfit.h"
#include "gui/scene/cellscene.h"
#include "gui/scene/equationbar.h"
#include "gui/scene/numberzoom.h"
#include "gui/scene/sequencestrip.h"
#include "tests/support/contrast.h"
#include "tests/support/traces.h"

using gui::Cursor;
using gui::Drawing;
using gui::DrawnText;
using gui::Theme;

namespace {

const QRegularExpression kNumber(QStringLiteral("^(\u2212?\\d+(\\.\\d+)?(e\u2212?\\d+)?|\\?|t = \\d+)$"));

struct Look {
    Theme::Kind kind;
    bool presenter;
    double scale;
};

const std::vector<Look>& looks() {
    static const std::vector<Look> list = [] {
        std::vector<Look> all;
        for (const auto kind : {Theme::Kind::Light, Theme::Kind::Dark, Theme::Kind::HighContrast})
            for (const auto& [presenter, scale] : {std::pair{false, 1.0}, {false, 1.5}, {true, 1.0}})
                all.push_back({kind, presenter, scale});
        return all;
    }();
    return list;
}

/// A picture without its texts: what they stand on.
QImage ground(Drawing drawing, const Theme& theme) {
    drawing.texts.clear();
    QImage image(drawing.size.toSize(), QImage::Format_RGB32);
    image.fill(theme.ground);
    QPainter painter(&image);
    drawing.paint(painter);
    return image;
}

/// "" where every number stands on one colour; else which one a line or a bar runs through.
QString struckThrough(const Drawing& drawing, const Theme& theme) {
    const QImage image = ground(drawing, theme);
    for (const DrawnText& text : drawing.texts) {
        if (!kNumber.match(text.text).hasMatch()) continue;
        const QRect ink = gui::inkOf(text).toAlignedRect() & image.rect();
        for (int y = ink.top(); y <= ink.bottom(); ++y)
            for (int x = ink.left(); x <= ink.right(); ++x)
                if (image.pixel(x, y) != image.pixel(ink.center()))
                    return QStringLiteral("\"%1\" (%2) at %3,%4: something runs through its digits at %5,%6")
                        .arg(text.text, text.name)
                        .arg(ink.left())
                        .arg(ink.top())
                        .arg(x)
                        .arg(y);
    }
    return {};
}

double numberOf(QString text) {
    return text.replace(QChar(0x2212), QLatin1Char('-')).toDouble();
}

/// Half of the last digit that is shown.
double halfDigit(const QString& text) {
    if (text == QLatin1String("0")) return 0;
    const auto power = text.indexOf(QLatin1Char('e'));
    const QString digits = text.left(power);
    const auto point = digits.indexOf(QLatin1Char('.'));
    return 0.5 * std::pow(10.0, point < 0 ? 0.0 : -double(digits.size() - point - 1)) *
           (power < 0 ? 1.0 : std::pow(10.0, numberOf(text.mid(power + 1))));
}

gui::SequenceInfo curve() {
    gui::SequenceInfo info;
    info.input.stepName = "half-hour";
    info.sample.name = lessons::TextSample{"window ending Tuesday 14:30"};
    return info;
}

/// The first, a middle and the last station of a pass.
std::vector<Cursor> places(const engine::Trace& trace, Cursor::Pass pass) {
    const auto stations = gui::stationsOf(*trace.cell.program, pass);
    std::vector<Cursor> result;
    for (const std::size_t s : {std::size_t(0), stations.size() / 2, stations.size() - 1}) {
        Cursor cursor;
        cursor.pass = pass;
        cursor.t = 7;
        cursor.unit = 4;
        cursor.operation = stations[s].name;
        result.push_back(cursor);
    }
    return result;
}

}  // namespace

class PictureNumbers : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { Theme::loadFonts(); }
    void standOnClearGround();
    void addUp();
    void forwardValuesStay();
    void haveATrueMinus();
    void scalesAreRobustAndSaid();
    void featuresAreNoUnits();
    void stripRowsHaveLabels();
    void ghostsAreSeen();
    void focusRingsCutNoText();
    void aBigScreenShowsMore();
};

void PictureNumbers::standOnClearGround() {
    int turn = 0;
    for (const std::string& cell : engine::cellProgramNames()) {
        const auto trace = support::makeTrace(cell, 12, 3, 12), single = support::makeTrace(cell, 50, 1, 40);
        for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward})
            for (const Look& look : looks()) {
                const Theme theme = Theme::make(look.kind, look.presenter, look.scale);
                for (const Cursor& cursor : places(trace, pass)) {
                    const QSizeF sizes[] = {{766, 500}, {640, 320}, {992, 420}, {1900, 1060}};
                    const QSizeF given = sizes[turn++ % 4];
                    const auto& shown = turn % 2 ? trace : single;
                    const QSizeF size = given.expandedTo(gui::smallestCellSize(shown, theme));
                    const std::pair<const char*, Drawing> all[] = {
                        {"cell", gui::drawCell(shown, cursor, theme, size)},
                        {"number", gui::drawNumber(shown, cursor, theme, given.expandedTo({460, 320}))},
                        {"strip", gui::drawSequence(shown, curve(), cursor, theme,
                                                    QSizeF(given.width(), gui::sequenceHeight(theme)))}};
                    for (const auto& [what, drawing] : all) {
                        const QString fault = struckThrough(drawing, theme);
                        QVERIFY2(fault.isEmpty(),
                                 qPrintable(QStringLiteral("%1 of %2 %3 %4 %5%6 %7x%8: ")
                                                .arg(QLatin1String(what), QString::fromStdString(cell),
                                                     gui::textOf(cursor), theme.name())
                                                .arg(look.scale)
                                                .arg(look.presenter ? QStringLiteral(" presenter") : QString())
                                                .arg(size.width())
                                                .arg(size.height()) +
                                            fault));
                    }
                }
            }
    }
}

/// What a learner can add up on paper gives the sum that is shown, to half a last digit a number.
void PictureNumbers::addUp() {
    const Theme theme = Theme::make(Theme::Kind::Light);
    int sums = 0;
    for (const std::string& cell : engine::cellProgramNames()) {
        const auto trace = support::makeTrace(cell, 6, 2, 15);
        for (const auto& station : gui::stationsOf(*trace.cell.program, Cursor::Pass::Backward)) {
            if (station.kind != gui::Station::Kind::Operation) continue;
            for (int t = 1; t <= 15; ++t) {
                Cursor cursor;
                cursor.pass = Cursor::Pass::Backward;
                cursor.zoom = Cursor::Zoom::Number;
                cursor.operation = station.name;
                cursor.t = t;
                cursor.unit = 1 + t % 6;
                double total = 0, allowed = 0, sum = 0, largest = 0;
                bool hasSum = false;
                for (const DrawnText& text : gui::drawNumber(trace, cursor, theme, QSizeF(766, 500)).texts) {
                    if (!kNumber.match(text.text).hasMatch() || !text.name.endsWith(QStringLiteral(", ") + text.text))
                        continue;
                    if (text.name.startsWith(QLatin1String("gradient of"))) continue;
                    allowed += halfDigit(text.text);
                    if (text.name.startsWith(QLatin1String("sum, "))) {
                        sum = numberOf(text.text);
                        hasSum = true;
                        continue;
                    }
                    total += numberOf(text.text);
                    largest = std::max(largest, std::abs(numberOf(text.text)));
                    // Three digits that count, or zero.
                    QString digits = text.text.section(QLatin1Char('e'), 0, 0);
                    digits.remove(QChar(0x2212)).remove(QLatin1Char('.')).remove(QRegularExpression("^0+"));
                    QVERIFY2(text.text == QLatin1String("0") || digits.size() >= 3, qPrintable(text.name));
                }
                QVERIFY2(hasSum, qPrintable(gui::textOf(cursor)));
                QVERIFY2(std::abs(total - sum) <= allowed + 2e-6 * largest,
                         qPrintable(QStringLiteral("%1 %2: %3 is shown, %4 is added up")
                                        .arg(QString::fromStdString(cell), gui::textOf(cursor))
                                        .arg(sum)
                                        .arg(total)));
                ++sums;
            }
        }
    }
    QVERIFY(sums > 1000);
}

/// In the backward pass every vector shows its forward value below the gradient, known or not.
void PictureNumbers::forwardValuesStay() {
    const Theme theme = Theme::make(Theme::Kind::Light);
    for (const std::string& cell : engine::cellProgramNames()) {
        const auto trace = support::makeTrace(cell, 6, 1, 8);
        const gui::Reading reading(trace);
        for (const Cursor& cursor : places(trace, Cursor::Pass::Backward)) {
            int found = 0;
            static const QRegularExpression form(QStringLiteral("^forward: (.+?)( before)?, unit (\\d+), (.+)$"));
            for (const DrawnText& text : gui::drawCell(trace, cursor, theme, QSizeF(800, 526)).texts) {
                const auto match = form.match(text.name);
                if (!match.hasMatch()) continue;
                ++found;
                for (std::size_t o = 0; o < reading.program().operations.size(); ++o) {
                    if (gui::labelOf(reading.program().operations[o]) != match.captured(1)) continue;
                    const engine::Index unit = match.captured(3).toInt() - 1;
                    const double truth = match.captured(2).isEmpty()
                                             ? reading.value(int(o), 6, unit)
                                             : reading.previous(reading.stateOf(int(o)), 6, unit);
                    QVERIFY2(std::abs(numberOf(text.text) - truth) <= halfDigit(text.text) * 1.001 + 1e-7,
                             qPrintable(text.name));
                    QVERIFY(text.colour != theme.ink || reading.program().operations[o].role == engine::Role::Hidden);
                }
            }
            QVERIFY2(found >= 2 * int(reading.program().states.size()),
                     qPrintable(QString::fromStdString(cell) + QStringLiteral(": %1").arg(found)));
        }
    }
}

void PictureNumbers::haveATrueMinus() {
    QCOMPARE(gui::gradientNumber(-8.12e-5), QStringLiteral("\u22128.12e\u22125"));
    QCOMPARE(gui::gradientNumber(-1.35e-3), QStringLiteral("\u22121.35e\u22123"));
    QCOMPARE(gui::gradientNumber(9.996e-3), QStringLiteral("0.0100"));
    QCOMPARE(gui::gradientNumber(9.994e-4), QStringLiteral("9.99e\u22124"));
    QCOMPARE(gui::gradientNumber(9.996e-4), QStringLiteral("1.00e\u22123"));
    QCOMPARE(gui::gradientNumber(-0.04567), QStringLiteral("\u22120.0457"));
    QCOMPARE(gui::gradientNumber(12.3456), QStringLiteral("12.3"));
    QCOMPARE(gui::gradientNumber(-0.0), QStringLiteral("0"));
    QCOMPARE(gui::shortNumber(-0.001), QStringLiteral("0.00"));
    QCOMPARE(gui::number(-0.0004, 3), QStringLiteral("0.000"));
    static const QRegularExpression ascii(QStringLiteral("(^|[^A-Za-z])-\\d|e-\\d")),
        zero(QStringLiteral("[-\u2212]0(\\.0+)?$"));
    const auto check = [&](const QString& text) {
        QVERIFY2(!ascii.match(text).hasMatch() && !zero.match(text).hasMatch(), qPrintable(text));
    };
    for (const auto& tick : gui::logTicks(-9, -1, 4)) check(tick.label);
    for (const auto& tick : gui::niceTicks(-1, 1, 5)) check(tick.label);
    const Theme theme = Theme::make(Theme::Kind::Light);
    for (const std::string& cell : engine::cellProgramNames()) {
        const auto trace = support::makeTrace(cell, 6, 2, 30);
        for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward})
            for (const auto& station : gui::stationsOf(*trace.cell.program, pass)) {
                Cursor cursor;
                cursor.pass = pass;
                cursor.operation = station.name;
                cursor.t = 4;
                for (const Drawing& drawing : {gui::drawCell(trace, cursor, theme, QSizeF(800, 526)),
                                               gui::drawNumber(trace, cursor, theme, QSizeF(800, 526)),
                                               gui::drawEquation(trace, cursor, theme, QSizeF(800, 70)),
                                               gui::drawSequence(trace, curve(), cursor, theme, QSizeF(800, 140))})
                    for (const DrawnText& text : drawing.texts) check(text.text);
                if (QTest::currentTestFailed()) return;
            }
    }
}

void PictureNumbers::scalesAreRobustAndSaid() {
    // One number of a hundred is far out: it does not whiten the others.
    std::vector<std::vector<double>> rows(4, std::vector<double>(25, 0.5));
    rows[2][7] = 40;
    QCOMPARE(gui::usualSize(rows), 0.5);
    // A relu that is shut says nothing about the scale of one that is open.
    for (auto& row : rows) std::fill(row.begin(), row.begin() + 20, 0.0);
    QVERIFY(gui::usualSize(rows) <= 0.5);
    QCOMPARE(gui::roundScale(1.62), 1.7);
    QCOMPARE(gui::roundScale(0.98), 1.0);
    QCOMPARE(gui::scaleNumber(1.7), QStringLiteral("1.7"));
    QCOMPARE(gui::scaleNumber(2.4e-5), QStringLiteral("2.4e\u22125"));

    const Theme theme = Theme::make(Theme::Kind::Light);
    const auto trace = support::makeTrace("lstm", 50, 1, 40);
    for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward}) {
        const Cursor cursor = places(trace, pass)[1];
        const auto says = [](const Drawing& drawing, const QString& word) {
            return std::any_of(drawing.texts.begin(), drawing.texts.end(),
                               [&](const DrawnText& text) { return text.text.contains(word); });
        };
        QVERIFY(says(gui::drawCell(trace, cursor, theme, QSizeF(800, 526)), QStringLiteral("full bar = ")));
        // The key of the strip: from minus the scale to the scale.
        const gui::Reading reading(trace);
        const int c = reading.program().find("c");
        const QString full =
            gui::scaleNumber(pass == Cursor::Pass::Forward ? reading.usual(c) : reading.usualGradient(c));
        const Drawing strip = gui::drawSequence(trace, curve(), cursor, theme, QSizeF(800, 150));
        QVERIFY2(says(strip, full) && says(strip, QChar(0x2212) + full), qPrintable(full));
    }
}

void PictureNumbers::featuresAreNoUnits() {
    const Theme theme = Theme::make(Theme::Kind::Light);
    const auto trace = support::makeTrace("lstm", 12, 5, 12);
    for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward}) {
        QStringList named;
        for (const DrawnText& text : gui::drawCell(trace, places(trace, pass)[1], theme, QSizeF(800, 526)).texts)
            if (text.name.startsWith(QLatin1String("feature "))) named << text.text;
        QVERIFY(named.size() >= 2);
        for (const QString& name : named) QVERIFY2(name.startsWith(QLatin1Char('x')), qPrintable(name));
    }
}

void PictureNumbers::stripRowsHaveLabels() {
    const Theme theme = Theme::make(Theme::Kind::Light);
    const auto trace = support::makeTrace("lstm", 50, 1, 40);
    QStringList units, input;
    for (const DrawnText& text : gui::drawSequence(trace, curve(), places(trace, Cursor::Pass::Forward)[1], theme,
                                                   QSizeF(800, gui::sequenceHeight(theme)))
                                     .texts) {
        if (text.name.startsWith(QLatin1String("unit "))) units << text.text;
        if (text.name == QLatin1String("input")) input << text.text;
    }
    QCOMPARE(units.size(), 4);
    QVERIFY(units.contains(QStringLiteral("4")));
    QCOMPARE(input, QStringList{QStringLiteral("x")});
}

void PictureNumbers::ghostsAreSeen() {
    for (const bool presenter : {false, true}) {
        const Theme theme = Theme::make(Theme::Kind::HighContrast, presenter);
        for (const std::string& cell : engine::cellProgramNames()) {
            const auto trace = support::makeTrace(cell, 6, 2, 8);
            for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward})
                for (const Cursor& cursor : places(trace, pass))
                    for (const DrawnText& text : gui::drawCell(trace, cursor, theme, QSizeF(1000, 560)).texts)
                        QVERIFY2(support::contrast(text.colour, theme.card) >= 3,
                                 qPrintable(QStringLiteral("%1 %2: \"%3\" has %4")
                                                .arg(QString::fromStdString(cell), gui::textOf(cursor), text.text)
                                                .arg(support::contrast(text.colour, theme.card))));
        }
    }
}

void PictureNumbers::focusRingsCutNoText() {
    for (const bool presenter : {false, true}) {
        const Theme theme = Theme::make(Theme::Kind::Light, presenter);
        for (const std::string& cell : engine::cellProgramNames()) {
            const auto trace = support::makeTrace(cell, 12, 3, 12);
            for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward})
                for (const Cursor& cursor : places(trace, pass)) {
                    const Drawing drawing = gui::drawCell(trace, cursor, theme, QSizeF(900, 560));
                    for (const auto& target : drawing.targets) {
                        const QRectF ring = gui::focusRing(drawing, target);
                        const qreal half = gui::kRingWidth / 2;
                        const QRectF inside = ring.adjusted(half, half, -half, -half),
                                     outside = ring.adjusted(-half, -half, half, half);
                        for (const DrawnText& text : drawing.texts) {
                            const QRectF ink = gui::inkOf(text);
                            QVERIFY2(!ink.intersects(outside) || inside.contains(ink),
                                     qPrintable(QStringLiteral("%1 %2: the ring of \"%3\" cuts \"%4\"")
                                                    .arg(QString::fromStdString(cell), gui::textOf(cursor), target.name,
                                                         text.text) +
                                                QStringLiteral(" %1,%2 %3x%4; ring %5,%6 %7x%8")
                                                    .arg(ink.left())
                                                    .arg(ink.top())
                                                    .arg(ink.width())
                                                    .arg(ink.height())
                                                    .arg(ring.left())
                                                    .arg(ring.top())
                                                    .arg(ring.width())
                                                    .arg(ring.height())));
                        }
                    }
                }
        }
    }
}

void PictureNumbers::aBigScreenShowsMore() {
    const Theme theme = Theme::make(Theme::Kind::Light);
    for (const std::string& cell : engine::cellProgramNames()) {
        const auto trace = support::makeTrace(cell, 50, 1, 4);
        const auto& program = *trace.cell.program;
        for (const bool backward : {false, true}) {
            const gui::CellFit small = gui::fitCell(program, backward, theme, QSizeF(800, 526)),
                               large = gui::fitCell(program, backward, theme, QSizeF(1900, 1060));
            QVERIFY2(large.layout.rows > small.layout.rows, cell.c_str());
            QVERIFY(large.metrics.row > small.metrics.row * 1.2);
            QVERIFY(large.theme.pixels(Theme::Text::Number) > small.theme.pixels(Theme::Text::Number));
            QVERIFY(large.theme.pixels(Theme::Text::Number) <= 24);
            // From the first symbol to the bus the picture fills most of its height.
            qreal top = 1060, bottom = 0;
            for (const auto& stack : large.layout.incoming) top = std::min(top, stack.rows.top());
            for (const auto& column : large.layout.columns) bottom = std::max(bottom, column.card.bottom());
            for (const auto& column : large.layout.columns) top = std::min(top, column.card.top());
            QVERIFY2(bottom - top > 0.5 * 1060,
                     qPrintable(QString::fromStdString(cell) + QStringLiteral(": %1 of 1060").arg(bottom - top)));
        }
    }
}

QTEST_MAIN(PictureNumbers)
#include "tst_picturenumbers.moc"
