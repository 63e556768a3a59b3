// The Step page as a person uses it: keys' slots, clicks, zoom, play, focus, reading aloud, copy and paste, export.
#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QTemporaryDir>
#include <QtTest>

#include "gui/pages/step/export.h"
#include "gui/pages/step/steppage.h"
#include "gui/scene/cellscene.h"
#include "gui/scene/equationbar.h"
#include "gui/scene/sequencestrip.h"
#include "gui/widgets/drawingview.h"
#include "tests/support/traces.h"

using gui::Cursor;
using gui::StepPage;
using gui::Theme;

namespace {

std::shared_ptr<lessons::Snapshot> snapshotOf(const std::string& cell, int units) {
    auto snapshot = std::make_shared<lessons::Snapshot>();
    snapshot->shown.trace = std::make_shared<engine::Trace>(support::makeTrace(cell, units, 1, 20));
    snapshot->status.seed = 7;
    return snapshot;
}

gui::DrawingView* cellOf(StepPage& page) {
    for (auto* view : page.findChildren<gui::DrawingView*>())
        if (view->accessibleName() == QLatin1String("Cell")) return view;
    return nullptr;
}

}  // namespace

class StepPageTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { Theme::loadFonts(); }
    void walks();
    void clickingANumberGoesDown();
    void focusWalksTheNumbers();
    void isReadAloud();
    void playsAndStops();
    void copiesAndPastes();
    void exports();
    void aLargeLayerDrawsNoMore();
};

void StepPageTest::walks() {
    StepPage page;
    page.resize(800, 650);
    page.show();
    page.setSnapshot(snapshotOf("lstm", 4));
    QSignalSpy spy(&page, &StepPage::placePicked);
    page.nextOperation();
    QCOMPARE(page.cursor().operation, std::string("i"));
    page.nextStep();
    QCOMPARE(page.cursor().t, 2);
    page.previousOperation();
    QCOMPARE(page.cursor().operation, std::string("z_i"));
    page.togglePass();
    QCOMPARE(page.cursor().pass, Cursor::Pass::Backward);
    page.goFirst();
    QCOMPARE(page.cursor().operation, std::string("loss"));
    QCOMPARE(page.cursor().t, 20);
    page.nextOperation();
    QCOMPARE(page.cursor().operation, std::string("h"));
    QCOMPARE(spy.count(), 6);
}

void StepPageTest::clickingANumberGoesDown() {
    StepPage page;
    page.resize(800, 650);
    page.show();
    page.setSnapshot(snapshotOf("lstm", 4));
    Cursor cursor;
    cursor.t = 5;
    cursor.operation = "h";
    page.setPlace(cursor);
    auto* cell = cellOf(page);
    QVERIFY(cell);
    bool clicked = false;
    for (const auto& target : cell->drawing().targets) {
        if (target.id != QLatin1String("op=f,unit=3")) continue;
        QVERIFY(target.name.startsWith(QLatin1String("forget gate, unit 3, ")));
        QTest::mouseClick(cell, Qt::LeftButton, {}, target.rect.center().toPoint());
        clicked = true;
        break;
    }
    QVERIFY(clicked);
    QCOMPARE(page.cursor().operation, std::string("f"));
    QCOMPARE(page.cursor().unit, 3);
    QCOMPARE(page.cursor().zoom, Cursor::Zoom::Number);
    page.zoomOut();
    QCOMPARE(page.cursor().zoom, Cursor::Zoom::Cell);
    page.zoomOut();
    QCOMPARE(page.cursor().zoom, Cursor::Zoom::Sequence);
    page.zoomOut();
    QCOMPARE(page.cursor().zoom, Cursor::Zoom::Net);
    page.zoomOut();
    QCOMPARE(page.cursor().zoom, Cursor::Zoom::Net);
}

void StepPageTest::focusWalksTheNumbers() {
    StepPage page;
    page.resize(800, 650);
    page.show();
    page.setSnapshot(snapshotOf("gru", 4));
    auto* cell = cellOf(page);
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    cell->setFocus(Qt::TabFocusReason);
    QCOMPARE(cell->focusedTarget(), 0);
    QTest::keyClick(cell, Qt::Key_Tab);
    QCOMPARE(cell->focusedTarget(), 1);
    const QString id = cell->drawing().targets[1].id;
    QTest::keyClick(cell, Qt::Key_Return);
    QCOMPARE(gui::parseCursor(id, page.cursor()).operation, page.cursor().operation);
}

