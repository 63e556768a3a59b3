// The language of goals: what is read, where what is wrong stands, and what is true of hand-made snapshots.
#include <QtTest>

#include "engine/core/error.h"
#include "lessons/conditions/names.h"
#include "lessons/goals/runlog.h"
#include "lessons/session/session.h"
#include "lessons/session/viewof.h"
#include "tests/support/tinytask.h"

using lessons::ConditionError;
using lessons::parseCondition;

namespace {

lessons::ConditionNames someNames() {
    lessons::ConditionNames names;
    names.knowsCells = true;
    names.units = {{"f", 4}, {"c", 4}, {"h", 4}, {"f*c", 4}};
    names.parameters = {"kernel", "bias"};
    names.hasLoss = true;
    names.metrics = {"loss", "val_loss", "val_accuracy"};
    names.figures = {"skill", "rmse"};
    names.settings = {"epoch", "units", "learning_rate"};
    return names;
}

/// A cell of four units over three steps; h[unit] at t is t + unit / 10, c ten times as much, gradients negative.
lessons::Snapshot handMade() {
    auto task = std::make_shared<tests::TinyTask>();
    auto trace = std::make_shared<engine::Trace>();
    trace->layer = "lstm";
    engine::CellOptions options;
    options.units = 4;
    trace->cell.program = engine::makeCellProgram("lstm", 1, options);
    trace->cell.steps = 3;
    trace->cell.batch = 1;
    const auto& operations = trace->cell.program->operations;
    for (std::size_t k = 0; k < operations.size(); ++k) {
        engine::Matrix values(3, 4);
        for (int t = 0; t < 3; ++t)
            for (int unit = 0; unit < 4; ++unit)
                values(t, unit) =
                    engine::Scalar((t + 1) + (unit + 1) / 10.0) * engine::Scalar(operations[k].name == "c" ? 10 : 1);
        trace->cell.values.push_back(values);
        trace->cell.gradients.push_back(-values);
    }
    for (const engine::Parameter& parameter : trace->cell.program->parameters) {
        engine::Matrix values(parameter.rows(), parameter.columns());
        for (engine::Index i = 0; i < values.size(); ++i) values.data()[i] = engine::Scalar(i);
        trace->cell.parameters.push_back(values);
    }
    trace->outputs = {engine::Tensor::vectors(engine::Matrix::Constant(1, 1, 0.25f))};
    lessons::Snapshot snapshot;
    snapshot.task = task;
    snapshot.shown.trace = trace;
    lessons::ForecastView forecast;
    forecast.rmse = 3.5;
    forecast.skill = 0.4;
    snapshot.shown.output = std::make_shared<const lessons::OutputView>(forecast);
    snapshot.status.taskRuns.resize(1);
    snapshot.status.taskRuns[0].epoch = 12;
    snapshot.status.taskRuns[0].facts.lastLogs = {{"loss", 0.05}, {"val_accuracy", 0.96}};
    snapshot.status.learningRate = 0.01;
    snapshot.status.epochs = 20;
    return snapshot;
}

QString truth(const std::optional<bool>& value) {
    return !value ? "unknown" : *value ? "true" : "false";
}

}  // namespace

