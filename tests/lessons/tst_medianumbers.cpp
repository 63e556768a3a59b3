// Each figure that the texts of lessons 11 and 12 tell is what the program measures with the seed that they name.
#include <QFile>
#include <QtTest>
#include <algorithm>
#include <functional>
#include <map>

#include "engine/training/trainer.h"
#include "lessons/catalog.h"
#include "lessons/tasks/outcome.h"
#include "lessons/tasks/task.h"

using namespace lessons;

namespace {

struct Run {
    std::string lesson;
    std::uint64_t seed = 1;
    std::vector<std::string> changes{};
    auto operator<=>(const Run&) const = default;
};

/// The task's own result after training; each run is trained once.
const Json& resultOf(const Run& run) {
    static std::map<Run, Json> known;
    if (const auto there = known.find(run); there != known.end()) return there->second;
    const auto task = makeTask(findLesson(run.lesson).spec("real", run.changes), run.seed);
    engine::Trainer trainer(task->model(), task->training(), task->validation(), task->trainerOptions());
    engine::TrainerState state = trainer.state();
    state.weights = task->initialWeights();
    trainer.restore(std::move(state));
    while (trainer.state().epoch < task->epochs())
        if (trainer.step() == engine::BatchOutcome::Diverged) break;
    return known[run] = task->result({trainer.state().weights}, {RunFacts{}});
}

QString textOf(const std::string& lesson) {
    QFile file(GATEWISE_SOURCE_DIR "/lessons/content/en/" +
               QString(lesson == "actions" ? "12-actions.md" : "11-phonemes.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).simplified() : QString();
}

Run newVoice(const char* voice) {
    return {"phonemes", 1, {std::string("data.new_voice=") + voice}};
}
Run pieces(int frames) {
    return {"phonemes", 1, {"data.piece=" + std::to_string(frames)}};
}
Run oneWay(std::uint64_t seed) {
    return {"phonemes", seed, {R"(model.0={"LSTM":{"units":64,"return_sequences":true}})"}};
}

/// The share of a sound's frames that are heard right.
double shareOf(const Json& result, std::size_t sound) {
    const auto counts = result.at("confusion").get<std::vector<std::vector<double>>>();
    double all = 0;
    for (const double count : counts.at(sound)) all += count;
    return counts[sound][sound] / all;
}

}  // namespace

class TestMediaNumbers : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void theTextTellsWhatWasMeasured_data() {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<Run>("run");
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("told");
        QTest::addColumn<double>("unit");  // of the last digit
        const auto row = [](const char* sentence, const Run& run, const char* key, double told, double unit = 0.01) {
            QTest::addRow("%s: %s: %s %g", run.lesson.c_str(), sentence, key, told)
                << QString(sentence) << run << QString(key) << told << unit;
        };
        const char *heard = "held_out_accuracy", *known = "new_sentences_accuracy";
        const Run speech{"phonemes"};
        row("0.59, on 2,300 frames", speech, "baseline", 0.59);
        row("On the new voice, seed 1: 0.74", speech, heard, 0.74);
        row("We measured 25.9 % with seed 1", speech, heard, 1 - 0.259, 0.001);
        row("Seed 1: 0.57 with f4", newVoice("f4"), heard, 0.57);
        row("falls to 0.36", newVoice("f4"), "baseline", 0.36);
        row("it is 0.82, 0.80 and 0.58", newVoice("m1"), heard, 0.82);
        row("it is 0.82, 0.80 and 0.58", newVoice("m3"), heard, 0.80);
        row("it is 0.82, 0.80 and 0.58", newVoice("m7"), heard, 0.58);
        row("only the coarsest: 0.58 instead of 0.74", {"phonemes", 1, {"data.coefficients=4"}}, heard, 0.58);
        row("0.71 with seed 1", pieces(1), heard, 0.71);
        row("2 frames 0.73", pieces(2), heard, 0.73);
        row("5 frames 0.74", pieces(5), heard, 0.74);
        row("20 frames 0.72", pieces(20), heard, 0.72);
        row("50 frames 0.71", pieces(50), heard, 0.71);
        row("0.73 and 0.74 with seed 1", oneWay(1), heard, 0.73);
        row("0.81 to 0.82", oneWay(1), known, 0.82);

        const Run films{"actions"}, noisy{"actions", 1, {"data.noise=0.3"}};
        row("0.62 and 0.51 with seed 1", films, "baseline", 0.62);
        row("0.62 and 0.51 with seed 1", films, "baseline_pairs", 0.51);
        row("0.963 of all, 0.953 of the pairs", films, heard, 0.9625, 0.0011);
        row("0.963 of all, 0.953 of the pairs", films, "pairs_accuracy", 0.953, 0.001);
        row("fall from 0.95 to 0.86", noisy, "pairs_accuracy", 0.86);
    }
    void theTextTellsWhatWasMeasured() {
        QFETCH(QString, sentence);
        QFETCH(Run, run);
        QFETCH(QString, key);
        QFETCH(double, told);
        QFETCH(double, unit);
        QVERIFY2(textOf(run.lesson).contains(sentence), "the text does not say so");
        const double measured = resultOf(run).at(key.toStdString()).get<double>();
        QVERIFY2(std::abs(measured - told) <= unit / 2, qPrintable(QString::number(measured, 'g', 9)));
    }

    void seedsOneToFive() {
        const auto range = [](const std::function<double(std::uint64_t)>& of) {
            std::vector<double> all;
            for (std::uint64_t seed = 1; seed <= 5; ++seed) all.push_back(of(seed));
            const auto [least, most] = std::minmax_element(all.begin(), all.end());
            return QString("%1 to %2").arg(*least, 0, 'f', 2).arg(*most, 0, 'f', 2);
        };
        const auto of = [&](const char* lesson, const char* key) {
            return range([=](std::uint64_t seed) { return resultOf({lesson, seed}).at(key).get<double>(); });
        };
        const QString speech = textOf("phonemes"), films = textOf("actions");
        QCOMPARE(of("phonemes", "held_out_accuracy"), QString("0.74 to 0.76"));
        QVERIFY(speech.contains("seeds 1 to 5: 0.74 to 0.76. On new sentences of known voices: 0.84 to 0.85"));
        QCOMPARE(of("phonemes", "new_sentences_accuracy"), QString("0.84 to 0.85"));
        QVERIFY(speech.contains("0.73 to 0.75 and 0.74 to 0.76 over seeds 1 to 5"));
        QCOMPARE(range([](std::uint64_t s) { return resultOf(oneWay(s)).at("held_out_accuracy").get<double>(); }),
                 QString("0.73 to 0.75"));
        QVERIFY(speech.contains("It is 0.01 to 0.03 on the new voice, with each of five seeds."));
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const double gained = resultOf({"phonemes", seed}).at("held_out_accuracy").get<double>() -
                                  resultOf(oneWay(seed)).at("held_out_accuracy").get<double>();
            QVERIFY2(gained > 0.005 && gained < 0.035, qPrintable(QString::number(gained)));
        }
        QCOMPARE(of("actions", "baseline"), QString("0.56 to 0.63"));
        QCOMPARE(of("actions", "baseline_pairs"), QString("0.44 to 0.51"));
        QVERIFY(films.contains("0.56 to 0.63 and 0.44 to 0.51 over seeds 1 to 5"));
        QCOMPARE(of("actions", "held_out_accuracy"), QString("0.96 to 0.98"));
        QCOMPARE(of("actions", "pairs_accuracy"), QString("0.95 to 0.98"));
        QVERIFY(films.contains("Seeds 1 to 5: 0.96 to 0.98, and 0.95 to 0.98"));
        // "about seven films of ten"
        QCOMPARE(of("actions", "last_frame"), QString("0.69 to 0.75"));
    }

