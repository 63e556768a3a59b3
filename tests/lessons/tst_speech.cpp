// Recordings with times: what is read and what is refused, the labels of the frames, a voice that is held out, and a
// sound file of one's own.
#include <QtTest>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>

#include <sndfile.h>

#include "lessons/catalog.h"
#include "lessons/tasks/outcome.h"
#include "lessons/tasks/speech/recordings.h"
#include "lessons/tasks/task.h"
#include "tests/support/errors.h"

using namespace lessons;
using engine::Index;

namespace {

/// Tones one after the other, each as long as the others.
std::vector<float> tones(const std::vector<double>& hertz, int rate, double seconds, int channels = 1) {
    std::vector<float> samples;
    for (const double each : hertz)
        for (int n = 0; n < int(seconds * rate); ++n)
            for (int c = 0; c < channels; ++c)
                samples.push_back(float((c == 0 ? 0.8 : 0.4) * std::sin(2 * M_PI * each * n / rate)));
    return samples;
}

void writeSound(const QString& path, const std::vector<float>& samples, int rate, int channels = 1,
                int format = SF_FORMAT_WAV | SF_FORMAT_PCM_16) {
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = channels;
    info.format = format;
    const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file(sf_open(path.toUtf8().constData(), SFM_WRITE, &info),
                                                           sf_close);
    QVERIFY(file);
    QCOMPARE(sf_write_float(file.get(), samples.data(), sf_count_t(samples.size())), sf_count_t(samples.size()));
}

void writeText(const QString& path, const QByteArray& text) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// Two voices that say low and high tones, a second each, with half a second to spare.
Spec smallSpec(const QTemporaryDir& folder, const QByteArray& more = {}) {
    QByteArray text = "# a note\n";
    for (const char* voice : {"a", "b"}) {
        writeSound(folder.filePath(voice + QString(".wav")), tones({300, 2500, 300, 2500, 300, 2500}, 16000, 0.5),
                   16000);
        text += QByteArray("voice ") + voice + " " + voice + ".wav\n";
        for (const char* from : {"0", "1", "2"}) {
            const int start = QByteArray(from).toInt();
            text += QByteArray("sentence ") + from + " " + QByteArray::number(start + 1) + " low and high\n";
            text += QByteArray::number(start) + " LO\n" + QByteArray::number(start + 0.5) + " HI\n";
        }
    }
    writeText(folder.filePath("times.txt"), text + more);
    Spec spec = findLesson("phonemes").spec("real");
    spec.folder = folder.path().toStdString();
    spec.data["file"] = "times.txt";
    spec.data["new_voice"] = "b";
    spec.data["new_sentences"] = 2;
    spec.data["piece"] = 20;
    spec.model = Json::parse(R"([{"LSTM": {"units": 8, "return_sequences": true}},
                                 {"Dense": {"units": "classes", "activation": "softmax"}}])");
    return spec;
}

}  // namespace

