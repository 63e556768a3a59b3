// Mel-frequency cepstral coefficients against python_speech_features (fixtures/mfcc.json, made by make_mfcc.py).
#include "engine/data/mfcc.h"
#include "tests/support/parity.h"

class TestMfcc : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void isPythonSpeechFeatures_data() {
        QTest::addColumn<int>("number");
        for (int k = 0; k < int(parity::readFixture("mfcc.json").size()); ++k) QTest::addRow("sound %d", k) << k;
    }
    void isPythonSpeechFeatures() {
        QFETCH(int, number);
        const parity::Json one = parity::readFixture("mfcc.json").at(std::size_t(number));
        engine::MfccOptions options;
        options.rate = one.at("rate");
        options.window = one.at("window");
        options.hop = one.at("hop");
        options.transform = one.at("transform");
        options.preEmphasis = one.at("pre_emphasis");
        options.filters = one.at("filters");
        options.coefficients = one.at("coefficients");
        const auto samples = one.at("samples").get<std::vector<float>>();
        const auto expected = one.at("mfcc").get<std::vector<std::vector<double>>>();
        const engine::Matrix found = engine::mfcc(samples, options);
        QCOMPARE(found.rows(), engine::Index(expected.size()));
        QCOMPARE(found.cols(), engine::Index(options.coefficients));
        for (std::size_t t = 0; t < expected.size(); ++t)
            for (std::size_t k = 0; k < expected[t].size(); ++k) {
                const double ours = double(found(engine::Index(t), engine::Index(k)));
                QVERIFY2(
                    std::abs(ours - expected[t][k]) < 1e-4 * std::max(1.0, std::abs(expected[t][k])),
                    qPrintable(QString("frame %1, c%2: %3, expected %4").arg(t).arg(k).arg(ours).arg(expected[t][k])));
            }
    }

    void framesLieInTheSoundWhole() {
        const engine::MfccOptions options;  // windows of 400 samples, 160 apart
        QCOMPARE(engine::mfccFrames(0, options), engine::Index(0));
        QCOMPARE(engine::mfccFrames(399, options), engine::Index(0));
        QCOMPARE(engine::mfccFrames(400, options), engine::Index(1));
        QCOMPARE(engine::mfccFrames(559, options), engine::Index(1));
        QCOMPARE(engine::mfccFrames(560, options), engine::Index(2));
        QCOMPARE(engine::mfcc(std::vector<float>(399, 0.1f)).rows(), engine::Index(0));
    }

    void silenceIsFinite() {
        const engine::Matrix quiet = engine::mfcc(std::vector<float>(4000, 0.0f));
        QVERIFY(quiet.rows() > 0 && quiet.allFinite());
    }

    void aToneIsInItsOwnBin() {
        const engine::MfccOptions options;
        std::vector<double> tone;
        for (int n = 0; n < 400; ++n) tone.push_back(std::sin(2 * M_PI * 1000 * n / 16000.0));
        const Eigen::MatrixXd power = engine::powerSpectrum(tone, options);
        engine::Index bin = 0;
        power.row(0).maxCoeff(&bin);
        QCOMPARE(bin, engine::Index(32));  // 1000 Hz of bins 31.25 Hz apart
    }
};

QTEST_GUILESS_MAIN(TestMfcc)
#include "tst_mfcc.moc"
