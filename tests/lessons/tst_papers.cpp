// Lesson 15's experiments: their data are what the papers say, and what is measured on them is counted right.
#include <QRegularExpression>
#include <QtTest>
#include <cmath>
#include <map>
#include <set>

#include "engine/core/error.h"
#include "lessons/catalog.h"
#include "lessons/tasks/grammar.h"
#include "lessons/tasks/ngrams.h"
#include "lessons/tasks/recording.h"
#include "lessons/tasks/task.h"
#include "lessons/tasks/unitsearch.h"
#include "tests/support/errors.h"

using namespace lessons;
using engine::Index;

namespace {

std::shared_ptr<const Task> taskOf(const std::vector<std::string>& changes, std::uint64_t seed = 1) {
    return makeTask(findLesson("papers").spec("real", changes), seed);
}

/// The words of a sample, without the filling.
QStringList wordsOf(const Task& task, std::size_t sample) {
    QStringList words;
    for (const auto& step : task.describe(sample).steps)
        if (const auto& word = std::get<std::string>(step); word != "·") words += QString::fromStdString(word);
    return words;
}

/// The whole grammar, written a second time as a regular expression.
bool isEmbeddedReber(const QString& text) {
    static const QString inner = "B(?:TS*X(?:S|X(?:T*VPX)*T*V(?:V|PS))|P(?:T*VPX)*T*V(?:V|PS))E";
    static const QRegularExpression whole("^B(?:T" + inner + "T|P" + inner + "P)E$");
    return whole.match(text).hasMatch();
}

QString drawnText(engine::Random& random) {
    return QString::fromStdString(reberText(drawReber(random).symbols));
}

}  // namespace

