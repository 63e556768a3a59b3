// LSTM, GRU and RNN, stacked and in both directions, Adam and AdamW against PyTorch (fixture by make_pytorch.py). The
// fixture has torch's arrays as they are; here they become ours:
//   weights (gates*units, inputs), ours the other way round; LSTM i, f, g, o as ours; GRU r, z, n, ours z, r, n
//   two biases: LSTM and RNN add them, our GRU (reset_after) has both as rows
//   states (layers*directions, batch, units), ours one matrix each
#include "engine/layers/bidirectional.h"
#include "engine/layers/dense.h"
#include "engine/layers/gru.h"
#include "engine/layers/lstm.h"
#include "engine/layers/simplernn.h"
#include "engine/training/trainer.h"
#include "tests/support/parity.h"

using namespace engine;
using parity::Json;

namespace {

Matrix matrixOf(const Json& rows) {
    if (!rows[0].is_array()) {
        Matrix row(1, static_cast<Index>(rows.size()));
        for (Index i = 0; i < row.size(); ++i) row(0, i) = rows[static_cast<std::size_t>(i)].get<Scalar>();
        return row;
    }
    return parity::tensorOf(rows).values;
}

/// torch's columns of gates in our order.
Matrix ourGates(const Matrix& columns, const std::string& kind) {
    if (kind != "GRU") return columns;
    const Index units = columns.cols() / 3;
    Matrix result = columns;
    result.leftCols(units) = columns.middleCols(units, units);
    result.middleCols(units, units) = columns.leftCols(units);
    return result;
}

/// Kernel, recurrent kernel and bias of torch's layer and direction ("l0", "l1_reverse"). For a gradient both biases
/// have the same, where they are added.
Weights cellWeights(const Json& torch, const std::string& kind, const std::string& suffix, bool isGradient) {
    Weights weights;
    for (const char* name : {"weight_ih_", "weight_hh_"})
        weights.push_back(ourGates(matrixOf(torch[name + suffix]).transpose(), kind));
    if (!torch.contains("bias_ih_" + suffix)) return weights;
    const Matrix input = ourGates(matrixOf(torch["bias_ih_" + suffix]), kind),
                 recurrent = ourGates(matrixOf(torch["bias_hh_" + suffix]), kind);
    if (kind == "GRU") {
        Matrix both(2, input.cols());
        both << input, recurrent;
        weights.push_back(both);
    } else {
        weights.push_back(isGradient ? input : input + recurrent);
    }
    return weights;
}

std::vector<std::string> suffixes(const Json& one) {
    std::vector<std::string> all;
    for (int layer = 0; layer < one["layers"].get<int>(); ++layer) {
        all.push_back("l" + std::to_string(layer));
        if (one["bidirectional"].get<bool>()) all.push_back(all.back() + "_reverse");
    }
    return all;
}

Weights modelWeights(const Json& torch, const Json& one, bool isGradient) {
    Weights all;
    for (const std::string& suffix : suffixes(one))
        for (Matrix& weight : cellWeights(torch, one["kind"].get<std::string>(), suffix, isGradient))
            all.push_back(std::move(weight));
    return all;
}

std::shared_ptr<Recurrent> recurrent(const std::string& kind, const std::string& name,
                                     const RecurrentOptions& options) {
    if (kind == "LSTM") return std::make_shared<LSTM>(name, options);
    if (kind == "GRU") return std::make_shared<GRU>(name, options);
    return std::make_shared<SimpleRNN>(name, options);
}

/// Inputs: x, then by layer and direction the states. Outputs: the last layer's sequence, then the states in that
/// order.
Model modelOf(const Json& one) {
    const std::string kind = one["kind"].get<std::string>();
    const bool both = one["bidirectional"].get<bool>();
    RecurrentOptions options;
    options.units = one["hidden"].get<Index>();
    options.activation = activationFromName(one["nonlinearity"].get<std::string>(), "test");
    options.useBias = one["bias"].get<bool>();
    options.returnSequences = options.returnState = true;
    const std::size_t states = (kind == "LSTM" ? 2 : 1) * (both ? 2u : 1u);
    Model model("torch", false);
    NodeOutput sequence = model.addInput("x", Shape::sequenceOf(5, 3));
    std::vector<NodeOutput> outputs{sequence};
    for (int layer = 0; layer < one["layers"].get<int>(); ++layer) {
        std::vector<NodeOutput> inputs{sequence};
        const std::string name = "layer" + std::to_string(layer);
        for (std::size_t k = 0; k < states; ++k)
            inputs.push_back(model.addInput(name + "_state" + std::to_string(k), Shape::vector(options.units)));
        std::shared_ptr<Layer> added = recurrent(kind, both ? name + "_one" : name, options);
        if (both)
            added = std::make_shared<Bidirectional>(name, static_cast<const Recurrent&>(*added), MergeMode::Concat);
        const auto made = model.add(added, inputs, static_cast<Index>(states));
        sequence = made.front();
        outputs.insert(outputs.end(), made.begin() + 1, made.end());
    }
    outputs.front() = sequence;
    model.setOutputs(outputs);
    model.finish();
    return model;
}

/// torch's sequence and [h, c] of (layers*directions, batch, units) as a list in the model's order.
std::vector<Tensor> tensorsOf(const Json& sequence, const std::vector<Json>& states) {
    std::vector<Tensor> all{parity::tensorOf(sequence)};
    for (std::size_t cell = 0; cell < states.front().size(); ++cell)
        for (const Json& state : states) all.push_back(parity::tensorOf(state[cell]));
    return all;
}

std::vector<Tensor> tensorsOf(const Json& list) {
    return tensorsOf(list[0], {list.begin() + 1, list.end()});
}

}  // namespace

