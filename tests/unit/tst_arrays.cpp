// .npy files, nested JSON arrays, SHA-256, and the way from arrays to tensors and back.
#include <QTemporaryDir>
#include <QtTest>

#include "engine/core/error.h"
#include "engine/files/arrays.h"
#include "engine/files/bytes.h"
#include "engine/files/npy.h"
#include "engine/files/sha256.h"

using namespace engine;

class ArraysTest : public QObject {
    Q_OBJECT

    static QString messageOf(const std::function<void()>& action) {
        try {
            action();
        } catch (const Error& error) {
            return QString::fromStdString(error.what());
        }
        return "no error";
    }

    template <typename Number>
    static std::string npy(const std::string& descr, const std::string& order, const std::string& shape,
                           const std::vector<Number>& numbers, int version = 1) {
        std::string header = "{'descr': '" + descr + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
        std::string bytes = std::string("\x93NUMPY") + static_cast<char>(version) + '\0';
        bytes += static_cast<char>(header.size());
        bytes += std::string(version == 1 ? 1 : 3, '\0');
        bytes += header;
        for (const Number number : numbers) bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
        return bytes;
    }

 private Q_SLOTS:
    void everyKind() {
        const std::vector<double> expected{1, 2, 3};
        QCOMPARE(parseNpy(npy<float>("<f4", "False", "(3,)", {1, 2, 3}), "x").values, expected);
        QCOMPARE(parseNpy(npy<double>("<f8", "False", "(3,)", {1, 2, 3}, 2), "x").values, expected);
        QCOMPARE(parseNpy(npy<std::int32_t>("<i4", "False", "(3,)", {1, 2, 3}, 3), "x").values, expected);
        QCOMPARE(parseNpy(npy<std::int64_t>("<i8", "False", "(3,)", {1, 2, 3}), "x").values, expected);
        QCOMPARE(parseNpy(npy<std::uint8_t>("|u1", "False", "(3,)", {1, 2, 3}), "x").values, expected);
        QCOMPARE(parseNpy(npy<std::uint8_t>("|b1", "False", "(2,)", {1, 0}), "x").values, (std::vector<double>{1, 0}));
        QCOMPARE(parseNpy(npy<std::uint8_t>("|b1", "False", "(2,)", {255, 0}), "x").values,
                 (std::vector<double>{1, 0}));
        QCOMPARE(parseNpy(npy<std::int8_t>("|i1", "False", "(2,)", {-1, 2}), "x").values, (std::vector<double>{-1, 2}));
        QCOMPARE(parseNpy(npy<std::int16_t>("<i2", "False", "(2,)", {-300, 2}), "x").values,
                 (std::vector<double>{-300, 2}));
        QCOMPARE(parseNpy(npy<std::uint16_t>("<u2", "False", "(1,)", {65535}), "x").values, std::vector<double>{65535});
        QCOMPARE(parseNpy(npy<std::uint32_t>("<u4", "False", "(1,)", {4000000000U}), "x").values,
                 std::vector<double>{4e9});
        QCOMPARE(parseNpy(npy<std::uint64_t>("=u8", "False", "(1,)", {1ULL << 40}), "x").values,
                 std::vector<double>{1099511627776.0});
        // 1, -2, the largest half, the smallest above 0.
        QCOMPARE(parseNpy(npy<std::uint16_t>("<f2", "False", "(4,)", {0x3C00, 0xC000, 0x7BFF, 1}), "x").values,
                 (std::vector<double>{1, -2, 65504, std::ldexp(1.0, -24)}));
        // The other order of bytes.
        QCOMPARE(parseNpy(npy<std::uint32_t>(">f4", "False", "(1,)", {0x0000803F}), "x").values,
                 std::vector<double>{1});
        QCOMPARE(parseNpy(npy<std::uint16_t>(">i2", "False", "(1,)", {0x0100}), "x").values, std::vector<double>{1});
    }