class TestPapers : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void theClassIsTheOrderOfTheSigns() {
        const auto task = taskOf({"data.task=order", "data.choices.order.data.samples=300"});
        const engine::Tensor& labels = task->training().targets[0];
        std::set<qsizetype> lengths;
        std::set<int> seen;
        for (std::size_t s = 0; s < 300; ++s) {
            const QStringList words = wordsOf(*task, s);
            QCOMPARE(words.front(), "E");
            QCOMPARE(words.back(), "B");
            lengths.insert(words.size());
            QString signs;
            std::vector<qsizetype> places;
            for (qsizetype t = 0; t < words.size(); ++t)
                if (words[t] == "X" || words[t] == "Y") {
                    signs += words[t];
                    places.push_back(t);
                }
            QCOMPARE(places.size(), std::size_t(2));
            QVERIFY(places[0] >= 5 && places[0] <= 10 && places[1] >= 25 && places[1] <= 30);
            const int wanted = QStringList{"XX", "XY", "YX", "YY"}.indexOf(signs);
            QCOMPARE(int(labels.values(Index(s), 0)), wanted);
            seen.insert(wanted);
        }
        QCOMPARE(*lengths.begin(), 50);
        QCOMPARE(*lengths.rbegin(), 55);
        QCOMPARE(seen.size(), std::size_t(4));
    }

    void stringsAreOfTheGrammar() {
        engine::Random random = engine::Random(3).stream("strings");
        double length = 0;
        qsizetype shortest = 99;
        for (int k = 0; k < 4000; ++k) {
            const ReberString string = drawReber(random);
            const QString text = QString::fromStdString(reberText(string.symbols));
            QVERIFY2(isEmbeddedReber(text), qPrintable(text));
            length += double(text.size()) / 4000;
            shortest = std::min(shortest, text.size());
            // What is said to be allowed is what comes: both ways on, and nothing but them.
            QCOMPARE(string.allowed.size(), string.symbols.size());
            for (std::size_t t = 0; t + 1 < string.symbols.size(); ++t)
                QVERIFY(std::count(string.allowed[t].begin(), string.allowed[t].end(), string.symbols[t + 1]) == 1);
            QCOMPARE(string.allowed[string.echo], std::vector<Index>{string.symbols[1]});
        }
        // Shared facts of the grammar: at least 9 symbols, 12 on average.
        QCOMPARE(shortest, 9);
        QVERIFY2(std::abs(length - 12) < 0.15, qPrintable(QString::number(length)));
    }

    void aBrokenStringIsRefused() {
        engine::Random random = engine::Random(4).stream("strings");
        int refused = 0, all = 0;
        for (int k = 0; k < 200; ++k) {
            const QString text = drawnText(random);
            // The outer letter that comes back is the other one.
            QString broken = text;
            broken[broken.size() - 2] = broken[1] == 'T' ? 'P' : 'T';
            QVERIFY2(!isEmbeddedReber(broken), qPrintable(broken));
            // A symbol inside is left out.
            broken = text;
            broken.remove(3, 1);
            ++all;
            refused += !isEmbeddedReber(broken);
        }
        // Where S or T stands twice, one of them may go.
        QVERIFY(refused > all / 2 && refused <= all);
        QVERIFY(isEmbeddedReber("BTBTXSETE") && isEmbeddedReber("BPBPVVEPE") && !isEmbeddedReber("BPBPVVETE"));
    }

    void allowedSetsAreWhole() {
        // By the text so far, all that ever followed it: in the grammar exactly what is allowed.
        engine::Random random = engine::Random(5).stream("strings");
        std::map<std::string, std::set<Index>> followed, allowed;
        for (int k = 0; k < 20000; ++k) {
            const ReberString string = drawReber(random);
            for (std::size_t t = 0; t < 6; ++t) {
                const std::string before = reberText({string.symbols.begin(), string.symbols.begin() + Index(t) + 1});
                followed[before].insert(string.symbols[t + 1]);
                allowed[before].insert(string.allowed[t].begin(), string.allowed[t].end());
            }
        }
        QVERIFY(followed.size() > 20);
        QVERIFY(followed == allowed);
    }

    void nothingHeldOutIsTrainedOn() {
        const auto task = taskOf({"data.task=reber"});
        std::set<QString> trained;
        const auto count = std::size_t(task->training().size());
        for (std::size_t s = 0; s < count; ++s) {
            // The last symbol is the target of the last step that is read.
            const QString text = wordsOf(*task, s).join(QString()) + "E";
            QVERIFY2(isEmbeddedReber(text), qPrintable(text));
            trained.insert(text);
        }
        QVERIFY(trained.size() > 50);
        for (std::size_t s = count; s < task->sampleCount(); ++s)
            QVERIFY(!trained.contains(wordsOf(*task, s).join(QString()) + "E"));

        const auto text = taskOf({"data.task=characters"});
        const auto pieces = std::size_t(text->training().size());
        // The last piece of training, its targets included, ends before the first one that is held out begins.
        QFile file(QStringLiteral(GATEWISE_SOURCE_DIR "/resources/data/ferry.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString whole = QString::fromUtf8(file.readAll());
        const qsizetype border = whole.size() * 8 / 10, steps = text->training().inputs[0].steps;
        QVERIFY(qsizetype(pieces) * steps + 1 <= border);
        QString first;
        for (const QString& word : wordsOf(*text, pieces)) first += word == "␣" ? " " : word == "↵" ? "\n" : word;
        QCOMPARE(first, whole.mid(border, first.size()));
    }

    void aStreamGoesOnWithoutAGap() {
        const auto task = taskOf({"data.task=continual"});
        const QString stream = wordsOf(*task, 0).join(QString());
        const qsizetype end = stream.lastIndexOf("EB");
        int strings = 0;
        qsizetype first = 0;
        for (qsizetype at = 0; at <= end; ++at) {
            const QString text = stream.mid(first, at - first + 1);
            if (!isEmbeddedReber(text)) continue;
            ++strings;
            first = at + 1;
        }
        QVERIFY2(strings >= 3, qPrintable(stream));
        QVERIFY(end - first < 40);
    }

    void countsWhatIsRight() {
        // A string is right where each allowed symbol is likelier than all others: an untrained net hardly ever is.
        const auto task = taskOf({"data.task=reber"});
        const auto view = std::get<GrammarView>(task->output(task->initialWeights(0), 0));
        QCOMPARE(view.strings.size(), std::size_t(task->validation().size()));
        for (const GrammarView::String& string : view.strings) {
            QCOMPARE(string.steps, string.text.size() - 1);
            QVERIFY(string.right == string.steps || !string.allowed.empty());
            QCOMPARE(string.allowed.size(), string.likely.size());
        }
        const Figures figures = view.figures();
        QCOMPARE(figures[0].id, std::string("strings_right"));
        QVERIFY(figures[0].value < 0.05);
        QVERIFY(view.references[0].value > 0 && view.references[0].value < 1e-6);

        GrammarView two;
        two.strings = {{"BTBTXSETE", 8, 8, "", "", 0, 1}, {"BPBPVVEPE", 8, 6, "P", "T", 1, 7}};
        two.echoes = 2;
        two.echoesRight = 1;
        QCOMPARE(two.figures()[0].value, 0.5);
        QCOMPARE(two.figures()[1].value, 0.5);
        QCOMPARE(two.figures()[2].value, 14.0 / 16);
    }

    void findsAPlantedUnit() {
        const std::size_t rows = 2000;
        engine::Random random = engine::Random(6).stream("units");
        engine::Matrix values(Index(rows), 12);
        for (Index r = 0; r < values.rows(); ++r)
            for (Index unit = 0; unit < 12; ++unit) values(r, unit) = engine::Scalar(random.normal());
        std::vector<double> property;
        for (std::size_t r = 0; r < rows; ++r) property.push_back(double(r / 30 % 3 == 1));
        const auto nothing = findUnit(values, property, engine::Random(1));
        QVERIFY(nothing && nothing->score < 0.12 && nothing->shuffled < 0.12);
        for (std::size_t r = 0; r < rows; ++r)
            values(Index(r), 7) = engine::Scalar(-2 * property[r] + 0.3 * random.normal());
        const auto found = findUnit(values, property, engine::Random(1));
        QVERIFY(found);
        QCOMPARE(found->unit, Index(7));
        QVERIFY(found->score > 0.9 && found->score <= 1.0);
        QVERIFY(found->other != 7 && found->otherScore < 0.12);
        QVERIFY(found->shuffled < found->score - 0.3);
        // What does not change cannot be followed.
        QVERIFY(!findUnit(values, std::vector<double>(rows, 1.0), engine::Random(1)));
    }

    void tellsOfEachCharacter() {
        const std::vector<std::string> text{"\"", "H", "i", "\"", "\n", "a"};
        const std::vector<TextProperty> properties = textProperties(text);
        QCOMPARE(properties[0].values, (std::vector<double>{1, 1, 1, 0, 0, 0}));
        QCOMPARE(properties[1].values, (std::vector<double>{1, 2, 3, 4, 0, 1}));
        QCOMPARE(properties[2].values, (std::vector<double>{0, 1, 2, 0, 0, 1}));
        // A mark that was forgotten does not turn the rest of the text round.
        const auto open = textProperties({"\"", "a", "\n", "\n", "b"});
        QCOMPARE(open[0].values, (std::vector<double>{1, 1, 1, 0, 0}));
    }

    void countsByTheLastCharacters() {
        // a b a b a: b follows a both times, so does a b. Witten and Bell by hand, two symbols.
        const std::vector<Index> training{0, 1, 0, 1, 0};
        const double alone = (2 + 2 * 0.5) / (5 + 2);     // of b
        const double afterA = (2 + 1 * alone) / (2 + 1);  // of b after a
        const double first = (3 + 2 * 0.5) / (5 + 2);     // of a
        const double bits = -(std::log2(first) + std::log2(afterA)) / 2;
        QVERIFY(std::abs(ngramBits(training, {0, 1}, 2, 1) - bits) < 1e-12);
        QVERIFY(std::abs(ngramBits(training, {0}, 2, 0) + std::log2(first)) < 1e-12);
        // What was never seen costs, but not everything.
        QVERIFY(std::isfinite(ngramBits(training, {2, 2, 0}, 3, 2)));
    }

    void recordsWhatTheNetRead() {
        const auto task = taskOf({"data.task=reber"});
        const engine::Sample sample = task->sample(0);
        const Recording recording = recordOf(*task->model(1), sample.inputs, task->initialWeights(1), {});
        const engine::Tensor plain = task->model(1)->predict(sample.inputs, task->initialWeights(1)).at(0);
        QVERIFY((recording.outputs.at(0).values - plain.values).cwiseAbs().maxCoeff() < 1e-5f);
        QVERIFY(valuesOf(recording.cell, "c") && !valuesOf(recording.cell, "nothing"));
    }

    void refuses() {
        const auto said = [](const QByteArray& text) {
            QTemporaryDir folder;
            QFile file(folder.filePath("a.txt"));
            if (!file.open(QIODevice::WriteOnly)) return QString();
            file.write(text);
            file.close();
            Spec spec = findLesson("papers").spec("real", {"data.task=characters"});
            spec.folder = folder.path().toStdString();
            spec.data["choices"]["characters"]["data"]["file"] = "a.txt";
            return messageOf([&] { static_cast<void>(makeTask(spec, 1)); });
        };
        QVERIFY2(said("too short").startsWith("a.txt: expected a text that is longer than"),
                 qPrintable(said("too short")));
        QCOMPARE(said("Jos\xe9\n"), QString("a.txt:1: expected text in UTF-8, got other bytes"));
        QVERIFY(messageOf([] {
                    static_cast<void>(taskOf({"data.task=reber", "data.choices.reber.data.held_out=90000"}));
                }).contains("held_out: expected fewer strings"));
    }
};

QTEST_GUILESS_MAIN(TestPapers)
#include "tst_papers.moc"