class TestSpeech : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void labelsAreWhatIsHeardInTheMiddleOfAFrame() {
        QTemporaryDir folder;
        const auto task = makeTask(smallSpec(folder), 1);
        // A second is 98 frames, four pieces of 20. One sentence of a is learnt from, two of b are held out; b's first
        // is not used, as a has said it.
        QCOMPARE(task->training().size(), Index(4));
        QCOMPARE(task->validation().size(), Index(2 * 4));
        const auto view = std::get<SpeechView>(task->output(task->initialWeights()));
        QCOMPARE(view.frames.names, (std::vector<std::string>{"HI", "LO", "sil"}));
        QCOMPARE(view.utterances.size(), std::size_t(2));
        const SpeechView::Recording& first = *view.utterances[0].recording;
        QCOMPARE(QString::fromStdString(first.voice + ": " + first.text), QString("b: low and high"));
        QCOMPARE(first.labels.size(), std::size_t(80));
        QCOMPARE(first.spectrogram.rows(), Index(80));
        // Frame t hears from 10 t to 10 t + 25 ms: its middle passes half a second with t = 49.
        for (std::size_t t = 0; t < 80; ++t) QCOMPARE(first.labels[t], t >= 49 ? Index(0) : Index(1));
        QCOMPARE(*first.sample, std::size_t(4));
        QCOMPARE(view.utterances[1].recording->sample.value(), std::size_t(8));
        // The bands of 125 Hz: 300 Hz is the third, 2500 Hz the 21st.
        Index low = 0, high = 0;
        first.spectrogram.row(20).maxCoeff(&low);
        first.spectrogram.row(70).maxCoeff(&high);
        QVERIFY2(low == 2 && (high == 19 || high == 20), qPrintable(QString("%1 %2").arg(low).arg(high)));
        // What the net says of an utterance is what it says of its pieces.
        for (std::size_t k = 0; k < 80; ++k) QCOMPARE(view.utterances[1].said[k], view.frames.said[80 + k]);
        const Json result = task->result({task->initialWeights()}, {RunFacts()});
        QVERIFY(double(result.at("baseline")) > 0.9);  // one frame is enough to tell two tones
        QCOMPARE(double(result.at("commonest_class")), double(result.at("chance")));
    }

    void theHeldOutVoiceIsNotLearntFrom() {
        const auto task = makeTask(findLesson("phonemes").spec("real"), 1);
        for (std::size_t k = 0; k < task->sampleCount(); ++k) {
            const std::string& text = std::get<TextSample>(task->describe(k).name).text;
            const bool isNew = text.find("(f2,") != std::string::npos;
            QCOMPARE(isNew, k >= std::size_t(task->training().size()));
        }
        const auto view = std::get<SpeechView>(task->output(task->initialWeights()));
        QCOMPARE(view.utterances.size(), std::size_t(10));
        QCOMPARE(view.frames.names.size(), std::size_t(39));
        // Scaled by what is learnt from: mean 0, deviation 1.
        const engine::Matrix& x = task->training().inputs[0].values;
        QVERIFY(x.colwise().mean().cwiseAbs().maxCoeff() < 1e-3f);
        QVERIFY((x.array().square().colwise().mean() - 1).abs().maxCoeff() < 1e-2f);
    }

    void aSoundOfOnesOwnHasNoLabels() {
        QTemporaryDir folder;
        Spec spec = smallSpec(folder);
        writeSound(folder.filePath("me.wav"), tones({300, 2500}, 44100, 0.5, 2), 44100, 2);
        spec.data["own_file"] = "me.wav";
        const auto task = makeTask(spec, 1);
        const auto view = std::get<SpeechView>(task->output(task->initialWeights()));
        QCOMPARE(view.utterances.size(), std::size_t(3));
        const SpeechView::Utterance& own = view.utterances[0];
        QCOMPARE(QString::fromStdString(own.recording->text), QString("me.wav"));
        QVERIFY(own.recording->labels.empty() && !own.recording->sample && own.recording->voice.empty());
        QCOMPARE(own.said.size(), std::size_t(80));
        QCOMPARE(own.recording->rate, 16000);
        const Json result = task->result({task->initialWeights()}, {RunFacts()});
        QVERIFY(result.at("transcribed").size() > 0 && result.at("transcribed")[0].at("from") == 0.0);
        // It changes no figure.
        Spec without = spec;
        without.data.erase("own_file");
        const auto plain = makeTask(without, 1);
        QVERIFY(plain->result({plain->initialWeights()}, {RunFacts()}).at("held_out_accuracy") ==
                result.at("held_out_accuracy"));
    }

    void soundIsBroughtToOneChannelAndRate() {
        QTemporaryDir folder;
        for (const int format : {SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_WAV | SF_FORMAT_FLOAT,
                                 SF_FORMAT_FLAC | SF_FORMAT_PCM_16, SF_FORMAT_AIFF | SF_FORMAT_PCM_24}) {
            const QString path = folder.filePath("two.snd");
            writeSound(path, tones({1000}, 48000, 0.25, 2), 48000, 2, format);
            const std::vector<float> read = readSound(path.toStdString(), 16000, 1);
            QCOMPARE(read.size(), std::size_t(4000));
            for (std::size_t n = 200; n < 3800; ++n) {
                const double expected = 0.6 * std::sin(2 * M_PI * 1000 * double(n) / 16000);
                QVERIFY2(std::abs(double(read[n]) - expected) < 2e-3, qPrintable(QString::number(n)));
            }
        }
        // What the lower rate cannot hold is gone and not folded back; at the ends the sound itself jumps.
        const std::vector<float> high = resampled(tones({11000}, 48000, 0.25), 48000, 16000);
        QCOMPARE(high.size(), std::size_t(4000));
        for (std::size_t n = 100; n < 3900; ++n) QVERIFY(std::abs(high[n]) < 1e-3f);
    }

    void refusesSounds_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("message");
        QTest::newRow("text") << "a.wav" << QByteArray("not a sound")
                              << "a.wav: expected a sound file (WAV, FLAC, Ogg): ";
        QTest::newRow("nothing") << "a.wav" << QByteArray() << "a.wav: expected a sound file (WAV, FLAC, Ogg): ";
        QTest::newRow("header only")
            << "a.wav"
            << QByteArray("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x80\x3e\0\0\0\x7d\0\0\2\0\x10\0data\0\0\0\0", 44)
            << "a.wav: expected sound, got a file without any";
        QTest::newRow("slow")
            << "a.wav"
            << QByteArray("RIFF\x28\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x64\0\0\0\xc8\0\0\0\2\0\x10\0data\4\0\0\0\0\0\0\0",
                          48)
            << "a.wav: expected 4000 to 200000 samples a second in 1 to 16 channels, got 100 in 1";
    }
    void refusesSounds() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, message);
        QTemporaryDir folder;
        writeText(folder.filePath(name), bytes);
        const QString said =
            messageOf([&] { static_cast<void>(readSound(folder.filePath(name).toStdString(), 16000, 1)); });
        QVERIFY2(said.startsWith(message) && !said.contains('\n'), qPrintable(said));
    }
    void refusesWhatIsTooLong() {
        QTemporaryDir folder;
        const QString path = folder.filePath("long.wav");
        writeSound(path, tones({300}, 16000, 2), 16000);
        QCOMPARE(messageOf([&] { static_cast<void>(readSound(path.toStdString(), 16000, 1)); }),
                 QString("long.wav: expected at most 1 seconds of sound"));
        // A header that promises more than there is: what is there is read.
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.resize(1044));
        file.close();
        QCOMPARE(readSound(path.toStdString(), 16000, 1).size(), std::size_t(500));
    }

    void refusesTimes_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const QByteArray start = "voice a a.wav\nsentence 0 1 low and high\n";
        QTest::newRow("nothing") << QByteArray("# only a note\n") << "t.txt: expected at least one voice, got none";
        QTest::newRow("no voice") << QByteArray("sentence 0 1 a\n") << "t.txt:1: expected a voice before its sentences";
        QTest::newRow("no sentence") << QByteArray("voice a a.wav\n0.5 LO\n")
                                     << "t.txt:2: expected a sentence before its sounds";
        QTest::newRow("words")
            << start + "a b c\n"
            << "t.txt:3: expected \"voice NAME AUDIO\", \"sentence FROM TO TEXT\" or \"SECONDS SOUND\", "
               "got \"a\"";
        QTest::newRow("not a time") << start + "0.5x LO\n"
                                    << "t.txt:3: expected \"voice NAME AUDIO\", \"sentence FROM TO TEXT\" or \"SECONDS "
                                       "SOUND\", got \"0.5x\"";
        QTest::newRow("nan")
            << start + "nan LO\n"
            << "t.txt:3: expected \"voice NAME AUDIO\", \"sentence FROM TO TEXT\" or \"SECONDS SOUND\", "
               "got \"nan\"";
        QTest::newRow("no audio") << QByteArray("voice a\n")
                                  << "t.txt:1: expected a name and a sound file after \"voice\"";
        QTest::newRow("elsewhere") << QByteArray("voice a ../a.wav\n")
                                   << "t.txt:1: expected a sound file beside this one, got \"../a.wav\"";
        QTest::newRow("backwards") << QByteArray("voice a a.wav\nsentence 1 1 a\n")
                                   << "t.txt:2: expected a sentence that ends after it begins";
        QTest::newRow("order") << start + "0.5 LO\n0.4 HI\n"
                               << "t.txt:4: expected times in order and within the sentence, got 0.4";
        QTest::newRow("outside") << start + "1.5 LO\n"
                                 << "t.txt:3: expected times in order and within the sentence, got 1.5";
        QTest::newRow("two sounds") << start + "0.5 LO HI\n"
                                    << "t.txt:3: expected one sound after its time, got \"LO HI\"";
    }
    void refusesTimes() {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        QTemporaryDir folder;
        writeText(folder.filePath("t.txt"), text);
        QCOMPARE(messageOf([&] { static_cast<void>(readRecordings(folder.filePath("t.txt").toStdString())); }),
                 message);
    }

    void refusesSettings() {
        QTemporaryDir folder;
        const Spec good = smallSpec(folder);
        const auto said = [&](const char* key, const Json& value) {
            Spec spec = good;
            spec.data[key] = value;
            return messageOf([&] { static_cast<void>(makeTask(spec, 1)); });
        };
        QVERIFY(said("new_voice", "c").contains("new_voice: expected one of several voices of times.txt"));
        QVERIFY(said("new_sentences", 3).contains("new_sentences: expected fewer than the 3 sentences of voice a"));
        QVERIFY(said("piece", 200).contains("each with pieces of 200 frames"));
        QVERIFY(said("own_file", "nowhere.wav").contains("own_file: no file \"nowhere.wav\""));
        QVERIFY(said("coefficients", 27).contains("coefficients: expected"));
        writeSound(folder.filePath("short.wav"), tones({300}, 16000, 0.1), 16000);
        QCOMPARE(said("own_file", "short.wav"), QString("short.wav: expected at least 20 frames of sound, got 8"));
        QVERIFY(QFile::remove(folder.filePath("b.wav")));
        QVERIFY(said("piece", 20).startsWith("b.wav: expected a sound file"));
    }
};

QTEST_GUILESS_MAIN(TestSpeech)
#include "tst_speech.moc"
