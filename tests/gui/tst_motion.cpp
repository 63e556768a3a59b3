// What moves: at rest nothing is left of it, nobody waits for it, and reduced motion is a cut.
#include <QElapsedTimer>
#include <QPainter>
#include <QtTest>

#include "gui/pages/step/steppage.h"
#include "gui/scene/cellmotion.h"
#include "gui/widgets/drawingview.h"
#include "gui/widgets/motionview.h"
#include "tests/support/traces.h"

using gui::Cursor;
using gui::MotionView;
using gui::StepPage;

namespace {

std::shared_ptr<lessons::Snapshot> snapshotOf(int units, std::uint64_t seed = 7) {
    auto snapshot = std::make_shared<lessons::Snapshot>();
    snapshot->shown.trace = std::make_shared<engine::Trace>(support::makeTrace("lstm", units, 1, 20, seed));
    snapshot->status.seed = 7;
    return snapshot;
}

struct Fixture {
    StepPage page;
    MotionView* motion = nullptr;
    Fixture() {
        page.resize(800, 650);
        page.setTheme(gui::Theme::make(gui::Theme::Kind::Light));
        page.show();
        page.setSnapshot(snapshotOf(4));
        motion = page.findChild<MotionView*>();
        QTest::qWait(50);
    }
    [[nodiscard]] QImage image() { return page.grab().toImage(); }
};

}  // namespace

class MotionTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { gui::Theme::loadFonts(); }

    void comesToTheSamePictureAsAJump() {
        Fixture walked, jumped;
        walked.page.nextOperation();
        QVERIFY(walked.motion->isVisible());
        jumped.page.setPlace(walked.page.cursor());
        QVERIFY(!jumped.motion->isVisible());
        QVERIFY(walked.image() != jumped.image());
        QTRY_VERIFY_WITH_TIMEOUT(!walked.motion->isVisible(), 5000);
        QCOMPARE(walked.image(), jumped.image());
    }

    void theNextKeyDoesNotWait() {
        Fixture f;
        for (int k = 0; k < 5; ++k) f.page.nextOperation();
        QCOMPARE(f.page.cursor().operation, std::string("g"));
        f.page.previousOperation();
        QVERIFY2(!f.motion->isVisible(), "a step back is a cut");
    }

    void slowOnceThenFast() {
        Fixture f;
        const auto lasts = [&] {
            QElapsedTimer timer;
            f.page.nextOperation();
            timer.start();
            while (f.motion->isVisible() && timer.elapsed() < 5000) QTest::qWait(5);
            return timer.elapsed();
        };
        const qint64 first = lasts();
        f.page.previousOperation();
        const qint64 again = lasts();
        QVERIFY2(first >= 800 && again >= 400 && again < first - 200,
                 qPrintable(QStringLiteral("%1 then %2 ms").arg(first).arg(again)));
    }

    void isScrubbed() {
        Fixture f;
        f.page.nextOperation();
        f.page.scrubMotion(0.3);
        const double held = f.motion->phase();
        QTest::qWait(100);
        QCOMPARE(f.motion->phase(), held);
        f.page.scrubMotion(1);
        QVERIFY(!f.motion->isVisible());
        f.page.scrubMotion(-0.5);
        QVERIFY(f.motion->isVisible());
        QCOMPARE(f.motion->phase(), 0.5);
        f.page.nextOperation();
        QVERIFY(f.motion->phase() < 0.5);
    }

    void reducedMotionIsACut() {
        Fixture f;
        f.page.setReducedMotion(true);
        f.page.nextOperation();
        QVERIFY(!f.motion->isVisible());
        f.page.zoomIn();
        QVERIFY(!f.motion->isVisible());
        f.page.setReducedMotion(false);
        f.page.zoomOut();
        QVERIFY(f.motion->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!f.motion->isVisible(), 1000);
    }

    void aLiveSnapshotDoesNotWait() {
        Fixture f;
        f.page.nextOperation();
        const auto next = snapshotOf(4, 11);
        f.page.setSnapshot(next);
        QTRY_VERIFY_WITH_TIMEOUT(!f.motion->isVisible(), 5000);
        Fixture jumped;
        jumped.page.setSnapshot(next);
        jumped.page.setPlace(f.page.cursor());
        QTRY_COMPARE_WITH_TIMEOUT(f.image(), jumped.image(), 2000);
    }

    /// A frame's work: the moving things made anew, and painted over the kept picture where they are.
    void aFrameIsCheap() {
        const auto trace = support::makeTrace("lstm", 256, 1, 50);
        const gui::Theme theme = gui::Theme::make(gui::Theme::Kind::Light);
        const QSizeF size(766, 470);
        Cursor cursor;
        cursor.t = 18;
        cursor.operation = "i*g";
        const gui::CellMotion motion(trace, cursor, theme, size);
        QPixmap still(size.toSize()), screen(size.toSize());
        still.fill(Qt::white);
        QElapsedTimer timer;
        timer.start();
        constexpr int frames = 60;
        for (int k = 0; k < frames; ++k) {
            QPainter painter(&screen);
            painter.drawPixmap(0, 0, still);
            motion.at(double(k) / frames).paint(painter);
        }
        const double each = double(timer.nsecsElapsed()) / 1e6 / frames;
        qInfo("a frame of motion takes %.2f ms", each);
        QVERIFY(each < 16);
    }
};

QTEST_MAIN(MotionTest)
#include "tst_motion.moc"
