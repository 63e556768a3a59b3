// Every layer without a time loop against central differences, in double.
#include <QtTest>

#include "engine/layers/activationlayer.h"
#include "engine/layers/attention.h"
#include "engine/layers/dense.h"
#include "engine/layers/dropout.h"
#include "engine/layers/embedding.h"
#include "engine/layers/layernormalization.h"
#include "engine/layers/masking.h"
#include "engine/layers/reshaping/concatenate.h"
#include "engine/layers/reshaping/flatten.h"
#include "engine/layers/reshaping/repeatvector.h"
#include "engine/layers/reshaping/reshape.h"
#include "engine/layers/timedistributed.h"
#include "tests/support/gradientcheck.h"

using namespace engine;

namespace {

constexpr double kTolerance = 1e-6;

// How many numbers must have been compared, so that a check of nothing cannot pass.
void holds(const Model& model, std::vector<Tensor> inputs, Index compared, const PassOptions& options = {}) {
    const auto error = support::gradientError(model, support::differentWeights(model), std::move(inputs), options);
    QVERIFY2(error.relative < kTolerance, error.where.c_str());
    QCOMPARE(error.compared, compared);
}

void holdsOne(std::shared_ptr<Layer> layer, const Shape& shape, Index compared, const PassOptions& options = {}) {
    Model model;
    model.addInput("input_layer", shape);
    model.append(std::move(layer));
    model.finish();
    holds(model, support::differentInputs(model, 3), compared, options);
}

const Shape kVector = Shape::vector(5);
const Shape kSequence = Shape::sequenceOf(2, 5);

}  // namespace

class TestLayers : public QObject {
    Q_OBJECT

 private slots:
    void dense_data() {
        QTest::addColumn<int>("activation");
        for (const Activation activation :
             {Activation::Linear, Activation::Relu, Activation::Tanh, Activation::Sigmoid, Activation::HardSigmoid,
              Activation::Softmax, Activation::Elu, Activation::Gelu, Activation::Silu, Activation::BipolarSigmoid,
              Activation::DoubleBipolarSigmoid}) {
            QTest::newRow(activationName(activation).c_str()) << static_cast<int>(activation);
        }
    }
    void dense() {
        QFETCH(int, activation);
        const auto f = static_cast<Activation>(activation);
        holdsOne(std::make_shared<Dense>("dense", DenseOptions{.units = 2, .activation = f}), kVector, 10 + 2 + 15);
        holdsOne(std::make_shared<Dense>("dense", DenseOptions{.units = 2, .activation = f}), kSequence, 10 + 2 + 30);
        holdsOne(std::make_shared<Dense>("dense", DenseOptions{.units = 3, .activation = f, .useBias = false}), kVector,
                 15 + 15);
        holdsOne(std::make_shared<ActivationLayer>("activation", ActivationLayerOptions{f}), kSequence, 30);
    }

    void embedding() {
        Model model;
        model.addInput("tokens", Shape::vector(kVariable));
        model.append(std::make_shared<Embedding>("embedding", EmbeddingOptions{.inputDim = 5, .outputDim = 3}));
        model.append(std::make_shared<Dense>("dense", DenseOptions{.units = 2, .activation = Activation::Tanh}));
        model.finish();
        Matrix tokens(2, 3);
        tokens << 1, 4, 1, 0, 2, 4;  // 1 and 4 twice: their gradients add up; 3 never: it has none
        holds(model, {Tensor::vectors(tokens)}, 15 + 6 + 2);
    }

    void layerNormalization() {
        holdsOne(std::make_shared<LayerNormalization>("n", LayerNormalizationOptions{}), kVector, 10 + 15);
        holdsOne(std::make_shared<LayerNormalization>("n", LayerNormalizationOptions{}), kSequence, 10 + 30);
        holdsOne(std::make_shared<LayerNormalization>("n", LayerNormalizationOptions{.center = false}), kSequence,
                 5 + 30);
        holdsOne(std::make_shared<LayerNormalization>("n", LayerNormalizationOptions{.scale = false}), kSequence,
                 5 + 30);
    }

