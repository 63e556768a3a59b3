// Files that Keras wrote: the same predictions, the same training from where it stopped; and round trips through our
// writer.
#include <QDir>
#include <QTemporaryDir>

#include "engine/files/keras.h"
#include "engine/losses/loss.h"
#include "engine/training/trainer.h"
#include "tests/support/parity.h"

using namespace engine;

class KerasFilesTest : public QObject {
    Q_OBJECT

    static std::string pathOf(const QString& name) {
        return GATEWISE_SOURCE_DIR "/tests/parity/fixtures/keras/" + name.toStdString() + ".keras";
    }

    static parity::Json factsOf(const QString& name) {
        return parity::readFixture(("keras/" + name + ".json").toUtf8().constData());
    }

    static std::vector<Tensor> tensorsOf(const parity::Json& arrays) {
        std::vector<Tensor> tensors;
        for (const auto& array : arrays) tensors.push_back(parity::tensorOf(array));
        return tensors;
    }

    static void comparePredictions(const KerasFile& file, const parity::Json& facts) {
        const auto outputs = file.model->predict(tensorsOf(facts["inputs"]), file.weights);
        QCOMPARE(outputs.size(), facts["outputs"].size());
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            const double d = parity::difference(outputs[i].values, parity::tensorOf(facts["outputs"][i]).values);
            QVERIFY2(d < 1e-6, qPrintable(QString("output %1 differs by %2").arg(i).arg(d)));
        }
    }

    // Two more epochs from the saved optimizer state on.
    static void compareTraining(const KerasFile& file, const parity::Json& facts) {
        QVERIFY2(file.compileProblem.empty(), file.compileProblem.c_str());
        QVERIFY(file.optimizerState.has_value());
        QCOMPARE(file.optimizerState->iterations, facts["iterations"].get<std::int64_t>());
        TrainerOptions options;
        options.losses = file.losses;
        options.lossWeights = file.lossWeights;
        options.optimizer = file.optimizer;
        options.learningRate = file.learningRate;
        if (!file.schedule.empty()) options.schedule = makeSchedule(file.schedule);
        options.batchSize = facts["batch_size"].get<Index>();
        options.shuffle = false;
        Trainer trainer(file.model, {tensorsOf(facts["inputs"]), tensorsOf(facts["targets"]), {}}, {}, options);
        TrainerState state = trainer.initialState(file.weights);
        state.optimizer = *file.optimizerState;
        trainer.restore(state);
        for (const auto& expected : facts["history"]) {
            while (trainer.step() == BatchOutcome::Continues) {
            }
            double loss = NAN;
            for (const auto& [name, value] : trainer.epochLogs())
                if (name == "loss") loss = value;
            const double wanted = expected.get<double>();
            QVERIFY2(std::abs(loss - wanted) < 1e-5 * std::max(1.0, wanted),
                     qPrintable(QString("loss %1, Keras %2").arg(loss).arg(wanted)));
        }
    }

    static void names() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"stacked_adam", "stacked_amsgrad", "stacked_nadam", "stacked_rmsprop", "stacked_sgd",
                                 "graph", "masked", "decoder"})
            QTest::newRow(name) << QString(name);
    }

 private Q_SLOTS:
    void opens_data() { names(); }
    void opens() {
        QFETCH(QString, name);
        const auto facts = factsOf(name);
        const KerasFile file = readKeras(pathOf(name));
        QCOMPARE(file.model->parameterCount(), facts["parameters"].get<Index>());
        QCOMPARE(file.model->parameters().size(), facts["paths"].size());
        for (std::size_t i = 0; i < facts["paths"].size(); ++i)
            QCOMPARE(file.model->parameters()[i]->path, facts["paths"][i].get<std::string>());
        comparePredictions(file, facts);
        if (facts.contains("history")) compareTraining(file, facts);
    }

    void survivesWriting_data() { names(); }
    void survivesWriting() {
        QFETCH(QString, name);
        const auto facts = factsOf(name);
        const QTemporaryDir folder;
        const std::string path = folder.filePath("again.keras").toStdString();
        const KerasFile first = readKeras(pathOf(name));
        writeKeras(path, first);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{"again.keras"});
        const KerasFile again = readKeras(path);
        QCOMPARE(again.weights.size(), first.weights.size());
        for (std::size_t i = 0; i < first.weights.size(); ++i) QVERIFY(again.weights[i] == first.weights[i]);
        QCOMPARE(again.schedule, first.schedule);
        QCOMPARE(again.losses, first.losses);
        QCOMPARE(again.metrics, first.metrics);
        QCOMPARE(again.learningRate, first.learningRate);
        comparePredictions(again, facts);
        if (facts.contains("history")) compareTraining(again, facts);
    }

    void frozenStaysFrozen() {
        const KerasFile file = readKeras(pathOf("masked"));
        int frozen = 0;
        for (const Parameter* parameter : file.model->parameters())
            if (!parameter->trainable) {
                ++frozen;
                QVERIFY(parameter->path.rfind("simple_rnn/", 0) == 0);
            }
        QCOMPARE(frozen, 3);
    }

    void unknownLayerIsNamed() {
        try {
            (void)readKeras(pathOf("conv"));
            QFAIL("expected an error");
        } catch (const Error& error) {
            QCOMPARE(QString(error.what()),
                     QString::fromStdString(pathOf("conv") + ": layer conv_2: SeparableConv1D is not supported"));
        }
    }
};

QTEST_GUILESS_MAIN(KerasFilesTest)
#include "tst_kerasfiles.moc"
