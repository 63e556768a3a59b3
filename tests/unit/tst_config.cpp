// Keras's configs of layers and models, the short form of lessons, and the messages for what is wrong in them.
#include <QtTest>

#include "engine/files/config.h"
#include "engine/files/config/objects.h"
#include "engine/layers/dense.h"
#include "engine/layers/recurrent.h"

using namespace engine;

class ConfigTest : public QObject {
    Q_OBJECT

    static QString messageOf(const std::function<void()>& action) {
        try {
            action();
        } catch (const Error& error) {
            return QString::fromStdString(error.what());
        }
        return "no error";
    }

    static std::shared_ptr<Model> shortForm(const char* json, const std::vector<Shape>& inputs) {
        return modelFromShortForm(Json::parse(json), inputs, "lesson.md:3:1: ");
    }

 private Q_SLOTS:
    void snakeCaseIsKeras() {
        QCOMPARE(snakeCase("LSTM"), "lstm");
        QCOMPARE(snakeCase("SimpleRNN"), "simple_rnn");
        QCOMPARE(snakeCase("RMSprop"), "rm_sprop");
        QCOMPARE(snakeCase("TimeDistributed"), "time_distributed");
        QCOMPARE(snakeCase("AdamW"), "adam_w");
    }

    void sequentialShortForm() {
        const auto model = shortForm(
            R"([{"LSTM": {"units": 64, "return_sequences": true}}, {"LSTM": {"units": 32}}, {"Dense": {"units": 1}}])",
            {Shape::sequenceOf(kVariable, 1)});
        QCOMPARE(model->parameterCount(), 29345);
        QCOMPARE(model->layers()[1]->name(), "lstm_1");
        QCOMPARE(model->parameters()[3]->path, "sequential/lstm_1/lstm_cell/kernel");
    }

