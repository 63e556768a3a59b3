// The slopes of every loss against central differences, in double.
#include <QtTest>

#include "engine/core/random.h"
#include "engine/losses/loss.h"

using namespace engine;

class TestLossGradients : public QObject {
    Q_OBJECT

 private slots:
    void centralDifferences_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("targets");
        for (const char* text : {"mse", "mae", "huber", "huber(delta=0.4)"}) QTest::newRow(text) << text << "values";
        for (const char* text :
             {"binary_crossentropy", "binary_crossentropy(label_smoothing=0.2)",
              "binary_crossentropy(from_logits=true)", "binary_crossentropy(from_logits=true,label_smoothing=0.2)"})
            QTest::newRow(text) << text << "shares";
        for (const char* text : {"categorical_crossentropy", "categorical_crossentropy(label_smoothing=0.2)",
                                 "categorical_crossentropy(from_logits=true)",
                                 "categorical_crossentropy(from_logits=true,label_smoothing=0.2)"})
            QTest::newRow(text) << text << "distributions";
        for (const char* text :
             {"sparse_categorical_crossentropy", "sparse_categorical_crossentropy(from_logits=true)"})
            QTest::newRow(text) << text << "classes";
    }

    void centralDifferences() {
        QFETCH(QString, text);
        QFETCH(QString, targets);
        constexpr Index batch = 3, steps = 2, features = 4;
        Random random(17);
        const bool logits = text.contains("logits") || targets == "values";
        Matrix output(batch * steps, features), target(batch * steps, targets == "classes" ? 1 : features);
        for (Index i = 0; i < output.size(); ++i)
            output.data()[i] = logits ? random.normal() : random.uniform(0.05, 0.95);
        for (Index i = 0; i < target.size(); ++i) {
            target.data()[i] = targets == "values"    ? random.normal()
                               : targets == "classes" ? static_cast<double>(random.below(features))
                                                      : random.uniform();
        }
        if (targets == "distributions") target.array().colwise() /= target.rowwise().sum().array();
        Tensor outputs = Tensor::sequences(output, batch, steps);
        outputs.mask = std::make_shared<const Mask>(Mask{true, true, true, false, true, true});
        const Tensor wanted = Tensor::sequences(target, batch, steps);
        const std::vector<double> weights{0.5, 2.0, 1.25};
        const auto loss = makeLoss(text.toStdString());
        const Matrix gradient = evaluateLoss(*loss, outputs, wanted, weights).gradient.values;
        constexpr double h = 1e-5;
        for (Index i = 0; i < output.size(); ++i) {
            const double before = output.data()[i];
            outputs.values.data()[i] = before + h;
            const double above = evaluateLoss(*loss, outputs, wanted, weights, false).value;
            outputs.values.data()[i] = before - h;
            const double below = evaluateLoss(*loss, outputs, wanted, weights, false).value;
            outputs.values.data()[i] = before;
            const double numeric = (above - below) / (2 * h);
            const double error = std::abs(gradient.data()[i] - numeric) / std::max(1e-3, std::abs(numeric));
            QVERIFY2(error < 1e-6,
                     qPrintable(QString("%1: %2, numeric %3").arg(i).arg(gradient.data()[i]).arg(numeric)));
        }
        QVERIFY(gradient.row(3).isZero(0));  // masked
        QVERIFY(!gradient.row(0).isZero(0));
    }
};

QTEST_GUILESS_MAIN(TestLossGradients)
#include "tst_losses.moc"
