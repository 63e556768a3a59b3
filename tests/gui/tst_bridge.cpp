// What the bridge keeps and what it lets go: nets of lessons that were left, their runs and places; sessions and
// threads.
#include <QDir>
#include <QtTest>

#include "gui/app/mainwindow.h"
#include "gui/bridge/parking.h"
#include "tests/support/tinytask.h"

using gui::Bridge;
using gui::MainWindow;
using gui::Selection;
using lessons::RunState;

namespace {

Selection small(const char* lesson = "forecasting") {
    Selection selection;
    selection.lesson = lesson;
    selection.version = "tutorial";
    selection.threads = 1;
    if (selection.lesson == "forecasting") selection.overrides = {"model.lstm.units=4", "data.look_back=12"};
    return selection;
}

/// Large enough not to be done before it is left.
Selection slow() {
    Selection selection = small();
    selection.overrides = {"model.lstm.units=96"};
    return selection;
}

int liveThreads() {
    return int(QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size());
}

bool sameBits(const engine::Weights& a, const engine::Weights& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
}

/// A trained net with nothing around it.
gui::ParkedNet tinyNet(const char* lesson, std::uint64_t seed) {
    gui::ParkedNet net;
    net.selection.lesson = lesson;
    net.selection.version = "tutorial";
    net.selection.seed = seed;
    net.spec = std::make_shared<const lessons::Spec>();
    lessons::SessionOptions options;
    options.threads = 1;
    net.session = std::make_unique<lessons::Session>(std::make_shared<tests::TinyTask>(seed), options);
    net.session->stepEpoch();
    net.session->waitFor([](const lessons::Snapshot& s) { return s.status.epoch == 1 && s.status.bytes > 0; },
                         std::chrono::minutes(1));
    return net;
}

}  // namespace

