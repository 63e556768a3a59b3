// Tunes: the file and its faults, tokens, windows and what is held out, the bigram by hand, the dice, what is written.
#include <QtTest>
#include <cmath>
#include <map>
#include <set>

#include "lessons/catalog.h"
#include "lessons/tasks/kinds/bigram.h"
#include "lessons/tasks/kinds/pick.h"
#include "lessons/tasks/kinds/tunefile.h"
#include "lessons/tasks/kinds/tunetokens.h"
#include "lessons/tasks/task.h"
#include "tests/support/errors.h"

using namespace lessons;

namespace {

/// A file of tunes in a folder of its own.
struct TuneFolder {
    QTemporaryDir folder;
    explicit TuneFolder(const QByteArray& text) {
        QFile file(folder.filePath("a.yaml"));
        if (!file.open(QIODevice::WriteOnly)) qFatal("no file");
        file.write(text);
    }
    [[nodiscard]] std::vector<Tune> read() const {
        return readTunes(folder.filePath("a.yaml").toStdString(), "a.yaml");
    }
};

Spec specOf(const std::vector<std::string>& changes = {}) {
    return findLesson("music").spec("real", changes);
}

std::shared_ptr<const Task> taskOf(const std::vector<std::string>& changes = {}, std::uint64_t seed = 1) {
    return makeTask(specOf(changes), seed);
}

/// Two tunes, the second held out.
std::shared_ptr<const Task> taskOfTwo(const TuneFolder& folder) {
    Spec spec = specOf({"data.hold_out_every=2", "data.transpose=[0, 0]", "data.opening=2"});
    spec.folder = folder.folder.path().toStdString();
    spec.data["file"] = "a.yaml";
    spec.data.erase("tune");
    return makeTask(spec, 1);
}

TuneView viewOf(const Task& task, std::uint64_t weights = 1) {
    return std::get<TuneView>(task.output(task.model()->initialWeights(weights)));
}

double referenceOf(const TuneView& view, const std::string& id) {
    for (const Reference& reference : view.references)
        if (reference.id == id) return reference.value;
    return std::nan("");
}

const QByteArray kTwo =
    "- {title: One, meter: 2/4, notes: C4/1 D4/1 | C4/1 C4/1}\n"
    "- {title: Two, meter: 2/4, notes: D4/1 C4/1 | D4/1}\n";

}  // namespace

