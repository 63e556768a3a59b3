// The wheel turned over every part of the window: it scrolls what scrolls and changes what has the focus, nothing else;
// and no turn of it makes a person wait.
#include <QApplication>
#include <QElapsedTimer>
#include <QSpinBox>
#include <QWheelEvent>
#include <QtTest>

#include "gui/pages/step/steppage.h"
#include "gui/studio/studio.h"

using gui::MainWindow;
using gui::Studio;
using gui::Theme;

class WheelTest : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void isQuickAndChangesNothing_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("page");
        for (const QSize size : {QSize(1320, 560), QSize(800, 747), QSize(1440, 900)})
            for (const char* page : {"step", "train"})
                QTest::addRow("%dx%d %s", size.width(), size.height(), page) << size << QString(page);
    }

    void isQuickAndChangesNothing() {
        QFETCH(QSize, size);
        QFETCH(QString, page);
        Studio studio{gui::Selection{}};
        MainWindow& window = studio.window();
        studio.show({page.toStdString(), QStringLiteral("t=18,op=f,unit=3"), size, Theme::Kind::Light, false, 1.0, 1});
        if (page == "train") window.setFocus();
        QTest::qWait(50);
        const gui::Cursor before = window.cursorState();
        const gui::Selection selection = studio.bridge().selection();
        qint64 slowest = 0;
        QString slowestPart;
        for (int y = 10; y < size.height(); y += 24)
            for (int x = 10; x < size.width(); x += 40) {
                QWidget* part = window.childAt(x, y);
                if (!part) continue;
                const QPoint inside = part->mapFrom(&window, QPoint(x, y));
                for (const int turn : {-120, 120}) {
                    QElapsedTimer clock;
                    clock.start();
                    QWheelEvent event(inside, window.mapToGlobal(QPoint(x, y)), {}, {0, turn}, Qt::NoButton,
                                      Qt::NoModifier, Qt::NoScrollPhase, false);
                    QApplication::sendEvent(part, &event);
                    QCoreApplication::processEvents();
                    if (clock.elapsed() <= slowest) continue;
                    slowest = clock.elapsed();
                    slowestPart = QLatin1String(part->metaObject()->className()) + ' ' + part->accessibleName() +
                                  QStringLiteral(" at %1,%2").arg(x).arg(y);
                }
                const QString who = QLatin1String(part->metaObject()->className()) + ' ' + part->accessibleName();
                QVERIFY2(window.cursorState() == before,
                         qPrintable(who + ": " + QString::fromStdString(window.cursorState().text())));
                QVERIFY2(studio.bridge().selection() == selection, qPrintable(who));
            }
        qInfo("slowest: %lld ms, %s", slowest, qPrintable(slowestPart));
        QVERIFY2(slowest < 2000, qPrintable(slowestPart));
    }

    void aFieldWithTheFocusObeys() {
        Studio studio{gui::Selection{}};
        studio.show({"step", QStringLiteral("t=18"), {1440, 900}, Theme::Kind::Light, false, 1.0, 1});
        auto* sample = studio.window().findChild<gui::StepPage*>()->findChild<QSpinBox*>();
        QVERIFY(sample && sample->focusPolicy() == Qt::StrongFocus);
        studio.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&studio.window()));
        sample->setFocus();
        QWheelEvent event(sample->rect().center(), sample->mapToGlobal(sample->rect().center()), {}, {0, 120},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(sample, &event);
        QCOMPARE(studio.window().cursorState().sample, 1);
    }
};

QTEST_MAIN(WheelTest)
#include "tst_wheel.moc"
