// Lessons 11 and 12 in the window: every step opens its place and shows its picture, no exercise is met before anything is
// done, "Show me" meets each; a recording of one's own is opened, and a bad one says why and leaves all as it is.
#include <QComboBox>
#include <QPushButton>
#include <QtTest>
#include <algorithm>
#include <cmath>

#include <sndfile.h>

#include "gui/app/mainwindow.h"
#include "gui/lesson/cards/exercisecard.h"
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
    [[nodiscard]] QList<gui::ExerciseCard*> exercises() {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return panel().findChildren<gui::ExerciseCard*>();
    }
    void showMe(const QWidget& in) {
        for (auto* button : in.findChildren<QPushButton*>())
            if (button->text() == QLatin1String("Show me")) return button->click();
        qFatal("no such button");
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

class TestMediaLessons : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void exercisesAreMetByWhatTheyShow_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<int>("page");
        QTest::addColumn<int>("exercise");
        QTest::newRow("phonemes: listen") << "phonemes" << 4 << 0;
        QTest::newRow("phonemes: short pieces") << "phonemes" << 7 << 0;
        QTest::newRow("actions: pairs") << "actions" << 4 << 0;
        QTest::newRow("actions: nothing kept") << "actions" << 6 << 0;
        QTest::newRow("actions: noise") << "actions" << 7 << 0;
    }
    void exercisesAreMetByWhatTheyShow() {
        QFETCH(QString, lesson);
        QFETCH(int, page);
        QFETCH(int, exercise);
        Fixture f(lesson.toStdString());
        f.goTo(page);
        QTest::qWait(200);
        const auto cards = f.exercises();
        QVERIFY(cards.size() > exercise);
        for (const gui::ExerciseCard* card : cards) QVERIFY(!card->isMet());
        f.showMe(*cards[exercise]);
        const auto isMet = [&] {
            f.bridge.poll();
            const auto now = f.exercises();
            return now.size() > exercise && now[exercise]->isMet();
        };
        QVERIFY(QTest::qWaitFor(isMet, kPatience));
    }

    void everyStepHasItsPicture_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<int>("pages");
        QTest::newRow("phonemes") << "phonemes" << 9;
        QTest::newRow("actions") << "actions" << 8;
    }
    void everyStepHasItsPicture() {
        QFETCH(QString, lesson);
        QFETCH(int, pages);
        Fixture f(lesson.toStdString());
        for (int page = 1; page <= pages; ++page) {
            f.goTo(page);
            QVERIFY(f.panel().state().has_value() || page == pages);  // the summary stays where one was
            const lessons::OutputView& output = *f.snapshot()->shown.output;
            if (const auto* films = std::get_if<lessons::ClipsView>(&output)) QVERIFY(films->clips.size() >= 8);
            if (const auto* speech = std::get_if<lessons::SpeechView>(&output)) QCOMPARE(speech->utterances.size(), std::size_t(10));
        }
    }

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

QTEST_MAIN(TestMediaLessons)
#include "tst_medialessons.moc"
