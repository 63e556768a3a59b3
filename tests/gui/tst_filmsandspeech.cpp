// Films and speech on the screen: the strip, the curves and the matrix of a film; spectrogram, sounds, playing and
// opening.
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>
#include <cmath>

#include "gui/outcome/pictures.h"
#include "gui/outcome/sound/soundplayer.h"
#include "gui/outcome/speech/speechpanel.h"
#include "gui/outcome/speech/speechpicture.h"
#include "gui/outcome/tables.h"
#include "gui/scene/stripwords.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawingview.h"
#include "gui/widgets/greyframe.h"

using namespace lessons;
using engine::Index;
using engine::Matrix;

namespace {

/// Two actions that are each other backwards and one that stands alone; clip 1 is taken for its partner from frame 3
/// on.
ClipsView smallFilms() {
    ClipsView view;
    view.all.isHeldOut = view.all.isMeasure = true;
    view.all.stepName = "frame";
    view.all.classes = 3;
    view.all.names = {"up", "down", "still"};
    view.all.labels = {0, 1, 2, 0};
    view.all.said = {0, 0, 2, 0};
    view.all.confidence = {0.9, 0.8, 0.7, 0.6};
    view.all.references = {{"chance", 1.0 / 3}, {"order_blind", 0.5}};
    view.all.firstSample = 10;
    view.pairs = {{0, 1}};
    view.pairReferences = {{"order_blind", 0.25}};
    view.width = view.height = 2;
    Matrix frames(4, 4);
    frames << 0, 1, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0;
    Matrix sure(4, 3), mistaken(4, 3);
    sure << 0.4f, 0.3f, 0.3f, 0.6f, 0.3f, 0.1f, 0.8f, 0.1f, 0.1f, 0.9f, 0.1f, 0;
    mistaken << 0.2f, 0.7f, 0.1f, 0.3f, 0.6f, 0.1f, 0.6f, 0.4f, 0, 0.8f, 0.2f, 0;
    const auto shared = std::make_shared<const Matrix>(frames);
    view.clips = {{10, shared, sure, 0, 0}, {11, shared, mistaken, 1, 0}};
    return view;
}

/// One sentence of four frames, two sounds, the second heard wrong; where own: first a recording without labels.
SpeechView smallSpeech(bool own) {
    SpeechView view;
    view.frames.isHeldOut = view.frames.isMeasure = view.frames.isEachStep = true;
    view.frames.classes = 3;
    view.frames.names = {"AA", "S", "sil"};
    view.frames.labels = {0, 0, 1, 1};
    view.frames.said = {0, 0, 2, 2};
    view.frames.confidence = {1, 1, 1, 1};
    view.frames.references = {{"commonest_class", 0.3}, {"single_frames", 0.4}};
    view.frames.firstSample = 7;
    view.frames.steps = 2;
    view.pieceLength = 2;
    view.newSentences = 0.75;
    view.newSentencesReferences = {{"single_frames", 0.5}};
    SpeechView::Recording said;
    said.text = "Ah so";
    said.voice = "x";
    said.rate = 16000;
    said.hop = 0.01;
    for (int n = 0; n < 8000; ++n) said.samples.push_back(float(0.5 * std::sin(0.1 * n)));
    said.spectrogram = Matrix::Random(4, 6);
    said.labels = {0, 0, 1, 1};
    said.sample = 7;
    if (own) {
        SpeechView::Recording mine = said;
        mine.text = "me.wav";
        mine.voice.clear();
        mine.labels.clear();
        mine.sample.reset();
        view.utterances.push_back({std::make_shared<const SpeechView::Recording>(mine), {1, 1, 1, 2}, {1, 1, 1, 1}});
    }
    view.utterances.push_back({std::make_shared<const SpeechView::Recording>(said), {0, 0, 2, 2}, {1, 1, 1, 1}});
    return view;
}

QStringList textsOf(const gui::Drawing& drawing) {
    QStringList texts;
    for (const gui::DrawnText& each : drawing.texts) texts += each.text;
    return texts;
}
QStringList targetsOf(const gui::Drawing& drawing, const QString& group) {
    QStringList ids;
    for (const gui::DrawnTarget& each : drawing.targets)
        if (each.group == group) ids += each.id;
    return ids;
}

}  // namespace

