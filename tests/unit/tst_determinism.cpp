// The same seed gives the same bits, whatever the number of threads: here with everything that draws numbers while it
// trains.
#include <QtTest>

#include "engine/core/simd/isa.h"
#include "engine/files/sha256.h"
#include "engine/layers/bidirectional.h"
#include "engine/layers/dense.h"
#include "engine/layers/dropout.h"
#include "engine/layers/embedding.h"
#include "engine/layers/gru.h"
#include "engine/layers/lstm.h"
#include "engine/layers/simplernn.h"
#include "engine/training/trainer.h"

using namespace engine;

namespace {

constexpr Index kVocabulary = 11, kSteps = 6;

std::shared_ptr<const Model> model() {
    auto made = std::make_shared<Model>();
    made->addInput("tokens", Shape::vector(kSteps));
    EmbeddingOptions embedding;
    embedding.inputDim = kVocabulary;
    embedding.outputDim = 5;
    embedding.maskZero = true;
    made->append(std::make_shared<Embedding>("embedding", embedding));
    RecurrentOptions first;
    first.units = 7;
    first.dropout = 0.2;
    first.recurrentDropout = 0.3;
    first.returnSequences = true;
    made->append(std::make_shared<LSTM>("lstm", first));
    made->append(std::make_shared<Dropout>("dropout", DropoutOptions{.rate = 0.4}));
    RecurrentOptions second;
    second.units = 3;
    second.recurrentDropout = 0.25;
    made->append(std::make_shared<Bidirectional>("bidirectional", GRU("gru", second), MergeMode::Concat));
    DenseOptions dense;
    dense.units = 2;
    dense.activation = Activation::Softmax;
    made->append(std::make_shared<Dense>("dense", dense));
    made->finish();
    return made;
}

/// Sequences of any length, padded with 0 behind; the class says whether the first token is even.
Dataset sentences(Index samples) {
    Random random(3);
    Matrix tokens = Matrix::Zero(samples, kSteps), classes(samples, 1);
    for (Index s = 0; s < samples; ++s) {
        const Index length = 1 + random.below(kSteps);
        for (Index t = 0; t < length; ++t) tokens(s, t) = static_cast<Scalar>(1 + random.below(kVocabulary - 1));
        classes(s, 0) = static_cast<Scalar>(static_cast<Index>(tokens(s, 0)) % 2);
    }
    return {{Tensor::vectors(tokens)}, {Tensor::vectors(classes)}, {}};
}

std::string hashAfter(std::uint64_t seed, int threads, double* loss = nullptr) {
    TrainerOptions options;
    options.losses = {"sparse_categorical_crossentropy"};
    options.optimizer = "adam(clipnorm=1.0)";
    options.learningRate = 0.01;
    options.batchSize = 50;  // four shards, the last one partly filled
    options.seed = seed;
    options.threads = threads;
    Trainer trainer(model(), sentences(130), sentences(40), options);
    while (trainer.state().epoch < 3) (void)trainer.step();
    if (loss) *loss = trainer.epochLogs().front().second;
    return weightsSha256(trainer.state().weights);
}

/// Every cell that has a fused kernel, and two activations, trained for some batches of 20: two shards, one ragged.
std::string hashOfCells(int threads) {
    auto made = std::make_shared<Model>();
    made->addInput("x", Shape::sequenceOf(kSteps, 3));
    RecurrentOptions options;
    options.units = 13;
    options.returnSequences = true;
    made->append(std::make_shared<LSTM>("lstm", options));
    options.activation = Activation::Relu;
    made->append(std::make_shared<LSTM>("lstm_relu", options));
    options.activation = Activation::Tanh;
    made->append(std::make_shared<GRU>("gru", options));
    options.returnSequences = false;
    made->append(std::make_shared<SimpleRNN>("simple_rnn", options));
    DenseOptions dense;
    dense.units = 1;
    made->append(std::make_shared<Dense>("dense", dense));
    made->finish();
    Matrix x(40 * kSteps, 3), y(40, 1);
    Random random(4);
    for (Matrix* matrix : {&x, &y})
        for (Index i = 0; i < matrix->size(); ++i) matrix->data()[i] = static_cast<Scalar>(random.uniform() - 0.5);
    TrainerOptions trainer;
    trainer.losses = {"mse"};
    trainer.batchSize = 20;
    trainer.threads = threads;
    Trainer run(made, {{Tensor::sequences(x, 40, kSteps)}, {Tensor::vectors(y)}, {}}, {}, trainer);
    while (run.state().epoch < 4) (void)run.step();
    return weightsSha256(run.state().weights);
}

}  // namespace

class TestDeterminism : public QObject {
    Q_OBJECT

 private slots:
    void threadsChangeNothing() {
        double loss = 0.0;
        const std::string one = hashAfter(5, 1, &loss);
        QCOMPARE(one.size(), std::size_t(64));
        QVERIFY2(loss > 0.0 && loss < 0.75, qPrintable(QString::number(loss)));  // it trains: ln 2 is chance
        for (const int threads : {1, 2, 3, 8}) {
            double same = 0.0;
            QCOMPARE(hashAfter(5, threads, &same), one);
            QCOMPARE(same, loss);
        }
        QVERIFY(hashAfter(6, 2) != one);
    }

    /// A class compares its screens, and its laptops differ. The baseline has no fused multiply-add: its own bits.
    void instructionSetsChangeNothing() {
        std::string first;
        for (const std::string& isa : instructionSets()) {
            useInstructionSet(isa);
            QCOMPARE(instructionSet(), isa);
            const std::string hash = hashOfCells(1);
            QCOMPARE(hashOfCells(2), hash);
            if (isa == "baseline") continue;
            if (first.empty()) first = hash;
            QCOMPARE(hash, first);
        }
        useInstructionSet(instructionSets().front());
    }

    void anUnknownInstructionSetIsRefused() {
        try {
            useInstructionSet("mmx");
            QFAIL("taken");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).startsWith("instruction set: expected one of "), error.what());
            QVERIFY2(QString(error.what()).endsWith(", got \"mmx\""), error.what());
        }
    }
};

QTEST_GUILESS_MAIN(TestDeterminism)
#include "tst_determinism.moc"
