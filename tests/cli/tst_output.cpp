// Where answers go: files that are whole or not there, disks that are full, a training that is interrupted, messages
// that carry the bytes of broken files.
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#include "tests/support/program.h"

namespace {

QString fixture(const char* name) {
    return QStringLiteral(GATEWISE_SOURCE_DIR "/tests/parity/fixtures/keras/") + QLatin1String(name);
}

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

void put(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), qint64(bytes.size()));
}

unsigned modeOf(const QString& path) {
    struct stat status {};
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode : 0;
}

/// Waits until the program catches signals: it is about to train.
bool catchesSignals(const QProcess& process) {
    return QTest::qWaitFor(
        [&] {
            const QByteArray status = bytesOf(QStringLiteral("/proc/%1/status").arg(process.processId()));
            const qsizetype caught = status.indexOf("SigCgt:\t");
            return caught >= 0 && (status.mid(caught + 8, 16).toULongLong(nullptr, 16) >> (SIGTERM - 1) & 1) != 0;
        },
        60000);
}

}  // namespace

class OutputTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_arrays;  // inputs and targets of the fixtures

    QString array(const char* name) const { return m_arrays.filePath(QLatin1String(name)); }

    /// Every command, as far as it needs, without the option that says where the answer goes.
    QList<QStringList> commands() const {
        const QStringList file{fixture("stacked_adam.keras")}, x{"--input", array("x.json")},
            y{"--target", array("y.json"), "--loss", "mse"};
        return {{"lessons"},
                trainArguments({}, "1"),
                {"trace", "cell"},
                QStringList{"model", "summary"} + file,
                QStringList{"model", "predict"} + file + x,
                QStringList{"model", "gradients"} + file + x + y,
                QStringList{"model", "trace"} + file + x,
                QStringList{"model", "fit"} + file + x + y};
    }

    QStringList fit(const QString& json, const QString& out) const {
        return {"model",
                "fit",
                fixture("stacked_adam.keras"),
                "--input",
                array("x.json"),
                "--target",
                array("y.json"),
                "--loss",
                "mse",
                "--epochs",
                "1000000",
                "--json",
                json,
                "--out",
                out};
    }

 private Q_SLOTS:
    void initTestCase() {
        const QJsonObject facts = QJsonDocument::fromJson(bytesOf(fixture("stacked_adam.json"))).object();
        put(array("x.json"), QJsonDocument(facts.value("inputs").toArray().at(0).toArray()).toJson());
        put(array("y.json"), QJsonDocument(facts.value("targets").toArray().at(0).toArray()).toJson());
    }

    void writesThroughALink() {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir("far"));
        const QString far = folder.filePath("far/file.json"), link = folder.filePath("link.json");
        put(far, "old");
        QVERIFY(QFile::link("far/file.json", link));  // a relative one
        const QString chain = folder.filePath("chain.json");
        QVERIFY(QFile::link(link, chain));
        QCOMPARE(run({"lessons", "--json", chain}).exitCode, 0);
        QVERIFY(S_ISLNK(modeOf(chain)) && S_ISLNK(modeOf(link)) && S_ISREG(modeOf(far)));
        QVERIFY(bytesOf(far).startsWith("[{"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System).size(), 3);
        QCOMPARE(QDir(folder.filePath("far")).entryList(QDir::Files).size(), 1);
        const QString nowhere = folder.filePath("nowhere.json");
        QVERIFY(QFile::link("far/new.json", nowhere));  // to what is not there yet
        QCOMPARE(run({"lessons", "--json", nowhere}).exitCode, 0);
        QVERIFY(S_ISLNK(modeOf(nowhere)) && S_ISREG(modeOf(folder.filePath("far/new.json"))));
    }

    void keepsTheModeAndHonoursTheUmask() {
        QTemporaryDir folder;
        const QString old = folder.filePath("old.json");
        put(old, "old");
        QCOMPARE(::chmod(QFile::encodeName(old).constData(), 0640), 0);
        QCOMPARE(runInShell("umask 077; exec \"$0\" lessons --json \"$1\"", {old}).exitCode, 0);
        QCOMPARE(modeOf(old) & 07777, 0640u);
        const QString fresh = folder.filePath("new.json"), open = folder.filePath("open.json");
        QCOMPARE(runInShell("umask 027; exec \"$0\" lessons --json \"$1\"", {fresh}).exitCode, 0);
        QCOMPARE(modeOf(fresh) & 07777, 0640u);
        QCOMPARE(runInShell("umask 000; exec \"$0\" lessons --json \"$1\"", {open}).exitCode, 0);
        QCOMPARE(modeOf(open) & 07777, 0666u);
        const QString model = folder.filePath("model.keras");
        put(model, "old");
        QCOMPARE(::chmod(QFile::encodeName(model).constData(), 0600), 0);
        QStringList arguments = fit("-", model);
        arguments.replace(arguments.indexOf("1000000"), "1");
        QCOMPARE(run(arguments).exitCode, 0);
        QCOMPARE(modeOf(model) & 07777, 0600u);
        QVERIFY(bytesOf(model).startsWith("PK"));
    }

    void refusesWhatIsNoFile() {
        QTemporaryDir folder;
        const QString pipe = folder.filePath("pipe"), socket = folder.filePath("socket");
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const int handle = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(socket).constData(), sizeof address.sun_path);
        QCOMPARE(::bind(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        const QString circle = folder.filePath("circle");
        QVERIFY(QFile::link(circle, circle));
        for (const auto& [path, kind] :
             {std::pair(pipe, "a named pipe"), std::pair(socket, "a socket"), std::pair(folder.path(), "a folder"),
              std::pair(QString("/dev/null"), "a device"), std::pair(QString("/dev/full"), "a device"),
              std::pair(circle, "a circle of links")}) {
            const unsigned mode = modeOf(path);
            const QByteArray says = path.toUtf8() + ": expected a regular file, got " + kind;
            for (const QStringList& command : {QStringList{"lessons", "--json", path}, trainArguments(path, "1"),
                                               QStringList{"trace", "cell", "--json", path}, fit("-", path)}) {
                const Outcome outcome = run(command);
                QVERIFY2(outcome.refused(says), outcome.all().constData());
            }
            QCOMPARE(modeOf(path), mode);
        }
        ::close(handle);
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System).size(), 3);
    }

    // Standard output, as text and as JSON.
    void tellsAFullDisk() {
        QList<QStringList> all{{"--help"}, {"--version"}, {"train", "--help"}};
        for (const QStringList& command : commands()) all += {command, command + QStringList{"--json", "-"}};
        for (const QStringList& command : all) {
            QProcess process;
            prepare(process);
            process.setStandardOutputFile("/dev/full");
            process.start(programFile(), command);
            const Outcome outcome = outcomeOf(process);
            QVERIFY2(outcome.refused("standard output: cannot be written: No space left on device"),
                     command.join(' ').toUtf8() + outcome.all());
        }
        // A closed one is no other: and what is opened next must not take its place.
        QTemporaryDir folder;
        const QString json = folder.filePath("out.json");
        QVERIFY(runInShell("exec \"$0\" lessons >&-").refused("standard output: cannot be written"));
        const Outcome closed = runInShell("exec \"$0\" \"$@\" >&-", trainArguments(json, "1"));
        QVERIFY2(closed.refused("standard output: cannot be written"), closed.all().constData());
        QCOMPARE(bytesOf(json).trimmed().split('\n').size(), 2);
    }

    // A limit on the size of files stands for the full disk: tests cannot mount one.
    void tellsAFullDiskOfAFile() {
        QTemporaryDir folder;
        const QString json = folder.filePath("out.json"), model = folder.filePath("model.keras");
        put(json, "old");
        const QString limited = "ulimit -f 2; trap '' XFSZ; exec \"$0\" \"$@\"";
        const Outcome traced = runInShell(limited, {"trace", "forecasting", "--version", "tutorial", "--json", json});
        QVERIFY2(traced.refused("out.json: cannot be written: File too large"), traced.all().constData());
        QCOMPARE(bytesOf(json), QByteArray("old"));
        QStringList arguments = fit(folder.filePath("log.json"), model);
        arguments.replace(arguments.indexOf("1000000"), "1");
        const Outcome fitted = runInShell(limited, arguments);
        QVERIFY2(fitted.refused("model.keras: cannot be written: File too large"), fitted.all().constData());
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
                 QStringList{"out.json"});
    }

    void interruptionIsAResult_data() {
        QTest::addColumn<bool>("fits");
        QTest::addColumn<bool>("toFile");
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("exitCode");
        for (const bool fits : {false, true})
            for (const bool toFile : {false, true}) {
                const char* what = fits ? "model fit" : "train";
                const char* where = toFile ? "a file" : "standard output";
                QTest::addRow("%s, Ctrl-C, %s", what, where) << fits << toFile << SIGINT << 130;
                QTest::addRow("%s, SIGTERM, %s", what, where) << fits << toFile << SIGTERM << 143;
            }
    }

    void interruptionIsAResult() {
        QFETCH(bool, fits);
        QFETCH(bool, toFile);
        QFETCH(int, signal);
        QFETCH(int, exitCode);
        QTemporaryDir folder;
        const QString json = toFile ? folder.filePath("out.json") : QString("-"), model = folder.filePath("out.keras");
        QProcess process;
        prepare(process);
        process.start(programFile(), fits ? fit(json, model) : trainArguments(json, "1000000"));
        QVERIFY(process.waitForStarted() && catchesSignals(process));
        if (toFile)
            QTest::qWait(300);  // nothing is seen before the end
        else
            QVERIFY(process.waitForReadyRead(120000));  // the first epoch's line
        ::kill(static_cast<pid_t>(process.processId()), signal);
        Outcome outcome = outcomeOf(process);
        QVERIFY2(outcome.exitCode == exitCode, outcome.all().constData());
        if (toFile) outcome.out = bytesOf(json);
        for (const QByteArray& line : outcome.lines())
            QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
        QCOMPARE(outcome.last().value("stop_reason").toString(), "stopped");
        QCOMPARE(outcome.last().value("weights_sha256").toString().size(), 64);
        if (fits) QCOMPARE(run({"model", "summary", model}).exitCode, 0);
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden).size(),
                 int(toFile) + int(fits));
    }

    void aKillLeavesNothing() {
        QTemporaryDir folder;
        QProcess process;
        prepare(process);
        process.start(programFile(), trainArguments(folder.filePath("out.json"), "1000000"));
        QVERIFY(process.waitForStarted() && catchesSignals(process));
        QTest::qWait(300);
        process.kill();
        QVERIFY(process.waitForFinished());
        const QStringList left = QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
        const int nameless = ::open(QFile::encodeName(folder.path()).constData(), O_TMPFILE | O_WRONLY, 0600);
        if (nameless < 0) QSKIP("this file system has no files without a name");
        ::close(nameless);
        QCOMPARE(left, QStringList());
    }

    void messagesCarryNoRawBytes_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("a file's name") << "exec \"$0\" model summary \"$(printf 'a\\033[31m\\377\\n.keras')\""
                                       << QByteArray("a\\x1b[31m\\xff .keras: ");
        QTest::newRow("a lesson") << "exec \"$0\" train \"$(printf '\\033]0;x\\007')\"" << QByteArray("\\x1b]0;x\\x07");
        QTest::newRow("an option") << "exec \"$0\" train forecasting --seed \"$(printf '\\302\\233\\342\\200\\256')\""
                                   << QByteArray("got \\u{009b}\\u{202e}");
        QTest::newRow("a key") << "exec \"$0\" train forecasting --set \"$(printf 'training.\\200\\033c=1')\""
                               << QByteArray("\\x80\\x1bc");
        QTest::newRow("letters stay") << "exec \"$0\" train größe→模型" << QByteArray("größe→模型");
    }

    void messagesCarryNoRawBytes() {
        QFETCH(QString, line);
        QFETCH(QByteArray, says);
        const Outcome outcome = runInShell(line);
        QVERIFY2(outcome.refused(says), outcome.all().constData());
    }

    void aBrokenFileCarriesNoRawBytes() {
        QTemporaryDir folder;
        const QString path = folder.filePath("broken.json");
        for (const QByteArray& bytes : {QByteArray("[[\x1b[31m"), QByteArray("[\"\xff\xfe\x1b]0;x\x07\"]"),
                                        QByteArray("{\"\x9b\": [1, 2"), QByteArray("[") + QByteArray(100000, '\x1b')}) {
            put(path, bytes);
            const Outcome outcome = run({"model", "predict", fixture("stacked_adam.keras"), "--input", path});
            QVERIFY2(outcome.refused("broken.json:"), outcome.all().constData());
            for (const char c : outcome.err)
                QVERIFY2(c == '\n' || (c >= 0x20 && c < 0x7f), outcome.err.toHex(' ').constData());
            QVERIFY(outcome.err.size() < 20000);
        }
    }
};

QTEST_GUILESS_MAIN(OutputTest)
#include "tst_output.moc"
