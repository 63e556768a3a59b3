// Random streams, activations, initializers and the cutting of batches.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>

#include <cmath>
#include <csignal>
#include <cstdio>
#include <limits>
#include <set>

#include "engine/core/activations.h"
#include "engine/core/error.h"
#include "engine/core/initializers.h"
#include "engine/core/random.h"
#include "engine/core/tensor.h"
#include "engine/data/printable.h"

using namespace engine;

namespace {

Matrix initial(const std::string& name, std::vector<Index> shape, double a = 0.0, double b = 0.0) {
    return initialValue(
        {.path = "layer/" + name, .shape = std::move(shape), .initializer = {.name = name, .a = a, .b = b}}, Random(3));
}

double deviation(const Matrix& m) {
    const auto x = m.cast<double>().array();
    return std::sqrt((x - x.mean()).square().mean());
}

}  // namespace

class TestCore : public QObject {
    Q_OBJECT

 private slots:
    void philoxKnownAnswers() {
        // The three vectors of the authors' own test file.
        using Four = std::array<std::uint32_t, 4>;
        QVERIFY(philox({0, 0, 0, 0}, {0, 0}) == (Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
        constexpr std::uint32_t ones = 0xffffffff;
        QVERIFY(philox({ones, ones, ones, ones}, {ones, ones}) ==
                (Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
        QVERIFY(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
                (Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
    }

    void streamsAreIndependentOfUse() {
        Random used(7);
        const std::uint32_t before = Random(7).stream("shuffle").stream(4).next();
        for (int i = 0; i < 9; ++i) used.next();
        QCOMPARE(used.stream("shuffle").stream(4).next(), before);
        std::set<std::uint32_t> firsts;
        for (std::uint64_t n = 0; n < 1000; ++n) firsts.insert(Random(7).stream(n).next());
        QCOMPARE(firsts.size(), std::size_t{1000});
        QVERIFY(Random(7).stream("a").next() != Random(7).stream("b").next());
        QVERIFY(Random(7).stream("a").next() != Random(8).stream("a").next());
    }

    void distributions() {
        Random random(1);
        constexpr int count = 200000;
        double sum = 0, square = 0, low = 1, high = 0;
        for (int i = 0; i < count; ++i) {
            const double u = random.uniform();
            low = std::min(low, u), high = std::max(high, u), sum += u;
        }
        QVERIFY(low >= 0.0 && low < 1e-4 && high < 1.0 && high > 1.0 - 1e-4);
        QVERIFY(std::abs(sum / count - 0.5) < 0.003);
        sum = 0;
        double cube = 0, fourth = 0;
        for (int i = 0; i < count; ++i) {
            const double n = random.normal();
            sum += n, square += n * n, cube += n * n * n, fourth += n * n * n * n;
        }
        QVERIFY(std::abs(sum / count) < 0.01);
        QVERIFY(std::abs(square / count - 1.0) < 0.015);
        QVERIFY(std::abs(cube / count) < 0.04);
        QVERIFY(std::abs(fourth / count - 3.0) < 0.1);
        std::vector<int> hits(7, 0);
        for (int i = 0; i < 70000; ++i) ++hits[static_cast<std::size_t>(random.below(7))];
        for (const int hit : hits) QVERIFY(std::abs(hit - 10000) < 450);
        auto order = random.permutation(100);
        QVERIFY(!std::is_sorted(order.begin(), order.end()));
        std::sort(order.begin(), order.end());
        for (Index i = 0; i < 100; ++i) QCOMPARE(order[static_cast<std::size_t>(i)], i);
        QVERIFY(random.permutation(0).empty());
    }

    void activationValues() {
        // By hand from the definitions, at -2, -0.5, 0.5 and 4.
        const std::vector<std::pair<Activation, std::array<double, 4>>> expected{
            {Activation::Linear, {-2, -0.5, 0.5, 4}},
            {Activation::Relu, {0, 0, 0.5, 4}},
            {Activation::Tanh, {-0.9640275801, -0.4621171573, 0.4621171573, 0.9993292997}},
            {Activation::Sigmoid, {0.1192029220, 0.3775406688, 0.6224593312, 0.9820137900}},
            {Activation::HardSigmoid, {1.0 / 6, 2.5 / 6, 3.5 / 6, 1}},
            {Activation::Elu, {-0.8646647168, -0.3934693403, 0.5, 4}},
            {Activation::Gelu, {-0.0455002639, -0.1542687694, 0.3457312306, 3.9998733150}},
            {Activation::Silu, {-0.2384058440, -0.1887703344, 0.3112296656, 3.9280551601}},
            {Activation::BipolarSigmoid, {-0.7615941560, -0.2449186624, 0.2449186624, 0.9640275801}},
            {Activation::DoubleBipolarSigmoid, {-1.5231883119, -0.4898373248, 0.4898373248, 1.9280551601}},
            {Activation::Softmax, {0.0023747725, 0.0106429917, 0.0289306510, 0.9580515848}},
        };
        Matrix z(1, 4), y(1, 4);
        z << -2, -0.5, 0.5, 4;
        for (const auto& [activation, values] : expected) {
            activate(activation, z, y);
            for (Index c = 0; c < 4; ++c) {
                const double value = values[static_cast<std::size_t>(c)];
                QVERIFY2(std::abs(y(0, c) - value) < 3e-7 * std::max(1.0, std::abs(value)),
                         activationName(activation).c_str());
                if (activation != Activation::Softmax)
                    QVERIFY(std::abs(activate(activation, double(z(0, c))) - value) < 1e-9);
            }
            QVERIFY(activationFromName(activationName(activation), "test") == activation);
        }
        QVERIFY(activationFromName("swish", "test") == Activation::Silu);
        QVERIFY(activationFromName("", "test") == Activation::Linear);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(activationFromName("tanhh", "lstm_1")), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(activate(Activation::Softmax, 0.0)), Error);
    }

    void sigmoidTailAndNaN() {
        Matrix z(1, 9), y(1, 9);
        for (Index c = 0; c < 9; ++c) z(0, c) = static_cast<Scalar>(-4.0 - 2.0 * static_cast<double>(c));
        activate(Activation::Sigmoid, z, y);
        for (Index c = 0; c < 9; ++c) {
            const double exact = 1.0 / (1.0 + std::exp(-static_cast<double>(z(0, c))));
            QVERIFY(std::abs(y(0, c) - exact) / exact < 5e-7);
        }
        z(0, 0) = -1000, z(0, 1) = 1000, z(0, 2) = std::numeric_limits<Scalar>::quiet_NaN();
        activate(Activation::Sigmoid, z, y);
        QCOMPARE(y(0, 0), Scalar(0));
        QCOMPARE(y(0, 1), Scalar(1));
        for (const Activation activation :
             {Activation::Relu, Activation::Sigmoid, Activation::HardSigmoid, Activation::Softmax}) {
            z.setConstant(std::numeric_limits<Scalar>::quiet_NaN());  // wide enough for a vector register, with a rest
            activate(activation, z, y);
            for (Index c = 0; c < 9; ++c) QVERIFY2(std::isnan(y(0, c)), activationName(activation).c_str());
        }
        z << 900, 899, 0, -900, 0, 0, 0, 0, 0;
        activate(Activation::Softmax, z, y);
        QVERIFY(std::abs(y.sum() - 1) < 1e-6 && std::abs(y(0, 0) - 0.7310586) < 1e-6);
    }

    void initializerMoments() {
        // Limits and deviations of a [200 x 400] kernel by the fan rules; in, out, average are 200, 400, 300.
        const auto limits = [](const Matrix& m, double limit) {
            return m.cwiseAbs().maxCoeff() <= limit && m.cwiseAbs().maxCoeff() > 0.999 * limit &&
                   std::abs(deviation(m) - limit / std::sqrt(3.0)) < 0.01 * limit;
        };
        QVERIFY(limits(initial("glorot_uniform", {200, 400}), std::sqrt(3.0 / 300)));
        QVERIFY(limits(initial("he_uniform", {200, 400}), std::sqrt(6.0 / 200)));
        QVERIFY(limits(initial("lecun_uniform", {200, 400}), std::sqrt(3.0 / 200)));
        QVERIFY(limits(initial("random_uniform", {200, 400}), 0.05));
        QVERIFY(limits(initial("random_uniform", {200, 400}, -0.2, 0.2), 0.2));
        const auto normals = [](const Matrix& m, double stddev, double largest) {
            return std::abs(deviation(m) / stddev - 1) < 0.01 &&
                   std::abs(static_cast<double>(m.mean())) < 0.02 * stddev && m.cwiseAbs().maxCoeff() <= largest;
        };
        // Cut at two of the wider deviation, so that the rest has the wanted one.
        QVERIFY(normals(initial("glorot_normal", {200, 400}), std::sqrt(1.0 / 300), 2 * std::sqrt(1.0 / 300) / 0.8796));
        QVERIFY(normals(initial("he_normal", {200, 400}), std::sqrt(2.0 / 200), 2 * std::sqrt(2.0 / 200) / 0.8796));
        QVERIFY(normals(initial("random_normal", {200, 400}), 0.05, 1));
        QVERIFY(normals(initial("truncated_normal", {200, 400}), 0.05 * 0.8796, 0.1));
        QVERIFY(
            limits(initial("glorot_uniform", {40000}), std::sqrt(3.0 / 40000)));  // a vector: both fans are its length
        QVERIFY(initial("zeros", {3}).isZero() && initial("ones", {3}).isOnes());
        QVERIFY(initial("constant", {2, 3}, 0.25).isConstant(Scalar(0.25)));
        QVERIFY(initial("identity", {3, 3}).isIdentity());
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(initial("glorot", {2, 2})), Error);
        QVERIFY(initial("random_normal", {4, 4}) == initial("random_normal", {4, 4}));
    }

    void orthogonal() {
        const Matrix wide = initial("orthogonal", {10, 40});
        QVERIFY((wide * wide.transpose()).isIdentity(Scalar(1e-5)));
        // One matrix for all gates: a gate's own block is not orthogonal.
        const Matrix block = wide.leftCols(10);
        QVERIFY(!(block * block.transpose()).isIdentity(Scalar(0.1)));
        const Matrix tall = initial("orthogonal", {7, 3}, 2.0);
        QVERIFY((tall.transpose() * tall).isApprox(Matrix(4 * Matrix::Identity(3, 3)), Scalar(1e-5)));
        // With the signs fixed the diagonal has no preferred one.
        int positive = 0;
        for (int i = 0; i < 400; ++i) {
            const Parameter p{.path = std::to_string(i), .shape = {3, 3}, .initializer = {.name = "orthogonal"}};
            positive += initialValue(p, Random(1))(0, 0) > 0;
        }
        QVERIFY(std::abs(positive - 200) < 50);
    }

    void unitForgetBias() {
        const Parameter bias{.path = "bias", .shape = {8}, .initializer = {.name = "zeros"}, .unitForgetBias = true};
        Matrix expected(1, 8);
        expected << 0, 0, 1, 1, 0, 0, 0, 0;
        QVERIFY(initialValue(bias, Random(1)) == expected);
    }

    void cuttingBatches() {
        Matrix values(6, 2);  // 3 samples of 2 steps, value 100 t + 10 b + f
        Mask mask(6);
        for (Index t = 0; t < 2; ++t) {
            for (Index b = 0; b < 3; ++b) {
                values.row(t * 3 + b) << static_cast<Scalar>(100 * t + 10 * b),
                    static_cast<Scalar>(100 * t + 10 * b + 1);
                mask[static_cast<std::size_t>(t * 3 + b)] = b != 1 || t == 0;
            }
        }
        Tensor whole = Tensor::sequences(values, 3, 2);
        whole.mask = std::make_shared<const Mask>(mask);
        const Tensor back = concatenateBatches({whole.samples(0, 1), whole.samples(1, 2)});
        QVERIFY(back.values == values && *back.mask == mask && back.batch == 3 && back.steps == 2 && back.sequence);
        const Tensor picked = whole.gather({2, 1, 1});
        QCOMPARE(picked.values(0, 0), Scalar(20));
        QCOMPARE(picked.values(3, 1), Scalar(121));
        QVERIFY((*picked.mask)[3] && !(*picked.mask)[4] && !(*picked.mask)[5]);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(whole.gather({3})), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(whole.samples(2, 2)), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(Tensor::sequences(values, 4, 2)), Error);
        QCOMPARE(Shape::sequenceOf(kVariable, 3).text(), std::string("(None, None, 3)"));
    }

    void printableKeepsLettersAndEscapesTheRest() {
        QCOMPARE(printable("größe 模型 \xF0\x9F\x99\x82\n\t\\x"), std::string("größe 模型 \xF0\x9F\x99\x82\n\t\\x"));
        QCOMPARE(printable("\x1b[31m\x7f\r"), std::string("\\x1b[31m\\x7f\\x0d"));
        QCOMPARE(printable("\xC2\x9B\xE2\x80\xAE\xE2\x80\xA8"), std::string("\\u{009b}\\u{202e}\\u{2028}"));
        // No UTF-8: overlong, a surrogate, beyond the last code point, cut short, a lone continuation.
        QCOMPARE(printable("\xC0\xAF"), std::string("\\xc0\\xaf"));
        QCOMPARE(printable("\xE0\x80\xAF"), std::string("\\xe0\\x80\\xaf"));
        QCOMPARE(printable("\xED\xA0\x80"), std::string("\\xed\\xa0\\x80"));
        QCOMPARE(printable("\xF4\x90\x80\x80"), std::string("\\xf4\\x90\\x80\\x80"));
        QCOMPARE(printable("a\xE6\xA8"), std::string("a\\xe6\\xa8"));
        QCOMPARE(printable("\xA8z"), std::string("\\xa8z"));
        QCOMPARE(printableLine("one\ntwo\tthree"), std::string("one two three"));
        std::string longText;
        for (int i = 0; i < 5000; ++i) longText += "ö";
        const std::string line = printableLine(longText);
        QVERIFY(line.size() < 2100 && line.find(" [...] ") != std::string::npos);
        QVERIFY(line.find("\\x") == std::string::npos);  // cut between letters
    }

    // The presets dev, asan and tsan promise them.
    void assertionsBite() {
#ifdef GATEWISE_ASSERTS_EXPECTED
        const pid_t child = ::fork();
        if (child == 0) {
            const rlimit none{0, 0};
            ::setrlimit(RLIMIT_CORE, &none);
            std::fclose(stderr);
            const Matrix small = Matrix::Zero(2, 2);
            volatile Index beyond = 5;
            ::_exit(small(beyond, beyond) == Scalar(0) ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
#else
        QSKIP("this build has none");
#endif
    }
};

QTEST_GUILESS_MAIN(TestCore)
#include "tst_core.moc"
