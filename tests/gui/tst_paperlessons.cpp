// Lessons 14 and 15 walked through: no exercise is met before anything is done, and "Show me" meets each.
#include "lessons/catalog.h"
#include "tests/support/lessonwindow.h"

class TestPaperLessons : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void everyExerciseIsMet_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<int>("exercises");
        QTest::newRow("gru") << "gru" << 3;
        QTest::newRow("papers") << "papers" << 8;
    }
    void everyExerciseIsMet() {
        QFETCH(QString, lesson);
        QFETCH(int, exercises);
        LessonWindow f(lesson.toStdString());
        const auto pages = lessons::findLesson(lesson.toStdString()).pagesOf("real");
        int met = 0;
        for (int page = 1; page <= int(pages.size()); ++page) {
            // What the step before began would go on and never settle.
            Q_EMIT f.panel().linkActivated(QStringLiteral("train:pause"));
            if (pages[std::size_t(page - 1)].state && page > 1)
                f.goTo(page);
            else if (page > 1)
                f.panel().goToPage(page - 1);
            QTest::qWait(100);
            for (gui::ExerciseCard* card : f.exercises()) {
                QVERIFY2(!card->isMet(), qPrintable(QString("step %1 is met at once").arg(page)));
                f.press(*card, "Show me");
                if (!QTest::qWaitFor([&] { return f.snapshot() && card->isMet(); }, 180000))
                    QFAIL(qPrintable(QString("step %1 is not met").arg(page)));
                ++met;
            }
        }
        QCOMPARE(met, exercises);
    }
};

QTEST_MAIN(TestPaperLessons)
#include "tst_paperlessons.moc"
