// The layers around recurrent ones, and the operations of a Functional model, against central differences, in double.
#include <QtTest>

#include "engine/files/config.h"
#include "engine/layers/operations/indexed.h"
#include "engine/layers/operations/pointwise.h"
#include "engine/layers/operations/reduce.h"
#include "tests/support/gradientcheck.h"

using namespace engine;

namespace {

void holds(const Model& model, Index compared, const PassOptions& options = {}) {
    Weights weights = support::differentWeights(model);
    for (const Parameter* parameter : model.parameters())
        if (parameter->path.ends_with("moving_variance")) {
            Matrix& variance = weights[static_cast<std::size_t>(parameter->index)];
            variance = variance.array().abs() + Scalar(0.5);
        }
    const auto error = support::gradientError(model, std::move(weights), support::differentInputs(model, 3), options);
    QVERIFY2(error.relative < 1e-6, error.where.c_str());
    QCOMPARE(error.compared, compared);
}

// One layer on one, two or three inputs.
void holdsLayer(std::shared_ptr<Layer> layer, const std::vector<Shape>& shapes, Index compared) {
    Model model("model", false);
    std::vector<NodeOutput> inputs;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        inputs.push_back(model.addInput("input_" + std::to_string(i), shapes[i]));
    model.setOutputs(model.add(std::move(layer), inputs));
    model.finish();
    holds(model, compared);
}

const Shape kSequence = Shape::sequenceOf(5, 2), kVector = Shape::vector(5);

}  // namespace

class TestAround : public QObject {
    Q_OBJECT

 private slots:
    void layers_data() {
        QTest::addColumn<QString>("className");
        QTest::addColumn<QString>("config");
        QTest::addColumn<int>("inputs");
        QTest::addColumn<int>("parameters");
        const auto row = [](const char* name, const char* config, int inputs = 1, int parameters = 0) {
            QTest::addRow("%s %s", name, config) << name << config << inputs << parameters;
        };
        row("Conv1D", R"({"filters": 3, "kernel_size": [2], "activation": "tanh"})", 1, 15);
        row("Conv1D", R"({"filters": 2, "kernel_size": 3, "padding": "same", "strides": 2})", 1, 14);
        row("Conv1D", R"({"filters": 2, "kernel_size": 2, "padding": "causal", "dilation_rate": 2, "use_bias": false})",
            1, 8);
        for (const char* pooling : {"MaxPooling1D", "AveragePooling1D"}) {
            row(pooling, R"({"pool_size": 2})");
            row(pooling, R"({"pool_size": 3, "strides": 2, "padding": "same"})");
        }
        for (const char* pooling : {"GlobalMaxPooling1D", "GlobalAveragePooling1D"}) {
            row(pooling, "{}");
            row(pooling, R"({"keepdims": true})");
        }
        row("BatchNormalization", "{}", 1, 8);
        row("UnitNormalization", "{}");
        row("ReLU", R"({"negative_slope": 0.3, "max_value": 1.0})");
        row("LeakyReLU", "{}");
        row("ELU", R"({"alpha": 0.7})");
        row("PReLU", "{}", 1, 10);
        row("PReLU", R"({"shared_axes": [1]})", 1, 2);
        row("Softmax", "{}");
        row("Softmax", R"({"axis": 1})");
        row("Cropping1D", R"({"cropping": [1, 2]})");
        row("ZeroPadding1D", R"({"padding": 2})");
        row("UpSampling1D", R"({"size": 3})");
        row("Permute", R"({"dims": [2, 1]})");
        for (const char* merge : {"Add", "Multiply", "Average", "Maximum", "Minimum"}) row(merge, "{}", 3);
        row("Subtract", "{}", 2);
        row("Dot", R"({"axes": 1})", 2);
        row("Dot", R"({"axes": [2, 2], "normalize": true})", 2);
        row("AdditiveAttention", "{}", 3, 2);
        row("Attention", R"({"score_mode": "concat", "use_scale": true})", 2, 2);
        row("RNN", R"({"cell": {"class_name": "LSTMCell", "config": {"units": 2}}})", 1, 40);
    }
    void layers() {
        QFETCH(QString, className);
        QFETCH(QString, config);
        QFETCH(int, inputs);
        QFETCH(int, parameters);
        holdsLayer(layerFromConfig(className.toStdString(), Json::parse(config.toStdString()), "layer", true),
                   std::vector<Shape>(static_cast<std::size_t>(inputs), kSequence), 30 * inputs + parameters);
    }

    void frozenBatchNormalization() {
        Model model;
        model.addInput("input_layer", kVector);
        model.append(layerFromConfig("BatchNormalization", Json::object(), "layer", true));
        model.finish();
        model.freeze();
        holds(model, 15 + 20);
    }

    void operations() {
        holdsLayer(std::make_shared<Indexed>("x", std::vector<AxisKey>{Index{-1}, Slice{}}), {kSequence}, 30);
        holdsLayer(std::make_shared<Indexed>("x", std::vector<AxisKey>{Slice{-2, kWhole, -2}}), {kSequence}, 30);
        holdsLayer(std::make_shared<Indexed>("x", std::vector<AxisKey>{NewAxis{}, Slice{1, 3, 1}}), {kVector}, 15);
        for (const Reducing kind : {Reducing::Sum, Reducing::Mean, Reducing::Max, Reducing::Min})
            for (const int axis : {1, -1})
                for (const bool keep : {false, true})
                    holdsLayer(std::make_shared<Reduce>("x", ReduceOptions{kind, axis, keep}), {kSequence}, 30);
        using P = PointwiseKind;
        for (const P kind : {P::Add, P::Subtract, P::SubtractFrom, P::Multiply, P::Divide, P::DivideInto, P::Absolute})
            holdsLayer(std::make_shared<Pointwise>("x", kind, 1.7), {kSequence}, 30);
        holdsLayer(std::make_shared<Pointwise>("x", P::Power, 3.0), {kSequence}, 30);
        holdsLayer(std::make_shared<Quotient>("x"), {kSequence, kSequence}, 60);
    }

    void modelInAModel() {
        const Json inner = Json::parse(R"({"name": "inner", "layers": [
            {"class_name": "InputLayer", "config": {"batch_shape": [null, 5, 2], "name": "in"}},
            {"class_name": "LSTM", "config": {"units": 2, "name": "lstm"}},
            {"class_name": "Dense", "config": {"units": 3, "name": "dense"}}]})");
        const auto layer = layerFromConfig("Sequential", inner, "inner", false);
        Model model("model", false);
        const NodeOutput a = model.addInput("a", kSequence), b = model.addInput("b", kSequence);
        const NodeOutput left = model.add(layer, {a}).front(), right = model.add(layer, {b}).front();
        model.setOutputs({left, right});
        model.finish();
        holds(model, 60 + 49);
    }

    void timeDistributedOverSequences() {
        const Json lstm = Json::parse(R"({"layer": {"class_name": "LSTM", "config": {"units": 2}}})");
        Model model;
        model.addInput("input_layer", Shape::rowsOf(2, 3, 2));
        model.append(layerFromConfig("TimeDistributed", lstm, "layer", false));
        model.finish();
        Matrix values = support::differentNumbers(2 * 3, 6, Random(3));
        Tensor input = Tensor::sequences(std::move(values), 3, 2);
        input.width = 3;
        const auto error = support::gradientError(model, support::differentWeights(model), {input});
        QVERIFY2(error.relative < 1e-6, error.where.c_str());
        QCOMPARE(error.compared, Index{40 + 36});
    }
};

QTEST_GUILESS_MAIN(TestAround)
#include "tst_around.moc"