class TestConditions : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void namesThePlaceOfASlip_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* text, int column, const char* message) {
            QTest::newRow(text) << QString::fromUtf8(text) << column << QString::fromUtf8(message);
        };
        row("", 1, "expected a condition such as h[3] at t=18 > 0.9");
        row("h[3] >", 7, "expected a number, a name or a bracket, got the end");
        row("h[3]", 1, "expected something true or false, such as a comparison, got a number");
        row("h[3 > 1", 5, "expected \"]\" after the unit, got \">\"");
        row("h[0] > 1", 3, "expected a unit, a whole number from 1, got \"0\"");
        row("h[1.5] > 1", 3, "expected a unit, a whole number from 1, got \"1.5\"");
        row("h[3] at 18 > 1", 9, "expected \"t\" after \"at\", as in at t=18, got \"18\"");
        row("h[3] at t 18 > 1", 11, "expected \"=\" after \"at t\", as in at t=18, got \"18\"");
        row("h[3] at t=first > 1", 11, "expected a step or \"last\", a whole number from 1, got \"first\"");
        row("loss < 0.1 and", 15, "expected a number, a name or a bracket, got the end");
        row("loss < 0.1 edited", 12, "expected \"and\", \"or\" or the end, got \"edited\"");
        row("0 < loss < 1", 10, "expected one comparison at a time; join two with \"and\"");
        row("(loss < 1", 10, "expected \")\" after what stands in brackets, got the end");
        row("loss < 1)", 9, "expected \"and\", \"or\" or the end, got \")\"");
        row("not loss", 5, "expected something true or false, such as a comparison, got a number");
        row("edited > 1", 1, "expected a number, got something true or false");
        row("1 + edited > 1", 5, "expected a number, got something true or false");
        row("loss # 1", 6, "\"#\" means nothing in a condition");
        row("loss \xE2\x89\xA5 1", 6, "\"\xE2\x89\xA5\" means nothing in a condition");
        row("loss < 1x", 8, "expected a number such as 0.9, got \"1x\"");
        row("\"f*c[1] > 0", 1, "the quote is not closed");
        row("weight(kernel) > 0", 14, "expected \":\" and a place, as in kernel:2,7, got \")\"");
        row("mean(h) > 0", 1, "expected gradient(...), weight(...) or clamped(...), got \"mean(\"");
        row("skill of run > 0", 10, "expected \"a\" after \"of\" (of a run with ...), got \"run\"");
        row("skill of a run with 8 > 0", 21, "expected a setting such as units<=8, got \"8\"");
        row("skill of a run with units > x", 29, "expected a number to compare the setting units with, got \"x\"");
        row("skill of a run > rmse of a run", 1, "expected \"of a run\" once in a comparison");
    }
    void namesThePlaceOfASlip() {
        QFETCH(QString, text);
        QFETCH(int, column);
        QFETCH(QString, message);
        try {
            static_cast<void>(parseCondition(text.toStdString()));
            QFAIL("nothing was refused");
        } catch (const ConditionError& error) {
            QCOMPARE(QString::fromUtf8(error.what()), message);
            QCOMPARE(int(error.column), column);
        }
    }

    void nestingEnds() {
        for (const char* open : {"(", "not ", "-"}) {
            try {
                static_cast<void>(parseCondition(QByteArray(open).repeated(900).toStdString() + "1"));
                QFAIL("endless nesting was read");
            } catch (const ConditionError& error) {
                QCOMPARE(QString::fromUtf8(error.what()), QString("nested deeper than 64"));
            }
        }
    }

    void namesAreCompared_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* text, int column, const char* message) {
            QTest::newRow(text) << text << column << message;
        };
        row("h[1] > 0 and q[2] > 0", 14, "operation: expected c, f, f*c or h, got \"q\"");
        row("h[5] > 0", 1, "h: expected a unit from 1 to 4, got 5");
        row("gradient(x[1]) > 0", 1, "operation: expected c, f, f*c or h, got \"x\"");
        row("clamped(y)", 1, "operation: expected c, f, f*c or h, got \"y\"");
        row("weight(kernal:1,1) > 0", 1, "weight: expected kernel or bias, got \"kernal\" (did you mean kernel?)");
        row("val_acuracy > 0.9", 1,
            "name: expected loss, val_loss, val_accuracy, skill, rmse, epoch, units or learning_rate, got "
            "\"val_acuracy\" (did you mean val_accuracy?)");
        row("h > 0", 1, "h: expected a unit, as in h[1]");
        row("skill of a run with unit<=8 > 0", 21,
            "setting: expected epoch, units or learning_rate, got \"unit\" (did you mean units?)");
    }
    void namesAreCompared() {
        QFETCH(QString, text);
        QFETCH(int, column);
        QFETCH(QString, message);
        try {
            lessons::checkNames(parseCondition(text.toStdString()), someNames());
            QFAIL("nothing was refused");
        } catch (const ConditionError& error) {
            QCOMPARE(QString::fromUtf8(error.what()), message);
            QCOMPARE(int(error.column), column);
        }
    }

    void isTrueOfASnapshot_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char* text, const char* wanted) { QTest::newRow(text) << text << wanted; };
        row("h[3] at t=2 = 2.3", "true");
        row("h[3] at t=2 > 2.3", "false");
        row("h[3] at t=2 != 2.31", "true");
        row("h[3] = 3.3", "true");  // without "at": the last step
        row("h[3] at t=last = 3.3", "true");
        row("c[1] at t=1 = 11", "true");
        row("\"f*c\"[2] at t=1 = 1.2", "true");
        row("h[3] at t=4 > 0", "unknown");
        row("h[5] > 0", "unknown");
        row("gradient(h[1]) at t=1 = -1.1", "true");
        row("weight(kernel:1,7) = 6", "true");
        row("weight(recurrent_kernel:2,1) = 16", "true");
        row("weight(bias:3) = 2", "true");
        row("weight(kernel:2,1) = 0", "unknown");
        row("output[1] = 0.25", "true");
        row("output[2] = 0.25", "unknown");
        row("val_accuracy >= 0.95", "true");
        row("loss < 0.05", "false");
        row("skill > 0.3 and rmse < 4", "true");
        row("epoch >= 10 and units <= 4", "true");
        row("units <= 3", "false");
        row("learning_rate = 0.01", "true");
        row("epochs = 20", "true");
        row("mae < 1", "unknown");
        row("mae < 1 or loss < 1", "true");
        row("mae < 1 and loss > 1", "false");
        row("mae < 1 and loss < 1", "unknown");
        row("not mae < 1", "unknown");
        row("not loss > 1", "true");
        row("clamped(f)", "false");
        row("edited", "false");
        row("h[1] at t=2 - h[1] at t=1 = 1", "true");
        row("1 + 2 * 3 = 7", "true");
        row("(1 + 2) * 3 = 9", "true");
        row("-2 * -3 = 6", "true");
        row("8 / 2 / 2 = 2", "true");
        row("10 - 4 - 3 = 3", "true");
        row("loss / 0 > 1", "unknown");
        row("1 > 2 and 1 > 2 or 2 > 1", "true");  // and binds tighter
        row("skill of a run > 0", "unknown");
    }
    void isTrueOfASnapshot() {
        QFETCH(QString, text);
        QFETCH(QString, wanted);
        const lessons::Snapshot snapshot = handMade();
        QCOMPARE(truth(lessons::holds(parseCondition(text.toStdString()), snapshot, {})), wanted);
    }

    void nothingIsTrueOfNothing() {
        const lessons::Snapshot empty;
        for (const char* text : {"h[1] > 0", "loss < 1", "epoch < 1", "clamped(f)", "weight(bias:1) < 1"})
            QCOMPARE(truth(lessons::holds(parseCondition(text), empty, {})), QString("unknown"));
    }

    void clampsAndEditsAreSeen() {
        lessons::Snapshot snapshot = handMade();
        auto trace = std::make_shared<engine::Trace>(*snapshot.shown.trace);
        engine::Clamp clamp;
        clamp.operation = trace->cell.program->find("f");
        trace->cell.probe.clamps.push_back(clamp);
        snapshot.shown.trace = trace;
        snapshot.shown.edits.push_back({});
        QCOMPARE(truth(lessons::holds(parseCondition("clamped(f) and edited and not clamped(i)"), snapshot, {})),
                 QString("true"));
    }

    void readingsAreTold() {
        const lessons::Snapshot snapshot = handMade();
        const auto readings = lessons::readingsOf(
            parseCondition("h[3]  at t=2 > 2 * loss and (mae < 1 or h[3]  at t=2 > 0) and skill of a run > 1"),
            snapshot);
        QCOMPARE(readings.size(), std::size_t(3));
        QCOMPARE(readings[0].words, std::string("h[3]  at t=2"));
        QVERIFY(std::abs(*readings[0].value - 2.3) < 1e-6);
        QCOMPARE(readings[1].words, std::string("loss"));
        QCOMPARE(readings[2].words, std::string("mae"));
        QVERIFY(!readings[2].value);
    }

    void aFinishedRunIsRemembered() {
        lessons::RunLog log;
        lessons::Snapshot snapshot = handMade();
        log.watch(snapshot);
        QVERIFY(log.runs().empty());  // it is not over
        snapshot.status.taskRuns[0].finished = true;
        snapshot.status.taskRuns[0].stopReason = lessons::StopReason::Completed;
        snapshot.status.taskRuns[0].weightsEpoch = 12;
        snapshot.shown.outputMoment = {0, 0, 11, 0};
        log.watch(snapshot);
        QCOMPARE(log.runs().size(), std::size_t(1));
        QVERIFY(!log.runs()[0].measures.contains("skill"));  // that outcome is of an earlier epoch
        snapshot.shown.outputMoment.epoch = 12;
        log.watch(snapshot);
        QCOMPARE(log.runs().size(), std::size_t(1));
        const auto holds = [&](const char* text) {
            return truth(lessons::holds(parseCondition(text), snapshot, log.runs()));
        };
        QCOMPARE(holds("skill of a run with units<=8 > 0.3"), QString("true"));
        QCOMPARE(holds("skill of a run with units<=8 > 0.5"), QString("false"));
        QCOMPARE(holds("skill of a run with units<=3 > 0.3"), QString("unknown"));
        QCOMPARE(holds("skill of a run with units<=8, epoch=12, learning_rate<0.1 > 0.3"), QString("true"));
        QCOMPARE(holds("skill of a run with units<=8, epoch=11 > 0.3"), QString("unknown"));
        QCOMPARE(holds("units of a run < 5 and loss of a run < 0.1"), QString("true"));
        snapshot.status.taskRuns[0].stopReason = lessons::StopReason::Diverged;
        snapshot.status.taskRuns[0].run = 1;
        log.watch(snapshot);
        QCOMPARE(log.runs().size(), std::size_t(1));  // what diverged is no result
    }

    /// The same on a real session: a goal turns true while the net trains, and a clamp is seen.
    void aLiveNetMeetsAGoal() {
        lessons::Session session(std::make_shared<tests::TinyTask>());
        const auto goal = parseCondition("epoch >= 3 and loss < 10 and h[1] at t=8 < 1");
        const auto met = [&](const lessons::Snapshot& snapshot) { return lessons::holds(goal, snapshot, {}) == true; };
        QVERIFY(session.waitFor([](const lessons::Snapshot& s) { return s.status.settled; }, std::chrono::seconds(20)));
        QVERIFY(!met(*session.snapshot()));
        session.train();
        QVERIFY(session.waitFor(met, std::chrono::seconds(60)));
        session.look(
            lessons::viewOf(lessons::Place::parse("clamp=f:2@1-=0.5,edit=kernel:1,1=0.25"), *session.snapshot()));
        const auto probed = parseCondition("clamped(f) and f[2] at t=3 = 0.5 and edited and weight(kernel:1,1) = 0.25");
        QVERIFY(session.waitFor(
            [&](const lessons::Snapshot& snapshot) { return lessons::holds(probed, snapshot, {}) == true; },
            std::chrono::seconds(60)));
    }
};

QTEST_GUILESS_MAIN(TestConditions)
#include "tst_conditions.moc"
