// Windows, scalers, labels and class weights, and what they refuse.
#include <QtTest>
#include <cmath>
#include <limits>

#include "engine/data/labels.h"
#include "engine/data/scaler.h"
#include "engine/data/split.h"
#include "engine/data/vocabulary.h"
#include "engine/data/windows.h"
#include "tests/support/errors.h"

using namespace engine;

class TestWindows : public QObject {
    Q_OBJECT
 private slots:
    void windowsAreTimeMajor() {
        const Windows windows = makeWindows({10, 11, 12, 13, 14, 15, 16}, 3, 1, 2, "s");
        QCOMPARE(windows.inputs.batch, Index(2));
        QCOMPARE(windows.inputs.steps, Index(3));
        QVERIFY(windows.inputs.sequence);
        const double expected[] = {11, 12, 12, 13, 13, 14};  // row t*2 + k
        for (Index r = 0; r < 6; ++r) QCOMPARE(double(windows.inputs.values(r, 0)), expected[r]);
        QCOMPARE(double(windows.targets.values(0, 0)), 14.0);
        QCOMPARE(double(windows.targets.values(1, 0)), 15.0);
        QCOMPARE(windowCount(1000, 50, "s"), Index(950));
    }

    void seriesIsCut() {
        const Tensor cut = cutSeries({1, 2, 3, 4, 5, 6, 7}, 3, "s");
        QCOMPARE(cut.batch, Index(2));
        QCOMPARE(double(cut.values(1 * 2 + 1, 0)), 5.0);
    }

    void refusals() {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(messageOf([] { static_cast<void>(windowCount(0, 50, "s")); }),
                 QString("s: expected a series, got no values"));
        QCOMPARE(messageOf([] { static_cast<void>(windowCount(50, 50, "s")); }),
                 QString("s: expected more than 50 values for a window of 50 and its target, got 50"));
        QCOMPARE(messageOf([] {
                     static_cast<void>(makeWindows({1, 2, 3, 4}, 2, 1, 2, "s"));
                 }),
                 QString("s: expected windows from 0 to 1, got 1 to 2"));
        QCOMPARE(messageOf([&] {
                     static_cast<void>(makeWindows({1, 2, nan, 4}, 2, 0, 1, "s"));
                 }),
                 QString("s: expected finite values, got NaN or infinity at value 3"));
        QCOMPARE(messageOf([] { static_cast<void>(Scaler::fitted("standard", {})); }),
                 QString("scaler: expected values to fit, got none"));
        QCOMPARE(messageOf([] { static_cast<void>(Scaler::fitted("robust", {1})); }),
                 QString("scaler: expected standard, minmax or none, got \"robust\""));
        QCOMPARE(messageOf([] {
                     static_cast<void>(oneHot({0, 3}, 3));
                 }),
                 QString("one-hot: expected labels from 0 to 2, got 3 at 1"));
        QCOMPARE(messageOf([] {
                     static_cast<void>(Vocabulary({"a", "b"}).index("c"));
                 }),
                 QString("vocabulary: unknown word \"c\", expected one of 2"));
    }

    void scalersGoThereAndBack() {
        const std::vector<double> values{2, 4, 6, 8};
        const Scaler standard = Scaler::standard(values);
        QCOMPARE(standard.shift, 5.0);
        QCOMPARE(standard.factor, std::sqrt(5.0));  // of the population
        const Scaler minMax = Scaler::minMax(values, -1, 1);
        QCOMPARE(minMax.scaled(2.0), -1.0);
        QCOMPARE(minMax.scaled(8.0), 1.0);
        QCOMPARE(minMax.scaled(11.0), 2.0);  // beyond what it was fitted on
        for (const double value : values) QCOMPARE(standard.restored(standard.scaled(value)), value);
        QCOMPARE(Scaler::standard({3, 3}).scaled(3.0), 0.0);
    }

    void classWeightsCountRareClassesMore() {
        const std::vector<Index> labels{0, 0, 0, 1};
        const auto weights = balancedClassWeights(labels, 2);
        QCOMPARE(weights.at(0), 4.0 / 6.0);
        QCOMPARE(weights.at(1), 2.0);
        QVERIFY((classWeights({1, 2, 0}, {{1, 3.0}}) == std::vector<double>{3.0, 1.0, 1.0}));
        QCOMPARE(messageOf([&] {
                     static_cast<void>(balancedClassWeights({0, 2}, 2));
                 }),
                 QString("class weights: expected labels from 0 to 1, got 2 at 1"));
    }

    void vocabularyKeepsOrderAndUnknowns() {
        const Vocabulary words = Vocabulary::of({{"b", "a"}, {"b", "c"}}, {"<pad>", "<unk>"}, "<unk>");
        QVERIFY((words.words() == std::vector<std::string>{"<pad>", "<unk>", "b", "a", "c"}));
        QVERIFY((words.indices({"c", "zebra"}) == std::vector<Index>{4, 1}));
        QVERIFY((words.decode({2, 3}) == std::vector<std::string>{"b", "a"}));
        QCOMPARE(messageOf([&] { static_cast<void>(words.word(5)); }),
                 QString("vocabulary: expected a number from 0 to 4, got 5"));
    }
};

QTEST_GUILESS_MAIN(TestWindows)
#include "tst_windows.moc"
