// Numeric gradients of every cell and option, through the kernels and through the interpreter; and that both agree.
#include <QTest>

#include "engine/cells/record.h"
#include "engine/cells/probe.h"
#include "tests/support/recurrentcase.h"

using namespace engine;

namespace {

PassOptions passOptions(const support::RecurrentCase& one, CellRecord* record, int direction = 0) {
    PassOptions options;
    options.training = one.training;
    options.dropoutSeed = 5;
    options.recordedNode = record ? static_cast<Index>(one.states ? (one.recurrent("n")->stateCount() * (one.merge.empty() ? 1u : 2u)) + 1 : 1) : -1;
    options.record = record;
    options.direction = direction;
    return options;
}

struct Result {
    std::vector<Tensor> outputs, inputGradients;
    Gradients gradients;
};

Result runOnce(const support::RecurrentCase& one, const Model& model, const PassOptions& options) {
    const Weights weights = support::differentWeights(model);
    const std::vector<Tensor> inputs = one.inputs(model);
    Result result;
    Pass pass;
    result.outputs = model.forward(inputs, weights, pass, options);
    std::vector<Tensor> seeds = result.outputs;
    for (std::size_t k = 0; k < seeds.size(); ++k)
        seeds[k].values = support::differentNumbers(seeds[k].values.rows(), seeds[k].values.cols(), Random(9).stream(k));
    result.gradients = model.zeroGradients();
    result.inputGradients = model.backward(seeds, pass, result.gradients, true);
    return result;
}

double distance(const Matrix& a, const Matrix& b) {
    if (a.rows() != b.rows() || a.cols() != b.cols())
        return 1e300;
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
        const auto error = support::gradientError(model, support::differentWeights(model), one.inputs(model), passOptions(one, nullptr));
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
        const Result kernel = runOnce(one, model, passOptions(one, nullptr));
        for (int direction = 0; direction < (one.merge.empty() ? 1 : 2); ++direction) {
            CellRecord record;
            const Result read = runOnce(one, model, passOptions(one, &record, direction));
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

    void probesHaveTrueGradients_data() {
        QTest::addColumn<QString>("text");
        for (const std::string cell : {"LSTM", "GRU", "lstm_fgr", "lstm_cifg", "lstm_1997", "min_gru"})
            QTest::newRow(cell.c_str()) << QString::fromStdString(cell + " units=3 batch=2 steps=4 sequences states returnstate");
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
                const auto error = support::gradientError(model, support::differentWeights(model), one.inputs(model), options);
                QVERIFY2(error.relative < 1e-6, (program->operations[static_cast<std::size_t>(operation)].name + " " + error.where).c_str());
                const Matrix& values = record.values[static_cast<std::size_t>(operation)];
                if (!add)
                    QCOMPARE(values(1 * one.batch, 1), Scalar(0.3));
                for (Index row = 0; row < values.rows(); ++row)
                    QCOMPARE(record.values[static_cast<std::size_t>(program->output)](row, 2), Scalar(0));
            }
    }
};

QTEST_GUILESS_MAIN(TestRecurrent)
#include "tst_recurrent.moc"
