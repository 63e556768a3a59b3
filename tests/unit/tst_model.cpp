// Graphs of layers: order and paths as Keras gives them, masks, checks, dropout, predict, summary.
#include <QtTest>

#include "engine/core/error.h"
#include "engine/layers/activationlayer.h"
#include "engine/layers/dense.h"
#include "engine/layers/dropout.h"
#include "engine/layers/embedding.h"
#include "engine/layers/layernormalization.h"
#include "engine/layers/masking.h"
#include "engine/layers/reshaping/concatenate.h"
#include "engine/layers/reshaping/flatten.h"
#include "engine/layers/reshaping/reshape.h"
#include "engine/layers/timedistributed.h"
#include "engine/models/model.h"
#include "engine/models/summary.h"
#include "tests/support/gradientcheck.h"

using namespace engine;

namespace {

std::shared_ptr<Dense> dense(const std::string& name, Index units) {
    return std::make_shared<Dense>(name, DenseOptions{.units = units});
}

std::vector<std::string> paths(const Model& model) {
    std::vector<std::string> all;
    for (const Parameter* parameter : model.parameters()) all.push_back(parameter->path);
    return all;
}

std::vector<std::string> rowNames(const Model& model) {
    std::vector<std::string> all;
    for (const SummaryRow& row : summarize(model).rows) all.push_back(row.name);
    return all;
}

using Names = std::vector<std::string>;

// The graph whose weights, layers and summary Keras 3.15.1 printed for the expectations below.
void buildGraph(Model& model, bool reversed) {
    const NodeOutput tokens = model.addInput("tok", Shape::vector(6));
    const NodeOutput b = model.addInput("b", Shape::sequenceOf(4, 3));
    const auto embedding =
        std::make_shared<Embedding>("emb", EmbeddingOptions{.inputDim = 10, .outputDim = 3, .maskZero = true});
    const auto shared = dense("shared", 2);
    const NodeOutput x = model.add(shared, model.add(embedding, {tokens})).front();
    const NodeOutput y = model.add(shared, {b}).front();
    const NodeOutput z = model.add(std::make_shared<Concatenate>("cat", ConcatenateOptions{1}), {x, y}).front();
    const NodeOutput f = model.add(std::make_shared<Flatten>("flat"), {z}).front();
    const NodeOutput head = model.add(dense("head", 2), {f}).front();
    const NodeOutput side = model.add(dense("side", 1), {y}).front();
    const NodeOutput norm = model
                                .add(std::make_shared<LayerNormalization>("norm", LayerNormalizationOptions{}),
                                     model.add(embedding, {tokens}))
                                .front();
    model.add(dense("unread", 2), {f});
    model.setOutputs(reversed ? std::vector{norm, side, head} : std::vector{head, side, norm});
    model.finish();
}

Mask maskOf(std::shared_ptr<Layer> layer, const std::vector<Tensor>& inputs) {
    Model model("functional", false);
    std::vector<NodeOutput> nodes;
    for (const Tensor& input : inputs)
        nodes.push_back(model.addInput(std::string(nodes.size() + 1, 'i'), input.shape()));
    model.setOutputs(model.add(std::move(layer), nodes));
    model.finish();
    const Weights weights = model.initialWeights(1);
    Pass pass;
    const auto outputs = model.forward(inputs, weights, pass);
    return outputs.front().mask ? *outputs.front().mask : Mask{};
}

std::string message(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

}  // namespace

class TestModel : public QObject {
    Q_OBJECT

 private slots:
    /// What a const model hands out cannot be changed.
    void aConstModelHandsOutNoMutableLayers() {
        const Model model("m");
        static_assert(std::is_same_v<decltype(model.layers()), std::vector<std::shared_ptr<const Layer>>>);
        static_assert(std::is_const_v<std::remove_reference_t<decltype(model.nodes().front())>>);
        static_assert(std::is_same_v<decltype(Node::layer), std::shared_ptr<const Layer>>);
        static_assert(std::is_same_v<decltype(model.parameters().front()), const Parameter* const&>);
    }

