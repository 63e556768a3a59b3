// Sentences and their translations: the file, the held-out part, the search for a translation, the baseline.
#include <QtTest>
#include <cmath>
#include <set>

#include "lessons/catalog.h"
#include "lessons/tasks/kinds/beamsearch.h"
#include "lessons/tasks/kinds/pairfile.h"
#include "lessons/tasks/kinds/wordbyword.h"
#include "lessons/tasks/task.h"
#include "tests/support/errors.h"

using namespace lessons;

namespace {

Spec specOf(const std::vector<std::string>& changes = {}) {
    return findLesson("translation").spec("real", changes);
}

std::shared_ptr<const Task> taskOf(const std::vector<std::string>& changes = {}) {
    return makeTask(specOf(changes), 1);
}

TranslationView viewOf(const Task& task) {
    return std::get<TranslationView>(task.output(task.initialWeights()));
}

QString joined(const Words& words) {
    QStringList parts;
    for (const std::string& word : words) parts += QString::fromStdString(word);
    return parts.join(u'|');
}

/// A task of a file with this text.
struct FromFile {
    explicit FromFile(const QByteArray& text) {
        QFile file(folder.filePath("a.tsv"));
        if (file.open(QIODevice::WriteOnly)) file.write(text);
    }
    [[nodiscard]] std::shared_ptr<const Task> task() const {
        Spec spec = specOf();
        spec.folder = folder.path().toStdString();
        spec.data["choices"]["attention"]["data"]["file"] = "a.tsv";
        return makeTask(spec, 1);
    }
    QTemporaryDir folder;
};

QByteArray numbered(int count) {
    QByteArray text;
    for (int k = 0; k < count; ++k)
        text += "word " + QByteArray::number(k) + ".\tpalabra " + QByteArray::number(k) + ".\n";
    return text;
}

}  // namespace

