// Numeric gradients of every cell and option, through the kernels and through the interpreter; and that both agree.
#include <QTest>

#include "engine/cells/probe.h"
#include "engine/cells/record.h"
#include "tests/support/onepass.h"
#include "tests/support/recurrentcase.h"

using namespace engine;

namespace {

PassOptions passOptions(const support::RecurrentCase& one, CellRecord* record, int direction = 0) {
    PassOptions options;
    options.training = one.training;
    options.dropoutSeed = 5;
    options.recordedNode =
        record ? static_cast<Index>(one.states ? (one.recurrent("n")->stateCount() * (one.merge.empty() ? 1u : 2u)) + 1
                                               : 1)
               : -1;
    options.record = record;
    options.direction = direction;
    return options;
}

support::OnePass runOnce(const support::RecurrentCase& one, const Model& model, const PassOptions& options) {
    return support::runOnce(model, support::differentWeights(model), one.inputs(model), options);
}

double distance(const Matrix& a, const Matrix& b) {
    if (a.rows() != b.rows() || a.cols() != b.cols()) return 1e300;
    return a.size() == 0 ? 0.0 : (a - b).cwiseAbs().maxCoeff();
}

}  // namespace

class TestRecurrent : public QObject {
    Q_OBJECT

 private:
    static void rows() {
        QTest::addColumn<QString>("text");
        for (const std::string& text : support::recurrentCases())
            QTest::newRow(text.c_str()) << QString::fromStdString(text);
    }

 private slots:
    void gradients_data() { rows(); }
    void gradients() {
        QFETCH(QString, text);
        const support::RecurrentCase one(text.toStdString());
        const Model model = one.model();
        const auto error = support::gradientError(model, support::differentWeights(model), one.inputs(model),
                                                  passOptions(one, nullptr));
        QVERIFY2(error.relative < 1e-6, error.where.c_str());
        QVERIFY(error.compared > 0);
    }

    void interpreterGradients_data() { rows(); }
    void interpreterGradients() {
        QFETCH(QString, text);
        const support::RecurrentCase one(text.toStdString());
        const Model model = one.model();
        for (int direction = 0; direction < (one.merge.empty() ? 1 : 2); ++direction) {
            CellRecord record;
            const auto error = support::gradientError(model, support::differentWeights(model), one.inputs(model),
                                                      passOptions(one, &record, direction));
            QVERIFY2(error.relative < 1e-6, error.where.c_str());
            QVERIFY(record.program);
        }
    }

    void kernelAndInterpreterAgree_data() { rows(); }
    void kernelAndInterpreterAgree() {
        QFETCH(QString, text);
        const support::RecurrentCase one(text.toStdString());
        const Model model = one.model();
        const support::OnePass kernel = runOnce(one, model, passOptions(one, nullptr));
        for (int direction = 0; direction < (one.merge.empty() ? 1 : 2); ++direction) {
            CellRecord record;
            const support::OnePass read = runOnce(one, model, passOptions(one, &record, direction));
            for (std::size_t k = 0; k < kernel.outputs.size(); ++k)
                QVERIFY(distance(kernel.outputs[k].values, read.outputs[k].values) < 1e-12);
            for (std::size_t k = 0; k < kernel.gradients.size(); ++k)
                QVERIFY(distance(kernel.gradients[k], read.gradients[k]) < 1e-12);
            for (std::size_t k = 0; k < kernel.inputGradients.size(); ++k)
                QVERIFY(distance(kernel.inputGradients[k].values, read.inputGradients[k].values) < 1e-12);
            QCOMPARE(record.values.size(), record.program->operations.size());
            QCOMPARE(record.gradients.size(), record.program->operations.size());
        }
    }

