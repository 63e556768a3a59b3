// Lessons 2 and 3 at the keyboard: a number is typed into a card and judged by the net, a step opens its own net, and
// what one step leaves behind does not meet the exercises of the next.
#include <QComboBox>

#include "gui/lesson/cards/questioncard.h"
#include "tests/support/lessonwindow.h"

class TestHandLessons : public QObject {
    Q_OBJECT

    using Fixture = LessonWindow;

 private Q_SLOTS:
    void aNumberIsTypedAndJudgedByTheNet() {
        Fixture f("cell");
        f.goTo(2);
        QLineEdit* first = f.tabToNumber();
        QVERIFY(first);
        QTest::keyClicks(first, QStringLiteral("0,731"));  // as half of the world writes it
        QTest::keyClick(first, Qt::Key_Return);
        QVERIFY2(f.texts().contains(QStringLiteral("\u2713 Right: 0.7311")), qPrintable(f.texts().join('|')));
        QLineEdit* second = f.tabToNumber();
        QVERIFY(second && second != first);
        QTest::keyClicks(second, QStringLiteral("0.5"));
        QTest::keyClick(second, Qt::Key_Return);
        QVERIFY2(f.texts().contains(QStringLiteral("\u2717 It is 0.8176")), qPrintable(f.texts().join('|')));
        QVERIFY(!f.tabToNumber());
        // They stay so when the step is come back to.
        f.goTo(3);
        f.goTo(2);
        QTRY_VERIFY(f.texts().contains(QStringLiteral("\u2713 Right: 0.7311")));
    }

    void holdingAGateDoesNotChangeTheAnswer() {
        Fixture f("cell");
        f.goTo(2);
        Q_EMIT f.panel().linkActivated(QStringLiteral("step:t=1,op=f,clamp=f=0"));
        QTRY_VERIFY_WITH_TIMEOUT(f.snapshot()->shown.unprobed != nullptr, 20000);
        static_cast<void>(f.tabToNumber());
        QLineEdit* second = f.tabToNumber();
        QVERIFY(second);
        QTest::keyClicks(second, QStringLiteral("0.818"));
        QTest::keyClick(second, Qt::Key_Return);
        QVERIFY2(f.texts().contains(QStringLiteral("\u2713 Right: 0.8176")), qPrintable(f.texts().join('|')));
    }

    void aStepOpensItsOwnNet() {
        Fixture f("cell");
        const auto units = [&] { return int(f.snapshot()->shown.trace->cell.program->units); };
        f.goTo(6);
        QCOMPARE(units(), 3);
        f.goTo(7);
        QCOMPARE(int(f.snapshot()->shown.trace->cell.steps), 6);
        f.goTo(1);
        QCOMPARE(units(), 1);
        QCOMPARE(int(f.snapshot()->shown.trace->cell.steps), 4);
    }

    void whatAStepLeavesMeetsNothingOfTheNext() {
        Fixture f("cell");
        f.goTo(8);
        QCOMPARE(f.exercises().size(), 2);
        for (const gui::ExerciseCard* card : f.exercises()) QVERIFY(!card->isMet());
        f.press(*f.exercises()[1], "Show me");
        QTRY_VERIFY_WITH_TIMEOUT(f.exercises()[0]->isMet() && f.exercises()[1]->isMet(), 20000);
        f.goTo(9);
        QCOMPARE(f.exercises().size(), 2);
        QTest::qWait(200);
        for (const gui::ExerciseCard* card : f.exercises()) QVERIFY(!card->isMet());
        QVERIFY(!f.snapshot()->shown.unprobed);
        for (gui::ExerciseCard* card : f.exercises()) {
            f.press(*card, "Show me");
            QTRY_VERIFY_WITH_TIMEOUT(card->isMet(), 20000);
            f.press(*card, "Reset");
            QTRY_VERIFY_WITH_TIMEOUT(!f.snapshot()->shown.unprobed, 20000);
        }
    }

    /// The output at the right would tell h before it is computed.
    void theOutcomeIsHiddenUntilTheStepIsAnswered() {
        Fixture f("cell");
        const auto isHidden = [&] {
            QCoreApplication::processEvents();
            const auto labels = f.window.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
                return label->isVisibleTo(&f.window) && label->text().startsWith(QLatin1String("Hidden until"));
            });
        };
        f.goTo(4);
        QVERIFY(isHidden());
        for (const char* answer : {"1.155", "0.4"}) {
            QVERIFY(isHidden());
            QLineEdit* number = f.tabToNumber();
            QVERIFY(number);
            QTest::keyClicks(number, QLatin1String(answer));
            QTest::keyClick(number, Qt::Key_Return);
        }
        QVERIFY(!isHidden());  // right or wrong: both were answered
        f.goTo(2);
        QVERIFY(isHidden());
        f.goTo(5);
        QVERIFY(!isHidden());
        f.goTo(4);
        QVERIFY(!isHidden());
    }

    /// Lesson 1 compares three nets: the layers to choose from are those of the one that is shown.
    void theLayersAreThoseOfTheShownNet() {
        Fixture f("introduction");
        f.goTo(5);
        QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(f.snapshot()->shown.trace->layer), QString("lstm"), 20000);
        for (const auto* box : f.window.findChildren<QComboBox*>())
            if (box->accessibleName() == QLatin1String("Layer and direction"))
                QTRY_COMPARE(box->currentText(), QString("lstm"));
    }

    void theNetWithATargetLearns() {
        Fixture f("forward");
        f.goTo(7);
        QCOMPARE(f.exercises().size(), 1);
        QVERIFY(!f.exercises()[0]->isMet());
        f.press(*f.exercises()[0], "Show me");
        QTRY_VERIFY_WITH_TIMEOUT(f.exercises()[0]->isMet(), 20000);
    }
};

QTEST_MAIN(TestHandLessons)
#include "tst_handlessons.moc"
