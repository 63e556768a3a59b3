// The program as a shell sees it: JSON keys, exit codes, one line for what is wrong, nothing half-written.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

namespace {

struct Outcome {
    int exitCode = -1;
    QByteArray out, err;
    [[nodiscard]] QList<QByteArray> lines() const {
        QList<QByteArray> lines = out.split('\n');
        if (!lines.isEmpty() && lines.last().isEmpty()) lines.removeLast();
        return lines;
    }
    [[nodiscard]] QJsonObject object(qsizetype line) const {
        return QJsonDocument::fromJson(lines().value(line)).object();
    }
    [[nodiscard]] QJsonObject last() const { return object(lines().size() - 1); }
};

Outcome run(const QStringList& arguments) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove("DISPLAY");
    environment.remove("WAYLAND_DISPLAY");
    environment.remove("QT_QPA_PLATFORM");  // a command must not need any
    process.setProcessEnvironment(environment);
    process.start(GATEWISE_BINARY_DIR "/gatewise", arguments);
    if (!process.waitForFinished(300000)) return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

/// A small net on the tutorial's sine: an epoch takes a moment.
QStringList train(const QStringList& more = {}) {
    return QStringList{
               "train", "forecasting", "--version", "tutorial", "--epochs",
               "2",     "--json",      "-",         "--set",    "model=[{LSTM: {units: 6}}, {Dense: {units: 1}}]"} +
           more;
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
        QCOMPARE(keys, (QStringList{"epochs", "lesson", "parameters", "result", "seed", "stop_reason", "version",
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
        QStringList arguments = train();
        arguments.replace(arguments.indexOf("-"), folder.filePath("out.json"));
        const Outcome outcome = run(arguments);
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
        QTest::newRow("unwritable") << train({}).replaceInStrings(QRegularExpression("^-$"), "/no/such/folder/out.json")
                                    << QByteArray("/no/such/folder/out.json");
        QTest::newRow("unknown layer") << QStringList{"trace", "forecasting", "--layer", "gru"} << QByteArray("gru");
        QTest::newRow("no such sample") << QStringList{"trace", "forecasting", "--sample", "99999999"}
                                        << QByteArray("99999999");
        QTest::newRow("wrong direction") << QStringList{"trace", "forecasting", "--direction", "up"}
                                         << QByteArray("up");
        QTest::newRow("shot beyond the end")
            << QStringList{"shot", "forecasting", "--version", "tutorial", "--at", "t=99", "--out", "never.png"}
            << QByteArray("t: expected");
        QTest::newRow("shot of no operation")
            << QStringList{"shot", "forecasting", "--version", "tutorial", "--at", "op=q", "--out", "never.png"}
            << QByteArray("op: expected");
        QTest::newRow("not bidirectional")
            << QStringList{"trace", "forecasting", "--direction", "backward"} << QByteArray("backward");
    }

    void saysWhatIsWrongInOneLine() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.exitCode, 2);
        QCOMPARE(outcome.out, QByteArray());
        QCOMPARE(outcome.err.count('\n'), 1);
        QVERIFY2(outcome.err.contains(says), outcome.err.constData());
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

    void interruptEndsWithAResult() {
        QProcess process;
        QStringList arguments = train();
        arguments.replace(arguments.indexOf("2"), "1000000");
        process.start(GATEWISE_BINARY_DIR "/gatewise", arguments);
        QVERIFY(process.waitForReadyRead(60000));  // the first epoch's line
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        const Outcome outcome{0, process.readAllStandardOutput(), {}};
        QCOMPARE(outcome.last().value("stop_reason").toString(), "stopped");
        QCOMPARE(outcome.last().value("weights_sha256").toString().size(), 64);
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
