// Forecasts without a net: their rules by hand, against numpy, and blind to what is held out.
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "engine/data/csv.h"
#include "lessons/catalog.h"
#include "lessons/tasks/kinds/baselines.h"
#include "lessons/tasks/task.h"
#include "tests/support/errors.h"

using namespace lessons;

namespace {

std::shared_ptr<const Task> taskOf(std::vector<std::string> changes) {
    return makeTask(findLesson("forecasting").spec("real", changes), 1);
}

ForecastView viewOf(const Task& task) {
    return std::get<ForecastView>(task.output(task.initialWeights()));
}

std::vector<double> passengers() {
    return engine::Csv::read(GATEWISE_SOURCE_DIR "/resources/data/air_passengers_monthly.csv", "air").numbers("value");
}

bool isNear(double a, double b, double tolerance) {
    return std::abs(a - b) <= tolerance;
}

}  // namespace

class TestBaselines : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void autoregressionFindsTheRuleOfASeries() {
        // x[t] = 2 + 0.5 x[t-1] - 0.25 x[t-2], and after fitTo something else, which must not matter.
        std::vector<double> series{1, 3};
        while (series.size() < 12) {
            const std::size_t n = series.size();
            series.push_back(2 + 0.5 * series[n - 1] - 0.25 * series[n - 2]);
        }
        series.insert(series.end(), {900, -900, 900});
        const LinearAutoregression rule = fitLinearAutoregression(series, 12, 2);
        QVERIFY(isNear(rule.weights(0), -0.25, 1e-9));  // the oldest first
        QVERIFY(isNear(rule.weights(1), 0.5, 1e-9));
        QVERIFY(isNear(rule.bias, 2, 1e-9));
        const double window[] = {4, 6};
        QVERIFY(isNear(rule.next(window), 2 + 3 - 1, 1e-9));
    }

    void autoregressionIsNumpysLstsq() {
        // numpy.linalg.lstsq(windows of 3 of the first 115 values and a column of ones, next values)
        const LinearAutoregression rule = fitLinearAutoregression(passengers(), 115, 3);
        const double expected[] = {0.20638489, -0.55408541, 1.32223839};
        for (int i = 0; i < 3; ++i) QVERIFY(isNear(rule.weights(i), expected[i], 1e-8));
        QVERIFY(isNear(rule.bias, 8.79308273, 1e-7));
    }

    void forecastsOfTheLessonAreNumpys() {
        // The same with the lesson's window of 24, one step ahead and twelve steps free-running.
        const ForecastView view = viewOf(*taskOf({"data.series=passengers"}));
        QCOMPARE(view.baselines.size(), std::size_t(3));
        const ForecastView::Baseline& rule = view.baselines[2];
        QCOMPARE(rule.id, std::string("linear_autoregression"));
        QVERIFY(isNear(rule.rmse, 15.53296730509803, 1e-6));
        QVERIFY(isNear(rule.forecast.front(), 490.9149995146646, 1e-5));
        QVERIFY(isNear(rule.forecast.back(), 427.13795595190044, 1e-5));
        QVERIFY(view.best() == &rule);
        QCOMPARE(view.skillAgainstBest(), 1 - view.rmse / rule.rmse);
        ForecastTarget target{passengers(), 115, 115, 24, {}, 12, {115}};
        const double last = baselinesOf(target).back().rmseAhead.back();  // one origin: the error itself
        QVERIFY(isNear(last, std::abs(547.8823160910763 - passengers()[126]), 1e-5));
    }

    void naiveAndSeasonalNaiveByHand() {
        const ForecastTarget target{{1, 2, 3, 5, 7, 11, 13}, 3, 3, 1, {2, 9}, 3, {3, 4}};
        const auto baselines = baselinesOf(target);
        QCOMPARE(baselines.size(), std::size_t(3));  // a period that reaches before the start gives none
        QVERIFY((baselines[0].forecast == std::vector<double>{3, 5, 7, 11}));
        QVERIFY((baselines[1].forecast == std::vector<double>{2, 3, 5, 7}));
        QCOMPARE(baselines[1].period, std::size_t(2));
        QCOMPARE(baselines[0].rmse, std::sqrt((4 + 4 + 16 + 4) / 4.0));
        QCOMPARE(baselines[1].rmse, std::sqrt((9 + 16 + 36 + 36) / 4.0));
        // From 3: 3 3 3 against 5 7 11. From 4: 5 5 5 against 7 11 13.
        QVERIFY(
            (baselines[0].rmseAhead == std::vector<double>{2, std::sqrt((16 + 36) / 2.0), std::sqrt((64 + 64) / 2.0)}));
        // From 3, a period of 2: 2 3 2 against 5 7 11. From 4: 3 5 3 against 7 11 13.
        QVERIFY((baselines[1].rmseAhead == std::vector<double>{std::sqrt((9 + 16) / 2.0), std::sqrt((16 + 36) / 2.0),
                                                               std::sqrt((81 + 100) / 2.0)}));
    }

    void originsAreEvenAndFit() {
        QVERIFY((evenOrigins(10, 20, 4, 3) == std::vector<std::size_t>{10, 13, 16}));
        QVERIFY((evenOrigins(10, 20, 10, 3) == std::vector<std::size_t>{10}));
        QVERIFY(evenOrigins(10, 20, 11, 3).empty());
        QVERIFY(evenOrigins(10, 20, 0, 3).empty());
    }

    void freeRunningIsSteppingByHand_data() {
        QTest::addColumn<bool>("difference");
        QTest::newRow("values") << false;
        QTest::newRow("differences") << true;
    }
    void freeRunningIsSteppingByHand() {
        QFETCH(bool, difference);
        const auto task = taskOf({"data.series=passengers", difference ? "data.difference=1" : "data.difference=0"});
        const ForecastView view = viewOf(*task);
        QCOMPARE(view.freeRunning.size(), std::size_t(12));
        QCOMPARE(view.origins, std::size_t(16));
        // One window at a time: the first held-out one, each answer put behind it.
        const std::size_t from = view.forecastFrom;
        const auto unit = task->resultUnit();
        QVERIFY(unit);
        std::vector<engine::Scalar> window;
        const engine::Tensor first = task->validation().inputs[0].samples(0, 1);
        for (engine::Index t = 0; t < 24; ++t) window.push_back(first.values(t, 0));
        double last = view.series[from - 1];
        for (std::size_t h = 0; h < 12; ++h) {
            engine::Matrix values(24, 1);
            for (engine::Index t = 0; t < 24; ++t) values(t, 0) = window[h + std::size_t(t)];
            const engine::Tensor said =
                task->model()->predict({engine::Tensor::sequences(values, 1, 24)}, task->initialWeights()).at(0);
            window.push_back(said.values(0, 0));
            const double answer = unit->offset + unit->factor * double(said.values(0, 0));
            last = difference ? last + answer : answer;
            QVERIFY(isNear(view.freeRunning[h], last, 1e-3));
        }
        // The first step is no further ahead than the ordinary forecast.
        QVERIFY(isNear(view.freeRunning[0], view.forecast[0], 1e-3));
        QVERIFY(std::abs(view.freeRunning[11] - view.forecast[11]) > 1e-3);
    }

    void differencesAreRestored() {
        const auto task = taskOf({"data.series=passengers", "data.difference=1"});
        const std::vector<double> values = passengers();
        const auto unit = task->resultUnit();
        // Window 0 aims at the change from the 25th value to the 26th.
        QVERIFY(isNear(unit->offset + unit->factor * double(task->training().targets[0].values(0, 0)),
                       values[25] - values[24], 1e-4));
        QCOMPARE(std::get<Amount>(task->describe(0).target.at(0)).value, values[25] - values[24]);
        const ForecastView view = viewOf(*task);
        QCOMPARE(view.forecastFrom, std::size_t(115));
        QCOMPARE(view.forecast.size(), std::size_t(29));
        QVERIFY(isNear(
            view.forecast[5],
            values[119] + unit->offset +
                unit->factor *
                    double(
                        task->model()->predict(task->validation().inputs, task->initialWeights()).at(0).values(5, 0)),
            1e-6));
    }

    void whatIsHeldOutTeachesNoBaseline() {
        // Held-out values changed: scaler, autoregression and the training set stay as they are.
        QTemporaryDir folder;
        QFile file(folder.filePath("changed.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const std::vector<double> values = passengers();
        file.write("value\n");
        for (std::size_t i = 0; i < values.size(); ++i)
            file.write(QByteArray::number(i < 116 ? values[i] : 5 * values[i]) + "\n");
        file.close();
        Spec changed = findLesson("forecasting")
                           .spec("real", {"data.series=passengers", "data.choices.passengers.file=changed.csv"});
        changed.folder = folder.path().toStdString();
        const auto before = taskOf({"data.series=passengers"}), after = makeTask(changed, 1);
        QCOMPARE(before->resultUnit()->factor, after->resultUnit()->factor);
        QCOMPARE(before->resultUnit()->offset, after->resultUnit()->offset);
        QVERIFY(before->training().inputs[0].values == after->training().inputs[0].values);
        const ForecastView one = viewOf(*before), two = viewOf(*after);
        for (std::size_t k = 0; k < 3; ++k) {
            // The first two forecasts read values 0 to 115 only.
            QCOMPARE(one.baselines[k].forecast[0], two.baselines[k].forecast[0]);
            QCOMPARE(one.baselines[k].forecast[1], two.baselines[k].forecast[1]);
            QVERIFY(one.baselines[k].rmse != two.baselines[k].rmse);
        }
        QCOMPARE(one.freeRunning, two.freeRunning);
    }

    void gapsOfCo2LieInTheTrainingPart() {
        const engine::Csv csv = engine::Csv::read(GATEWISE_SOURCE_DIR "/resources/data/co2_weekly.csv", "co2");
        const std::vector<std::string> texts = csv.texts("co2");
        const ForecastView view = viewOf(*taskOf({"data.series=co2"}));
        int gaps = 0;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (!texts[i].empty()) continue;
            ++gaps;
            QVERIFY(i < view.heldOutFrom);
        }
        QCOMPARE(gaps, 59);
    }

    void refuses_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("message");
        QTest::newRow("period") << "data.choices.electricity.periods=[48, 0]"
                                << "--set data.choices.electricity.periods: periods: expected a whole number of steps "
                                   "from 1, or a list of them, got ";
        QTest::newRow("horizon") << "data.horizon=808"
                                 << "--set data.horizon: horizon: expected at most the 807 values that are forecast, "
                                    "got 808";
        QTest::newRow("difference") << "data.difference=2"
                                    << "--set data.difference: difference: expected ";
    }
    void refuses() {
        QFETCH(QString, change);
        QFETCH(QString, message);
        const QString said = messageOf([&] { static_cast<void>(taskOf({change.toStdString()})); });
        QVERIFY2(said.startsWith(message) && !said.contains('\n'), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TestBaselines)
#include "tst_baselines.moc"
