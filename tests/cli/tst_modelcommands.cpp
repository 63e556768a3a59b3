// gatewise model summary|predict|gradients|fit|trace on files that Keras wrote, through the command line's own parser.
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "cli/commands.h"
#include "cli/json.h"
#include "engine/core/error.h"
#include "tests/support/program.h"

using cli::Json;

class ModelCommandsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char* name) const { return m_folder.filePath(name); }

    static QString fixture(const char* name) {
        return GATEWISE_SOURCE_DIR "/tests/parity/fixtures/keras/" + QString(name);
    }

    static Json facts(const char* name) {
        QFile file(fixture(name));
        if (!file.open(QIODevice::ReadOnly)) qFatal("cannot open %s", name);
        return Json::parse(file.readAll().toStdString());
    }

    void put(const char* name, const Json& json) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(json.dump()));
    }

    // The lines that --json wrote; an Error's text where there is one.
    static QString run(const QStringList& arguments) {
        CLI::App app("", "gatewise");
        cli::addModel(app);
        std::vector<std::string> reversed{"model"};
        for (const QString& argument : arguments) reversed.insert(reversed.begin(), argument.toStdString());
        try {
            app.parse(std::move(reversed));
            return {};
        } catch (const engine::Error& error) {
            return error.what();
        } catch (const CLI::ParseError& error) {
            return error.what();
        }
    }

    std::vector<Json> lines(QStringList arguments) {
        const QString out = path("answer.json");
        const QString problem = run(arguments << "--json" << out);
        if (!problem.isEmpty()) qFatal("%s", qPrintable(problem));
        QFile file(out);
        if (!file.open(QIODevice::ReadOnly)) qFatal("no answer");
        std::vector<Json> result;
        for (const QByteArray& line : file.readAll().split('\n'))
            if (!line.isEmpty()) result.push_back(Json::parse(line.toStdString()));
        return result;
    }

    static double difference(const Json& a, const Json& b) {
        if (!a.is_array()) return std::abs(a.get<double>() - b.get<double>());
        if (a.size() != b.size()) return INFINITY;
        double most = 0;
        for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, difference(a[i], b[i]));
        return most;
    }

 private Q_SLOTS:
    void initTestCase() {
        const Json graph = facts("graph.json"), stacked = facts("stacked_adam.json");
        put("tokens.json", graph["inputs"][0]);
        put("features.json", graph["inputs"][1]);
        for (std::size_t i = 0; i < 3; ++i) put(qPrintable(QString("y%1.json").arg(i)), graph["targets"][i]);
        put("x.json", stacked["inputs"][0]);
        put("y.json", stacked["targets"][0]);
    }

    void summary() {
        const Json table = lines({"summary", fixture("stacked_adam.keras")}).at(0);
        QCOMPARE(table["total_parameters"], facts("stacked_adam.json")["parameters"]);
        QCOMPARE(table["layers"][1]["name"], "bidirectional");
        QCOMPARE(table["layers"][1]["output_shape"], "(None, 5, 4)");
    }

    void predictByNameAndInOrder() {
        const Json expected = facts("graph.json")["outputs"];
        const Json named = lines({"predict", fixture("graph.keras"), "--input", "features=" + path("features.json"),
                                  "--input", "tokens=" + path("tokens.json")})
                               .at(0);
        QVERIFY(difference(named["outputs"], expected) < 1e-6);
        const Json ordered =
            lines({"predict", fixture("graph.keras"), "--input", path("tokens.json"), "--input", path("features.json")})
                .at(0);
        QCOMPARE(ordered, named);
    }

    void gradientsAreDerivatives() {
        const QStringList arguments{"gradients", fixture("graph.keras"),
                                    "--input",   path("tokens.json"),
                                    "--input",   path("features.json"),
                                    "--target",  path("y0.json"),
                                    "--target",  path("y1.json"),
                                    "--target",  path("y2.json"),
                                    "--loss",    "mse"};
        const Json answer = lines(arguments).at(0);
        QVERIFY(answer["input_gradients"][0].is_null());
        QCOMPARE(answer["gradients"].size(), facts("graph.json")["paths"].size());
        // A central difference along one number of the second input.
        Json changed = facts("graph.json")["inputs"][1];
        const double number = changed[1][2][0].get<double>(), step = 1e-2;
        double loss[2];
        for (int side = 0; side < 2; ++side) {
            changed[1][2][0] = number + (side == 0 ? -step : step);
            put("features.json", changed);
            loss[side] = lines(arguments).at(0)["loss"].get<double>();
        }
        put("features.json", facts("graph.json")["inputs"][1]);
        const double analytic = answer["input_gradients"][1][1][2][0].get<double>();
        QVERIFY2(std::abs((loss[1] - loss[0]) / (2 * step) - analytic) < 2e-5,
                 qPrintable(QString("%1 against %2").arg((loss[1] - loss[0]) / (2 * step)).arg(analytic)));
    }

    void fitGoesOnFromTheFile() {
        const Json expected = facts("stacked_adam.json");
        const QStringList common{"--input", path("x.json"), "--target", path("y.json"), "--batch-size",
                                 "4",       "--no-shuffle"};
        const QString first = path("first.keras"), second = path("second.keras");
        const auto one =
            lines(QStringList{"fit", fixture("stacked_adam.keras"), "--epochs", "1", "--out", first} + common);
        QVERIFY(difference(one.at(0)["loss"], expected["history"][0]) < 1e-5);
        QVERIFY(one.at(0).contains("mae"));
        QCOMPARE(one.at(0)["learning_rate"].get<double>(), 0.01);
        QCOMPARE(one.at(1)["stop_reason"], "completed");
        QCOMPARE(one.at(1)["weights_sha256"].get<std::string>().size(), std::size_t(64));
        const auto two = lines(QStringList{"fit", first, "--epochs", "1", "--out", second} + common);
        QVERIFY(difference(two.at(0)["loss"], expected["history"][1]) < 1e-5);
        const auto both = lines(QStringList{"fit", fixture("stacked_adam.keras"), "--epochs", "2"} + common);
        QCOMPARE(both.at(2)["weights_sha256"], two.at(1)["weights_sha256"]);
    }

    void traceBothDirections() {
        for (const char* direction : {"forward", "backward"}) {
            const Json trace =
                lines({"trace", fixture("stacked_adam.keras"), "--input", path("x.json"), "--target", path("y.json"),
                       "--loss", "mse", "--layer", "bidirectional", "--sample", "2", "--direction", direction})
                    .at(0);
            QCOMPARE(trace["direction"], direction);
            QCOMPARE(trace["cell"], "lstm");
            QCOMPARE(trace["sample"], 2);
            QVERIFY(difference(trace["input"], facts("stacked_adam.json")["inputs"][0][2]) < 1e-8);
            QVERIFY(difference(trace["output"], facts("stacked_adam.json")["outputs"][0][2]) < 1e-6);
            QCOMPARE(trace["values"]["f*c"].size(), std::size_t(5));
            QCOMPARE(trace["gradients"]["h"][0].size(), std::size_t(2));
            QVERIFY(!trace.contains("lesson") && !trace.contains("epoch"));
        }
    }

    void textCountsStepsFromOne() {
        const QStringList arguments{"model",   "trace",        fixture("stacked_adam.keras"), "--input", path("x.json"),
                                    "--layer", "bidirectional"};
        const Outcome outcome = ::run(arguments);
        QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
        QVERIFY(outcome.out.contains("\n  t=1 [") && outcome.out.contains("\n  t=5 ["));
        QVERIFY(!outcome.out.contains("t=0") && !outcome.out.contains("t=6"));
    }

    void statefulModelsGoBatchByBatch() {
        const Json stateful = facts("stateful_both.json");
        put("xs.json", stateful["inputs"][0]);
        put("ys.json", Json(std::vector<std::vector<double>>(6, {0.0, 0.0, 0.0})));
        const Json answer = lines({"predict", fixture("stateful_both.keras"), "--input", path("xs.json")}).at(0);
        QVERIFY(difference(answer["outputs"], stateful["outputs"]) < 1e-6);
        const QStringList fit{"fit",         fixture("stateful_both.keras"),
                              "--input",     path("xs.json"),
                              "--target",    path("ys.json"),
                              "--loss",      "mse",
                              "--optimizer", "sgd"};
        QVERIFY(run(fit + QStringList{"--batch-size", "3"}).startsWith("--batch-size: expected 2, which the stateful"));
        QCOMPARE(lines(fit).back()["stop_reason"], "completed");  // without a word: the size it is fixed to
        QVERIFY(run({"gradients", fixture("stateful_both.keras"), "--input", path("xs.json"), "--target",
                     path("ys.json"), "--loss", "mse"})
                    .startsWith("--input: samples: expected 2, which the stateful"));
    }

    void metricsKeepTheirNames() {
        const Json named = facts("metric_names.json");
        put("xm.json", named["inputs"][0]);
        put("ym.json", named["targets"][0]);
        const QString out = path("named.keras");
        const QStringList data{"--input",      path("xm.json"), "--target", path("ym.json"),
                               "--no-shuffle", "--batch-size",  "4"};
        const Json first =
            lines(QStringList{"fit", fixture("metric_names.keras"), "--epochs", "1", "--out", out} + data).at(0);
        const Json second = lines(QStringList{"fit", out, "--epochs", "1"} + data).at(0);
        for (const auto& [name, values] : named["history"].items()) {
            QVERIFY2(difference(first.value(name, Json(INFINITY)), values[0]) < 1e-5, name.c_str());
            QVERIFY2(difference(second.value(name, Json(INFINITY)), values[1]) < 1e-5, name.c_str());
        }
    }

    void whatCannotBeWrittenIsSaidBeforeTraining() {
        const Json older = facts("keras2_hard_sigmoid.json");
        put("xk.json", older["inputs"][0]);
        put("yk.json", older["outputs"]);
        QVERIFY(run({"fit", fixture("keras2_hard_sigmoid.keras"), "--input", path("xk.json"), "--target",
                     path("yk.json"), "--loss", "mse", "--optimizer", "sgd", "--out", path("never.keras")})
                    .contains("the hard_sigmoid of Keras 2 cannot be written"));
    }

    void wrongOnesAreNamed() {
        QCOMPARE(run({"predict", fixture("stacked_adam.keras"), "--input", path("y.json")}),
                 path("y.json") + ": expected shape (None, 5, 3), got (6, 1)");
        QVERIFY(run({"predict", fixture("conv.keras"), "--input", path("y.json")})
                    .endsWith("conv.keras: layer conv_2: SeparableConv1D is not supported"));
        put("far.json", Json::parse("[[1, 2, 3, 99]]"));
        put("one.json", Json::parse("[[[0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]]]"));
        QVERIFY(run({"predict", fixture("graph.keras"), "--input", path("far.json"), "--input", path("one.json")})
                    .startsWith("embedding: expected a token from 0 to 29, got 99"));
        QVERIFY(run({"predict", fixture("graph.keras"), "--input", "other=" + path("far.json")})
                    .startsWith("--input: expected the name of one of tokens, features"));
        const QString nowhere = path("no/such/folder.keras");
        QVERIFY(run({"fit", fixture("stacked_adam.keras"), "--input", path("x.json"), "--target", path("y.json"),
                     "--out", nowhere})
                    .startsWith(nowhere + ": cannot be written"));
    }

    void divergenceIsAResult() {
        const auto answer =
            lines({"fit", fixture("stacked_adam.keras"), "--input", path("x.json"), "--target", path("y.json"),
                   "--loss", "mse", "--optimizer", "sgd", "--learning-rate", "1e30", "--epochs", "9"});
        QCOMPARE(answer.back()["stop_reason"], "diverged");
        QVERIFY(answer.back()["step"].get<int>() > 0);
    }
};

QTEST_GUILESS_MAIN(ModelCommandsTest)
#include "tst_modelcommands.moc"
