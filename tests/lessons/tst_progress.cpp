// The file of progress: what comes back, what is refused, and that a kill leaves the old one or the new one.
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>

#include "lessons/progress/progress.h"
#include "tests/support/errors.h"

namespace {

lessons::Progress some(int answers = 1) {
    lessons::Progress progress;
    progress.learner = "Zo\xC3\xAB \"Z\"";
    lessons::LessonProgress& lesson = progress.lessons["forecasting/real"];
    lesson.title = "Forecasting";
    lesson.version = "real";
    lesson.steps = 6;
    lesson.questions = 3;
    lesson.exercises = 2;
    for (int k = 0; k < answers; ++k)
        progress.answer("forecasting/real", {"Question " + std::to_string(k) + "?", k % 2 == 0, "yes\nor no",
                                             k % 3 == 0, "2024-05-14T09:30:00Z"});
    progress.meet("forecasting/real", {"Bring it above 0.5.", "2024-05-14T09:31:00Z", true});
    progress.see("forecasting/real", 3);
    progress.see("forecasting/real", 1);
    progress.see("forecasting/real", 3);
    return progress;
}

}  // namespace

class TestProgress : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string path(const char* name) const { return m_folder.filePath(name).toStdString(); }

 private Q_SLOTS:
    void comesBack() {
        const lessons::Progress before = some(5);
        QVERIFY((before.lessons.at("forecasting/real").seen == std::vector<int>{1, 3}));
        lessons::writeProgress(before, path("a.json"));
        QVERIFY(lessons::readProgress(path("a.json")) == before);
        QVERIFY(lessons::readProgress(path("none.json")) == lessons::Progress());
    }

    void theFirstAnswerStays() {
        lessons::Progress progress = some();
        progress.answer("forecasting/real", {"Question 0?", true, "no", false, "later"});
        QCOMPARE(progress.lessons.at("forecasting/real").answers.size(), std::size_t(1));
        QCOMPARE(progress.answerTo("forecasting/real", "Question 0?")->answer, std::string("yes\nor no"));
        QVERIFY(!progress.answerTo("forecasting/tutorial", "Question 0?"));
        progress.meet("forecasting/real", {"Bring it above 0.5.", "later", false});
        QVERIFY(progress.meeting("forecasting/real", "Bring it above 0.5.")->wasShown);
    }

    void whatIsNoProgressIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const QByteArray good = QByteArray::fromStdString(lessons::progressJson(some()).dump());
        const QString damaged = "a.json: expected a file of progress that Gatewise wrote, got one that is damaged";
        QTest::newRow("empty") << QByteArray() << damaged;
        QTest::newRow("cut") << good.left(good.size() / 2) << damaged;
        QTest::newRow("other JSON") << QByteArray("[1]") << "a.json: expected a file of progress that Gatewise wrote";
        QTest::newRow("newer") << QByteArray(good).replace("\"version\":1", "\"version\":2")
                               << "a.json: expected version 1 of a file of progress, got 2";
        QTest::newRow("wrong type") << QByteArray(good).replace("\"steps\":6", "\"steps\":\"six\"") << damaged;
        QTest::newRow("missing") << QByteArray(good).replace("\"seen\"", "\"sen\"") << damaged;
    }
    void whatIsNoProgressIsRefused() {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        const QString said =
            messageOf([&] { static_cast<void>(lessons::parseProgress(text.toStdString(), "a.json")); });
        QVERIFY2(said.startsWith(message) && !said.contains('\n'), qPrintable(said));
    }

    void whatAKilledWriterLeftIsTakenAway() {
        const pid_t gone = fork();
        if (gone == 0) _exit(0);
        QCOMPARE(waitpid(gone, nullptr, 0), gone);
        QTemporaryDir folder;
        const auto leave = [&](const QString& name) {
            QFile copy(folder.filePath(name));
            return copy.open(QIODevice::WriteOnly) && copy.write("whole, but late") > 0;
        };
        // Not of this file, of a writer that lives, and one that only looks like them: those stay.
        const QString aside = QStringLiteral("a.json.gatewise-part");
        QStringList kept{"b.json.gatewise-part" + QString::number(gone), aside + QString::number(::getppid()),
                         aside + QString::number(gone) + ".old", "a.json"};
        for (const QString& name : kept) QVERIFY(leave(name));
        QVERIFY(leave(aside + QString::number(gone)));
        lessons::writeProgress(some(3), folder.filePath("a.json").toStdString());
        kept.sort();
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name), kept);
        QVERIFY(lessons::readProgress(folder.filePath("a.json").toStdString()) == some(3));
    }

    /// Some write the same file at once: it is one of theirs, and nobody fails.
    void writersDoNotDisturbEachOther() {
        QTemporaryDir folder;
        const std::string file = folder.filePath("a.json").toStdString();
        std::vector<pid_t> children;
        for (int writer = 1; writer <= 4; ++writer) {
            const pid_t child = fork();
            if (child == 0) {
                try {
                    for (int round = 0; round < 60; ++round) lessons::writeProgress(some(writer), file);
                } catch (const std::exception&) {
                    _exit(1);
                }
                _exit(0);
            }
            QVERIFY(child > 0);
            children.push_back(child);
        }
        for (const pid_t child : children) {
            int status = -1;
            QCOMPARE(waitpid(child, &status, 0), child);
            QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        }
        const lessons::Progress progress = lessons::readProgress(file);
        QVERIFY(progress == some(int(progress.lessons.at("forecasting/real").answers.size())));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{"a.json"});
    }

    /// A child writes again and again and is killed in the middle: what is there is whole, and nothing lies beside it.
    void aKillLeavesAWholeFile() {
        const std::string file = path("killed.json");
        lessons::writeProgress(some(1), file);
        for (int round = 0; round < 25; ++round) {
            const pid_t child = fork();
            if (child == 0) {
                for (int answers = 1;; answers = answers % 400 + 1) lessons::writeProgress(some(answers), file);
            }
            QVERIFY(child > 0);
            QTest::qSleep(3 + round);
            kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
            const lessons::Progress progress = lessons::readProgress(file);
            const int answers = int(progress.lessons.at("forecasting/real").answers.size());
            QVERIFY(progress == some(answers));
        }
        // The last one may have been killed between the copy's name and its place.
        lessons::writeProgress(some(2), file);
        QVERIFY(lessons::readProgress(file) == some(2));
        for (const QString& each : QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden))
            QVERIFY2(each == "a.json" || each == "killed.json", qPrintable(each));
    }
};

QTEST_GUILESS_MAIN(TestProgress)
#include "tst_progress.moc"
