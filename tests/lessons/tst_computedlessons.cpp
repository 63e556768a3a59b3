// Lessons 2 and 3, whose every number stands in the file: they keep their bounds, equal Keras, and name what is wrong.
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "engine/losses/loss.h"
#include "lessons/catalog.h"
#include "lessons/format/expected.h"
#include "lessons/goals/goal.h"
#include "lessons/session/race.h"
#include "lessons/session/session.h"
#include "lessons/session/viewof.h"
#include "lessons/tasks/task.h"
#include "lessons/text/reader.h"
#include "tests/support/errors.h"
#include "tests/support/parity.h"

using namespace lessons;

namespace {

std::shared_ptr<const Task> taskOf(const std::string& lesson, const std::string& net, std::uint64_t seed = 1) {
    return makeTask(findLesson(lesson).spec("real", {"data.task=" + net}), seed);
}

engine::Trace traceOf(const Task& task, const std::string& layer = {}) {
    const auto loss = task.isTrainable() ? engine::makeLoss(task.trainerOptions().losses.front()) : nullptr;
    return engine::traceSample(*task.model(), task.initialWeights(0), task.sample(0), loss.get(), {.layer = layer});
}

/// Through a session, as the window does it.
std::shared_ptr<const Snapshot> settledAt(Session& session, const std::string& place) {
    const auto shown = [&](std::uint64_t view) {
        return [view](const Snapshot& snapshot) {
            return snapshot.status.settled && snapshot.shown.viewNumber >= view && snapshot.shown.trace;
        };
    };
    if (!session.waitFor(shown(0), std::chrono::seconds(60))) qFatal("nothing is shown");
    const std::uint64_t view = session.look(viewOf(Place::parse(place), *session.snapshot()));
    if (!session.waitFor(shown(view), std::chrono::seconds(60))) qFatal("nothing is shown");
    return session.snapshot();
}

const char* kLesson =
    "---\nid: own\nnumber: 99\ndata:\n  kind: given\n  inputs: [[1, 2], [3, 4]]\n  weights:\n    lstm:\n"
    "      kernel: [[1, 2, 3, 4], [5, 6, 7, 8]]\n      recurrent_kernel: [[1, 2, 3, 4]]\n      bias: [1, 2, 3, 4]\n"
    "model:\n  - LSTM: {units: 1}\n---\n# Own\n\n## One\n<!-- state: page=step,t=1 -->\n\n```quiz\nask: f?\n"
    "number: \"f[1] at t=1\"\ntolerance: 0.1\n```\n";

}  // namespace

