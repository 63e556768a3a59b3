// Which input mattered: the slope of the answer, held to central differences; what leaving a word out changes, held to
// the net without it.
#include <QTest>

#include "engine/layers/dense.h"
#include "engine/layers/embedding.h"
#include "engine/layers/lstm.h"
#include "engine/training/influence.h"
#include "tests/support/errors.h"
#include "tests/support/recurrentcase.h"

using namespace engine;

namespace {

/// The answer at a place of the first output.
double answer(const Model& model, const Weights& weights, const std::vector<Tensor>& inputs,
              const InputInfluence& place) {
    Pass pass;
    return static_cast<double>(model.forward(inputs, weights, pass).front().values(place.row, place.column));
}

/// d/ds y(s x_t) at s = 1: every number of step t scaled alike.
double slopeOfScale(const Model& model, const Weights& weights, const Sample& sample, Index t,
                    const InputInfluence& place) {
    const double h = 1e-5;
    const auto at = [&](double scale) {
        std::vector<Tensor> inputs = sample.inputs;
        inputs.front().values.row(t) *= static_cast<Scalar>(scale);
        return answer(model, weights, inputs, place);
    };
    return (at(1 + h) - at(1 - h)) / (2 * h);
}

/// Words, their rows, an LSTM and three classes.
Model wordModel() {
    Model model;
    model.addInput("words", Shape::vector(5));
    model.append(std::make_shared<Embedding>("embedding", EmbeddingOptions{.inputDim = 7, .outputDim = 3}));
    RecurrentOptions options;
    options.units = 4;
    model.append(std::make_shared<LSTM>("lstm", options));
    model.append(std::make_shared<Dense>("dense", DenseOptions{.units = 3, .activation = Activation::Softmax}));
    model.finish();
    return model;
}

}  // namespace

class TestInfluence : public QObject {
    Q_OBJECT

 private slots:
    void isTheSlopeOfTheAnswer_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"LSTM units=3", "GRU units=2 sequences", "SimpleRNN units=3 back",
                                 "lstm_peephole units=2 bidirectional=concat sequences"})
            QTest::newRow(text) << QString(text);
    }
    void isTheSlopeOfTheAnswer() {
        QFETCH(QString, text);
        const Model model = support::RecurrentCase(text.toStdString()).model();
        const Weights weights = support::differentWeights(model);
        const Sample sample{support::differentInputs(model, 1), {}};
        const InputInfluence influence = inputInfluence(model, weights, sample, {.step = 2});
        QCOMPARE(influence.gradientTimesInput.size(), std::size_t(sample.inputs.front().steps));
        QVERIFY(influence.leftOut.empty());
        QCOMPARE(influence.answer, answer(model, weights, sample.inputs, influence));
        for (Index t = 0; t < sample.inputs.front().steps; ++t) {
            const double numeric = slopeOfScale(model, weights, sample, t, influence);
            QVERIFY(std::abs(influence.gradientTimesInput[static_cast<std::size_t>(t)] - numeric) < 1e-8);
        }
    }

    void ofAWordItIsItsRows() {
        const Model model = wordModel();
        const Weights weights = support::differentWeights(model);
        Matrix tokens(1, 5);
        tokens << 0, 2, 5, 2, 6;
        const Sample sample{{Tensor::vectors(tokens)}, {}};
        const InputInfluence influence = inputInfluence(model, weights, sample);
        QCOMPARE(influence.gradientTimesInput.size(), std::size_t(5));
        // Word 5 stands once: scaling its row scales what that step reads. Word 2 stands twice: both steps together.
        const auto scaled = [&](Index word) {
            const double h = 1e-5;
            const auto at = [&](double scale) {
                Weights moved = weights;
                moved[0].row(word) *= static_cast<Scalar>(scale);
                return answer(model, moved, sample.inputs, influence);
            };
            return (at(1 + h) - at(1 - h)) / (2 * h);
        };
        const auto& product = influence.gradientTimesInput;
        QVERIFY(std::abs(product[2] - scaled(5)) < 1e-8);
        QVERIFY(std::abs(product[4] - scaled(6)) < 1e-8);
        QVERIFY(std::abs(product[1] + product[3] - scaled(2)) < 1e-8);
        QVERIFY(product[1] != product[3]);
    }

    void leavingAWordOutIsPaddingInItsPlace() {
        const Model model = wordModel();
        const Weights weights = support::differentWeights(model);
        Matrix tokens(1, 5);
        tokens << 0, 2, 5, 2, 6;
        const Sample sample{{Tensor::vectors(tokens)}, {}};
        const InputInfluence influence = inputInfluence(model, weights, sample);
        QCOMPARE(influence.leftOut.size(), std::size_t(5));
        QCOMPARE(influence.leftOut[0], 0.0);
        for (Index t = 1; t < 5; ++t) {
            std::vector<Tensor> without = sample.inputs;
            without.front().values(0, t) = 0;
            QCOMPARE(influence.leftOut[static_cast<std::size_t>(t)],
                     answer(model, weights, without, influence) - influence.answer);
            QVERIFY(influence.leftOut[static_cast<std::size_t>(t)] != 0.0);
        }
        QVERIFY(inputInfluence(model, weights, sample, {.leaveOut = false}).leftOut.empty());
    }

    void refusesAStepThatIsNotThere() {
        const Model model = support::RecurrentCase("GRU units=2 sequences").model();
        const Sample sample{support::differentInputs(model, 1), {}};
        QVERIFY(messageOf([&] {
                    (void)inputInfluence(model, support::differentWeights(model), sample, {.step = 99});
                }).contains(QStringLiteral("expected a step below")));
    }
};

QTEST_GUILESS_MAIN(TestInfluence)
#include "tst_influence.moc"
