// Callbacks, fit and checkpoints on runs whose course is known.
#include <QtTest>

#include <cmath>
#include <limits>

#include "engine/core/error.h"
#include "engine/layers/dense.h"
#include "engine/training/checkpoints.h"
#include "engine/training/fit.h"
#include "engine/training/history.h"

using namespace engine;

namespace {

Trainer lineTrainer(double learningRate = 0.1, Index samples = 8) {
    auto model = std::make_shared<Model>();
    model->addInput("input", Shape::vector(1));
    model->append(std::make_shared<Dense>("dense", DenseOptions{}));
    model->finish();
    Matrix x(samples, 1);
    for (Index i = 0; i < samples; ++i) x(i, 0) = static_cast<Scalar>(i) / static_cast<Scalar>(samples);
    Dataset data{{Tensor::vectors(x)}, {Tensor::vectors(x * 2)}, {}};
    TrainerOptions options;
    options.losses = {"mse"};
    options.metrics = {"binary_accuracy"};
    options.optimizer = "sgd";
    options.learningRate = learningRate;
    options.batchSize = 4;
    return Trainer(std::move(model), data, data, options);
}

/// Feeds a callback made-up losses; returns the epochs at which it asked for a stop, from 0.
int stopEpoch(Callback& callback, Trainer& trainer, const std::vector<double>& losses) {
    StopRequest stop;
    callback.onTrainBegin(trainer);
    for (std::size_t epoch = 0; epoch < losses.size(); ++epoch) {
        callback.onEpochEnd(trainer, static_cast<int>(epoch), {{"val_loss", losses[epoch]}}, stop);
        if (stop.asked()) return static_cast<int>(epoch);
    }
    return -1;
}

class StopAt : public Callback {
 public:
    explicit StopAt(std::atomic<bool>& stop) : m_stop(stop) {}
    void onBatchEnd(Trainer& trainer, BatchOutcome, StopRequest&) override {
        if (trainer.state().optimizer.iterations == 3) m_stop = true;
    }

 private:
    std::atomic<bool>& m_stop;
};

}  // namespace

class TestCallbacks : public QObject {
    Q_OBJECT

 private slots:
    void fitRunsAllEpochsAndKeepsHistory() {
        Trainer trainer = lineTrainer();
        auto history = std::make_shared<History>();
        const FitResult result = fit(trainer, 5, {history});
        QCOMPARE(result.end, FitEnd::Completed);
        QCOMPARE(result.epochs, 5);
        QCOMPARE(result.step, std::int64_t(10));
        const std::vector<double> losses = history->values("val_loss");
        QCOMPARE(losses.size(), std::size_t(5));
        QVERIFY(losses.back() < losses.front());
        QVERIFY(history->values("nothing").empty());
        QCOMPARE(history->epochs()[2].epoch, 2);
        QCOMPARE(fit(trainer, 7).step, std::int64_t(14));  // goes on
    }

    void divergenceIsAResult() {
        Trainer trainer = lineTrainer(1e15);
        const FitResult result = fit(trainer, 50, {std::make_shared<TerminateOnNaN>()});
        QCOMPARE(result.end, FitEnd::Diverged);
        QCOMPARE(result.step, trainer.state().optimizer.iterations + 1);
        QCOMPARE(QString::fromStdString(result.text()),
                 QString("diverged at step %1 (epoch %2)").arg(result.step).arg(trainer.state().epoch + 1));
        for (const Matrix& weight : trainer.state().weights) QVERIFY(weight.allFinite());
    }

    void stopEndsBetweenBatches() {
        Trainer trainer = lineTrainer();
        std::atomic<bool> stop = false;
        const FitResult result = fit(trainer, 50, {std::make_shared<StopAt>(stop)}, &stop);
        QCOMPARE(result.end, FitEnd::Stopped);
        QCOMPARE(result.step, std::int64_t(3));
    }

    void earlyStoppingHasPatience() {
        Trainer trainer = lineTrainer();
        EarlyStopping patient({.patience = 2});
        QCOMPARE(stopEpoch(patient, trainer, {5, 4, 4, 4.5, 3}), 3);
        QCOMPARE(stopEpoch(patient, trainer, {5, 4, 4, 3, 3.5}), -1);
        EarlyStopping impatient({});
        QCOMPARE(stopEpoch(impatient, trainer, {5, 4, 4.1}), 2);
        QCOMPARE(stopEpoch(impatient, trainer, {5, 5}), 1);
        EarlyStopping strict({.minDelta = 0.5, .patience = 2});
        QCOMPARE(stopEpoch(strict, trainer, {5, 4.8, 4.6, 4.4}), 2);
        EarlyStopping demanding({.patience = 2, .baseline = 3.0});
        QCOMPARE(stopEpoch(demanding, trainer, {5, 4, 3.5, 3.2}), -1);  // improving keeps it going, as in Keras
        QCOMPARE(stopEpoch(demanding, trainer, {5, 4, 4, 4}), 2);
        EarlyStopping late({.startFromEpoch = 3});
        QCOMPARE(stopEpoch(late, trainer, {1, 2, 3, 4, 5}), 4);
        EarlyStopping upwards({.mode = Monitor::Mode::Max});
        QCOMPARE(stopEpoch(upwards, trainer, {1, 2, 3, 2}), 3);
        EarlyStopping nan({.patience = 1});
        QCOMPARE(stopEpoch(nan, trainer, {1, std::numeric_limits<double>::quiet_NaN(), 0.5}), 1);
        EarlyStopping unknown({.monitor = "vel_loss"});
        QVERIFY_THROWS_EXCEPTION(Error, (void)stopEpoch(unknown, trainer, {1}));
    }

