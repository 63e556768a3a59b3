// A place that does not exist is told in one line that names the key; every place that a lesson links to exists.
#include <QApplication>
#include <QRegularExpression>
#include <QtTest>

#include "engine/core/error.h"
#include "gui/lesson/linkaction.h"
#include "gui/studio/studio.h"
#include "lessons/catalog.h"
#include "lessons/session/placecheck.h"

using gui::Cursor;
using gui::MainWindow;
using gui::Studio;

namespace {

gui::Selection small() {
    gui::Selection selection;
    selection.lesson = "forecasting";
    selection.version = "tutorial";
    selection.overrides = {"model.lstm.units=8", "data.look_back=12"};
    return selection;
}

/// "" where the snapshot has what the cursor names; else the message.
QString fault(const QString& place, const lessons::Snapshot& snapshot) {
    try {
        lessons::checkPlace(gui::parseCursor(place), snapshot);
    } catch (const engine::Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

}  // namespace

class TestCursorCheck : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void saysWhatAKeyTakes_data() {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* place, const char* message) {
            QTest::newRow(place) << QString::fromLatin1(place) << QString::fromLatin1(message);
        };
        row("t=12,unit=8,op=act(c),sample=3", "");
        row("pass=backward,op=recurrent_kernel:g", "");
        row("clamp=f:3@10-12=0,edit=kernel:1,32=0.5,edit=input:12,1=0.3,edit=state.c:8=1,pin=h:8@12,pin=3,weight=bias:"
            "32",
            "");
        row("t=13", "t: expected a whole number from 1 to 12, got 13");
        row("unit=9", "unit: expected a whole number from 1 to 8, got 9");
        row("op=q", "op: expected z_i, i, z_f, f, z_g, g, z_o, o, f*c, i*g, c, act(c) or h, got q");
        row("op=loss", "op: expected z_i, i, z_f, f, z_g, g, z_o, o, f*c, i*g, c, act(c) or h, got loss");
        row("layer=gru", "layer: expected lstm, dense or loss, got gru");
        row("direction=backward", "direction: expected forward (layer lstm is not bidirectional), got backward");
        row("clamp=q=0", "clamp: expected z_i, i, z_f, f, z_g, g, z_o, o, f*c, i*g, c, act(c) or h, got q");
        row("clamp=f@10-13=0", "clamp: expected a whole number from 1 to 12 as step, got 13");
        row("clamp=f:9=0", "clamp: expected a whole number from 1 to 8 as unit, got 9");
        row("edit=kernel:2,7=0.5", "edit: expected a whole number from 1 to 1 as row of kernel, got 2");
        row("edit=kernel:1,33=0.5", "edit: expected a whole number from 1 to 32 as column of kernel, got 33");
        row("edit=state.z:1=0", "edit: expected state.h or state.c, got state.z");
        row("edit=input:13,1=0", "edit: expected a whole number from 1 to 12 as step of the input, got 13");
        row("weight=gamma:1,1", "weight: expected kernel, recurrent_kernel or bias, got gamma");
        row("pin=f:3@20", "pin: expected a whole number from 1 to 12 as step, got 20");
        row("pin=w:3", "pin: expected z_i, i, z_f, f, z_g, g, z_o, o, f*c, i*g, c, act(c) or h, got w");
    }

    void saysWhatAKeyTakes() {
        QFETCH(QString, place);
        QFETCH(QString, message);
        static Studio* studio = new Studio(small());
        QCOMPARE(fault(place, *studio->bridge().snapshot()), message);
    }

    void sampleIsCounted() {
        Studio studio(small());
        const auto& snapshot = *studio.bridge().snapshot();
        const auto count = snapshot.task->sampleCount();
        QCOMPARE(fault(QStringLiteral("sample=%1").arg(count - 1), snapshot), QString());
        QCOMPARE(fault(QStringLiteral("sample=%1").arg(count), snapshot),
                 QStringLiteral("sample: expected a whole number from 0 to %1, got %2").arg(count - 1).arg(count));
    }

    void aShotEndsWithTheMessage() {
        Studio studio(small());
        try {
            studio.show({"step", QStringLiteral("t=99"), {1280, 720}, gui::Theme::Kind::Light, false, 1.0, 1});
            QFAIL("t=99 of 12 was shown");
        } catch (const engine::Error& error) {
            QCOMPARE(QLatin1String(error.what()), QLatin1String("t: expected a whole number from 1 to 12, got 99"));
        }
    }

