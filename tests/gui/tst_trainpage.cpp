// The Train page in the real window, on a real session: its buttons train, its pictures and lists follow.
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QtTest>

#include "gui/app/mainwindow.h"
#include "gui/charts/chartcard.h"
#include "gui/charts/curvechart.h"
#include "gui/charts/gradientchart.h"
#include "gui/charts/saturationchart.h"
#include "gui/outcome/outputpanel.h"
#include "gui/outcome/tableview.h"
#include "gui/pages/train/modeltable.h"
#include "gui/pages/train/runlist.h"
#include "gui/pages/train/runrow.h"
#include "gui/pages/train/trainpage.h"
#include "gui/studio/visibletexts.h"
#include "gui/widgets/epochscrubber.h"
#include "gui/widgets/heatmap.h"

using gui::Bridge;
using gui::MainWindow;
using lessons::RunState;

namespace {

gui::Selection small(const char* lesson = "forecasting") {
    gui::Selection selection;
    selection.lesson = lesson;
    selection.version = "tutorial";
    if (selection.lesson == "forecasting")
        selection.overrides = {"model.lstm.units=6", "data.look_back=12", "training.epochs=4"};
    return selection;
}

struct Fixture {
    Bridge bridge;
    MainWindow window{bridge};
    gui::TrainPage* page = window.findChild<gui::TrainPage*>();

    explicit Fixture(const gui::Selection& selection = small(), const QSize& size = {1440, 900}) {
        window.setStill(true);
        window.resize(size);
        window.show();
        bridge.openNow(selection);
        window.setPage("train");
        QTest::qWait(100);
    }
    /// On the page or below it.
    [[nodiscard]] QPushButton* button(const char* name) const {
        for (auto* one : window.findChildren<QPushButton*>())
            if (one->isVisible() && one->accessibleName() == QLatin1String(name)) return one;
        return nullptr;
    }
    [[nodiscard]] const lessons::Snapshot& snapshot() {
        bridge.poll();
        return *bridge.snapshot();
    }
    /// Trains so many epochs by the button, and lets the page draw them.
    void trainEpochs(int count) {
        for (int k = 0; k < count; ++k) {
            const int before = snapshot().status.epoch;
            button("Train one epoch")->click();
            QVERIFY(QTest::qWaitFor([&] { return snapshot().status.epoch == before + 1 && snapshot().status.settled; },
                                    60000));
        }
        bridge.settle();
        QTest::qWait(100);
    }
    [[nodiscard]] bool says(const QString& part) {
        for (const auto& text : gui::visibleTexts(window))
            if (text.text.contains(part)) return true;
        return false;
    }
    [[nodiscard]] QStringList rows() const {
        QStringList rows;
        for (const auto* row : window.findChildren<gui::RunRow*>())
            if (row->isVisible()) rows += row->accessibleName();
        return rows;
    }
    [[nodiscard]] bool hasCard(QWidget* chart) const {
        return chart && chart->isVisible() && page->isAncestorOf(chart);
    }
};

}  // namespace

