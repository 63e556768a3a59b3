// The forecasting lesson's tasks: what is trained on, what is held out, what is told, and how good the forecast gets.
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "engine/data/csv.h"
#include "lessons/catalog.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/calendar.h"
#include "lessons/tasks/series.h"
#include "lessons/tasks/task.h"
#include "tests/support/errors.h"

using namespace lessons;

namespace {

std::shared_ptr<const Task> taskOf(const std::string& version, std::vector<std::string> changes = {},
                                   std::uint64_t seed = 7) {
    return makeTask(findLesson("forecasting").spec(version, changes), seed);
}

std::vector<double> electricity() {
    return engine::Csv::read(GATEWISE_SOURCE_DIR "/resources/data/taylor_electricity_halfhourly.csv", "taylor")
        .numbers("value");
}

/// Trains as the lesson says and returns the task's own result.
Json trained(const Task& task, int epochs) {
    engine::Trainer trainer(task.model(), task.training(), task.validation(), task.trainerOptions());
    engine::TrainerState state = trainer.state();
    state.weights = task.initialWeights();
    trainer.restore(std::move(state));
    while (trainer.state().epoch < epochs)
        if (trainer.step() == engine::BatchOutcome::Diverged) return {};
    return task.result({trainer.state().weights}, {RunFacts{}});
}

ForecastView forecastOf(const Task& task) {
    return std::get<ForecastView>(task.output(task.initialWeights()));
}

}  // namespace

class TestForecasting : public QObject {
    Q_OBJECT
 private slots:
    void splitsInTime() {
        const auto task = taskOf("real");
        // 4032 values, floor(4032 * 0.8) = 3225 are trained on; the last 807 are held out.
        QCOMPARE(task->training().size(), engine::Index(3225 - 50));
        QCOMPARE(task->validation().size(), engine::Index(807));
        // What is held out can be looked at, too: its windows come after those that are trained on.
        QCOMPARE(task->sampleCount(), std::size_t(3175 + 807));
        QVERIFY(task->sample(3174).inputs[0].values == task->training().inputs[0].samples(3174, 1).values);
        for (const engine::Index k : {0, 806}) {
            const engine::Sample sample = task->sample(std::size_t(3175 + k));
            QVERIFY(sample.inputs[0].values == task->validation().inputs[0].samples(k, 1).values);
            QVERIFY(sample.targets[0].values == task->validation().targets[0].samples(k, 1).values);
            QVERIFY(std::get<Amount>(task->describe(std::size_t(3175 + k)).target.at(0)) ==
                    (Amount{electricity()[std::size_t(3225 + k)], "MW"}));
        }
        QCOMPARE(task->model()->parameterCount(), engine::Index(10451));
        QCOMPARE(task->epochs(), 50);
        QCOMPARE(task->trainerOptions().seed, std::uint64_t(7));
        QCOMPARE(task->trainerOptions().batchSize, engine::Index(32));
        QVERIFY(task->trainerOptions().shuffle);
    }

    void scalesByTheTrainingPartOnly() {
        const auto task = taskOf("real");
        const std::vector<double> values = electricity();
        double sum = 0, squares = 0;
        for (std::size_t i = 0; i < 3225; ++i) sum += values[i];
        for (std::size_t i = 0; i < 3225; ++i) squares += std::pow(values[i] - sum / 3225, 2);
        const double mean = sum / 3225, deviation = std::sqrt(squares / 3225);
        const auto& inputs = task->training().inputs[0].values;
        const auto& heldOut = task->validation();
        QCOMPARE(float(inputs(0, 0)), float((values[0] - mean) / deviation));
        QCOMPARE(float(task->training().targets[0].values(3174, 0)), float((values[3224] - mean) / deviation));
        // The first held-out window looks back into the training part and aims at the first held-out value.
        QCOMPARE(float(heldOut.inputs[0].values(0, 0)), float((values[3175] - mean) / deviation));
        QCOMPARE(float(heldOut.targets[0].values(0, 0)), float((values[3225] - mean) / deviation));
        QCOMPARE(float(heldOut.targets[0].values(806, 0)), float((values[4031] - mean) / deviation));
    }

