// A written tune on the screen: the roll, its sound, its MIDI file, and the knobs above it.
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>
#include <cmath>
#include <map>
#include <memory>

#include <smf.h>

#include "gui/outcome/tables.h"
#include "gui/outcome/tune/midi.h"
#include "gui/outcome/tune/roll.h"
#include "gui/outcome/tune/tone.h"
#include "gui/outcome/tune/tunepanel.h"
#include "gui/outcome/tune/tuneplayer.h"
#include "gui/widgets/drawingview.h"
#include "gui/widgets/numberbox.h"
#include "lessons/catalog.h"
#include "tests/support/errors.h"

using namespace lessons;

namespace {

/// An upbeat, a rest, two notes of one pitch side by side, an opening of three.
WrittenTune smallTune() {
    WrittenTune tune;
    tune.title = "Für Elise";
    tune.bar = 3;
    tune.upbeat = 1;
    tune.tempo = 90;
    tune.openingNotes = 3;
    tune.notes = {{60, 0, 1, {}},  {64, 1, 1.5, {}},    {{}, 2.5, 0.5, {}},
                  {64, 3, 1, 0.5}, {64, 4, 0.25, 0.25}, {67, 4.25, 2.75, 0.9}};
    return tune;
}

struct Sounded {
    int channel = 0, pitch = 0;
    double start = 0, length = 0;
    bool operator==(const Sounded&) const = default;
};

std::vector<Sounded> soundedOf(const WrittenTune& tune) {
    std::vector<Sounded> notes;
    for (std::size_t i = 0; i < tune.notes.size(); ++i)
        if (const TuneNote& note = tune.notes[i]; note.pitch)
            notes.push_back({i < tune.openingNotes ? 0 : 1, *note.pitch, note.start, note.length});
    return notes;
}

/// Notes of a MIDI file, in the order in which they begin.
std::vector<Sounded> readMidi(const QString& path, double& tempo) {
    std::vector<Sounded> notes;
    const std::unique_ptr<smf_t, decltype(&smf_delete)> file(smf_load(path.toUtf8().constData()), &smf_delete);
    if (!file) return notes;
    std::map<std::pair<int, int>, std::size_t> open;
    while (smf_event_t* event = smf_get_next_event(file.get())) {
        const unsigned char* bytes = event->midi_buffer;
        const int kind = bytes[0] & 0xF0, channel = bytes[0] & 0x0F;
        const double at = double(event->time_pulses) / file->ppqn;
        if (bytes[0] == 0xFF && bytes[1] == 0x51)
            tempo = 60e6 / double((bytes[3] << 16) | (bytes[4] << 8) | bytes[5]);
        else if (kind == 0x90 && bytes[2] > 0) {
            open[{channel, bytes[1]}] = notes.size();
            notes.push_back({channel, bytes[1], at, -1});
        } else if (kind == 0x80)
            notes.at(open.at({channel, bytes[1]})).length = at - notes.at(open.at({channel, bytes[1]})).start;
    }
    return notes;
}

std::shared_ptr<const Task> musicTask() {
    return makeTask(findLesson("music").spec("real"), 1);
}

}  // namespace