    void earlyStoppingBringsTheBestWeightsBack() {
        Trainer trainer = lineTrainer();
        EarlyStopping stopping({.patience = 3, .restoreBestWeights = true});
        StopRequest stop;
        stopping.onTrainBegin(trainer);
        Weights best;
        const std::vector<double> losses{3, 1, 2, 2, 2};
        for (int epoch = 0; epoch < 5; ++epoch) {
            while (trainer.step() == BatchOutcome::Continues) {
            }
            if (epoch == 1) best = trainer.state().weights;
            stopping.onEpochEnd(trainer, epoch, {{"val_loss", losses[static_cast<std::size_t>(epoch)]}}, stop);
        }
        QCOMPARE(*stop.reason, FitEnd::EarlyStopped);
        QCOMPARE(stopping.bestEpoch(), 1);
        QVERIFY(trainer.state().weights != best);
        stopping.onTrainEnd(trainer);
        QCOMPARE(trainer.state().weights, best);
    }

    void autoModeKnowsWhichWayIsBetter() {
        Trainer trainer = lineTrainer();
        QVERIFY(!trainer.largerIsBetter("val_loss"));
        QVERIFY(trainer.largerIsBetter("val_binary_accuracy"));
        QVERIFY_THROWS_EXCEPTION(Error, (void)trainer.largerIsBetter("f1"));
    }

    void plateausReduceTheLearningRate() {
        Trainer trainer = lineTrainer(1.0);
        ReduceLROnPlateau reduce({.factor = 0.5, .patience = 2, .cooldown = 1, .minLearningRate = 0.2});
        const std::vector<double> losses{1, 1, 1, 1, 1, 1, 1, 1, 1};
        const std::vector<double> rates{1, 1, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2, 0.2};
        StopRequest stop;
        reduce.onTrainBegin(trainer);
        for (std::size_t epoch = 0; epoch < losses.size(); ++epoch) {
            reduce.onEpochEnd(trainer, static_cast<int>(epoch), {{"val_loss", losses[epoch]}}, stop);
            QCOMPARE(trainer.state().learningRate, rates[epoch]);
        }
        QVERIFY_THROWS_EXCEPTION(Error, ReduceLROnPlateau({.factor = 1.0}));
    }

    void checkpointsAreHandedOver() {
        Trainer trainer = lineTrainer();
        std::vector<int> every, best;
        const auto into = [](std::vector<int>& list) {
            return [&list](const TrainerState&, int epoch, const Logs&) { list.push_back(epoch); };
        };
        ModelCheckpoint all(into(every), {}), improving(into(best), {.saveBestOnly = true});
        CallbackList both;
        both.add(std::make_shared<ModelCheckpoint>(all));
        both.add(std::make_shared<ModelCheckpoint>(improving));
        (void)stopEpoch(both, trainer, {3, 2, 4, 1});
        QCOMPARE(every, (std::vector<int>{0, 1, 2, 3}));
        QCOMPARE(best, (std::vector<int>{0, 1, 3}));
    }

    void checkpointsKeepFirstAndLastWithinTheLimit() {
        TrainerState state;
        state.weights = {Matrix::Zero(10, 100)};
        const std::size_t each = memoryOf(state);
        QVERIFY(each >= 4000);
        Checkpoints checkpoints(10 * each);
        for (int epoch = 0; epoch <= 200; ++epoch) {
            state.epoch = epoch;
            state.weights[0](0, 0) = static_cast<Scalar>(epoch);
            checkpoints.keep(state);
            QVERIFY(checkpoints.bytes() <= 10 * each);
            QCOMPARE(checkpoints.epochs().front(), 0);
            QCOMPARE(checkpoints.epochs().back(), epoch);
            QCOMPARE(checkpoints.at(epoch)->weights[0](0, 0), static_cast<Scalar>(epoch));
        }
        QVERIFY(checkpoints.epochs().size() >= 5);
        QCOMPARE(checkpoints.bytes(), each * checkpoints.epochs().size());
        QVERIFY(checkpoints.at(199) != nullptr);  // the newest lie closest together
        checkpoints.keep(state);
        QCOMPARE(checkpoints.bytes(), each * checkpoints.epochs().size());
        checkpoints.dropAfter(0);
        QCOMPARE(checkpoints.epochs(), std::vector<int>{0});
        QCOMPARE(checkpoints.bytes(), each);
        state.epoch = 10;
        checkpoints.keep(state);
        QCOMPARE(checkpoints.nearest(5)->epoch, 0);
        QCOMPARE(checkpoints.nearest(6)->epoch, 10);
        QCOMPARE(checkpoints.nearest(60)->epoch, 10);
        QCOMPARE(checkpoints.nearest(-3)->epoch, 0);
        QVERIFY(checkpoints.at(5) == nullptr);
        checkpoints.clear();
        QVERIFY(checkpoints.nearest(0) == nullptr);
        QCOMPARE(checkpoints.bytes(), std::size_t(0));
    }

    void aTinyLimitStillKeepsTwo() {
        Checkpoints checkpoints(1);
        TrainerState state;
        for (state.epoch = 0; state.epoch < 9; ++state.epoch) checkpoints.keep(state);
        QCOMPARE(checkpoints.epochs(), (std::vector<int>{0, 8}));
    }
};

QTEST_GUILESS_MAIN(TestCallbacks)
#include "tst_callbacks.moc"
