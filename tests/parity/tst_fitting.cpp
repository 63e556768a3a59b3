// model.fit beside the plain case (stateful layers, several outputs with loss weights, sample weights with masks) and
// what callbacks decide on recorded losses, against Keras. Fixtures by make_fitting.py.
#include <QtTest>

#include <cmath>
#include <limits>

#include "engine/core/error.h"
#include "engine/files/config.h"
#include "engine/layers/dense.h"
#include "engine/training/fit.h"
#include "tests/support/parity.h"

using namespace engine;
using parity::Json;

namespace {

std::vector<Tensor> tensorsOf(const Json& arrays) {
    std::vector<Tensor> tensors;
    for (const Json& array : arrays) tensors.push_back(parity::tensorOf(array));
    return tensors;
}

/// [samples] or [samples][steps], by sample and then by step.
std::vector<double> sampleWeightsOf(const Json& weights) {
    std::vector<double> all;
    for (const Json& sample : weights) {
        if (!sample.is_array()) all.push_back(sample.get<double>());
        for (std::size_t t = 0; sample.is_array() && t < sample.size(); ++t) all.push_back(sample[t].get<double>());
    }
    return all;
}

/// One weight, two batches of two an epoch: y = w x.
std::unique_ptr<Trainer> watchedTrainer(double learningRate, double target) {
    auto model = std::make_shared<Model>();
    model->addInput("input", Shape::vector(1));
    DenseOptions options;
    options.useBias = false;
    model->append(std::make_shared<Dense>("dense", options));
    model->finish();
    Matrix x(4, 1);
    x << 1, 2, 3, 4;
    TrainerOptions trainer;
    trainer.losses = {"mse"};
    trainer.optimizer = "sgd";
    trainer.learningRate = learningRate;
    trainer.batchSize = 2;
    trainer.shuffle = false;
    return std::make_unique<Trainer>(model, Dataset{{Tensor::vectors(x)}, {Tensor::vectors(x * Scalar(target))}, {}},
                                     Dataset{}, trainer);
}

/// The callback sees these losses, and weights that say which epoch they are from. Returns the epoch it stopped at, or
/// -1.
template <typename Each>
int run(Callback& callback, Trainer& trainer, const Json& losses, Each each) {
    StopRequest stop;
    callback.onTrainBegin(trainer);
    int stopped = -1;
    for (int epoch = 0; epoch < static_cast<int>(losses.size()) && stopped < 0; ++epoch) {
        TrainerState state = trainer.state();
        state.weights[0](0, 0) = static_cast<Scalar>(epoch);
        trainer.restore(std::move(state));
        const Json& loss = losses[static_cast<std::size_t>(epoch)];
        callback.onEpochEnd(
            trainer, epoch,
            {{"val_loss", loss.is_null() ? std::numeric_limits<double>::quiet_NaN() : loss.get<double>()}}, stop);
        each();
        if (stop.asked()) stopped = epoch;
    }
    callback.onTrainEnd(trainer);
    return stopped;
}

std::optional<double> numberOrNone(const Json& value) {
    return value.is_null() ? std::nullopt : std::optional(value.get<double>());
}

}  // namespace

class TestFitting : public QObject {
    Q_OBJECT

    Json m_fixture;

    void rows(const char* key) {
        QTest::addColumn<int>("number");
        for (std::size_t i = 0; i < m_fixture[key].size(); ++i) {
            const Json& one = m_fixture[key][i];
            QTest::addRow(
                "%d %s", static_cast<int>(i),
                (one.contains("name") ? one["name"].get<std::string>() : one.value("options", Json()).dump()).c_str())
                << static_cast<int>(i);
        }
    }
    const Json& fixture(const char* key, int number) const { return m_fixture[key][static_cast<std::size_t>(number)]; }

 private slots:
    void initTestCase() { m_fixture = parity::readFixture("fitting.json"); }

    void fits_data() { rows("fits"); }

    void fits() {
        QFETCH(int, number);
        const Json& wanted = fixture("fits", number);
        const std::shared_ptr<Model> model = modelFromConfig(wanted["config"]);
        Dataset training{tensorsOf(wanted["x"]), tensorsOf(wanted["y"]), {}}, validation;
        if (wanted.contains("sample_weight")) training.sampleWeights = sampleWeightsOf(wanted["sample_weight"]);
        if (wanted.contains("val_x")) validation = {tensorsOf(wanted["val_x"]), tensorsOf(wanted["val_y"]), {}};
        TrainerOptions options;
        options.losses = wanted["losses"].get<std::vector<std::string>>();
        if (!wanted["loss_weights"].is_null()) options.lossWeights = wanted["loss_weights"].get<std::vector<double>>();
        options.metrics = wanted["metrics"].get<std::vector<std::string>>();
        options.optimizer = "sgd(momentum=0.9)";
        options.learningRate = 0.1;
        options.batchSize = wanted["batch_size"].get<Index>();
        options.shuffle = false;
        Trainer trainer(model, training, validation, options);
        trainer.restore(trainer.initialState(parity::weightsOf(wanted["weights"])));
        for (std::size_t i = 0; i < model->parameters().size(); ++i)
            QCOMPARE(model->parameters()[i]->path, wanted["weights"][i]["path"].get<std::string>());
        for (std::size_t epoch = 0; epoch < 3; ++epoch) {
            while (trainer.step() == BatchOutcome::Continues) {
            }
            QCOMPARE(trainer.epochLogs().size(), wanted["history"].size());
            for (const auto& [name, value] : trainer.epochLogs()) {
                const double expected = wanted["history"].at(name).at(epoch).get<double>();
                QVERIFY2(std::abs(value - expected) < 2e-6 * std::max(1.0, std::abs(expected)),
                         qPrintable(QString("epoch %1, %2: %3, Keras %4")
                                        .arg(epoch + 1)
                                        .arg(name.c_str())
                                        .arg(value, 0, 'g', 9)
                                        .arg(expected, 0, 'g', 9)));
            }
        }
        const Weights end = parity::weightsOf(wanted["end"]);
        for (std::size_t i = 0; i < end.size(); ++i)
            QVERIFY(parity::difference(trainer.state().weights[i], end[i]) < 1e-5);
        if (wanted.contains("predictions")) predictions(*model, end, wanted);
    }

