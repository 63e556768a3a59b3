// The trainer: bits that depend on the seed alone, restoring, diverging, and what it refuses.
#include <QtTest>

#include <cmath>
#include <cstring>
#include <functional>

#include "engine/core/error.h"
#include "engine/layers/dense.h"
#include "engine/training/dataset.h"
#include "engine/training/trainer.h"

using namespace engine;

namespace {

std::shared_ptr<const Model> smallModel() {
    auto model = std::make_shared<Model>();
    model->addInput("input", Shape::vector(3));
    DenseOptions hidden;
    hidden.units = 5;
    hidden.activation = Activation::Tanh;
    hidden.kernelRegularizer = {0.001, 0.01};
    model->append(std::make_shared<Dense>("hidden", hidden));
    DenseOptions last;
    last.units = 2;
    model->append(std::make_shared<Dense>("last", last));
    model->finish();
    return model;
}

Dataset numbers(Index samples, std::uint64_t seed = 1) {
    Random random(seed);
    Matrix inputs(samples, 3), targets(samples, 2);
    for (Index i = 0; i < inputs.size(); ++i) inputs.data()[i] = static_cast<Scalar>(random.normal());
    for (Index i = 0; i < samples; ++i) {
        targets(i, 0) = inputs(i, 0) * inputs(i, 1);
        targets(i, 1) = inputs(i, 2) - inputs(i, 0);
    }
    return {{Tensor::vectors(inputs)}, {Tensor::vectors(targets)}, {}};
}

TrainerOptions options(int threads = 1) {
    TrainerOptions result;
    result.losses = {"mse"};
    result.metrics = {"mae", "root_mean_squared_error"};
    result.learningRate = 0.01;
    result.batchSize = 40;  // three shards, the last one partly filled
    result.seed = 5;
    result.threads = threads;
    return result;
}

bool sameBits(const std::vector<Matrix>& a, const std::vector<Matrix>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].rows() != b[i].rows() || a[i].cols() != b[i].cols()) return false;
        if (a[i].size() != 0 &&
            std::memcmp(a[i].data(), b[i].data(), sizeof(Scalar) * static_cast<std::size_t>(a[i].size())) != 0)
            return false;
    }
    return true;
}

bool sameBits(const TrainerState& a, const TrainerState& b) {
    if (a.epoch != b.epoch || a.batch != b.batch || a.metricState != b.metricState || a.lossSum != b.lossSum)
        return false;
    if (a.optimizer.variables.size() != b.optimizer.variables.size()) return false;
    for (std::size_t i = 0; i < a.optimizer.variables.size(); ++i) {
        if (!sameBits(a.optimizer.variables[i], b.optimizer.variables[i])) return false;
    }
    return sameBits(a.weights, b.weights);
}

void steps(Trainer& trainer, int count) {
    for (int i = 0; i < count; ++i) QVERIFY(trainer.step() != BatchOutcome::Diverged);
}

QString messageOf(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return QString::fromStdString(error.what());
    }
    return {};
}

}  // namespace

class TestTrainer : public QObject {
    Q_OBJECT

 private slots:
    void lossFalls() {
        Trainer trainer(smallModel(), numbers(200), numbers(30, 2), options());
        QCOMPARE(trainer.batchesPerEpoch(), Index(5));
        double first = 0, last = 0;
        for (int epoch = 0; epoch < 60; ++epoch) {
            BatchOutcome outcome = BatchOutcome::Continues;
            for (int batch = 0; batch < 5; ++batch) {
                QCOMPARE(outcome, BatchOutcome::Continues);
                outcome = trainer.step();
            }
            QCOMPARE(outcome, BatchOutcome::EpochEnded);
            (epoch == 0 ? first : last) = trainer.runningLoss();
        }
        QVERIFY2(last < 0.5 * first, qPrintable(QString("%1 -> %2").arg(first).arg(last)));
        QStringList names;
        for (const auto& [name, value] : trainer.epochLogs()) names << QString::fromStdString(name);
        QCOMPARE(names.join(' '),
                 QString("loss mae root_mean_squared_error val_loss val_mae val_root_mean_squared_error"));
    }

