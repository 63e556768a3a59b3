// A recording of one's own in the window of lesson 11: it is opened and heard without labels; what is no sound says why
// and leaves all as it is.
#include <QComboBox>
#include <QtTest>
#include <cmath>

#include <sndfile.h>

#include "gui/app/mainwindow.h"
#include "gui/lesson/lessonpanel.h"
#include "gui/outcome/speech/speechpanel.h"
#include "lessons/tasks/outcome.h"

namespace {

constexpr int kPatience = 120000;

struct Fixture {
    gui::Bridge bridge;
    gui::MainWindow window{bridge};
    explicit Fixture(const std::string& lesson) {
        window.resize(1280, 720);
        window.show();
        gui::Selection selection;
        selection.lesson = lesson;
        bridge.openNow(selection);
    }
    [[nodiscard]] gui::LessonPanel& panel() { return *window.findChild<gui::LessonPanel*>(); }
    [[nodiscard]] const lessons::Snapshot* snapshot() {
        bridge.poll();
        return bridge.snapshot().get();
    }
    void goTo(int page) {
        panel().goToPage(page - 1);
        const auto isThere = [&] {
            const lessons::Snapshot* shown = snapshot();
            return shown && shown->status.settled && shown->shown.trace && shown->shown.output;
        };
        QVERIFY(QTest::qWaitFor(isThere, kPatience));
        QTest::qWait(50);
    }
};

void writeTone(const QString& path, double seconds) {
    SF_INFO info{};
    info.samplerate = 22050;
    info.channels = 1;
    info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    SNDFILE* file = sf_open(path.toUtf8().constData(), SFM_WRITE, &info);
    QVERIFY(file);
    for (int n = 0; n < int(22050 * seconds); ++n) {
        const float sample = float(0.5 * std::sin(0.1 * n));
        sf_write_float(file, &sample, 1);
    }
    sf_close(file);
}

}  // namespace

class TestOwnRecording : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void aRecordingOfOnesOwnIsOpened() {
        QTemporaryDir folder;
        Fixture f("phonemes");
        f.goTo(8);
        auto* panel = f.window.findChild<gui::SpeechPanel*>();
        QVERIFY(panel);
        const auto utterances = [&] {
            const lessons::Snapshot* shown = f.snapshot();
            if (!shown || !shown->shown.output) return std::size_t(0);
            return std::get<lessons::SpeechView>(*shown->shown.output).utterances.size();
        };
        // What is no sound leaves everything as it was.
        QFile bad(folder.filePath("bad.wav"));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("no sound");
        bad.close();
        QSignalSpy failed(&f.bridge, &gui::Bridge::failed);
        panel->openFile(folder.filePath("bad.wav"));
        const auto isTold = [&] {
            f.bridge.poll();
            return !failed.isEmpty();
        };
        QVERIFY(QTest::qWaitFor(isTold, kPatience));
        QVERIFY2(failed.at(0).at(0).toString().contains("bad.wav: expected a sound file"),
                 qPrintable(failed.at(0).at(0).toString()));
        QCOMPARE(utterances(), std::size_t(10));
        // A name with a space and letters beyond ASCII.
        writeTone(folder.filePath("my voice \u00e9.wav"), 1);
        panel->openFile(folder.filePath("my voice \u00e9.wav"));
        QVERIFY(QTest::qWaitFor([&] { return utterances() == 11; }, kPatience));
        const auto* list = panel->findChild<QComboBox*>();
        QTRY_COMPARE_WITH_TIMEOUT(list->count(), 11, kPatience);
        QVERIFY2(list->itemText(0).startsWith("my voice \u00e9.wav"), qPrintable(list->itemText(0)));
    }
};

QTEST_MAIN(TestOwnRecording)
#include "tst_ownrecording.moc"
