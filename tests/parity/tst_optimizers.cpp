// Optimizers and schedules against Keras: ten steps each, fixtures by make_optimizers.py.
#include <QtTest>

#include "engine/core/error.h"
#include "engine/optimizers/optimizer.h"
#include "engine/optimizers/schedule.h"
#include "tests/support/parity.h"

using namespace engine;
using parity::Json;

class TestOptimizers : public QObject {
    Q_OBJECT

    Json m_fixture;

    Weights matrices(const Json& values) const {
        Weights result;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const Json& shape = m_fixture["shapes"][i];
            const Index columns = shape.back().get<Index>();
            Matrix matrix(static_cast<Index>(values[i].size()) / columns, columns);
            for (Index k = 0; k < matrix.size(); ++k)
                matrix.data()[k] = values[i][static_cast<std::size_t>(k)].get<Scalar>();
            result.push_back(std::move(matrix));
        }
        return result;
    }

 private slots:
    void initTestCase() { m_fixture = parity::readFixture("optimizers.json"); }

    void tenSteps_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_fixture["cases"].size(); ++i)
            QTest::newRow(m_fixture["cases"][i]["optimizer"].get<std::string>().c_str()) << static_cast<int>(i);
    }

    void tenSteps() {
        QFETCH(int, index);
        const Json& wanted = m_fixture["cases"][static_cast<std::size_t>(index)];
        const auto optimizer = makeOptimizer(wanted["optimizer"].get<std::string>());
        Weights weights = matrices(m_fixture["start"]);
        OptimizerState state = optimizer->initialState(weights);
        for (const Json& step : m_fixture["gradients"]) {
            Gradients gradients = matrices(step);
            optimizer->apply(weights, gradients, state, optimizer->defaultLearningRate);
        }
        QCOMPARE(state.iterations, std::int64_t(10));
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const double difference = parity::difference(weights[i], wanted["weights"][i]);
            QVERIFY2(difference < 1e-6, qPrintable(QString::number(difference)));
        }
        // What Keras keeps beside the weights, number by number in its order.
        const Json& variables = wanted["variables"];
        const auto order = optimizer->savedOrder(state);
        QCOMPARE(order.size() + state.globals.size(), variables.size());
        for (std::size_t v = 0; v < order.size(); ++v) {
            const Matrix& own = state.variables[order[v].first][order[v].second];
            const double difference = parity::difference(own, variables[v]);
            QVERIFY2(difference < 1e-6, qPrintable(QString("variable %1: %2").arg(v).arg(difference)));
        }
        for (std::size_t v = 0; v < state.globals.size(); ++v)
            QVERIFY(std::abs(state.globals[v] - variables[order.size() + v][0].get<double>()) < 1e-6);
    }

    void schedules_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_fixture["schedules"].size(); ++i)
            QTest::newRow(m_fixture["schedules"][i]["schedule"].get<std::string>().c_str()) << static_cast<int>(i);
    }

    void schedules() {
        QFETCH(int, index);
        const Json& wanted = m_fixture["schedules"][static_cast<std::size_t>(index)];
        const auto schedule = makeSchedule(wanted["schedule"].get<std::string>());
        for (std::size_t i = 0; i < m_fixture["steps"].size(); ++i) {
            const double rate = schedule->rate(m_fixture["steps"][i].get<std::int64_t>());
            QVERIFY2(std::abs(rate - wanted["rates"][i].get<double>()) < 1e-7, qPrintable(QString::number(rate)));
        }
    }

    void warmUpIsALineThenConstant() {
        const auto schedule = makeSchedule("warmup(warmup_target=0.2,warmup_steps=4)");
        QCOMPARE(schedule->rate(0), 0.0);
        QCOMPARE(schedule->rate(1), 0.05);
        QCOMPARE(schedule->rate(4), 0.2);
        QCOMPARE(schedule->rate(400), 0.2);
        QCOMPARE(makeSchedule("constant(learning_rate=0.3)")->rate(9), 0.3);
    }

    void anEmptyGradientLeavesItsParameterAlone() {
        const auto optimizer = makeOptimizer("adamw(weight_decay=0.1,global_clipnorm=1)");
        Weights weights = matrices(m_fixture["start"]);
        const Weights before = weights;
        OptimizerState state = optimizer->initialState(weights);
        Gradients gradients{Matrix{}, Matrix::Ones(1, 2)};
        optimizer->apply(weights, gradients, state, 0.1);
        QCOMPARE(weights[0], before[0]);
        QVERIFY(weights[1] != before[1]);
        QVERIFY(state.variables[0][0].isZero(0));
    }

    void wrongTextIsRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("name") << "adamm"
                              << "unknown optimizer \"adamm\"; there is sgd, rmsprop, adam, adamw, adagrad and nadam";
        QTest::newRow("argument") << "sgd(rho=1)"
                                  << "optimizer \"sgd\": unknown argument \"rho\"; there is momentum, nesterov, "
                                     "learning_rate, weight_decay, clipnorm, clipvalue and global_clipnorm";
        QTest::newRow("number") << "sgd(momentum=much)"
                                << "optimizer \"sgd\": argument \"momentum\": \"much\" is not a number";
        QTest::newRow("flag") << "sgd(nesterov=maybe)"
                              << "optimizer \"sgd\": argument \"nesterov\": expected true or false, got \"maybe\"";
        QTest::newRow("two clips")
            << "adam(clipnorm=1,clipvalue=1)"
            << "optimizer \"adam\": only one of clipnorm, clipvalue and global_clipnorm can be set";
        QTest::newRow("no equals") << "sgd(0.1)"
                                   << "optimizer \"sgd\": expected key=value, got \"0.1\"";
        QTest::newRow("open") << "sgd(momentum=0.1"
                              << "optimizer \"sgd\": expected a closing bracket at the end of \"sgd(momentum=0.1\"";
        QTest::newRow("twice") << "sgd(momentum=0.1,momentum=0.2)"
                               << "optimizer \"sgd\": argument \"momentum\" is given twice";
        QTest::newRow("empty") << ""
                               << "optimizer: expected a name such as \"name\" or \"name(key=value)\", got \"\"";
    }

    void wrongTextIsRefused() {
        QFETCH(QString, text);
        QFETCH(QString, message);
        try {
            (void)makeOptimizer(text.toStdString());
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(QString::fromStdString(error.what()), message);
        }
    }
};

QTEST_GUILESS_MAIN(TestOptimizers)
#include "tst_optimizers.moc"