    void threadsDoNotChangeABit() {
        Trainer one(smallModel(), numbers(130), numbers(50, 2), options(1));
        for (const int threads : {2, 3, 7}) {
            one.restore(one.initialState(smallModel()->initialWeights(5)));
            Trainer several(smallModel(), numbers(130), numbers(50, 2), options(threads));
            for (int i = 0; i < 11; ++i) {
                QCOMPARE(one.step(), several.step());
                QVERIFY(sameBits(one.state(), several.state()));
            }
            QCOMPARE(one.epochLogs(), several.epochLogs());
        }
    }

    void restoringInTheMiddleOfAnEpochGivesTheSameBits() {
        Trainer straight(smallModel(), numbers(130), {}, options());
        steps(straight, 6);  // epoch 1, batch 2 of 4
        const TrainerState middle = straight.state();
        QCOMPARE(middle.epoch, 1);
        QCOMPARE(middle.batch, Index(2));
        steps(straight, 9);
        Trainer again(smallModel(), numbers(130), {}, options(2));
        steps(again, 3);
        again.restore(middle);
        steps(again, 2);
        const Logs logs = again.epochLogs();
        steps(again, 7);
        QVERIFY(sameBits(straight.state(), again.state()));
        straight.restore(middle);
        steps(straight, 2);
        QCOMPARE(straight.epochLogs(), logs);
    }

    void restoringAnEpochGivesTheSameBits() {
        Trainer trainer(smallModel(), numbers(130), {}, options());
        steps(trainer, 8);
        const TrainerState second = trainer.state();
        QCOMPARE(second.epoch, 2);
        steps(trainer, 8);
        const TrainerState fourth = trainer.state();
        trainer.restore(second);
        steps(trainer, 8);
        QVERIFY(sameBits(trainer.state(), fourth));
    }

    void anotherSeedIsAnotherRun() {
        TrainerOptions other = options();
        other.seed = 6;
        Trainer a(smallModel(), numbers(130), {}, options()), b(smallModel(), numbers(130), {}, other);
        QVERIFY(!sameBits(a.state().weights, b.state().weights));
        b.restore(b.initialState(a.state().weights));
        steps(a, 1);
        steps(b, 1);
        QVERIFY(!sameBits(a.state().weights, b.state().weights));  // other samples in the first batch
    }

    void divergingLeavesTheLastGoodState_data() {
        QTest::addColumn<double>("learningRate");
        QTest::addColumn<QString>("optimizer");
        QTest::newRow("loss overflows") << 1e12 << "sgd";
        QTest::newRow("weights overflow") << 1e38 << "sgd";
        QTest::newRow("momentum overflows") << 1e37 << "sgd(momentum=0.9)";
    }

    void divergingLeavesTheLastGoodState() {
        QFETCH(double, learningRate);
        QFETCH(QString, optimizer);
        TrainerOptions wild = options();
        wild.learningRate = learningRate;
        wild.optimizer = optimizer.toStdString();
        Trainer trainer(smallModel(), numbers(130), {}, wild);
        BatchOutcome outcome = BatchOutcome::Continues;
        TrainerState before;
        for (int i = 0; i < 40 && outcome != BatchOutcome::Diverged; ++i) {
            before = trainer.state();
            outcome = trainer.step();
        }
        QCOMPARE(outcome, BatchOutcome::Diverged);
        QVERIFY(sameBits(before, trainer.state()));
        QCOMPARE(before.optimizer.iterations, trainer.state().optimizer.iterations);
        for (const Matrix& weight : trainer.state().weights) QVERIFY(weight.allFinite());
    }

    void theHandTakesOverFromTheSchedule() {
        TrainerOptions scheduled = options();
        scheduled.schedule = makeSchedule("exponential(initial_learning_rate=0.1,decay_steps=1,decay_rate=0.5)");
        Trainer trainer(smallModel(), numbers(130), {}, scheduled);
        steps(trainer, 3);
        QCOMPARE(trainer.state().learningRate, 0.025);
        trainer.setLearningRate(0.2);
        steps(trainer, 3);
        QCOMPARE(trainer.state().learningRate, 0.2);
    }

