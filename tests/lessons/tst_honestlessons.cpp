// The honest version of each lesson learns what it says: trained to its end, it keeps the bounds that its file states.
#include <QtTest>
#include <map>
#include <tuple>

#include "engine/core/error.h"
#include "lessons/catalog.h"
#include "lessons/format/expected.h"
#include "lessons/session/session.h"
#include "lessons/tasks/task.h"
#include "tests/support/errors.h"

using namespace lessons;

namespace {

std::shared_ptr<const Task> taskOf(const std::string& lesson, const std::vector<std::string>& changes = {},
                                   std::uint64_t seed = 1) {
    return makeTask(findLesson(lesson).spec("real", changes), seed);
}

/// Trained through a session, as the program does it.
Json resultOf(const std::shared_ptr<const Task>& task) {
    SessionOptions options;
    options.threads = 1;
    options.headless = true;
    options.checkpointBytes = 0;
    Session session(task, options);
    session.train();
    while (!session.waitFor([](const Snapshot& snapshot) { return snapshot.status.state == RunState::Finished; },
                            std::chrono::seconds(120)))
        if (!session.snapshot()->status.message.empty()) throw engine::Error("the session could not go on");
    std::vector<engine::Weights> weights;
    std::vector<RunFacts> facts;
    const auto snapshot = session.snapshot();
    for (const TaskRunSummary& run : snapshot->status.taskRuns) {
        weights.push_back(*run.weights);
        facts.push_back(run.facts);
    }
    return task->result(weights, facts);
}

}  // namespace