class TestTranslation : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void takesSentencesApart() {
        QCOMPARE(joined(wordsAndSigns("It is ten o'clock, isn't it?")), "it|is|ten|o'clock|,|isn't|it|?");
        QCOMPARE(joined(wordsAndSigns("\u00BFAd\u00F3nde vas, \u00C1ngel?")), "\u00BF|ad\u00F3nde|vas|,|\u00E1ngel|?");
        QCOMPARE(joined(wordsAndSigns("l\u2019\u00E9t\u00E9\u202F! a well-known \"word\" - 3,5")),
                 "l'\u00E9t\u00E9|!|a|well-known|\"|word|\"|-|3|,|5");
        QVERIFY(wordsAndSigns("  \u00A0 ").empty());
    }

    void heldOutPairsAreNeverTrainedOn() {
        const auto task = taskOf();
        const auto trained = std::size_t(task->training().size());
        QCOMPARE(trained, std::size_t(1100));
        QCOMPARE(task->sampleCount(), std::size_t(1374));
        QCOMPARE(task->validation().size(), engine::Index(274));
        std::set<std::string> seen;
        for (std::size_t i = 0; i < trained; ++i) seen.insert(std::get<TextSample>(task->describe(i).name).text);
        QCOMPARE(seen.size(), trained);
        for (std::size_t i = trained; i < task->sampleCount(); ++i)
            QVERIFY(!seen.contains(std::get<TextSample>(task->describe(i).name).text));
        // What is measured are exactly these.
        const TranslationView view = viewOf(*task);
        QVERIFY(view.isHeldOut);
        QCOMPARE(view.rows.size(), std::size_t(274));
        for (const TranslationView::Row& row : view.rows) QVERIFY(row.sample && *row.sample >= trained);
        // The training arrays hold the training sentences: the first sample, word by word.
        const engine::Sample first = task->sample(0);
        for (engine::Index t = 0; t < first.inputs[0].values.cols(); ++t)
            QCOMPARE(first.inputs[0].values(0, t), task->training().inputs[0].values(0, t));
    }

    void allTranslationsOfASentenceStayTogether() {
        QByteArray text = numbered(18);
        text += "Go now.\tVe ahora.\tCC-BY 2.0 (France) Attribution: tatoeba.org #1 (CM) & #2 (a)\n";
        text += "go now .\tVete ahora.\tCC-BY\n";
        text += "Stop.\tPara.\nGo now.\tVaya ahora.\n";
        const FromFile file(text);
        const auto task = file.task();
        // 20 sentences, every fifth held out: 5, 10, 15, 20; the 19th with its three translations is trained on.
        QCOMPARE(task->sampleCount(), std::size_t(22));
        QCOMPARE(task->validation().size(), engine::Index(4));
        for (std::size_t i = 18; i < 22; ++i)
            QVERIFY(!QString::fromStdString(std::get<TextSample>(task->describe(i).name).text).contains("now"));

        const FromFile other("Go now.\tVe ahora.\nGo now.\tVete ahora.\n" + numbered(8));
        const auto held = std::get<TranslationView>(other.task()->output(other.task()->initialWeights()));
        QCOMPARE(held.rows.size(), std::size_t(1));  // the fifth sentence
        TranslationView::Row row;
        row.wanted = "ve ahora .";
        row.alsoRight = {"vete ahora ."};
        QVERIFY(row.isRight({"vete", "ahora", "."}) && row.isRight({"ve", "ahora", "."}) && !row.isRight({"ve"}));
    }

    void readsTatoeba() {
        QByteArray four = "\xEF\xBB\xBF";
        for (int k = 0; k < 12; ++k)
            four += QByteArray::number(100 + k) + "\tHello " + QByteArray::number(k) + ".\t" +
                    QByteArray::number(900 + k) + "\t\xC2\xA1Hola " + QByteArray::number(k) + "!\r\n\r\n";
        const FromFile file(four);
        const auto task = file.task();
        QCOMPARE(task->sampleCount(), std::size_t(12));
        QCOMPARE(std::get<TextSample>(task->describe(0).name).text, std::string("Hello 0."));
        QCOMPARE(task->describe(0, "decoder").steps.size(), std::size_t(5));  // <start> ¡ hola 0 !
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("no tab") << QByteArray("Go. Ve.\n")
                                << "a.tsv:1: expected a sentence, a tab and its translation, got 1 cell";
        QTest::newRow("many cells") << QByteArray("Go.\tVe.\n\na\tb\tc\td\te\n")
                                    << "a.tsv:3: expected a sentence, a tab and its translation, got 5 cells";
        QTest::newRow("no source") << QByteArray("Go.\tVe.\n \tVe.\n")
                                   << "a.tsv:2: expected a sentence before the tab, got none";
        QTest::newRow("no translation") << QByteArray("Go.\t\n")
                                        << "a.tsv:1: expected a translation behind the tab, got none";
        QTest::newRow("bytes") << QByteArray("Go.\tVe.\nYear.\tA\xf1o.\n")
                               << "a.tsv:2: expected text in UTF-8, got other bytes";
        QTest::newRow("few") << QByteArray("Go.\tVe.\n")
                             << "a.tsv: expected at least ten pairs of at most 20 words, got 1";
        QTest::newRow("empty") << QByteArray("") << "a.tsv: expected at least ten pairs of at most 20 words, got 0";
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        const FromFile file(text);
        QCOMPARE(messageOf([&] { static_cast<void>(file.task()); }), message);
    }

    void refusesAModelOfFixedLength() {
        const QString message = messageOf([] {
            static_cast<void>(
                taskOf({"data.choices.attention.model.inputs={encoder_inputs: [10], decoder_inputs: [10]}"}));
        });
        QVERIFY2(message.contains("expected two of any length"), qPrintable(message));
    }

    void theDecoderIsTaughtWithTheRightWords() {
        const auto task = taskOf();
        const auto source = task->describe(0, "encoder"), read = task->describe(0, "decoder");
        const auto word = [](const auto& step) { return std::get<std::string>(step); };
        QCOMPARE(word(source.steps.front()), std::string("it"));
        QCOMPARE(word(read.steps.front()), std::string("<start>"));
        QCOMPARE(read.steps.size(), read.target.size());
        // What it should say at a step is what it reads at the next one, and the end at last.
        for (std::size_t t = 0; t + 1 < read.steps.size(); ++t)
            QCOMPARE(std::get<Choice>(read.target[t]).name, word(read.steps[t + 1]));
        QCOMPARE(std::get<Choice>(read.target.back()).name, std::string("<end>"));
        const engine::Sample sample = task->sample(0);
        QCOMPARE(std::size_t(sample.inputs[0].values.cols()), source.steps.size());
        QCOMPARE(std::size_t(sample.inputs[1].values.cols()), read.steps.size());
        QCOMPARE(task->input("decoder").tokens.at(std::size_t(sample.inputs[1].values(0, 0))), std::string("<start>"));
        QVERIFY(sample.inputs[0].values.minCoeff() >= 2);  // neither padding nor unknown
    }

    void paddingChangesNothing() {
        for (const char* choice : {"attention", "plain"}) {
            const auto task = taskOf({std::string("data.task=") + choice});
            const engine::Weights weights = task->initialWeights();
            const std::vector<engine::Tensor> all{task->training().inputs[0].samples(0, 8),
                                                  task->training().inputs[1].samples(0, 8)};
            const engine::Tensor together = task->model()->predict(all, weights).at(0);
            for (engine::Index s = 0; s < 8; ++s) {
                const engine::Tensor alone = task->model()->predict(task->sample(std::size_t(s)).inputs, weights).at(0);
                for (engine::Index t = 0; t < alone.steps; ++t)
                    QVERIFY((together.values.row(t * 8 + s) - alone.values.row(t)).cwiseAbs().maxCoeff() < 1e-6f);
            }
        }
    }

    void theBeamFindsWhatGreedyMisses() {
        // Tokens: 0 padding, 1 unknown, 2 start, 3 end, then a, b. "a" is likelier at first, and then nothing is sure;
        // "b" is followed by the end for certain.
        const NextTokens next = [](const std::vector<Beginning>& beginnings) {
            engine::Matrix p = engine::Matrix::Zero(engine::Index(beginnings.size()), 6);
            for (std::size_t k = 0; k < beginnings.size(); ++k) {
                const auto row = engine::Index(k);
                const engine::Index last = beginnings[k].tokens.back();
                if (last == 2)
                    p.row(row) << 0.3f, 0, 0, 0.05f, 0.35f, 0.3f;  // padding is never said
                else if (last == 4)
                    p.row(row) << 0, 0, 0, 0.4f, 0.3f, 0.3f;
                else
                    p.row(row) << 0, 0, 0, 1, 0, 0;
            }
            return p;
        };
        SearchOptions options{1, 5, 2, 3, 4};
        const Beginning greedy = beamSearch(1, options, next).at(0);
        QVERIFY(greedy.tokens == (std::vector<engine::Index>{2, 4}) && greedy.isEnded);
        QVERIFY(std::abs(greedy.logProbability - std::log(0.35 * 0.4)) < 1e-6);
        options.width = 2;
        const std::vector<Beginning> beams = beamSearch(3, options, next);
        QCOMPARE(beams.size(), std::size_t(3));
        for (const Beginning& beam : beams) {
            QVERIFY(beam.tokens == (std::vector<engine::Index>{2, 5}) && beam.isEnded);
            QVERIFY(std::abs(beam.logProbability - std::log(0.3)) < 1e-6);
        }
        // A net that never ends is cut off.
        const NextTokens endless = [](const std::vector<Beginning>& beginnings) {
            engine::Matrix p = engine::Matrix::Zero(engine::Index(beginnings.size()), 6);
            p.col(4).setOnes();
            return p;
        };
        const Beginning cut = beamSearch(1, options, endless).at(0);
        QVERIFY(!cut.isEnded);
        QCOMPARE(cut.tokens.size(), std::size_t(6));
    }

    void aBeamOfOneIsGreedyAndNoBeamIsBelowIt() {
        const auto one = taskOf({"data.choices.attention.data.beam=1"}), three = taskOf();
        const TranslationView narrow = viewOf(*one), wide = viewOf(*three);
        std::size_t above = 0;
        for (const TranslationView::Row& row : narrow.rows) QVERIFY(row.beam == row.got);
        for (const TranslationView::Row& row : wide.rows) {
            QVERIFY(row.beamLogProbability >= row.logProbability);
            above += row.beamLogProbability > row.logProbability;
        }
        QVERIFY(above > 0);
        for (std::size_t k = 0; k < wide.rows.size(); ++k) QVERIFY(wide.rows[k].got == narrow.rows[k].got);
    }

    void greedySaysTheLikeliestWordEachTime() {
        // Step by step by hand, without the search.
        const auto task = taskOf();
        const engine::Weights weights = task->initialWeights();
        const TranslationView view = viewOf(*task);
        const Words tokens = task->input("decoder").tokens;
        const TranslationView::Row& row = view.rows.at(7);
        engine::Sample sample = task->sample(*row.sample);
        engine::Matrix said(1, 1);
        said(0, 0) = 2;
        double log = 0;
        for (const std::string& word : row.got) {
            const engine::Tensor out =
                task->model()->predict({sample.inputs[0], engine::Tensor::vectors(said)}, weights).at(0);
            engine::Index best = 0;
            engine::RowVector last = out.values.row(out.values.rows() - 1);
            last.head(3).setZero();
            log += std::log(double(last.maxCoeff(&best)));
            QCOMPARE(tokens.at(std::size_t(best)), word);
            said.conservativeResize(1, said.cols() + 1);
            said(0, said.cols() - 1) = engine::Scalar(best);
        }
        if (row.got.size() == 11) QVERIFY(std::abs(log - row.logProbability) < 1e-4);  // cut off: no end was said
    }

    void theAttentionIsAPicture() {
        const TranslationView view = viewOf(*taskOf());
        for (const TranslationView::Row& row : view.rows) {
            QCOMPARE(row.attention.rows(), engine::Index(row.got.size() + 1));
            QCOMPARE(row.attention.cols(), engine::Index(row.read.size()));
            for (engine::Index t = 0; t < row.attention.rows(); ++t)
                QVERIFY(std::abs(row.attention.row(t).sum() - 1.0f) < 1e-5f);  // nothing went to the padding
        }
        QCOMPARE(viewOf(*taskOf({"data.task=plain"})).rows.at(0).attention.size(), engine::Index(0));
    }

    void sentencesOfOnesOwnAreNotCounted() {
        const auto task = taskOf({"data.choices.attention.data.test=[The zebra sings., I am tired today.]"});
        const TranslationView view = viewOf(*task);
        QCOMPARE(view.rows.size(), std::size_t(276));
        QCOMPARE(view.wanted(), std::size_t(274));
        QCOMPARE(view.rows[0].source, std::string("The zebra sings."));
        QVERIFY(view.rows[0].wanted.empty() && !view.rows[0].sample && !view.rows[0].beam.empty());
    }

    void theDictionaryIsCounted() {
        const std::vector<SentencePair> pairs{{"", {"the", "dog"}, {"el", "perro"}},
                                              {"", {"the", "cat"}, {"el", "gato"}},
                                              {"", {"a", "dog"}, {"un", "perro"}},
                                              {"", {"a", "big", "cat"}, {"un", "gato", "grande"}}};
        const WordByWord rule(pairs);
        QCOMPARE(joined(rule.translation({"the", "big", "dog", "sleeps"})), "el|grande|perro");
        // The lesson's own: it knows words, and neither order nor agreement.
        const Json result = taskOf()->result({taskOf()->initialWeights()}, {RunFacts{}});
        QCOMPARE(result.at("chance").get<double>(), 0.0);
        QVERIFY(result.at("baseline").get<double>() > 0.02 && result.at("baseline").get<double>() < 0.1);
        QVERIFY(result.at("baseline_bleu").get<double>() < 0.3);
        QCOMPARE(result.at("translations").size(), std::size_t(274));
    }

    void theLessonQuotesWhatIsThere() {
        const auto task = taskOf();
        const auto wordsOf = [&](std::size_t sample, const char* layer) {
            Words words;
            for (const auto& step : task->describe(sample, layer).steps) words.push_back(std::get<std::string>(step));
            if (std::string(layer) == "decoder") words.erase(words.begin());
            return words;
        };
        // The sentence that its steps open, and the number of the word that "Show me" writes.
        QCOMPARE(std::get<TextSample>(task->describe(1112).name).text, std::string("She has a white cat."));
        QCOMPARE(task->input("encoder").tokens.at(83), std::string("dog"));
        std::vector<SentencePair> training;
        for (std::size_t k = 0; k < std::size_t(task->training().size()); ++k)
            training.push_back({"", wordsOf(k, "encoder"), wordsOf(k, "decoder")});
        const WordByWord rule(training);
        QCOMPARE(joined(rule.translation(wordsOf(1112, "encoder"))), "ella|tiene|un|blanca|gato|.");
        QCOMPARE(joined(rule.translation({"my", "teacher", "speaks", "spanish", "."})),
                 "mi|profesor|habla|espa\u00F1ol|.");
        const double baseline = task->result({task->initialWeights()}, {RunFacts{}}).at("baseline").get<double>();
        QCOMPARE(std::lround(baseline * 274), 15L);
    }

    void aWrongTranslationKnowsWhereItGoesWrong() {
        TranslationView::Row row{"", "a b c", {"a", "b", "c"}};
        QCOMPARE(row.firstWrong(), 0);
        row.got = {"a", "x", "c"};
        QCOMPARE(row.firstWrong(), 2);
        row.got = {"a", "b"};  // the end came too early
        QCOMPARE(row.firstWrong(), 3);
        row.got = {"a", "b", "c", "d"};  // and here too late
        QCOMPARE(row.firstWrong(), 4);
        row.alsoRight = {"a b c d"};
        QCOMPARE(row.firstWrong(), 0);
        row.wanted.clear();
        row.alsoRight.clear();
        QCOMPARE(row.firstWrong(), 0);
        for (const char* choice : {"attention", "plain"}) {
            const TranslationView view = viewOf(*taskOf({std::string("data.task=") + choice}));
            QCOMPARE(view.encoder, std::string("encoder"));
            QCOMPARE(view.decoder, std::string("decoder"));
        }
    }
};

QTEST_GUILESS_MAIN(TestTranslation)
#include "tst_translation.moc"