    void samplesAreShuffledOnceAnEpochUnlessForbidden() {
        // With rate 0 nothing is learned: the loss of the first batch tells which samples were in it.
        TrainerOptions still = options();
        still.optimizer = "sgd";
        still.schedule = makeSchedule("constant(learning_rate=0)");
        still.shuffle = false;
        Trainer ordered(smallModel(), numbers(130), {}, still);
        const Logs first = ordered.evaluate(samplesOf(numbers(130), 0, 40));
        steps(ordered, 1);
        QCOMPARE(ordered.runningLoss(), first.front().second);
        still.shuffle = true;
        Trainer shuffled(smallModel(), numbers(130), {}, still);
        steps(shuffled, 1);
        const double one = shuffled.runningLoss();
        steps(shuffled, 4);
        QVERIFY(one != shuffled.runningLoss());
        QVERIFY(one != first.front().second);
    }

    void whatDoesNotFitIsRefusedInOneLine() {
        const auto train = [](Dataset data, TrainerOptions with) {
            Trainer(smallModel(), std::move(data), {}, std::move(with));
        };
        Dataset few = numbers(8);
        few.targets[0] = few.targets[0].samples(0, 7);
        QCOMPARE(messageOf([&] { train(few, options()); }),
                 QString("training data: expected 8 samples of each target, got 7"));
        Dataset wide = numbers(8);
        wide.targets[0] = Tensor::vectors(Matrix::Zero(8, 3));
        QCOMPARE(messageOf([&] { train(wide, options()); }),
                 QString("mean_squared_error: expected targets of shape (None, 2), got (None, 3)"));
        Dataset broken = numbers(8);
        broken.inputs[0].values(3, 1) = std::numeric_limits<Scalar>::quiet_NaN();
        QCOMPARE(messageOf([&] { train(broken, options()); }),
                 QString("training data: expected finite numbers, got nan (input 1, sample 3, feature 1)"));
        QCOMPARE(messageOf([&] { train({}, options()); }), QString("training data: expected 1 inputs, got 0"));
        TrainerOptions odd = options();
        odd.losses = {"sparse_categorical_crossentropy"};
        odd.metrics = {};
        Dataset labels = numbers(8);
        labels.targets[0] = Tensor::vectors(Matrix::Constant(8, 1, 2));
        QCOMPARE(
            messageOf([&] { train(labels, odd); }),
            QString("sparse_categorical_crossentropy: expected a class from 0 to 1, got 2 (sample 0 of the batch)"));
        odd.losses = {"mean_sqared"};
        QVERIFY(messageOf([&] {
                    train(numbers(8), odd);
                }).startsWith("unknown loss \"mean_sqared\"; there is mean_squared_error, "));
        odd = options();
        odd.optimizer = "adam(beta1=0.5)";
        QVERIFY(messageOf([&] {
                    train(numbers(8), odd);
                }).startsWith("optimizer \"adam\": unknown argument \"beta1\"; there is beta_1"));
        Trainer trainer(smallModel(), numbers(8), {}, options());
        TrainerOptions plain = options();
        plain.optimizer = "sgd";
        Trainer other(smallModel(), numbers(8), {}, plain);
        QVERIFY(messageOf([&] { trainer.restore(other.state()); }).contains("expected the state of optimizer adam"));
    }

    void validationSplitTakesTheLastPart() {
        const auto [first, second] = splitValidation(numbers(11), 0.25);  // floor(11 * 0.75) = 8
        QCOMPARE(first.size(), Index(8));
        QCOMPARE(second.size(), Index(3));
        QCOMPARE(second.targets[0].values, numbers(11).targets[0].values.bottomRows(3));
        QVERIFY(!messageOf([] { (void)splitValidation(numbers(1), 0.1); }).isEmpty());
        QVERIFY(!messageOf([] { (void)splitValidation(numbers(3), 1.0); }).isEmpty());
    }

    void classWeightsWeighSamples() {
        Matrix oneHot(3, 2);
        oneHot << 1, 0, 0, 1, 0, 1;
        QCOMPARE(classWeightsToSampleWeights(Tensor::vectors(oneHot), {{1, 3.0}}), (std::vector<double>{1, 3, 3}));
        Matrix labels(3, 1);
        labels << 2, 0, 1;
        QCOMPARE(classWeightsToSampleWeights(Tensor::vectors(labels), {{0, 0.5}, {2, 4.0}}),
                 (std::vector<double>{4, 0.5, 1}));
    }
};

QTEST_GUILESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
