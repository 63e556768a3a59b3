// Layers without states, losses and results as programs: the same numbers as the layer itself, every gradient against a
// central difference, and shares that add up to the loss.
#include <QTest>

#include "engine/cells/equations.h"
#include "engine/layers/dense.h"
#include "engine/layers/embedding.h"
#include "engine/layers/lstm.h"
#include "engine/layers/timedistributed.h"
#include "engine/losses/loss.h"
#include "engine/training/gradientcheck.h"
#include "engine/training/trace.h"
#include "tests/support/gradientcheck.h"

using namespace engine;

namespace {

struct Scene {
    Model model{"net"};
    Weights weights;
    Sample sample;
    std::shared_ptr<const Loss> loss;
};

/// Words 1 4 0 2 in a table of 5, an LSTM of 2, and a Dense of `units` behind it, at every step or at the last.
Scene sceneOf(const QString& text) {
    const bool steps = text.contains("steps"), distributed = text.contains("distributed");
    const Index units = text.section("units=", 1).section(' ', 0, 0).toInt();
    const std::string loss = text.section(' ', 0, 0).toStdString();
    const Activation activation =
        activationFromName(text.section("activation=", 1).section(' ', 0, 0).toStdString(), "test");
    Scene scene;
    NodeOutput last = scene.model.addInput("words", Shape::vector(4));
    last = scene.model.add(std::make_shared<Embedding>("embedding", EmbeddingOptions{.inputDim = 5, .outputDim = 3}),
                           {last})[0];
    RecurrentOptions recurrent;
    recurrent.units = 2;
    recurrent.returnSequences = steps;
    last = scene.model.add(std::make_shared<LSTM>("lstm", recurrent), {last})[0];
    auto dense = std::make_shared<Dense>("dense", DenseOptions{.units = units, .activation = activation});
    if (distributed)
        last = scene.model.add(std::make_shared<TimeDistributed>("time_distributed", dense), {last})[0];
    else
        last = scene.model.add(dense, {last})[0];
    scene.model.setOutputs({last});
    scene.model.finish();
    scene.weights = support::differentWeights(scene.model);
    Matrix words(1, 4);
    words << 1, 4, 0, 2;
    scene.sample.inputs = {Tensor::vectors(words)};
    const Index rows = steps ? 4 : 1;
    Matrix target(rows, loss == "sparse_categorical_crossentropy" ? 1 : units);
    for (Index row = 0; row < rows; ++row)
        for (Index column = 0; column < target.cols(); ++column)
            target(row, column) = target.cols() == 1 && units > 1 ? Scalar((row + 1) % units)
                                  : loss == "mse"                 ? Scalar(0.3 * double(row) - 0.2 * double(column))
                                                                  : Scalar(column == (row + 1) % units ? 1 : 0);
    scene.sample.targets = {steps ? Tensor::sequences(target, 1, rows) : Tensor::vectors(target)};
    scene.loss = makeLoss(loss);
    return scene;
}

/// Operations of a record by name.
const Matrix& valueOf(const CellRecord& record, const char* name) {
    return record.values[static_cast<std::size_t>(record.program->find(name))];
}

}  // namespace

class TestLayerPrograms : public QObject {
    Q_OBJECT

