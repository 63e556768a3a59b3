// Every recurrent kernel in float, as it trains, against the interpreter: forward and gradients, with ragged masks, odd
// sizes, both directions, initial states and dropout, with each instruction set that is here. The same in double:
// tests/gradients/tst_recurrent.cpp.
#include <QtTest>

#include "engine/cells/record.h"
#include "engine/core/simd/isa.h"
#include "tests/support/onepass.h"
#include "tests/support/recurrentcase.h"

using namespace engine;

namespace {

class KernelsTest : public QObject {
    Q_OBJECT

    static PassOptions passOptions(const support::RecurrentCase& one, const Model& model, CellRecord* record,
                                   int direction) {
        PassOptions options;
        options.training = one.training;
        options.dropoutSeed = 5;
        if (record) options.recordedNode = static_cast<Index>(model.nodes().size()) - 1;
        options.record = record;
        options.direction = direction;
        return options;
    }

    static support::OnePass runOnce(const support::RecurrentCase& one, const Model& model, const PassOptions& options) {
        // Smaller weights where there are many, so that sums stay in the range where the gates move.
        Weights weights = support::differentWeights(model);
        for (Matrix& weight : weights)
            if (weight.rows() > 16) weight *= Scalar(4) / static_cast<Scalar>(weight.rows());
        return support::runOnce(model, weights, one.inputs(model), options);
    }

    /// The largest difference over the largest number, at least 1.
    static double distance(const Matrix& a, const Matrix& b) {
        if (a.rows() != b.rows() || a.cols() != b.cols()) return 1e300;
        if (a.size() == 0) return 0.0;
        const double largest = std::max(1.0, static_cast<double>(b.cwiseAbs().maxCoeff()));
        const double worst = static_cast<double>((a - b).cwiseAbs().maxCoeff());
        return std::isfinite(worst) ? worst / largest : 1e300;
    }

    static std::vector<std::string> cases() {
        std::vector<std::string> all = support::recurrentCases();
        std::vector<std::string> cells{"LSTM", "GRU", "GRU before", "SimpleRNN"};
        for (const std::string& name : cellProgramNames()) cells.push_back(name);
        // Activations that have no fused kernel and those that have one, over more samples than one block of lanes.
        for (const char* cell : {"LSTM", "GRU", "SimpleRNN"})
            for (const char* activation : {"linear", "relu", "tanh", "sigmoid", "elu"})
                for (const char* option : {"", " sequences mask states", " sequences back"})
                    all.push_back(std::string(cell) + " units=9 features=4 steps=6 batch=21 activation=" + activation +
                                  option);
        // A wide input has a product of its own, also backwards and with dropout.
        for (const char* cell : {"LSTM", "GRU", "SimpleRNN"})
            for (const char* option :
                 {"", " back sequences mask", " dropout=0.3 states", " dropout=0.3 recurrent_dropout=0.2"})
                all.push_back(std::string(cell) + " units=19 features=300 steps=18 batch=18" + option);
        // Around and beyond the widths that a vectorised kernel may treat apart, with nothing divisible by anything.
        const char* sizes[] = {" units=1 features=1 steps=1 batch=1",    " units=7 features=5 steps=3 batch=3",
                               " units=16 features=8 steps=4 batch=16",  " units=17 features=3 steps=5 batch=17",
                               " units=33 features=31 steps=9 batch=19", " units=40 features=130 steps=3 batch=2",
                               " units=3 features=2 steps=37 batch=5"};
        for (const std::string& cell : cells)
            for (const char* size : sizes)
                for (const char* option :
                     {"", " sequences mask states returnstate", " sequences back mask zero", " back states nobias"})
                    all.push_back(cell + size + option);
        return all;
    }