    void shapes() {
        holdsOne(std::make_shared<RepeatVector>("r", RepeatVectorOptions{3}), kVector, 15);
        holdsOne(std::make_shared<Flatten>("f"), kSequence, 30);
        holdsOne(std::make_shared<Reshape>("r", ReshapeOptions{{5, 2}}), kSequence, 30);
        holdsOne(std::make_shared<Reshape>("r", ReshapeOptions{{-1}}), kSequence, 30);
        holdsOne(std::make_shared<Reshape>("r", ReshapeOptions{{5, -1}}), kVector, 15);
    }

    void masking() {
        Model model;
        model.addInput("input_layer", Shape::sequenceOf(3, 2));
        model.append(std::make_shared<Masking>("masking", MaskingOptions{}));
        model.append(std::make_shared<Dense>("dense", DenseOptions{.units = 3, .activation = Activation::Sigmoid}));
        model.finish();
        holds(model, support::differentInputs(model, 2), 6 + 3 + 12);
    }

    void dropout() {
        PassOptions options;
        options.training = true;
        options.dropoutSeed = 5;
        holdsOne(std::make_shared<Dropout>("d", DropoutOptions{0.4}), kSequence, 30, options);
        holdsOne(std::make_shared<TimeDistributed>("t", std::make_shared<Dropout>("d", DropoutOptions{0.4})), kSequence,
                 30, options);
    }

    void timeDistributed() {
        holdsOne(std::make_shared<TimeDistributed>("t", std::make_shared<Dense>("dense", DenseOptions{.units = 2})),
                 kSequence, 10 + 2 + 30);
        holdsOne(std::make_shared<TimeDistributed>("t", std::make_shared<Reshape>("r", ReshapeOptions{{5}})), kSequence,
                 30);
        holdsOne(std::make_shared<TimeDistributed>("t", std::make_shared<Flatten>("f")), kSequence, 30);
    }

    void attention_data() {
        QTest::addColumn<bool>("scaled");
        QTest::addColumn<bool>("keyed");
        QTest::newRow("dot") << false << false;
        QTest::newRow("scaled") << true << false;
        QTest::newRow("key of its own") << false << true;
        QTest::newRow("scaled, key of its own") << true << true;
    }
    void attention() {
        QFETCH(bool, scaled);
        QFETCH(bool, keyed);
        Model model("functional", false);
        std::vector<NodeOutput> inputs{model.addInput("query", Shape::sequenceOf(2, 5)),
                                       model.addInput("value", Shape::sequenceOf(3, keyed ? 2 : 5))};
        if (keyed) inputs.push_back(model.addInput("key", Shape::sequenceOf(3, 5)));
        model.setOutputs(
            model.add(std::make_shared<Attention>("attention", AttentionOptions{.useScale = scaled}), inputs));
        model.finish();
        const Index features = keyed ? 2 + 5 : 5;
        holds(model, support::differentInputs(model, 2), (scaled ? 1 : 0) + 2 * (2 * 5 + 3 * features));
    }