 private slots:
    void sameAsTheLayer_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"mse units=1 activation=linear", "mse units=2 activation=elu steps",
              "categorical_crossentropy units=3 activation=softmax",
              "categorical_crossentropy units=3 activation=softmax steps",
              "sparse_categorical_crossentropy units=3 activation=softmax steps distributed",
              "binary_crossentropy units=1 activation=sigmoid", "binary_crossentropy units=2 activation=sigmoid steps",
              "mse units=3 activation=tanh steps distributed"})
            QTest::newRow(text) << QString(text);
    }
    void sameAsTheLayer() {
        QFETCH(QString, text);
        const Scene scene = sceneOf(text);
        Pass pass;
        const std::vector<Tensor> outputs = scene.model.forward(scene.sample.inputs, scene.weights, pass);
        const LossValue value = evaluateLoss(*scene.loss, outputs[0], scene.sample.targets[0]);
        Gradients gradients = scene.model.zeroGradients();
        scene.model.backward({value.gradient}, pass, gradients);
        const std::vector<std::string> layers = tracedLayers(scene.model);
        QCOMPARE(layers.size(), std::size_t(3));
        QCOMPARE(recurrentLayers(scene.model), std::vector<std::string>{"lstm"});
        for (const std::string& layer : layers) {
            const Trace trace =
                traceSample(scene.model, scene.weights, scene.sample, scene.loss.get(), {.layer = layer});
            QVERIFY((trace.outputs[0].values - outputs[0].values).cwiseAbs().maxCoeff() < 1e-14);
            QVERIFY(std::abs(trace.loss - value.value) < 1e-13);
            QCOMPARE(trace.parameterGradients.size(), trace.cell.parameters.size());
            double most = 0.0;  // relu may let nothing through to some of them
            for (std::size_t k = 0; k < trace.parameterGradients.size(); ++k) {
                const Index index = cellParameter(scene.model, layer, 0, k);
                const Matrix& plain = gradients[static_cast<std::size_t>(index)];
                QVERIFY((trace.parameterGradients[k] - plain).cwiseAbs().maxCoeff() < 1e-13);
                most = std::max(most, plain.cwiseAbs().maxCoeff());
            }
            QVERIFY(most > 1e-4);
        }
    }

    void everyGradient_data() { sameAsTheLayer_data(); }
    void everyGradient() {
        QFETCH(QString, text);
        const Scene scene = sceneOf(text);
        for (const std::string& layer : tracedLayers(scene.model)) {
            const Trace trace =
                traceSample(scene.model, scene.weights, scene.sample, scene.loss.get(), {.layer = layer});
            for (int operation = 0; operation < int(trace.cell.values.size()); ++operation)
                for (Index t = 0; t < trace.cell.steps; ++t)
                    for (Index unit = 0; unit < trace.cell.program->units; ++unit) {
                        const GradientCheck check =
                            checkGradient(scene.model, scene.weights, scene.sample, *scene.loss,
                                          {.layer = layer, .operation = operation, .step = t, .unit = unit});
                        const double recorded =
                            double(trace.cell.gradients[static_cast<std::size_t>(operation)](t, unit));
                        QVERIFY2(std::abs(recorded - check.numeric) < 1e-7 * std::max(1.0, std::abs(check.numeric)),
                                 qPrintable(QStringLiteral("%1 %2 at %3: %4, numeric %5")
                                                .arg(QString::fromStdString(layer))
                                                .arg(operation)
                                                .arg(t)
                                                .arg(recorded)
                                                .arg(check.numeric)));
                    }
        }
    }

    void theLossInOperations_data() { sameAsTheLayer_data(); }
    void theLossInOperations() {
        QFETCH(QString, text);
        const Scene scene = sceneOf(text);
        const Trace trace =
            traceSample(scene.model, scene.weights, scene.sample, scene.loss.get(), {.layer = kLossPart});
        const CellRecord& record = trace.cell;
        QVERIFY(std::abs(valueOf(record, "l").sum() - trace.loss) < 1e-6);
        Tensor output = trace.outputs[0];
        output.logits = nullptr;
        const LossValue plain = evaluateLoss(*scene.loss, output, scene.sample.targets[0]);
        const Matrix& slope = record.gradients[static_cast<std::size_t>(record.program->find("out"))];
        const double apart = (slope - plain.gradient.values).cwiseAbs().maxCoeff();
        QVERIFY2(apart < 1e-9, qPrintable(QString::number(apart)));
        // What the net is told to be is no part of it, but its slope is there too.
        QVERIFY(record.inputGradient.cols() == 2 * record.program->units);
        QVERIFY((record.inputGradient.leftCols(record.program->units) - slope).cwiseAbs().maxCoeff() < 1e-14);
        QVERIFY(!plainText(operationNumbers(record, record.program->output, 0, 0)).empty());
    }

    void theResult() {
        const Scene scene = sceneOf("mse units=1 activation=linear");
        const Trace trace = traceSample(scene.model, scene.weights, scene.sample, scene.loss.get(),
                                        {.layer = kResultPart, .scale = OutputScale{5613.0, 29652.0}});
        const double output = double(trace.outputs[0].values(0, 0));
        QVERIFY(std::abs(double(valueOf(trace.cell, "result")(0, 0)) - (output * 5613.0 + 29652.0)) < 1e-9);
        QVERIFY(!trace.hasGradients());
        QStringList parts;
        for (const NetPart& part : trace.net) parts << QString::fromStdString(part.name);
        QCOMPARE(parts, (QStringList{"words", "embedding", "lstm", "dense", "result", "loss"}));
    }

    void whatIsHeldElsewhere() {
        const Scene scene = sceneOf("categorical_crossentropy units=3 activation=softmax");
        TraceRequest request{.layer = "dense"};
        const Trace plain = traceSample(scene.model, scene.weights, scene.sample, scene.loss.get(), request);
        LayerProbe held{.layer = "lstm", .direction = 0, .probe = {}};
        held.probe.clamps = {{.operation = 12, .unit = 0, .firstStep = 3, .lastStep = 3, .value = Scalar(0.5)}};
        request.elsewhere = {held};
        const Trace trace = traceSample(scene.model, scene.weights, scene.sample, scene.loss.get(), request);
        QCOMPARE(double(trace.cell.input(0, 0)), 0.5);
        QVERIFY(plain.cell.input(0, 0) != trace.cell.input(0, 0));
        QCOMPARE(plain.cell.input(0, 1), trace.cell.input(0, 1));
        // A held probability is what the loss is of, although it would rather go from the logits.
        TraceRequest own{.layer = "dense"};
        own.probe.clamps = {{.operation = 1, .unit = 1, .value = Scalar(0.25)}};
        const Trace clamped = traceSample(scene.model, scene.weights, scene.sample, scene.loss.get(), own);
        QVERIFY(std::abs(clamped.loss - plain.loss) > 1e-3);
    }

    void refuses() {
        const Scene scene = sceneOf("mse units=1 activation=linear");
        QVERIFY_EXCEPTION_THROWN(
            (void)traceSample(scene.model, scene.weights, scene.sample, scene.loss.get(), {.layer = "words"}), Error);
        QVERIFY_EXCEPTION_THROWN(
            (void)traceSample(scene.model, scene.weights, scene.sample, nullptr, {.layer = kLossPart}), Error);
        Scene beyond = sceneOf("mse units=1 activation=linear");
        beyond.sample.inputs[0].values(0, 1) = 7;
        QVERIFY_EXCEPTION_THROWN(
            (void)traceSample(beyond.model, beyond.weights, beyond.sample, nullptr, {.layer = "embedding"}), Error);
    }
};

QTEST_APPLESS_MAIN(TestLayerPrograms)
#include "tst_layerprograms.moc"
