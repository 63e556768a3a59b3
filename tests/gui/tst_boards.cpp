// A threshold that a hand moves, a window that a hand opens, and the best baseline of a forecast, as a person sees
// them.
#include <QAbstractButton>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QtTest>

#include "gui/charts/forecastchart.h"
#include "gui/charts/horizonchart.h"
#include "gui/charts/scorechart.h"
#include "gui/charts/windowchart.h"
#include "gui/outcome/forecastboard.h"
#include "gui/outcome/scoreboard.h"
#include "gui/widgets/numberbox.h"

namespace {

/// Four windows; the second and the third have a fault.
std::shared_ptr<const lessons::OutputView> outcome() {
    lessons::ScoreView view;
    view.isHeldOut = true;
    view.scores = {0.2, 0.9, 0.4, 0.6};
    view.truth = {false, true, true, false};
    view.threshold = 0.5;
    view.cleanScores = {0.1, 0.5};
    for (std::size_t k = 0; k < 4; ++k) {
        lessons::ScoreView::Window window;
        window.input = {0.0, 1.0, 0.0};
        window.repeated = {0.0, 0.0, 0.1};
        window.fault = view.truth[k] ? "spike" : "";
        window.sample = 10 + k;
        window.worst = 2;
        view.windows.push_back(window);
    }
    return std::make_shared<const lessons::OutputView>(std::move(view));
}

struct Board {
    gui::ScoreBoard board;
    gui::ScoreChart* chart = board.findChild<gui::ScoreChart*>();
    QSignalSpy changed{&board, &gui::ScoreBoard::changed}, picked{&board, &gui::ScoreBoard::placePicked};

    Board() {
        board.resize(900, 320);
        board.setTheme(gui::Theme::make(gui::Theme::Kind::Light));
        board.display(outcome(), nullptr, 0);
        board.show();
    }
    /// Presses on the line and lets go `by` pixels higher.
    void drag(int by) const {
        QWidget* view = chart->viewport();
        const QPoint line(view->width() / 2, int(chart->thresholdHeight() + 0.5));
        QTest::mousePress(view, Qt::LeftButton, {}, line);
        QTest::mouseMove(view, line - QPoint(0, by));
        QTest::mouseRelease(view, Qt::LeftButton, {}, line - QPoint(0, by));
    }
};

}  // namespace