    void sequentialPaths() {
        Model model("sequential");
        model.addInput("input_layer", Shape::sequenceOf(5, 2));
        model.append(std::make_shared<TimeDistributed>("time_distributed", dense("dense_2", 4)));
        model.append(std::make_shared<LayerNormalization>("layer_normalization", LayerNormalizationOptions{}));
        model.append(dense("dense_3", 1));
        model.finish();
        QCOMPARE(paths(model),
                 (Names{"sequential/time_distributed/dense_2/kernel", "sequential/time_distributed/dense_2/bias",
                        "sequential/layer_normalization/gamma", "sequential/layer_normalization/beta",
                        "sequential/dense_3/kernel", "sequential/dense_3/bias"}));
        QCOMPARE(model.parameterCount(), Index(8 + 4 + 4 + 4 + 4 + 1));
    }

    void functionalOrder() {
        Model model("functional", false);
        buildGraph(model, false);
        QCOMPARE(paths(model), (Names{"emb/embeddings", "shared/kernel", "shared/bias", "head/kernel", "head/bias",
                                      "side/kernel", "side/bias", "norm/gamma", "norm/beta"}));
        QCOMPARE(rowNames(model), (Names{"tok", "emb", "b", "shared", "cat", "flat", "head", "side", "norm"}));
        Model reversed("functional_1", false);
        buildGraph(reversed, true);
        QCOMPARE(paths(reversed), (Names{"emb/embeddings", "shared/kernel", "shared/bias", "norm/gamma", "norm/beta",
                                         "side/kernel", "side/bias", "head/kernel", "head/bias"}));
        QCOMPARE(rowNames(reversed), (Names{"tok", "emb", "b", "shared", "cat", "flat", "norm", "side", "head"}));
    }

    void masks() {
        Matrix tokens(2, 3);
        tokens << 1, 0, 3, 0, 0, 2;
        const Mask expected{true, false, false, false, true, true};  // t*batch + b
        QCOMPARE(maskOf(std::make_shared<Embedding>("e", EmbeddingOptions{.inputDim = 5, .maskZero = true}),
                        {Tensor::vectors(tokens)}),
                 expected);
        QVERIFY(maskOf(std::make_shared<Embedding>("e", EmbeddingOptions{.inputDim = 5}), {Tensor::vectors(tokens)})
                    .empty());

        Tensor v = support::differentInput(Shape::sequenceOf(3, 2), 2);
        v.mask = std::make_shared<const Mask>(expected);
        QCOMPARE(maskOf(dense("d", 2), {v}), expected);
        QCOMPARE(maskOf(std::make_shared<Dropout>("d", DropoutOptions{}), {v}), expected);
        QCOMPARE(maskOf(std::make_shared<LayerNormalization>("n", LayerNormalizationOptions{}), {v}), expected);
        QCOMPARE(maskOf(std::make_shared<ActivationLayer>("a", ActivationLayerOptions{}), {v}), expected);
        QCOMPARE(maskOf(std::make_shared<TimeDistributed>("t", dense("d", 2)), {v}), expected);
        QCOMPARE(maskOf(std::make_shared<TimeDistributed>("t", std::make_shared<Flatten>("f")), {v}), expected);
        QVERIFY(maskOf(std::make_shared<Flatten>("f"), {v}).empty());
        QVERIFY(maskOf(std::make_shared<Reshape>("r", ReshapeOptions{{2, 3}}), {v}).empty());

        Tensor w = support::differentInput(Shape::sequenceOf(3, 2), 2);
        w.values.row(0).setConstant(Scalar(0.5));
        w.values.row(1).setConstant(Scalar(0.5));
        w.values(2, 0) = Scalar(0.5);  // not the whole step
        w.values.row(3).setConstant(Scalar(0.5));
        const Mask other{false, false, true, false, true, true};
        QCOMPARE(maskOf(std::make_shared<Masking>("m", MaskingOptions{0.5}), {w}), other);
        w.mask = std::make_shared<const Mask>(other);
        Tensor plain = v;
        plain.mask = nullptr;
        // As Keras 3.15.1 computed them for these masks.
        QCOMPARE(maskOf(std::make_shared<Concatenate>("c", ConcatenateOptions{-1}), {v, w}),
                 (Mask{true, false, true, false, true, true}));
        QCOMPARE(maskOf(std::make_shared<Concatenate>("c", ConcatenateOptions{-1}), {v, plain}), Mask(6, true));
        QCOMPARE(maskOf(std::make_shared<Concatenate>("c", ConcatenateOptions{1}), {v, w}),
                 (Mask{true, false, false, false, true, true, false, false, true, false, true, true}));
        QVERIFY(maskOf(std::make_shared<Concatenate>("c", ConcatenateOptions{1}), {plain, plain}).empty());
    }