    void aLinkSaysItInTheMessageBar() {
        Studio studio(small());
        studio.show({"step", QStringLiteral("t=5"), {1280, 720}, gui::Theme::Kind::Light, false, 1.0, 1});
        studio.window().follow(QStringLiteral("step:t=5,op=nonsense"));
        QVERIFY2(studio.window().message().startsWith(QLatin1String("op: expected z_i, ")),
                 qPrintable(studio.window().message()));
        QCOMPARE(studio.window().cursorState().t, 5);
    }

    /// A forward pass of another sample is the engine's work: the place is gone to when the answer is there, the newest
    /// one wins, and what is not there is told in the same line.
    void anotherSampleIsAskedOfTheEngine() {
        Studio studio(small());
        studio.show({"step", QStringLiteral("t=5"), {1280, 720}, gui::Theme::Kind::Light, false, 1.0, 1});
        auto& window = studio.window();
        window.follow(QStringLiteral("step:sample=3,t=7"));
        QCOMPARE(window.cursorState().sample, 0);  // not before it was looked up
        studio.bridge().settle();
        QCOMPARE(window.cursorState().sample, 3);
        QCOMPARE(window.cursorState().t, 7);
        QCOMPARE(studio.bridge().snapshot()->shown.sampleIndex, std::size_t(3));
        window.follow(QStringLiteral("step:sample=4,t=8"));
        window.follow(QStringLiteral("step:sample=5,t=9"));
        window.follow(QStringLiteral("step:sample=3,t=2"));  // is shown: at once
        QCOMPARE(window.cursorState().t, 2);
        studio.bridge().settle();
        QCOMPARE(window.cursorState().sample, 3);
        window.follow(QStringLiteral("step:sample=6,t=99"));
        studio.bridge().settle();
        QCOMPARE(window.message(), QStringLiteral("t: expected a whole number from 1 to 12, got 99"));
        QCOMPARE(window.cursorState().t, 2);
        try {
            studio.show(
                {"step", QStringLiteral("sample=6,op=nonsense"), {1280, 720}, gui::Theme::Kind::Light, false, 1.0, 1});
            QFAIL("op=nonsense was shown");
        } catch (const engine::Error& error) {
            QVERIFY2(QString::fromUtf8(error.what()).startsWith(QLatin1String("op: expected z_i, ")), error.what());
        }
    }

    /// The layer, its direction and its steps are another trace's than the one that is shown.
    void asksTheOtherLayer() {
        gui::Selection selection;
        selection.lesson = "translation";
        selection.version = "tutorial";
        Studio studio(selection);
        const auto& snapshot = *studio.bridge().snapshot();
        QCOMPARE(fault(QStringLiteral("layer=decoder,t=2"), snapshot), QString());
        QVERIFY(fault(QStringLiteral("layer=decoder,t=3"), snapshot)
                    .startsWith(QLatin1String("t: expected a whole number from 1 to 2")));
        QVERIFY(fault(QStringLiteral("layer=encoder,t=2"), snapshot)
                    .startsWith(QLatin1String("t: expected a whole number from 1 to 1")));
        QCOMPARE(fault(QStringLiteral("layer=attention"), snapshot),
                 QStringLiteral("layer: expected encoder, decoder, dense or loss, got attention"));
    }

    void everyLinkOfALessonLeadsSomewhere() {
        static const QRegularExpression link(QStringLiteral("\\]\\((step:[^)\\s]*(?:\\([^)]*\\)[^)\\s]*)*)\\)"));
        int links = 0;
        for (const auto& entry : lessons::readCatalog().lessons) {
            // By the settings of their steps: each set has its own net.
            std::map<std::vector<std::string>, QStringList> places;
            const auto lesson = lessons::findLesson(entry.id);
            for (const auto& page : lesson.pagesOf(lesson.versions.front())) {
                auto found = link.globalMatch(QString::fromStdString(page.markdown));
                const auto settings = page.state ? page.state->settings : std::vector<std::string>();
                while (found.hasNext()) places[settings] << gui::parseLink(found.next().captured(1)).target;
            }
            for (const auto& [settings, targets] : places) {
                gui::Selection selection;
                selection.lesson = entry.id;
                selection.overrides = settings;
                Studio studio(selection);
                for (const QString& place : targets) {
                    const QString message = fault(place, *studio.bridge().snapshot());
                    QVERIFY2(message.isEmpty(), qPrintable(QString::fromStdString(entry.id) + QStringLiteral(": ") +
                                                           place + QStringLiteral(": ") + message));
                    ++links;
                }
            }
        }
        QVERIFY(links > 10);
    }
};

int main(int argc, char** argv) {
    const auto application = gui::makeOffscreenApplication();
    TestCursorCheck test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_cursorcheck.moc"