    void earlyStopping_data() { rows("early_stopping"); }

    void earlyStopping() {
        QFETCH(int, number);
        const Json& wanted = fixture("early_stopping", number);
        const Json& options = wanted["options"];
        EarlyStopping callback({.minDelta = options["min_delta"].get<double>(),
                                .patience = options["patience"].get<int>(),
                                .mode = Monitor::Mode::Min,
                                .baseline = numberOrNone(options["baseline"]),
                                .restoreBestWeights = options["restore_best_weights"].get<bool>(),
                                .startFromEpoch = options["start_from_epoch"].get<int>()});
        const auto trainer = watchedTrainer(1.0, 2.0);
        QCOMPARE(run(callback, *trainer, wanted["losses"], [] {}), wanted["stopped"].get<int>());
        QCOMPARE(trainer->state().weights[0](0, 0), wanted["weight"].get<Scalar>());
    }

    void plateaus_data() { rows("plateaus"); }

    void plateaus() {
        QFETCH(int, number);
        const Json& wanted = fixture("plateaus", number);
        const Json& options = wanted["options"];
        ReduceLROnPlateau callback({.factor = options["factor"].get<double>(),
                                    .patience = options["patience"].get<int>(),
                                    .mode = Monitor::Mode::Min,
                                    .minDelta = options["min_delta"].get<double>(),
                                    .cooldown = options["cooldown"].get<int>(),
                                    .minLearningRate = options["min_lr"].get<double>()});
        const auto trainer = watchedTrainer(1.0, 2.0);
        std::vector<double> rates;
        (void)run(callback, *trainer, wanted["losses"], [&] { rates.push_back(trainer->state().learningRate); });
        QCOMPARE(rates.size(), wanted["rates"].size());
        for (std::size_t epoch = 0; epoch < rates.size(); ++epoch) {
            const double expected = wanted["rates"][epoch].get<double>();
            QVERIFY2(std::abs(rates[epoch] - expected) < 1e-6 * expected,
                     qPrintable(QString("epoch %1: %2, Keras %3").arg(epoch).arg(rates[epoch]).arg(expected)));
        }
    }

    void checkpoints_data() { rows("checkpoints"); }

    void checkpoints() {
        QFETCH(int, number);
        const Json& wanted = fixture("checkpoints", number);
        std::vector<int> saved;
        ModelCheckpoint callback(
            [&](const TrainerState& state, int epoch, const Logs&) {
                QCOMPARE(state.weights[0](0, 0), static_cast<Scalar>(epoch));
                saved.push_back(epoch);
            },
            {.saveBestOnly = wanted["options"]["best"].get<bool>(),
             .mode = wanted["options"]["mode"] == "min" ? Monitor::Mode::Min : Monitor::Mode::Max,
             .initialValueThreshold = numberOrNone(wanted["options"]["threshold"])});
        const auto trainer = watchedTrainer(1.0, 2.0);
        (void)run(callback, *trainer, wanted["losses"], [] {});
        QCOMPARE(saved, wanted["saved"].get<std::vector<int>>());
    }

    void nan_data() { rows("nan"); }

    void nan() {
        QFETCH(int, number);
        const Json& wanted = fixture("nan", number);
        const auto trainer = watchedTrainer(wanted["rate"].get<double>(), 2.0);
        TrainerState state = trainer->state();
        state.weights[0](0, 0) = Scalar(0.5);
        trainer->restore(std::move(state));
        const FitResult result = engine::fit(*trainer, 200, {std::make_shared<TerminateOnNaN>()});
        QCOMPARE(result.end, FitEnd::Diverged);
        QCOMPARE(result.step, wanted["batches"].get<std::int64_t>());
    }

 private:
    /// Two calls in a row go on from each other's states, the third begins again.
    static void predictions(const Model& model, const Weights& weights, const Json& wanted) {
        LayerStates states;
        const Tensor x = parity::tensorOf(wanted["predict_x"]);
        const Index batch = wanted["batch_size"].get<Index>();
        for (std::size_t call = 0; call < 3; ++call) {
            if (call == 2) states = {};
            PassOptions options;
            options.states = &states;
            std::vector<Tensor> parts;
            for (Index first = 0; first < x.batch; first += batch)
                parts.push_back(model.predict({x.samples(first, batch)}, weights, options).front());
            QVERIFY(parity::difference(concatenateBatches(parts).values,
                                       parity::tensorOf(wanted["predictions"][call]).values) < 2e-6);
        }
    }
};

QTEST_GUILESS_MAIN(TestFitting)
#include "tst_fitting.moc"