    void heldOutValuesChangeNothingInTraining() {
        // The same file with every held-out value changed gives the same training set, bit for bit.
        QTemporaryDir folder;
        QFile file(folder.filePath("changed.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const std::vector<double> values = electricity();
        QByteArray text = "value\n";
        for (std::size_t i = 0; i < values.size(); ++i)
            text += QByteArray::number(i < 3225 ? values[i] : 3.0 * values[i] + 1e6) + "\n";
        QCOMPARE(file.write(text), text.size());
        file.close();
        Spec changed = findLesson("forecasting").spec("real", {"data.choices.electricity.file=changed.csv"});
        changed.folder = folder.path().toStdString();
        const auto before = taskOf("real"), after = makeTask(changed, 7);
        QVERIFY(before->training().inputs[0].values == after->training().inputs[0].values);
        QVERIFY(before->training().targets[0].values == after->training().targets[0].values);
        QVERIFY(before->validation().targets[0].values != after->validation().targets[0].values);
    }

    void comparesWithTheLastValue() {
        const auto task = taskOf("real");
        const std::vector<double> values = electricity();
        const ForecastView view = forecastOf(*task);
        QCOMPARE(view.heldOutFrom, std::size_t(3225));
        QCOMPARE(view.forecastFrom, std::size_t(3225));
        QCOMPARE(view.forecast.size(), std::size_t(807));
        QCOMPARE(view.naive.size(), std::size_t(807));
        QCOMPARE(view.series.size(), values.size());
        double squares = 0, naive = 0;
        for (std::size_t i = 0; i < 807; ++i) {
            QCOMPARE(view.naive[i], values[3225 + i - 1]);
            squares += std::pow(view.forecast[i] - values[3225 + i], 2);
            naive += std::pow(values[3225 + i - 1] - values[3225 + i], 2);
        }
        QCOMPARE(view.rmse, std::sqrt(squares / 807));
        QCOMPARE(view.naiveRmse, std::sqrt(naive / 807));
        QVERIFY(std::abs(view.naiveRmse - 904.95) < 0.01);  // megawatts
        QCOMPARE(view.skill, 1 - view.rmse / view.naiveRmse);
        QVERIFY(!taskOf("real", {"result=[rmse]"})->result({task->initialWeights()}, {RunFacts{}}).contains("skill"));
        const Json result = task->result({task->initialWeights()}, {RunFacts{}});
        QCOMPARE(result.at("rmse").get<double>(), view.rmse);
        QCOMPARE(result.at("naive_rmse").get<double>(), view.naiveRmse);
        QCOMPARE(result.at("skill").get<double>(), view.skill);
    }

    void tutorialForecastsWhatItWasTrainedOn() {
        const auto task = taskOf("tutorial");
        QCOMPARE(task->training().size(), engine::Index(950));
        QCOMPARE(task->validation().size(), engine::Index(0));
        const ForecastView view = forecastOf(*task);
        QCOMPARE(view.series.size(), std::size_t(1000));
        QCOMPARE(view.heldOutFrom, std::size_t(1000));
        QCOMPARE(view.forecastFrom, std::size_t(50));
        QCOMPARE(view.forecast.size(), std::size_t(950));
        double noise = 0;
        for (std::size_t i = 0; i < 1000; ++i)
            noise += std::pow(view.series[i] - std::sin(0.1 * 100.0 * double(i) / 999.0), 2);
        QVERIFY2(std::abs(std::sqrt(noise / 1000) - 0.1) < 0.01, "the noise has a standard deviation of 0.1");
        QVERIFY2(std::abs(view.naiveRmse - 0.1414) < 0.015, "the last value is wrong by the noise twice");
        QVERIFY(taskOf("tutorial", {}, 8)->training().inputs[0].values != task->training().inputs[0].values);
        QVERIFY(taskOf("tutorial", {}, 7)->training().inputs[0].values == task->training().inputs[0].values);
        QVERIFY((std::get<SpanSample>(task->describe(119).name) == SpanSample{"step", 120, 169, {}}));
    }

    void tellsSamplesByTheirTime() {
        const auto task = taskOf("real");
        const SampleDescription first = task->describe(0);
        const Calendar calendar("2000-06-05 00:00", "30 minutes");
        const auto& span = std::get<SpanSample>(first.name);
        QVERIFY(span.times && span.times->first == calendar.at(0) && span.times->second == calendar.at(49));
        QCOMPARE(first.steps.size(), std::size_t(50));
        QVERIFY(std::get<StepTime>(first.steps[49]) == calendar.at(49));
        QVERIFY(std::get<Amount>(first.target.at(0)) == (Amount{electricity()[50], "MW"}));
        const auto sunspots = taskOf("real", {"data.series=sunspots"});
        QCOMPARE(sunspots->training().size(), engine::Index(2256 - 50));
        QVERIFY(std::get<StepTime>(sunspots->describe(11).steps[0]) == Calendar("1749-01", "1 month").at(11));
    }

    void calendarCounts() {
        using namespace std::chrono;
        using Precision = StepTime::Precision;
        // The series runs to the last half-hour of Sunday 27 August 2000.
        QVERIFY((Calendar("2000-06-05 00:00", "30 minutes").at(4031) ==
                 StepTime{Precision::Minute, sys_days(2000y / August / 27) + 23h + 30min}));
        QVERIFY((Calendar("1999-12-31", "1 day").at(60) == StepTime{Precision::Day, sys_days(2000y / February / 29)}));
        QVERIFY((Calendar("1949-01", "1 month").at(143) == StepTime{Precision::Month, sys_days(1960y / December / 1)}));
        QVERIFY((Calendar("1700", "1 year").at(308) == StepTime{Precision::Year, sys_days(2008y / January / 1)}));
        QCOMPARE(messageOf([] { Calendar("2000-02-30", "1 day"); }),
                 QString("expected a time like 2000-06-05 00:00, 2000-06-05, 2000-06 or 2000, got \"2000-02-30\""));
        QCOMPARE(messageOf([] { Calendar("2000-02-03", "1 fortnight"); }),
                 QString("expected a number of minutes, hours, days, weeks, months or years, got \"1 fortnight\""));
    }

    void refuses_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("message");
        QTest::newRow("series") << "data.series=moon"
                                << "--set data.series: series: expected electricity, sunspots, co2, temperature "
                                   "or passengers, got \"moon\"";
        QTest::newRow("kind") << "data.kind=forecast"
                              << "--set data.kind: kind: expected ";
        QTest::newRow("scaler") << "data.scaler=robust"
                                << "--set data.scaler: scaler: expected standard, minmax or none, got \"robust\"";
        QTest::newRow("window") << "data.look_back=5000"
                                << "--set data.look_back: electricity: expected more than 5000 values for a window of "
                                   "5000 and its target, got "
                                   "4032";
        QTest::newRow("window in the training part")
            << "data.look_back=4000"
            << "--set data.look_back: look_back: expected fewer than the 3225 values that are not held out, got 4000";
        QTest::newRow("key") << "data.lookback=5"
                             << "--set data.lookback: unknown key \"lookback\" in data, expected kind, choices, "
                                "series, look_back, horizon, difference, held_out "
                                "or scaler (did you mean look_back?)";
        QTest::newRow("early stopping")
            << "training.early_stopping={patience: 3}"
            << "--set training.early_stopping: early_stopping: expected validation_split beside it: the held-out "
               "values must not decide when training ends";
        QTest::newRow("result") << "result=[rmse, speed]"
                                << "--set result: result: expected rmse, naive_rmse, skill, "
                                   "skill_against_best, chance, baseline, baseline_rule, baselines or rmse_ahead, got "
                                   "\"speed\"";
        QTest::newRow("outputs") << "model.dense.units=2"
                                 << "06-forecasting.md:";
        QTest::newRow("file") << "data.choices.electricity.file=none.csv"
                              << "--set data.choices.electricity.file: file: no file \"none.csv\" beside the lesson or "
                                 "in the program's resources";
    }
    void refuses() {
        QFETCH(QString, change);
        QFETCH(QString, message);
        const QString said = messageOf([&] { static_cast<void>(taskOf("real", {change.toStdString()})); });
        QVERIFY2(said.startsWith(message) && !said.contains('\n'), qPrintable(said));
    }

    void refusesAWordInTheData() {
        QTemporaryDir folder;
        QFile file(folder.filePath("words.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("time,value\n1,2\n2,three\n");
        file.close();
        Spec spec = findLesson("forecasting").spec("real", {"data.choices.electricity.file=words.csv"});
        spec.folder = folder.path().toStdString();
        QCOMPARE(messageOf([&] { static_cast<void>(makeTask(spec, 7)); }),
                 QString("words.csv:3:3: \"three\" is not a number"));
    }

    void learns() {
        // Less than half of the epochs is enough to be far better than the last value.
        const Json result = trained(*taskOf("real", {}, 1), 20);
        QVERIFY2(result.at("skill").get<double>() > 0.2, result.dump().c_str());
    }
};

QTEST_GUILESS_MAIN(TestForecasting)
#include "tst_forecasting.moc"
