// Messages in the words of the window, typed numbers, and the box that takes them.
#include <QLineEdit>
#include <QtTest>

#include "cli/messagetext.h"
#include "gui/bridge/bridge.h"
#include "gui/bridge/faults.h"
#include "gui/pages/step/clampbar.h"
#include "gui/pages/step/editbar.h"
#include "gui/studio/pseudotranslator.h"
#include "gui/widgets/numberbox.h"
#include "gui/widgets/typed.h"
#include "lessons/catalog.h"
#include "tests/support/stepfixture.h"

using lessons::Message;
using support::StepFixture;

namespace {

const QLocale kGerman(QLocale::German, QLocale::Germany);

std::vector<Message> everyMessage() {
    return {{lessons::NotTrained{"cell"}},
            {lessons::AllEpochsDone{40}},
            {lessons::LossDiverged{"LSTM 50", 120, 3, 7, 2}},
            {lessons::EpochNotKept{{0, 1, 2}, 9}},
            {lessons::OutOfMemory{"cell"}},
            {lessons::SettingFault{"training.epochs", "expected a whole number of at least 0, got -1",
                                   lessons::WantedNumber{true, lessons::Range::atLeast(0), "-1"}}}};
}

}  // namespace

class TestFaults : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() {
        gui::Theme::loadFonts();
        QLocale::setDefault(QLocale::c());
    }

    void everyMessageHasWordsOnBothSides() {
        for (const Message& message : everyMessage()) {
            QVERIFY(!cli::messageText(message).empty());
            const QString plain = gui::messageText(message);
            QVERIFY(!plain.isEmpty() && !plain.contains(u'\n') && !plain.contains(QLatin1String("--set")));
            // In another language every one of them reads otherwise: none came from the engine as it is.
            gui::PseudoTranslator translator;
            QCoreApplication::installTranslator(&translator);
            const QString translated = gui::messageText(message);
            QCoreApplication::removeTranslator(&translator);
            QVERIFY2(translated != plain, qPrintable(plain));
        }
        QVERIFY(cli::messageText({}).empty() && gui::messageText({}).isEmpty());
        QCOMPARE(cli::messageText(everyMessage()[2]),
                 std::string("LSTM 50: the loss is no longer a number at step 120 (epoch 3, batch 7); back to the "
                             "weights after epoch 2"));
    }

    void aSettingIsNamedAsItsFieldIs() {
        const auto lesson = lessons::findLesson("forecasting");
        const auto told = [&](const char* change) {
            try {
                static_cast<void>(lesson.spec("tutorial", {change}));
            } catch (const std::exception& error) {
                return gui::faultText(error);
            }
            return QString();
        };
        QCOMPARE(told("training.learning_rate=-1"), "Learning rate: expected a number above 0, got -1");
        QCOMPARE(told("training.batch_size=many"),
                 "Batch size: expected a whole number from 1 to 1048576, got \"many\"");
        for (const char* change : {"training.optimizer=magic", "training.loss=magic", "trainin.epochs=1",
                                   "model.lsdm=1", "training.metrics=[", "nonsense", "data=1", "training.epoch=1"}) {
            const QString line = told(change);
            QVERIFY2(!line.isEmpty() && !line.contains(QLatin1String("--set")), qPrintable(line));
        }
    }

    /// What is wrong only when the data are there is found on a worker's thread.
    void alsoWhereTheWorkerFindsIt() {
        gui::Bridge bridge;
        gui::Selection selection;
        selection.lesson = "forecasting";
        selection.version = "tutorial";
        selection.overrides = {"data.look_back=100000"};
        QSignalSpy failed(&bridge, &gui::Bridge::failed);
        bridge.open(selection);
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20000);
        const QString line = failed[0][0].toString();
        QVERIFY2(line.startsWith(QLatin1String("data.look_back: ")) && !line.contains(QLatin1String("--set")),
                 qPrintable(line));
    }

    void readsNumbers_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("inGerman");
        QTest::addColumn<double>("value");
        const double none = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("point") << "0.01" << false << 0.01;
        QTest::newRow("point in German") << "0.01" << true << 0.01;
        QTest::newRow("comma in German") << "0,01" << true << 0.01;
        QTest::newRow("comma elsewhere") << "0,01" << false << none;
        QTest::newRow("exponent") << "1e-3" << true << 1e-3;
        QTest::newRow("exponent with a comma") << "1,5e-3" << true << 1.5e-3;
        QTest::newRow("thousands") << "1.000,5" << true << none;
        QTest::newRow("thousands elsewhere") << "1,000" << false << none;
        QTest::newRow("blanks") << " 2 " << false << 2.0;
        QTest::newRow("word") << "two" << true << none;
        QTest::newRow("infinite") << "inf" << false << none;
        QTest::newRow("empty") << "" << true << none;
    }

    void readsNumbers() {
        QFETCH(QString, text);
        QFETCH(bool, inGerman);
        QFETCH(double, value);
        const auto read = gui::typedNumber(text, inGerman ? kGerman : QLocale::c());
        if (std::isnan(value)) {
            QVERIFY(!read);
        } else {
            QVERIFY(read);
            QCOMPARE(*read, value);
        }
    }

    void aBoxTakesOrRefuses() {
        gui::NumberBox box;
        box.setRange(1, 12);
        box.setDecimals(0);
        box.setPrefix(QStringLiteral("t "));
        box.setValue(4);
        box.show();
        box.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&box));
        box.setFocus();
        auto* line = box.findChild<QLineEdit*>();
        QSignalSpy refused(&box, &gui::NumberBox::refused);
        for (const char* wrong : {"99", "2.5", "x", ""}) {
            line->setText(QStringLiteral("t ") + QLatin1String(wrong));
            QTest::keyClick(&box, Qt::Key_Return);
            QCOMPARE(box.value(), 4.0);
            QVERIFY2(box.property("wrong").toBool(), wrong);
            QVERIFY(box.toolTip().startsWith(QLatin1String("expected a whole number from 1 to 12, got ")));
            QCOMPARE(box.accessibleDescription(), box.toolTip());
            QTest::keyClick(&box, Qt::Key_Escape);
            QCOMPARE(line->text(), QStringLiteral("t 4"));
            QVERIFY(!box.property("wrong").toBool());
        }
        QCOMPARE(refused.count(), 8);
        line->setText(QStringLiteral("t 7"));
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.value(), 7.0);
        box.setDecimals(4);
        box.setPrefix({});
        box.setLocale(kGerman);
        line->setText(QStringLiteral("1,25"));
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(box.value(), 1.25);
        QCOMPARE(line->text(), QStringLiteral("1.2500"));
    }

    void theEditBarSaysWhyANumberIsRefused() {
        StepFixture f("t=5,op=z_f,unit=2");
        Q_EMIT f.cell()->picked(QStringLiteral("kernel:1,1"), QString());
        auto* bar = f.page->findChild<gui::EditBar*>();
        auto* box = bar->findChild<gui::NumberBox*>();
        QVERIFY(box && box->isVisible());
        const double before = box->value();
        auto* line = box->findChild<QLineEdit*>();
        line->setText(QStringLiteral("lots"));
        QTest::keyClick(box, Qt::Key_Return);
        QVERIFY(box->property("wrong").toBool());
        QVERIFY(f.page->cursor().edits.empty());
        QVERIFY(f.saysPart(QStringLiteral("expected a number from -1000 to 1000, got \"lots\"")));
        QTest::qWait(20);
        QVERIFY2(box->hasFocus(), "it is still in hand");
        f.cell()->setFocus();
        QCOMPARE(box->value(), before);
        QVERIFY(!box->property("wrong").toBool());
        box->setLocale(kGerman);
        box->setFocus();
        line->setText(QStringLiteral("0,5"));
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(f.page->cursor().edits.size(), std::size_t(1));
        QCOMPARE(f.page->cursor().edits[0].value, 0.5);
    }

    void theClampBarSaysWhyAStepIsRefused() {
        StepFixture f("t=5,op=f,unit=2");
        f.button("Hold this value")->click();
        auto* box = f.page->findChild<gui::ClampBar*>()->findChildren<gui::NumberBox*>().value(0);
        QVERIFY(box && box->isVisible());
        box->setFocus();
        box->findChild<QLineEdit*>()->setText(QStringLiteral("t 99"));
        QTest::keyClick(box, Qt::Key_Return);
        QVERIFY(box->property("wrong").toBool());
        QCOMPARE(f.studio.window().message(),
                 QStringLiteral("Steps held: expected a whole number from 1 to 12, got \"99\""));
        QTest::keyClick(box, Qt::Key_Escape);
        QCOMPARE(box->value(), 5.0);
    }
};

QTEST_MAIN(TestFaults)
#include "tst_faults.moc"
