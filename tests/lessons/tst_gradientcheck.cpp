// The check that a learner can press: of any number of a lesson's net, in double, beside the trace that is on the
// screen.
#include <QtTest>

#include <cmath>

#include "engine/losses/loss.h"
#include "engine/training/gradientcheck.h"
#include "lessons/catalog.h"
#include "lessons/tasks/task.h"
#include "tests/support/errors.h"

using namespace engine;

namespace {

struct Scene {
    Scene(const std::string& lesson, const std::string& version, std::size_t run = 0)
        : task(lessons::makeTask(lessons::findLesson(lesson).spec(version), 7)),
          model(task->model(run)),
          weights(task->initialWeights(run)),
          sample(task->sample(std::min<std::size_t>(3, task->sampleCount() - 1))),
          loss(makeLoss(task->trainerOptions().losses.front())) {
        // A bias that is not 0, so that its place matters.
        for (std::size_t k = 0; k < weights.size(); ++k)
            for (Index i = 0; i < weights[k].size(); ++i)
                weights[k].data()[i] +=
                    Scalar(0.02) * static_cast<Scalar>(std::sin(static_cast<double>(7 * i) + static_cast<double>(k)));
    }

    [[nodiscard]] GradientCheck check(const GradientTarget& target, const CellProbe& probe = {}) const {
        return checkGradient(*model, weights, sample, *loss, target, probe);
    }

    std::shared_ptr<const lessons::Task> task;
    std::shared_ptr<const Model> model;
    Weights weights;
    Sample sample;
    std::shared_ptr<const Loss> loss;
};

/// Six digits of the value, beside what rounding leaves of a loss of about 1.
bool agree(const GradientCheck& check) {
    return std::abs(check.analytic - check.numeric) <= 1e-6 * std::abs(check.numeric) + 2e-11;
}

QByteArray text(const GradientCheck& check) {
    return QString("analytic %1, numeric %2, h %3")
        .arg(check.analytic, 0, 'g', 12)
        .arg(check.numeric, 0, 'g', 12)
        .arg(check.step)
        .toUtf8();
}

}  // namespace

class TestGradientCheck : public QObject {
    Q_OBJECT