class TestComputedLessons : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    Lesson written(const QByteArray& text) {
        const QString path = m_folder.filePath(QStringLiteral("own.md"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("cannot write");
        file.close();
        return readLesson(path.toStdString());
    }

 private Q_SLOTS:
    void keepsItsBounds_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<QString>("net");
        for (const char* net : {"hand", "gates", "memory"}) QTest::addRow("cell, %s", net) << "cell" << net;
        for (const char* net : {"sequence", "backward", "orders"})
            QTest::addRow("forward, %s", net) << "forward" << net;
    }
    void keepsItsBounds() {
        QFETCH(QString, lesson);
        QFETCH(QString, net);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const auto task = taskOf(lesson.toStdString(), net.toStdString(), seed);
            Session session(task, {.threads = 1, .headless = true});
            if (task->isTrainable()) {
                session.train();
                QVERIFY(session.waitFor([](const Snapshot& s) { return s.status.state == RunState::Finished; },
                                        std::chrono::seconds(60)));
            }
            std::vector<engine::Weights> weights{task->initialWeights(0)};
            if (task->isTrainable()) weights = {*session.snapshot()->status.taskRuns.at(0).weights};
            const Json result = task->result(weights, {RunFacts{}});
            const auto expected = readExpected(task->spec());
            QVERIFY(!expected.empty());
            for (const Expectation& each : expected) QCOMPARE(QString::fromStdString(missed(each, result)), QString());
            // What a seed would draw misses them.
            const Json drawn = task->result({task->model()->initialWeights(seed)}, {RunFacts{}});
            QVERIFY(std::any_of(expected.begin(), expected.end(),
                                [&](const Expectation& each) { return !missed(each, drawn).empty(); }));
        }
    }

    void equalsKeras_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<QString>("net");
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("fixture");
        for (const char* net : {"hand", "gates", "memory"}) QTest::addRow("%s", net) << "cell" << net << "" << net;
        QTest::addRow("sequence") << "forward"
                                  << "sequence"
                                  << ""
                                  << "sequence";
        QTest::addRow("right") << "forward"
                               << "orders"
                               << "right"
                               << "right";
        QTest::addRow("wrong") << "forward"
                               << "orders"
                               << "wrong"
                               << "wrong";
    }
    void equalsKeras() {
        QFETCH(QString, lesson);
        QFETCH(QString, net);
        QFETCH(QString, layer);
        QFETCH(QString, fixture);
        const parity::Json keras = parity::readFixture("computed.json")[lesson.toStdString()][fixture.toStdString()];
        const engine::Trace trace = traceOf(*taskOf(lesson.toStdString(), net.toStdString()), layer.toStdString());
        int compared = 0;
        for (const auto& [name, rows] : keras.items())
            for (std::size_t t = 0; t < rows.size(); ++t)
                for (std::size_t unit = 0; unit < rows[t].size(); ++unit) {
                    if (rows[t][unit].is_null()) continue;  // where g is 0 what is written tells nothing of i
                    const auto& values = trace.cell.values.at(std::size_t(trace.cell.program->find(name)));
                    const double ours = double(values(engine::Index(t), engine::Index(unit)));
                    QVERIFY2(std::abs(ours - rows[t][unit].get<double>()) < 2e-6,
                             qPrintable(QString("%1 at %2").arg(name.c_str()).arg(t + 1)));
                    ++compared;
                }
        QVERIFY(compared >= 6 * int(trace.cell.steps) - 1);
    }

    void thePassBackwardEqualsKeras() {
        const parity::Json keras = parity::readFixture("computed.json")["forward"]["backward"];
        const auto task = taskOf("forward", "backward");
        const engine::Trace trace = traceOf(*task);
        const auto gradient = [&](const char* name, int t) {
            return double(trace.cell.gradients.at(std::size_t(trace.cell.program->find(name)))(t - 1, 0));
        };
        const auto near = [](double ours, double theirs) { return std::abs(ours - theirs) < 2e-6; };
        QVERIFY(near(trace.loss, keras["loss"].get<double>()));
        QVERIFY(near(gradient("h", 2), keras["h2"].get<double>()));
        QVERIFY(near(gradient("c", 1), keras["c1"].get<double>()));
        for (std::size_t k = 0; k < 3; ++k) {
            const parity::Json rows = keras["weights"][k][0].is_array() ? keras["weights"][k][0] : keras["weights"][k];
            QVERIFY2(parity::difference(trace.parameterGradients.at(k), rows) < 2e-6,
                     task->model()->parameters()[k]->path.c_str());
        }
        Session session(task, {.threads = 1, .headless = true});
        session.train();
        QVERIFY(session.waitFor([](const Snapshot& s) { return s.status.state == RunState::Finished; },
                                std::chrono::seconds(60)));
        const std::vector<CurvePoint> curve = session.takeCurvePoints();
        QCOMPARE(curve.size(), keras["logs"].size());
        for (std::size_t k = 0; k < curve.size(); ++k)
            QVERIFY(std::abs(curve[k].logs.at(0).second - keras["logs"][k].get<double>()) < 2e-5);
        QVERIFY(parity::difference(session.snapshot()->status.taskRuns.at(0).weights->at(2), keras["bias"]) < 2e-5);
    }

    /// What the questions ask for is what the text says: every live answer is there, and near the number in its "why".
    void theAnswersAreThere() {
        int asked = 0;
        for (const char* name : {"cell", "forward"}) {
            const Lesson lesson = findLesson(name);
            for (const LessonPage& page : lesson.pagesOf("real")) {
                QVERIFY2(page.state, page.title.c_str());
                Session session(makeTask(lesson.spec("real", page.state->settings), 1), {.threads = 1});
                const auto snapshot = settledAt(session, page.state->place);
                for (const PagePart& part : page.parts) {
                    const auto* question = std::get_if<PageQuestion>(&part);
                    if (!question || !question->number || !question->number->live) continue;
                    const auto wanted = valueOf(*question->number->live, *snapshot);
                    QVERIFY2(wanted, question->ask.c_str());
                    ++asked;
                    // Held or edited by hand it is the same.
                    const auto held = settledAt(
                        session, Place::parse("clamp=c=0.25,edit=bias:1=3", Place::parse(page.state->place)).text());
                    QCOMPARE(valueOf(*question->number->live, *held), wanted);
                    QVERIFY(question->number->isRight(*wanted + question->number->tolerance * 0.9, *wanted));
                    QVERIFY(!question->number->isRight(*wanted + question->number->tolerance * 1.1 + 1e-6, *wanted));
                }
            }
        }
        QVERIFY(asked >= 14);
    }

    /// Every exercise of every lesson that shows its way by places: not met as it begins, met when shown.
    void exercisesAreMetByWhatIsShown_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("part");
        for (const Lesson& lesson : readCatalog().lessons) {
            const auto pages = lesson.pagesOf(lesson.versions.front());
            for (std::size_t page = 0; page < pages.size(); ++page)
                for (std::size_t part = 0; part < pages[page].parts.size(); ++part) {
                    const auto* exercise = std::get_if<Exercise>(&pages[page].parts[part]);
                    if (!exercise || exercise->show.empty()) continue;
                    const bool onlyPlaces = std::all_of(exercise->show.begin(), exercise->show.end(),
                                                        [](const auto& link) { return link.starts_with("step:"); });
                    if (onlyPlaces)
                        QTest::addRow("%s %d %d", lesson.id.c_str(), int(page) + 1, int(part))
                            << QString::fromStdString(lesson.id) << int(page) << int(part);
                }
        }
    }
    void exercisesAreMetByWhatIsShown() {
        QFETCH(QString, lesson);
        QFETCH(int, step);
        QFETCH(int, part);
        const Lesson whole = findLesson(lesson.toStdString());
        const LessonPage page = whole.pagesOf(whole.versions.front()).at(std::size_t(step));
        const Exercise exercise = std::get<Exercise>(page.parts.at(std::size_t(part)));
        const StepState state = page.state.value_or(StepState{});
        Session session(makeTask(whole.spec({}, state.settings), 7), {.threads = 1});
        Place place = Place::parse(state.place);
        place.epoch = -1;
        QVERIFY2(holds(exercise.goal, *settledAt(session, place.text()), {}) != true, "met before anything is done");
        for (const std::string& link : exercise.start)
            if (link.starts_with("step:")) place = Place::parse(link.substr(5), place);
        QVERIFY2(holds(exercise.goal, *settledAt(session, place.text()), {}) != true, "met where it starts");
        for (const std::string& link : exercise.show) place = Place::parse(link.substr(5), place);
        const auto shown = settledAt(session, place.text());
        QString readings;
        for (const Reading& reading : readingsOf(exercise.goal, *shown))
            readings += QString("%1 = %2\n").arg(reading.words.c_str()).arg(reading.value.value_or(NAN));
        QVERIFY2(holds(exercise.goal, *shown, {}) == true, qPrintable(readings));
    }

    /// Lesson 3 says what one update makes of the bias of f.
    void oneUpdateIsAsTheLessonSays() {
        const auto task = taskOf("forward", "backward");
        const engine::Trace trace = traceOf(*task);
        QVERIFY(std::abs(double(trace.parameterGradients.at(2)(0, 1)) + 0.0276) < 5e-5);
        Session session(task, {.threads = 1});
        session.stepEpoch();
        QVERIFY(session.waitFor([](const Snapshot& s) { return s.shown.epoch == 1 && s.shown.trace; },
                                std::chrono::seconds(60)));
        const double bias = double(session.snapshot()->shown.trace->cell.parameters.at(2)(0, 1));
        QVERIFY2(std::abs(bias - 1.0276) < 5e-5, qPrintable(QString::number(bias)));
    }

    /// Lesson 1: each net answers for what it has read, and for nothing that comes later.
    void theRaceReadsOnlyTheBeginning() {
        const auto task =
            makeTask(findLesson("introduction").spec("real", {"data.distance=5", "training.epochs=15"}), 7);
        Session session(task, {.threads = 1});
        const auto untrained = raceOf(*settledAt(session, "t=1"), 6);
        QCOMPARE(untrained.size(), std::size_t(3));
        session.train();
        QVERIFY(session.waitFor([](const Snapshot& s) { return s.status.isDone && s.shown.trace; },
                                std::chrono::seconds(120)));
        std::map<std::string, int> right, rightBefore;
        for (int sample = 0; sample < 20; ++sample) {
            const auto snapshot = settledAt(session, "t=1,sample=" + std::to_string(sample));
            const auto lanes = raceOf(*snapshot, 6);
            QCOMPARE(lanes.size(), std::size_t(3));
            QCOMPARE(lanes[1].name, std::string("LSTM"));
            // After the last step it is what the net says at the end.
            const auto says = task->tell(snapshot->shown.trace->outputs.at(0));
            QVERIFY(lanes[snapshot->shown.taskRun].says == std::get<Choice>(says.front()));
            for (const RaceLane& lane : lanes) right[lane.name] += lane.isRight;
            // The fifth input is the mark: before it nothing can be known.
            const engine::Matrix read = task->sample(std::size_t(sample)).inputs.front().values;
            engine::Index mark = 0;
            while (read(mark, 4) != 1) ++mark;
            QVERIFY(mark < 6);
            if (mark == 0) continue;
            const auto before = raceOf(*snapshot, int(mark));
            QCOMPARE(before.size(), std::size_t(3));
            for (const RaceLane& lane : before) rightBefore[lane.name] += lane.isRight;
        }
        for (const char* name : {"LSTM", "GRU"}) {
            QVERIFY2(right[name] >= 19, qPrintable(QString::number(right[name])));
            QVERIFY2(rightBefore[name] <= 12, qPrintable(QString::number(rightBefore[name])));
        }
    }

    void theTrapSaysNothingAndDiffers() {
        const auto task = taskOf("forward", "orders");
        const Json result = task->result({task->initialWeights(0)}, {RunFacts{}});
        QVERIFY(std::abs(result["output[1] at t=last"].get<double>() - result["output[2] at t=last"].get<double>()) >
                0.1);
    }

    void ordersAreRead_data() {
        QTest::addColumn<QByteArray>("order");
        QTest::addColumn<QList<int>>("bias");  // in ours: i, f, g, o
        QTest::newRow("keras") << QByteArray("keras") << QList<int>{1, 2, 3, 4};
        QTest::newRow("pytorch") << QByteArray("pytorch") << QList<int>{1, 2, 3, 4};
        QTest::newRow("onnx") << QByteArray("onnx") << QList<int>{1, 3, 4, 2};      // i, o, f, c
        QTest::newRow("papers") << QByteArray("papers") << QList<int>{2, 3, 1, 4};  // z, i, f, o
    }
    void ordersAreRead() {
        QFETCH(QByteArray, order);
        QFETCH(QList<int>, bias);
        const Lesson lesson =
            written(QByteArray(kLesson).replace("lstm:\n", "lstm:\n      gate_order: " + order + "\n"));
        const engine::Weights weights = makeTask(lesson.spec(), 1)->initialWeights();
        for (int k = 0; k < 4; ++k) {
            QCOMPARE(int(weights.at(2)(0, k)), bias[k]);
            QCOMPARE(int(weights.at(0)(1, k)), bias[k] + 4);
        }
    }

    void namesThePlaceOfASlip_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* from, const char* to, const char* message) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QString(message);
        };
        row("rows", "[[1, 2, 3, 4], [5, 6, 7, 8]]", "[[1, 2, 3, 4]]",
            "own.md:9:7: kernel: expected 2 rows of 4 numbers, got 4 numbers");
        row("ragged", "[5, 6, 7, 8]", "[5, 6, 7]",
            "own.md:9:30: kernel: row 2: expected 4 numbers as in the first one, got 3");
        row("a word", "bias: [1, 2, 3, 4]", "bias: [1, 2, 3, four]",
            "own.md:11:7: bias: expected a number, got \"four\"");
        row("missing", "      bias: [1, 2, 3, 4]\n", "", "own.md:8:5: lstm: expected the key \"bias\" with 4 numbers");
        row("unknown", "bias:", "bais:",
            "own.md:11:7: unknown key \"bais\" in data.weights.lstm, expected gate_order, kernel, recurrent_kernel or "
            "bias (did you mean bias?)");
        row("layer", "    lstm:\n", "    lstn:\n",
            "own.md:8:5: unknown key \"lstn\" in data.weights, expected lstm (did you mean lstm?)");
        row("order", "    lstm:\n", "    lstm:\n      gate_order: torch\n",
            "own.md:9:7: gate_order: expected keras, pytorch, onnx or papers, got \"torch\"");
        row("inputs", "[[1, 2], [3, 4]]", "[1, 2]",
            "own.md:6:3: inputs: expected a row of numbers for each step, [[1, 0], [0, 1]], got one list");
        row("features", "  weights:", "  features: [one]\n  weights:", "own.md:7:3: features: expected 2 names, got 1");
        row("targets", "  weights:", "  targets: [1]\n  weights:",
            "own.md:7:3: targets: expected a loss in the training section beside them");
        row("epochs", "model:\n", "training: {loss: mse, epochs: 3}\nmodel:\n",
            "own.md:12:23: epochs: expected 0: there are no targets to train on, got 3");
        row("result", "model:\n", "result: [\"f[1 at t=1\"]\nmodel:\n",
            "own.md:12:10: result: \"f[1 at t=1\", character 5: expected \"]\" after the unit, got \"at\"");
        row("answer", "f[1] at t=1", "q[1] at t=1",
            "own.md:22:10: number: operation: expected act(c), c, f, f*c, g, h, i, i*g, "
            "o, z_f, z_g, z_i or z_o, got \"q\"");
        row("held", "page=step,t=1", "page=step,t=1,clamp=f=1",
            "own.md:22:10: number: expected a plain number in a step whose state holds or edits something");
        row("set", "t=1 -->\n", "t=1 -->\n<!-- set: data.steps -->\n",
            "own.md:19:11: set: expected PATH=VALUE, got \"data.steps\"");
        row("set alone", "<!-- state: page=step,t=1 -->", "<!-- set: data.steps=3 -->",
            "own.md:18:11: set: expected the step's state above it");
    }
    void namesThePlaceOfASlip() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, message);
        QByteArray text(kLesson);
        QVERIFY(text.contains(from));
        text.replace(from, to);
        QCOMPARE(messageOf([&] { static_cast<void>(makeTask(written(text).spec(), 1)); }), message);
    }

    /// What no step names stays as the person set it; what another step set is let go.
    void aStepHasItsOwnSettings() {
        const StepState step{"step", "t=1", {"data.task=memory"}};
        const std::vector<std::string> named{"data.task", "data.other"};
        QCOMPARE(settingsAt(step, named, {"data.task=hand", "training.epochs=3", "data.other=1"}),
                 (std::vector<std::string>{"training.epochs=3", "data.task=memory"}));
        QCOMPARE(Place::parse("t=2,clamp=none,edit=none", Place::parse("t=1,clamp=f=1,edit=bias:1=2")),
                 Place::parse("t=2"));
    }
};

QTEST_GUILESS_MAIN(TestComputedLessons)
#include "tst_computedlessons.moc"
