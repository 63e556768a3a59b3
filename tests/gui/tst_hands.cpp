// Hands on, in the real window: numbers dragged and typed, undo, redo and reset, gates held, weights lit.
#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>
#include <map>

#include "gui/outcome/tables.h"
#include "gui/pages/step/clampbar.h"
#include "gui/pages/step/steppage.h"
#include "gui/pages/step/wordfield.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellfacts.h"
#include "gui/scene/figures.h"
#include "gui/studio/studio.h"
#include "gui/studio/visibletexts.h"
#include "gui/widgets/drawingview.h"

using gui::Cursor;
using gui::DrawingView;
using gui::MainWindow;
using gui::Studio;
using gui::Theme;

namespace {

gui::Selection small() {
    gui::Selection selection;
    selection.lesson = "forecasting";
    selection.version = "tutorial";
    // tanh, not the lesson's relu: a central difference across a kink is not the gradient.
    selection.overrides = {"model=[{LSTM: {units: 4}}, {Dense: {units: 1}}]", "data.look_back=12"};
    return selection;
}

/// The window at a place, with its parts.
struct Fixture {
    Studio studio;
    gui::StepPage* page = studio.window().findChild<gui::StepPage*>();

    explicit Fixture(const char* place, const QSize& size = {1280, 720}, const gui::Selection& selection = small())
        : studio(selection) {
        studio.show({"step", QString::fromLatin1(place), size, Theme::Kind::Light, false, 1.0, 1});
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
    [[nodiscard]] const lessons::Snapshot& snapshot() { return *studio.bridge().snapshot(); }
    void settle() {
        studio.bridge().settle();
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QToolButton* button(const char* name) const {
        for (auto* one : page->findChildren<QToolButton*>())
            if (one->accessibleName().startsWith(QLatin1String(name))) return one;
        return nullptr;
    }
    [[nodiscard]] bool saysPart(const QString& text) {
        for (const auto& one : gui::visibleTexts(studio.window()))
            if (one.text.contains(text)) return true;
        return false;
    }
    [[nodiscard]] bool says(const QString& text) {
        for (const auto& one : gui::visibleTexts(studio.window()))
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

double inputAt(const lessons::Snapshot& snapshot, int t) {
    return double(snapshot.shown.trace->cell.input(t - 1, 0));
}

}  // namespace

class TestHands : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { Theme::loadFonts(); }

    void exchangesAWord() {
        Fixture f("t=2,op=f", {1280, 720}, {.lesson = "entities", .version = {}, .overrides = {}});
        DrawingView* strip = f.view("Sequence");
        const auto word = [&] {
            for (const auto& target : strip->drawing().targets)
                if (target.edit == QLatin1String("input:2,1")) return target;
            return gui::DrawnTarget{};
        };
        const gui::DrawnTarget before = word();
        QVERIFY(before.choices > 2);
        QCOMPARE(before.value, double(f.snapshot().shown.trace->inputs[0].values(0, 1)));
        const auto& words = f.snapshot().task->input().tokens;
        // Ten pixels a word, whole numbers, and no number that is no word.
        dragBy(strip, before.rect.center().toPoint(), QPoint(0, -20));
        f.settle();
        QCOMPARE(f.page->cursor().edits.size(), std::size_t(1));
        const double now = f.page->cursor().edits[0].value;
        QCOMPARE(now, std::min(before.value + 2, before.choices - 1.0));
        QCOMPARE(double(f.snapshot().shown.trace->inputs[0].values(0, 1)), now);
        QVERIFY(f.says(QString::fromStdString(words[std::size_t(now)])));
        QVERIFY(f.says(QStringLiteral("edited")));
        dragBy(strip, word().rect.center().toPoint(), QPoint(0, -4000));
        QCOMPARE(f.page->cursor().edits.size(), std::size_t(1));
        QCOMPARE(f.page->cursor().edits[0].value, before.choices - 1.0);
        f.page->undo();
        f.page->undo();
        QVERIFY(f.page->cursor().edits.empty());
        f.settle();
        // Typed: the bar takes words, in whatever letters, and completes them.
        Q_EMIT strip->picked(QStringLiteral("input:2,1"), QString());
        auto* field = f.page->findChild<gui::WordField*>();
        QVERIFY(field && field->isVisible());
        QCOMPARE(field->text(), QString::fromStdString(words[std::size_t(before.value)]));
        const int other = before.value == 1 ? 2 : 1;
        const QString another = QString::fromStdString(words[std::size_t(other)]);
        QTest::keyClicks(field, another.left(1));
        QVERIFY(field->completer()->completionCount() > 0);
        field->setText(another.toUpper());
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(f.page->cursor().edits.size(), std::size_t(1));
        QCOMPARE(f.page->cursor().edits[0].value, double(other));
        f.settle();
        // The strip's heading is what the net reads now.
        QVERIFY(f.saysPart(QStringLiteral("edited: ")));
        // A word that training has not: these nets read it as padding, and the bar says so.
        field->setText(QStringLiteral("xylophone"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(f.page->cursor().edits[0].value, 0.0);
        QVERIFY(f.saysPart(QStringLiteral("is not in the vocabulary: read as padding")));
        f.settle();
        QCOMPARE(field->text(), QStringLiteral("padding"));
    }

    void refusesAnUnknownWord() {
        Fixture f("t=9,op=f", {1280, 720}, {.lesson = "sentiment", .version = {}, .overrides = {}});
        Q_EMIT f.view("Sequence")->picked(QStringLiteral("input:9,1"), QString());
        auto* field = f.page->findChild<gui::WordField*>();
        QVERIFY(field);
        const QString before = field->text();
        QVERIFY(!before.isEmpty());
        field->setText(QStringLiteral("xylophone"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(f.page->cursor().edits.empty());
        QVERIFY(field->property("wrong").toBool());
        QVERIFY(f.saysPart(QStringLiteral("is not in the vocabulary: the net cannot read it")));
        // Padding has a name, on the strip too.
        field->setText(QStringLiteral("padding"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(f.page->cursor().edits.size(), std::size_t(1));
        QCOMPARE(f.page->cursor().edits[0].value, 0.0);
        f.settle();
        bool named = false;
        for (const auto& text : f.view("Sequence")->drawing().texts)
            named = named || text.name == QStringLiteral("t = 9, padding");
        QVERIFY(named);
    }

    void saysItInASentence() {
        Fixture f("t=5,op=f,unit=2", {1280, 800});
        auto* line = f.view("What the operation does");
        QVERIFY(line->isVisible());
        QVERIFY(line->drawing().texts.front().name.contains(QStringLiteral("that unit 2 carried")));
        QTest::keyClick(&f.studio.window(), Qt::Key_S);
        QVERIFY(!line->isVisible());
        QTest::keyClick(&f.studio.window(), Qt::Key_S);
        QVERIFY(line->isVisible());
        // Remembered.
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
        f.page->setSentence(false);
        static_cast<const gui::StepPage*>(f.page)->save(settings);
        f.page->setSentence(true);
        f.page->restore(settings);
        QVERIFY(!f.page->hasSentence());
    }

    void saysWhichInputMattered() {
        Fixture f("t=5,op=f,unit=2", {1280, 800});
        auto* row = f.view("Which input mattered");
        QVERIFY(row->isHidden());
        // The button on the strip.
        f.view("Sequence")->activated(QStringLiteral("influence"));
        f.settle();
        QVERIFY(row->isVisible());
        const auto& snapshot = f.snapshot();
        const auto model = snapshot.task->model(0);
        const auto truth = engine::inputInfluence(*model, *snapshot.shown.weights, snapshot.task->sample(0));
        QVERIFY(f.saysPart(QStringLiteral("t = 5: %1").arg(gui::figure(truth.gradientTimesInput[4]))));
        QVERIFY(f.saysPart(QStringLiteral("not how important it is in general")));
        QTest::keyClick(&f.studio.window(), Qt::Key_I);
        QVERIFY(row->isHidden());
    }

    void saysWhatAWordChanges() {
        Fixture f("t=9,op=f", {1440, 900}, {.lesson = "sentiment", .version = {}, .overrides = {}});
        f.page->setInfluence(true);
        f.settle();
        const auto& snapshot = f.snapshot();
        const auto truth = engine::inputInfluence(*snapshot.task->model(0), *snapshot.shown.weights,
                                                  snapshot.task->sample(snapshot.shown.sampleIndex));
        QCOMPARE(truth.leftOut.size(), truth.gradientTimesInput.size());
        QVERIFY(f.saysPart(QStringLiteral("the word is left out")));
        QVERIFY(f.saysPart(QStringLiteral("t = 9: %1").arg(gui::figure(truth.leftOut[8]))));
    }

    void dragsAnInput() {
        Fixture f("t=5,op=h,unit=2");
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
        Fixture coarse("t=5,op=h,unit=2"), fine("t=5,op=h,unit=2");
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
        Fixture f("t=1,op=h,unit=2,edit=input:3,1=0.5");
        const auto before = f.page->cursor().edits;
        dragBy(f.cell(), f.placeOf(QStringLiteral("state.h:2")).center().toPoint(), QPoint(0, -60), {}, false);
        QCOMPARE(f.page->cursor().edits.size(), std::size_t(2));
        QTest::keyClick(f.cell(), Qt::Key_Escape);
        QCOMPARE(f.page->cursor().edits, before);
        QCOMPARE(f.page->cursor().zoom, Cursor::Zoom::Cell);  // Esc was the drag's, not the zoom's
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
        Fixture f("t=5,op=h,unit=2");
        const QPoint at = f.placeOf(QStringLiteral("input:5,1")).center().toPoint();
        QTest::mouseClick(f.cell(), Qt::LeftButton, {}, at);
        f.cell()->setFocus();
        QTest::keyClick(f.cell(), Qt::Key_2);
        auto* box = f.page->findChild<QDoubleSpinBox*>();
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
        for (const auto& target : f.cell()->drawing().targets)
            marked += target.name.endsWith(QLatin1String(", edited"));
        QCOMPARE(marked, 1);
        // Of everything that is drawn close around the number, one thing is there only where it was edited: the frame.
        const auto around = [](const Fixture& fixture) {
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

    void aWeightIsLitInEveryCopy() {
        Fixture f("t=5,op=f,unit=2,zoom=number");
        const QString place = QStringLiteral("recurrent_kernel:3,6");
        QTest::mouseClick(f.cell(), Qt::LeftButton, {}, f.placeOf(place).center().toPoint());
        QVERIFY(f.page->cursor().weight);
        QCOMPARE(f.page->cursor().weight->parameter, std::string("recurrent_kernel"));
        QCOMPARE(f.page->cursor().weight->column, 6);
        f.page->zoomOut();
        f.page->zoomOut();
        QCOMPARE(f.page->cursor().zoom, Cursor::Zoom::Sequence);
        f.settle();
        int products = 0;
        for (const auto& target : f.cell()->drawing().targets)
            products += target.name.startsWith(QLatin1String("product at step "));
        QCOMPARE(products, 5);  // as far as the walk has come
        QVERIFY(f.says(QStringLiteral("weight U f, row 3, unit 2 = %1: one number, the same in all 12 copies")
                           .arg(gui::number(double(f.snapshot().shown.trace->cell.parameters[1](2, 5))))));
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
        QTest::mouseClick(
            cell, Qt::LeftButton, {},
            QPointF(rect.left() + rect.width() * 2.5 / 4, rect.top() + rect.height() * 1.5 / 4).toPoint());
        QCOMPARE(f.page->cursor().weight->row, 2);
        QCOMPARE(f.page->cursor().weight->column, 4 + 3);
        QTest::keyClick(cell, Qt::Key_Down);
        QCOMPARE(f.page->cursor().weight->row, 3);
        QCOMPARE(f.page->cursor().t, 5);
        QTest::keyClick(cell, Qt::Key_Left);
        QCOMPARE(f.page->cursor().weight->column, 6);
        QCOMPARE(f.page->cursor().operation, std::string("f"));
    }

    void pinsStayWhileOneSteps() {
        Fixture f("t=5,op=f,unit=2", {1024, 768});
        QVERIFY(f.view("Pinned values")->isHidden());
        QPushButton* pin = nullptr;
        for (auto* one : f.page->findChildren<QPushButton*>())
            if (one->accessibleName().startsWith(QLatin1String("Pin this value"))) pin = one;
        QVERIFY(pin && pin->isVisible());
        pin->click();
        QCOMPARE(f.page->cursor().pins, (std::vector<gui::CursorPin>{{"f", 2, 0}}));
        const auto shown = [&](const char* start) {
            for (const auto& text : f.view("Pinned values")->drawing().texts)
                if (text.name.startsWith(QLatin1String(start))) return text.text;
            return QString();
        };
        const auto forget = std::size_t(f.snapshot().shown.trace->cell.program->find("f"));
        const auto truth = [&](int t) {
            return gui::number(double(f.snapshot().shown.trace->cell.values[forget](t - 1, 1)));
        };
        QVERIFY(f.view("Pinned values")->isVisible());
        QCOMPARE(shown("forget gate, unit 2, "), truth(5));
        f.page->nextStep();
        QCOMPARE(shown("forget gate, unit 2, "), truth(6));
        f.page->previousOperation();  // not yet known at this step
        f.page->previousOperation();
        QCOMPARE(shown("forget gate, unit 2, "), QStringLiteral("?"));
        f.page->togglePass();
        QVERIFY(!shown("gradient of the forget gate, unit 2, ").isEmpty());
        for (const auto zoom : {Cursor::Zoom::Sequence, Cursor::Zoom::Cell, Cursor::Zoom::Number}) {
            Cursor cursor = f.page->cursor();
            cursor.zoom = zoom;
            f.studio.window().setCursorState(cursor);
            f.settle();
            QVERIFY(f.view("Pinned values")->isVisible());
            QCOMPARE(shown("forget gate, unit 2, "), truth(6));
        }
        for (const auto& target : f.view("Pinned values")->drawing().targets) {
            if (target.id != QLatin1String("unpin=f:2")) continue;
            QTest::mouseClick(f.view("Pinned values"), Qt::LeftButton, {}, target.rect.center().toPoint());
            break;
        }
        QVERIFY(f.page->cursor().pins.empty());
        QVERIFY(f.view("Pinned values")->isHidden());
    }

    void manyPinsKeepApart_data() {
        QTest::addColumn<QString>("place");
        QTest::newRow("forward") << QStringLiteral("t=5,op=h,unit=2");
        QTest::newRow("backward") << QStringLiteral("t=5,op=z_i,unit=2,pass=backward");
        QTest::newRow("number") << QStringLiteral("t=5,op=f,unit=2,zoom=number,weight=kernel:1,6");
        QTest::newRow("sequence") << QStringLiteral("t=5,op=h,unit=2,zoom=sequence,weight=recurrent_kernel:1,6");
        QTest::newRow("edited") << QStringLiteral("t=1,op=h,unit=2,edit=input:1,1=0.4,edit=bias:3=1,clamp=o:1=0.5");
        QTest::newRow("onnx") << QStringLiteral("t=5,op=h,unit=2,letters=onnx");
    }

    void manyPinsKeepApart() {
        QFETCH(QString, place);
        QString pins;
        for (const char* one : {"f:1", "f:2", "i:3", "g:4", "o:1", "c:2", "h:3", "z_f:4", "f*c:1", "act(c):2", "h:1@3",
                                "c:4@12", "2", "3", "i*g:2", "z_g:1"})
            pins += QStringLiteral(",pin=") + QLatin1String(one);
        static Fixture* f = new Fixture("t=5");
        for (const QSize size : {QSize(1440, 900), QSize(1280, 720), QSize(1024, 768)}) {
            for (const bool presenter : {false, true}) {
                f->studio.show({"step", place + pins, size, Theme::Kind::Light, presenter, 1.0, 1});
                const auto texts = gui::visibleTexts(f->studio.window());
                int counted = 0;
                for (std::size_t a = 0; a < texts.size(); ++a) {
                    QVERIFY2(!texts[a].cut, qPrintable(QStringLiteral("%1 \"%2\" is cut at %3x%4")
                                                           .arg(place, texts[a].text)
                                                           .arg(size.width())
                                                           .arg(size.height())));
                    counted +=
                        texts[a].text.startsWith(QLatin1Char('+')) && texts[a].text.endsWith(QLatin1String("more"));
                    for (std::size_t b = a + 1; b < texts.size(); ++b) {
                        const QRectF common = texts[a].rect.intersected(texts[b].rect);
                        QVERIFY2(common.width() <= 2 || common.height() <= 4,
                                 qPrintable(QStringLiteral("%1 \"%2\" over \"%3\" at %4x%5")
                                                .arg(place, texts[a].text, texts[b].text)
                                                .arg(size.width())
                                                .arg(size.height())));
                    }
                }
                // What has no room is counted, never dropped in silence.
                int chips = 0;
                for (const auto& target : f->view("Pinned values")->drawing().targets)
                    chips += target.name.startsWith(QLatin1String("pinned: "));
                QVERIFY2(chips == 16 || counted == 1, qPrintable(QStringLiteral("%1 chips").arg(chips)));
            }
        }
    }

    void aDialectReordersAndChangesNoNumber() {
        Fixture f("t=5,op=h,unit=2");
        const auto numbers = [&] {
            std::map<QString, QString> found;
            for (const auto& text : f.cell()->drawing().texts)
                if (text.name.contains(QLatin1String(", unit "))) found[text.name] = text.text;
            return found;
        };
        const auto ours = numbers();
        QVERIFY(ours.size() > 20);
        const std::pair<const char*, QStringList> orders[] = {{"keras", {"i", "f", "g", "o"}},
                                                              {"pytorch", {"i", "f", "g", "o"}},
                                                              {"onnx", {"i", "o", "f", "g"}},
                                                              {"papers", {"g", "i", "f", "o"}}};
        for (const auto& [letters, order] : orders) {
            f.studio.window().setCursorState(
                gui::parseCursor(QStringLiteral("letters=") + QLatin1String(letters), f.page->cursor()));
            f.settle();
            QCOMPARE(numbers(), ours);
            bool said = false;
            for (const auto& text : f.cell()->drawing().texts)
                said = said || text.text.contains(QLatin1String("no number changes"));
            QVERIFY2(said, letters);
            QStringList walked;
            const Cursor before = f.page->cursor();
            f.page->goFirst();
            for (int k = 0; k < 13; ++k) {
                const QString operation = QString::fromStdString(f.page->cursor().operation);
                if (operation.size() == 1 && order.contains(operation)) walked << operation;
                f.page->nextOperation();
            }
            walked.resize(4);
            QCOMPARE(walked, order);
            f.page->copyState();
            QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("letters=") + QLatin1String(letters)));
            f.studio.window().setCursorState(before);
        }
    }

    /// Whatever the order of the gates, an operation comes after what it reads.
    void everyWalkIsPossible() {
        for (const std::string& name : engine::cellProgramNames()) {
            engine::CellOptions options;
            options.units = 2;
            const auto program = engine::makeCellProgram(name, 1, options);
            for (const engine::Dialect dialect : engine::dialects()) {
                std::vector<bool> done(program->operations.size(), false);
                for (const auto& station : gui::stationsOf(*program, Cursor::Pass::Forward, dialect)) {
                    const auto& operation = program->operations[std::size_t(station.index)];
                    const auto check = [&](const engine::Operand& operand) {
                        QVERIFY2(operand.from != engine::Operand::From::Now || done[std::size_t(operand.operation)],
                                 (name + " " + operation.name).c_str());
                    };
                    for (const auto& operand : operation.operands) check(operand);
                    for (const auto& term : operation.terms)
                        if (term.kind != engine::Term::Kind::Bias) check(term.operand);
                    done[std::size_t(station.index)] = true;
                }
                QVERIFY(std::find(done.begin(), done.end(), false) == done.end());
            }
        }
    }

    void theGradientIsChecked_data() {
        QTest::addColumn<QString>("place");
        for (const char* place :
             {"t=9,op=f,unit=2", "t=12,op=h,unit=1", "t=3,op=z_o,unit=3", "t=5,op=kernel:g,unit=2",
              "t=5,op=recurrent_kernel:f,unit=3", "t=5,op=bias:o,unit=1", "t=9,op=c,unit=2,clamp=o:1@3-6=0.9",
              "t=9,op=kernel:i,unit=2,edit=input:4,1=0.9,edit=bias:6=0.5",
              "t=9,op=f,unit=2,edit=recurrent_kernel:2,6=0.7,edit=state.c:2=0.5"})
            QTest::newRow(place) << QString::fromLatin1(place) + QStringLiteral(",epoch=1,pass=backward");
    }

    void theGradientIsChecked() {
        QFETCH(QString, place);
        static Fixture* f = new Fixture("t=5,epoch=1");
        f->studio.show({"step", place, {1280, 720}, Theme::Kind::Light, false, 1.0, 1});
        QPushButton* check = nullptr;
        for (auto* one : f->page->findChildren<QPushButton*>())
            if (one->accessibleName().startsWith(QLatin1String("Check this gradient"))) check = one;
        QVERIFY(check && check->isVisible());
        const auto shown = f->view("Equation")->drawing().texts.size();
        check->click();
        // The engine's thread computes it: nothing is there before its answer.
        QCOMPARE(f->view("Equation")->drawing().texts.size(), shown);
        f->settle();
        QString note;
        for (const auto& text : f->view("Equation")->drawing().texts)
            if (text.text.startsWith(QLatin1String("central difference "))) note = text.text;
        QVERIFY(!note.isEmpty());
        const double numeric = note.section(QLatin1Char(' '), 2, 2)
                                   .remove(QLatin1Char(','))
                                   .replace(QChar(0x2212), QLatin1Char('-'))
                                   .toDouble();
        const auto& trace = *f->snapshot().shown.trace;
        const Cursor& cursor = f->page->cursor();
        const gui::Reading reading(trace);
        double truth = 0;
        const auto stations = gui::stationsOf(reading.program(), cursor);
        const auto& station = stations[std::size_t(gui::stationIndex(stations, cursor.operation))];
        if (station.kind == gui::Station::Kind::Operation) {
            truth = reading.gradient(station.index, cursor.t - 1, cursor.unit - 1);
        } else {
            const auto use = gui::shownContribution(reading, cursor, station.index);
            truth = double(trace.parameterGradients[std::size_t(station.index)](use.row, use.column));
        }
        QVERIFY2(truth != 0 && std::abs(numeric - truth) <= 6e-3 * std::abs(truth) + 2e-6,
                 qPrintable(QStringLiteral("%1, traced %2").arg(note).arg(truth)));
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
        if (lesson == QLatin1String("forecasting")) selection.version = "tutorial";
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
