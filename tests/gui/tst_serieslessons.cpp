// Lessons 6 and 13 in the window: what went wrong opens on the Step page at its step.
#include <QAbstractButton>
#include <QApplication>
#include <QMenu>
#include <QPushButton>
#include <QtTest>

#include "gui/app/mainwindow.h"
#include "gui/charts/chartcard.h"
#include "gui/charts/windowchart.h"
#include "gui/lesson/cards/exercisecard.h"
#include "gui/lesson/lessonpanel.h"
#include "gui/outcome/forecastboard.h"
#include "gui/outcome/scoreboard.h"
#include "gui/outcome/sidecharts.h"
#include "gui/pages/step/steppage.h"
#include "gui/pages/train/trainpage.h"
#include "lessons/catalog.h"

namespace {

struct Fixture {
    gui::Bridge bridge;
    gui::MainWindow window{bridge};
    explicit Fixture(const std::string& lesson) {
        window.resize(1440, 900);
        window.show();
        gui::Selection selection;
        selection.lesson = lesson;
        bridge.openNow(selection);
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window)) qFatal("the window does not become active");
    }
    [[nodiscard]] gui::LessonPanel& panel() { return *window.findChild<gui::LessonPanel*>(); }
    [[nodiscard]] const lessons::Snapshot* snapshot() {
        bridge.poll();
        return bridge.snapshot().get();
    }
    [[nodiscard]] bool isSettledAt(const lessons::StepState& state) {
        const lessons::Snapshot* shown = snapshot();
        if (!shown || !shown->status.settled || !shown->shown.trace || !shown->shown.output) return false;
        const auto open = bridge.selection().overrides;
        return std::all_of(state.settings.begin(), state.settings.end(),
                           [&](const auto& each) { return std::find(open.begin(), open.end(), each) != open.end(); });
    }
    [[nodiscard]] QList<gui::ExerciseCard*> exercises() {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return panel().findChildren<gui::ExerciseCard*>();
    }
    template <typename Page>
    [[nodiscard]] bool isOpen() {
        const auto* page = window.findChild<Page*>();
        return page && page->isVisible();
    }
};

QAbstractButton* buttonOf(const QWidget& in, const char* text) {
    for (auto* button : in.findChildren<QAbstractButton*>())
        if (button->text() == QLatin1String(text)) return button;
    qFatal("no such button");
}

}  // namespace

class TestSeriesLessons : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void aForecastOpensWhereItWasMade() {
        Fixture f("forecasting");
        QTRY_VERIFY_WITH_TIMEOUT(f.snapshot() && f.snapshot()->shown.output && f.snapshot()->status.settled, 30000);
        f.panel().goToPage(1);
        QTRY_VERIFY(f.isOpen<gui::TrainPage>());
        auto* board = f.window.findChild<gui::ForecastBoard*>();
        auto* menu = board->findChild<QMenu*>();
        Q_EMIT menu->aboutToShow();
        QVERIFY(!menu->actions().isEmpty());
        // "half-hour 3951: said ...": it is the value behind the window of the fifty before it.
        const QString text = menu->actions()[0]->text();
        const std::size_t index = text.section(' ', 1, 1).remove(':').toULong() - 1;
        QVERIFY2(index >= 3225 && index < 4032, qPrintable(text));
        menu->actions()[0]->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(f.isOpen<gui::StepPage>(), 10000);
        QTRY_COMPARE_WITH_TIMEOUT(f.snapshot()->shown.sampleIndex, index - 50, 10000);
        const auto& view = std::get<lessons::ForecastView>(*f.snapshot()->shown.output);
        const auto target = std::get<lessons::Amount>(f.snapshot()->shown.sample.target.at(0));
        QCOMPARE(target.value, view.series[index]);
    }

    void anAlarmOpensWhereTheErrorIsLargest() {
        Fixture f("anomaly");
        QTRY_VERIFY_WITH_TIMEOUT(f.snapshot() && f.snapshot()->shown.output && f.snapshot()->status.settled, 30000);
        f.panel().goToPage(5);
        QTRY_VERIFY(f.isOpen<gui::TrainPage>());
        auto* board = f.window.findChild<gui::ScoreBoard*>();
        buttonOf(*board, "Next mistake")->click();
        buttonOf(*board, "Open window")->click();
        QTRY_VERIFY_WITH_TIMEOUT(f.isOpen<gui::StepPage>(), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(f.snapshot()->status.settled && f.snapshot()->shown.sampleIndex >= 229, 10000);
        const auto& view = std::get<lessons::ScoreView>(*f.snapshot()->shown.output);
        const std::size_t shown = f.snapshot()->shown.sampleIndex - 229;
        QCOMPARE(view.windows[shown].sample, f.snapshot()->shown.sampleIndex);
        QVERIFY(view.truth[shown] == (view.scores[shown] <= view.threshold));  // a mistake it is
        QCOMPARE(f.window.findChild<gui::StepPage*>()->cursor().t, view.windows[shown].worst);
        // Beside the cell stands the window with its reconstruction; a window of training has none.
        auto* side = f.window.findChild<gui::SideCharts*>();
        auto* chart = side->findChild<gui::WindowChart*>();
        QTRY_VERIFY(chart->isVisibleTo(side));
        Q_EMIT f.panel().linkActivated(QStringLiteral("step:sample=0,t=1"));
        QTRY_COMPARE_WITH_TIMEOUT(f.snapshot()->shown.sampleIndex, std::size_t(0), 10000);
        QTRY_VERIFY(!chart->isVisibleTo(side));
    }
};

QTEST_MAIN(TestSeriesLessons)
#include "tst_serieslessons.moc"
