// The check a learner can press: every value, weight and input of small models, with and without a clamp.
#include <QTest>

#include "engine/losses/loss.h"
#include "engine/training/gradientcheck.h"
#include "tests/support/errors.h"
#include "tests/support/recurrentcase.h"

using namespace engine;

namespace {

/// Mean of squares, so that this test needs no loss of another file.
class SquaredLoss : public Loss {
 public:
    std::string name() const override { return "squared"; }
    std::vector<double> rows(const Matrix& output, const Matrix& target) const override {
        std::vector<double> all;
        for (Index r = 0; r < output.rows(); ++r) all.push_back((output.row(r) - target.row(r)).squaredNorm());
        return all;
    }
    Matrix gradient(const Matrix& output, const Matrix& target, const std::vector<double>& scale) const override {
        Matrix d = Scalar(2) * (output - target);
        for (Index r = 0; r < d.rows(); ++r) d.row(r) *= static_cast<Scalar>(scale[static_cast<std::size_t>(r)]);
        return d;
    }
    void check(const Tensor&, const Tensor&) const override {}
};

Sample sampleOf(const Model& model) {
    Sample sample{support::differentInputs(model, 1), {}};
    Pass pass;
    for (Tensor& output : model.forward(sample.inputs, support::differentWeights(model), pass)) {
        output.values = support::differentNumbers(output.values.rows(), output.values.cols(), Random(3));
        sample.targets.push_back(output);
    }
    return sample;
}

}  // namespace

class TestGradientCheck : public QObject {
    Q_OBJECT

 private slots:
    void everyNumber_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"LSTM units=3", "GRU units=2 sequences",
                                 "lstm_peephole units=2 bidirectional=concat sequences", "SimpleRNN units=3 back"})
            QTest::newRow(text) << QString(text);
    }
    void everyNumber() {
        QFETCH(QString, text);
        const support::RecurrentCase one(text.toStdString());
        const Model model = one.model();
        const Weights weights = support::differentWeights(model);
        const Sample sample = sampleOf(model);
        const SquaredLoss loss;
        CellProbe clamped;
        clamped.clamps = {{1, 0, 1, 2, Scalar(0.7), false}};
        for (const CellProbe& probe : {CellProbe(), clamped})
            for (int direction = 0; direction < (one.merge.empty() ? 1 : 2); ++direction) {
                const Trace trace = traceSample(model, weights, sample, &loss, {"", direction, probe});
                QVERIFY(trace.hasGradients());
                for (int operation = 0; operation < static_cast<int>(trace.cell.values.size()); ++operation)
                    for (Index t = 0; t < trace.cell.steps; ++t)
                        for (Index unit = 0; unit < one.options.units; ++unit) {
                            GradientTarget target{
                                .direction = direction, .operation = operation, .step = t, .unit = unit};
                            const GradientCheck check = checkGradient(model, weights, sample, loss, target, probe);
                            QVERIFY(std::abs(check.analytic - check.numeric) <
                                    1e-8 * std::max(1.0, std::abs(check.numeric)));
                            QCOMPARE(check.analytic,
                                     double(trace.cell.gradients[static_cast<std::size_t>(operation)](t, unit)));
                        }
            }
        for (const Parameter* parameter : model.parameters()) {
            GradientTarget target{.kind = GradientTarget::Kind::Parameter, .parameter = parameter->index};
            target.column = parameter->columns() - 1;
            const GradientCheck check = checkGradient(model, weights, sample, loss, target);
            QVERIFY(std::abs(check.analytic - check.numeric) < 1e-8 * std::max(1.0, std::abs(check.numeric)));
            QVERIFY(check.analytic != 0.0);
        }
        GradientTarget target{.kind = GradientTarget::Kind::Input, .row = 1, .column = 1};
        const GradientCheck check = checkGradient(model, weights, sample, loss, target);
        QVERIFY(check.relativeError() < 1e-6);
    }

    void refusesWhatIsNotThere() {
        const Model model = support::RecurrentCase("LSTM units=3").model();
        const Weights weights = support::differentWeights(model);
        const Sample sample = sampleOf(model);
        const SquaredLoss loss;
        const auto message = [&](const GradientTarget& target) {
            return messageOf([&] { (void)checkGradient(model, weights, sample, loss, target); });
        };
        QCOMPARE(message({.operation = 99}), QString("gradient check: expected one of 13 operations, got 99"));
        QCOMPARE(message({.step = 4}), QString("gradient check: expected a step below 4, got 4"));
        QCOMPARE(message({.kind = GradientTarget::Kind::Parameter, .row = 2}),
                 QString("gradient check: expected an element of 2 x 12, got (2, 0)"));
    }

    void saturationAndNorms() {
        const Model model = support::RecurrentCase("LSTM units=2 steps=2").model();
        const Weights weights = support::differentWeights(model);
        Trace trace = traceSample(model, weights, sampleOf(model), nullptr);
        QVERIFY(!trace.hasGradients());
        QVERIFY(std::isnan(trace.loss));
        const int f = trace.cell.program->find("f");
        trace.cell.values[static_cast<std::size_t>(f)] << 0.05, 0.95, 0.5, 0.96;
        const auto all = gateSaturation(trace.cell);
        QCOMPARE(all.size(), std::size_t(3));
        QCOMPARE(all[1].operation, f);
        QCOMPARE(all[1].below, (std::vector<double>{0.5, 0.0}));
        QCOMPARE(all[1].above, (std::vector<double>{0.0, 1.0}));
        trace.cell.gradients.assign(trace.cell.values.size(), Matrix::Zero(2, 2));
        trace.cell.gradients[0] << 3, 4, 0, 1;
        QCOMPARE(gradientNorms(trace.cell, 0), (std::vector<double>{5.0, 1.0}));
        QCOMPARE(recurrentLayers(model), std::vector<std::string>{"rnn"});
    }
};

QTEST_GUILESS_MAIN(TestGradientCheck)
#include "tst_gradientcheck.moc"