    void namesCountAsKerasCounts() {
        const auto model = shortForm(R"([{"Bidirectional": {"layer": {"LSTM": {"units": 2, "return_sequences": true}}}},
                                         {"LSTM": {"units": 2, "return_sequences": true, "name": "mine"}},
                                         {"LSTM": {"units": 2, "return_sequences": true}},
                                         {"TimeDistributed": {"layer": {"Dense": {"units": 3}}}}, {"Dense": {"units": 1}}])",
                                     {Shape::sequenceOf(4, 2)});
        QStringList names;
        for (const auto& layer : model->layers()) names << QString::fromStdString(layer->name());
        QCOMPARE(names, (QStringList{"bidirectional", "mine", "lstm_1", "time_distributed", "dense_1"}));
        QCOMPARE(model->parameters()[0]->path, "sequential/bidirectional/forward_lstm/lstm_cell/kernel");
    }

    void encoderDecoder() {
        const auto model = shortForm(
            R"({"inputs": {"encoder_inputs": null, "decoder_inputs": [null, 7]},
                "layers": [{"LSTM": {"units": 4, "return_state": true, "name": "encoder"}, "inbound": ["encoder_inputs"]},
                           {"LSTM": {"units": 4, "return_sequences": true, "name": "decoder"}, "inbound": ["decoder_inputs"],
                            "initial_state": ["encoder:1", "encoder:2"]},
                           {"Dense": {"units": 7, "activation": "softmax"}}],
                "outputs": ["dense"]})",
            {Shape::sequenceOf(kVariable, 5)});
        QCOMPARE(model->inputNodes().size(), std::size_t(2));
        QCOMPARE(model->nodes()[3].stateInputs, 2);
        QCOMPARE(model->outputShapes()[0], Shape::sequenceOf(kVariable, 7));
        QCOMPARE(model->parameters()[0]->path, "encoder/lstm_cell/kernel");
    }

    void sharedLayer() {
        const auto model = shortForm(
            R"({"inputs": ["a", "b"],
                "layers": [{"Dense": {"units": 3}, "inbound": "a"}, {"call": "dense", "inbound": "b", "as": "again"},
                           {"Concatenate": {}, "inbound": ["dense", "again"]}]})",
            {Shape::vector(2), Shape::vector(2)});
        QCOMPARE(model->parameterCount(), 9);
        QCOMPARE(model->outputShapes()[0], Shape::vector(6));
    }

    void wrongOnesAreNamed_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("message");
        QTest::newRow("layer") << R"([{"ConvLSTM1D": {"filters": 2}}])"
                               << "lesson.md:3:1: layer conv_lstm1d: ConvLSTM1D is not supported";
        QTest::newRow("activation") << R"([{"LSTM": {"units": 2, "activation": "softest"}}])"
                                    << "lesson.md:3:1: layer lstm: activation \"softest\" is not supported";
        QTest::newRow("key") << R"([{"Flatten": {"unit": 2}}])"
                             << "lesson.md:3:1: layer flatten: unknown key \"unit\", expected data_format";
        QTest::newRow("units")
            << R"([{"Dense": {"units": 0}}])"
            << "lesson.md:3:1: layer dense: units: expected a whole number from 1 to 16777216, got 0";
        QTest::newRow("text")
            << R"([{"Dense": {"units": "3"}}])"
            << "lesson.md:3:1: layer dense: units: expected a whole number from 1 to 16777216, got \"3\"";
        QTest::newRow("missing") << R"([{"Dense": {}}])"
                                 << "lesson.md:3:1: layer dense: expected units, got none";
        QTest::newRow("dropout")
            << R"([{"Dropout": {"rate": 1}}])"
            << "lesson.md:3:1: layer dropout: rate: expected a number from 0 up to, but not, 1, got 1";
        QTest::newRow("inbound") << R"({"inputs": ["a"], "layers": [{"Dense": {"units": 2}, "inbound": "b"}]})"
                                 << "lesson.md:3:1: layer dense: inbound: expected one of a, got \"b\"";
        QTest::newRow("output") << R"({"inputs": ["a"], "layers": [{"Dense": {"units": 2}, "inbound": "a:1"}]})"
                                << "lesson.md:3:1: layer dense: inbound: expected at most output 0 of a, got \"a:1\"";
        QTest::newRow("cell") << R"([{"CellRNN": {"units": 2, "cell": "lstm_x"}}])"
                              << "lesson.md:3:1: layer cell_rnn: cell: expected one of";
        QTest::newRow("no list") << R"({"layers": 3})"
                                 << "lesson.md:3:1: expected a list of layers, got 3";
        QTest::newRow("wrapped") << R"([{"Bidirectional": {"layer": {"Dense": {"units": 2}}}}])"
                                 << "lesson.md:3:1: layer bidirectional: layer Dense is not supported";
    }

    void wrongOnesAreNamed() {
        QFETCH(QString, json);
        QFETCH(QString, message);
        const QString got = messageOf([&] { (void)shortForm(json.toUtf8().constData(), {Shape::sequenceOf(4, 2)}); });
        QVERIFY2(got.startsWith(message), qPrintable(got));
        QVERIFY(!got.contains('\n'));
    }

    void everyOptionSurvivesWriting() {
        const auto model = shortForm(
            R"([{"Masking": {"mask_value": 0.5}},
                {"Bidirectional": {"merge_mode": "ave", "layer": {"LSTM": {"units": 3, "return_sequences": true, "activation": "relu",
                   "recurrent_activation": "hard_sigmoid", "unit_forget_bias": false, "dropout": 0.1, "recurrent_dropout": 0.2,
                   "kernel_regularizer": {"L1L2": {"l1": 0.1, "l2": 0.2}}, "kernel_initializer": {"RandomNormal": {"stddev": 0.3}}}}}},
                {"TimeDistributed": {"layer": {"Dense": {"units": 2, "use_bias": false, "activation": "gelu"}}}},
                {"LayerNormalization": {"epsilon": 0.01, "center": false}}, {"Activation": {"activation": "elu"}},
                {"Dropout": {"rate": 0.25}}, "Flatten", {"Reshape": {"target_shape": [4, -1]}},
                {"LSTM": {"units": 2, "go_backwards": true, "stateful": true}}, {"RepeatVector": {"n": 3}}])",
            {Shape::sequenceOf(4, 2)});
        const Json config = modelConfig(*model);
        const auto again = modelFromConfig(config);
        QCOMPARE(modelConfig(*again).dump(), config.dump());
        QCOMPARE(again->parameterCount(), model->parameterCount());
    }

    void graphSurvivesWriting() {
        const auto model = shortForm(
            R"({"inputs": ["a", "b"],
                "layers": [{"LSTM": {"units": 3, "return_state": true, "return_sequences": true}, "inbound": "a"},
                           {"LSTM": {"units": 3, "return_sequences": true}, "inbound": "b", "initial_state": ["lstm:1", "lstm:2"]},
                           {"Dense": {"units": 2}, "inbound": "lstm"}, {"call": "dense", "inbound": "lstm_1", "as": "twice"},
                           {"Concatenate": {"axis": 1}, "inbound": ["dense", "twice"]}],
                "outputs": ["concatenate", "lstm:2"]})",
            {Shape::sequenceOf(4, 2), Shape::sequenceOf(3, 5)});
        const Json config = modelConfig(*model);
        QCOMPARE(modelConfig(*modelFromConfig(config)).dump(), config.dump());
    }
};

QTEST_GUILESS_MAIN(ConfigTest)
#include "tst_config.moc"
