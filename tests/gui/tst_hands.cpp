// Hands on, in the real window: numbers dragged and typed, undo, redo and reset, gates held, weights lit.
#include <QApplication>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>
#include <QtTest>

#include "gui/cli/studio.h"
#include "gui/cli/visibletexts.h"
#include "gui/step/clampbar.h"
#include "gui/step/steppage.h"
#include "gui/widgets/drawingview.h"

using gui::Cursor;
using gui::DrawingView;
using gui::MainWindow;
using gui::Theme;
using gui::cli::Studio;

namespace {

gui::Selection small() {
    gui::Selection selection;
    selection.lesson = "forecasting";
    selection.version = "tutorial";
    selection.overrides = {"model.lstm.units=4", "data.look_back=12"};
    return selection;
}

/// The window at a place, with its parts.
struct Fixture {
    Studio studio{small()};
    gui::StepPage* page = studio.window().findChild<gui::StepPage*>();

    explicit Fixture(const char* place, const QSize& size = {1280, 720}) {
        studio.show({MainWindow::Step, QString::fromLatin1(place), size, Theme::Kind::Light, false, 1.0, 1});
        // Focus needs the window to be the active one.
        studio.window().activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(&studio.window()));
    }
    [[nodiscard]] DrawingView* view(const char* name) const {
        for (auto* view : page->findChildren<DrawingView*>())
            if (view->accessibleName() == QLatin1String(name)) return view;
        return nullptr;
    }
    [[nodiscard]] DrawingView* cell() const { return view("Cell"); }
    [[nodiscard]] QRectF placeOf(const QString& edit) const {
        for (const auto& target : cell()->drawing().targets)
            if (target.edit == edit) return target.rect;
        return {};
    }
    [[nodiscard]] const lessons::Picture& picture() { return *studio.bridge().picture(); }
    void settle() {
        studio.bridge().settle();
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QToolButton* button(const char* name) const {
        for (auto* one : page->findChildren<QToolButton*>())
            if (one->accessibleName().startsWith(QLatin1String(name))) return one;
        return nullptr;
    }
    [[nodiscard]] bool says(const QString& text) {
        for (const auto& one : gui::cli::visibleTexts(studio.window()))
            if (one.text == text) return true;
        return false;
    }
};

/// Presses, moves in steps of four pixels, and releases or leaves the button down.
void dragBy(DrawingView* view, QPoint from, QPoint by, Qt::KeyboardModifiers keys = {}, bool release = true) {
    const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButton button, Qt::MouseButtons held) {
        QMouseEvent event(type, at, view->mapToGlobal(at), button, held, keys);
        QCoreApplication::sendEvent(view, &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    for (int k = 1; k <= 10; ++k) send(QEvent::MouseMove, from + by * k / 10, Qt::NoButton, Qt::LeftButton);
    if (release) send(QEvent::MouseButtonRelease, from + by, Qt::LeftButton, Qt::NoButton);
}

double inputAt(const lessons::Picture& picture, int t) { return double(picture.trace->cell.input(t - 1, 0)); }

}  // namespace

class TestHands : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { Theme::loadFonts(); }

    void dragsAnInput() {
        Fixture f("t=5,op=h,unit=2");
        const double before = inputAt(f.picture(), 5);
        const QRectF rect = f.placeOf(QStringLiteral("input:5,1"));
        QVERIFY(!rect.isNull());
        QTest::mouseMove(f.cell(), rect.center().toPoint());
        QCOMPARE(f.cell()->cursor().shape(), Qt::SizeVerCursor);
        dragBy(f.cell(), rect.center().toPoint(), QPoint(0, -40));
        QCOMPARE(f.page->cursor().edits.size(), std::size_t(1));
        const double after = f.page->cursor().edits[0].value;
        QVERIFY2(after > before + 0.2, qPrintable(QStringLiteral("%1 after %2").arg(after).arg(before)));
        f.settle();
        // The net was asked, not only the picture: its trace holds the new number, the unedited one the old.
        QVERIFY(std::abs(inputAt(f.picture(), 5) - after) < 1e-6);
        QVERIFY(f.picture().unprobed);
        QVERIFY(std::abs(double(f.picture().unprobed->cell.input(4, 0)) - before) < 1e-6);
        QVERIFY(f.picture().trace->outputs[0].values(0, 0) != f.picture().unprobed->outputs[0].values(0, 0));
        QVERIFY(f.says(QStringLiteral("edited")));
        // One drag is one step to undo.
        f.page->undo();
        QVERIFY(f.page->cursor().edits.empty());
        f.settle();
        QVERIFY(!f.picture().unprobed);
        f.page->redo();
        QCOMPARE(f.page->cursor().edits[0].value, after);
    }

