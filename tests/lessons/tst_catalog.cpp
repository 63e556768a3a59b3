// A lesson file with a fault takes none of the others with it.
#include <QtTest>

#include "engine/core/error.h"
#include "lessons/catalog.h"
#include "lessons/text/reader.h"
#include "tests/support/faultyhome.h"

class TestCatalog : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void init() { qunsetenv("GATEWISE_HOME"); }
    void cleanup() { qunsetenv("GATEWISE_HOME"); }

    void theInstalledLessonsHaveNoFaults() {
        const lessons::Catalog catalog = lessons::readCatalog();
        QStringList faults;
        for (const lessons::LessonFault& fault : catalog.faults) faults << QString::fromStdString(fault.message);
        QCOMPARE(faults, QStringList());
    }

    void faultsAreNamedAndTheRestIsThere() {
        const std::size_t installed = lessons::readCatalog().lessons.size();
        const support::FaultyHome home;
        qputenv("GATEWISE_HOME", home.path().toUtf8());
        const lessons::Catalog catalog = lessons::readCatalog();
        QCOMPARE(catalog.lessons.size(), installed);
        QStringList faults, files;
        for (const lessons::LessonFault& fault : catalog.faults) {
            faults << QString::fromStdString(fault.message);
            files << QString::fromStdString(fault.file);
        }
        QCOMPARE(files, (QStringList{"90-key.md", "91-twin.md", "92-bare.md"}));
        QVERIFY2(faults[0].startsWith("90-key.md:7:1: ") && faults[0].contains("unit"), qPrintable(faults[0]));
        QCOMPARE(faults[1], QString("91-twin.md: id \"gru\" is also in 14-gru.md"));
        QCOMPARE(faults[2], QString("92-bare.md:1:1: expected a line \"---\" and the front matter"));
        for (const QString& fault : faults) QVERIFY(!fault.contains('\n'));
        QCOMPARE(lessons::findLesson("gru").title,
                 lessons::readLesson(GATEWISE_SOURCE_DIR "/lessons/content/en/14-gru.md").title);
        try {
            static_cast<void>(lessons::findLesson("key"));
            QFAIL("a lesson with a fault was opened");
        } catch (const engine::Error& error) {
            const QString said = QString::fromUtf8(error.what());
            QVERIFY2(said.startsWith("no lesson \"key\", expected ") && said.contains(faults[0]), qPrintable(said));
        }
    }

    void noFolderIsAnError() {
        QTemporaryDir empty;
        qputenv("GATEWISE_HOME", empty.path().toUtf8());
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(lessons::readCatalog()), engine::Error);
    }
};

QTEST_GUILESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
