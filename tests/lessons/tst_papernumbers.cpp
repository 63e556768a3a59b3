// Each figure that the texts of lessons 14 and 15 tell is what the program measures with the seed that they name.
#include <QFile>
#include <QtTest>
#include <cmath>
#include <map>

#include "lessons/catalog.h"
#include "lessons/session/session.h"
#include "lessons/tasks/task.h"

using namespace lessons;

namespace {

struct Run {
    std::string lesson, task;
    std::uint64_t seed = 7;
    bool trained = true;
    auto operator<=>(const Run&) const = default;
};

/// The task's own result, all models trained as the window does it; each run once.
const Json& resultOf(const Run& run) {
    static std::map<Run, Json> known;
    if (const auto there = known.find(run); there != known.end()) return there->second;
    const auto task = makeTask(findLesson(run.lesson).spec("real", {"data.task=" + run.task}), run.seed);
    std::vector<engine::Weights> weights;
    std::vector<RunFacts> facts;
    if (run.trained) {
        SessionOptions options;
        options.headless = true;
        options.checkpointBytes = 0;
        Session session(task, options);
        session.train();
        while (!session.waitFor([](const Snapshot& snapshot) { return snapshot.status.state == RunState::Finished; },
                                std::chrono::seconds(300)))
            if (!session.snapshot()->status.message.empty()) throw std::runtime_error("the session could not go on");
        for (const TaskRunSummary& each : session.snapshot()->status.taskRuns) {
            weights.push_back(*each.weights);
            facts.push_back(each.facts);
        }
    } else {
        for (std::size_t k = 0; k < task->runCount(); ++k) weights.push_back(task->initialWeights(k));
        facts.resize(task->runCount());
    }
    return known[run] = task->result(weights, facts);
}

double numberAt(const Json& result, const std::string& path) {
    return result.at(Json::json_pointer("/" + path)).get<double>();
}

std::vector<double> bySeed(const Run& run, const std::string& model) {
    auto values = resultOf(run).at(model).at("by_seed").get<std::vector<double>>();
    std::sort(values.begin(), values.end());
    return values;
}

QString textOf(const std::string& lesson) {
    QFile file(GATEWISE_SOURCE_DIR "/lessons/content/en/" + QString(lesson == "gru" ? "14-gru.md" : "15-papers.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).simplified() : QString();
}

}  // namespace

class TestPaperNumbers : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void theTextTellsWhatWasMeasured_data() {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<Run>("run");
        QTest::addColumn<QString>("path");
        QTest::addColumn<double>("told");
        QTest::addColumn<double>("unit");  // of the last digit
        const auto row = [](const char* sentence, const Run& run, const char* path, double told, double unit) {
            QTest::newRow(qPrintable(QString("%1, seed %2: %3").arg(run.task.c_str()).arg(run.seed).arg(sentence)))
                << QString(sentence) << run << QString(path) << told << unit;
        };
        const Run order{"papers", "order"}, adding{"papers", "adding"}, reber{"papers", "reber"},
            continual{"papers", "continual"}, characters{"papers", "characters"};
        row("| wrong | 1 in 2,560 | 0 in 1,000 |", order, "LSTM 1997/held_out_accuracy", 1, 0.0001);
        row("the LSTM of today has 2 of 1,000 wrong", order, "LSTM/held_out_accuracy", 0.998, 0.0001);
        row("and the plain cell 757", order, "SimpleRNN/held_out_accuracy", 1 - 0.757, 0.0001);
        row("error 0.029", adding, "LSTM 1997/held_out_rmse", 0.029, 0.001);
        row("The LSTM of today comes to 0.010", adding, "LSTM/held_out_rmse", 0.010, 0.001);
        row("the plain cell to 0.372", adding, "SimpleRNN/held_out_rmse", 0.372, 0.001);
        row("The root of 1/6 is 0.408", adding, "chance", 0.408, 0.001);
        row("| cell of 1997 | 97 to 100 % | 0.996 |", reber, "LSTM 1997/held_out_strings_right", 0.996, 0.001);
        row("The LSTM of today gets 0.949", reber, "LSTM/held_out_strings_right", 0.949, 0.001);
        row("| plain cell | 0 % | 0.820 |", reber, "SimpleRNN/held_out_strings_right", 0.820, 0.001);
        row("| without f | fails | 0.55 |", continual, "no forget gate/held_out_strings_right", 0.55, 0.01);
        row("| with f | solves it | 0.99 |", continual, "LSTM/held_out_strings_right", 0.99, 0.01);
        row("it grows from 7 to 20", continual, "no forget gate/cell_after_training_length", 7, 1);
        row("it grows from 7 to 20 ", continual, "no forget gate/cell_at_the_end", 20, 1);
        row("| f open | some | 26 of 64 |", characters, "saturation/f/units_nearly_always_right", 26, 0.1);
        row("| f shut | none | none |", characters, "saturation/f/units_nearly_always_left", 0, 0.1);
        row("| o open | no rule | 6 of 64 |", characters, "saturation/o/units_nearly_always_right", 6, 0.1);
        row("| bits | 1.55 | 2.46 |", characters, "held_out_bits_per_character", 2.46, 0.01);
        row("| counting | 1.72 | 2.55 |", characters, "baseline", 2.55, 0.01);
        row("With seed 7 the best unit has 0.59 when trained", characters, "word_position/score", 0.59, 0.01);
        row("and the untrained net 0.49", {"papers", "characters", 7, false}, "word_position/score", 0.49, 0.01);
        row("has 0.17 when trained, and 0.35 before", characters, "line_position/score", 0.17, 0.01);
        row("has 0.17 when trained, and 0.35 before ", {"papers", "characters", 7, false}, "line_position/score", 0.35,
            0.01);
        row("With seed 7 its best unit has 0.10 when trained", characters, "in_quotes/score", 0.10, 0.01);
        row("| 4 | 0.38 0.65 | 0.28 0.14 | 0.10 0.12 |", {"papers", "characters", 4}, "in_quotes/score", 0.12, 0.01);

        const Run recall{"gru", "recall"}, sums{"gru", "adding"};
        row("| seed 7 | 14.3 | 9.9 | no |", sums, "LSTM/held_out_rmse", 0.0143, 0.0001);
        row("| seed 7 | 14.3 | 9.9 | no | ", sums, "GRU/held_out_rmse", 0.0099, 0.0001);
        row("1172 of 1476", recall, "LSTM/parameters", 1476, 1);
        row("1172 of 1476 ", recall, "GRU/parameters", 1172, 1);
        row("an error of 905 MW", {"gru", "electricity", 7, false}, "baseline", 905, 1);
    }
    void theTextTellsWhatWasMeasured() {
        QFETCH(QString, sentence);
        QFETCH(Run, run);
        QFETCH(QString, path);
        QFETCH(double, told);
        QFETCH(double, unit);
        QVERIFY2(textOf(run.lesson).contains(sentence.trimmed()), "the text does not say so");
        const double measured = numberAt(resultOf(run), path.toStdString());
        QVERIFY2(std::abs(measured - told) <= unit / 2, qPrintable(QString::number(measured, 'g', 9)));
    }

    void nineCellsOnAdding() {
        const QString text = textOf("papers");
        const Run run{"papers", "variants"};
        std::map<std::string, std::vector<double>> rows;
        for (const char* cell : {"V", "NIG", "NFG", "NOG", "NIAF", "NOAF", "CIFG", "NP", "FGR"}) {
            // Losses in thousandths, as the table has them.
            std::vector<double> thousandths;
            for (const double rmse : bySeed(run, cell)) thousandths.push_back(rmse * rmse * 1000);
            QCOMPARE(thousandths.size(), std::size_t(5));
            const auto told = [](double value) { return QString::number(value, 'f', value > 100 ? 0 : 1); };
            const QString line =
                QString("| %1 | %2 | %3, %4 |")
                    .arg(QString(cell), told(thousandths[2]), told(thousandths[0]), told(thousandths[4]));
            QVERIFY2(text.contains(line), qPrintable(line));
            rows[cell] = thousandths;
        }
        // NIG's best dot is worse than every dot of six others, and than all of V.
        int behind = 0;
        for (const auto& [cell, losses] : rows) behind += losses.back() < rows["NIG"].front();
        QCOMPARE(behind, 6);
        QVERIFY(rows["V"].back() < rows["NIG"].front());
    }

    void aStreamTellsTheForgetGate() {
        const Run run{"papers", "variants_continual"};
        const std::vector<double> without = bySeed(run, "NFG");
        QVERIFY(textOf("papers").contains("NFG from 0.34 to 0.92, median 0.58; the other eight from 0.89 to 1.00"));
        QVERIFY(std::abs(without[0] - 0.34) < 0.005 && std::abs(without[2] - 0.58) < 0.005 &&
                std::abs(without[4] - 0.92) < 0.005);
        double least = 1;
        for (const char* cell : {"V", "NIG", "NOG", "NIAF", "NOAF", "CIFG", "NP", "FGR"})
            least = std::min(least, bySeed(run, cell).front());
        QVERIFY2(std::abs(least - 0.89) < 0.005, qPrintable(QString::number(least)));
    }

    void dotsOfLesson14() {
        for (const std::uint64_t seed : {std::uint64_t(2), std::uint64_t(7)}) {
            const Run run{"gru", "recall", seed};
            const QString line = QString("| seed %1 | %2 | %3 |")
                                     .arg(seed)
                                     .arg(bySeed(run, "LSTM").front(), 0, 'f', 2)
                                     .arg(bySeed(run, "GRU").front(), 0, 'f', 2);
            QVERIFY2(textOf("gru").contains(line), qPrintable(line));
        }
        for (const std::uint64_t seed : {std::uint64_t(1), std::uint64_t(5), std::uint64_t(7)}) {
            const std::vector<double> lstm = bySeed({"gru", "adding", seed}, "LSTM"),
                                      gru = bySeed({"gru", "adding", seed}, "GRU");
            const QString line = QString("| seed %1 | %2 | %3 | %4 |")
                                     .arg(seed)
                                     .arg(lstm[2] * 1000, 0, 'f', 1)
                                     .arg(gru[2] * 1000, 0, 'f', 1)
                                     .arg(gru.back() < lstm.front() ? "yes" : "no");
            QVERIFY2(textOf("gru").contains(line), qPrintable(line));
        }
    }
};

QTEST_GUILESS_MAIN(TestPaperNumbers)
#include "tst_papernumbers.moc"