    void reshapeKeepsNumPysOrder() {
        Matrix values(6, 2);  // 2 samples, 3 steps, 2 features; the number is its place in the sample, plus 100 b
        for (Index t = 0; t < 3; ++t) {
            for (Index b = 0; b < 2; ++b)
                values.row(t * 2 + b) << static_cast<Scalar>(100 * b + 2 * t), static_cast<Scalar>(100 * b + 2 * t + 1);
        }
        Model model;
        model.addInput("input_layer", Shape::sequenceOf(3, 2));
        model.append(std::make_shared<Reshape>("r", ReshapeOptions{{-1, 3}}));
        model.finish();
        const Weights weights;
        Matrix expected(4, 3);
        expected << 0, 1, 2, 100, 101, 102, 3, 4, 5, 103, 104, 105;
        QVERIFY(model.predict({Tensor::sequences(values, 2, 3)}, weights).front().values == expected);
    }

    void dropoutDoesNotDependOnShards() {
        Model model;
        model.addInput("input_layer", Shape::sequenceOf(4, 50));
        model.append(std::make_shared<Dropout>("d", DropoutOptions{0.3}));
        model.append(std::make_shared<TimeDistributed>("t", std::make_shared<Dropout>("d2", DropoutOptions{0.3})));
        model.finish();
        const Tensor x = Tensor::sequences(Matrix::Ones(4 * 60, 50), 60, 4);
        const Weights weights;
        PassOptions options{.training = true, .dropoutSeed = 9};
        Pass pass;
        const Tensor whole = model.forward({x}, weights, pass, options).front();
        const Tensor head = model.forward({x.samples(0, 13)}, weights, pass, options).front();
        options.firstSample = 13;
        const Tensor tail = model.forward({x.samples(13, 47)}, weights, pass, options).front();
        QVERIFY(concatenateBatches({head, tail}).values == whole.values);
        const double kept =
            static_cast<double>((whole.values.array() > 0).count()) / static_cast<double>(whole.values.size());
        QVERIFY(std::abs(kept - 0.49) < 0.02);
        QVERIFY(std::abs(whole.values.maxCoeff() - 1 / 0.49) < 1e-4);
        options.dropoutSeed = 10;
        QVERIFY(model.forward({x.samples(13, 47)}, weights, pass, options).front().values != tail.values);
        options.training = false;
        QVERIFY(model.forward({x}, weights, pass, options).front().values == x.values);
    }

    void predictInShards() {
        Model model;
        model.addInput("input_layer", Shape::sequenceOf(kVariable, 3));
        model.append(std::make_shared<Dense>("dense", DenseOptions{.units = 2, .activation = Activation::Tanh}));
        model.finish();
        const Weights weights = support::differentWeights(model);
        const Tensor x = support::differentInput(Shape::sequenceOf(5, 3), 600);
        Pass pass;
        const Tensor once = model.forward({x}, weights, pass).front();
        const Tensor parts = model.predict({x}, weights).front();
        QCOMPARE(parts.batch, Index(600));
        QVERIFY(parts.values.isApprox(once.values, Scalar(1e-6)));
        QCOMPARE(model.predict({x.samples(0, 0)}, weights).front().values.rows(), Index(0));
    }

