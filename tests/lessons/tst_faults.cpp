// Faults found by how badly a window is repeated: what is learnt from, where the threshold comes from, what is counted.
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "lessons/catalog.h"
#include "lessons/tasks/kinds/faults.h"
#include "lessons/tasks/kinds/faultwindows.h"
#include "lessons/tasks/task.h"
#include "tests/support/errors.h"

using namespace lessons;

namespace {

std::shared_ptr<const Task> taskOf(const std::vector<std::string>& changes = {}, std::uint64_t seed = 1) {
    return makeTask(findLesson("anomaly").spec("real", changes), seed);
}

ScoreView viewOf(const Task& task) {
    return std::get<ScoreView>(task.output(task.initialWeights()));
}

/// A lesson of its own: a wave in windows of 4, the twentieth of them on changed by `change`.
std::shared_ptr<const Task> waveTask(const QTemporaryDir& folder, double change, const QByteArray& marks = {}) {
    QFile file(folder.filePath("wave.csv"));
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write("value\n");
    for (int i = 0; i < 120; ++i)
        file.write(QByteArray::number(std::sin(1.7 * i) + (i >= 80 && i % 4 == 1 ? change : 0.0), 'g', 12) + "\n");
    file.close();
    Spec spec = findLesson("anomaly").spec("real");
    spec.folder = folder.path().toStdString();
    Json choice{{"file", "wave.csv"}, {"column", "value"}, {"window", 4}};
    if (!marks.isEmpty()) {
        QFile list(folder.filePath("marks.csv"));
        if (!list.open(QIODevice::WriteOnly)) return {};
        list.write(marks);
        choice["marks"] = "marks.csv";
    }
    spec.data = Json{{"kind", "faults"}, {"series", "wave"}, {"choices", Json{{"wave", choice}}}, {"held_out", 0.34}};
    spec.result = Json();
    return makeTask(spec, 1);
}

}  // namespace

