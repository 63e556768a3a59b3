// Small files that ask for much: refused with one line before anything is allocated, or done in time that is linear in
// the file. Nothing here may take 1 GB or 20 seconds.
#include <sys/resource.h>

#include <QTemporaryDir>
#include <QtTest>
#include <ctime>
#include <functional>
#include <limits>

#include <nlohmann/json.hpp>

#include "engine/files/arrays.h"
#include "engine/files/config.h"
#include "engine/files/keras.h"
#include "engine/files/npy.h"
#include "engine/files/safejson.h"
#include "engine/files/ziparchive.h"
#include "engine/layers/dense.h"
#include "engine/layers/lstm.h"
#include "engine/layers/reshaping/concatenate.h"
#include "engine/layers/reshaping/repeatvector.h"
#include "engine/models/limits.h"
#include "engine/training/trainer.h"
#include "tests/support/errors.h"

using namespace engine;

namespace {

using Layers = std::vector<Json>;

Json layer(const char* className, const std::string& name, Json config) {
    config["name"] = name;
    return {{"class_name", className}, {"config", std::move(config)}};
}

Json input(Json batchShape) {
    return layer("InputLayer", "x", {{"batch_shape", std::move(batchShape)}});
}

Json sequential(const Layers& layers) {
    Json list = Json::array();
    for (const Json& one : layers) list.push_back(one);
    return {{"class_name", "Sequential"}, {"config", {{"name", "s"}, {"layers", list}}}};
}

Json tensor(const std::string& name) {
    return {{"class_name", "__keras_tensor__"}, {"config", {{"keras_history", Json::array({name, 0, 0})}}}};
}

/// Peak memory of this process in bytes.
double peak() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

class HostileTest : public QObject {
    Q_OBJECT

    QElapsedTimer m_clock;

    static QString opened(const Json& config) {
        return messageOf([&] { (void)modelFromConfig(config); });
    }

 private Q_SLOTS:
    void init() { m_clock.start(); }
    void cleanup() {
        QVERIFY2(m_clock.elapsed() < 20000, "20 s");
        QVERIFY2(peak() < 1e9, "1 GB");
    }

    void sizesOfConfigs_data() {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const Json& config, const char* message) {
            QTest::newRow(name) << QString::fromStdString(config.dump()) << QString(message);
        };
        const Json most = 1 << 24;
        row("a repeat of 2^24", sequential({input({nullptr, 4}), layer("RepeatVector", "r", {{"n", most}})}),
            "r: expected at most 33554432 numbers a sample, got shape (None, 16777216, 4)");
        row("repeats of repeats",
            sequential({input({nullptr, 4}), layer("RepeatVector", "a", {{"n", 1 << 12}}), layer("Flatten", "f", {}),
                        layer("RepeatVector", "b", {{"n", 1 << 12}})}),
            "b: expected at most 33554432 numbers a sample, got shape (None, 4096, 16384)");
        Layers many{input({nullptr, 1})};
        for (int i = 0; i < 100; ++i) {
            many.push_back(layer("RepeatVector", "r" + std::to_string(i), {{"n", 1000000}}));
            many.push_back(layer("LSTM", "l" + std::to_string(i), {{"units", 1}}));
        }
        row("many that would each do", sequential(many), "expected a model of at most 33554432 numbers a sample");
        row("a product beyond 2^64", sequential({input({nullptr, 100000000, 100000000})}),
            "input x: expected at most 33554432 numbers a sample");
        row("a Dense of 2^31", sequential({input({nullptr, 4}), layer("Dense", "d", {{"units", 2147483648}})}),
            "layer d: units: expected a whole number from 1 to 16777216");
        row("a Dense of 2^24 on 2^24",
            sequential(
                {input({nullptr, 2}), layer("Dense", "a", {{"units", most}}), layer("Dense", "b", {{"units", 64}})}),
            "b: expected a model of at most");
        row("weights of many layers",
            sequential({input({nullptr, 8192}), layer("Dense", "a", {{"units", 8192}}),
                        layer("Dense", "b", {{"units", 8192}}), layer("Dense", "c", {{"units", 8192}})}),
            "b: expected a model of at most 134217728 parameters, got 134234112 up to this layer");
        row("an Embedding of 2^48",
            sequential({input({nullptr, 4}), layer("Embedding", "e", {{"input_dim", most}, {"output_dim", 1 << 20}})}),
            "e: expected a model of at most 134217728 parameters");
        row("a negative size", sequential({input({nullptr, -4})}), "expected a size of 1 or more, got -4");
        row("a negative repeat", sequential({input({nullptr, 4}), layer("RepeatVector", "r", {{"n", -1}})}),
            "n: expected a whole number from 1");
        row("units of an LSTM", sequential({input({nullptr, 4, 1}), layer("LSTM", "l", {{"units", 1e9}})}),
            "units: expected a whole number from 1 to 65536");
        row("steps of an LSTM", sequential({input({nullptr, 1000, 1}), layer("LSTM", "l", {{"units", 65536}})}),
            "expected a model of at most 33554432 numbers a sample");
        row("TimeDistributed",
            sequential({input({nullptr, 10000, 1}),
                        layer("TimeDistributed", "t", {{"layer", layer("RepeatVector", "r", {{"n", 1000000}})}})}),
            "t: expected at most 33554432 numbers a sample");
    }
    void sizesOfConfigs() {
        QFETCH(QString, config);
        QFETCH(QString, message);
        const QString got = opened(Json::parse(config.toStdString()));
        QVERIFY2(got.contains(message) && !got.contains('\n'), qPrintable(got));
    }