    void errorsSayWhoWhatWhere() {
        Model model;
        model.addInput("input_layer", Shape::vector(4));
        model.append(std::make_shared<Embedding>("embedding", EmbeddingOptions{.inputDim = 10, .outputDim = 2}));
        model.finish();
        const Weights weights = model.initialWeights(1);
        Matrix tokens = Matrix::Zero(3, 4);
        tokens(2, 1) = 12;
        QCOMPARE(message([&] { static_cast<void>(model.predict({Tensor::vectors(tokens)}, weights)); }),
                 std::string("embedding: expected a token from 0 to 9, got 12 in sample 2, step 1"));
        QCOMPARE(message([&] { model.checkInputs({Tensor::vectors(Matrix::Zero(3, 5))}); }),
                 std::string("input_layer: expected shape (None, 4), got (None, 5)"));
        QCOMPARE(message([&] { model.checkWeights({Matrix::Zero(10, 3)}); }),
                 std::string("sequential/embedding/embeddings: expected shape (10, 2), got (10, 3)"));
        QCOMPARE(message([&] { static_cast<void>(model.nodeOf("lstm")); }),
                 std::string("sequential: expected a layer of embedding, got \"lstm\""));
        Model other("functional", false);
        const NodeOutput a = other.addInput("a", Shape::vector(8)), b = other.addInput("b", Shape::vector(5));
        const auto shared = dense("dense_1", 2);
        other.add(shared, {a});
        QCOMPARE(message([&] { other.add(shared, {b}); }), std::string("dense_1: expected 8 input features, got 5"));
        other.setOutputs({other.add(dense("a", 1), {a}).front()});
        QCOMPARE(message([&] { other.finish(); }),
                 std::string("functional: expected every layer to have its own name, got \"a\" twice"));
    }

    void summaryAsKerasPrintsIt() {
        Model model("my_model");
        model.addInput("input_layer", Shape::sequenceOf(kVariable, 7));
        model.append(dense("a_layer_with_a_really_very_long_name_indeed", 300));
        model.append(std::make_shared<Dropout>("dropout", DropoutOptions{0.1}));
        model.append(dense("short", 1));
        model.finish();
        const std::string expected =
            "Model: \"my_model\"\n"
            "┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓\n"
            "┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃\n"
            "┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩\n"
            "│ a_layer_with_a_really_very_long_nam… │ (None, None, 300)           │           2,400 │\n"
            "│ (Dense)                              │                             │                 │\n"
            "├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤\n"
            "│ dropout (Dropout)                    │ (None, None, 300)           │               0 │\n"
            "├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤\n"
            "│ short (Dense)                        │ (None, None, 1)             │             301 │\n"
            "└──────────────────────────────────────┴─────────────────────────────┴─────────────────┘\n"
            " Total params: 2,701 (10.55 KB)\n"
            " Trainable params: 2,701 (10.55 KB)\n"
            " Non-trainable params: 0 (0.00 B)\n";
        QCOMPARE(QString::fromStdString(summaryText(summarize(model))), QString::fromStdString(expected));

        Model graph("functional", false);
        buildGraph(graph, false);
        const QString text = QString::fromStdString(summaryText(summarize(graph), 96));
        QVERIFY2(
            text.contains(
                "│ cat (Concatenate)         │ (None, 10, 2)          │              0 │ shared[0][0],          │\n"
                "│                           │                        │                │ shared[1][0]           │\n"),
            qPrintable(text));
        QVERIFY(text.contains(
            "│ norm (LayerNormalization) │ (None, 6, 3)           │              6 │ emb[1][0]              │\n"));
        QVERIFY(text.contains(" Total params: 89 (356.00 B)\n"));
        QCOMPARE(parameterMemory(36063149), std::string("137.57 MB"));
        QCOMPARE(withThousands(36060000), std::string("36,060,000"));
        QCOMPARE(withThousands(999), std::string("999"));
        QCOMPARE(withThousands(-1000), std::string("-1,000"));
    }
};

QTEST_GUILESS_MAIN(TestModel)
#include "tst_model.moc"