    void fortranOrder() {
        const Array array = parseNpy(npy<float>("<f4", "True", "(2, 3)", {1, 4, 2, 5, 3, 6}), "x");
        QCOMPARE(array.values, (std::vector<double>{1, 2, 3, 4, 5, 6}));
        const Array cube = parseNpy(npy<float>("<f4", "True", "(2, 2, 2)", {0, 4, 2, 6, 1, 5, 3, 7}), "x");
        QCOMPARE(cube.values, (std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7}));
    }

    void roundTrip() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("x.npy").toStdString();
        const Array array{{2, 1, 3}, {1, 2.5, -3, 4, 5, 0.125}};
        writeNpy(path, array);
        const Array again = readArray(path);
        QCOMPARE(again.shape, array.shape);
        QCOMPARE(again.values, array.values);
    }

    void wrongNpy() {
        QVERIFY(messageOf([] { (void)parseNpy("hello, this is text", "x.npy"); }) == "x.npy: expected a .npy file");
        QVERIFY(messageOf([] {
                    (void)parseNpy(npy<float>("<f4", "False", "(3,)", {1, 2}), "x.npy");
                }).contains("expected the numbers of an array of shape (3,), got 2"));
        QVERIFY(messageOf([] {
                    (void)parseNpy(npy<float>("<c8", "False", "(1,)", {1}), "x.npy");
                }).contains("got complex numbers \"<c8\""));
        QVERIFY(messageOf([] {
                    (void)parseNpy(npy<float>("<f4", "False", "(1, 1, 1, 1, 1)", {1}), "x.npy");
                }).contains("at most 4 axes, got 5"));
        QVERIFY(messageOf([] {
                    (void)parseNpy(npy<float>("<f4", "False", "(99999999999999999,)", {1}), "x.npy");
                }).contains("too large"));
        QVERIFY(messageOf([] {
                    (void)parseNpy(npy<float>("<f4", "False", "(1000000, 1000000, 1000000)", {1}), "x.npy");
                }).contains("expected the numbers"));
        const std::string good = npy<float>("<f4", "False", "(3,)", {1, 2, 3});
        for (std::size_t length = 0; length < good.size(); ++length)
            QVERIFY(messageOf([&] { (void)parseNpy(good.substr(0, length), "x.npy"); }).startsWith("x.npy: "));
    }

    void jsonArrays() {
        const Array array = arrayFromJson(nlohmann::ordered_json::parse("[[[1, 2], [3, 4]], [[5, 6], [7, 8.5]]]"), "x");
        QCOMPARE(array.shape, (std::vector<Index>{2, 2, 2}));
        const Tensor tensor = inputFromArray(array, Shape::sequenceOf(2, 2), "x");
        QCOMPARE(tensor.batch, 2);
        QCOMPARE(tensor.values(1, 0), Scalar(5));  // step 0, sample 1
        QCOMPARE(tensor.values(2, 1), Scalar(4));  // step 1, sample 0
        QCOMPARE(arrayFromTensor(tensor).values, array.values);
        QCOMPARE(messageOf([] { (void)arrayFromJson(nlohmann::ordered_json::parse("[[1, 2], [3]]"), "x"); }),
                 "x[1]: expected a list of 2, got one of 1");
        QCOMPARE(messageOf([] { (void)arrayFromJson(nlohmann::ordered_json::parse("[[1, 2], [3, \"a\"]]"), "x"); }),
                 "x[1][1]: expected a number");
    }

    void shapesAndPlacesAreNamed() {
        const Array array{{2, 3}, {1, 2, 3, 4, 5, 6}};
        QCOMPARE(inputFromArray(array, Shape::sequenceOf(3, 1), "x").features(),
                 1);  // Keras adds the last axis of 1 too
        QCOMPARE(messageOf([&] { (void)inputFromArray(array, Shape::sequenceOf(5, 1), "x.npy"); }),
                 "x.npy: expected shape (None, 5, 1), got (2, 3)");
        QCOMPARE(messageOf([&] { (void)inputFromArray(array, Shape::vector(4), "x.npy"); }),
                 "x.npy: expected shape (None, 4), got (2, 3)");
        const Array bad{{2, 3}, {1, 2, 3, 4, NAN, 6}};
        QCOMPARE(messageOf([&] { (void)inputFromArray(bad, Shape::vector(3), "x.npy"); }),
                 "x.npy[1][1]: expected a finite number, got nan");
        const auto sparse = makeLoss("sparse_categorical_crossentropy");
        QCOMPARE(targetFromArray(array, Shape::sequenceOf(3, 7), *sparse, "y").values.rows(), 6);
        QCOMPARE(messageOf([&] {
                     (void)inputFromArray({{0, 3}, {}}, Shape::vector(3), "x");
                 }),
                 "x: expected shape (None, 3), got (0, 3), which is empty");
    }

    void sha256() {
        Sha256 hash;
        hash.add("abc", 3);
        QCOMPARE(hash.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QCOMPARE(Sha256().hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        Matrix one(1, 1);
        one(0, 0) = 1;  // 00 00 80 3f
        Sha256 bytes;
        bytes.add("\x00\x00\x80\x3f", 4);
        QCOMPARE(weightsSha256({one}), bytes.hex());
    }
};

QTEST_GUILESS_MAIN(ArraysTest)
#include "tst_arrays.moc"