    void attentionWithMasks() {
        // The middle step of the first value and the last of the second are padding; so is a step of the query.
        Model model("functional", false);
        const auto masked = [&](const char* name, Index steps) {
            const NodeOutput input = model.addInput(name, Shape::sequenceOf(steps, 3));
            const std::string mask = std::string(name) + "_masking";
            return model.add(std::make_shared<Masking>(mask, MaskingOptions{0.0}), {input}).front();
        };
        const NodeOutput query = masked("query", 2), value = masked("value", 5);
        model.setOutputs(
            model.add(std::make_shared<Attention>("attention", AttentionOptions{.useScale = true}), {query, value}));
        model.finish();
        std::vector<Tensor> inputs = support::differentInputs(model, 2);
        inputs[0].step(1).row(0).setZero();
        inputs[1].step(1).row(0).setZero();
        inputs[1].step(4).row(1).setZero();
        const Weights weights = support::differentWeights(model);
        Pass pass;
        const Tensor y = model.forward(inputs, weights, pass).front();
        QVERIFY(y.step(1).row(0).isZero());
        const auto* layer = dynamic_cast<const Attention*>(model.nodes().back().layer.get());
        QVERIFY(layer);
        const Matrix p = layer->distribution(pass.arguments.back(), weights, 1);
        QCOMPARE(p.col(4).sum(), 0.0);
        QVERIFY(std::abs(p.row(0).sum() - 1.0) < 1e-12 && p.col(3).minCoeff() > 0.0);
        // A step that is masked must not be moved off its zeros, or it would count: the gradients of the others.
        Gradients gradients = model.zeroGradients();
        const Tensor ones = Tensor::sequences(Matrix::Ones(y.values.rows(), y.values.cols()), y.batch, y.steps);
        const std::vector<Tensor> analytic = model.backward({ones}, pass, gradients, true);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            for (Index r = 0; r < inputs[i].values.rows(); ++r)
                for (Index c = 0; c < 3; ++c) {
                    if (inputs[i].values.row(r).isZero()) {
                        QCOMPARE(analytic[i].values(r, c), 0.0);
                        continue;
                    }
                    const auto at = [&](double moved) {
                        std::vector<Tensor> copy = inputs;
                        copy[i].values(r, c) += moved;
                        Pass other;
                        return model.forward(copy, weights, other).front().values.sum();
                    };
                    const double numeric = (at(1e-5) - at(-1e-5)) / 2e-5, got = analytic[i].values(r, c);
                    QVERIFY(std::abs(numeric - got) < 1e-6 * std::max(1.0, std::abs(got)));
                }
    }

    void sharedLayerAndSeveralOutputs() {
        Model model("functional", false);
        const NodeOutput a = model.addInput("a", kSequence);
        const NodeOutput b = model.addInput("b", Shape::sequenceOf(3, 5));
        const auto shared = std::make_shared<Dense>("shared", DenseOptions{.units = 3, .activation = Activation::Tanh});
        const NodeOutput left = model.add(shared, {a}).front();
        const NodeOutput right = model.add(shared, {b}).front();
        const NodeOutput joined =
            model.add(std::make_shared<Concatenate>("time", ConcatenateOptions{1}), {left, right}).front();
        const NodeOutput twice =
            model.add(std::make_shared<Concatenate>("twice", ConcatenateOptions{-1}), {left, left}).front();
        const NodeOutput head =
            model
                .add(std::make_shared<Dense>("head", DenseOptions{.units = 2, .activation = Activation::Softmax}),
                     {joined})
                .front();
        model.setOutputs({head, twice, left});
        model.finish();
        holds(model, support::differentInputs(model, 2), 18 + 8 + 20 + 30);
    }

    void regularizers() {
        Model model;
        model.addInput("input_layer", kVector);
        model.append(std::make_shared<Dense>(
            "dense", DenseOptions{.units = 2, .kernelRegularizer = {0.03, 0.05}, .biasRegularizer = {0.0, 0.7}}));
        model.finish();
        Weights weights = support::differentWeights(model);
        Gradients gradients = model.zeroGradients();
        model.addRegularizationGradient(weights, gradients);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            for (Index c = 0; c < weights[i].size(); ++c) {
                Scalar& w = weights[i].data()[c];
                const Scalar kept = w;
                w = kept + 1e-5;
                const double above = model.regularization(weights);
                w = kept - 1e-5;
                const double below = model.regularization(weights);
                w = kept;
                QVERIFY(std::abs((above - below) / 2e-5 - gradients[i].data()[c]) < 1e-8);
            }
        }
    }

    void helperSeesAWrongGradient() {
        // The check itself: the gradient of one model held against the numbers of another must fail.
        struct Wrong : Dense {
            using Dense::Dense;
            std::vector<Tensor> backward(const std::vector<Tensor>& dy, Call& call) const override {
                auto dx = Dense::backward(dy, call);
                dx.front().values(0, 0) *= 1.00001;
                return dx;
            }
        };
        Model model;
        model.addInput("input_layer", kVector);
        model.append(std::make_shared<Wrong>("dense", DenseOptions{.units = 2}));
        model.finish();
        const auto error =
            support::gradientError(model, support::differentWeights(model), support::differentInputs(model, 3));
        QVERIFY(error.relative > kTolerance);
        QVERIFY(error.where.find("input 0(0, 0)") == 0);
    }
};

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
