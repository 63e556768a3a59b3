// The dots over seeds are those of the runs.
#include <cmath>

#include "gui/outcome/pictures.h"
#include "gui/place/words.h"
#include "tests/support/lessonwindow.h"

class TestSeedDots : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void aDotForEachRun() {
        LessonWindow f("gru");
        QVERIFY(gui::seedDots(*f.snapshot())
                    ->draw(gui::Theme::make(gui::Theme::Kind::Light), QSizeF(900, 180))
                    .texts.size() > 4);
        f.bridge.set("training.epochs=2");
        f.bridge.train();
        QVERIFY(QTest::qWaitFor([&] { return f.snapshot()->status.isDone && f.snapshot()->status.settled; }, 60000));
        const lessons::Snapshot& done = *f.snapshot();
        // By hand: the held-out accuracies of each model, and the middle one of five.
        std::map<std::string, std::vector<double>> figures;
        for (std::size_t k = 0; k < done.status.taskRuns.size(); ++k)
            for (const auto& [name, value] : done.status.taskRuns[k].facts.lastLogs)
                if (name == "val_accuracy") figures[done.task->modelName(done.task->modelOfRun(k))].push_back(value);
        QCOMPARE(figures.size(), std::size_t(2));
        const auto picture = gui::seedDots(done);
        const gui::Drawing wide = picture->draw(gui::Theme::make(gui::Theme::Kind::Light), QSizeF(900, 180));
        QStringList texts;
        for (const gui::DrawnText& text : wide.texts) texts += text.text;
        for (auto& [model, values] : figures) {
            QCOMPARE(values.size(), std::size_t(5));
            std::sort(values.begin(), values.end());
            QVERIFY2(texts.contains(gui::significant(values[2])), qPrintable(texts.join('|')));
            QVERIFY(texts.contains(QString::fromStdString(model)));
            for (const double value : values) QVERIFY(picture->name.contains(gui::significant(value)));
        }
        QVERIFY(texts.contains("1476") && texts.contains("1172") && texts.contains("seconds"));
        // Discs are closed curves: ten of the figure and ten of the seconds; where it is narrow, the figure's alone.
        const auto discs = [](const gui::Drawing& drawing) {
            return std::count_if(drawing.shapes.begin(), drawing.shapes.end(), [](const gui::DrawnShape& shape) {
                const QRectF box = shape.path.boundingRect();
                return shape.path.elementCount() > 8 && std::abs(box.width() - box.height()) < 0.01 && box.width() < 12;
            });
        };
        QCOMPARE(discs(wide), 20);
        QCOMPARE(discs(picture->draw(gui::Theme::make(gui::Theme::Kind::Light), QSizeF(300, 180))), 10);
    }
};

QTEST_MAIN(TestSeedDots)
#include "tst_seeddots.moc"
