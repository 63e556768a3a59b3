// Lesson files: what is read, and the exact message of what is refused.
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <set>

#include "lessons/catalog.h"
#include "lessons/text/links.h"
#include "lessons/text/reader.h"
#include "tests/support/errors.h"

using lessons::Lesson;

namespace {

const QByteArray kGood =
    "---\n"
    "id: small\n"
    "number: 3\n"
    "title: \"A small one\"\n"
    "data:\n"
    "  kind: forecasting\n"
    "  look_back: 4\n"
    "model:\n"
    "  - LSTM: {units: 5, activation: relu}\n"
    "  - LSTM: {units: 6, name: upper}\n"
    "  - Flatten\n"
    "  - Dense:\n"
    "      units: 1\n"
    "training: {loss: mse, epochs: 3}\n"
    "tutorial:\n"
    "  data:\n"
    "    kind: forecasting\n"
    "  training:\n"
    "    loss: mse\n"
    "    epochs: 2\n"
    "---\n"
    "\n"
    "## One\n"
    "\n"
    "Text with [a link](step:t=3,op=f).\n"
    "\n"
    "```\n"
    "# no title, [no link](nowhere)\n"
    "```\n"
    "## Two\n"
    "[Start](train:start), [change](set:training.epochs=9)\n";

class File {
 public:
    explicit File(const QByteArray& text) {
        QFile file(m_folder.filePath("06-small.md"));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write the file of the test");
    }
    [[nodiscard]] std::string path() const { return m_folder.filePath("06-small.md").toStdString(); }

 private:
    QTemporaryDir m_folder;
};

Lesson good() {
    return lessons::readLesson(File(kGood).path());
}

}  // namespace

class TestLessonFormat : public QObject {
    Q_OBJECT
 private slots:
    void readsALesson() {
        const Lesson lesson = good();
        QCOMPARE(lesson.number, 3);
        QCOMPARE(lesson.id, std::string("small"));
        QCOMPARE(lesson.title, std::string("A small one"));
        QVERIFY((lesson.versions == std::vector<std::string>{"real", "tutorial"}));
        QCOMPARE(lesson.pages.size(), std::size_t(2));
        QCOMPARE(lesson.pages[0].title, std::string("One"));
        QVERIFY(lesson.pages[0].markdown.starts_with("Text with"));
        QVERIFY(lesson.pages[0].markdown.ends_with("```\n"));
        QCOMPARE(lesson.spec().version, std::string("real"));
        QCOMPARE(lesson.spec().training.at("epochs").get<int>(), 3);
        QCOMPARE(lesson.spec("tutorial").training.at("epochs").get<int>(), 2);
        QVERIFY(lesson.spec("tutorial").model.is_null());
    }

    void keepsAPageToItsVersion() {
        const auto read = [](const QByteArray& mark) {
            return lessons::readLesson(File(kGood + "\n## Three\n" + mark + "\n\nText.\n").path());
        };
        const Lesson lesson = read("<!-- version: tutorial -->");
        QCOMPARE(lesson.pages.size(), std::size_t(3));
        QCOMPARE(lesson.pages[2].version, std::string("tutorial"));
        QCOMPARE(lesson.pages[2].markdown, std::string("Text.\n"));
        QCOMPARE(lesson.pagesOf("real").size(), std::size_t(2));
        QCOMPARE(lesson.pagesOf("tutorial").size(), std::size_t(3));
        const QString said = messageOf([&] { static_cast<void>(read("<!-- version: turorial -->")); });
        QVERIFY2(said.contains("version: expected real or tutorial, got \"turorial\""), qPrintable(said));
    }

    void theForecastingLessonHasATextForEachVersion() {
        const Lesson lesson = lessons::findLesson("forecasting");
        for (const auto& page : lesson.pagesOf("tutorial"))
            QVERIFY2(page.markdown.find("electricity") == std::string::npos &&
                         page.markdown.find("half-hour") == std::string::npos,
                     page.title.c_str());
        QVERIFY(lesson.pagesOf("real").size() >= 4 && lesson.pagesOf("tutorial").size() >= 4);
    }

