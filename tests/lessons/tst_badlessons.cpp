// Every kind of slip in a lesson file: exactly what `gatewise check` says of it, and that it says it all.
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>

#include "engine/core/error.h"
#include "lessons/catalog.h"
#include "lessons/check/lessoncheck.h"
#include "lessons/tasks/task.h"

namespace {

// The lines are counted in the messages below.
const QByteArray kGood =
    "---\n"                                               // 1
    "id: small\n"                                         // 2
    "number: 3\n"                                         // 3
    "data:\n"                                             // 4
    "  kind: forecasting\n"                               // 5
    "  series: days\n"                                    // 6
    "  choices:\n"                                        // 7
    "    days: {file: days.csv, column: hours}\n"         // 8
    "  look_back: 4\n"                                    // 9
    "  held_out: 0.2\n"                                   // 10
    "model:\n"                                            // 11
    "  - LSTM: {units: 3}\n"                              // 12
    "  - Dense: {units: 1}\n"                             // 13
    "training: {loss: mse, epochs: 3, metrics: [mae]}\n"  // 14
    "---\n"                                               // 15
    "# A small one\n"                                     // 16
    "\n"                                                  // 17
    "## One\n"                                            // 18
    "<!-- state: page=step,t=3,op=f -->\n"                // 19
    "\n"                                                  // 20
    "Text with [a link](step:t=3,op=f).\n"                // 21
    "\n"                                                  // 22
    "```predict\n"                                        // 23
    "ask: What is next?\n"                                // 24
    "choices:\n"                                          // 25
    "  - text: Up\n"                                      // 26
    "    right: true\n"                                   // 27
    "    why: It grows.\n"                                // 28
    "  - text: Down\n"                                    // 29
    "reveal: t=4,op=h\n"                                  // 30
    "```\n"                                               // 31
    "\n"                                                  // 32
    "```quiz\n"                                           // 33
    "ask: How many units are there?\n"                    // 34
    "number: 3\n"                                         // 35
    "tolerance: 0\n"                                      // 36
    "```\n"                                               // 37
    "\n"                                                  // 38
    "## Two\n"                                            // 39
    "\n"                                                  // 40
    "```exercise\n"                                       // 41
    "task: Train it.\n"                                   // 42
    "goal: skill > 0.5 and h[2] at t=4 < 9\n"             // 43
    "start: train:reset\n"                                // 44
    "show: [train:start, 'set:training.epochs=9']\n"      // 45
    "hint: Wait.\n"                                       // 46
    "```\n"                                               // 47
    "\n"                                                  // 48
    "```hint\n"                                           // 49
    "See [there](step:t=1).\n"                            // 50
    "```\n"                                               // 51
    "```note\n"                                           // 52
    "Ask them.\n"                                         // 53
    "```\n";                                              // 54

}  // namespace

class TestBadLessons : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    void write(const QString& name, const QByteArray& text) {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }

    /// "..." stands for words of tables that grow: kinds of data, figures.
    static bool agrees(const QString& said, const QString& wanted) {
        const QString pattern = QRegularExpression::escape(wanted).replace("\\.\\.\\.", ".+");
        return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(said).hasMatch();
    }

    QStringList faultsOf(const QByteArray& text) {
        write("small.md", text);
        const lessons::FaultList faults =
            lessons::checkLessonFile(m_folder.filePath("small.md").toStdString(), lessons::readCatalog());
        QStringList lines;
        for (const lessons::Fault& fault : faults.faults()) lines << QString::fromStdString(faults.text(fault));
        return lines;
    }

 private Q_SLOTS:
    void initTestCase() {
        QByteArray csv = "week,hours\n";
        for (int k = 0; k < 40; ++k) csv += QByteArray::number(k) + "," + QByteArray::number(12 + k % 7) + "\n";
        write("days.csv", csv);
        QTemporaryDir* outside = new QTemporaryDir;
        QFile secret(outside->filePath("secret.csv"));
        QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write(csv) > 0);
        secret.close();
        QVERIFY(QFile::link(secret.fileName(), m_folder.filePath("link.csv")));
        QVERIFY(QFile::link(m_folder.filePath("days.csv"), m_folder.filePath("inside.csv")));
        QVERIFY(QFile::link(outside->path(), m_folder.filePath("outside")));
        outside->setAutoRemove(true);
        m_outside.reset(outside);
    }

    void theGoodOneHasNone() {
        QCOMPARE(faultsOf(kGood), QStringList());
        // A link that stays in the folder is a file of the folder.
        QCOMPARE(faultsOf(QByteArray(kGood).replace("days.csv", "inside.csv")), QStringList());
    }

    void eachSlipIsNamed_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QStringList>("wanted");
        const auto row = [](const char* name, const char* from, const char* to, const QStringList& wanted) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << wanted;
        };