class TestHonestLessons : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void keepsItsBounds_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<QStringList>("changes");
        QTest::newRow("introduction") << "introduction" << QStringList();
        QTest::newRow("classification") << "classification" << QStringList();
        QTest::newRow("bidirectional") << "bidirectional" << QStringList();
        QTest::newRow("forecasting, electricity") << "forecasting" << QStringList();
        for (const char* series : {"sunspots", "co2", "temperature", "passengers"})
            QTest::addRow("forecasting, %s", series)
                << "forecasting" << QStringList{QStringLiteral("data.series=") + series};
        QTest::newRow("sentiment") << "sentiment" << QStringList();
        QTest::newRow("anomaly, ecg") << "anomaly" << QStringList();
        QTest::newRow("anomaly, temperature") << "anomaly" << QStringList{"data.series=temperature"};
        QTest::newRow("entities") << "entities" << QStringList();
        QTest::newRow("translation") << "translation" << QStringList();
        QTest::newRow("translation, states fetched") << "translation" << QStringList{"data.task=states"};
        QTest::newRow("translation without attention") << "translation" << QStringList{"data.task=plain"};
        QTest::newRow("music") << "music" << QStringList();
        QTest::newRow("phonemes") << "phonemes" << QStringList();
        QTest::newRow("actions") << "actions" << QStringList();
        QTest::newRow("gru, recall") << "gru" << QStringList();
        QTest::newRow("gru, adding") << "gru" << QStringList{"data.task=adding"};
        for (const char* task :
             {"order", "adding", "reber", "continual", "variants", "variants_continual", "characters"})
            QTest::newRow(qPrintable(QString("papers, %1").arg(task)))
                << "papers" << QStringList{QString("data.task=%1").arg(task)};
        QTest::newRow("gru, electricity") << "gru" << QStringList{"data.task=electricity"};
    }
    void keepsItsBounds() {
        QFETCH(QString, lesson);
        QFETCH(QStringList, changes);
        std::vector<std::string> sets;
        for (const QString& change : changes) sets.push_back(change.toStdString());
        const auto task = taskOf(lesson.toStdString(), sets);
        const std::vector<Expectation> expected = readExpected(task->spec());
        QVERIFY(!expected.empty());
        const Json result = resultOf(task);
        QVERIFY(result.contains("chance") && result.contains("baseline"));
        for (const Expectation& each : expected) QCOMPARE(QString::fromStdString(missed(each, result)), QString());
        // A net that was never trained misses one of them: the bounds can fail.
        std::vector<engine::Weights> untrained;
        for (std::size_t run = 0; run < task->runCount(); ++run) untrained.push_back(task->initialWeights(run));
        const Json before = task->result(untrained, std::vector<RunFacts>(task->runCount()));
        QVERIFY(std::any_of(expected.begin(), expected.end(),
                            [&](const Expectation& each) { return !missed(each, before).empty(); }));
    }

    void aSeedMeansTheSameData() {
        for (const char* lesson : {"introduction", "classification", "bidirectional", "gru"}) {
            const auto one = taskOf(lesson), two = taskOf(lesson), other = taskOf(lesson, {}, 2);
            QVERIFY(one->training().inputs[0].values == two->training().inputs[0].values);
            QVERIFY(one->validation().inputs[0].values == two->validation().inputs[0].values);
            QVERIFY(one->training().inputs[0].values != other->training().inputs[0].values);
        }
    }

    void moreTrainingLeavesTheHeldOutPartAsItIs() {
        const auto all = taskOf("classification"), few = taskOf("classification", {"data.samples=80"});
        const std::size_t a = std::size_t(all->training().size()), b = std::size_t(few->training().size());
        QCOMPARE(few->training().size(), engine::Index(64));
        for (std::size_t k = 0; k < 1000; ++k)
            QVERIFY(all->sample(a + k).inputs[0].values == few->sample(b + k).inputs[0].values);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(all->sample(all->sampleCount())), engine::Error);
    }

    void runsShareASeedInPairs() {
        const auto task = taskOf("gru");
        QCOMPARE(task->runCount(), std::size_t(10));
        QCOMPARE(task->runName(0), std::string("LSTM #1"));
        QCOMPARE(task->runName(3), std::string("GRU #2"));
        QVERIFY(task->initialWeights(2) == taskOf("gru", {}, 2)->initialWeights(0));
    }

    void aChoiceTakesWhatWasSetByHand() {
        const auto task = taskOf("gru", {"data.task=adding", "training.epochs=3"});
        QCOMPARE(task->epochs(), 3);
        QCOMPARE(task->trainerOptions().losses.at(0), std::string("mse"));
    }

    void oneWayIsAtItsCeiling() {
        // Letters drawn from the same rule, counted: the share of the likeliest sound given the last two letters.
        const auto task = taskOf("bidirectional", {"data.samples=20000", "data.held_out=1"});
        const engine::Tensor& letters = task->training().inputs[0];
        const engine::Tensor& sounds = task->training().targets[0];
        const engine::Index steps = letters.steps, count = letters.batch;
        // By the letter before (-1 at the start), the letter, and whether it is the last: many steps share one count,
        // so that the likelier sound is not just the luckier one.
        std::map<std::tuple<engine::Index, engine::Index, bool>, std::map<int, int>> seen;
        for (engine::Index t = 0; t < steps; ++t)
            for (engine::Index s = 0; s < count; ++s) {
                engine::Index letter = 0, before = 0;
                letters.values.row(t * count + s).maxCoeff(&letter);
                if (t > 0)
                    letters.values.row((t - 1) * count + s).maxCoeff(&before);
                else
                    before = -1;
                ++seen[{before, letter, t + 1 == steps}][int(sounds.values(t * count + s, 0))];
            }
        double right = 0;
        for (const auto& [place, each] : seen) {
            int most = 0;
            for (const auto& [sound, times] : each) most = std::max(most, times);
            right += most;
        }
        const double counted = right / double(steps * count);
        const OutputView output = task->output(task->initialWeights());
        const double told = std::get<ClassificationView>(output).references.at(1).value;
        QVERIFY2(std::abs(counted - told) < 0.003, qPrintable(QString("%1 %2").arg(counted).arg(told)));
    }

    void refuses_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("tag") << "entities"
                             << "a.conll" << QByteArray("Anna B-PER\nsees PER\n")
                             << "a.conll:2: expected a tag O, B-... or I-..., got \"PER\"";
        QTest::newRow("word alone") << "entities"
                                    << "a.conll" << QByteArray("Anna B-PER\n\nsees\n")
                                    << "a.conll:3: expected a word and its tag, got \"sees\"";
        QTest::newRow("bytes") << "entities"
                               << "a.conll" << QByteArray("Jos\xe9 B-PER\n")
                               << "a.conll:1: expected text in UTF-8, got other bytes";
        QTest::newRow("few") << "entities"
                             << "a.conll" << QByteArray("Anna B-PER\n")
                             << "a.conll: expected at least ten sentences, got 1";
        QTest::newRow("columns")
            << "sentiment"
            << "a.tsv" << QByteArray("label;text\n")
            << "a.tsv:1: expected the columns label and text, separated by tabs, got \"label;text\"";
        QTest::newRow("cells") << "sentiment"
                               << "a.tsv" << QByteArray("label\ttext\npositive\tgood\nnegative\n")
                               << "a.tsv:3: expected 2 cells, separated by tabs, got 1";
        QTest::newRow("label") << "sentiment"
                               << "a.tsv" << QByteArray("label\ttext\nfine\tgood\n")
                               << "a.tsv:2: label: expected negative or positive, got \"fine\"";
        QTest::newRow("empty") << "sentiment"
                               << "a.tsv" << QByteArray("") << "a.tsv:1: expected a line with the names of the columns";
    }
    void refuses() {
        QFETCH(QString, lesson);
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        QTemporaryDir folder;
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        Spec spec = findLesson(lesson.toStdString()).spec("real");
        spec.folder = folder.path().toStdString();
        spec.data["file"] = name.toStdString();
        QCOMPARE(messageOf([&] { static_cast<void>(makeTask(spec, 1)); }), message);
    }

    void readsWindowsLines() {
        QTemporaryDir folder;
        QFile file(folder.filePath("a.conll"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\xEF\xBB\xBF");
        for (int k = 0; k < 12; ++k) file.write("-DOCSTART- O\r\n\r\nAnna NNP B-PER\r\nsings VB O\r\n\r\n");
        file.close();
        Spec spec = findLesson("entities").spec("real");
        spec.folder = folder.path().toStdString();
        spec.data["file"] = "a.conll";
        QCOMPARE(makeTask(spec, 1)->sampleCount(), std::size_t(12));
    }

    void refusesBounds() {
        const auto said = [](const char* bound) {
            Spec spec = findLesson("classification").spec("real");
            spec.expected = Json{{"held_out_accuracy", bound}};
            return messageOf([&] { static_cast<void>(readExpected(spec)); });
        };
        for (const char* bound : {"0.95", ">=", "=> 0.9", "> 0.9 or so", ""})
            QVERIFY2(said(bound).contains("held_out_accuracy: expected a bound like"), bound);
        const Expectation against{"a.b", ">", std::string("c")};
        QCOMPARE(QString::fromStdString(missed(against, Json{{"a", {{"b", 2}}}, {"c", 1}})), QString());
        QCOMPARE(QString::fromStdString(missed(against, Json{{"a", {{"b", 1}}}, {"c", 2}})),
                 QString("expected a.b > c, got 1 against 2"));
        QCOMPARE(QString::fromStdString(missed(against, Json{{"a", 1}})),
                 QString("expected a.b > c, but the result has no number a.b"));
    }
};

QTEST_GUILESS_MAIN(TestHonestLessons)
#include "tst_honestlessons.moc"
