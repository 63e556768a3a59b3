// Rows of an Embedding that are read several times in a batch, as Keras trains them on TensorFlow: each read squared
// and clipped on its own. Ten steps of whole models; fixture by make_embeddings.py. Two threads, so the shards' reads
// meet as in a lesson.
#include <QtTest>

#include "engine/files/config.h"
#include "engine/training/trainer.h"
#include "tests/support/parity.h"

using namespace engine;
using parity::Json;

class TestEmbeddings : public QObject {
    Q_OBJECT

    Json m_cases;

 private slots:
    void initTestCase() { m_cases = parity::readFixture("embeddings.json"); }

    void tenSteps_data() {
        QTest::addColumn<int>("number");
        for (std::size_t i = 0; i < m_cases.size(); ++i)
            QTest::newRow(m_cases[i]["name"].get<std::string>().c_str()) << static_cast<int>(i);
    }

    void tenSteps() {
        QFETCH(int, number);
        const Json& wanted = m_cases[static_cast<std::size_t>(number)];
        const std::shared_ptr<Model> model = modelFromConfig(wanted["config"]);
        std::vector<Tensor> inputs;
        for (const Json& input : wanted["x"]) inputs.push_back(parity::tensorOf(input));
        TrainerOptions options;
        options.losses = {"mse"};
        options.optimizer = wanted["optimizer"].get<std::string>();
        options.batchSize = wanted["batch_size"].get<Index>();
        options.shuffle = false;
        options.threads = 2;
        Trainer trainer(model, {inputs, {parity::tensorOf(wanted["y"])}, {}}, {}, options);
        trainer.restore(trainer.initialState(parity::weightsOf(wanted["start"])));
        for (int step = 0; step < 10; ++step) QVERIFY(trainer.step() != BatchOutcome::Diverged);
        for (std::size_t i = 0; i < wanted["end"].size(); ++i) {
            const double difference = parity::difference(trainer.state().weights[i], wanted["end"][i]);
            QVERIFY2(difference < 1e-5,
                     qPrintable(QString("%1 differs by %2").arg(model->parameters()[i]->path.c_str()).arg(difference)));
        }
    }
};

QTEST_GUILESS_MAIN(TestEmbeddings)
#include "tst_embeddings.moc"