    void shiftIsFiner() {
        Fixture coarse("t=5,op=h,unit=2"), fine("t=5,op=h,unit=2");
        const double before = inputAt(coarse.picture(), 5);
        const QPoint at = coarse.placeOf(QStringLiteral("input:5,1")).center().toPoint();
        dragBy(coarse.cell(), at, QPoint(40, 0));
        dragBy(fine.cell(), at, QPoint(40, 0), Qt::ShiftModifier);
        const double large = coarse.page->cursor().edits.at(0).value - before, little = fine.page->cursor().edits.at(0).value - before;
        QVERIFY(large > 0 && little > 0);
        QVERIFY2(std::abs(large - 10 * little) < 0.01 * large + 1e-3, qPrintable(QStringLiteral("%1 and %2").arg(large).arg(little)));
    }

    void escTakesADragBack() {
        Fixture f("t=1,op=h,unit=2,edit=input:3,1=0.5");
        const auto before = f.page->cursor().edits;
        dragBy(f.cell(), f.placeOf(QStringLiteral("state.h:2")).center().toPoint(), QPoint(0, -60), {}, false);
        QCOMPARE(f.page->cursor().edits.size(), std::size_t(2));
        QTest::keyClick(f.cell(), Qt::Key_Escape);
        QCOMPARE(f.page->cursor().edits, before);
        QCOMPARE(f.page->cursor().zoom, Cursor::Zoom::Cell);   // Esc was the drag's, not the zoom's
        QVERIFY(!f.button("Undo")->isEnabled());
    }

    void typesANumber() {
        Fixture f("t=5,op=f,unit=2,zoom=number");
        DrawingView* cell = f.cell();
        cell->setFocus();
        int target = -1;
        for (std::size_t k = 0; k < cell->drawing().targets.size(); ++k)
            if (cell->drawing().targets[k].edit == QLatin1String("recurrent_kernel:3,6")) target = int(k);
        QVERIFY(target >= 0);
        for (int k = 0; k <= 60 && cell->focusedTarget() != target; ++k) QTest::keyClick(cell, Qt::Key_Tab);
        QCOMPARE(cell->focusedTarget(), target);
        // Where Tab comes to a weight, it is lit.
        QVERIFY(f.page->cursor().weight);
        QCOMPARE(f.page->cursor().weight->row, 3);
        QTest::keyClick(cell, Qt::Key_Return);
        auto* box = f.page->findChild<QDoubleSpinBox*>();
        QVERIFY(box && box->isVisible() && box->hasFocus());
        QCOMPARE(box->accessibleName(), QStringLiteral("weight U f, row 3, unit 2"));
        const double before = box->value();
        QTest::keyClick(box, Qt::Key_Up);
        QVERIFY(std::abs(f.page->cursor().edits.at(0).value - before - box->singleStep()) < 1e-6);
        QCOMPARE(f.page->cursor().t, 5);   // Up was the box's, not the walk's
        box->selectAll();
        QTest::keyClicks(box, QStringLiteral("0.75"));
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(f.page->cursor().edits.size(), std::size_t(1));
        QCOMPARE(f.page->cursor().edits[0].value, 0.75);
        f.settle();
        QCOMPARE(double(f.picture().trace->cell.parameters[1](2, 5)), 0.75);
        QVERIFY(f.picture().probedOutput && f.picture().output);
        QTest::keyClick(box, Qt::Key_Escape);
        QVERIFY(!box->isVisible());
        QCOMPARE(f.page->cursor().zoom, Cursor::Zoom::Number);
        // Two changes, two steps to undo.
        f.page->undo();
        QVERIFY(std::abs(f.page->cursor().edits.at(0).value - before - box->singleStep()) < 1e-6);
        f.page->undo();
        QVERIFY(f.page->cursor().edits.empty());
    }

    void aTypedDigitBeginsTheNumber() {
        Fixture f("t=5,op=h,unit=2");
        const QPoint at = f.placeOf(QStringLiteral("input:5,1")).center().toPoint();
        QTest::mouseClick(f.cell(), Qt::LeftButton, {}, at);
        f.cell()->setFocus();
        QTest::keyClick(f.cell(), Qt::Key_2);
        auto* box = f.page->findChild<QDoubleSpinBox*>();
        QVERIFY(box && box->isVisible());
        QCOMPARE(f.studio.window().page(), int(MainWindow::Step));   // 2 was the number's, not the page's
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(f.page->cursor().edits.at(0).value, 2.0);
        // A double click opens the box too.
        QTest::keyClick(box, Qt::Key_Escape);
        QTest::mouseDClick(f.cell(), Qt::LeftButton, {}, f.placeOf(QStringLiteral("input:5,1")).center().toPoint());
        QVERIFY(box->isVisible());
        QCOMPARE(box->value(), 2.0);
    }

    void undoRedoAndResetAreButtons() {
        Fixture f("t=5,op=f,unit=2");
        QVERIFY(!f.button("Undo")->isVisible());
        dragBy(f.cell(), f.placeOf(QStringLiteral("input:5,1")).center().toPoint(), QPoint(0, -40));
        QVERIFY(f.button("Undo")->isVisible() && f.button("Undo")->isEnabled());
        QVERIFY(!f.button("Redo")->isEnabled());
        const auto edits = f.page->cursor().edits;
        f.button("Undo")->click();
        QVERIFY(f.page->cursor().edits.empty());
        QVERIFY(f.button("Redo")->isVisible() && f.button("Redo")->isEnabled());
        f.button("Redo")->click();
        QCOMPARE(f.page->cursor().edits, edits);
        f.button("Let go")->click();
        QVERIFY(f.page->cursor().edits.empty());
        f.button("Undo")->click();
        QCOMPARE(f.page->cursor().edits, edits);
    }