    /// One that joins itself to itself, over and over.
    void doubling() {
        Model model("m", false);
        NodeOutput at = model.addInput("x", Shape::vector(1));
        const QString got = messageOf([&] {
            for (int i = 0; i < 100; ++i)
                at = model.add(std::make_shared<Concatenate>("c" + std::to_string(i), ConcatenateOptions{}), {at, at})
                         .front();
        });
        QVERIFY2(got.contains("expected a model of at most 33554432 numbers a sample"), qPrintable(got));
    }

    /// What fits a sample may not fit many: predict goes in smaller pieces, a pass and a training are refused.
    void manySamples() {
        const auto model = std::make_shared<Model>("m");
        model->addInput("x", Shape::vector(1));
        model->append(std::make_shared<RepeatVector>("r", RepeatVectorOptions{1 << 18}));
        model->append(std::make_shared<LSTM>("l", RecurrentOptions{}));
        model->finish();
        QVERIFY(model->numbersOfSample({Tensor::vectors(Matrix::Zero(1, 1))}) > 1 << 18);
        const Tensor samples = Tensor::vectors(Matrix::Zero(64, 1));
        const Weights weights = model->zeroGradients();
        Pass pass;
        QVERIFY(messageOf([&] { (void)model->forward({samples}, weights, pass); }).contains("fewer samples at once"));
        TrainerOptions options;
        options.losses = {"mse"};
        options.batchSize = 64;
        QVERIFY(messageOf([&] {
                    Trainer(model, {{samples}, {samples}, {}}, {}, options);
                }).startsWith("batch size: expected at most "));
        QCOMPARE(model->predict({samples.samples(0, 2)}, weights).front().batch, Index(2));

        const auto repeated = std::make_shared<Model>("m");
        repeated->addInput("x", Shape::vector(1));
        repeated->append(std::make_shared<RepeatVector>("r", RepeatVectorOptions{1 << 22}));
        repeated->finish();
        QVERIFY(messageOf([&] { (void)repeated->predict({samples}, {}); }).contains("expected outputs of at most"));
    }

    /// A token input is as wide as the sentence; as an output it has no width that a loss could be made for.
    void outputsThatAreInputs() {
        const auto model = std::make_shared<Model>("m", false);
        const NodeOutput tokens = model->addInput("tokens", Shape::vector(kVariable));
        const NodeOutput features = model->addInput("features", Shape::sequenceOf(kVariable, 3));
        model->setOutputs({tokens, features});
        model->finish();
        const Tensor x = Tensor::vectors(Matrix::Ones(2, 3)), f = Tensor::sequences(Matrix::Ones(6, 3), 2, 3);
        for (const char* metric : {"", "accuracy", "f1_score(average=macro)", "AUC(multi_label=true)"}) {
            TrainerOptions options;
            options.losses = {"mse", "mae"};
            if (*metric) options.metrics = {metric};
            QCOMPARE(messageOf([&] {
                         Trainer(model, {{x, f}, {x, f}, {}}, {}, options);
                     }),
                     QString("m: expected outputs of known width to train, got shape (None, None)"));
        }
        QCOMPARE(model->predict({x, f}, {}).front().values, x.values);
    }

    void npyClaims_data() {
        QTest::addColumn<QString>("shape");
        QTest::newRow("2^40") << "(1099511627776,)";
        QTest::newRow("a product beyond 2^64") << "(1099511627776, 1099511627776, 1099511627776)";
        QTest::newRow("beyond 2^64") << "(99999999999999999999999,)";
        QTest::newRow("negative") << "(-1, 4)";
        QTest::newRow("more than there is") << "(3, 1)";
    }
    void npyClaims() {
        QFETCH(QString, shape);
        std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape.toStdString() + ", }";
        header.resize(117, ' ');
        std::string bytes("\x93NUMPY\x01\x00\x76\x00", 10);
        bytes += header + "\n" + std::string(8, '\0');
        QVERIFY(messageOf([&] { (void)parseNpy(bytes, "x.npy"); }).startsWith("x.npy: "));
        // A header that claims to be longer than the file.
        std::string longer("\x93NUMPY\x02\x00\xff\xff\xff\xff", 12);
        QCOMPARE(messageOf([&] { (void)parseNpy(longer + header, "x.npy"); }), QString("x.npy: is cut short"));
    }