    /// Behind a RepeatVector x is the same at every step, and projected once.
    static std::vector<Tensor> repeated(const support::RecurrentCase& one, const Model& model) {
        std::vector<Tensor> inputs = one.inputs(model);
        for (Index t = 1; t < inputs[0].steps; ++t) inputs[0].step(t) = inputs[0].step(0).eval();
        return inputs;
    }

    static void compare(const support::RecurrentCase& one, const Model& model) {
        const support::OnePass kernel = runOnce(one, model, passOptions(one, model, nullptr, 0));
        for (int direction = 0; direction < (one.merge.empty() ? 1 : 2); ++direction) {
            CellRecord record;
            const support::OnePass read = runOnce(one, model, passOptions(one, model, &record, direction));
            QCOMPARE(record.values.size(), record.program->operations.size());
            QCOMPARE(kernel.outputs.size(), read.outputs.size());
            for (std::size_t k = 0; k < kernel.outputs.size(); ++k)
                QVERIFY(distance(kernel.outputs[k].values, read.outputs[k].values) < 2e-5);
            QCOMPARE(kernel.gradients.size(), read.gradients.size());
            for (std::size_t k = 0; k < kernel.gradients.size(); ++k)
                QVERIFY(distance(kernel.gradients[k], read.gradients[k]) < 2e-5);
            QCOMPARE(kernel.inputGradients.size(), read.inputGradients.size());
            for (std::size_t k = 0; k < kernel.inputGradients.size(); ++k)
                QVERIFY(distance(kernel.inputGradients[k].values, read.inputGradients[k].values) < 2e-5);
        }
    }

 private Q_SLOTS:
    void isTheEngineThatTrains() { QCOMPARE(sizeof(Scalar), sizeof(float)); }

    void kerasLayersHaveKernels() {
        for (const char* cell : {"LSTM", "GRU", "GRU before", "SimpleRNN"}) {
            const support::RecurrentCase one(cell);
            const auto layer = one.recurrent("rnn");
            layer->build({Shape::sequenceOf(4, 2)});
            QVERIFY2(layer->hasKernel(), cell);
        }
    }

    void kernelAndInterpreterAgree_data() {
        QTest::addColumn<QString>("text");
        for (const std::string& text : cases()) QTest::newRow(text.c_str()) << QString::fromStdString(text);
    }
    void kernelAndInterpreterAgree() {
        QFETCH(QString, text);
        const support::RecurrentCase one(text.toStdString());
        const Model model = one.model();
        for (const std::string& isa : instructionSets()) {
            useInstructionSet(isa);
            compare(one, model);
        }
        useInstructionSet(instructionSets().front());
    }

    void aRepeatedInputIsProjectedOnce_data() {
        QTest::addColumn<QString>("text");
        for (const char* cell : {"LSTM", "GRU", "SimpleRNN"})
            for (const char* option : {"", " sequences back mask", " states returnstate", " activation=relu sequences"})
                QTest::newRow(qPrintable(QString("%1%2").arg(cell, option)))
                    << QString("%1 units=17 features=19 steps=7 batch=18%2").arg(cell, option);
    }
    void aRepeatedInputIsProjectedOnce() {
        QFETCH(QString, text);
        const support::RecurrentCase one(text.toStdString());
        const Model model = one.model();
        Weights weights = support::differentWeights(model);
        for (Matrix& weight : weights) weight *= Scalar(0.2);
        for (const std::string& isa : instructionSets()) {
            useInstructionSet(isa);
            CellRecord record;
            const support::OnePass kernel =
                support::runOnce(model, weights, repeated(one, model), passOptions(one, model, nullptr, 0));
            const support::OnePass read =
                support::runOnce(model, weights, repeated(one, model), passOptions(one, model, &record, 0));
            for (std::size_t k = 0; k < kernel.outputs.size(); ++k)
                QVERIFY(distance(kernel.outputs[k].values, read.outputs[k].values) < 2e-5);
            for (std::size_t k = 0; k < kernel.gradients.size(); ++k)
                QVERIFY(distance(kernel.gradients[k], read.gradients[k]) < 2e-5);
            for (std::size_t k = 0; k < kernel.inputGradients.size(); ++k)
                QVERIFY(distance(kernel.inputGradients[k].values, read.inputGradients[k].values) < 2e-5);
        }
        useInstructionSet(instructionSets().front());
    }