 private slots:
    void lessons_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<QString>("version");
        QTest::addColumn<int>("run");
        for (const char* lesson : {"classification", "bidirectional", "forecasting", "music", "entities", "translation",
                                   "phonemes", "anomaly"})
            QTest::newRow(lesson) << lesson << "tutorial" << 0;
        QTest::newRow("forecasting real") << "forecasting"
                                          << "real" << 0;
        QTest::newRow("gru") << "gru"
                             << "tutorial" << 1;
        for (int run = 0; run < 9; ++run)
            QTest::addRow("papers %d", run) << "papers"
                                            << "tutorial" << run;
    }

    void lessons() {
        QFETCH(QString, lesson);
        QFETCH(QString, version);
        QFETCH(int, run);
        const Scene scene(lesson.toStdString(), version.toStdString(), static_cast<std::size_t>(run));
        for (const std::string& layer : recurrentLayers(*scene.model)) {
            CellProbe probe;
            probe.startValues = {{0, 1, Scalar(0.1)}};
            for (const CellProbe& with : {CellProbe(), probe}) {
                const Trace trace =
                    traceSample(*scene.model, scene.weights, scene.sample, scene.loss.get(), {layer, 0, with});
                const auto operations = trace.cell.values.size();
                // A unit that is alive: at the kink of a relu no slope is right.
                Index unit = 0;
                trace.cell.values[static_cast<std::size_t>(trace.cell.program->output)]
                    .row(trace.cell.steps / 2)
                    .cwiseAbs()
                    .maxCoeff(&unit);
                for (std::size_t operation = 0; operation < operations; operation += 2) {
                    GradientTarget target{.layer = layer,
                                          .operation = static_cast<int>(operation),
                                          .step = trace.cell.steps / 2,
                                          .unit = unit};
                    const GradientCheck check = scene.check(target, with);
                    QVERIFY2(agree(check), text(check));
                    // The screen's own number is float: five digits of it, or of the largest of its row.
                    const Matrix& shown = trace.cell.gradients[operation];
                    QVERIFY(std::abs(check.numeric - double(shown(target.step, unit))) <=
                            1e-5 * double(shown.row(target.step).cwiseAbs().maxCoeff()) + 1e-9);
                }
                for (std::size_t k = 0; k < trace.cell.parameters.size(); ++k) {
                    GradientTarget target{.kind = GradientTarget::Kind::Parameter,
                                          .parameter = cellParameter(*scene.model, layer, 0, k)};
                    target.layer = layer;
                    target.column = trace.cell.parameters[k].cols() - 1;
                    const GradientCheck check = scene.check(target, with);
                    QVERIFY2(agree(check), text(check));
                    const Matrix& shown = trace.parameterGradients[k];
                    QVERIFY(std::abs(check.numeric - double(shown(0, target.column))) <=
                            1e-5 * double(shown.cwiseAbs().maxCoeff()) + 1e-9);
                }
            }
        }
    }

    void heldAndEditedNumbers() {
        Scene scene("forecasting", "real");
        const auto program = traceSample(*scene.model, scene.weights, scene.sample, nullptr).cell.program;
        CellProbe probe;
        probe.clamps = {{program->find("f"), 2, 9, 19, Scalar(0.25), false}};
        probe.ablatedUnits = {4};
        probe.startValues = {{1, 2, Scalar(0.3)}};
        scene.weights[0](0, 70) = Scalar(0.5);
        scene.sample.inputs[0].values(17, 0) = Scalar(0.3);
        const GradientTarget cell{.operation = program->find("c"), .step = 12, .unit = 2};
        const GradientCheck held = scene.check(cell, probe), free = scene.check(cell);
        QVERIFY2(agree(held), text(held));
        QVERIFY(held.numeric != 0.0);
        QVERIFY2(std::abs(held.numeric - free.numeric) > 1e-3 * std::abs(free.numeric),
                 "the clamp changes what passes");
        GradientTarget gate{.operation = program->find("z_f"), .step = 12, .unit = 2};
        QCOMPARE(scene.check(gate, probe).numeric, 0.0);  // nothing passes a held gate
        QCOMPARE(scene.check(gate, probe).analytic, 0.0);
        GradientTarget input{.kind = GradientTarget::Kind::Input, .row = 17, .column = 0};
        const GradientCheck edited = scene.check(input, probe);
        QVERIFY2(agree(edited) && edited.numeric != 0.0, text(edited));
        QCOMPARE(numericGradient(*scene.model, scene.weights, scene.sample, *scene.loss, input, probe), edited.numeric);
    }

    void lossesKeepTheirArguments() {
        for (const char* name :
             {"mean_squared_error", "huber(delta=0.40000000000000002)",
              "binary_crossentropy(from_logits=true,label_smoothing=0.25)",
              "categorical_crossentropy(label_smoothing=0.5)", "sparse_categorical_crossentropy(from_logits=true)"})
            QCOMPARE(QString::fromStdString(makeLoss(name)->text()), QString(name));
    }

    void refusesInOneLine() {
        const Scene scene("forecasting", "tutorial");
        QCOMPARE(messageOf([&] { (void)scene.check({.operation = 99}); }),
                 QString("gradient check: expected one of 13 operations, got 99"));
        QCOMPARE(messageOf([&] { (void)cellParameter(*scene.model, "", 0, 3); }),
                 QString("lstm: expected one of 3 parameters, got 3"));
        QCOMPARE(messageOf([&] { (void)cellParameter(*scene.model, "dense", 0, 2); }),
                 QString("dense: expected one of 2 parameters, got 2"));
    }
};

QTEST_GUILESS_MAIN(TestGradientCheck)
#include "tst_gradientcheck.moc"