    void knowsWhereKeysStand() {
        const Lesson lesson = good();
        QCOMPARE(lesson.spec().where("data.look_back"), std::string("06-small.md:7:3: "));
        QCOMPARE(lesson.spec().where("model.0.LSTM.units"), std::string("06-small.md:9:12: "));
        QCOMPARE(lesson.spec().where("data.look_back.deeper.still"), std::string("06-small.md:7:3: "));
        QCOMPARE(lesson.spec("tutorial").where("training.epochs"), std::string("06-small.md:20:5: "));
        QCOMPARE(lesson.spec("tutorial").where("model"), std::string("06-small.md:15:1: "));
        QCOMPARE(lesson.spec("", {"data.look_back=5"}).where("data.look_back"), std::string("--set data.look_back: "));
    }

    void overridesReachEveryKey() {
        const Lesson lesson = good();
        const std::vector<std::string> changes{"training.learning_rate=0.01",
                                               "model.0.LSTM.units=20",
                                               "model.upper.units=21",
                                               "model.dense.activation=sigmoid",
                                               "model.flatten.data_format=channels_last",
                                               "training.early_stopping={patience: 4}",
                                               "data.look_back=7"};
        const auto spec = lesson.spec("", changes);
        QCOMPARE(spec.training.at("learning_rate").get<double>(), 0.01);
        QCOMPARE(spec.model[0].at("LSTM").at("units").get<int>(), 20);
        QCOMPARE(spec.model[1].at("LSTM").at("units").get<int>(), 21);
        QCOMPARE(spec.model[2].at("Flatten").at("data_format").get<std::string>(), std::string("channels_last"));
        QCOMPARE(spec.model[3].at("Dense").at("activation").get<std::string>(), std::string("sigmoid"));
        QCOMPARE(spec.training.at("early_stopping").at("patience").get<int>(), 4);
        QCOMPARE(spec.data.at("look_back").get<int>(), 7);
        QCOMPARE(lesson.spec("tutorial", {"training.epochs=1"}).training.at("epochs").get<int>(), 1);
        QCOMPARE(lesson.spec().training.at("epochs").get<int>(), 3);  // the lesson itself does not change
    }