    /// An edited number is marked by name and by a frame that an unedited one has not.
    void editedNumbersAreMarked() {
        Fixture f("t=5,op=h,unit=2,edit=input:5,1=0.25"), plain("t=5,op=h,unit=2");
        int marked = 0;
        for (const auto& target : f.cell()->drawing().targets) marked += target.name.endsWith(QLatin1String(", edited"));
        QCOMPARE(marked, 1);
        QVERIFY(f.cell()->drawing().shapes.size() == plain.cell()->drawing().shapes.size() + 1);
    }

    void theClampBarHolds() {
        Fixture f("t=5,op=f,unit=2");
        auto* bar = f.page->findChild<gui::ClampBar*>();
        QVERIFY(bar);
        bar->show();
        auto* slider = bar->findChild<QSlider*>();
        slider->setValue(0);
        for (auto* button : bar->findChildren<QPushButton*>())
            if (button->text() == QLatin1String("Hold")) button->click();
        QCOMPARE(f.page->cursor().clamps.size(), std::size_t(1));
        f.settle();
        const auto forget = std::size_t(f.picture().trace->cell.program->find("f"));
        for (int t = 5; t <= 12; ++t) QCOMPARE(double(f.picture().trace->cell.values[forget](t - 1, 1)), 0.0);
        QVERIFY(f.picture().trace->cell.values[forget](3, 1) > 0.01f);
        QVERIFY(f.says(QStringLiteral("held")));
        // While it is held the forecast follows the slider; one slide is one step to undo.
        slider->setSliderDown(true);
        for (const int value : {20, 40, 60}) slider->setValue(value);
        slider->setSliderDown(false);
        QCOMPARE(f.page->cursor().clamps.at(0).value, 0.6);
        f.page->undo();
        QCOMPARE(f.page->cursor().clamps.at(0).value, 0.0);
        f.page->undo();
        QVERIFY(f.page->cursor().clamps.empty());
    }

    void aWeightIsLitInEveryCopy() {
        Fixture f("t=5,op=f,unit=2,zoom=number");
        const QString place = QStringLiteral("recurrent_kernel:3,6");
        QTest::mouseClick(f.cell(), Qt::LeftButton, {}, f.placeOf(place).center().toPoint());
        QVERIFY(f.page->cursor().weight);
        QCOMPARE(f.page->cursor().weight->parameter, QStringLiteral("recurrent_kernel"));
        QCOMPARE(f.page->cursor().weight->column, 6);
        f.page->zoomOut();
        f.page->zoomOut();
        QCOMPARE(f.page->cursor().zoom, Cursor::Zoom::Sequence);
        f.settle();
        int products = 0;
        for (const auto& target : f.cell()->drawing().targets) products += target.name.startsWith(QLatin1String("product at step "));
        QCOMPARE(products, 5);   // as far as the walk has come
        QVERIFY(f.says(QStringLiteral("weight U f, row 3, unit 2 = %1: one number, the same in all 12 copies").arg(gui::number(double(f.picture().trace->cell.parameters[1](2, 5))))));
    }

    void arrowsWalkTheMatrix() {
        Fixture f("t=5,op=f,unit=2,zoom=number,weight=recurrent_kernel:2,6");
        DrawingView* cell = f.cell();
        cell->setFocus();
        int target = -1;
        for (std::size_t k = 0; k < cell->drawing().targets.size(); ++k)
            if (cell->drawing().targets[k].grid == QLatin1String("recurrent_kernel")) target = int(k);
        QVERIFY(target >= 0);
        // A click on the second row and third column of the block means that weight.
        const QRectF rect = cell->drawing().targets[std::size_t(target)].rect;
        QTest::mouseClick(cell, Qt::LeftButton, {}, QPointF(rect.left() + rect.width() * 2.5 / 4, rect.top() + rect.height() * 1.5 / 4).toPoint());
        QCOMPARE(f.page->cursor().weight->row, 2);
        QCOMPARE(f.page->cursor().weight->column, 4 + 3);
        QTest::keyClick(cell, Qt::Key_Down);
        QCOMPARE(f.page->cursor().weight->row, 3);
        QCOMPARE(f.page->cursor().t, 5);
        QTest::keyClick(cell, Qt::Key_Left);
        QCOMPARE(f.page->cursor().weight->column, 6);
        QCOMPARE(f.page->cursor().operation, QStringLiteral("f"));
    }
};

int main(int argc, char** argv) {
    const auto application = gui::cli::makeOffscreenApplication();
    TestHands test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_hands.moc"
