// Whole small models against model.fit: the logs of every epoch and the weights at its end; slopes of saturated
// outputs. Fixtures by make_training.py.
#include <QtTest>

#include "engine/layers/activationlayer.h"
#include "engine/layers/dense.h"
#include "engine/training/dataset.h"
#include "engine/training/trainer.h"
#include "tests/support/parity.h"

using namespace engine;
using parity::Json;

namespace {

DenseOptions dense(Index units, const std::string& activation) {
    DenseOptions options;
    options.units = units;
    options.activation = activationFromName(activation, "test");
    return options;
}

}  // namespace

class TestTraining : public QObject {
    Q_OBJECT

    Json m_fixture;

    void addRows(const char* key) {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_fixture[key].size(); ++i) {
            const std::string name = std::to_string(i) + " " + m_fixture[key][i]["loss"].get<std::string>();
            QTest::newRow(name.c_str()) << static_cast<int>(i);
        }
    }

 private slots:
    void initTestCase() { m_fixture = parity::readFixture("training.json"); }

    void fit_data() { addRows("fits"); }

    void fit() {
        QFETCH(int, index);
        const Json& wanted = m_fixture["fits"][static_cast<std::size_t>(index)];
        auto model = std::make_shared<Model>();
        model->addInput("input", Shape::vector(3));
        DenseOptions first = dense(4, "tanh");
        if (wanted["regularized"].get<bool>()) first.kernelRegularizer = {0.01, 0.02};
        model->append(std::make_shared<Dense>("dense", first));
        model->append(std::make_shared<Dense>(
            "dense_1", dense(wanted["units"].get<Index>(), wanted["activation"].get<std::string>())));
        model->finish();

        Dataset training{{parity::tensorOf(wanted["x"])}, {parity::tensorOf(wanted["y"])}, {}}, validation;
        if (wanted.contains("weights")) {
            for (const Json& weight : wanted["weights"]) training.sampleWeights.push_back(weight.get<double>());
        }
        if (wanted["split"].get<double>() > 0.0)
            std::tie(training, validation) = splitValidation(training, wanted["split"].get<double>());
        TrainerOptions options;
        options.losses = {wanted["loss"].get<std::string>()};
        for (const Json& metric : wanted["metrics"]) options.metrics.push_back(metric.get<std::string>());
        options.optimizer = wanted["optimizer"].get<std::string>();
        options.batchSize = 4;
        options.shuffle = false;
        Trainer trainer(model, training, validation, options);
        trainer.restore(trainer.initialState(parity::weightsOf(wanted["start"])));
        for (std::size_t epoch = 0; epoch < 3; ++epoch) {
            while (trainer.step() == BatchOutcome::Continues) {
            }
            QStringList names, expectedNames;
            for (const auto& [name, values] : wanted["history"].items()) expectedNames << QString::fromStdString(name);
            for (const auto& [name, value] : trainer.epochLogs()) {
                names << QString::fromStdString(name);
                const double expected = wanted["history"][name][epoch].get<double>();
                QVERIFY2(
                    std::abs(value - expected) < 2e-6 * std::max(1.0, std::abs(expected)),
                    qPrintable(
                        QString("%1: %2, Keras %3").arg(names.last()).arg(value, 0, 'g', 9).arg(expected, 0, 'g', 9)));
            }
            QCOMPARE(names, expectedNames);
        }
        const Weights end = parity::weightsOf(wanted["end"]);
        for (std::size_t i = 0; i < end.size(); ++i)
            QVERIFY(parity::difference(trainer.state().weights[i], end[i]) < 1e-5);
    }

    void saturatedOutputs_data() { addRows("saturated"); }

    void saturatedOutputs() {
        QFETCH(int, index);
        const Json& wanted = m_fixture["saturated"][static_cast<std::size_t>(index)];
        const std::string activation = wanted["activation"].get<std::string>();
        const bool asLayer = wanted["as_layer"].get<bool>();
        Model model;
        model.addInput("input", Shape::vector(2));
        model.append(std::make_shared<Dense>("dense", dense(3, asLayer ? "linear" : activation)));
        if (asLayer) {
            ActivationLayerOptions options;
            options.activation = activationFromName(activation, "test");
            model.append(std::make_shared<ActivationLayer>("activation", options));
        }
        model.finish();
        const Weights weights = parity::weightsOf(wanted["weights"]);
        Pass pass;
        const std::vector<Tensor> outputs = model.forward({parity::tensorOf(wanted["x"])}, weights, pass);
        LossValue value =
            evaluateLoss(*makeLoss(wanted["loss"].get<std::string>()), outputs[0], parity::tensorOf(wanted["y"]));
        const double expected = wanted["value"].get<double>();
        QVERIFY2(std::abs(value.value - expected) < 1e-6 * std::max(1.0, std::abs(expected)),
                 qPrintable(QString("%1, Keras %2").arg(value.value, 0, 'g', 9).arg(expected, 0, 'g', 9)));
        Gradients gradients = model.zeroGradients();
        model.backward({value.gradient}, pass, gradients);
        for (std::size_t i = 0; i < gradients.size(); ++i) {
            const double difference = parity::difference(gradients[i], wanted["gradients"][i]);
            QVERIFY2(difference < 1e-6, qPrintable(QString::number(difference)));
        }
    }
};

QTEST_GUILESS_MAIN(TestTraining)
#include "tst_training.moc"