    /// With recurrent dropout every gate draws masks of its own, for h and for x; without it all gates share one of x.
    /// As Keras.
    void dropoutMasks_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("gates");
        QTest::addColumn<bool>("recurrent");
        const QString sizes = " units=3 features=3 steps=1 batch=2000 states";
        for (const bool recurrent : {false, true}) {
            const QString rates = recurrent ? " dropout=0.25 recurrent_dropout=0.5" : " dropout=0.25";
            QTest::addRow("LSTM %d", recurrent)
                << "LSTM" + sizes + rates << QStringList{"z_i", "z_f", "z_g", "z_o"} << recurrent;
            QTest::addRow("GRU %d", recurrent)
                << "GRU" + sizes + rates << QStringList{"z_z", "z_r", "z_g"} << recurrent;
            QTest::addRow("SimpleRNN %d", recurrent) << "SimpleRNN" + sizes + rates << QStringList{"z_h"} << recurrent;
        }
    }
    void dropoutMasks() {
        QFETCH(QString, text);
        QFETCH(QStringList, gates);
        QFETCH(bool, recurrent);
        const support::RecurrentCase one(text.toStdString());
        const Model model = one.model();
        // z = x + 100 h in every gate, with x = h = 1 before dropout: each z says what was dropped.
        Weights weights = model.zeroGradients();
        for (Index gate = 0; gate < gates.size(); ++gate) {
            weights[0].middleCols(3 * gate, 3).setIdentity();
            weights[1].middleCols(3 * gate, 3).setIdentity();
            weights[1].middleCols(3 * gate, 3) *= 100;
        }
        std::vector<Tensor> inputs = one.inputs(model);
        for (Tensor& input : inputs) input.values.setOnes();
        if (one.cell == "GRU")
            weights[2].row(0).segment(3, 3).setConstant(1e6);  // an open reset gate leaves h U_g as it is
        CellRecord record;
        Pass pass;
        (void)model.forward(inputs, weights, pass, passOptions(one, &record));
        std::vector<Matrix> keptX, keptH;
        for (const QString& gate : gates) {
            Matrix z = record.values[static_cast<std::size_t>(record.program->find(gate.toStdString()))];
            if (gate == "z_r") z.array() -= 1e6;
            keptH.push_back((z.array() / 100).round());
            keptX.push_back(z - 100 * keptH.back());
            QVERIFY(((keptX.back().array() - 4.0 / 3.0).abs() < 1e-6 || keptX.back().array().abs() < 1e-6).all());
            QVERIFY((keptH.back().array() == (recurrent ? 2 : 1) || keptH.back().array() == (recurrent ? 0 : 1)).all());
            QVERIFY2(std::abs(keptX.back().mean() - 1.0) < 0.05, "a quarter is dropped, the rest is larger by it");
            QVERIFY2(std::abs(keptH.back().mean() - 1.0) < 0.05, "a half is dropped, the rest is doubled");
        }
        for (std::size_t gate = 1; gate < keptX.size(); ++gate) {
            // Independent masks agree in p^2 + (1-p)^2 of their places.
            const double sameX = static_cast<double>(((keptX[gate] - keptX[0]).array().abs() < 1e-6).count()) / 6000.0;
            const double sameH = static_cast<double>((keptH[gate].array() == keptH[0].array()).count()) / 6000.0;
            QVERIFY(std::abs(sameX - (recurrent ? 0.625 : 1.0)) < 0.03);
            QVERIFY(std::abs(sameH - (recurrent ? 0.5 : 1.0)) < 0.03);
        }
    }

    void probesHaveTrueGradients_data() {
        QTest::addColumn<QString>("text");
        for (const std::string cell : {"LSTM", "GRU", "lstm_fgr", "lstm_cifg", "lstm_1997", "min_gru"})
            QTest::newRow(cell.c_str()) << QString::fromStdString(
                cell + " units=3 batch=2 steps=4 sequences states returnstate");
    }
    void probesHaveTrueGradients() {
        QFETCH(QString, text);
        const support::RecurrentCase one(text.toStdString());
        const Model model = one.model();
        const auto program = makeCellProgram(one.recurrent("n")->cellName(), one.features, one.options);
        for (int operation = 0; operation < static_cast<int>(program->operations.size()); ++operation)
            for (const bool add : {false, true}) {
                CellProbe probe;
                probe.clamps = {{operation, 1, 1, 2, Scalar(0.3), add}, {operation, -1, 3, -1, Scalar(0.2), add}};
                probe.ablatedUnits = {2};
                CellRecord record;
                PassOptions options = passOptions(one, &record);
                options.probe = &probe;
                const auto error =
                    support::gradientError(model, support::differentWeights(model), one.inputs(model), options);
                QVERIFY2(error.relative < 1e-6,
                         (program->operations[static_cast<std::size_t>(operation)].name + " " + error.where).c_str());
                const Matrix& values = record.values[static_cast<std::size_t>(operation)];
                if (!add) QCOMPARE(values(1 * one.batch, 1), Scalar(0.3));
                for (Index row = 0; row < values.rows(); ++row)
                    QCOMPARE(record.values[static_cast<std::size_t>(program->output)](row, 2), Scalar(0));
            }
    }
};

QTEST_GUILESS_MAIN(TestRecurrent)
#include "tst_recurrent.moc"
