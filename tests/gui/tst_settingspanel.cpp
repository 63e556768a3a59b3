// The settings of a run, in the real window on a real session: what is in force is shown, what is typed is taken or
// refused where it was typed.
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

#include "gui/app/mainwindow.h"
#include "gui/pages/train/settingspanel.h"

using gui::Bridge;
using gui::MainWindow;

namespace {

gui::Selection small(const char* lesson = "forecasting") {
    gui::Selection selection;
    selection.lesson = lesson;
    selection.version = "tutorial";
    if (selection.lesson == "forecasting")
        selection.overrides = {"model.lstm.units=4", "data.look_back=12", "training.epochs=40"};
    return selection;
}

struct Fixture {
    Bridge bridge;
    MainWindow window{bridge};
    gui::SettingsPanel* panel = window.findChild<gui::SettingsPanel*>();

    explicit Fixture(const gui::Selection& selection = small()) {
        window.resize(1440, 900);
        window.show();
        bridge.openNow(selection);
        window.setPage("train");
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window)) qFatal("the window does not become active");
        QTest::qWait(150);
    }
    [[nodiscard]] QLineEdit* field(const QString& name) const {
        for (auto* one : panel->findChildren<QLineEdit*>())
            if (one->accessibleName().startsWith(name)) return one;
        return nullptr;
    }
    [[nodiscard]] QComboBox* combo(const QString& name) const {
        for (auto* one : panel->findChildren<QComboBox*>())
            if (one->accessibleName() == name) return one;
        return nullptr;
    }
    [[nodiscard]] QPushButton* button(const QString& name) const {
        for (auto* one : panel->findChildren<QPushButton*>())
            if (one->accessibleName().startsWith(name) || one->text().trimmed().startsWith(name)) return one;
        return nullptr;
    }
    void type(QLineEdit* field, const QString& text) const {
        field->setFocus(Qt::OtherFocusReason);
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    [[nodiscard]] const lessons::Snapshot& snapshot() {
        bridge.poll();
        return *bridge.snapshot();
    }
};

bool isMarked(const QWidget& field) {
    return field.property("wrong").toBool();
}

/// Pixels of the error's colour on a field's border.
bool isRed(QWidget* field) {
    const QColor danger = gui::Theme::make(gui::Theme::Kind::Light).danger;
    const QImage image = field->grab().toImage();
    int count = 0;
    for (int x = 0; x < image.width(); ++x)
        for (int y = 0; y < image.height(); ++y) count += image.pixelColor(x, y).rgb() == danger.rgb();
    return count > field->width();
}

}  // namespace

