// What the backward view shows is true: contributions sum to the recorded gradient, steps to the parameters' gradients,
// and the equations end in the recorded numbers.
#include <QTest>

#include "engine/cells/contributions.h"
#include "engine/cells/equations.h"
#include "tests/support/recurrentcase.h"

using namespace engine;

namespace {

struct Recorded {
    CellRecord record;
    Gradients gradients;
    std::vector<Matrix> outputSeeds;
    std::vector<Index> indices;  ///< of the cell's parameters
};

Recorded runRecorded(const QString& text, const CellProbe* probe = nullptr) {
    const support::RecurrentCase one(text.toStdString());
    const Model model = one.model();
    const Weights weights = support::differentWeights(model);
    Recorded result;
    Pass pass;
    PassOptions options;
    options.recordedNode = model.nodeOf("rnn");
    options.record = &result.record;
    options.probe = probe;
    std::vector<Tensor> seeds = model.forward(one.inputs(model), weights, pass, options);
    for (std::size_t k = 0; k < seeds.size(); ++k)
        seeds[k].values =
            support::differentNumbers(seeds[k].values.rows(), seeds[k].values.cols(), Random(9).stream(k));
    result.gradients = model.zeroGradients();
    model.backward(seeds, pass, result.gradients, true);
    return result;
}

}  // namespace

class TestContributions : public QObject {
    Q_OBJECT

 private slots:
    void sums_data() {
        QTest::addColumn<QString>("text");
        for (const std::string& cell : cellProgramNames())
            for (const char* options :
                 {" units=3 sequences", " units=3 batch=3 mask", " units=2 back sequences returnstate states",
                  " units=3 activation=softmax recurrent_activation=gelu sequences"})
                QTest::newRow((cell + options).c_str()) << QString::fromStdString(cell + options);
    }
    void sums() {
        QFETCH(QString, text);
        CellProbe probe;
        probe.clamps = {{1, 0, 1, 1, Scalar(0.4), false}, {2, 1, 2, 2, Scalar(0.1), true}};
        for (const CellProbe* used : {static_cast<const CellProbe*>(nullptr), static_cast<const CellProbe*>(&probe)}) {
            if (used && makeCellProgram(text.section(' ', 0, 0).toStdString(), 1, {})->operations.size() < 3) continue;
            const Recorded run = runRecorded(text, used);
            const CellRecord& record = run.record;
            for (int k = 0; k < static_cast<int>(record.gradients.size()); ++k)
                for (Index t = 0; t < record.steps; ++t)
                    for (Index b = 0; b < record.batch; ++b)
                        for (Index unit = 0; unit < record.program->units; ++unit) {
                            double sum = 0.0;
                            for (const auto& one : gradientContributions(record, k, t, unit, b)) {
                                sum += one.contribution;
                                if (!one.overUnits)
                                    QVERIFY(std::abs(one.local * one.consumerGradient - one.contribution) < 1e-14);
                                // Without returned sequences and states only the last step hears from outside.
                                if (one.consumer < 0 && !text.contains("sequences") && !text.contains("mask") &&
                                    t < record.steps - 1)
                                    QVERIFY(std::abs(one.contribution) < 1e-14);
                            }
                            const double recorded =
                                record.gradients[static_cast<std::size_t>(k)](t * record.batch + b, unit);
                            QVERIFY2(std::abs(sum - recorded) < 1e-13,
                                     record.program->operations[static_cast<std::size_t>(k)].name.c_str());
                        }
            for (std::size_t p = 0; p < record.parameters.size(); ++p) {
                Matrix sum = Matrix::Zero(record.parameters[p].rows(), record.parameters[p].cols());
                for (Index t = 0; t < record.steps; ++t) sum += parameterContribution(record, static_cast<int>(p), t);
                QVERIFY((sum - run.gradients[p]).cwiseAbs().maxCoeff() < 1e-13);
                const Index last = record.backwards ? record.steps - 1 : 0;
                QVERIFY(
                    (parameterRunningSum(record, static_cast<int>(p), last) - run.gradients[p]).cwiseAbs().maxCoeff() <
                    1e-13);
            }
            for (int k = 0; k < static_cast<int>(record.values.size()); ++k) {
                if (record.program->operations[static_cast<std::size_t>(k)].kind != Operation::Kind::Affine || used)
                    continue;
                double sum = 0.0;
                for (const AffineProduct& product : affineProducts(record, k, 1, 1)) sum += product.product;
                QVERIFY(std::abs(sum - record.values[static_cast<std::size_t>(k)](1 * record.batch, 1)) < 1e-13);
            }
        }
    }