class TestTrainPage : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { gui::Theme::loadFonts(); }

    void trainsByItsButtons() {
        Fixture f;
        QVERIFY(f.says(QStringLiteral("epoch 0 / 4")) && f.says(QStringLiteral("ready, initial weights")));
        f.button("Train one batch")->click();
        QTRY_COMPARE_WITH_TIMEOUT(int(f.snapshot().status.batch), 1, 20000);
        QTRY_VERIFY(f.says(QStringLiteral("paused at batch 1 of")));
        f.trainEpochs(1);
        QVERIFY(f.says(QStringLiteral("paused after epoch 1")));
        f.button("Train")->click();
        QTRY_COMPARE_WITH_TIMEOUT(f.snapshot().status.state, RunState::Finished, 60000);
        QTRY_VERIFY(f.says(QStringLiteral("all epochs trained")));
        QCOMPARE(f.bridge.history().runs().size(), std::size_t(1));
        QCOMPARE(f.bridge.history().runs()[0].points.size(), std::size_t(4));
    }

    void followsTheRun() {
        Fixture f;
        QVERIFY(f.hasCard(f.page->findChild<gui::CurveChart*>()));
        QVERIFY(f.says(QStringLiteral("a point appears here after the first epoch")));
        f.trainEpochs(2);
        QVERIFY(!f.says(QStringLiteral("a point appears here after the first epoch")));
        QVERIFY(f.hasCard(f.page->findChild<gui::GradientChart*>()));
        QVERIFY(f.hasCard(f.page->findChild<gui::SaturationChart*>()));
        QVERIFY(f.hasCard(f.page->findChild<gui::OutputPanel*>()));
        QCOMPARE(f.rows().size(), 1);
        // A row tells the figure of the outcome, of the same moment.
        const auto& figures = f.bridge.history().runs()[0].figures();
        QVERIFY(!figures.empty());
        for (const auto& figure : figures) QCOMPARE(figure.epoch, 2);
        QVERIFY(f.says(QStringLiteral("epoch 2")));
        QVERIFY(f.says(QStringLiteral("most active of")) || f.says(QStringLiteral("unit \u00D7 time step")));
        const auto parameters = f.snapshot().task->model()->parameterCount();
        QVERIFY(f.says(QStringLiteral("%1 parameters").arg(parameters)));
        QVERIFY(f.window.findChild<gui::ModelTable*>()->isVisible());
    }

    void goesBackAndBranches() {
        Fixture f;
        f.trainEpochs(3);
        Q_EMIT f.window.findChild<gui::EpochScrubber*>()->epochPicked(1);
        f.bridge.settle();
        QTest::qWait(50);
        QCOMPARE(f.window.cursorState().epoch, 1);
        QCOMPARE(f.snapshot().shown.epoch, 1);
        QCOMPARE(f.snapshot().status.epoch, 3);
        QVERIFY(f.says(QStringLiteral("epoch 1 / 4")));
        f.button("Branch: go on from the shown epoch")->click();
        QTRY_COMPARE_WITH_TIMEOUT(f.snapshot().status.epoch, 1, 20000);
        f.trainEpochs(1);
        QCOMPARE(f.bridge.history().runs().size(), std::size_t(2));
        QCOMPARE(f.bridge.history().runs()[1].branchedAt, 1);
        const QStringList rows = f.rows();
        QCOMPARE(rows.size(), 2);
        QVERIFY2(rows[0].contains(QLatin1String("branch at 1")), qPrintable(rows[0]));
        QVERIFY2(!rows[1].contains(QLatin1String("branch at")), qPrintable(rows[1]));
        // The first epoch is one button away, its weights are the initial ones.
        f.button("First epoch: the initial weights")->click();
        f.bridge.settle();
        QCOMPARE(f.snapshot().shown.epoch, 0);
    }

    void aRowIsDrawnInFront() {
        Fixture f;
        f.trainEpochs(2);
        f.bridge.reset();
        QTRY_COMPARE_WITH_TIMEOUT(f.snapshot().status.epoch, 0, 20000);
        f.trainEpochs(1);
        auto* list = f.window.findChild<gui::RunList*>();
        const auto& history = f.bridge.history();
        QCOMPARE(history.runs().size(), std::size_t(2));
        QCOMPARE(list->order(history, 4).front(), 1);
        for (auto* row : f.window.findChildren<gui::RunRow*>())
            if (row->isVisible() && row != f.window.findChildren<gui::RunRow*>().first()) row->click();
        QCOMPARE(list->order(history, 4).front(), 0);
    }

    void theHeatMapLeadsToItsPlace() {
        Fixture f(small(), {1440, 1000});
        f.trainEpochs(1);
        gui::HeatMap* map = nullptr;
        for (auto* one : f.page->findChildren<gui::HeatMap*>())
            if (one->isVisible()) map = one;
        QVERIFY(map);
        Q_EMIT map->picked(3, 7);
        QCOMPARE(f.window.cursorState().unit, 3);
        QCOMPARE(f.window.cursorState().t, 7);
    }

    void severalModelsHaveATable() {
        Fixture f(small("papers"));
        gui::TableView* table = nullptr;
        for (auto* one : f.page->findChildren<gui::TableView*>())
            if (one->accessibleName() == QLatin1String("The models side by side")) table = one;
        QVERIFY(table && table->isVisible());
        QCOMPARE(table->rowCount(), int(f.snapshot().task->runCount()));
        QCOMPARE(table->rowCount(), 9);
        QVERIFY(f.says(QStringLiteral("The models side by side")));
        // And one model has none.
        Fixture one;
        for (const auto* other : one.page->findChildren<gui::TableView*>()) {
            if (other->accessibleName() == QLatin1String("The models side by side")) QVERIFY(!other->isVisible());
        }
    }

    void whatIsNotTrainedHasNoTrainingControls() {
        Fixture f(small("introduction"));
        for (const char* name : {"Train one epoch", "Train one batch", "Branch: go on from the shown epoch"})
            QVERIFY2(!f.button(name), name);
        QVERIFY(f.says(QStringLiteral("Not trained: this net has inputs but no targets")));
        for (const auto* chart : f.page->findChildren<gui::CurveChart*>()) QVERIFY(!chart->isVisible());
    }

    /// Panels go before text shrinks; the loss is the last to go.
    void aSmallPageKeepsTheLoss() {
        Fixture f(small(), {800, 560});
        f.trainEpochs(1);
        QVERIFY(f.hasCard(f.page->findChild<gui::CurveChart*>()));
        for (const auto* map : f.page->findChildren<gui::HeatMap*>()) QVERIFY(!map->isVisible());
    }
};

QTEST_MAIN(TestTrainPage)
#include "tst_trainpage.moc"
