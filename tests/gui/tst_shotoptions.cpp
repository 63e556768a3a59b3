// What `shot` and the window refuse before anything opens, and where a picture goes.
#include <sys/stat.h>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/program.h"

class ShotOptionsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static QStringList shot(const QString& out, const QStringList& more = {}) {
        return QStringList{"shot", "forecasting", "--version", "tutorial", "--size", "800x560", "--out", out} + more;
    }

    QStringList left() const {
        return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System);
    }

 private Q_SLOTS:
    void refusesBeforeAnythingOpens_data() {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("page") << QStringList{"--page", "bogus"} << QByteArray("--page: bogus");
        QTest::newRow("theme") << QStringList{"--theme", "bogus"} << QByteArray("--theme: bogus");
        QTest::newRow("seed") << QStringList{"--seed=-1"}
                              << QByteArray("--seed: expected a whole number from 0 to 18446");
        QTest::newRow("threads") << QStringList{"--threads", "0x2"} << QByteArray("--threads: expected a whole number");
        QTest::newRow("lesson page") << QStringList{"--lesson-page", "0"} << QByteArray("--lesson-page: expected");
        QTest::newRow("text scale") << QStringList{"--text-scale", "nan"}
                                    << QByteArray("--text-scale: expected a number");
        QTest::newRow("size") << QStringList{"--size", "800"} << QByteArray("--size: expected");
        QTest::newRow("beyond the end") << QStringList{"--at", "t=99"} << QByteArray("t: expected");
        QTest::newRow("no operation") << QStringList{"--at", "op=q"} << QByteArray("op: expected");
    }

    void refusesBeforeAnythingOpens() {
        QFETCH(QStringList, more);
        QFETCH(QByteArray, says);
        QStringList arguments = shot(m_folder.filePath("never.png"));
        if (more.first() == "--size") arguments.remove(arguments.indexOf("--size"), 2);
        const Outcome outcome = run(arguments + more);
        QVERIFY2(outcome.refused(says), outcome.all().constData());
        QCOMPARE(left(), QStringList());
    }

    // The window: no display here, so that whatever came first would be told instead.
    void theWindowRefusesToo() {
        for (const QStringList& options :
             {QStringList{"--page", "bogus"}, QStringList{"--theme", "bogus"}, QStringList{"--seed=-1"},
              QStringList{"--seed", "18446744073709551616"}, QStringList{"--threads", "0"}}) {
            const Outcome outcome = run(options);
            QVERIFY2(outcome.refused(options.first().section('=', 0, 0).toUtf8() + ": "), outcome.all().constData());
        }
    }

    void everySeedIsASeed() {
        const QString file = m_folder.filePath("seed.png"), texts = m_folder.filePath("seed.json");
        QStringList arguments = shot(file, {"--seed", "18446744073709551615", "--texts", texts, "--page", "train"});
        arguments.replace(arguments.indexOf("800x560"), "1440x900");
        const Outcome outcome = run(arguments);
        QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
        QFile list(texts);
        QVERIFY(list.open(QIODevice::ReadOnly));
        QVERIFY(list.readAll().contains("18446744073709551615"));
        QVERIFY(QFile::remove(file) && QFile::remove(texts));
    }

    void tellsWhatFailedOnAFullDisk() {
        const QString file = m_folder.filePath("full.png");
        const QString limited = "ulimit -f 2; trap '' XFSZ; exec \"$0\" \"$@\"";
        const Outcome outcome = runInShell(limited, shot(file));
        QVERIFY2(outcome.refused("full.png: cannot be written: File too large"), outcome.all().constData());
        QCOMPARE(left(), QStringList());
    }

    void writesThroughALinkAndRefusesWhatIsNoFile() {
        const QString file = m_folder.filePath("file.png"), link = m_folder.filePath("link.png"),
                      pipe = m_folder.filePath("pipe.png");
        QFile old(file);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.close();
        QCOMPARE(::chmod(QFile::encodeName(file).constData(), 0640), 0);
        QVERIFY(QFile::link(file, link));
        const Outcome linked = run(shot(link));
        QVERIFY2(linked.exitCode == 0, linked.all().constData());
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(!QImage(file).isNull());
        struct stat status {};
        QCOMPARE(::stat(QFile::encodeName(file).constData(), &status), 0);
        QCOMPARE(status.st_mode & 07777, 0640u);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        for (const QStringList& arguments : {shot(pipe), shot(file, {"--texts", pipe})}) {
            const Outcome outcome = run(arguments);
            QVERIFY2(outcome.refused("pipe.png: expected a regular file, got a named pipe"), outcome.all().constData());
        }
        QCOMPARE(left(), (QStringList{"file.png", "link.png", "pipe.png"}));
    }
};

QTEST_GUILESS_MAIN(ShotOptionsTest)
#include "tst_shotoptions.moc"