void StepPageTest::isReadAloud() {
    StepPage page;
    page.resize(800, 650);
    page.show();
    page.setSnapshot(snapshotOf("lstm", 4));
    Cursor cursor;
    cursor.operation = "h";
    page.setPlace(cursor);
    auto* cell = cellOf(page);
    QAccessibleInterface* access = QAccessible::queryAccessibleInterface(cell);
    QVERIFY(access);
    QCOMPARE(access->childCount(), int(cell->drawing().targets.size()));
    bool found = false;
    for (int k = 0; k < access->childCount(); ++k) {
        QAccessibleInterface* child = access->child(k);
        QVERIFY(child && child->isValid());
        QVERIFY(!child->text(QAccessible::Name).isEmpty());
        found = found || child->text(QAccessible::Name).startsWith(QLatin1String("forget gate, unit 3, 0."));
        QCOMPARE(access->indexOfChild(child), k);
    }
    QVERIFY(found);
}

void StepPageTest::playsAndStops() {
    StepPage page;
    page.resize(800, 650);
    page.show();
    page.setSnapshot(snapshotOf("simple_rnn", 3));
    page.togglePlay();
    QTRY_VERIFY_WITH_TIMEOUT(page.cursor().t >= 2, 8000);
    page.togglePlay();
    const Cursor held = page.cursor();
    QTest::qWait(1000);
    QCOMPARE(page.cursor(), held);
}

void StepPageTest::copiesAndPastes() {
    StepPage page;
    page.setSnapshot(snapshotOf("lstm", 4));
    page.setPlace(Cursor::parse("t=9,op=g,unit=2,clamp=f=0"));
    page.copyState();
    const QString text = QGuiApplication::clipboard()->text();
    page.setPlace(Cursor());
    page.pasteState();
    QCOMPARE(page.cursor().t, 9);
    QCOMPARE(page.cursor().operation, std::string("g"));
    QCOMPARE(page.cursor().clamps.size(), std::size_t(1));
    QCOMPARE(page.cursor().seed, qint64(7));
    QSignalSpy failed(&page, &StepPage::failed);
    QGuiApplication::clipboard()->setText(QStringLiteral("t=soon"));
    page.pasteState();
    QCOMPARE(failed.count(), 1);
    QCOMPARE(page.cursor().t, 9);
}

void StepPageTest::exports() {
    StepPage page;
    page.resize(800, 650);
    page.show();
    const auto snapshot = snapshotOf("lstm", 4);
    page.setSnapshot(snapshot);
    QTemporaryDir folder;
    const Theme theme = Theme::make(Theme::Kind::Light);
    const std::pair<const char*, const char*> starts[] = {{"svg", "<?xml"}, {"pdf", "%PDF"}, {"png", "\x89PNG"}};
    for (const auto& [ending, start] : starts) {
        const QString file = folder.filePath(QStringLiteral("page.") + QLatin1String(ending));
        gui::exportDrawing(page.wholeDrawing(), theme, file);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(written.readAll().startsWith(start));
    }
    gui::exportTrace(*snapshot, {}, folder.filePath(QStringLiteral("trace.csv")));
    QFile csv(folder.filePath(QStringLiteral("trace.csv")));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const auto lines = csv.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 1 + 20 * 4);
    QVERIFY(lines[0].startsWith("t,unit,z_i,dL/d(z_i),i,"));
    // The forget gate of unit 2 at t = 1, as the trace has it: a column pair an operation.
    const int forget = snapshot->shown.trace->cell.program->find("f");
    QCOMPARE(lines[2].split(',')[2 + 2 * forget].toFloat(),
             snapshot->shown.trace->cell.values[std::size_t(forget)](0, 1));
    QVERIFY_EXCEPTION_THROWN(gui::exportTrace(*snapshot, {}, folder.filePath(QStringLiteral("trace.xyz"))),
                             engine::Error);
    QVERIFY_EXCEPTION_THROWN(
        gui::exportDrawing(page.wholeDrawing(), theme, folder.filePath(QStringLiteral("no/such/page.svg"))),
        engine::Error);
}

/// What is drawn does not grow with the layer: what a cursor move costs, bench_guilatency prints.
void StepPageTest::aLargeLayerDrawsNoMore() {
    const Theme theme = Theme::make(Theme::Kind::Light);
    Cursor cursor;
    cursor.t = 10;
    cursor.operation = "c";
    const auto count = [&](int units) {
        const auto trace = support::makeTrace("lstm", units, 1, 50);
        std::size_t all = 0;
        for (const auto& drawing : {gui::drawSequence(trace, {}, cursor, theme, QSizeF(766, 126)),
                                    gui::drawCell(trace, cursor, theme, QSizeF(766, 470)),
                                    gui::drawEquation(trace, cursor, theme, QSizeF(766, 72))})
            all += drawing.texts.size() + drawing.targets.size();
        return all;
    };
    const std::size_t some = count(32), many = count(256);
    QVERIFY2(many <= some + some / 4, qPrintable(QStringLiteral("%1 for 32 units, %2 for 256").arg(some).arg(many)));
}

QTEST_MAIN(StepPageTest)
#include "tst_steppage.moc"
