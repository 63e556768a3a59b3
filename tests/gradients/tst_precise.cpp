// The double engine is asked by name: whatever order its model has things in, the answer is the same.
#include <QTest>

#include "engine/files/config.h"
#include "engine/layers/dense.h"
#include "engine/layers/lstm.h"
#include "engine/layers/reshaping/concatenate.h"
#include "engine/precise/question.h"
#include "tests/support/errors.h"
#include "tests/support/gradientcheck.h"

using namespace engine;

class PreciseTest : public QObject {
    Q_OBJECT

    precise::Question m_question;

    static precise::Array arrayOf(const Tensor& tensor) {
        return {.values = {tensor.values.data(), tensor.values.data() + tensor.values.size()},
                .rows = tensor.values.rows(),
                .columns = tensor.values.cols(),
                .steps = tensor.steps,
                .sequence = tensor.sequence,
                .mask = {}};
    }

 private Q_SLOTS:
    void init() {
        Model model("m", false);
        const NodeOutput a = model.addInput("a", Shape::sequenceOf(3, 2)), b = model.addInput("b", Shape::vector(2));
        RecurrentOptions lstm;
        lstm.units = 2;
        const auto h = model.add(std::make_shared<LSTM>("lstm", lstm), {a});
        const auto both = model.add(std::make_shared<Concatenate>("both", ConcatenateOptions{}), {h[0], b});
        model.setOutputs(model.add(std::make_shared<Dense>("dense", DenseOptions{}), both));
        model.finish();
        const Weights weights = support::differentWeights(model);
        const std::vector<Tensor> inputs = support::differentInputs(model, 1);
        m_question = {};
        m_question.config = modelConfig(model).dump();
        for (const Parameter* parameter : model.parameters()) {
            const Matrix& weight = weights[static_cast<std::size_t>(parameter->index)];
            m_question.weights[parameter->path] = {weight.data(), weight.data() + weight.size()};
        }
        m_question.inputs = {{"a", arrayOf(inputs[0])}, {"b", arrayOf(inputs[1])}};
        m_question.targets = {arrayOf(Tensor::vectors(Matrix::Ones(1, 1)))};
        m_question.loss = "mse";
    }

    void orderDoesNotMatter() {
        using Kind = precise::Target::Kind;
        Json config = Json::parse(m_question.config);
        std::swap(config["config"]["input_layers"][0], config["config"]["input_layers"][1]);
        // The layers' own order in the file: inputs last, Dense first.
        std::reverse(config["config"]["layers"].begin(), config["config"]["layers"].end());
        const std::string turned = config.dump();
        const std::vector<precise::Target> targets{
            {.kind = Kind::Input, .input = "a", .row = 1, .column = 1},
            {.kind = Kind::Input, .input = "b", .column = 1},
            {.kind = Kind::Parameter, .parameter = "lstm/lstm_cell/recurrent_kernel", .row = 1, .column = 3},
            {.kind = Kind::Parameter, .parameter = "dense/kernel", .row = 2},
            {.kind = Kind::Operation, .operation = "f*c", .step = 2, .unit = 1}};
        for (const precise::Target& target : targets) {
            precise::Question question = m_question;
            question.target = target;
            question.clamps = {{.operation = "o", .unit = 0, .firstStep = 0, .lastStep = 0, .value = 0.25}};
            question.startValues = {{.state = "c", .unit = 1, .value = 0.5}};
            const precise::Answer first = precise::answer(question);
            QVERIFY(std::abs(first.analytic) > 1e-6);
            QVERIFY(std::abs(first.analytic - first.numeric) < 1e-7);
            question.config = turned;
            const precise::Answer second = precise::answer(question);
            QVERIFY(std::abs(first.analytic - second.analytic) < 1e-12);
        }
    }

    void whatIsNotThereIsNamed() {
        const auto message = [&](auto change) {
            precise::Question question = m_question;
            question.target.operation = "h";
            change(question);
            return messageOf([&] { (void)precise::answer(question); });
        };
        QCOMPARE(message([](auto&) {}), QString("(no error)"));
        QCOMPARE(message([](auto& q) { q.target.operation = "u_g"; }),
                 QString("gradient check: expected an operation of the model, got u_g"));
        QCOMPARE(message([](auto& q) { q.weights.erase("dense/bias"); }),
                 QString("gradient check: expected the weights of dense/bias, got none"));
        QCOMPARE(message([](auto& q) { q.inputs.erase("b"); }),
                 QString("gradient check: expected numbers of the input b, got none"));
        QCOMPARE(message([](auto& q) { q.startValues = {{.state = "i", .unit = 0, .value = 1}}; }),
                 QString("gradient check: expected a state of the model, got i"));
    }
};

QTEST_GUILESS_MAIN(PreciseTest)
#include "tst_precise.moc"