class TestFilmsAndSpeech : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { gui::Theme::loadFonts(); }

    void greyIsFromBlackToWhite() {
        Matrix row(1, 4);
        row << -1, 0, 0.5f, 3;
        const QImage image = gui::greyFrame(row, 0, 2, 2);
        QCOMPARE(qGray(image.pixel(0, 0)), 0);
        QCOMPARE(qGray(image.pixel(1, 0)), 0);
        QCOMPARE(qGray(image.pixel(0, 1)), 128);
        QCOMPARE(qGray(image.pixel(1, 1)), 255);
    }

    void aFilmLeadsToTheFrameWhereTheNetMadeUpItsMind() {
        const gui::Theme theme = gui::Theme::make(gui::Theme::Kind::Light);
        const ClipsView view = smallFilms();
        const auto picture = gui::pictureOf(view, 11);
        QVERIFY(picture);
        const gui::Drawing high = picture->draw(theme, QSizeF(900, 420)), low = picture->draw(theme, QSizeF(900, 130));
        QCOMPARE(targetsOf(high, "frames"),
                 (QStringList{"sample=11,t=1", "sample=11,t=2", "sample=11,t=3", "sample=11,t=4"}));
        QCOMPARE(targetsOf(high, "clips"), (QStringList{"sample=10,t=1", "sample=11,t=3"}));
        // The matrix is there where it has room, and leads to the first film of a kind.
        QVERIFY(!targetsOf(high, "confusion").isEmpty() && targetsOf(low, "confusion").isEmpty());
        QVERIFY(targetsOf(high, "confusion").contains("sample=11"));
        QVERIFY(textsOf(high).join('|').contains("down; the net says up"));
        for (const gui::Drawing* drawing : {&high, &low})
            for (const gui::DrawnText& text : drawing->texts)
                QVERIFY2(QRectF(QPointF(-1, -1), drawing->size + QSizeF(2, 2)).contains(text.rect),
                         qPrintable(text.text));
    }

    void filmsTellBothFigures() {
        const gui::Table table = gui::tableOf(smallFilms());
        QCOMPARE(table.rows.size(), std::size_t(1));
        QCOMPARE(table.note,
                 QString("right 3 of 4 held out, 0.75 (pairs 0.67); by chance 0.33; blind to order 0.50 (pairs 0.25)"));
        const auto said = gui::saidByFrames(smallFilms(), 11);
        QCOMPARE(said.size(), std::size_t(4));
        QCOMPARE(std::get<Choice>(said[1]).name, std::string("down"));
        QVERIFY(std::abs(*std::get<Choice>(said[1]).probability - 0.6) < 1e-6);
        QVERIFY(gui::saidByFrames(smallFilms(), 3).empty());
    }

    void speechTells() {
        const SpeechView view = smallSpeech(true);
        const gui::Table table = gui::tableOf(view);
        QCOMPARE(table.rows.size(), std::size_t(2));  // nothing of sil was said
        QCOMPARE(table.rows[1].cells.join('|'), QString("S|2|0.00|sil, 2 times"));
        QCOMPARE(table.rows[1].places, QStringList("sample=8,t=1"));
        QVERIFY(table.note.contains("commonest class 0.30") &&
                table.note.contains("new sentences of known voices 0.75"));
        QCOMPARE(gui::utteranceOf(view, 8), std::optional<std::size_t>(1));
        QCOMPARE(gui::utteranceOf(view, 9), std::optional<std::size_t>());
    }

    void soundsStandUnderTheSpectrogram() {
        const gui::Theme theme = gui::Theme::make(gui::Theme::Kind::Light);
        const SpeechView view = smallSpeech(true);
        const gui::Drawing sentence = gui::speechPicture(view, 1, theme, QSizeF(600, 200));
        QCOMPARE(targetsOf(sentence, "it is"), (QStringList{"sample=7,t=1", "sample=8,t=1"}));
        QCOMPARE(targetsOf(sentence, "the net"), (QStringList{"sample=7,t=1", "sample=8,t=1"}));
        const QStringList texts = textsOf(sentence);
        for (const char* word : {"it is", "the net", "AA", "S", "sil", "8 kHz"}) QVERIFY2(texts.contains(word), word);
        // Nobody said what is heard in a recording of one's own, and it has no place on the Step page.
        const gui::Drawing own = gui::speechPicture(view, 0, theme, QSizeF(600, 200));
        QVERIFY(!textsOf(own).contains("it is") && textsOf(own).contains("the net") && own.targets.empty());
        // The mark of the playhead is one line more.
        QCOMPARE(gui::speechPicture(view, 1, theme, QSizeF(600, 200), 0.02).shapes.size(), sentence.shapes.size() + 1);
    }

    void thePanelChoosesPlaysAndOpens() {
        gui::SpeechPanel panel;
        panel.resize(700, 400);
        panel.show();
        const auto outcome = std::make_shared<const OutputView>(smallSpeech(true));
        panel.display(outcome, 0, gui::tableOf(std::get<SpeechView>(*outcome)));
        auto* choice = panel.findChild<QComboBox*>();
        QCOMPARE(choice->count(), 2);
        QCOMPARE(choice->currentIndex(), 0);
        QVERIFY(choice->currentText().contains("me.wav, without labels"));
        // A piece that the Step page shows brings its sentence; what was chosen by hand stays while the net learns.
        panel.display(outcome, 8, {});
        QCOMPARE(choice->currentIndex(), 1);
        choice->setCurrentIndex(0);
        Q_EMIT choice->activated(0);
        panel.display(outcome, 8, {});
        QCOMPARE(choice->currentIndex(), 0);
        for (const QWidget* control : panel.findChildren<QWidget*>())
            if (qobject_cast<const QPushButton*>(control) || qobject_cast<const QComboBox*>(control))
                QVERIFY(!control->accessibleName().isEmpty());
        QSignalSpy knob(&panel, &gui::SpeechPanel::knobTurned);
        panel.openFile("/tmp/a \"b\".wav");
        QCOMPARE(knob.at(0).at(0).toString(), QString("data.own_file=\"/tmp/a \\\"b\\\".wav\""));
        auto* play = panel.findChildren<QPushButton*>().at(0);
        const QString before = play->accessibleName();
        play->click();
        QVERIFY(play->accessibleName() != before);
        QTRY_COMPARE_WITH_TIMEOUT(play->accessibleName(), before, 5000);  // half a second of sound
    }

    void playsAtTheClocksPace() {
        gui::SoundPlayer player;
        QSignalSpy moved(&player, &gui::SoundPlayer::moved), stopped(&player, &gui::SoundPlayer::stopped);
        player.play(std::vector<std::int16_t>(4800, 100), 16000);
        QVERIFY(player.isPlaying());
        QVERIFY(stopped.wait(5000));
        QVERIFY(moved.size() > 2);
        for (const auto& signal : moved) QVERIFY(signal.at(0).toDouble() <= 0.3);
        player.play({}, 16000);
        QVERIFY(!player.isPlaying());
    }
};

QTEST_MAIN(TestFilmsAndSpeech)
#include "tst_filmsandspeech.moc"