    void lstmReadsAsInTheTextbook() {
        const auto program = makeCellProgram("lstm", 2, {});
        const auto line = [&](const char* name, bool expanded = false, Dialect dialect = Dialect::Keras) {
            return QString::fromStdString(
                plainText(operationEquation(*program, program->find(name), dialect, expanded)));
        };
        QCOMPARE(line("f", true), QString("f_t = σ(W_f x_t + U_f h_{t−1} + b_f)"));
        QCOMPARE(line("z_f"), QString("z_f = W_f x_t + U_f h_{t−1} + b_f"));
        QCOMPARE(line("f"), QString("f_t = σ(z_f)"));
        QCOMPARE(line("c"), QString("c_t = f_t ⊙ c_{t−1} + i_t ⊙ c̃_t"));
        QCOMPARE(line("h"), QString("h_t = o_t ⊙ tanh(c_t)"));
        QCOMPARE(line("c", false, Dialect::PyTorch), QString("c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t"));
        QCOMPARE(line("g", true, Dialect::PyTorch), QString("g_t = tanh(W_{ig} x_t + W_{hg} h_{t−1} + b_g)"));
        QCOMPARE(line("h", false, Dialect::Papers), QString("y_t = o_t ⊙ tanh(c_t)"));
    }

    void otherCells() {
        const auto line = [](const char* cell, const char* name, bool expanded = false) {
            const auto program = makeCellProgram(cell, 2, {});
            return QString::fromStdString(
                plainText(operationEquation(*program, program->find(name), Dialect::Keras, expanded)));
        };
        QCOMPARE(line("lstm_peephole", "o", true), QString("o_t = σ(W_o x_t + U_o h_{t−1} + b_o + p_o ⊙ c_t)"));
        QCOMPARE(line("lstm_cifg", "f"), QString("f_t = 1 − i_t"));
        QCOMPARE(line("lstm_fgr", "z_i"), QString("z_i = W_i x_t + U_i h_{t−1} + b_i + p_i ⊙ c_{t−1} + V_{ii} i_{t−1} "
                                                  "+ V_{fi} f_{t−1} + V_{oi} o_{t−1}"));
        QCOMPARE(line("gru", "h"), QString("h_t = (1 − z_t) ⊙ h̃_t + z_t ⊙ h_{t−1}"));
        QCOMPARE(line("gru_reset_before", "z_g"), QString("z_{h̃} = W_{h̃} x_t + b_{h̃} + U_{h̃} (r_t ⊙ h_{t−1})"));
        QCOMPARE(line("simple_rnn", "h", true), QString("h_t = tanh(W_h x_t + b_h + U_h h_{t−1})"));
    }

    void gateOrders() {
        const auto order = [](const char* cell, Dialect dialect) {
            QString text;
            for (const GateBlock& block : gateBlocks(dialect, *makeCellProgram(cell, 2, {})))
                text += QString::fromStdString(block.letter) + QString::number(block.block) + " ";
            return text.trimmed();
        };
        QCOMPARE(order("lstm", Dialect::Keras), QString("i0 f1 c2 o3"));
        QCOMPARE(order("lstm", Dialect::PyTorch), QString("i0 f1 g2 o3"));
        QCOMPARE(order("lstm", Dialect::Onnx), QString("i0 o3 f1 c2"));
        QCOMPARE(order("gru", Dialect::Keras), QString("z0 r1 h2"));
        QCOMPARE(order("gru", Dialect::PyTorch), QString("r1 z0 n2"));
    }

    void chainRule() {
        const Recorded run = runRecorded("lstm units=3 sequences");
        const CellRecord& record = run.record;
        const auto line = [&](const char* name, Index t) {
            return QString::fromStdString(plainText(gradientEquation(record, record.program->find(name), t, 0)));
        };
        QCOMPARE(line("f", 1), QString("∂L/∂f_t = ∂L/∂(f⊙c)_t ⊙ c_{t−1}"));
        QCOMPARE(line("z_f", 1), QString("∂L/∂z_f = ∂L/∂f_t ⊙ σ′(z_f)"));
        QCOMPARE(line("c", 1), QString("∂L/∂c_t = ∂L/∂(f⊙c)_{t+1} ⊙ f_{t+1} + ∂L/∂(tanh c)_t ⊙ tanh′(c_t)"));
        QCOMPARE(line("c", 3), QString("∂L/∂c_t = ∂L/∂(tanh c)_t ⊙ tanh′(c_t)"));
        QVERIFY(line("h", 1).contains("outside"));
        QVERIFY(line("h", 1).contains("∂L/∂z_f U_fᵀ"));
        for (int k = 0; k < static_cast<int>(record.values.size()); ++k) {
            const Equation forward = operationNumbers(record, k, 1, 2), backward = gradientNumbers(record, k, 1, 2);
            QCOMPARE(forward.tokens.back().value,
                     double(record.values[static_cast<std::size_t>(k)](1 * record.batch, 2)));
            QCOMPARE(backward.tokens.back().value,
                     double(record.gradients[static_cast<std::size_t>(k)](1 * record.batch, 2)));
        }
    }

    void numbers() {
        QCOMPARE(QString::fromStdString(equationNumber(0.39)), QString("0.390"));
        QCOMPARE(QString::fromStdString(equationNumber(-1.5)), QString("−1.500"));
        QCOMPARE(QString::fromStdString(equationNumber(0.01234)), QString("0.0123"));
        QCOMPARE(QString::fromStdString(equationNumber(1e-7)), QString("1.00e−7"));
        QCOMPARE(QString::fromStdString(equationNumber(0.0)), QString("0.000"));
    }
};

QTEST_GUILESS_MAIN(TestContributions)
#include "tst_contributions.moc"
