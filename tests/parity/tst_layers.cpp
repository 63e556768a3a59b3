// Every layer and option against Keras 3: forward, gradients, ten optimizer steps (fixtures by make_layers.py).
#include "engine/files/config.h"
#include "engine/layers/states.h"
#include "engine/losses/loss.h"
#include "engine/training/trainer.h"
#include "tests/support/parity.h"

using namespace engine;

class LayersParityTest : public QObject {
    Q_OBJECT

    parity::Json m_cases;

    /// parity::tensorOf reads three axes: sequences of sequences are not compared here.
    static bool hasFourAxes(const parity::Json& c) {
        const parity::Json* at = &c["inputs"][0];
        int axes = 0;
        for (; at->is_array() && !at->empty(); at = &(*at)[0]) ++axes;
        return axes > 3;
    }

 private Q_SLOTS:
    void initTestCase() {
        for (const char* name : {"layers_lstm.json", "layers_gru.json", "layers_simple_rnn.json", "layers_plain.json",
                                 "layers_attention.json", "layers_around.json"}) {
            auto fixture = parity::readFixture(name);  // kept: a range-for over a temporary's member would dangle
            for (auto& c : fixture["cases"])
                if (!hasFourAxes(c)) m_cases.push_back(std::move(c));
        }
        QVERIFY(m_cases.size() > 150);
    }

    void equalsKeras_data() {
        QTest::addColumn<int>("number");
        for (std::size_t i = 0; i < m_cases.size(); ++i)
            QTest::addRow("%s", m_cases[i]["name"].get<std::string>().c_str()) << static_cast<int>(i);
    }

    void equalsKeras() {
        QFETCH(int, number);
        const auto& c = m_cases[number];
        const std::shared_ptr<Model> model = modelFromConfig(c["config"]);
        const Weights weights = parity::weightsOf(c["weights"]);
        model->checkWeights(weights);
        for (std::size_t i = 0; i < weights.size(); ++i)
            QCOMPARE(model->parameters()[i]->path, c["weights"][i]["path"].get<std::string>());
        std::vector<Tensor> inputs;
        for (const auto& input : c["inputs"]) inputs.push_back(parity::tensorOf(input));

        if (c.contains("calls")) {
            compareCalls(*model, weights, inputs, c["calls"]);
            return;
        }
        Pass pass;
        const auto outputs = model->forward(inputs, weights, pass);
        QCOMPARE(outputs.size(), c["outputs"].size());
        for (std::size_t o = 0; o < outputs.size(); ++o) {
            const Tensor expected = parity::tensorOf(c["outputs"][o]);
            QCOMPARE(outputs[o].steps, expected.steps);
            const double d = parity::difference(outputs[o].values, expected.values);
            QVERIFY2(d < 1e-6, qPrintable(QString("output %1 differs by %2").arg(o).arg(d)));
        }
        compareGradients(*model, weights, pass, outputs, c);
        if (c.contains("trained")) compareTraining(model, weights, inputs, c);
    }

 private:
    static std::vector<Tensor> targetsOf(const parity::Json& c) {
        std::vector<Tensor> targets;
        const bool sparse = c["loss"] == "sparse_categorical_crossentropy";
        for (const auto& t : c["targets"]) targets.push_back(sparse ? parity::classesOf(t) : parity::tensorOf(t));
        return targets;
    }

    static void compareCalls(const Model& model, const Weights& weights, const std::vector<Tensor>& inputs,
                             const parity::Json& calls) {
        LayerStates states;
        PassOptions options;
        options.states = &states;
        for (const auto& call : calls) {
            Pass pass;
            const auto outputs = model.forward(inputs, weights, pass, options);
            QVERIFY(parity::difference(outputs[0].values, parity::tensorOf(call[0]).values) < 1e-6);
        }
    }

    static void compareGradients(const Model& model, const Weights& weights, Pass& pass,
                                 const std::vector<Tensor>& outputs, const parity::Json& c) {
        const auto loss = makeLoss(c["loss"].get<std::string>());
        const auto targets = targetsOf(c);
        double total = model.regularization(weights);
        std::vector<Tensor> outputGradients;
        for (std::size_t o = 0; o < outputs.size(); ++o) {
            LossValue value = evaluateLoss(*loss, outputs[o], targets[o]);
            total += value.value;
            outputGradients.push_back(std::move(value.gradient));
        }
        const double expectedLoss = c["loss_value"].get<double>();
        QVERIFY2(std::abs(total - expectedLoss) < 2e-6 * std::max(1.0, std::abs(expectedLoss)),
                 qPrintable(QString("loss %1, Keras %2").arg(total).arg(expectedLoss)));
        Gradients gradients = model.zeroGradients();
        const auto inputGradients = model.backward(outputGradients, pass, gradients, true);
        model.addRegularizationGradient(weights, gradients);
        std::size_t trained = 0;
        for (std::size_t i = 0; i < gradients.size(); ++i) {
            if (!model.parameters()[i]->trainable) continue;
            const double d = parity::difference(gradients[i], c["gradients"][trained++]);
            QVERIFY2(
                d < 1e-5,
                qPrintable(QString("gradient of %1 differs by %2").arg(model.parameters()[i]->path.c_str()).arg(d)));
        }
        if (!c.contains("input_gradients")) return;
        for (std::size_t i = 0; i < inputGradients.size(); ++i) {
            const double d =
                parity::difference(inputGradients[i].values, parity::tensorOf(c["input_gradients"][i]).values);
            QVERIFY2(d < 1e-5, qPrintable(QString("gradient of input %1 differs by %2").arg(i).arg(d)));
        }
    }

    static void compareTraining(const std::shared_ptr<Model>& model, const Weights& weights,
                                const std::vector<Tensor>& inputs, const parity::Json& c) {
        const auto& trained = c["trained"];
        TrainerOptions options;
        options.losses.assign(model->outputs().size(), c["loss"].get<std::string>());
        options.optimizer = trained["optimizer"].get<std::string>();
        options.learningRate = trained["learning_rate"].get<double>();
        options.batchSize = trained["batch_size"].get<Index>();
        options.shuffle = false;
        Trainer trainer(model, {inputs, targetsOf(c), {}}, {}, options);
        TrainerState state = trainer.state();
        state.weights = weights;
        trainer.restore(state);
        for (const auto& expected : trained["losses"]) {
            while (trainer.step() == BatchOutcome::Continues) {
            }
            const Logs& logs = trainer.epochLogs();
            const auto entry =
                std::find_if(logs.begin(), logs.end(), [](const auto& log) { return log.first == "loss"; });
            QVERIFY(entry != logs.end());
            const double loss = entry->second;
            QVERIFY2(std::abs(loss - expected.get<double>()) < 1e-5 * std::max(1.0, std::abs(loss)),
                     qPrintable(QString("loss %1, Keras %2").arg(loss).arg(expected.get<double>())));
        }
        for (std::size_t i = 0; i < weights.size(); ++i) {
            // In training a bias before a BatchNormalization has a gradient of rounding alone, and Adam goes as far by
            // it.
            const std::string& path = model->parameters()[i]->path;
            if (c["name"] == "around batch normalization" &&
                (path.ends_with("dense_5/bias") || path.ends_with("moving_mean")))
                continue;
            const double d = parity::difference(trainer.state().weights[i], trained["weights"][i]);
            QVERIFY2(d < 1e-5,
                     qPrintable(
                         QString("%1 differs by %2 after ten steps").arg(model->parameters()[i]->path.c_str()).arg(d)));
        }
    }
};

QTEST_GUILESS_MAIN(LayersParityTest)
#include "tst_layers.moc"
