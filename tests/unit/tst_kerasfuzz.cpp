// Damaged and hostile .keras files: one line of Error or a model, never a crash, never much memory.
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include "engine/core/random.h"
#include "engine/files/keras.h"
#include "engine/files/ziparchive.h"

using namespace engine;

class KerasFuzzTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_path;
    QByteArray m_bytes;
    std::string m_config, m_weights;

    static std::string fixture(const char* name) {
        return std::string(GATEWISE_SOURCE_DIR "/tests/parity/fixtures/keras/") + name;
    }

    // Empty: it opened. Anything but an Error of one line fails the test.
    QString open() {
        try {
            const KerasFile file = readKeras(m_path);
            file.model->checkWeights(file.weights);
            return {};
        } catch (const Error& error) {
            const QString text = error.what();
            if (text.contains('\n') || !text.startsWith(QString::fromStdString(m_path) + ": "))
                qFatal("not one line: %s", error.what());
            return text;
        }
    }

    void put(const QByteArray& bytes) {
        QFile file(QString::fromStdString(m_path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    QString openWith(const std::string& config, const std::string& weights) {
        writeZip(m_path, {{"metadata.json", "{}"}, {"config.json", config}, {"model.weights.h5", weights}});
        return open();
    }

    static std::string mutated(std::string bytes, Random& random, Index reach) {
        const Index changes = 1 + random.below(8);
        for (Index i = 0; i < changes; ++i) {
            const Index place = random.below(std::min<Index>(reach, static_cast<Index>(bytes.size())));
            const Index kind = random.below(3);
            bytes[static_cast<std::size_t>(place)] = kind == 0   ? '\0'
                                                     : kind == 1 ? '\xff'
                                                                 : static_cast<char>(random.below(256));
        }
        if (random.below(10) == 0)
            bytes.resize(static_cast<std::size_t>(random.below(static_cast<Index>(bytes.size()))));
        return bytes;
    }

    template <typename Round>
    static void rounds(int most, Round round) {
        const QDeadlineTimer deadline(20000);
        int done = 0;
        for (; done < most && !deadline.hasExpired(); ++done) round(static_cast<std::uint64_t>(done));
        QVERIFY(done > 20);
    }

 private Q_SLOTS:
    void initTestCase() {
        m_path = m_folder.filePath("damaged.keras").toStdString();
        QFile file(QString::fromStdString(fixture("graph.keras")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_bytes = file.readAll();
        const ZipArchive zip(fixture("graph.keras"));
        m_config = zip.read("config.json", 1 << 20);
        m_weights = zip.read("model.weights.h5", 1 << 20);
        QCOMPARE(openWith(m_config, m_weights), QString());
    }

    void cutShort() {
        for (qsizetype length = 0; length < m_bytes.size(); length += m_bytes.size() / 97 + 1) {
            put(m_bytes.left(length));
            QVERIFY(!open().isEmpty());
        }
    }

    void damagedZip() {
        rounds(1500, [&](std::uint64_t n) {
            Random random = Random(1).stream(n);
            put(QByteArray::fromStdString(mutated(m_bytes.toStdString(), random, m_bytes.size())));
            (void)open();
        });
    }

    void damagedConfig() {
        rounds(2000, [&](std::uint64_t n) {
            Random random = Random(2).stream(n);
            (void)openWith(mutated(m_config, random, static_cast<Index>(m_config.size())), m_weights);
        });
    }

    void damagedWeights() {
        rounds(2000, [&](std::uint64_t n) {
            Random random = Random(3).stream(n);
            (void)openWith(m_config,
                           mutated(m_weights, random, n % 2 == 0 ? 6000 : static_cast<Index>(m_weights.size())));
        });
    }

    // Every number, text, list and object of the config in turn becomes something else.
    void wrongTypes() {
        const auto config = nlohmann::ordered_json::parse(m_config);
        const auto flat = config.flatten();
        const QDeadlineTimer deadline(20000);
        std::size_t n = 0;
        for (const auto& [pointer, value] : flat.items()) {
            if (deadline.hasExpired()) break;
            auto changed = flat;
            const nlohmann::ordered_json others[] = {-1, 1e300, "x", nullptr, true, 9007199254740993};
            changed[pointer] = others[n++ % 6];
            (void)openWith(changed.unflatten().dump(), m_weights);
        }
        QVERIFY(n > 50);
    }

    void deepJson() {
        const QString error = openWith(std::string(2000000, '['), m_weights);
        QVERIFY2(error.contains("nested at most 100 deep"), qPrintable(error));
    }

    void hugeClaims() {
        auto config = nlohmann::ordered_json::parse(m_config);
        for (auto& layer : config["config"]["layers"])
            if (layer["class_name"] == "Embedding") layer["config"]["input_dim"] = 16000000;
        QVERIFY(openWith(config.dump(), m_weights).contains("expected shape (16000000, 4), got (30, 4)"));
        for (auto& layer : config["config"]["layers"])
            if (layer["class_name"] == "Embedding") layer["config"]["input_dim"] = 1e18;
        QVERIFY(openWith(config.dump(), m_weights).contains("layer embedding: input_dim: expected a whole number"));
    }

    void missingParts() {
        writeZip(m_path, {{"config.json", m_config}});
        QVERIFY(open().endsWith("expected a member model.weights.h5, got none"));
        writeZip(m_path, {{"../../config.json", m_config}});
        QVERIFY(open().endsWith("expected a member config.json, got none"));
        put("not a zip at all");
        QVERIFY(open().contains("expected a .keras file"));
        QVERIFY(openWith(m_config, "not HDF5").contains("expected an HDF5 file"));
        QVERIFY(openWith("{}", m_weights).contains("expected \"class_name\", got none"));
    }
};

QTEST_GUILESS_MAIN(KerasFuzzTest)
#include "tst_kerasfuzz.moc"
