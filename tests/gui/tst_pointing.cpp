// Pointing in the real window: a weight lit in every copy, pins, other letters, and the gradient that is checked.
#include <QClipboard>
#include <QPushButton>
#include <QtTest>
#include <map>

#include "gui/place/stepping.h"
#include "gui/scene/cellfacts.h"
#include "tests/support/stepfixture.h"

using gui::Cursor;
using gui::DrawingView;
using gui::Theme;
using support::StepFixture;

class TestPointing : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { gui::Theme::loadFonts(); }

    void aWeightIsLitInEveryCopy() {
        StepFixture f("t=5,op=f,unit=2,zoom=number");
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
        StepFixture f("t=5,op=f,unit=2,zoom=number,weight=recurrent_kernel:2,6");
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
        StepFixture f("t=5,op=f,unit=2", {1024, 768});
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
        static StepFixture* f = new StepFixture("t=5");
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
        StepFixture f("t=5,op=h,unit=2");
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
        static StepFixture* f = new StepFixture("t=5,epoch=1");
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
};

int main(int argc, char** argv) {
    const auto application = gui::makeOffscreenApplication();
    TestPointing test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_pointing.moc"
