// Metrics against Keras over several batches, with masks; fixtures by make_losses.py. Entity F1 by hand.
#include <QtTest>

#include "engine/core/error.h"
#include "engine/metrics/entityf1.h"
#include "tests/support/parity.h"

using namespace engine;
using parity::Json;

namespace {

Tensor outputOf(const Json& batch) {
    Tensor output = parity::tensorOf(batch["output"]);
    if (!batch.contains("mask")) return output;
    Mask mask(static_cast<std::size_t>(output.values.rows()));
    for (Index b = 0; b < output.batch; ++b)
        for (Index t = 0; t < output.steps; ++t)
            mask[static_cast<std::size_t>(t * output.batch + b)] =
                batch["mask"][static_cast<std::size_t>(b)][static_cast<std::size_t>(t)].get<bool>();
    output.mask = std::make_shared<const Mask>(std::move(mask));
    return output;
}

}  // namespace

class TestMetrics : public QObject {
    Q_OBJECT

    Json m_cases;

 private slots:
    void initTestCase() {
        m_cases = parity::readFixture("metrics.json");
        for (const Json& one : parity::readFixture("auc.json")) m_cases.push_back(one);
    }

    void keras_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_cases.size(); ++i) {
            const std::string name = std::to_string(i) + " " + m_cases[i]["metric"].get<std::string>();
            QTest::newRow(name.c_str()) << static_cast<int>(i);
        }
    }

    void keras() {
        QFETCH(int, index);
        const Json& wanted = m_cases[static_cast<std::size_t>(index)];
        const std::string text = wanted["metric"].get<std::string>(), loss = wanted["loss"].get<std::string>();
        const Shape shape = parity::tensorOf(wanted["batches"][0]["output"]).shape();
        std::unique_ptr<Metric> metric = makeMetric(text, loss, shape);
        for (const Json& batch : wanted["batches"]) {
            metric->update(outputOf(batch), parity::tensorOf(batch["target"]), {});
            // Resumed after each batch by another one.
            std::unique_ptr<Metric> next = makeMetric(text, loss, shape);
            next->restore(metric->state());
            metric = std::move(next);
        }
        const double expected = wanted["value"].get<double>();
        QVERIFY2(std::abs(metric->result() - expected) < 1e-6,
                 qPrintable(QString("%1, Keras %2").arg(metric->result(), 0, 'g', 10).arg(expected, 0, 'g', 10)));
        metric->reset();
        const std::vector<double> nothing = makeMetric(text, loss, shape)->state();
        QCOMPARE(metric->state(), nothing);
    }

    void keysAreKeras() {
        const auto key = [](const std::string& text) { return makeMetric(text, "mse", Shape::vector(1))->name(); };
        QCOMPARE(key("acc"), std::string("acc"));
        QCOMPARE(key("mae"), std::string("mae"));
        QCOMPARE(key("MeanAbsoluteError"), std::string("MeanAbsoluteError"));
        QCOMPARE(key("TopKCategoricalAccuracy(k=3)"), std::string("top_k_categorical_accuracy"));
        QCOMPARE(key("MeanSquaredError(name=\"my, mse\")"), std::string("my, mse"));
        QCOMPARE(key("huber(delta=2.0,name=h)"), std::string("h"));
        QCOMPARE(key("rmse"), std::string("root_mean_squared_error"));
        QCOMPARE(key("AUC"), std::string("AUC"));
        QCOMPARE(key("AUC(curve=PR)"), std::string("auc"));
        QCOMPARE(key("f1_score"), std::string("f1_score"));
    }

    void perplexityIsTheExponentialOfTheMeanCrossEntropy() {
        const auto metric = makeMetric("perplexity", "sparse_categorical_crossentropy", Shape::sequenceOf(2, 4));
        Matrix output = Matrix::Constant(4, 4, Scalar(0.25));
        Tensor sequences = Tensor::sequences(output, 2, 2);
        metric->update(sequences, Tensor::vectors(Matrix::Ones(2, 2)), {});
        QVERIFY(std::abs(metric->result() - 4.0) < 1e-6);
        metric->reset();
        sequences.values.row(3) << Scalar(0.97), Scalar(0.01), Scalar(0.01), Scalar(0.01);  // sample 1, step 1: masked
        sequences.mask = std::make_shared<const Mask>(Mask{true, true, true, false});
        metric->update(sequences, Tensor::vectors(Matrix::Ones(2, 2)), {});
        QVERIFY(std::abs(metric->result() - 4.0) < 1e-6);
    }

    void entitiesFollowConll() {
        const std::vector<Entity> expected{{"PER", 0, 1}, {"PER", 2, 2}, {"LOC", 4, 4}, {"ORG", 5, 6}, {"LOC", 7, 7}};
        QCOMPARE(entitiesOf({"B-PER", "I-PER", "B-PER", "O", "I-LOC", "B-ORG", "I-ORG", "I-LOC"}), expected);
        QVERIFY(entitiesOf({"O", "O"}).empty());
        QVERIFY(entitiesOf({}).empty());
        const EntityCounts counts = countEntities({"B-PER", "I-PER", "O", "B-LOC"}, {"B-PER", "O", "O", "B-LOC"});
        QCOMPARE(counts.correct, 1.0);  // half an entity is none
        QCOMPARE(counts.found, 2.0);
        QCOMPARE(counts.f1(), 0.5);
        QCOMPARE(countEntities({"O"}, {"O"}).f1(), 0.0);
        QVERIFY_THROWS_EXCEPTION(Error, (void)countEntities({"O"}, {}));
    }

    void entityF1ReadsSequences() {
        const auto metric =
            makeMetric("entity_f1(labels=[O,B-PER,I-PER])", "sparse_categorical_crossentropy", Shape::sequenceOf(3, 3));
        // Two sentences of 3 and 2 words; row t*2 + b. Predicted: B I O and O B (its masked third word is B).
        Matrix output(6, 3);
        output << 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0;
        Tensor sentences = Tensor::sequences(output, 2, 3);
        sentences.mask = std::make_shared<const Mask>(Mask{true, true, true, true, true, false});
        Matrix truth(2, 3);
        truth << 1, 2, 0, 1, 1, 0;
        metric->update(sentences, Tensor::vectors(truth), {});
        QCOMPARE(metric->state(), (std::vector<double>{2, 2, 3}));
        QCOMPARE(metric->result(), 0.8);
    }

    void wrongTextIsRefused() {
        const Shape shape = Shape::vector(3);
        QVERIFY_THROWS_EXCEPTION(Error, (void)makeMetric("acuracy", "mse", shape));
        QVERIFY_THROWS_EXCEPTION(Error, (void)makeMetric("accuracy(k=3)", "mse", shape));
        QVERIFY_THROWS_EXCEPTION(Error, (void)makeMetric("top_k_categorical_accuracy(k=0)", "mse", shape));
        QVERIFY_THROWS_EXCEPTION(Error, (void)makeMetric("f1_score", "mse", shape));
        QVERIFY_THROWS_EXCEPTION(Error, (void)makeMetric("entity_f1", "mse", shape));
        QVERIFY_THROWS_EXCEPTION(Error, (void)makeMetric("auc(curve=X)", "mse", shape));
        QVERIFY_THROWS_EXCEPTION(Error, (void)makeMetric("huber(delat=1)", "mse", shape));
    }
};

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
