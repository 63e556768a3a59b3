// Drawn films: the same from the same seed, each reversed action exactly its partner's film from the end, and a rule on
// the frames' mean that cannot tell the two.
#include <QtTest>
#include <set>

#include "lessons/catalog.h"
#include "lessons/tasks/clips/actions.h"
#include "lessons/tasks/clips/canvas.h"
#include "lessons/tasks/outcome.h"
#include "lessons/tasks/softmaxrule.h"
#include "lessons/tasks/task.h"
#include "tests/support/errors.h"

using namespace lessons;
using engine::Index;
using engine::Matrix;

namespace {

std::shared_ptr<const Task> taskOf(const std::vector<std::string>& changes, std::uint64_t seed = 1) {
    return makeTask(findLesson("actions").spec("real", changes), seed);
}
const std::vector<std::string> kSmall{"data.samples=64", "data.held_out=32", "model.0.LSTM.units=4"};

}  // namespace

class TestClips : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void aReversedActionIsItsPartnerFromTheEnd() {
        const engine::Random random = engine::Random(5).stream("film");
        int pairs = 0;
        for (std::size_t k = 0; k < kActionNames.size(); ++k) {
            if (!isReversed(Action(k))) continue;
            ++pairs;
            QCOMPARE(int(forwardOf(Action(k))), int(k) - 1);
            for (std::uint64_t film = 0; film < 20; ++film) {
                const Matrix there = drawClip(forwardOf(Action(k)), random.stream(film), {});
                const Matrix back = drawClip(Action(k), random.stream(film), {});
                QVERIFY(back == there.colwise().reverse());
                // It is not its own reversal, as one that stands still would be.
                ClipOptions plain;
                plain.noise = 0;
                const Matrix figure = drawClip(forwardOf(Action(k)), random.stream(film), plain);
                QVERIFY((figure - figure.colwise().reverse()).cwiseAbs().maxCoeff() > 0.4f);
            }
        }
        QCOMPARE(pairs, 3);
        QVERIFY(!isReversed(Action::Waving) && !isReversed(Action::Jumping));
    }

    void aSeedMeansTheSameFilms() {
        const auto one = taskOf(kSmall), two = taskOf(kSmall), other = taskOf(kSmall, 2);
        QVERIFY(one->training().inputs[0].values == two->training().inputs[0].values);
        QVERIFY(one->training().inputs[0].values != other->training().inputs[0].values);
        // More films leave those that are there as they are.
        auto changes = kSmall;
        changes[0] = "data.samples=128";
        const auto more = taskOf(changes);
        QVERIFY(more->sample(7).inputs[0].values == one->sample(7).inputs[0].values);
        QVERIFY(more->sample(128 + 7).inputs[0].values == one->sample(64 + 7).inputs[0].values);
        QVERIFY(one->sample(7).inputs[0].values != one->sample(15).inputs[0].values);
    }

    void allActionsAreEquallyCommon() {
        const auto task = taskOf(kSmall);
        std::vector<int> counts(kActionNames.size());
        for (Index s = 0; s < 64; ++s) ++counts.at(std::size_t(task->training().targets[0].values(s, 0)));
        for (const int count : counts) QCOMPARE(count, 8);
    }

    void framesAreGreyAndTheFigureIsInThem() {
        ClipOptions plain;
        plain.noise = 0;
        for (std::size_t k = 0; k < kActionNames.size(); ++k)
            for (std::uint64_t film = 0; film < 10; ++film) {
                const Matrix frames = drawClip(Action(k), engine::Random(3).stream(film), plain);
                QCOMPARE(frames.rows(), Index(24));
                QCOMPARE(frames.cols(), Index(256));
                QVERIFY(frames.minCoeff() >= 0 && frames.maxCoeff() <= 1);
                for (Index t = 0; t < frames.rows(); ++t) QVERIFY2(frames.row(t).sum() > 8, kActionNames[k]);
            }
    }

    void inkCoversWhatItShould() {
        Canvas canvas(8);
        canvas.line({1, 4}, {7, 4}, 2, 0.5);
        const auto at = [&](int x, int y) { return canvas.pixels()[std::size_t(y * 8 + x)]; };
        QCOMPARE(at(4, 3), 0.5);
        QCOMPARE(at(4, 4), 0.5);
        QCOMPARE(at(4, 1), 0.0);
        canvas.line({-50, 3}, {50, 3}, 1, 0.9);  // out of the picture on both sides
        QVERIFY(at(0, 3) > 0.4 && at(7, 3) > 0.4);
    }

    void theBlindRuleIsAtChanceOnThePairsAndTheLastFrameIsNot() {
        double blind = 0, all = 0, last = 0;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const auto task = taskOf({"model.0.LSTM.units=1"}, seed);
            const Json result = task->result({task->initialWeights()}, {RunFacts()});
            const double pairs = result.at("baseline_pairs");
            QVERIFY2(pairs > 0.4 && pairs < 0.6, qPrintable(QString::number(pairs)));
            blind += pairs / 5;
            all += double(result.at("baseline")) / 5;
            last += double(result.at("last_frame_pairs")) / 5;
        }
        QVERIFY2(std::abs(blind - 0.5) < 0.04, qPrintable(QString::number(blind)));
        QVERIFY2(all > 0.5, qPrintable(QString::number(all)));  // far more than 1 in 8: it knows what it sees
        QVERIFY2(last > 0.65 && last < 0.8, qPrintable(QString::number(last)));
    }

    void theRuleLearnsWhatALineCanTell() {
        // Two classes apart in one of two columns, the other one noise.
        Matrix features(200, 2);
        std::vector<Index> labels;
        engine::Random random = engine::Random(1).stream("rule");
        for (Index k = 0; k < 200; ++k) {
            labels.push_back(k % 2);
            features(k, 0) = engine::Scalar((k % 2 == 0 ? -1 : 1) + random.normal(0, 0.2));
            features(k, 1) = engine::Scalar(random.normal(0, 100));
        }
        const SoftmaxRule rule(features, labels, 2, 1e-3, 100);
        QCOMPARE(shareRight(rule.classesOf(features), labels), 1.0);
        std::vector<Index> swapped = labels;
        for (Index& label : swapped) label = 1 - label;
        QCOMPARE(shareRight(rule.classesOf(features), swapped), 0.0);
        QCOMPARE(shareRight({}, {}), 0.0);
    }

    void whatIsSaidAfterTheLastFrameIsTheAnswer() {
        const auto task = taskOf(kSmall);
        const auto view = std::get<ClipsView>(task->output(task->initialWeights()));
        QVERIFY(view.clips.size() >= kActionNames.size());
        QCOMPARE(view.pairs.size(), std::size_t(3));
        std::set<std::size_t> samples;
        for (const ClipsView::Clip& clip : view.clips) {
            QVERIFY(samples.insert(clip.sample).second && clip.sample >= 64);
            QVERIFY(*clip.frames == task->sample(clip.sample).inputs[0].values);
            const Matrix& after = clip.afterEachFrame;
            QVERIFY(after.rows() == 24 && after.cols() == 8);
            Index said = 0;
            after.row(23).maxCoeff(&said);
            QCOMPARE(said, clip.said);
            QCOMPARE(clip.said, view.all.said.at(clip.sample - 64));
            QVERIFY((after.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5f);
            // After frame 9 it is what the net says of the first nine frames, when they come last and nothing before.
            engine::Tensor late = engine::Tensor::sequences(Matrix::Constant(24, 256, 7), 1, 24);
            auto mask = std::make_shared<engine::Mask>(24, false);
            for (Index t = 15; t < 24; ++t) {
                late.values.row(t) = clip.frames->row(t - 15);
                (*mask)[std::size_t(t)] = true;
            }
            late.mask = mask;
            const Matrix direct = task->model(0)->predict({late}, task->initialWeights(), {}).at(0).values;
            QVERIFY((direct.row(0) - after.row(8)).cwiseAbs().maxCoeff() < 1e-5f);
            QVERIFY((direct.row(0) - after.row(23)).cwiseAbs().maxCoeff() > 1e-4f);
        }
    }

    void refuses_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("part");
        QTest::newRow("few") << "data.samples=7"
                             << "samples: expected";
        QTest::newRow("one frame") << "data.frames=1"
                                   << "frames: expected";
        QTest::newRow("large") << "data.size=65"
                               << "size: expected";
        QTest::newRow("noise") << "data.noise=-1"
                               << "noise: expected";
        QTest::newRow("key") << "data.noize=1"
                             << "noize";
    }
    void refuses() {
        QFETCH(QString, change);
        QFETCH(QString, part);
        const QString message = messageOf([&] { static_cast<void>(taskOf({change.toStdString()})); });
        QVERIFY2(message.contains(part) && !message.contains('\n'), qPrintable(message));
    }
};

QTEST_GUILESS_MAIN(TestClips)
#include "tst_clips.moc"
