// Where a cell's parts stand, and which units have a row: by the numbers, for every cell and size.
#include <QtTest>
#include <set>

#include "gui/place/reading.h"
#include "gui/scene/cellfit.h"
#include "gui/scene/layout.h"
#include "gui/scene/units.h"
#include "tests/support/traces.h"

using gui::CellLayout;
using gui::Cursor;
using gui::Theme;

namespace {

constexpr qreal kHair = 0.5;

bool isInside(const QRectF& whole, const QRectF& part) {
    return whole.adjusted(-kHair, -kHair, kHair, kHair).contains(part);
}

bool overlap(const QRectF& a, const QRectF& b) {
    return a.adjusted(kHair, kHair, -kHair, -kHair).intersects(b.adjusted(kHair, kHair, -kHair, -kHair));
}

/// How often operations read something: each is a wire to an operator. An affine operation reads by the bus below.
std::size_t elementwiseReads(const engine::CellProgram& program) {
    std::size_t reads = 0;
    for (const auto& operation : program.operations) reads += operation.operands.size();
    return reads;
}

}  // namespace

class TestCellLayout : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { Theme::loadFonts(); }

    void everyPartHasItsPlace_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<int>("units");
        QTest::addColumn<QSizeF>("size");
        for (const std::string& cell : engine::cellProgramNames())
            for (const int units : {1, 4, 50})
                for (const QSizeF size : {QSizeF(700, 380), QSizeF(1100, 620)})
                    QTest::addRow("%s, %d units, %d wide", cell.c_str(), units, int(size.width()))
                        << QString::fromStdString(cell) << units << size;
    }

    void everyPartHasItsPlace() {
        QFETCH(QString, cell);
        QFETCH(int, units);
        QFETCH(QSizeF, size);
        const auto trace = support::makeTrace(cell.toStdString(), units, 2, 3);
        const engine::CellProgram& program = *trace.cell.program;
        const gui::CellMetrics metrics = gui::cellMetrics(Theme::make(Theme::Kind::Light), units);
        const QSizeF whole = size.expandedTo(gui::smallestCell(program, metrics));
        const CellLayout layout = gui::layoutCell(program, metrics, whole);
        const QRectF frame(QPointF(0, 0), whole);

        QVERIFY(layout.rows >= 1 && layout.rows <= units);
        QCOMPARE(layout.incoming.size(), layout.outgoing.size());
        QVERIFY(!layout.incoming.empty());
        // A card for each affine operation, from left to right and apart.
        std::size_t affine = 0;
        for (const auto& operation : program.operations) affine += operation.kind == engine::Operation::Kind::Affine;
        QVERIFY(layout.columns.size() <= affine && !layout.columns.empty());
        for (std::size_t k = 0; k < layout.columns.size(); ++k) {
            const auto& column = layout.columns[k];
            QVERIFY(isInside(frame, column.card));
            QVERIFY(isInside(column.card, column.rows));
            QVERIFY(std::abs(column.rows.height() - layout.rows * metrics.row) < 1);
            QVERIFY(layout.column(column.operation) == &column);
            for (std::size_t other = 0; other < k; ++other) QVERIFY(!overlap(column.card, layout.columns[other].card));
            for (const auto& stack : layout.incoming) QVERIFY(!overlap(column.card, stack.rows));
            for (const auto& stack : layout.outgoing) QVERIFY(!overlap(column.card, stack.rows));
            QVERIFY(!overlap(column.card, layout.input.rows));
        }
        for (const auto& stacks : {layout.incoming, layout.outgoing})
            for (std::size_t k = 0; k < stacks.size(); ++k) {
                QVERIFY(isInside(frame, stacks[k].rows));
                for (std::size_t other = 0; other < k; ++other) QVERIFY(!overlap(stacks[k].rows, stacks[other].rows));
            }
        // Every operation is a card's or an operator's, and no two operators lie on one another.
        std::set<int> placed;
        for (const auto& column : layout.columns) placed.insert({column.affine, column.operation});
        for (std::size_t k = 0; k < layout.nodes.size(); ++k) {
            const auto& node = layout.nodes[k];
            QVERIFY2(placed.insert(node.operation).second, "an operation stands in one place");
            QVERIFY(frame.contains(node.centre));
            for (std::size_t other = 0; other < k; ++other) {
                const QPointF way = node.centre - layout.nodes[other].centre;
                QVERIFY(std::hypot(way.x(), way.y()) >= 2 * metrics.node - kHair);
            }
        }
        QCOMPARE(placed.size(), program.operations.size());
        // Wires join what the program joins: none is left out, each ends in the picture.
        std::size_t reads = 0;
        for (const auto& wire : layout.wires) {
            QVERIFY(wire.points.size() >= 2);
            for (const QPointF& point : wire.points) QVERIFY(frame.adjusted(-1, -1, 1, 1).contains(point));
            reads += wire.reader >= 0;
        }
        QVERIFY2(reads >= elementwiseReads(program) - layout.columns.size(),
                 qPrintable(QStringLiteral("%1 wires, %2 reads").arg(reads).arg(elementwiseReads(program))));
    }

    void aLargerPictureHasNoFewerRows() {
        const auto trace = support::makeTrace("lstm", 50, 1, 3);
        const gui::CellMetrics metrics = gui::cellMetrics(Theme::make(Theme::Kind::Light), 50);
        int before = 0;
        for (int height = 380; height <= 900; height += 20) {
            const int rows = gui::layoutCell(*trace.cell.program, metrics, QSizeF(1000, height)).rows;
            QVERIFY(rows >= before);
            before = rows;
        }
        QVERIFY(before > 4);
    }

    void smallNetsShowEveryUnit() {
        const auto trace = support::makeTrace("gru", 5, 1, 4);
        const gui::Reading reading(trace);
        QCOMPARE(gui::shownUnits(reading, {}, 5), (std::vector<engine::Index>{0, 1, 2, 3, 4}));
        QCOMPARE(gui::shownUnits(reading, {}, 3).size(), std::size_t(3));
    }

    void currentAndPinnedUnitsAreAlwaysShown() {
        const auto trace = support::makeTrace("lstm", 40, 1, 6);
        const gui::Reading reading(trace);
        for (const auto choice : {Cursor::Choice::Active, Cursor::Choice::Changed})
            for (int unit = 1; unit <= 40; ++unit) {
                Cursor cursor;
                cursor.t = 1 + unit % 6;
                cursor.unit = unit;
                cursor.choice = choice;
                cursor.pins = {{"c", 40, 0}, {"f", 1, 0}};
                const auto shown = gui::shownUnits(reading, cursor, 6);
                QCOMPARE(shown.size(), std::size_t(6));
                QVERIFY(std::is_sorted(shown.begin(), shown.end()));
                for (const int wanted : {unit - 1, 39, 0})
                    QVERIFY(std::find(shown.begin(), shown.end(), engine::Index(wanted)) != shown.end());
            }
    }

    void theMostActiveAreThoseOfTheWholeSequence() {
        const auto trace = support::makeTrace("lstm", 30, 1, 5);
        const gui::Reading reading(trace);
        const int output = trace.cell.program->output;
        const auto& h = trace.cell.values[std::size_t(output)];
        Cursor cursor;
        const auto shown = gui::shownUnits(reading, cursor, 4);
        // None that is not shown did more than one that is; the current unit is there whatever it does.
        double least = std::numeric_limits<double>::infinity(), most = 0;
        for (engine::Index unit = 0; unit < 30; ++unit) {
            const double activity = double(h.col(unit).cwiseAbs().sum());
            const bool isShown = std::find(shown.begin(), shown.end(), unit) != shown.end();
            if (isShown && unit != cursor.unit - 1) least = std::min(least, activity);
            if (!isShown) most = std::max(most, activity);
        }
        QVERIFY(most <= least);
        // While t moves they stay.
        for (int t = 1; t <= 5; ++t) {
            cursor.t = t;
            QCOMPARE(gui::shownUnits(reading, cursor, 4), shown);
        }
    }

    void theMostChangedAreThoseOfThisStep() {
        const auto trace = support::makeTrace("lstm", 30, 1, 5);
        const gui::Reading reading(trace);
        const auto& h = trace.cell.values[std::size_t(trace.cell.program->output)];
        Cursor cursor;
        cursor.choice = Cursor::Choice::Changed;
        cursor.t = 3;
        const auto shown = gui::shownUnits(reading, cursor, 4);
        double least = std::numeric_limits<double>::infinity(), most = 0;
        for (engine::Index unit = 0; unit < 30; ++unit) {
            const double change = std::abs(double(h(2, unit)) - double(h(1, unit)));
            const bool isShown = std::find(shown.begin(), shown.end(), unit) != shown.end();
            if (isShown && unit != cursor.unit - 1) least = std::min(least, change);
            if (!isShown) most = std::max(most, change);
        }
        QVERIFY(most <= least + 1e-7);
    }
};

QTEST_MAIN(TestCellLayout)
#include "tst_celllayout.moc"
