// What a file says beside its layers, held against Keras: the batch that stateful layers are fixed to, the metrics' own
// names, and the version that wrote it (fixtures by make_filesettings.py).
#include <QTemporaryDir>
#include <algorithm>

#include "engine/files/keras.h"
#include "engine/layers/states.h"
#include "engine/training/trainer.h"
#include "tests/support/errors.h"
#include "tests/support/parity.h"

using namespace engine;

class FileSettingsTest : public QObject {
    Q_OBJECT

    static KerasFile read(const QString& name) {
        return readKeras(GATEWISE_SOURCE_DIR "/tests/parity/fixtures/keras/" + name.toStdString() + ".keras");
    }

    static parity::Json factsOf(const QString& name) {
        return parity::readFixture(("keras/" + name + ".json").toUtf8().constData());
    }

    static TrainerOptions optionsOf(const KerasFile& file, Index batchSize) {
        TrainerOptions options;
        options.losses = file.losses.empty() ? std::vector<std::string>{"mse"} : file.losses;
        options.metrics = file.metrics;
        options.optimizer = file.optimizer.empty() ? "sgd" : file.optimizer;
        options.learningRate = file.learningRate;
        options.batchSize = batchSize;
        options.shuffle = false;
        return options;
    }

    static double differenceOf(const KerasFile& file, const Tensor& input, const parity::Json& wanted, bool states) {
        LayerStates kept;
        PassOptions pass;
        if (states) pass.states = &kept;
        const std::vector<Tensor> outputs = file.model->predict({input}, file.weights, pass);
        return parity::difference(outputs[0].values, parity::tensorOf(wanted).values);
    }

 private Q_SLOTS:
    void statesGoFromBatchToBatch_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("LSTM, batches of 1") << "stateful_lstm";
        QTest::newRow("Bidirectional GRU and SimpleRNN, batches of 2") << "stateful_both";
    }
    void statesGoFromBatchToBatch() {
        QFETCH(QString, name);
        const auto facts = factsOf(name);
        const KerasFile file = read(name);
        QVERIFY(file.model->isStateful());
        QCOMPARE(file.model->batchSize(), facts["batch_size"].get<Index>());
        const Tensor input = parity::tensorOf(facts["inputs"][0]);
        QVERIFY(differenceOf(file, input, facts["outputs"], true) < 1e-6);
        QVERIFY(differenceOf(file, input, facts["outputs"], false) > 1e-3);  // without them other numbers come out
    }

    void anotherBatchSizeIsRefused() {
        const KerasFile file = read("stateful_both");
        const Tensor input = parity::tensorOf(factsOf("stateful_both")["inputs"][0]);
        LayerStates kept;
        PassOptions pass;
        pass.states = &kept;
        QVERIFY(messageOf([&] {
                    (void)file.model->predict({input.samples(0, 5)}, file.weights, pass);
                }).contains("expected a multiple of the 2 samples"));
        const Tensor target = Tensor::vectors(Matrix::Zero(6, 3));
        for (const Index batch : {1, 3, 6})
            QCOMPARE(messageOf([&] {
                         Trainer(file.model, {{input}, {target}, {}}, {}, optionsOf(file, batch));
                     }),
                     QString("batch size: expected 2, which the stateful model %1 is fixed to, got %2")
                         .arg(QString::fromStdString(file.model->name()))
                         .arg(batch));
        Trainer trainer(file.model, {{input}, {target}, {}}, {}, optionsOf(file, 2));
        QCOMPARE(trainer.step(), BatchOutcome::Continues);
    }

    void metricsKeepTheirNames() {
        const auto facts = factsOf("metric_names");
        const QTemporaryDir folder;
        const std::string again = folder.filePath("again.keras").toStdString();
        const KerasFile first = read("metric_names");
        QVERIFY2(first.compileProblem.empty(), first.compileProblem.c_str());
        writeKeras(again, first);
        for (const KerasFile& file : {first, readKeras(again)}) {
            QVERIFY2(file.compileProblem.empty(), file.compileProblem.c_str());
            QCOMPARE(file.metrics, first.metrics);
            Trainer trainer(file.model,
                            {{parity::tensorOf(facts["inputs"][0])}, {parity::tensorOf(facts["targets"][0])}, {}}, {},
                            optionsOf(file, facts["batch_size"].get<Index>()));
            trainer.restore(trainer.initialState(file.weights));
            for (std::size_t epoch = 0; epoch < 2; ++epoch) {
                while (trainer.step() == BatchOutcome::Continues) {
                }
                QCOMPARE(trainer.epochLogs().size(), facts["history"].size());
                for (const auto& [name, value] : trainer.epochLogs()) {
                    QVERIFY2(facts["history"].contains(name), name.c_str());
                    const double wanted = facts["history"][name][epoch].get<double>();
                    QVERIFY2(std::abs(value - wanted) < 1e-5,
                             qPrintable(
                                 QString("%1: %2, Keras %3").arg(QString::fromStdString(name)).arg(value).arg(wanted)));
                }
            }
        }
    }

    /// hard_sigmoid as Keras 2 computed it; its file cannot be written as one of Keras 3.
    void hardSigmoidOfKeras2() {
        const auto facts = factsOf("keras2_hard_sigmoid");
        const KerasFile file = read("keras2_hard_sigmoid");
        const Tensor input = parity::tensorOf(facts["inputs"][0]);
        QVERIFY(differenceOf(file, input, facts["outputs"], false) < 1e-6);
        QVERIFY(differenceOf(file, input, facts["keras3"], false) > 1e-3);
        const QTemporaryDir folder;
        QVERIFY(messageOf([&] {
                    writeKeras(folder.filePath("x.keras").toStdString(), file);
                }).contains("hard_sigmoid of Keras 2 cannot be written"));
    }
};

QTEST_GUILESS_MAIN(FileSettingsTest)
#include "tst_filesettings.moc"
