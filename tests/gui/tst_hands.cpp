// Hands on, in the real window: numbers dragged and typed, undo, redo and reset, gates held.
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSlider>
#include <QtTest>

#include "gui/outcome/tables.h"
#include "gui/pages/step/clampbar.h"
#include "gui/pages/step/editbar.h"
#include "tests/support/stepfixture.h"

using gui::Cursor;
using gui::DrawingView;
using gui::Studio;
using gui::Theme;
using support::StepFixture;

namespace {

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

double inputAt(const lessons::Snapshot& snapshot, int t) {
    return double(snapshot.shown.trace->cell.input(t - 1, 0));
}

}  // namespace

class TestHands : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { gui::Theme::loadFonts(); }

    void dragsAnInput() {
        StepFixture f("t=5,op=h,unit=2");
        const double before = inputAt(f.snapshot(), 5);
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
        QVERIFY(std::abs(inputAt(f.snapshot(), 5) - after) < 1e-6);
        QVERIFY(f.snapshot().shown.unprobed);
        QVERIFY(std::abs(double(f.snapshot().shown.unprobed->cell.input(4, 0)) - before) < 1e-6);
        QVERIFY(f.snapshot().shown.trace->outputs[0].values(0, 0) !=
                f.snapshot().shown.unprobed->outputs[0].values(0, 0));
        QVERIFY(f.says(QStringLiteral("edited")));
        // One drag is one step to undo.
        f.page->undo();
        QVERIFY(f.page->cursor().edits.empty());
        f.settle();
        QVERIFY(!f.snapshot().shown.unprobed);
        f.page->redo();
        QCOMPARE(f.page->cursor().edits[0].value, after);
    }

    void shiftIsFiner() {
        StepFixture coarse("t=5,op=h,unit=2"), fine("t=5,op=h,unit=2");
        const double before = inputAt(coarse.snapshot(), 5);
        const QPoint at = coarse.placeOf(QStringLiteral("input:5,1")).center().toPoint();
        dragBy(coarse.cell(), at, QPoint(40, 0));
        dragBy(fine.cell(), at, QPoint(40, 0), Qt::ShiftModifier);
        const double large = coarse.page->cursor().edits.at(0).value - before,
                     little = fine.page->cursor().edits.at(0).value - before;
        QVERIFY(large > 0 && little > 0);
        QVERIFY2(std::abs(large - 10 * little) < 0.01 * large + 1e-3,
                 qPrintable(QStringLiteral("%1 and %2").arg(large).arg(little)));
    }

    void escTakesADragBack() {
        StepFixture f("t=1,op=h,unit=2,edit=input:3,1=0.5");
        const auto before = f.page->cursor().edits;
        dragBy(f.cell(), f.placeOf(QStringLiteral("state.h:2")).center().toPoint(), QPoint(0, -60), {}, false);
        QCOMPARE(f.page->cursor().edits.size(), std::size_t(2));
        QTest::keyClick(f.cell(), Qt::Key_Escape);
        QCOMPARE(f.page->cursor().edits, before);
        QCOMPARE(f.page->cursor().zoom, Cursor::Zoom::Cell);  // Esc was the drag's, not the zoom's
        QVERIFY(!f.button("Undo")->isEnabled());
    }

    void typesANumber() {
        StepFixture f("t=5,op=f,unit=2,zoom=number");
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
        auto* box = f.page->findChild<gui::EditBar*>()->findChild<QDoubleSpinBox*>();
        QVERIFY(box && box->isVisible() && box->hasFocus());
        QCOMPARE(box->accessibleName(), QStringLiteral("weight U f, row 3, unit 2"));
        const double before = box->value();
        QTest::keyClick(box, Qt::Key_Up);
        QVERIFY(std::abs(f.page->cursor().edits.at(0).value - before - box->singleStep()) < 1e-6);
        QCOMPARE(f.page->cursor().t, 5);  // Up was the box's, not the walk's
        box->selectAll();
        QTest::keyClicks(box, QStringLiteral("0.75"));
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(f.page->cursor().edits.size(), std::size_t(1));
        QCOMPARE(f.page->cursor().edits[0].value, 0.75);
        f.settle();
        QCOMPARE(double(f.snapshot().shown.trace->cell.parameters[1](2, 5)), 0.75);
        QVERIFY(f.snapshot().shown.probedOutput && f.snapshot().shown.output);
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
        StepFixture f("t=5,op=h,unit=2");
        const QPoint at = f.placeOf(QStringLiteral("input:5,1")).center().toPoint();
        QTest::mouseClick(f.cell(), Qt::LeftButton, {}, at);
        f.cell()->setFocus();
        QTest::keyClick(f.cell(), Qt::Key_2);
        auto* box = f.page->findChild<gui::EditBar*>()->findChild<QDoubleSpinBox*>();
        QVERIFY(box && box->isVisible());
        QCOMPARE(f.studio.window().page(), std::string("step"));  // 2 was the number's, not the page's
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(f.page->cursor().edits.at(0).value, 2.0);
        // A double click opens the box too.
        QTest::keyClick(box, Qt::Key_Escape);
        QTest::mouseDClick(f.cell(), Qt::LeftButton, {}, f.placeOf(QStringLiteral("input:5,1")).center().toPoint());
        QVERIFY(box->isVisible());
        QCOMPARE(box->value(), 2.0);
    }

    void undoRedoAndResetAreButtons() {
        StepFixture f("t=5,op=f,unit=2");
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
        StepFixture f("t=5,op=h,unit=2,edit=input:5,1=0.25"), plain("t=5,op=h,unit=2");
        int marked = 0;
        for (const auto& target : f.cell()->drawing().targets)
            marked += target.name.endsWith(QLatin1String(", edited"));
        QCOMPARE(marked, 1);
        // Of everything that is drawn close around the number, one thing is there only where it was edited: the frame.
        const auto around = [](const StepFixture& fixture) {
            const auto& drawing = fixture.cell()->drawing();
            QRectF number;
            for (const auto& target : drawing.targets)
                if (target.edit == QLatin1String("input:5,1")) number = target.rect;
            int frames = 0;
            for (const auto& shape : drawing.shapes) {
                const QRectF box = shape.path.boundingRect();
                frames += shape.pen.style() != Qt::NoPen && box.contains(number.center()) &&
                          number.adjusted(-8, -8, 8, 8).contains(box);
            }
            return frames;
        };
        QCOMPARE(around(f), around(plain) + 1);
    }

    void theClampBarHolds() {
        StepFixture f("t=5,op=f,unit=2");
        auto* bar = f.page->findChild<gui::ClampBar*>();
        QVERIFY(bar);
        bar->show();
        auto* slider = bar->findChild<QSlider*>();
        slider->setValue(0);
        for (auto* button : bar->findChildren<QPushButton*>())
            if (button->text() == QLatin1String("Hold")) button->click();
        QCOMPARE(f.page->cursor().clamps.size(), std::size_t(1));
        f.settle();
        const auto forget = std::size_t(f.snapshot().shown.trace->cell.program->find("f"));
        for (int t = 5; t <= 12; ++t) QCOMPARE(double(f.snapshot().shown.trace->cell.values[forget](t - 1, 1)), 0.0);
        QVERIFY(f.snapshot().shown.trace->cell.values[forget](3, 1) > 0.01f);
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

    void bothSayWhatTheyAnswer_data() {
        QTest::addColumn<QString>("lesson");
        QTest::addColumn<QString>("place");
        QTest::addColumn<bool>("table");
        QTest::newRow("label") << QStringLiteral("classification")
                               << QStringLiteral("edit=bias:1=6,edit=bias:2=6,edit=bias:70=4,edit=bias:71=-6") << true;
        QTest::newRow("forecast") << QStringLiteral("forecasting") << QStringLiteral("edit=bias:3=2,edit=bias:104=2")
                                  << false;
        QTest::newRow("sentence") << QStringLiteral("sentiment") << QStringLiteral("edit=bias:70=4,edit=bias:71=-6")
                                  << true;
        QTest::newRow("tags") << QStringLiteral("entities") << QStringLiteral("clamp=h=0.9") << true;
        QTest::newRow("words") << QStringLiteral("translation") << QStringLiteral("layer=decoder,clamp=h=0.9") << true;
        QTest::newRow("gru") << QStringLiteral("gru") << QStringLiteral("clamp=h=0.9") << true;
        QTest::newRow("an input") << QStringLiteral("forecasting") << QStringLiteral("edit=input:50,1=3") << false;
    }

    void bothSayWhatTheyAnswer() {
        QFETCH(QString, lesson);
        QFETCH(QString, place);
        QFETCH(bool, table);
        gui::Selection selection;
        selection.lesson = lesson.toStdString();
        selection.version = "tutorial";
        Studio studio(selection);
        studio.show({"step", place, {1440, 900}, Theme::Kind::Light, false, 1.0, 1});
        const auto& snapshot = *studio.bridge().snapshot();
        QVERIFY(snapshot.shown.unprobed && snapshot.shown.trace);
        bool plain = false, edited = false, arrow = false;
        for (const auto& text : gui::visibleTexts(studio.window())) {
            plain = plain || text.text.startsWith(QLatin1String("as it is: "));
            edited = edited || text.text.startsWith(QLatin1String("edited: "));
            arrow = arrow || text.text.contains(QChar(0x2192));
        }
        QVERIFY(plain && edited);
        const auto both = gui::sampleBeside(snapshot);
        QVERIFY2(both.rows.at(0).cells.at(0) != both.rows.at(0).cells.at(1), qPrintable(both.rows.at(0).cells.at(1)));
        if (table) {
            QVERIFY(snapshot.shown.probedOutput);
            QVERIFY(arrow);
        }
    }
};

int main(int argc, char** argv) {
    const auto application = gui::makeOffscreenApplication();
    TestHands test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_hands.moc"