#include "tests/lessons/badlessons.inc"
    }

    void eachSlipIsNamed() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QStringList, wanted);
        QByteArray text = kGood;
        const auto at = text.indexOf(from);
        QVERIFY2(at >= 0, from.constData());
        text.replace(at, from.size(), to);
        const QStringList said = faultsOf(text);
        const bool isAsWanted = std::equal(said.begin(), said.end(), wanted.begin(), wanted.end(), agrees);
        QVERIFY2(isAsWanted, qPrintable("said:\n" + said.join('\n') + "\nwanted:\n" + wanted.join('\n')));
        for (const QString& line : said) QVERIFY(!line.contains('\n'));
    }

    /// A series may bring its own net and its own metrics: what it alone has is there for a step that takes the series.
    void aSeriesHasItsOwnNet_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QStringList>("wanted");
        QTest::newRow("as it should be") << QByteArray() << QByteArray() << QStringList();
        QTest::newRow("layer") << QByteArray("layer=gru") << QByteArray("layer=gro")
                               << QStringList(
                                      "small.md:41:13: layer: expected lstm, dense, gru, result or loss, got gro");
        QTest::newRow("operation") << QByteArray("op=z_r") << QByteArray("op=z_q")
                                   << QStringList("small.md:41:13: op: expected ...z_r... got z_q");
        QTest::newRow("metric") << QByteArray("mse <") << QByteArray("msle <")
                                << QStringList(
                                       "small.md:46:7: goal: name: expected ...mae, val_mae... mse, val_mse... "
                                       "got \"msle\" (did you mean mse?)");
    }
    void aSeriesHasItsOwnNet() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QStringList, wanted);
        QByteArray text = kGood;
        text.replace(
            "column: hours}\n",
            "column: hours}\n    more: {file: days.csv, column: hours, training: {metrics: [mse]}, model: [{GRU: "
            "{units: 2}}, {Dense: {units: 1}}]}\n");
        text.replace("## Two\n",
                     "## Two\n<!-- state: page=step,layer=gru,op=z_r -->\n<!-- set: data.series=more -->\n");
        text.replace("goal: skill > 0.5 and h[2] at t=4 < 9", "goal: mse < 0.01");
        text.replace(from, to);
        const QStringList said = faultsOf(text);
        QVERIFY2(std::equal(said.begin(), said.end(), wanted.begin(), wanted.end(), agrees),
                 qPrintable(said.join('\n')));
    }

    void allOfThemAreNamedAtOnce() {
        QByteArray text = kGood;
        text.replace("number: 3\ndata", "number: three\nmodle: 1\ndata");
        text.replace("epochs: 3, metrics", "epoks: 3, bach_size: 4, loss_: 1, metrics");
        text.replace("ask: What", "ak: What");
        text.replace("right: true", "rigt: true");
        text.replace("goal: skill > 0.5", "goal: skill >> 0.5");
        text.replace("## Two", "# Two");
        const QStringList said = faultsOf(text);
        QStringList places;
        for (const QString& line : said) places << line.section(':', 0, 2);
        QCOMPARE(places,
                 (QStringList{"small.md:3:1", "small.md:4:1", "small.md:15:23", "small.md:15:33", "small.md:15:47",
                              "small.md:25:1", "small.md:28:5", "small.md:40:1", "small.md:44:14"}));
    }

    void noWayLeadsOutOfTheFolder_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("message");
        const QString own = "file: expected a file in the lesson's own folder, got \"%1\"";
        QTest::newRow("up") << QByteArray("../x.csv") << own.arg("../x.csv");
        QTest::newRow("up from below") << QByteArray("a/../../x.csv") << own.arg("a/../../x.csv");
        QTest::newRow("absolute") << QByteArray("/etc/passwd") << own.arg("/etc/passwd");
        QTest::newRow("resources and up") << QByteArray("resources/../LICENSE") << own.arg("resources/../LICENSE");
        QTest::newRow("a link") << QByteArray("link.csv")
                                << QString("file: \"link.csv\" is a link that leads out of the lesson's folder");
        QTest::newRow("a linked folder")
            << QByteArray("outside/secret.csv")
            << QString("file: \"outside/secret.csv\" is a link that leads out of the lesson's folder");
        QTest::newRow("the program's others") << QByteArray("README.md")
                                              << QString(
                                                     "file: no file \"README.md\" beside the lesson or in the "
                                                     "program's resources");
    }
    void noWayLeadsOutOfTheFolder() {
        QFETCH(QByteArray, file);
        QFETCH(QString, message);
        QCOMPARE(faultsOf(QByteArray(kGood).replace("file: days.csv", "file: " + file)),
                 QStringList("small.md:8:12: " + message));
    }

    void onlyThePersonNamesFilesElsewhere() {
        QTemporaryDir folder;
        const auto write = [&](const char* name, const QByteArray& text) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write("own.csv", QByteArray("value\n") + QByteArray("1\n2\n3\n").repeated(100));
        const std::string path = folder.filePath("own.csv").toStdString();
        const std::string change = "data.choices.electricity.file=" + path;
        const auto& lesson = lessons::findLesson("forecasting");
        QCOMPARE(lessons::makeTask(lesson.spec("real", {change}), 1)->sampleCount(), std::size_t(300 - 50));
        // A map that was set as a whole is checked as a lesson's own.
        QVERIFY_EXCEPTION_THROWN(
            static_cast<void>(lessons::makeTask(
                lesson.spec("real", {"data.choices.electricity={file: " + path + ", column: value}"}), 1)),
            engine::Error);
        const QStringList said =
            faultsOf(QByteArray(kGood).replace("(step:t=3,op=f)", "(set:data.choices.days.file=/etc/passwd)"));
        QVERIFY2(said.join(' ').contains("a lesson's own choices name its files, a link cannot"),
                 qPrintable(said.join(' ')));
    }

    void theProgramsDataIsOpen() {
        QCOMPARE(faultsOf(QByteArray(kGood).replace("file: days.csv, column: hours",
                                                    "file: resources/data/sunspots_monthly.csv, column: value")),
                 QStringList());
    }

    void everyInstalledLessonIsFaultless_data() {
        QTest::addColumn<QString>("file");
        const QDir folder(GATEWISE_SOURCE_DIR "/lessons/content/en");
        for (const QString& file : folder.entryList({"*.md"})) QTest::newRow(qPrintable(file)) << folder.filePath(file);
    }
    void everyInstalledLessonIsFaultless() {
        QFETCH(QString, file);
        const lessons::FaultList faults = lessons::checkLessonFile(file.toStdString(), lessons::readCatalog());
        for (const lessons::Fault& fault : faults.faults()) qWarning("%s", faults.text(fault).c_str());
        QVERIFY(faults.empty());
    }

 private:
    std::unique_ptr<QTemporaryDir> m_outside;
};

QTEST_GUILESS_MAIN(TestBadLessons)
#include "tst_badlessons.moc"