class TestSettingsPanel : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() {
        gui::Theme::loadFonts();
        QLocale::setDefault(QLocale::c());
    }

    void showsWhatIsInForce() {
        Fixture f;
        const auto options = f.snapshot().task->trainerOptions();
        QCOMPARE(f.field("Epochs")->text(), QStringLiteral("40"));
        QCOMPARE(f.field("Batch size")->text(), QString::number(options.batchSize));
        QCOMPARE(f.field("Seed")->text(), QString::number(f.snapshot().status.seed));
        QCOMPARE(f.field("Learning rate")->text().toDouble(), f.snapshot().status.learningRate);
        QCOMPARE(f.combo("Optimizer")->currentText(), QString::fromStdString(options.optimizer).section(u'(', 0, 0));
        QCOMPARE(f.combo("Version of the lesson")->currentText(), QStringLiteral("tutorial version"));
    }

    void refusesInItsOwnWords_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("reason");
        QTest::newRow("rate") << "Learning rate"
                              << "-1"
                              << "expected a number above 0, got -1";
        QTest::newRow("rate, a word") << "Learning rate"
                                      << "fast"
                                      << "expected a number above 0, got \"fast\"";
        QTest::newRow("rate, a comma where none is written") << "Learning rate"
                                                             << "0,01"
                                                             << "expected a number above 0, got \"0,01\"";
        QTest::newRow("rate, nothing") << "Learning rate"
                                       << " "
                                       << "expected a number above 0, got nothing";
        QTest::newRow("batch") << "Batch size"
                               << "0"
                               << "expected a whole number from 1 to 1048576, got 0";
        QTest::newRow("epochs") << "Epochs"
                                << "1.5"
                                << "expected a whole number from 0 to 1000000, got 1.5";
        QTest::newRow("seed") << "Seed"
                              << "-3"
                              << QStringLiteral(
                                     "expected a whole number from 0 to 18446744073709551615, got "
                                     "\u201C-3\u201D");
    }

    void refusesInItsOwnWords() {
        QFETCH(QString, name);
        QFETCH(QString, typed);
        QFETCH(QString, reason);
        Fixture f;
        QLineEdit* field = f.field(name);
        const QString inForce = field->text();
        const auto before = f.bridge.wanted();
        f.type(field, typed);
        QTest::keyClick(field, Qt::Key_Return);
        QTest::qWait(50);
        QVERIFY(isMarked(*field) && isRed(field));
        QCOMPARE(field->toolTip(), reason);
        QCOMPARE(field->accessibleDescription(), reason);
        QCOMPARE(f.window.message(), name + QStringLiteral(": ") + reason);
        QVERIFY(!f.window.message().contains(QLatin1String("--set")));
        QVERIFY(f.bridge.wanted() == before);
        // It is still in hand: typed again it is no longer wrong, and Esc gives it up.
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("x"));
        QVERIFY(!isMarked(*field));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(isMarked(*field));
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(field->text(), inForce);
        QVERIFY(!isMarked(*field) && field->toolTip().isEmpty() && field->accessibleDescription().isEmpty());
    }

    void leavingGoesBackToWhatIsInForce() {
        Fixture f;
        QLineEdit* field = f.field("Batch size");
        const QString inForce = field->text();
        f.type(field, QStringLiteral("many"));
        QTest::keyClick(field, Qt::Key_Tab);
        QCOMPARE(field->text(), inForce);
        QVERIFY2(isMarked(*field), "nobody has seen yet that it was refused");
        QVERIFY(f.window.message().startsWith(QLatin1String("Batch size: ")));
        f.type(field, QStringLiteral("8"));
        QVERIFY(!isMarked(*field));
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(field->text(), inForce);
        // Told once: after Return, leaving only gives up.
        f.type(field, QStringLiteral("many"));
        QTest::keyClick(field, Qt::Key_Return);
        QSignalSpy told(&f.bridge, &Bridge::failed);
        QTest::keyClick(field, Qt::Key_Tab);
        QCOMPARE(field->text(), inForce);
        QVERIFY(!isMarked(*field));
        QCOMPARE(told.count(), 0);
    }

    void readsNumbersAsTheLocaleWritesThem() {
        Fixture f;
        QLineEdit* field = f.field("Learning rate");
        field->setLocale(QLocale(QLocale::German, QLocale::Germany));
        f.type(field, QStringLiteral("0,02"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(f.snapshot().status.learningRate, 0.02, 20000);
        f.type(field, QStringLiteral("0.03"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(f.snapshot().status.learningRate, 0.03, 20000);
        QTest::qWait(150);
        QCOMPARE(field->text(), QStringLiteral("0.03"));
        f.type(field, QStringLiteral("1.000,5"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(isMarked(*field));
    }

    void changesInFlightOrStartsAnew() {
        Fixture f;
        const auto task = f.snapshot().task;
        QLineEdit* rate = f.field("Learning rate");
        f.type(rate, QStringLiteral("0.005"));
        QTest::keyClick(rate, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(f.snapshot().status.learningRate, 0.005, 20000);
        QVERIFY2(f.snapshot().task == task, "the net that trains goes on");
        f.type(f.field("Epochs"), QStringLiteral("7"));
        QTest::keyClick(f.field("Epochs"), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(f.snapshot().status.epochs, 7, 20000);
        QVERIFY(f.snapshot().task == task);
        f.type(f.field("Batch size"), QStringLiteral("16"));
        QTest::keyClick(f.field("Batch size"), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(f.bridge.snapshot() && f.bridge.snapshot()->task != task, 20000);
        QCOMPARE(int(f.snapshot().task->trainerOptions().batchSize), 16);
        QCOMPARE(f.snapshot().status.epochs, 7);
        QTRY_COMPARE(f.field("Batch size")->text(), QStringLiteral("16"));
    }

    void aSeedMakesAnotherNet() {
        Fixture f;
        const std::uint64_t seed = f.snapshot().status.seed;
        f.button("New seed")->click();
        QTRY_VERIFY_WITH_TIMEOUT(f.bridge.snapshot() && f.bridge.snapshot()->status.seed == seed + 1, 20000);
        QTRY_COMPARE(f.field("Seed")->text(), QString::number(seed + 1));
        f.type(f.field("Seed"), QStringLiteral("18446744073709551615"));
        QTest::keyClick(f.field("Seed"), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(
            f.bridge.snapshot() && f.bridge.snapshot()->status.seed == std::numeric_limits<std::uint64_t>::max(),
            20000);
    }

    void anOptimizerIsChosen() {
        Fixture f;
        QComboBox* optimizer = f.combo("Optimizer");
        optimizer->setCurrentText(QStringLiteral("sgd"));
        Q_EMIT optimizer->activated(optimizer->currentIndex());
        const auto chosen = [&] {
            return f.bridge.snapshot() && f.bridge.snapshot()->task->trainerOptions().optimizer.starts_with("sgd");
        };
        QTRY_VERIFY_WITH_TIMEOUT(chosen(), 20000);
        QTRY_COMPARE(optimizer->currentText(), QStringLiteral("sgd"));
        // What cannot be chosen goes back.
        optimizer->addItem(QStringLiteral("magic"));
        optimizer->setCurrentText(QStringLiteral("magic"));
        Q_EMIT optimizer->activated(optimizer->currentIndex());
        QCOMPARE(optimizer->currentText(), QStringLiteral("sgd"));
        QVERIFY(f.window.message().startsWith(QLatin1String("Optimizer: ")));
    }

    void resetGoesBackToTheInitialWeights() {
        Fixture f;
        f.bridge.stepEpoch();
        QTRY_COMPARE_WITH_TIMEOUT(f.snapshot().status.epoch, 1, 60000);
        f.button("Reset")->click();
        QTRY_COMPARE_WITH_TIMEOUT(f.snapshot().status.epoch, 0, 20000);
    }

    void whatIsNotTrainedHasASeedOnly() {
        Fixture f(small("introduction"));
        QVERIFY(f.field("Seed")->isVisible());
        for (const char* name : {"Learning rate", "Batch size", "Epochs"}) QVERIFY(!f.field(name)->isVisible());
        QVERIFY(!f.combo("Optimizer")->isVisible() && !f.button("Reset")->isVisible());
        bool isSaid = false;
        for (const auto* label : f.panel->findChildren<QLabel*>())
            isSaid = isSaid || (label->isVisible() && label->text().startsWith(QLatin1String("Nothing is trained")));
        QVERIFY(isSaid);
    }
};

QTEST_MAIN(TestSettingsPanel)
#include "tst_settingspanel.moc"