class TestPyTorch : public QObject {
    Q_OBJECT

    Json m_fixture;

    static void compare(const Matrix& ours, const Matrix& theirs, double limit, const QString& what) {
        const double difference = parity::difference(ours, theirs);
        QVERIFY2(difference < limit, qPrintable(QString("%1 differs by %2").arg(what).arg(difference)));
    }

 private slots:
    void initTestCase() { m_fixture = parity::readFixture("pytorch.json"); }

    void passes_data() {
        QTest::addColumn<int>("number");
        int number = 0;
        for (const Json& one : m_fixture["passes"])
            QTest::addRow("%s %s%d layers%s%s", one["kind"].get<std::string>().c_str(),
                          one["nonlinearity"] == "relu" ? "relu " : "", one["layers"].get<int>(),
                          one["bidirectional"].get<bool>() ? ", bidirectional" : "",
                          one["bias"].get<bool>() ? "" : ", no bias")
                << number++;
    }

    void passes() {
        QFETCH(int, number);
        const Json& one = m_fixture["passes"][static_cast<std::size_t>(number)];
        const Model model = modelOf(one);
        const Weights weights = modelWeights(one["weights"], one, false);
        model.checkWeights(weights);
        const std::vector<Tensor> inputs = tensorsOf(one["x"], one["states"].get<std::vector<Json>>());
        Pass pass;
        const std::vector<Tensor> outputs = model.forward(inputs, weights, pass), wanted = tensorsOf(one["outputs"]);
        QCOMPARE(outputs.size(), wanted.size());
        for (std::size_t k = 0; k < outputs.size(); ++k)
            compare(outputs[k].values, wanted[k].values, 1e-6, QString("output %1").arg(k));

        Gradients gradients = model.zeroGradients();
        const std::vector<Tensor> inputGradients = model.backward(tensorsOf(one["seeds"]), pass, gradients, true);
        const Gradients wantedGradients = modelWeights(one["gradients"], one, true);
        for (std::size_t k = 0; k < gradients.size(); ++k)
            compare(gradients[k], wantedGradients[k], 1e-5,
                    QString("gradient of %1").arg(model.parameters()[k]->path.c_str()));
        const std::vector<Tensor> wantedInputs = tensorsOf(one["input_gradients"]);
        for (std::size_t k = 0; k < inputGradients.size(); ++k)
            compare(inputGradients[k].values, wantedInputs[k].values, 1e-5, QString("gradient of input %1").arg(k));
    }

    void training_data() {
        QTest::addColumn<int>("number");
        int number = 0;
        for (const Json& one : m_fixture["trained"])
            QTest::addRow("%s %s %s", one["kind"].get<std::string>().c_str(),
                          one["optimizer"].get<std::string>().c_str(), one["arguments"].dump().c_str())
                << number++;
    }

    void training() {
        QFETCH(int, number);
        const Json& one = m_fixture["trained"][static_cast<std::size_t>(number)];
        const std::string kind = one["kind"].get<std::string>();
        auto model = std::make_shared<Model>();
        model->addInput("x", Shape::sequenceOf(5, 3));
        RecurrentOptions cell;
        cell.units = 5;
        model->append(recurrent(kind, "cell", cell));
        DenseOptions head;
        head.units = 2;
        model->append(std::make_shared<Dense>("head", head));
        model->finish();
        const auto weightsOf = [&](const Json& torch) {
            Weights weights = cellWeights(torch, kind, "l0", false);
            weights.push_back(matrixOf(torch["head_weight"]).transpose());
            weights.push_back(matrixOf(torch["head_bias"]));
            return weights;
        };
        const Json& arguments = one["arguments"];
        TrainerOptions options;
        options.losses = {"mse"};
        // torch's decay where it is not Keras's; its epsilon is another one (see make_pytorch.py).
        const bool decays = one["optimizer"] == "AdamW";
        options.optimizer =
            std::string(decays ? "adamw" : "adam") + "(epsilon=1e-12,beta_1=" +
            std::to_string(arguments.contains("betas") ? arguments["betas"][0].get<double>() : 0.9) +
            ",beta_2=" + std::to_string(arguments.contains("betas") ? arguments["betas"][1].get<double>() : 0.999) +
            ",amsgrad=" + (arguments.value("amsgrad", false) ? "true" : "false");
        if (decays) options.optimizer += ",weight_decay=" + std::to_string(arguments.value("weight_decay", 0.01));
        options.optimizer += ")";
        options.learningRate = arguments["lr"].get<double>();
        options.shuffle = false;
        Trainer trainer(model, {{parity::tensorOf(one["x"])}, {parity::tensorOf(one["target"])}, {}}, {}, options);
        trainer.restore(trainer.initialState(weightsOf(one["start"])));
        for (const Json& loss : one["losses"]) {
            QCOMPARE(trainer.step(), BatchOutcome::EpochEnded);
            const double ours = trainer.epochLogs().front().second;
            QVERIFY2(std::abs(ours - loss.get<double>()) < 1e-5,
                     qPrintable(QString("loss %1, torch %2").arg(ours).arg(loss.get<double>())));
        }
        const Weights end = weightsOf(one["end"]);
        for (std::size_t k = 0; k < end.size(); ++k)
            compare(trainer.state().weights[k], end[k], 1e-5,
                    QString("%1 after ten steps").arg(model->parameters()[k]->path.c_str()));
    }
};

QTEST_GUILESS_MAIN(TestPyTorch)
#include "tst_pytorch.moc"