    /// exp, tanh and the sums are the same operations in the same order, whatever a register holds.
    void vectorsChangeNoBit_data() {
        QTest::addColumn<QString>("text");
        for (const char* cell : {"LSTM", "GRU", "SimpleRNN"})
            for (const char* size : {"units=7 features=5 steps=3 batch=3", "units=33 features=31 steps=9 batch=19",
                                     "units=40 features=130 steps=3 batch=17"})
                for (const char* option : {"", " sequences mask states", " activation=relu"})
                    QTest::newRow(qPrintable(QString("%1 %2%3").arg(cell, size, option)))
                        << QString("%1 %2%3").arg(cell, size, option);
    }
    void vectorsChangeNoBit() {
        QFETCH(QString, text);
        const support::RecurrentCase one(text.toStdString());
        const Model model = one.model();
        std::vector<support::OnePass> passes;
        for (const std::string& isa : instructionSets()) {
            if (isa == "baseline") continue;  // has no fused multiply-add
            useInstructionSet(isa);
            passes.push_back(runOnce(one, model, passOptions(one, model, nullptr, 0)));
        }
        useInstructionSet(instructionSets().front());
        if (passes.size() < 2) QSKIP("this processor has one instruction set with a fused multiply-add, or none");
        for (std::size_t pass = 1; pass < passes.size(); ++pass) {
            for (std::size_t k = 0; k < passes[0].outputs.size(); ++k)
                QVERIFY(passes[pass].outputs[k].values == passes[0].outputs[k].values);
            for (std::size_t k = 0; k < passes[0].gradients.size(); ++k)
                QVERIFY(passes[pass].gradients[k] == passes[0].gradients[k]);
            for (std::size_t k = 0; k < passes[0].inputGradients.size(); ++k)
                QVERIFY(passes[pass].inputGradients[k].values == passes[0].inputGradients[k].values);
        }
    }

    /// Of samples of different lengths, each must come out as if it had been alone.
    void paddingChangesNothing_data() {
        QTest::addColumn<QString>("cell");
        for (const char* cell : {"LSTM", "GRU", "GRU before", "SimpleRNN"}) QTest::newRow(cell) << QString(cell);
    }
    void paddingChangesNothing() {
        QFETCH(QString, cell);
        const support::RecurrentCase one((cell + " units=17 features=3 steps=9 batch=7").toStdString());
        const Model model = one.model();
        const Weights weights = support::differentWeights(model);
        Tensor ragged = one.inputs(model).front();
        Mask mask(static_cast<std::size_t>(9 * 7));
        for (Index t = 0; t < 9; ++t)
            for (Index b = 0; b < 7; ++b) mask[static_cast<std::size_t>(t * 7 + b)] = t <= b;  // b + 1 steps
        ragged.mask = std::make_shared<const Mask>(mask);
        const Matrix together = model.predict({ragged}, weights).front().values;
        for (Index b = 0; b < 7; ++b) {
            const support::RecurrentCase own(
                (cell + " units=17 features=3 batch=1 steps=" + QString::number(b + 1)).toStdString());
            const Model alone = own.model();
            Tensor sample = Tensor::sequences(Matrix(b + 1, 3), 1, b + 1);
            for (Index t = 0; t <= b; ++t) sample.values.row(t) = ragged.values.row(t * 7 + b);
            QVERIFY(distance(together.row(b), alone.predict({sample}, weights).front().values) < 1e-5);
        }
    }
};

}  // namespace

QTEST_GUILESS_MAIN(KernelsTest)
#include "tst_kernels.moc"