class TestBoards : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() { gui::Theme::loadFonts(); }

    void precisionAndRecallFollowTheHand() {
        Board f;
        QVERIFY(QTest::qWaitForWindowExposed(&f.board));
        // Above 0.5: one of the two faults and one of the two sound windows.
        QVERIFY(f.board.numbers().startsWith("precision 0.50   recall 0.50   F1 0.50"));
        QVERIFY(f.board.numbers().contains("found 1, missed 1, false alarms 1"));
        const double before = f.board.threshold();
        f.drag(-20);
        QVERIFY(f.board.threshold() < before);
        QVERIFY(!f.changed.isEmpty());
        // Down to the bottom all are alarms: 2 of 4 are right, and none is missed.
        f.drag(-f.chart->height());
        QVERIFY2(f.board.numbers().startsWith("precision 0.50   recall 1.00"), qPrintable(f.board.numbers()));
        f.drag(f.chart->height());
        QVERIFY2(f.board.numbers().startsWith("precision 0.00   recall 0.00"), qPrintable(f.board.numbers()));
        // Back to what the sound windows say, and what comes later does not move a threshold that is moved.
        for (QAbstractButton* button : f.board.findChildren<QAbstractButton*>())
            if (button->text() == "Back") QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(f.board.threshold(), 0.5);
        auto* box = f.board.findChild<gui::NumberBox*>();
        box->setValue(0.3);
        f.board.display(outcome(), nullptr, 0);
        QCOMPARE(f.board.threshold(), 0.3);
        QVERIFY(f.board.numbers().startsWith("precision 0.67   recall 1.00   F1 0.80"));
        f.board.clear();
        f.board.display(outcome(), nullptr, 0);
        QCOMPARE(f.board.threshold(), 0.5);
    }

    void keysMoveItToo() {
        Board f;
        QVERIFY(QTest::qWaitForWindowExposed(&f.board));
        QTest::keyClick(f.chart, Qt::Key_Up);
        QVERIFY(f.board.threshold() > 0.5);
        QTest::keyClick(f.chart, Qt::Key_Down);
        QTest::keyClick(f.chart, Qt::Key_Down);
        QVERIFY(f.board.threshold() < 0.5);
        // A place in the tab order and a name for each control.
        for (QWidget* widget : f.board.findChildren<QWidget*>())
            if (widget->focusPolicy() & Qt::TabFocus && !qobject_cast<QAbstractButton*>(widget) &&
                !widget->objectName().startsWith("qt_"))
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }

    void aWindowIsChosenAndOpened() {
        Board f;
        QVERIFY(QTest::qWaitForWindowExposed(&f.board));
        const auto open = [&] {
            QTest::mouseClick(f.board.findChild<gui::WindowChart*>()->viewport(), Qt::LeftButton);
            return f.picked.isEmpty() ? QString() : f.picked.takeLast().at(0).toString();
        };
        QCOMPARE(open(), "sample=11,t=2");  // the first fault
        QTest::keyClick(f.chart, Qt::Key_Right);
        QCOMPARE(open(), "sample=12,t=2");
        QTest::keyClick(f.chart, Qt::Key_Left);
        QTest::keyClick(f.chart, Qt::Key_Left);
        QTest::keyClick(f.chart, Qt::Key_Left);  // there is none before the first
        QCOMPARE(open(), "sample=10,t=2");
        // The one that the Step page shows becomes the chosen one.
        f.board.display(outcome(), nullptr, 13);
        QCOMPARE(open(), "sample=13,t=2");
        bool told = false;
        for (const QLabel* label : f.board.findChildren<QLabel*>())
            told = told || label->text().startsWith("Window 4: sound");
        QVERIFY(told);
    }

    void mistakesAreWalkedThrough() {
        Board f;
        QVERIFY(QTest::qWaitForWindowExposed(&f.board));
        QAbstractButton *next = nullptr, *open = nullptr;
        for (QAbstractButton* button : f.board.findChildren<QAbstractButton*>()) {
            if (button->text() == "Next mistake") next = button;
            if (button->text() == "Open window") open = button;
        }
        QVERIFY(next && open && next->isEnabled());
        const auto opened = [&] {
            QTest::mouseClick(next, Qt::LeftButton);
            QTest::mouseClick(open, Qt::LeftButton);
            return f.picked.takeLast().at(0).toString();
        };
        QCOMPARE(opened(), "sample=12,t=2");  // a fault below the threshold
        QCOMPARE(opened(), "sample=13,t=2");  // a sound one above it
        QCOMPARE(opened(), "sample=12,t=2");
        // Another threshold makes others of them.
        f.board.findChild<gui::NumberBox*>()->setValue(0.3);
        QCOMPARE(opened(), "sample=13,t=2");
        QCOMPARE(opened(), "sample=13,t=2");
        auto parted = std::get<lessons::ScoreView>(*outcome());
        parted.scores = {0.1, 0.9, 0.8, 0.2};
        f.board.display(std::make_shared<const lessons::OutputView>(parted), nullptr, 0);
        QVERIFY(!next->isEnabled());
    }

    void aThresholdThatIsAShareIsNotMoved() {
        lessons::ScoreView view = std::get<lessons::ScoreView>(*outcome());
        view.isHeldOut = false;
        view.windows.clear();
        gui::ScoreBoard board;
        board.resize(600, 300);
        board.display(std::make_shared<const lessons::OutputView>(view), nullptr, 0);
        board.show();
        QVERIFY(!board.findChild<gui::NumberBox*>()->isVisible());
        QVERIFY(!board.findChild<gui::WindowChart*>()->isVisible());
        QCOMPARE(board.numbers(), "above the threshold 2 of 4   threshold 0.500");
        auto* chart = board.findChild<gui::ScoreChart*>();
        QTest::keyClick(chart, Qt::Key_Up);
        QCOMPARE(board.threshold(), 0.5);
    }

    void theBestBaselineIsNamed() {
        lessons::ForecastView view;
        view.series = {1, 2, 3, 4, 5};
        view.heldOutFrom = view.forecastFrom = 3;
        view.forecast = {4, 4};
        view.naive = {3, 4};
        view.rmse = 0.7;
        view.naiveRmse = 1;
        view.skill = 0.3;
        view.baselines = {{"naive", 0, {3, 4}, 1, {1, 2}},
                          {"seasonal_naive", 2, {2, 3}, 2, {2, 0.4}},
                          {"linear_autoregression", 0, {4, 5}, 0.5, {0.5, 1}}};
        QCOMPARE(gui::baselineText(view),
                 "RMSE without a net: naive 1.00, seasonal naive (2) 2.00, linear "
                 "autoregression 0.500 (the best)");
        QVERIFY2(gui::forecastScore(view).contains("against the best baseline \u22120.40"),
                 qPrintable(gui::forecastScore(view)));
        gui::ForecastBoard board;
        board.resize(900, 300);
        board.display(view, {}, nullptr);
        board.show();
        QVERIFY(!board.findChild<gui::HorizonChart*>()->isVisible());  // nothing runs free
        const auto names = [&] {
            QStringList texts;
            for (const gui::LegendEntry& entry : board.legend()) texts += entry.text;
            return texts;
        };
        QVERIFY(names().contains("linear autoregression"));
        QVERIFY(!names().contains("free-running"));
        view.freeRunning = {4, 4.5};
        view.rmseAhead = {0.7, 0.9};
        view.origins = 1;
        board.display(view, {}, nullptr);
        QVERIFY(board.findChild<gui::HorizonChart*>()->isVisible());
        QVERIFY(names().contains("free-running"));
        QVERIFY(names().contains("seasonal naive (2)"));
    }

    void aForecastIsPicked() {
        lessons::ForecastView view;
        view.stepName = "month";
        for (int k = 0; k < 40; ++k) view.series.push_back(k % 5);
        view.heldOutFrom = view.forecastFrom = 30;
        view.forecast.assign(10, 2.0);
        view.forecast[3] = 7;   // value 33 was 3
        view.forecast[8] = -8;  // value 38 was 3
        view.naive.assign(10, 2.0);
        view.freeRunning = {2, 2, 2};
        view.rmseAhead = {1, 2, 3};
        gui::ForecastBoard board;
        board.resize(900, 300);
        board.setTheme(gui::Theme::make(gui::Theme::Kind::Light));
        board.display(view, {}, nullptr);
        board.show();
        QVERIFY(QTest::qWaitForWindowExposed(&board));
        QSignalSpy picked(&board, &gui::ForecastBoard::valuePicked);
        // Twenty values are seen, the last ten are forecast.
        QWidget* chart = board.findChild<gui::ForecastChart*>()->viewport();
        QTest::mouseClick(chart, Qt::LeftButton, {}, {chart->width() / 4, chart->height() / 2});
        QCOMPARE(picked.size(), 0);
        QTest::mouseClick(chart, Qt::LeftButton, {}, {chart->width() * 3 / 4, chart->height() / 2});
        QCOMPARE(picked.size(), 1);
        const auto index = picked.takeFirst().at(0).value<std::size_t>();
        QVERIFY2(index > 32 && index < 37, qPrintable(QString::number(index)));
        auto* menu = board.findChild<QMenu*>();
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 8);
        QVERIFY2(menu->actions()[0]->text().startsWith("month 39: said ") &&
                     menu->actions()[0]->text().endsWith("8.00, was 3.00"),
                 qPrintable(menu->actions()[0]->text()));
        QVERIFY(menu->actions()[1]->text().startsWith("month 34: said 7.00"));
        menu->actions()[1]->trigger();
        QCOMPARE(picked.takeFirst().at(0).value<std::size_t>(), std::size_t(33));
    }

    void theSmallChartShowsTheFreeRun() {
        lessons::ForecastView view;
        for (int k = 0; k < 1000; ++k) view.series.push_back(k % 7);
        view.heldOutFrom = view.forecastFrom = 600;
        view.forecast.assign(400, 3.0);
        view.naive.assign(400, 2.0);
        gui::ForecastChart chart(gui::ForecastChart::Extent::Close);
        const auto names = [&] {
            QStringList texts;
            for (const gui::LegendEntry& entry : chart.legend()) texts += entry.text;
            return texts;
        };
        chart.setForecast(view, {});
        QVERIFY(!names().contains("free-running"));
        view.freeRunning.assign(48, 1.0);
        chart.setForecast(view, {});
        QVERIFY(names().contains("free-running"));
    }
};

QTEST_MAIN(TestBoards)
#include "tst_boards.moc"