class TestBridge : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { gui::Theme::loadFonts(); }

    void comingBackFindsTheNetAndItsRuns() {
        Bridge bridge;
        bridge.openNow(small());
        bridge.trainTo(3);
        const engine::Weights before = *bridge.snapshot()->shown.weights;
        QCOMPARE(bridge.history().runs().size(), std::size_t(1));
        bridge.openNow(small("classification"));
        QCOMPARE(bridge.parking().nets().size(), std::size_t(1));
        QCOMPARE(bridge.snapshot()->status.epoch, 0);
        QVERIFY(!bridge.isResumed());
        QVERIFY(bridge.history().runs().empty() || bridge.history().runs()[0].points.empty());
        bridge.trainTo(1);

        bridge.openNow(small());
        QVERIFY(bridge.isResumed());
        QCOMPARE(bridge.epochsDone(), 3);
        bridge.settle();
        QVERIFY(sameBits(*bridge.snapshot()->shown.weights, before));
        QCOMPARE(bridge.history().runs().size(), std::size_t(1));
        QCOMPARE(bridge.history().runs()[0].points.size(), std::size_t(3));
        QCOMPARE(bridge.history().current(), 0);
        // It trains on as if nobody had left, and can still go back.
        bridge.trainTo(5);
        QCOMPARE(bridge.history().runs().size(), std::size_t(1));
        QCOMPARE(bridge.history().runs()[0].points.size(), std::size_t(5));
        const engine::Weights after = *bridge.snapshot()->shown.weights;
        bridge.goToEpoch(2);
        bridge.look({});
        bridge.settle();
        QCOMPARE(bridge.snapshot()->status.epoch, 2);

        Bridge undisturbed;
        undisturbed.openNow(small());
        undisturbed.trainTo(5);
        QVERIFY(sameBits(*undisturbed.snapshot()->shown.weights, after));
        // The other one was kept meanwhile.
        bridge.openNow(small("classification"));
        QCOMPARE(bridge.epochsDone(), 1);
    }

    /// In the middle of an epoch, too: the same bits.
    void whatIsLeftPausesAndGoesOn() {
        Bridge bridge;
        bridge.openNow(slow());
        bridge.train();
        QTRY_VERIFY_WITH_TIMEOUT((bridge.poll(), bridge.snapshot()->status.epoch >= 1), 60000);
        QStringList told;
        connect(&bridge, &Bridge::failed, this, [&](const QString& message) { told << message; });
        bridge.openNow(small("classification"));
        const lessons::Session& left = *bridge.parking().nets().front().session;
        QTRY_COMPARE_WITH_TIMEOUT(left.snapshot()->status.state, RunState::Paused, 20000);
        const int epoch = left.snapshot()->status.epoch;
        const auto batch = left.snapshot()->status.batch;
        QTest::qWait(200);
        QCOMPARE(left.snapshot()->status.epoch, epoch);
        QCOMPARE(left.snapshot()->status.batch, batch);
        bridge.openNow(slow());
        QVERIFY2(told.isEmpty(), qPrintable(told.join(u'\n')));
        bridge.trainTo(epoch + 2);
        Bridge undisturbed;
        undisturbed.openNow(slow());
        undisturbed.trainTo(epoch + 2);
        QVERIFY(sameBits(*undisturbed.snapshot()->shown.weights, *bridge.snapshot()->shown.weights));
    }

    void aSeedIsFoundAgainAndItsRunsAreCompared() {
        Bridge bridge;
        bridge.openNow(small());
        bridge.trainTo(2);
        bridge.newSeed(8);
        QTRY_COMPARE_WITH_TIMEOUT(bridge.selection().seed, std::uint64_t(8), 20000);
        bridge.trainTo(1);
        QCOMPARE(bridge.history().runs().size(), std::size_t(2));
        bridge.newSeed(7);
        QTRY_COMPARE_WITH_TIMEOUT(bridge.selection().seed, std::uint64_t(7), 20000);
        QCOMPARE(bridge.epochsDone(), 2);
        bridge.settle();
        QCOMPARE(bridge.history().runs().size(), std::size_t(2));
        QCOMPARE(bridge.history().runs()[std::size_t(bridge.history().current())].seed, std::uint64_t(7));
        // Once more the same seed is a new run of it.
        bridge.newSeed(7);
        QTRY_COMPARE_WITH_TIMEOUT(bridge.epochsDone(), 0, 20000);
    }

    /// The learning rate was changed in flight: the lesson is found all the same.
    void aLessonIsFoundAsItWasLeft() {
        Bridge bridge;
        bridge.openNow(small());
        const std::string key = bridge.selection().key();
        bridge.trainTo(1);
        bridge.set("training.learning_rate=0.02");
        QCOMPARE(bridge.selection().key(), key);
        bridge.openLesson("classification", "");
        QTRY_COMPARE_WITH_TIMEOUT(bridge.selection().lesson, std::string("classification"), 20000);
        QVERIFY(bridge.selection().key() != key);
        bridge.openLesson("forecasting", "tutorial");
        QTRY_COMPARE_WITH_TIMEOUT(bridge.selection().lesson, std::string("forecasting"), 20000);
        QCOMPARE(bridge.epochsDone(), 1);
        QCOMPARE(bridge.selection().key(), key);
        QCOMPARE(bridge.selection().overrides.back(), std::string("training.learning_rate=0.02"));
        // Chosen while it is open: as its file has it, and the other one is kept.
        bridge.openLesson("forecasting", "tutorial");
        QTRY_VERIFY_WITH_TIMEOUT(bridge.selection().overrides.empty(), 20000);
        QCOMPARE(bridge.epochsDone(), 0);
    }

    void thePlaceOfALessonIsFoundAgain() {
        Bridge bridge;
        MainWindow window(bridge);
        window.show();
        bridge.openNow(small());
        bridge.trainTo(2);
        gui::Cursor place = gui::Cursor::parse("t=5,op=f,unit=2,epoch=1,clamp=f:2=0.5");
        window.setCursorState(place);
        bridge.openNow(small("classification"));
        QCOMPARE(window.cursorState(), gui::Cursor());
        window.setCursorState(gui::Cursor::parse("t=2"));
        bridge.openNow(small());
        QCOMPARE(window.cursorState(), place);
        QTRY_COMPARE_WITH_TIMEOUT(bridge.snapshot()->shown.epoch, 1, 20000);
        QVERIFY(window.message().isEmpty());
        // Another seed: the same place on another net, live.
        bridge.newSeed(9);
        QTRY_COMPARE_WITH_TIMEOUT(bridge.selection().seed, std::uint64_t(9), 20000);
        QCOMPARE(window.cursorState().t, 5);
        QCOMPARE(window.cursorState().epoch, -1);
        bridge.openNow(small("classification"));
        QCOMPARE(window.cursorState().t, 2);
    }

    void fiftyLessonsLeaveNoThreads() {
        Bridge bridge;
        bridge.openNow(small());
        const int threads = liveThreads();
        for (int k = 0; k < 50; ++k) {
            Selection next = small(k % 2 == 0 ? "classification" : "forecasting");
            next.seed = std::uint64_t(100 + k);
            if (k % 10 == 9)
                bridge.openNow(next);
            else
                bridge.open(next);  // most are overtaken by the next one
            if (k % 5 == 4) QTest::qWait(30);
        }
        QTRY_COMPARE_WITH_TIMEOUT((bridge.poll(), bridge.workerCount()), std::size_t(0), 60000);
        QVERIFY(bridge.parking().nets().empty());  // none was trained
        QTRY_COMPARE_WITH_TIMEOUT(liveThreads(), threads, 20000);
    }

    /// Of what is kept, the engine's thread stays; its trainer's threads and buffers go until it trains on.
    void aParkedNetIsOneThread() {
        Bridge bridge;
        const int before = liveThreads();
        for (std::uint64_t seed = 1; seed <= 4; ++seed) {
            Selection next = small();
            next.seed = seed;
            next.threads = 3;
            bridge.openNow(next);
            bridge.trainTo(1);
        }
        QCOMPARE(bridge.parking().nets().size(), std::size_t(3));
        bridge.openNow(small("classification"));
        QTRY_COMPARE_WITH_TIMEOUT((bridge.poll(), liveThreads()), before + 4 + 1, 20000);
    }

    void theOldestNetsAreGivenUp() {
        {
            gui::Parking few(gui::Parking::kMostBytes, 3);
            for (std::uint64_t seed = 1; seed <= 3; ++seed) QVERIFY(few.park(tinyNet("a", seed)).empty());
            QCOMPARE(few.latest("a", "")->selection.seed, std::uint64_t(3));
            QCOMPARE(few.latest("a", "real"), nullptr);
            // What is taken and parked again is the newest.
            gui::Selection first = few.nets().front().selection;
            QVERIFY(few.park(few.take(first)).empty());
            QCOMPARE(few.park(tinyNet("b", 1)).size(), std::size_t(1));
            QCOMPARE(few.nets().front().selection.seed, std::uint64_t(3));
            QCOMPARE(few.latest("a", "")->selection.seed, std::uint64_t(1));
            // The same selection once more replaces the older net.
            QCOMPARE(few.park(tinyNet("b", 1)).size(), std::size_t(1));
            QCOMPARE(few.nets().size(), std::size_t(3));
        }
        const std::size_t one = tinyNet("a", 1).session->snapshot()->status.bytes;
        QVERIFY(one > 1000);
        gui::Parking little(2 * one + one / 2);
        QVERIFY(little.park(tinyNet("a", 1)).empty());
        QVERIFY(little.park(tinyNet("a", 2)).empty());
        QCOMPARE(little.park(tinyNet("a", 3)).size(), std::size_t(1));
        QCOMPARE(little.bytes(), 2 * one);
        gui::Parking none(1);  // the newest stays, whatever it costs
        QVERIFY(none.park(tinyNet("a", 1)).empty());
    }
};

QTEST_MAIN(TestBridge)
#include "tst_bridge.moc"