class TestTune : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void theRollHasEveryNote() {
        const WrittenTune tune = smallTune();
        const gui::Theme theme = gui::Theme::make(gui::Theme::Kind::Light);
        const gui::Drawing drawing = gui::tuneRoll(tune, theme, {600, 220});
        QCOMPARE(drawing.targets.size(), tune.notes.size());
        const double quarter = drawing.targets[0].rect.width();
        for (std::size_t i = 0; i < tune.notes.size(); ++i) {
            const gui::DrawnTarget& target = drawing.targets[i];
            QCOMPARE(target.id, QString("note=%1").arg(i + 1));
            QVERIFY(QRectF({}, drawing.size).contains(target.rect));
            // Wide as it is long, but for the gap between neighbours.
            if (tune.notes[i].pitch) QVERIFY(std::abs(target.rect.width() - quarter * tune.notes[i].length) < 8);
            if (i > 0) QVERIFY(target.rect.left() >= drawing.targets[i - 1].rect.right() - 0.01);
            const auto boxes = std::count_if(drawing.shapes.begin(), drawing.shapes.end(), [&](const auto& shape) {
                return shape.path.boundingRect().toRect() == target.rect.toRect() &&
                       shape.brush.style() != Qt::NoBrush &&
                       shape.brush.color() == (i < 3 ? theme.mutedInk : theme.accent);
            });
            QCOMPARE(boxes, tune.notes[i].pitch ? 1 : 0);
        }
        // Higher is higher; the same pitch is as high.
        QVERIFY(drawing.targets[5].rect.center().y() < drawing.targets[4].rect.center().y());
        QVERIFY(drawing.targets[1].rect.center().y() < drawing.targets[0].rect.center().y());
        QCOMPARE(drawing.targets[3].rect.center().y(), drawing.targets[1].rect.center().y());
        QVERIFY(drawing.targets[3].name.contains("E4") && drawing.targets[3].name.contains("0.50"));
        QStringList texts;
        for (const gui::DrawnText& text : drawing.texts) texts << text.text;
        QVERIFY(texts.contains("C4") && texts.contains("1"));
        const gui::Drawing playing = gui::tuneRoll(tune, theme, {600, 220}, 3);
        QCOMPARE(playing.shapes.size(), drawing.shapes.size() + 1);
        QVERIFY(std::abs(playing.shapes.back().path.boundingRect().left() - drawing.targets[3].rect.left()) < 3);
    }

    void theTableHasEveryNote() {
        TuneView view;
        view.tune = smallTune();
        QString all;
        for (const gui::Table::Row& row : gui::tableOf(view).rows) all += row.cells.join(' ') + ' ';
        QCOMPARE(all.count('/'), qsizetype(view.tune.notes.size()));
        QVERIFY(all.contains("R/0.5"));
    }

    void theMidiFileHoldsTheNotes() {
        const QTemporaryDir folder;
        const WrittenTune tune = smallTune();
        const QString path = folder.filePath("a.mid");
        gui::saveMidi(path.toStdString(), tune);
        double tempo = 0;
        const std::vector<Sounded> read = readMidi(path, tempo), wanted = soundedOf(tune);
        QCOMPARE(read.size(), wanted.size());
        for (std::size_t i = 0; i < read.size(); ++i) QVERIFY2(read[i] == wanted[i], qPrintable(QString::number(i)));
        QVERIFY(std::abs(tempo - 90) < 0.01);
        // Nothing is left beside it, and where it cannot be, one line says so.
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden).size(), 1);
        const QString nowhere = folder.filePath("none/a.mid");
        QVERIFY(
            messageOf([&] { gui::saveMidi(nowhere.toStdString(), tune); }).startsWith(nowhere + ": cannot be written"));
    }

    void soundsAsLongAsItIs() {
        const WrittenTune tune = smallTune();
        const std::vector<std::int16_t> sound = gui::soundOf(tune, 0, tune.notes.size());
        QCOMPARE(sound.size(), std::size_t(std::lround(7 * 60.0 / 90 * gui::kSoundRate)));
        const auto at = [&](double quarter) { return std::size_t(quarter * 60 / 90 * gui::kSoundRate); };
        const auto loudest = [&](std::size_t from, std::size_t to) {
            int most = 0;
            for (std::size_t i = from; i < to; ++i) most = std::max(most, std::abs(int(sound[i])));
            return most;
        };
        QCOMPARE(loudest(at(2.5) + 2, at(3) - 2), 0);  // the rest
        QVERIFY(loudest(at(0), at(1)) > 4000 && loudest(0, sound.size()) < 32767);
        // A note alone: its zero crossings upwards are as many as its frequency says.
        QVERIFY(std::abs(gui::frequencyOf(69) - 440) < 1e-9 && std::abs(gui::frequencyOf(60) - 261.626) < 1e-3);
        WrittenTune one;
        one.tempo = 60;
        one.notes = {{69, 0, 1, {}}};
        const auto tone = gui::soundOf(one, 0, 1);
        int rising = 0;
        for (std::size_t i = 1; i < tone.size(); ++i) rising += tone[i - 1] < 0 && tone[i] >= 0;
        QVERIFY2(std::abs(rising - 440) <= 2, qPrintable(QString::number(rising)));
        QVERIFY(gui::soundOf(one, 1, 1).empty());
    }

    void thePanelTurnsItsKnobs() {
        const auto task = musicTask();
        const OutputView output = task->output(task->initialWeights());
        gui::TunePanel panel;
        panel.resize(900, 300);
        panel.display(std::get<TuneView>(output), *task->composer());
        panel.show();
        QSignalSpy turned(&panel, &gui::TunePanel::knobTurned);
        auto* opening = panel.findChild<QComboBox*>();
        QCOMPARE(opening->count(), 80);
        QVERIFY(opening->currentText().contains("held out"));
        const auto boxes = panel.findChildren<gui::NumberBox*>();
        QCOMPARE(boxes.size(), 2);
        boxes[0]->setValue(0.5);
        QCOMPARE(turned.takeLast().at(0).toString(), QString("data.temperature=0.5"));
        boxes[1]->setValue(3);
        QCOMPARE(turned.takeLast().at(0).toString(), QString("data.top_k=3"));
        // What it asks for is what a lesson's link may say.
        Q_EMIT opening->activated(0);
        const std::string asked = turned.takeLast().at(0).toString().toStdString();
        const Spec spec = findLesson("music").spec("real", {asked});
        QCOMPARE(task->composer()->read(spec).tune, std::size_t(0));
        // Every control says what it is and can be reached.
        QList<QWidget*> controls{opening, boxes[0], boxes[1], panel.findChild<gui::DrawingView*>()};
        for (auto* button : panel.findChildren<QPushButton*>()) controls << button;
        QCOMPARE(controls.size(), 7);
        for (const QWidget* control : controls)
            QVERIFY(!control->accessibleName().isEmpty() && (control->focusPolicy() & Qt::TabFocus));
        panel.save("/proc/nowhere/a.mid");
        QVERIFY(panel.notice().contains("cannot be written"));
    }

    void playsAndStops() {
        WrittenTune tune = smallTune();
        tune.tempo = 400;
        gui::TunePlayer player;
        QSignalSpy moved(&player, &gui::TunePlayer::moved), stopped(&player, &gui::TunePlayer::stopped);
        player.play(tune, 0, tune.notes.size());
        QVERIFY(player.isPlaying());
        QVERIFY(stopped.wait(5000));  // 7 quarter notes at 400 a minute: about a second
        QVERIFY(!player.isPlaying());
        double last = -1;
        for (const auto& signal : moved) {
            QVERIFY(signal.at(0).toDouble() >= last && signal.at(0).toDouble() <= 7);
            last = signal.at(0).toDouble();
        }
        QVERIFY(last > 5);
        player.play(tune, 3, 4);
        player.stop();
        QCOMPARE(stopped.size(), qsizetype(2));
    }
};

QTEST_MAIN(TestTune)
#include "tst_tune.moc"