class TestTunes : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void readsTheTunes() {
        const auto tunes = readTunes(GATEWISE_SOURCE_DIR "/resources/data/tunes.yaml", "tunes.yaml");
        QCOMPARE(tunes.size(), std::size_t(80));
        std::size_t notes = 0, rests = 0;
        for (const Tune& tune : tunes)
            for (const TuneNote& note : tune.notes) {
                (note.pitch ? notes : rests) += 1;
                QVERIFY(note.length >= 0.25 && note.length <= 4);
                if (note.pitch) QVERIFY2(*note.pitch >= 55 && *note.pitch <= 84, tune.title.c_str());
            }
        QCOMPARE(notes, std::size_t(3696));
        QCOMPARE(rests, std::size_t(54));
        const Tune& auld = tunes.at(7);
        QCOMPARE(auld.title, std::string("Auld Lang Syne"));
        QCOMPARE(auld.upbeat, 1.0);
        QCOMPARE(auld.bar, 4.0);
        QCOMPARE(auld.notes[1].start, 1.0);
        QCOMPARE(auld.notes[1].pitch, std::optional<int>(65));
        QCOMPARE(auld.notes[1].length, 1.5);
    }

    void namesNotes() {
        for (int pitch = 21; pitch <= 108; ++pitch) {
            const std::string notes = noteName(pitch, 1) + " R/0.25";
            const TuneFolder folder(QByteArray::fromStdString("- {title: A, meter: 4/4, notes: \"" + notes + "\"}\n"));
            QCOMPARE(folder.read().at(0).notes.at(0).pitch, std::optional<int>(pitch));
        }
        QCOMPARE(noteName(70, 0.5), std::string("Bb4/0.5"));
        QCOMPARE(noteName({}, 2), std::string("R/2"));
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const QByteArray head = "- title: A\n  meter: 3/4\n";
        QTest::newRow("note") << head + "  notes: \"C4/1 H4/1 C4/1\"\n"
                              << "a.yaml:3:16: expected a note like F#4/0.5 or a rest like R/1, got \"H4/1\"";
        QTest::newRow("length") << head + "  notes: \"C4/1 C4/x C4/1\"\n"
                                << "a.yaml:3:16: expected a note like F#4/0.5 or a rest like R/1, got \"C4/x\"";
        QTest::newRow("no length") << head + "  notes: \"C4 C4/1\"\n"
                                   << "a.yaml:3:11: expected a note like F#4/0.5 or a rest like R/1, got \"C4\"";
        QTest::newRow("negative") << head + "  notes: \"C4/-1 C4/1\"\n"
                                  << "a.yaml:3:11: expected a note like F#4/0.5 or a rest like R/1, got \"C4/-1\"";
        QTest::newRow("too high") << head + "  notes: \"C9/1 C4/1\"\n"
                                  << "a.yaml:3:11: expected a note like F#4/0.5 or a rest like R/1, got \"C9/1\"";
        QTest::newRow("bar") << head + "  notes: \"C4/3 | C4/1 C4/1 | C4/3\"\n"
                             << "a.yaml:3:18: bar 2: expected 3 quarter notes, got 2";
        QTest::newRow("long bar") << head + "  notes: \"C4/3 | C4/3 C4/1 | C4/3\"\n"
                                  << "a.yaml:3:18: bar 2: expected 3 quarter notes, got 4";
        QTest::newRow("meter") << QByteArray("- title: A\n  meter: three\n  notes: C4/3 | C4/3\n")
                               << "a.yaml:2:3: meter: expected a meter like 3/4, got \"three\"";
        QTest::newRow("tempo") << head + "  tempo: fast\n  notes: C4/3 | C4/3\n"
                               << "a.yaml:3:3: tempo: expected a number from 20 to 400, got \"fast\"";
        QTest::newRow("unknown key") << head + "  notes: C4/3 | C4/3\n  words: la\n"
                                     << "a.yaml:4:3: unknown key \"words\"";
        QTest::newRow("no list") << QByteArray("title: A\n") << "a.yaml:1:1: expected a list of tunes";
        QTest::newRow("no notes") << head << "a.yaml:1:3: expected the key \"notes\" with a text";
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        const TuneFolder folder(text);
        const QString got = messageOf([&] { static_cast<void>(folder.read()); });
        QVERIFY2(got.startsWith(message), qPrintable(got));
    }

    void refusesSettings_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("said");
        QTest::newRow("transpose") << "data.transpose=[3, 5]"
                                   << "transpose: expected two numbers of half steps";
        QTest::newRow("tune") << "data.tune=Nothing"
                              << "tune: expected the title of a tune of the file, got \"Nothing\"";
        QTest::newRow("temperature") << "data.temperature=-1"
                                     << "temperature: expected a number from 0 to 10";
        QTest::newRow("top k") << "data.top_k=-1"
                               << "top_k: expected a whole number from 0 to 10000";
        QTest::newRow("all held out") << "data.hold_out_every=1"
                                      << "hold_out_every: expected";
        QTest::newRow("few") << "data.hold_out_every=100"
                             << "expected at least 100 tunes";
    }
    void refusesSettings() {
        QFETCH(QString, change);
        QFETCH(QString, said);
        const QString got = messageOf([&] { static_cast<void>(taskOf({change.toStdString()})); });
        QVERIFY2(got.contains(said), qPrintable(got));
    }

    /// Worked out on paper: training reads C D C C end.
    void bigramByHand() {
        const TuneFolder folder(kTwo);
        const auto task = taskOfTwo(folder);
        // Tokens: padding, unknown, end, C4/1, D4/1. V = 4: padding never comes.
        // p(C) = (3+1)/(5+4), p(D) = (1+1)/9, p(end) = 2/9.
        // After D: C once, so p(C|D) = (1 + 1 p(C)) / (1 + 1). After C: D, C, end once each, so
        // p(D|C) = (1 + 3 p(D)) / (3 + 3). Held out: D, then C, D, end.
        const double pC = 4.0 / 9, pD = 2.0 / 9, pEnd = 2.0 / 9;
        const double cAfterD = (1 + pC) / 2, dAfterC = (1 + 3 * pD) / 6;
        const double endAfterD = (0 + pEnd) / 2;
        const TuneView view = viewOf(*task);
        QCOMPARE(view.notes, std::size_t(3));
        QCOMPARE(view.vocabulary, std::size_t(5));
        QVERIFY(std::abs(referenceOf(view, "bigram") +
                         (std::log(cAfterD) + std::log(dAfterC) + std::log(endAfterD)) / 3) < 1e-12);
        QVERIFY(std::abs(referenceOf(view, "unigram") + (std::log(pC) + std::log(pD) + std::log(pEnd)) / 3) < 1e-12);
        QVERIFY(std::abs(referenceOf(view, "chance") - std::log(5.0)) < 1e-12);
        // Behind C the favourite is end (2), the smallest of three that are equal; behind D it is C. One of three.
        QVERIFY(std::abs(view.bigramAccuracy - 1.0 / 3) < 1e-12);
    }

    void aBigramAddsUpToOne() {
        Bigram bigram(6);
        bigram.count({1, 2, 2, 3, 1, 4});
        for (const engine::Index before : {1, 2, 3, 4, 5}) {
            double sum = 0;
            for (engine::Index next = 1; next <= 6; ++next) sum += bigram.probability(before, next);
            QVERIFY(std::abs(sum - 1) < 1e-12);
        }
        QCOMPARE(bigram.favourite(3), engine::Index(1));
        QCOMPARE(bigram.favourite(6), engine::Index(1));  // never seen: the commonest, the smaller of two
    }

    void holdsTunesOut() {
        const auto task = taskOf();
        const std::vector<Composer::Opening> openings = task->composer()->openings();
        std::set<std::string> heldOut;
        for (std::size_t i = 0; i < openings.size(); ++i) {
            QCOMPARE(openings[i].isHeldOut, i % 5 == 4);
            if (openings[i].isHeldOut) heldOut.insert(openings[i].title);
        }
        QCOMPARE(heldOut.size(), std::size_t(16));
        const auto trained = std::size_t(task->training().size());
        for (std::size_t s = 0; s < task->sampleCount(); ++s) {
            const auto span = std::get<SpanSample>(task->describe(s).name);
            QCOMPARE(heldOut.contains(span.whole), s >= trained);
        }
        QCOMPARE(std::size_t(task->validation().size()), task->sampleCount() - trained);
    }

    void windowsForetellEveryNoteOnce() {
        const auto task = taskOf({"data.window=10", "data.transpose=[0, 0]"});
        const auto tunes = readTunes(GATEWISE_SOURCE_DIR "/resources/data/tunes.yaml", "tunes.yaml");
        std::size_t foretold = 0, wanted = 0;
        for (std::size_t s = 0; s < task->sampleCount(); ++s) {
            const engine::Sample sample = task->sample(s);
            const engine::Matrix& read = sample.inputs.at(0).values;
            const engine::Matrix& next = sample.targets.at(0).values;
            for (engine::Index t = 0; t < read.cols(); ++t) {
                QCOMPARE(read(0, t) == 0, next(t, 0) == 0);  // padding foretells nothing
                foretold += next(t, 0) != 0;
                if (t + 1 < read.cols() && read(0, t + 1) != 0) QCOMPARE(next(t, 0), read(0, t + 1));
            }
        }
        for (const Tune& tune : tunes) wanted += tune.notes.size();  // all but the first, and the end
        QCOMPARE(foretold, wanted);
    }

    void transposesTheTrainingPartOnly() {
        const auto plain = taskOf({"data.transpose=[0, 0]"}), moved = taskOf();
        QCOMPARE(moved->training().size(), 12 * plain->training().size());
        QCOMPARE(moved->validation().size(), plain->validation().size());
        const auto tune = transposed({{60, 0, 1, {}}, {std::nullopt, 1, 1, {}}}, 3);
        QCOMPARE(tune[0].pitch, std::optional<int>(63));
        QVERIFY(!tune[1].pitch);
        QCOMPARE(std::get<std::string>(moved->describe(0).steps.at(0)), std::string("C4/1"));
    }

    void tellsNotes() {
        const auto task = taskOf();
        const engine::Tensor said = task->model()->predict(task->sample(0).inputs, task->initialWeights(), {}).at(0);
        const std::vector<Saying> told = task->tell(said);
        QCOMPARE(told.size(), std::size_t(32));
        QVERIFY(std::get<Choice>(told[0]).probability);
        const auto target = std::get<Choice>(task->describe(0).target.at(0));
        QCOMPARE(target.name, std::string("C4/1"));  // Twinkle begins C C G G
        QCOMPARE(std::get<Choice>(task->describe(0).target.at(1)).name, std::string("G4/1"));
    }

    void picks() {
        const std::vector<double> probabilities{0.1, 0.4, 0.2, 0.3};
        engine::Random random(3);
        for (int k = 0; k < 50; ++k) {
            QCOMPARE(pickByProbability(probabilities, 0, 0, random), std::size_t(1));
            QCOMPARE(pickByProbability(probabilities, 5, 1, random), std::size_t(1));
        }
        // Shares of many throws: p as it is, p squared at one half, two only with top-k 2.
        const auto shares = [&](double temperature, int topK) {
            std::vector<double> counts(4);
            for (int k = 0; k < 40000; ++k) ++counts[pickByProbability(probabilities, temperature, topK, random)];
            for (double& count : counts) count /= 40000;
            return counts;
        };
        const auto near = [](double got, double wanted) { return std::abs(got - wanted) < 0.01; };
        const auto plain = shares(1, 0), sharp = shares(0.5, 0), two = shares(1, 2);
        for (std::size_t i = 0; i < 4; ++i) {
            QVERIFY(near(plain[i], probabilities[i]));
            QVERIFY(near(sharp[i], probabilities[i] * probabilities[i] / 0.30));
        }
        QVERIFY(near(two[1], 0.4 / 0.7) && near(two[3], 0.3 / 0.7) && two[0] == 0 && two[2] == 0);
        // A temperature near 0 is the favourite, not a division by zero.
        QCOMPARE(pickByProbability(probabilities, 1e-12, 0, random), std::size_t(1));
        QCOMPARE(pickByProbability({0, 1, 0}, 10, 0, random), std::size_t(1));
    }

    void writesTheSameTuneAgain() {
        const auto task = taskOf();
        const Composer& composer = *task->composer();
        const engine::Weights weights = task->initialWeights();
        Composition how = composer.read(task->spec());
        const WrittenTune one = composer.compose(how, weights, 0, {}), two = composer.compose(how, weights, 0, {});
        QVERIFY(one == two);
        ++how.take;
        QVERIFY(composer.compose(how, weights, 0, {}).notes != one.notes);
        // The opening is the tune's own, what follows is written, each note where the one before ends.
        QCOMPARE(one.openingNotes, std::size_t(8));
        QVERIFY(one.isHeldOut);
        double at = 0;
        for (std::size_t i = 0; i < one.notes.size(); ++i) {
            QCOMPARE(one.notes[i].start, at);
            at += one.notes[i].length;
            QCOMPARE(one.notes[i].probability.has_value(), i >= 8);
        }
        QVERIFY(one.hasEnded || one.notes.size() == 48);
    }

    void temperatureZeroIsTheFavourite() {
        const auto task = taskOf();
        const Composer& composer = *task->composer();
        const engine::Weights weights = task->initialWeights();
        Composition cold = composer.read(task->spec()), narrow = cold;
        cold.temperature = 0;
        narrow.topK = 1;
        narrow.temperature = 3;
        const WrittenTune one = composer.compose(cold, weights, 0, {}), two = composer.compose(narrow, weights, 0, {});
        QVERIFY(one.notes == two.notes);
        // And it is the argmax of the net, computed here note by note.
        std::vector<TuneNote> notes(one.notes.begin(), one.notes.begin() + 8);
        const std::vector<std::string> names = task->input().tokens;
        for (std::size_t i = 8; i < std::min<std::size_t>(one.notes.size(), 20); ++i) {
            engine::Sample sample = task->sample(0);
            sample.inputs[0].values.setZero();
            for (std::size_t t = 0; t < i; ++t) {
                const std::string name = noteName(one.notes[t].pitch, one.notes[t].length);
                sample.inputs[0].values(0, engine::Index(t)) =
                    engine::Scalar(std::find(names.begin(), names.end(), name) - names.begin());
            }
            const engine::Matrix said = task->model()->predict(sample.inputs, weights, {}).at(0).values;
            engine::Index best = 2;
            for (engine::Index token = 2; token < said.cols(); ++token)
                if (said(engine::Index(i) - 1, token) > said(engine::Index(i) - 1, best)) best = token;
            QCOMPARE(noteName(one.notes[i].pitch, one.notes[i].length), names.at(std::size_t(best)));
        }
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(composer.compose({.tune = 80}, weights, 0, {})), engine::Error);
    }
};

QTEST_GUILESS_MAIN(TestTunes)
#include "tst_tunes.moc"