    /// Twice the text, twice the time: lists of objects, and objects of many keys.
    void jsonInLinearTime() {
        const auto objects = [](int count) {
            std::string text = "[";
            for (int i = 0; i < count; ++i) text += i ? ",{}" : "{}";
            return text + "]";
        };
        const auto keys = [](int count) {
            std::string text = "{";
            for (int i = 0; i < count; ++i) text += (i ? ",\"" : "\"") + std::to_string(i) + "\":{\"a\":[1]}";
            return text + "}";
        };
        // The processor's time, whatever else runs; what is quadratic takes sixteen times as long, not four.
        const auto seconds = [](const std::string& text, std::size_t count) {
            std::clock_t best = std::numeric_limits<std::clock_t>::max();
            for (int i = 0; i < 3; ++i) {
                const std::clock_t begin = std::clock();
                if (parseJson(text, "x").size() != count) return -1.0;
                best = std::min(best, std::clock() - begin);
            }
            return static_cast<double>(best) / CLOCKS_PER_SEC;
        };
        for (const auto& make : {std::function<std::string(int)>(objects), std::function<std::string(int)>(keys)}) {
            const double once = seconds(make(20000), 20000), fourfold = seconds(make(80000), 80000);
            QVERIFY(once > 0 && fourfold > 0);
            QVERIFY2(fourfold < 9 * once, qPrintable(QString("%1 s and %2 s").arg(once).arg(fourfold)));
        }
        QCOMPARE(messageOf([] { (void)parseJson("{\"a\":1,\"b\":2,\"a\":3}", "x"); }),
                 QString("x: expected each key once, got \"a\" twice"));
        QCOMPARE(messageOf([] { (void)parseJson("[1,\n 2,, 3]", "x"); }),
                 QString("x:2:4: expected JSON, got something else"));
        QCOMPARE(messageOf([] { (void)parseJson("[NaN]", "x"); }),
                 QString("x:1:2: expected a finite number, got NaN or Infinity"));
        QCOMPARE(messageOf([] { (void)parseJson("[1e999]", "x"); }),
                 QString("x: expected JSON, got a number out of range"));
        QVERIFY(messageOf([] { (void)parseJson("[1, 2", "x"); }).endsWith("(it ends too early)"));
        QVERIFY(messageOf([] {
                    (void)parseJson(std::string(101, '[') + std::string(101, ']'), "x");
                }).contains("nested at most 100 deep"));
        QCOMPARE(parseJson("{\"a\":[1,-2,0.5,\"x\",true,null,{\"b\":{}}]}", "x").dump(),
                 std::string("{\"a\":[1,-2,0.5,\"x\",true,null,{\"b\":{}}]}"));
    }

    /// A small zip of a config that is large when it is unpacked. Stored here: the zip's own size does not matter.
    void zipOfMuch() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("bomb.keras").toStdString();
        std::string config = "{\"class_name\":\"Sequential\",\"config\":{\"layers\":[";
        while (config.size() < (std::size_t{1} << 20)) config += "{},";
        config += "{}]}}";
        writeZip(path, {{"config.json", config}});
        QVERIFY(messageOf([&] { (void)readKeras(path); }).contains("\"layers\": expected at most 4096, got "));
        writeZip(path, {{"config.json", std::string(std::size_t{17} << 20, ' ')}});
        QVERIFY(messageOf([&] { (void)readKeras(path); }).endsWith("expected at most 16777216 bytes, got more"));
    }

    /// A graph whose layers are listed from the last to the first.
    void graphBackwards() {
        constexpr int kLayers = 2000;
        Json layers = Json::array();
        for (int i = kLayers; i-- > 0;) {
            Json one = layer("Activation", "l" + std::to_string(i), {{"activation", "relu"}});
            const std::string before = i > 0 ? "l" + std::to_string(i - 1) : "x";
            one["inbound_nodes"] = Json::array({{{"args", Json::array({tensor(before)})}, {"kwargs", Json::object()}}});
            layers.push_back(std::move(one));
        }
        layers.push_back(input({nullptr, 2}));
        layers.back()["inbound_nodes"] = Json::array();
        Json inner{{"name", "m"}, {"layers", layers}};
        inner["input_layers"] = Json::array({Json::array({"x", 0, 0})});
        inner["output_layers"] = Json::array({Json::array({"l" + std::to_string(kLayers - 1), 0, 0})});
        const auto model = modelFromConfig({{"class_name", "Functional"}, {"config", inner}});
        QCOMPARE(model->nodes().size(), std::size_t(kLayers + 1));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(HostileTest)
#include "tst_hostile.moc"
