// Losses against Keras: value and gradient, with weights, masks and clipped probabilities; fixtures by make_losses.py.
#include <QtTest>

#include "engine/core/error.h"
#include "engine/losses/loss.h"
#include "tests/support/parity.h"

using namespace engine;
using parity::Json;

class TestLosses : public QObject {
    Q_OBJECT

    Json m_cases;

 private slots:
    void initTestCase() { m_cases = parity::readFixture("losses.json"); }

    void keras_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_cases.size(); ++i) {
            const std::string name = std::to_string(i) + " " + m_cases[i]["loss"].get<std::string>();
            QTest::newRow(name.c_str()) << static_cast<int>(i);
        }
    }

    void keras() {
        QFETCH(int, index);
        const Json& wanted = m_cases[static_cast<std::size_t>(index)];
        const auto loss = makeLoss(wanted["loss"].get<std::string>());
        Tensor output = parity::tensorOf(wanted["output"]);
        if (wanted.contains("mask")) {
            Mask mask(static_cast<std::size_t>(output.values.rows()));
            for (Index b = 0; b < output.batch; ++b)
                for (Index t = 0; t < output.steps; ++t)
                    mask[static_cast<std::size_t>(t * output.batch + b)] =
                        wanted["mask"][static_cast<std::size_t>(b)][static_cast<std::size_t>(t)].get<bool>();
            output.mask = std::make_shared<const Mask>(std::move(mask));
        }
        std::vector<double> weights;
        if (wanted.contains("weights")) {
            for (const Json& weight : wanted["weights"].flatten()) weights.push_back(weight.get<double>());
        }
        const LossValue value = evaluateLoss(*loss, output, parity::tensorOf(wanted["target"]), weights);
        const double expected = wanted["value"].get<double>();
        QVERIFY2(std::abs(value.value - expected) < 1e-6 * std::max(1.0, std::abs(expected)),
                 qPrintable(QString("%1, Keras %2").arg(value.value, 0, 'g', 10).arg(expected, 0, 'g', 10)));
        const double difference =
            parity::difference(value.gradient.values, parity::tensorOf(wanted["gradient"]).values);
        QVERIFY2(difference < 1e-6, qPrintable(QString::number(difference)));
        QCOMPARE(value.gradient.sequence, output.sequence);
        QCOMPARE(evaluateLoss(*loss, output, parity::tensorOf(wanted["target"]), weights, false).value, value.value);
    }

    void namesAreKeras() {
        const std::vector<std::pair<std::string, std::string>> names{
            {"mse", "mean_squared_error"},
            {"mae", "mean_absolute_error"},
            {"MeanSquaredError", "mean_squared_error"},
            {"BinaryCrossentropy", "binary_crossentropy"},
            {"Huber", "huber"},
            {"SparseCategoricalCrossentropy(from_logits=True)", "sparse_categorical_crossentropy"}};
        for (const auto& [text, name] : names) QCOMPARE(makeLoss(text)->name(), name);
    }

    void whatDoesNotFitIsRefused() {
        const auto message = [](const std::string& loss, const Tensor& output, const Tensor& target) {
            try {
                (void)evaluateLoss(*makeLoss(loss), output, target);
            } catch (const Error& error) {
                return QString::fromStdString(error.what());
            }
            return QString();
        };
        const Tensor vectors = Tensor::vectors(Matrix::Constant(4, 3, Scalar(0.3)));
        const Tensor sequences = Tensor::sequences(Matrix::Constant(8, 3, Scalar(0.3)), 4, 2);
        QCOMPARE(message("mse", vectors, Tensor::vectors(Matrix::Zero(4, 2))),
                 QString("mean_squared_error: expected targets of shape (None, 3), got (None, 2)"));
        QCOMPARE(message("mse", sequences, Tensor::vectors(Matrix::Zero(4, 3))),
                 QString("mean_squared_error: expected targets of shape (None, 2, 3), got (None, 3)"));
        QCOMPARE(message("mse", vectors, Tensor::vectors(Matrix::Zero(3, 3))),
                 QString("mean_squared_error: expected targets of 4 samples, got 3"));
        const std::string sparse = "sparse_categorical_crossentropy";
        QCOMPARE(message(sparse, vectors, Tensor::vectors(Matrix::Zero(4, 3))),
                 QString("sparse_categorical_crossentropy: expected class numbers of shape (None, 1), got (None, 3)"));
        Matrix labels = Matrix::Zero(4, 2);
        labels(2, 1) = 3;
        QCOMPARE(message(sparse, sequences, Tensor::vectors(labels)),
                 QString("sparse_categorical_crossentropy: expected a class from 0 to 2, got 3 (sample 2, step 1 of "
                         "the batch)"));
        labels(2, 1) = -1;
        QVERIFY(message(sparse, sequences, Tensor::vectors(labels)).contains("got -1"));
        labels(2, 1) = Scalar(0.5);
        QVERIFY(message(sparse, sequences, Tensor::vectors(labels)).contains("got 0.5"));
    }
};

QTEST_GUILESS_MAIN(TestLosses)
#include "tst_losses.moc"