    void refusesOverrides_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("message");
        const QString training =
            "loss, optimizer, clipnorm, clipvalue, global_clipnorm, learning_rate, schedule, batch_size, epochs, "
            "validation_split, shuffle, metrics, early_stopping or seeds";
        QTest::newRow("unknown key")
            << "training.learning_rat=1"
            << "--set training.learning_rat: unknown key \"learning_rat\" in training, expected " + training +
                   " (did you mean learning_rate?)";
        QTest::newRow("word")
            << "training.epochs=many"
            << "--set training.epochs: epochs: expected a whole number from 0 to 1000000, got \"many\"";
        QTest::newRow("too small")
            << "training.batch_size=0"
            << "--set training.batch_size: batch_size: expected a whole number from 1 to 1048576, got 0";
        QTest::newRow("fraction")
            << "training.epochs=1.5"
            << "--set training.epochs: epochs: expected a whole number from 0 to 1000000, got 1.5";
        QTest::newRow("negative rate")
            << "training.learning_rate=-1"
            << "--set training.learning_rate: learning_rate: expected a number above 0, got -1";
        QTest::newRow("section")
            << "trainin.epochs=1"
            << "--set trainin.epochs: expected a key of data, model, training or result, got \"trainin.epochs\" "
               "(did you mean training?)";
        QTest::newRow("no value") << "training.epochs"
                                  << "--set training.epochs: expected PATH=VALUE, e.g. training.learning_rate=0.01";
        QTest::newRow("layer")
            << "model.lsdm.units=1"
            << "--set model.lsdm.units: no entry \"lsdm\", expected 0 to 3 or a layer's name: lstm, upper, flatten or "
               "dense (did you mean lstm?)";
        QTest::newRow("beyond")
            << "model.4.LSTM.units=1"
            << "--set model.4.LSTM.units: no entry \"4\", expected 0 to 3 or a layer's name: lstm, upper, flatten or "
               "dense";
        QTest::newRow("below a number") << "training.epochs.x=1"
                                        << "--set training.epochs.x: training.epochs is 3 and has no \"x\"";
        QTest::newRow("dots") << "training..epochs=1"
                              << "--set training..epochs: expected names with single dots between them";
        QTest::newRow("not yaml") << "training.metrics=[a"
                                  << "--set training.metrics: not YAML: end of sequence flow not found";
        QTest::newRow("inside")
            << "training.early_stopping.patienc=3"
            << "--set training.early_stopping: training.early_stopping: expected the key \"patience\" with a whole "
               "number from 1 to 1000000";
    }
    void refusesOverrides() {
        QFETCH(QString, change);
        QFETCH(QString, message);
        const Lesson lesson = good();
        QCOMPARE(messageOf([&] { static_cast<void>(lesson.spec("", {change.toStdString()})); }), message);
    }

    void refusesFiles_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QByteArray& from, const QByteArray& to, const QString& message) {
            QTest::newRow(name) << from << to << message;
        };
        row("wrong key", "epochs: 3", "epoks: 3",
            "06-small.md:14:23: unknown key \"epoks\" in training, expected loss, optimizer, clipnorm, clipvalue, "
            "global_clipnorm, "
            "learning_rate, schedule, batch_size, epochs, validation_split, shuffle, metrics, early_stopping or seeds "
            "(did "
            "you mean epochs?)");
        row("wrong key at the top", "title:", "titel:",
            "06-small.md:4:1: unknown key \"titel\", expected id, number, title, data, model, training, result, "
            "expected or "
            "tutorial (did you mean title?)");
        row("one key too many", "number: 3", "number: 3\nmodle: 4",
            "06-small.md:4:1: unknown key \"modle\", expected id, number, title, data, model, training, result, "
            "expected or "
            "tutorial (did you mean "
            "model?)");
        row("in the tutorial", "    epochs: 2", "    epochs: two",
            "06-small.md:20:5: epochs: expected a whole number from 0 to 1000000, got \"two\"");
        row("unknown section of the tutorial", "  training:\n    loss", "  trainings:\n    loss",
            "06-small.md:18:3: unknown key \"trainings\" in tutorial, expected data, model, training, result or "
            "expected (did "
            "you mean training?)");
        row("wrong type", "number: 3", "number: three",
            "06-small.md:3:1: number: expected a whole number from 1 to 9999, got \"three\"");
        row("id", "id: small", "id: Not An Id",
            "06-small.md:2:1: id: expected lower-case letters, digits, - and _, got \"Not An Id\"");
        row("no kind", "  kind: forecasting\n  look_back: 4", "  look_back: 4",
            "06-small.md:5:1: data: expected a map with the key \"kind\", got a map");
        row("model",
            "model:\n  - LSTM: {units: 5, activation: relu}\n  - LSTM: {units: 6, name: upper}\n  - Flatten\n  - "
            "Dense:\n      units: 1",
            "model: lstm", "06-small.md:8:1: model: expected a list of layers, got \"lstm\"");
        row("no yaml", "title: \"A small one\"", "title: \"A small one",
            "06-small.md:4:8: not YAML: the quote is not closed");
        row("broken flow", "{loss: mse, epochs: 3}", "{loss: mse, epochs: 3",
            "06-small.md:15:9: not YAML: end of map flow not found");
        row("twice", "number: 3", "number: 3\nid: other", "06-small.md:4:1: key \"id\" is given twice");
        row("no front matter", "---\nid", "id", "06-small.md:1:1: expected a line \"---\" and the front matter");
        row("not closed", "    epochs: 2\n---\n", "    epochs: 2\n",
            "06-small.md:1:1: expected a line \"---\" after the front matter");
        row("text before a title", "---\n\n## One", "---\n\nHello\n## One",
            "06-small.md:23:1: expected a step's title \"## ...\" before the first text");
        row("scheme", "step:t=3", "stop:t=3",
            "06-small.md:25:20: link \"stop:t=3,op=f\": expected step, train, set, lesson or https before a colon");
        row("step", "step:t=3,op=f", "step:t=3,op",
            "06-small.md:25:20: link \"step:t=3,op\": t: expected a whole number from 1, got \"3,op\"");
        row("train", "train:start", "train:go",
            "06-small.md:31:9: link \"train:go\": expected start, pause, batch, epoch, stop or reset");
        row("set", "set:training.epochs=9", "set:training.epochs=-9",
            "06-small.md:31:32: link \"set:training.epochs=-9\": training.epochs: expected a whole "
            "number from 0 to 1000000, "
            "got -9");
        row("no loss", "loss: mse, epochs: 3", "epochs: 3",
            "06-small.md:14:1: training: expected the key \"loss\" beside epochs");
    }
    void refusesFiles() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, message);
        QByteArray text = kGood;
        const auto at = text.indexOf(from);
        QVERIFY(at >= 0);
        text.replace(at, from.size(), to);
        const QString said = messageOf([&] { static_cast<void>(lessons::readLesson(File(text).path())); });
        QCOMPARE(said, message);
    }

    void refusesEndlessFrontMatter() {
        QByteArray bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
        for (char c = 'b'; c < 'k'; ++c)
            bomb += QByteArray(1, c) + ": &" + c + " [" + QByteArray("*X, ").replace('X', char(c - 1)).repeated(9) +
                    "*" + char(c - 1) + "]\n";
        const QString said =
            messageOf([&] { static_cast<void>(lessons::readLesson(File("---\n" + bomb + "---\n## P\n").path())); });
        QVERIFY2(said.endsWith("more than 100000 values"), qPrintable(said));
        const QString deep = messageOf([&] {
            static_cast<void>(lessons::readLesson(
                File("---\na: " + QByteArray(50, '[') + QByteArray(50, ']') + "\n---\n## P\n").path()));
        });
        QVERIFY2(deep.endsWith("nested deeper than 32 levels"), qPrintable(deep));
    }

    void unknownVersionAndLesson() {
        const Lesson lesson = good();
        QCOMPARE(messageOf([&] { static_cast<void>(lesson.spec("fast")); }),
                 QString("06-small.md: expected the version real or tutorial, got \"fast\""));
        const QString said = messageOf([] { static_cast<void>(lessons::findLesson("forecastin")); });
        QVERIFY2(said.startsWith("no lesson \"forecastin\", expected ") && said.endsWith("(did you mean forecasting?)"),
                 qPrintable(said));
    }

    void everyInstalledLessonIsRead() {
        const lessons::Catalog all = lessons::readCatalog();
        QVERIFY2(all.faults.empty(), all.faults.empty() ? "" : all.faults.front().message.c_str());
        const std::vector<Lesson>& catalog = all.lessons;
        std::set<std::string> ids;
        for (const Lesson& lesson : catalog) ids.insert(lesson.id);
        QVERIFY(ids.contains("forecasting"));
        for (const Lesson& lesson : catalog)
            for (const auto& page : lesson.pages)
                for (const auto& link : lessons::findLinks(page.markdown))
                    if (link.scheme == "lesson") QVERIFY2(ids.contains(link.target), link.target.c_str());
    }
};

QTEST_GUILESS_MAIN(TestLessonFormat)
#include "tst_lessonformat.moc"
