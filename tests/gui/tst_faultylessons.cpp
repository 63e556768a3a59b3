// A lesson file with a fault, as the window and the commands tell it: named once, and every other lesson works.
#include <QAction>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMenu>
#include <QProcess>
#include <QtTest>

#include "gui/app/mainwindow.h"
#include "gui/app/topbar.h"
#include "gui/studio/studio.h"
#include "tests/support/faultyhome.h"

class TestFaultyLessons : public QObject {
    Q_OBJECT

    support::FaultyHome m_home;

    struct Outcome {
        int code = -1;
        QByteArray out, err;
    };
    static Outcome run(const QStringList& arguments) {
        QProcess process;
        process.start(GATEWISE_BINARY_DIR "/gatewise", arguments);
        if (!process.waitForFinished(300000)) return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

 private Q_SLOTS:
    void initTestCase() {
        gui::Theme::loadFonts();
        qputenv("GATEWISE_HOME", m_home.path().toUtf8());
    }

    void theCommandsNameThemAndGoOn() {
        const Outcome text = run({"lessons"});
        QCOMPARE(text.code, 0);
        QVERIFY(text.out.contains(" 6  forecasting"));
        QCOMPARE(text.err.count('\n'), 3);
        for (const char* file : {"90-key.md:7:1: ", "91-twin.md: ", "92-bare.md:1:1: "})
            QVERIFY2(text.err.contains(file), text.err.constData());
        const Outcome json = run({"lessons", "--json", "-"});
        QCOMPARE(json.code, 0);
        const QJsonArray good = QJsonDocument::fromJson(json.out).array();
        QCOMPARE(good.size(), text.out.count('\n'));
        QCOMPARE(json.err, text.err);
        const Outcome trained = run({"train", "forecasting", "--version", "tutorial", "--epochs", "1", "--set",
                                     "model=[{LSTM: {units: 4}}, {Dense: {units: 1}}]"});
        QVERIFY2(trained.code == 0, trained.err.constData());
        QVERIFY(!trained.err.contains("90-key"));
        const Outcome refused = run({"train", "key"});
        QVERIFY(refused.code != 0);
        QVERIFY2(refused.err.contains("90-key.md:7:1: ") && refused.err.count('\n') == 1, refused.err.constData());
    }

    void theWindowNamesThemAndOpensTheRest() {
        gui::Bridge bridge;
        gui::MainWindow window(bridge);
        window.show();
        gui::Selection selection;
        selection.version = "tutorial";
        bridge.openNow(selection);
        QVERIFY2(window.message().startsWith(QStringLiteral("90-key.md:7:1: ")), qPrintable(window.message()));
        QVERIFY2(window.message().contains(QStringLiteral("2 more")), qPrintable(window.message()));
        QStringList faulty;
        QAction* twin = nullptr;
        for (auto* menu : window.findChild<gui::TopBar*>()->findChildren<QMenu*>())
            for (QAction* action : menu->actions())
                if (action->text().contains(QStringLiteral(".md"))) {
                    faulty << action->text();
                    if (action->text().startsWith(QStringLiteral("91"))) twin = action;
                }
        QCOMPARE(faulty.size(), 3);
        QVERIFY(twin);
        twin->trigger();
        QCOMPARE(window.message(), QStringLiteral("91-twin.md: id \"gru\" is also in 14-gru.md"));
        // Another lesson opens, and nothing is said again.
        bridge.openLesson("classification", "tutorial");
        QTRY_COMPARE_WITH_TIMEOUT(bridge.selection().lesson, std::string("classification"), 20000);
        QVERIFY(window.message().isEmpty());
    }

    void aPictureOfAGoodLessonIsTaken() {
        gui::Selection selection;
        selection.version = "tutorial";
        gui::Studio studio(selection);
        studio.show({"step", QStringLiteral("t=2"), {1280, 720}, gui::Theme::Kind::Light, false, 1.0, 1});
        QVERIFY(studio.window().message().isEmpty());
    }
};

QTEST_MAIN(TestFaultyLessons)
#include "tst_faultylessons.moc"
