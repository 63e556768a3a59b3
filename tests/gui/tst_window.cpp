// The real window, driven by keys as a person drives it.
#include <QApplication>
#include <QClipboard>
#include <QFontInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QStackedWidget>
#include <QtTest>

#include "gui/app/mainwindow.h"
#include "gui/app/trainonbar.h"
#include "gui/lesson/lessonpanel.h"
#include "gui/outcome/pictureandtable.h"
#include "gui/outcome/tableview.h"
#include "gui/pages/step/steppage.h"
#include "gui/pages/step/transportbar.h"
#include "gui/widgets/epochscrubber.h"
#include "gui/widgets/messagebar.h"

using gui::Bridge;
using gui::MainWindow;
using lessons::RunState;

namespace {

/// A lesson small enough to train in moments: the real one with a short look-back and few units.
gui::Selection small() {
    gui::Selection selection;
    selection.lesson = "forecasting";
    selection.version = "tutorial";
    selection.overrides = {"model.lstm.units=8", "data.look_back=12", "training.epochs=40"};
    return selection;
}

}  // namespace

class TestWindow : public QObject {
    Q_OBJECT

    struct Fixture {
        Bridge bridge;
        MainWindow window{bridge};
        Fixture() {
            window.show();
            bridge.openNow(small());
            // Keys go to the active window only.
            window.activateWindow();
            if (!QTest::qWaitForWindowActive(&window)) qFatal("the window does not become active");
        }
        void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window, Qt::Key(key),
                            modifiers);
        }
        [[nodiscard]] RunState state() {
            bridge.poll();
            return bridge.snapshot()->status.state;
        }
        [[nodiscard]] int epoch() {
            bridge.poll();
            return bridge.snapshot()->status.epoch;
        }
    };

 private Q_SLOTS:
    void initTestCase() { gui::Theme::loadFonts(); }

    void trainsPausesAndGoesOn() {
        Fixture f;
        f.bridge.set("training.epochs=4000");  // it must not end before it is looked at
        f.bridge.settle();
        QCOMPARE(f.state(), RunState::Ready);
        f.key(Qt::Key_T);
        QTRY_COMPARE_WITH_TIMEOUT(f.state(), RunState::Training, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(f.epoch() >= 1, 60000);
        f.key(Qt::Key_T);
        QTRY_VERIFY_WITH_TIMEOUT(f.state() == RunState::Paused || f.state() == RunState::Finished, 20000);
        f.key(Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(f.epoch(), 0, 20000);
    }

    void aWrongAnswerOpensOnTheStepPage() {
        Fixture f;
        gui::Selection lesson;
        lesson.lesson = "classification";
        lesson.overrides = {"data.samples=80"};
        f.bridge.openNow(lesson);
        f.window.setPage("train");
        auto* table = f.window.findChild<gui::PictureAndTable*>()->findChild<gui::TableView*>();
        // The untrained net gives every sequence the same answer: one of the two columns is all wrong.
        const auto firstPlace = [&] {
            for (int r = 0; r < table->rowCount(); ++r)
                for (int c = 0; c < table->columnCount(); ++c)
                    if (!table->item(r, c)->toolTip().isEmpty() && table->item(r, c)->text() != "0")
                        return QPoint(r, c);
            return QPoint(-1, -1);
        };
        QTRY_VERIFY_WITH_TIMEOUT(firstPlace().x() >= 0, 20000);
        const QPoint at = firstPlace();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualItemRect(table->item(at.x(), at.y())).center());
        QTRY_COMPARE(f.window.page(), std::string("step"));
        QTRY_VERIFY(f.window.cursorState().sample >= 64);  // what is trained on ends there
        QTRY_COMPARE_WITH_TIMEOUT(f.bridge.snapshot()->shown.sampleIndex, std::size_t(f.window.cursorState().sample),
                                  20000);
    }

    void stepsForwardAndBack() {
        Fixture f;
        const gui::Cursor start = f.window.cursorState();
        f.key(Qt::Key_Down);
        QTRY_COMPARE(f.window.cursorState().t, start.t + 1);
        f.key(Qt::Key_Right);
        const std::string operation = f.window.cursorState().operation;
        f.key(Qt::Key_Right);
        QTRY_VERIFY(f.window.cursorState().operation != operation);
        f.key(Qt::Key_Left);
        QTRY_COMPARE(f.window.cursorState().operation, operation);
        f.key(Qt::Key_Up);
        QTRY_COMPARE(f.window.cursorState().t, start.t);
    }

    void aPastedStateOpensItsLessonSeedAndEpoch() {
        Fixture f;
        auto* step = f.window.findChild<gui::StepPage*>();
        QGuiApplication::clipboard()->setText(
            QStringLiteral("lesson=classification/tutorial,epoch=2,seed=11,t=4,op=f,unit=5"));
        step->pasteState();
        QTRY_COMPARE_WITH_TIMEOUT(f.bridge.selection().lesson, std::string("classification"), 20000);
        QTRY_COMPARE_WITH_TIMEOUT(f.epoch(), 2, 60000);
        QCOMPARE(f.bridge.snapshot()->status.seed, std::uint64_t(11));
        QCOMPARE(f.window.cursorState().t, 4);
        QCOMPARE(f.window.cursorState().unit, 5);
        // The same lesson, an epoch that is still to come, and nothing of the old place that the text does not name.
        QGuiApplication::clipboard()->setText(QStringLiteral("lesson=classification,epoch=3,t=2"));
        step->pasteState();
        QTRY_COMPARE_WITH_TIMEOUT(f.epoch(), 3, 60000);
        QCOMPARE(f.window.cursorState().t, 2);
        QCOMPARE(f.window.cursorState().unit, 1);
        QGuiApplication::clipboard()->setText(QStringLiteral("lesson=nonsense,t=2"));
        step->pasteState();
        QTRY_VERIFY_WITH_TIMEOUT(f.window.message().contains(QStringLiteral("nonsense")), 20000);
    }

    void scrubsBackWithoutDisturbingTheRun() {
        Fixture f;
        f.bridge.trainTo(3);
        f.window.setPage("train");
        auto* scrubber = f.window.findChild<gui::EpochScrubber*>();
        QVERIFY(scrubber);
        scrubber->setFocus();
        QTest::qWait(150);
        QTest::keyClick(scrubber, Qt::Key_Left);
        QTRY_COMPARE_WITH_TIMEOUT(f.bridge.snapshot()->shown.epoch, 2, 20000);
        QCOMPARE(f.bridge.snapshot()->status.epoch, 3);
        QTest::qWait(150);
        QTest::keyClick(scrubber, Qt::Key_Home);
        QTRY_COMPARE_WITH_TIMEOUT(f.bridge.snapshot()->shown.epoch, 0, 20000);
        QTest::qWait(150);
        QTest::keyClick(scrubber, Qt::Key_End);
        QTRY_COMPARE_WITH_TIMEOUT(f.bridge.snapshot()->shown.epoch, 3, 20000);
    }

    /// A plan of two epochs is trained; the bar asks for more and takes keys.
    void afterTheLastEpochItTrainsOn() {
        Fixture f;
        f.bridge.set("training.epochs=2");
        auto* bar = f.window.findChild<gui::TrainOnBar*>();
        const auto isDone = [&] {
            f.bridge.poll();
            return f.bridge.snapshot()->status.isDone;
        };
        f.key(Qt::Key_T);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 60000);
        QVERIFY(!bar->isVisible());
        auto* page = f.window.findChild<gui::StepPage*>();
        page->setFocus();

        // T asks, Esc leaves it at that and gives the keyboard back.
        QWidget* before = QApplication::focusWidget();
        f.key(Qt::Key_T);
        QVERIFY(bar->isVisible() && f.window.message().isEmpty());
        QVERIFY(QRect(QPoint(), bar->parentWidget()->size()).contains(bar->geometry()));
        auto* number = bar->findChild<QSpinBox*>();
        QCOMPARE(number->value(), 2);
        QCOMPARE(QApplication::focusWidget(), number);
        f.key(Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QCOMPARE(QApplication::focusWidget(), before);
        QCOMPARE(f.epoch(), 2);

        // T twice: as many again.
        f.key(Qt::Key_T);
        f.key(Qt::Key_T);
        QVERIFY(!bar->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(f.epoch() == 4 && isDone(), 60000);
        QVERIFY(f.window.message().isEmpty());

        // Another number, by the Train button of the Train page and Return; the plan's field follows.
        f.key(Qt::Key_2);
        for (auto* button : f.window.findChildren<QPushButton*>())
            if (button->accessibleName() == QStringLiteral("Train") && button->isVisible()) {
                QVERIFY(button->isEnabled());
                button->click();
            }
        QVERIFY(bar->isVisible());
        QTest::keyClicks(number, QStringLiteral("1"));
        f.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(f.epoch() == 5 && isDone(), 60000);
        for (auto* field : f.window.findChildren<QLineEdit*>())
            if (field->accessibleName() == QStringLiteral("Epochs")) QTRY_COMPARE(field->text(), QStringLiteral("5"));

        // What is asked goes when it is no longer true.
        f.key(Qt::Key_T);
        QVERIFY(bar->isVisible());
        f.bridge.reset();
        QTRY_VERIFY_WITH_TIMEOUT((f.bridge.poll(), !bar->isVisible()), 20000);
    }

    void lessonPagesTurnWithTheClicker() {
        Fixture f;
        auto* panel = f.window.findChild<gui::LessonPanel*>();
        // In a narrow window the first press fetches the lesson.
        if (!panel->isVisible()) f.key(Qt::Key_PageDown);
        QVERIFY(panel->isVisible());
        QCOMPARE(panel->page(), 0);
        // A text that is longer than its panel is paged through before the next one comes.
        auto* bar = panel->findChild<QScrollArea*>()->verticalScrollBar();
        int presses = 0;
        for (; panel->page() == 0 && presses < 12; ++presses) {
            QTest::qWait(20);  // a text has its height once it is laid out
            const int before = bar->value();
            const bool isAtEnd = before == bar->maximum();
            f.key(Qt::Key_PageDown);
            QCOMPARE(panel->page(), isAtEnd ? 1 : 0);
            if (!isAtEnd) QVERIFY(bar->value() > before);
        }
        QCOMPARE(panel->page(), 1);
        QCOMPARE(bar->value(), 0);
        f.key(Qt::Key_PageUp);
        QCOMPARE(panel->page(), 0);
        QCOMPARE(bar->value(), bar->maximum());
    }

    void spacePlaysFromAnywhereButAField() {
        Fixture f;
        auto* step = f.window.findChild<gui::StepPage*>();
        auto* bar = f.window.findChild<gui::TransportBar*>();
        const auto playing = [&] { return step->isPlaying(); };
        QVERIFY(bar && !playing());
        // On a button that has the focus: Space is not its click.
        for (auto* button : f.window.findChildren<QPushButton*>()) {
            if (!button->isVisible() || !button->isEnabled() || button->text() != QObject::tr("Sequence")) continue;
            button->setFocus();
            QTest::keyClick(button, Qt::Key_Space);
            QVERIFY(playing());
            QVERIFY(f.window.cursorState().zoom == gui::Cursor::Zoom::Cell);
            QTest::keyClick(button, Qt::Key_Space);
            QVERIFY(!playing());
            QTest::keyClick(button, Qt::Key_Return);
            QVERIFY2(f.window.cursorState().zoom == gui::Cursor::Zoom::Sequence, "Return presses the button");
        }
        // In a field Space is a letter, and after Return the keys of the page work again.
        auto* sample = step->findChild<QSpinBox*>();
        QVERIFY(sample && sample->isVisible());
        sample->setFocus();
        QTest::keyClick(sample, Qt::Key_Space);
        QVERIFY(!playing());
        QTest::keyClick(sample, Qt::Key_Return);
        QTRY_VERIFY(!sample->hasFocus());
        const int t = f.window.cursorState().t;
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QTRY_COMPARE(f.window.cursorState().t, t + 1);
    }

    void aMessageFloats() {
        Fixture f;
        auto* step = f.window.findChild<gui::StepPage*>();
        const QRect before = step->geometry();
        f.bridge.report(QStringLiteral("something that went wrong"));
        QCOMPARE(f.window.message(), QStringLiteral("something that went wrong"));
        QCoreApplication::processEvents();
        QCOMPARE(step->geometry(), before);
    }

    /// F5 or another theme within the time of a zoom's motion while the page is hidden: each drawing caused the next.
    void noDrawingCausesADrawing() {
        Fixture f;
        f.window.setStill(false);
        auto* step = f.window.findChild<gui::StepPage*>();
        f.key(Qt::Key_Escape);
        f.key(Qt::Key_2);
        QVERIFY(!step->isVisible());
        QElapsedTimer clock;
        clock.start();
        f.window.setTextScale(0.9);
        f.window.setPresenter(true, false);
        f.window.setPresenter(false, false);
        f.window.setThemeKind(gui::Theme::Kind::Dark);
        QVERIFY2(clock.elapsed() < 20000, "it came back at all");
        f.key(Qt::Key_1);
        QVERIFY(step->isVisible());
    }

    void linksMoveTheTool() {
        Fixture f;
        f.window.follow(QStringLiteral("step:t=7,unit=2"));
        QCOMPARE(f.window.cursorState().t, 7);
        QCOMPARE(f.window.cursorState().unit, 2);
        f.window.follow(QStringLiteral("train:epoch"));
        QTRY_COMPARE_WITH_TIMEOUT(f.epoch(), 1, 60000);
        f.window.follow(QStringLiteral("set:training.learning_rate=0.01"));
        QTRY_COMPARE_WITH_TIMEOUT((f.bridge.poll(), f.bridge.snapshot()->status.learningRate), 0.01, 20000);
    }

    void badInputEndsInTheMessageBar() {
        Fixture f;
        f.window.follow(QStringLiteral("step:t=nonsense"));
        QVERIFY(f.window.message().contains(QStringLiteral("nonsense")));
        f.window.follow(QStringLiteral("jump:high"));
        QVERIFY(f.window.message().contains(QStringLiteral("jump")));
        f.window.follow(QStringLiteral("set:training.batch_size=many"));
        QVERIFY(f.window.message().startsWith(QStringLiteral("Batch size: ")));
        // It stays until it is dismissed.
        QTest::qWait(200);
        QVERIFY(!f.window.message().isEmpty());
    }

    void presenterModeKeepsTextLarge() {
        Fixture f;
        f.window.setPresenter(true, false);
        QTest::qWait(50);
        for (const QPushButton* button : f.window.findChildren<QPushButton*>())
            if (button->isVisible() && !button->text().isEmpty())
                QVERIFY2(QFontInfo(button->font()).pixelSize() >= 20, qPrintable(button->text()));
        f.key(Qt::Key_Escape);
        QTRY_VERIFY(!f.window.isFullScreen());
    }

    void aClickerDrivesTheClass() {
        Fixture f;
        auto* step = f.window.findChild<gui::StepPage*>();
        auto* panel = f.window.findChild<gui::LessonPanel*>();
        f.key(Qt::Key_F5);
        QTRY_VERIFY(f.window.isFullScreen());
        QVERIFY2(step->head()->parentWidget() != step && step->head()->isVisible(),
                 "the zooms are in the line of the pages");
        // The clicker fetches the lesson into a column of its own: it never covers the cell.
        f.key(Qt::Key_PageDown);
        QVERIFY(panel->isVisible());
        const QRect lesson(panel->mapTo(&f.window, QPoint()), panel->size());
        const QRect page(step->mapTo(&f.window, QPoint()), step->size());
        QVERIFY2(!lesson.intersects(page), "the lesson covers the page");
        for (int presses = 0; panel->page() == 0 && presses < 12; ++presses) f.key(Qt::Key_PageDown);
        QCOMPARE(panel->page(), 1);
        f.key(Qt::Key_Escape);
        QVERIFY2(!panel->isVisible() && f.window.isFullScreen(), "Esc puts the lesson away first");
        f.key(Qt::Key_L);
        QVERIFY(panel->isVisible());
        f.key(Qt::Key_L);
        QVERIFY(!panel->isVisible());
        f.key(Qt::Key_Right);
        QTRY_VERIFY(!f.window.cursorState().operation.empty());
        f.key(Qt::Key_2);
        QVERIFY(!step->head()->isVisible());
        f.key(Qt::Key_1);
        QVERIFY(step->head()->isVisible());
        const auto inks = [&] {
            QSet<QRgb> colours;
            const QImage image = f.window.grab().toImage();
            for (int y = 0; y < image.height(); y += 7)
                for (int x = 0; x < image.width(); x += 7) colours.insert(image.pixel(x, y));
            return colours.size();
        };
        QVERIFY(inks() > 10);
        f.key(Qt::Key_Period);
        QCOMPARE(inks(), 1);
        f.key(Qt::Key_Period);
        QVERIFY(inks() > 10);
        f.key(Qt::Key_Escape);
        QTRY_VERIFY(!f.window.isFullScreen());
        f.key(Qt::Key_2);
        f.key(Qt::Key_F5);
        QVERIFY2(!step->head()->isVisible(), "Train has no zooms");
        f.key(Qt::Key_Escape);
        QCOMPARE(step->head()->parentWidget(), step);
    }

    void everyControlHasAName() {
        Fixture f;
        for (const char* page : {"step", "train"}) {
            f.window.setPage(page);
            for (const QWidget* widget : f.window.findChildren<QWidget*>()) {
                if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus) continue;
                if (widget->objectName().startsWith(QLatin1String("qt_")))
                    continue;  // inside of a control that is named
                QString name = widget->accessibleName();
                if (const auto* button = qobject_cast<const QAbstractButton*>(widget); button && name.isEmpty())
                    name = button->text();
                QVERIFY2(!name.isEmpty(), qPrintable(QStringLiteral("%1 \"%2\" in %3")
                                                         .arg(widget->metaObject()->className(), widget->objectName(),
                                                              widget->parentWidget()->metaObject()->className())));
            }
        }
    }

    void closesWhileTraining() {
        for (int k = 0; k < 3; ++k) {
            Fixture f;
            f.bridge.set("training.epochs=4000");
            f.bridge.settle();
            f.key(Qt::Key_T);
            QTRY_COMPARE_WITH_TIMEOUT(f.state(), RunState::Training, 20000);
            f.window.close();
        }
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