    void whatMovesNeedsMemory() {
        QVERIFY(textOf("phonemes")
                    .contains("AY, as in *my*, goes from 0.14 to 0.71, and OY, as in *boy*, from 0.25 to 0.81"));
        const auto task = makeTask(findLesson("phonemes").spec("real"), 1);
        const auto names = std::get<SpeechView>(task->output(task->initialWeights())).frames.names;
        const auto share = [&](const char* sound, const Run& run) {
            const auto at = std::size_t(std::find(names.begin(), names.end(), sound) - names.begin());
            return QString::number(shareOf(resultOf(run), at), 'f', 2);
        };
        QCOMPARE(share("AY", pieces(1)) + ' ' + share("AY", {"phonemes"}), QString("0.14 0.71"));
        QCOMPARE(share("OY", pieces(1)) + ' ' + share("OY", {"phonemes"}), QString("0.25 0.81"));
        QVERIFY(textOf("phonemes").contains("22,503 against 20,439"));
        QCOMPARE(resultOf(oneWay(1)).at("parameters").get<int>(), 22503);
        QCOMPARE(resultOf({"phonemes"}).at("parameters").get<int>(), 20439);
    }
};

QTEST_GUILESS_MAIN(TestMediaNumbers)
#include "tst_medianumbers.moc"
