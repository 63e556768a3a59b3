// The program as a shell sees it: JSON keys, exit codes, one line for what is wrong, nothing half-written.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/program.h"

namespace {

QStringList train(const QStringList& more = {}) {
    return trainArguments("-", "2", more);
}

}  // namespace

class TstCli : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void listsLessons() {
        const Outcome text = run({"lessons"});
        QCOMPARE(text.exitCode, 0);
        QVERIFY(text.out.contains(" 6  forecasting"));
        const Outcome json = run({"lessons", "--json", "-"});
        QCOMPARE(json.exitCode, 0);
        const QJsonArray lessons = QJsonDocument::fromJson(json.out).array();
        QVERIFY(!lessons.isEmpty());
        for (const QJsonValue& lesson : lessons)
            for (const char* key : {"number", "id", "title"}) QVERIFY(lesson.toObject().contains(QLatin1String(key)));
    }

    void trainsInJsonLines() {
        const Outcome outcome = run(train());
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.err, QByteArray());  // no progress bar where there is no terminal
        QCOMPARE(outcome.lines().size(), 3);
        for (int epoch : {1, 2}) {
            const QJsonObject line = outcome.object(epoch - 1);
            QCOMPARE(line.value("epoch").toInt(), epoch);
            for (const char* key : {"loss", "learning_rate", "seconds"})
                QVERIFY(line.value(QLatin1String(key)).isDouble());
        }
        QCOMPARE(outcome.object(0).value("learning_rate").toDouble(), 0.001);
        const QJsonObject last = outcome.last();
        QStringList keys = last.keys();
        keys.sort();
        QCOMPARE(keys, (QStringList{"epochs", "isa", "lesson", "parameters", "result", "seed", "stop_reason", "version",
                                    "weights_sha256"}));
        QCOMPARE(last.value("lesson").toString(), "forecasting");
        QCOMPARE(last.value("version").toString(), "tutorial");
        QCOMPARE(last.value("seed").toInt(), 7);
        QCOMPARE(last.value("epochs").toInt(), 2);
        QCOMPARE(last.value("parameters").toInt(), 6 * 4 * (1 + 6 + 1) + 7);
        QCOMPARE(last.value("stop_reason").toString(), "completed");
        QCOMPARE(last.value("weights_sha256").toString().size(), 64);
        for (const char* key : {"rmse", "naive_rmse", "skill"})
            QVERIFY(last.value("result").toObject().value(QLatin1String(key)).isDouble());
    }

    void sameSeedSameBits() {
        const auto sha = [](const QStringList& more) {
            return run(train(more)).last().value("weights_sha256").toString();
        };
        const QString one = sha({"--threads", "1"});
        QCOMPARE(one.size(), 64);
        QCOMPARE(sha({"--threads", "2"}), one);
        QCOMPARE(sha({"--seed", "7"}), one);
        QVERIFY(sha({"--seed", "8"}) != one);
        QVERIFY(sha({"--set", "training.learning_rate=0.01"}) != one);
        QVERIFY(sha({"--set", "training.shuffle=false", "--set", "training.batch_size=64"}) != one);
    }

    void setReachesTheTraining() {
        const Outcome outcome = run(train({"--set", "training.learning_rate=0.01"}));
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.object(0).value("learning_rate").toDouble(), 0.01);
    }

    void writesAFileAndATable() {
        QTemporaryDir folder;
        const Outcome outcome = run(trainArguments(folder.filePath("out.json"), "2"));
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.out.contains("forecasting, version tutorial, seed 7"));
        QVERIFY(outcome.out.contains("rmse"));
        QFile file(folder.filePath("out.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().trimmed().split('\n').size(), 3);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void tracesASample() {
        const QStringList base{"trace",    "forecasting", "--version",
                               "tutorial", "--set",       "model=[{LSTM: {units: 3}}, {Dense: {units: 1}}]",
                               "--sample", "4",           "--json",
                               "-"};
        const Outcome initial = run(base);
        QCOMPARE(initial.exitCode, 0);
        const QJsonObject trace = QJsonDocument::fromJson(initial.out).object();
        for (const char* key :
             {"lesson", "version", "seed", "epoch", "sample", "layer", "cell", "activation", "recurrent_activation",
              "loss", "input", "target", "output", "weights", "values", "gradients"})
            QVERIFY2(trace.contains(QLatin1String(key)), key);
        QCOMPARE(trace.value("epoch").toInt(), 0);
        QCOMPARE(trace.value("sample").toInt(), 4);
        QCOMPARE(trace.value("cell").toString(), "lstm");
        QCOMPARE(trace.value("weights").toArray().first().toObject().value("path").toString(), "lstm/lstm_cell/kernel");
        for (const char* key : {"z_i", "i", "z_f", "f", "z_g", "g", "z_o", "o", "f*c", "i*g", "c", "act(c)", "h"})
            for (const char* part : {"values", "gradients"}) {
                const QJsonArray steps =
                    trace.value(QLatin1String(part)).toObject().value(QLatin1String(key)).toArray();
                QCOMPARE(steps.size(), 50);
                QCOMPARE(steps.first().toArray().size(), 3);
            }
        const QJsonObject later = QJsonDocument::fromJson(run(base + QStringList{"--epochs", "1"}).out).object();
        QCOMPARE(later.value("epoch").toInt(), 1);
        QVERIFY(later.value("weights") != trace.value("weights"));
        QCOMPARE(later.value("input"), trace.value("input"));
    }

    void saysWhatIsWrongInOneLine_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("unknown lesson") << QStringList{"train", "nonsense"} << QByteArray("nonsense");
        QTest::newRow("no lesson") << QStringList{"train"} << QByteArray("LESSON");
        QTest::newRow("unknown command") << QStringList{"fly"} << QByteArray("fly");
        QTest::newRow("unknown option") << QStringList{"train", "forecasting", "--fast"} << QByteArray("--fast");
        QTest::newRow("not a number") << QStringList{"train", "forecasting", "--epochs", "many"} << QByteArray("many");
        QTest::newRow("negative epochs") << QStringList{"train", "forecasting", "--epochs", "-3"} << QByteArray("-3");
        QTest::newRow("no threads") << QStringList{"train", "forecasting", "--threads", "0"} << QByteArray("threads");
        QTest::newRow("unknown version") << QStringList{"train", "forecasting", "--version", "best"}
                                         << QByteArray("best");
        QTest::newRow("unknown key") << QStringList{"train", "forecasting", "--set", "training.speed=3"}
                                     << QByteArray("speed");
        QTest::newRow("set without value")
            << QStringList{"train", "forecasting", "--set", "training.epochs"} << QByteArray("training.epochs");
        QTest::newRow("unwritable") << trainArguments("/no/such/folder/out.json", "2")
                                    << QByteArray("/no/such/folder/out.json");
        QTest::newRow("unknown layer") << QStringList{"trace", "forecasting", "--layer", "gru"} << QByteArray("gru");
        QTest::newRow("no such sample") << QStringList{"trace", "forecasting", "--sample", "99999999"}
                                        << QByteArray("99999999");
        QTest::newRow("wrong direction") << QStringList{"trace", "forecasting", "--direction", "up"}
                                         << QByteArray("up");
        QTest::newRow("not bidirectional")
            << QStringList{"trace", "forecasting", "--direction", "backward"} << QByteArray("backward");
    }

    void saysWhatIsWrongInOneLine() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const Outcome outcome = run(arguments);
        QVERIFY2(outcome.refused(says), outcome.all().constData());
    }

    // With a window it opens, where there is a display; a build without one says so.
    void startsWithoutACommand() {
        const bool hasWindow = run({"--help"}).out.contains("Without a command it opens the window.");
        const Outcome outcome = run({});
        QVERIFY2(outcome.refused(hasWindow ? "display" : "expected a command (this build has no window)"),
                 outcome.all().constData());
        for (const char* command : {"shot", "tour"})
            if (!hasWindow) QVERIFY(run({command}).refused(command));
        QCOMPARE(run({"--help"}).out.contains("--theme"), hasWindow);
    }

    void helpsEverywhere() {
        QVERIFY(run({"--help"}).out.contains("train"));
        QVERIFY(run({"--version"}).out.startsWith("gatewise "));
        for (const char* command : {"lessons", "train", "trace"}) {
            const Outcome outcome = run({command, "--help"});
            QCOMPARE(outcome.exitCode, 0);
            QVERIFY(outcome.out.contains("--json"));
            QCOMPARE(outcome.err, QByteArray());
        }
    }

    // CLI11 alone takes "-1" as 2^64-1, "0x10" as 16, "010" as 8, and "inf" as a positive number.
    void takesWholeNumbersOnly_data() {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("option");
        QTest::addColumn<QByteArray>("bounds");
        const QString x = "none.npy";
        const QStringList train{"train", "forecasting"}, trace{"trace", "forecasting"};
        const QStringList fit{"model", "fit", "none.keras", "--input", x, "--target", x};
        const QStringList traced{"model", "trace", "none.keras", "--input", x};
        for (const auto& [name, command] :
             {std::pair("train", train), std::pair("trace", trace), std::pair("model fit", fit)}) {
            QTest::addRow("%s --seed", name) << command << "--seed" << QByteArray("0 to 18446744073709551615");
            QTest::addRow("%s --epochs", name) << command << "--epochs" << QByteArray("0 to 1000000");
            QTest::addRow("%s --threads", name) << command << "--threads" << QByteArray("1 to ");
        }
        QTest::newRow("trace --sample") << trace << "--sample" << QByteArray("0 to 1000000000");
        QTest::newRow("model trace --sample") << traced << "--sample" << QByteArray("0 to 1000000000");
        QTest::newRow("model fit --batch-size") << fit << "--batch-size" << QByteArray("1 to 1073741824");
    }

    void takesWholeNumbersOnly() {
        QFETCH(QStringList, command);
        QFETCH(QString, option);
        QFETCH(QByteArray, bounds);
        for (const char* value : {"-1", "+1", "0x10", " 7", "7 ", "1e3", "1.0", "18446744073709551616", "seven", ""}) {
            const Outcome outcome = run(command + QStringList{option + "=" + value});
            const QByteArray got = *value ? QByteArray(value) : QByteArray("nothing");
            const QByteArray says = option.toUtf8() + ": expected a whole number from " + bounds;
            QVERIFY2(outcome.refused(says) || (!*value && outcome.refused(option.toUtf8())), outcome.all().constData());
            if (*value) QVERIFY2(outcome.err.contains(", got " + got), outcome.err.constData());
        }
    }

    void takesNumbersOnly() {
        for (const char* option : {"--learning-rate", "--clip-norm", "--validation-split"})
            for (const char* value : {"-1", "inf", "nan", "0x1", " 1", "1,5", "much"}) {
                const Outcome outcome = run({"model", "fit", "none.keras", "--input", "x.npy", "--target", "y.npy",
                                             QLatin1String(option) + QLatin1String("=") + QLatin1String(value)});
                QVERIFY2(outcome.refused(QByteArray(option) + ": expected a number "), outcome.all().constData());
                QVERIFY2(outcome.err.contains(QByteArray(", got ") + value), outcome.err.constData());
            }
    }

    void everySeedIsASeed() {
        const char* const largest = "18446744073709551615";
        QSet<QString> hashes;
        for (const char* seed : {"0", "3000000000", "9223372036854775808", largest}) {
            const Outcome outcome = run(train({"--seed", seed}));
            QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
            QVERIFY(outcome.lines().last().contains(QByteArray("\"seed\":") + seed + ","));
            hashes += outcome.last().value("weights_sha256").toString();
        }
        QCOMPARE(hashes.size(), 4);
        const Outcome traced = run({"trace", "forecasting", "--version", "tutorial", "--seed", largest});
        QVERIFY(traced.out.contains(QByteArray("\"seed\":") + largest + ","));
        QCOMPARE(run(train({"--seed", "07"})).last().value("seed").toInt(), 7);  // decimal, not octal
    }

    void divergenceIsAResult() {
        const Outcome outcome = run(train({"--set", "training.learning_rate=1e38"}));
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.last().value("stop_reason").toString(), "diverged");
        QVERIFY2(outcome.err.contains("at step "), outcome.err.constData());
        QCOMPARE(outcome.err.count('\n'), 1);
    }
};

QTEST_GUILESS_MAIN(TstCli)
#include "tst_cli.moc"