class TestFaults : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void precisionAndRecallByHand() {
        ScoreView view;
        view.scores = {0.1, 0.9, 0.4, 0.8, 0.2};
        view.truth = {false, true, true, false, false};
        view.isHeldOut = true;
        view.threshold = 0.5;
        // Above 0.5: one fault and one sound window; the other fault is missed.
        const Detection half = view.detection(0.5);
        QCOMPARE(half.found, std::size_t(1));
        QCOMPARE(half.missed, std::size_t(1));
        QCOMPARE(half.falseAlarms, std::size_t(1));
        QCOMPARE(half.precision(), 0.5);
        QCOMPARE(half.recall(), 0.5);
        const Detection low = view.detection(0.3);
        QCOMPARE(low.precision(), 2.0 / 3);
        QCOMPARE(low.recall(), 1.0);
        QCOMPARE(low.f1(), 0.8);
        const Detection none = view.detection(1.0);
        QCOMPARE(none.precision(), 0.0);
        QCOMPARE(none.f1(), 0.0);
        QCOMPARE(view.figures().front().id, std::string("f1"));
        view.scores[0] = NAN;  // what cannot be scored is an alarm
        QCOMPARE(view.detection(1.0).falseAlarms, std::size_t(1));
    }

    void percentileIsNumpys() {
        // numpy.percentile([3, 1, 2, 10], 95) = 8.95
        QVERIFY(std::abs(percentileOf({3, 1, 2, 10}, 95) - 8.95) < 1e-12);
        QCOMPARE(percentileOf({3, 1, 2, 10}, 100), 10.0);
        QCOMPARE(percentileOf({3, 1, 2, 10}, 0), 1.0);
    }

    void learnsFromSoundWindowsOnly_data() {
        QTest::addColumn<QString>("series");
        QTest::newRow("ecg") << "ecg";
        QTest::newRow("temperature") << "temperature";
    }
    void learnsFromSoundWindowsOnly() {
        QFETCH(QString, series);
        const auto task = taskOf({"data.series=" + series.toStdString()});
        const ScoreView view = viewOf(*task);
        const std::size_t judged = view.windows.size(), clean = view.cleanScores.size();
        QCOMPARE(task->sampleCount(), std::size_t(task->training().size()) + clean + judged);
        QVERIFY(clean > 40 && judged > 100);
        QCOMPARE(task->validation().size(), engine::Index(clean));
        for (std::size_t k = 0; k < judged; ++k) {
            QCOMPARE(view.windows[k].sample, task->sampleCount() - judged + k);
            QCOMPARE(bool(view.truth[k]), !view.windows[k].fault.empty());
        }
        // By hand: the threshold is the percentile of the scores of the sound windows, which are samples of their own.
        std::vector<double> scores;
        for (std::size_t k = 0; k < clean; ++k) {
            const engine::Sample sample = task->sample(std::size_t(task->training().size()) + k);
            const engine::Tensor said = task->model()->predict(sample.inputs, task->initialWeights()).at(0);
            scores.push_back((said.values - sample.inputs[0].values).cast<double>().array().square().mean());
        }
        QVERIFY(std::abs(percentileOf(scores, view.percentile) - view.threshold) < 1e-5 * view.threshold);
        // Numbers are scaled so that the training windows have a standard deviation of 1.
        QVERIFY(std::abs(task->training().inputs[0].values.array().square().mean() - 1) < 1e-3);
    }

    void whatIsJudgedTeachesNothing() {
        QTemporaryDir folder;
        const auto plain = waveTask(folder, 0), changed = waveTask(folder, 50);
        QVERIFY(plain && changed);
        QCOMPARE(plain->resultUnit()->factor, changed->resultUnit()->factor);
        QVERIFY(plain->training().inputs[0].values == changed->training().inputs[0].values);
        const ScoreView one = viewOf(*plain), two = viewOf(*changed);
        QCOMPARE(one.threshold, two.threshold);
        QCOMPARE(one.cleanScores, two.cleanScores);
        QVERIFY(one.scores != two.scores);
    }

    void faultsAreDrawnByTheSeed() {
        const ScoreView one = viewOf(*taskOf()), again = viewOf(*taskOf()), other = viewOf(*taskOf({}, 2));
        std::map<std::string, int> counts;
        bool differ = false;
        for (std::size_t k = 0; k < one.windows.size(); ++k) {
            QCOMPARE(one.windows[k].input, again.windows[k].input);
            differ = differ || one.windows[k].fault != other.windows[k].fault;
            if (one.windows[k].isInjected) ++counts[one.windows[k].fault];
        }
        QVERIFY(differ);
        for (const std::string& kind : injectedFaults()) QCOMPARE(counts[kind], 6);
    }

    void injectsWhatItSays() {
        const Injection how{1, 4, 3, 1};
        const auto damaged = [&](const std::string& kind) {
            FaultWindow window;
            window.values = {0.5, -0.5, 0.5, -0.5, 0.5, -0.5};
            engine::Random random(3);
            inject(window, kind, how, 2.0, random);
            return window;
        };
        const std::vector<double> before{0.5, -0.5, 0.5, -0.5, 0.5, -0.5};
        for (const std::string& kind : injectedFaults()) {
            const FaultWindow window = damaged(kind);
            QCOMPARE(window.fault, kind);
            QVERIFY(window.isInjected);
            double sum = 0;
            for (const double value : window.values) sum += value;
            QVERIFY(std::abs(sum) < 1e-12);
        }
        // A spike of 4 deviations of 2 moves one step by 8, beside all others.
        const auto spike = damaged("spike").values;
        int moved = 0;
        for (std::size_t t = 0; t < 6; ++t) moved += std::abs(std::abs(spike[t] - before[t]) - 8.0 * 5 / 6) < 1e-9;
        QCOMPARE(moved, 1);
        const auto flat = damaged("flat line").values;
        QCOMPARE(flat[2], flat[5]);
        // The ramp ends 3 deviations of 2 from where it begins.
        const auto drift = damaged("drift").values;
        QVERIFY(std::abs(std::abs((drift[5] - before[5]) - (drift[0] - before[0])) - 6.0) < 1e-9);
    }

    void averagesBeforeItCuts() {
        QCOMPARE(averaged({1, 3, 5, 7, 9}, 2), (std::vector<double>{2, 6}));
        // A mark at row 3 of the ECG is step 0, too near the start for a window of 12 steps before it.
        const ScoreView view = viewOf(*taskOf());
        QCOMPARE(view.windows.front().input.size(), std::size_t(36));
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("marks");
        QTest::addColumn<QString>("message");
        QTest::newRow("order") << QByteArray("at,mark\n8,sound\n4,sound\n")
                               << "marks.csv: at: expected rows from 0 in rising order, got 4";
        QTest::newRow("column") << QByteArray("place,mark\n8,sound\n") << "marks.csv";
        QTest::newRow("few") << QByteArray("at,mark\n8,sound\n12,sound\n") << "13-anomaly.md:";
    }
    void refuses() {
        QFETCH(QByteArray, marks);
        QFETCH(QString, message);
        QTemporaryDir folder;
        const QString said = messageOf([&] { static_cast<void>(waveTask(folder, 0, marks)); });
        QVERIFY2(said.contains(message) && !said.contains('\n'), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
