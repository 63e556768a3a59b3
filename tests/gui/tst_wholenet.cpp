// The walk through the whole net, from the word to the loss and back: what is seen is what the net computes, and what
// is held or edited stays with its layer.
#include "engine/cells/layerprograms.h"
#include "gui/place/cellnames.h"
#include "gui/place/walk.h"
#include "gui/place/words.h"
#include "lessons/session/parts.h"
#include "tests/support/stepfixture.h"

using gui::Cursor;
using gui::Theme;
using support::StepFixture;

namespace {

gui::Selection lesson(const char* id) {
    gui::Selection selection;
    selection.lesson = id;
    selection.version = "tutorial";
    return selection;
}

gui::Selection electricity() {
    gui::Selection selection;
    selection.lesson = "forecasting";
    selection.overrides = {"model=[{LSTM: {units: 3}}, {Dense: {units: 1}}]", "data.look_back=5"};
    return selection;
}

/// The parts that the walk comes through, with the number of stations in each, until it ends.
QStringList walked(StepFixture& f, void (gui::StepPage::*step)()) {
    QStringList parts;
    for (int turn = 0; turn < 4000; ++turn) {
        const Cursor before = f.page->cursor();
        (f.page->*step)();
        f.settle();
        if (f.page->cursor() == before) break;
        const auto& trace = *f.snapshot().shown.trace;
        const QString here = QString::fromStdString(trace.layer);
        if (parts.isEmpty() || parts.back() != here) parts << here;
    }
    return parts;
}

}  // namespace

class WholeNet : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void everyPartHasWords() {
        QList<std::shared_ptr<const engine::CellProgram>> programs{
            engine::denseProgram(3, 2, engine::Activation::Softmax, true),
            engine::denseProgram(3, 2, engine::Activation::Linear, false), engine::embeddingProgram(5, 3),
            engine::resultProgram(1, {2.0, 1.0})};
        for (const auto form : {engine::LossForm::Squared, engine::LossForm::BinaryCrossEntropy,
                                engine::LossForm::CategoricalCrossEntropy})
            programs << engine::lossProgram(form, 2, 1.0);
        for (const auto& program : programs) {
            QVERIFY2(gui::titleOf(*program) != QString::fromStdString(program->name), program->name.c_str());
            QSet<QString> labels;
            for (const auto& operation : program->operations) {
                QVERIFY2(gui::labelOf(operation) != QString::fromStdString(operation.name), operation.name.c_str());
                labels << gui::labelOf(operation);
            }
            QCOMPARE(labels.size(), qsizetype(program->operations.size()));
        }
    }

    void forwardToTheLoss() {
        StepFixture f("epoch=1,layer=embedding,t=1", {1280, 720}, lesson("sentiment"));
        QCOMPARE(walked(f, &gui::StepPage::nextOperation), (QStringList{"embedding", "lstm", "dense", "loss"}));
        QVERIFY(gui::atEndOfNet(*f.snapshot().shown.trace, f.page->cursor()));
        QCOMPARE(walked(f, &gui::StepPage::previousOperation), (QStringList{"loss", "dense", "lstm", "embedding"}));
        QCOMPARE(f.page->cursor().t, 1);
    }

    void backwardFromTheLoss() {
        StepFixture f("epoch=1,layer=loss,pass=backward,op=l", {1280, 720}, lesson("sentiment"));
        QCOMPARE(walked(f, &gui::StepPage::nextOperation), (QStringList{"loss", "dense", "lstm", "embedding"}));
        QCOMPARE(f.page->cursor().t, 1);
        QCOMPARE(f.page->cursor().operation, std::string("embeddings"));
    }

    void bothDirections() {
        StepFixture f("epoch=0,t=1", {1280, 720}, lesson("bidirectional"));
        Cursor cursor = f.page->cursor();
        QList<int> directions;
        for (int turn = 0; turn < 2000 && f.snapshot().shown.trace->layer.starts_with("bidirectional"); ++turn) {
            const int direction = f.snapshot().shown.trace->direction;
            if (directions.isEmpty() || directions.back() != direction) directions << direction;
            f.page->nextOperation();
            f.settle();
        }
        QCOMPARE(directions, (QList<int>{0, 1, 0, 1}));  // two such layers, one after the other
    }

    /// "How does h become megawatts?"
    void theResultIsSaid() {
        StepFixture f("epoch=1,layer=result,op=result", {1280, 720}, electricity());
        const auto& snapshot = f.snapshot();
        const auto& trace = *snapshot.shown.trace;
        QCOMPARE(trace.layer, std::string("result"));
        const QString said = gui::sayingText(snapshot.task->tell(trace.outputs[0]).front());
        QVERIFY(said.endsWith(QLatin1String("MW")));
        const double result = double(trace.cell.values[1](0, 0));
        const auto unit = snapshot.task->resultUnit();
        QVERIFY(std::abs(result - (double(trace.outputs[0].values(0, 0)) * unit->factor + unit->offset)) <
                1e-6 * result);
        f.studio.show({"step", "epoch=1,zoom=net", {1280, 720}, Theme::Kind::Light, false, 1.0, 1});
        QVERIFY2(f.says(said), qPrintable(said));
    }

    void aPartIsOpenedFromTheNet() {
        StepFixture f("epoch=1,zoom=net", {1280, 720}, electricity());
        QStringList ids;
        for (const auto& target : f.cell()->drawing().targets) ids << target.id.section(u',', 0, 0);
        QCOMPARE(ids, (QStringList{"layer=lstm", "layer=dense", "layer=result", "layer=loss"}));
        const QRectF place = f.cell()->drawing().targets[1].rect;
        QTest::mouseClick(f.cell(), Qt::LeftButton, {}, place.center().toPoint());
        f.settle();
        QCOMPARE(f.page->cursor().layer, std::string("dense"));
        QCOMPARE(f.page->cursor().zoom, Cursor::Zoom::Cell);
        QCOMPARE(f.snapshot().shown.trace->layer, std::string("dense"));
    }

    /// A gate that is held stays held while the output layer is looked at, and undo means the same there.
    void handsStayWithTheirLayer() {
        StepFixture f("epoch=1,t=5,op=f", {1280, 720}, electricity());
        const double plain = double(f.snapshot().shown.trace->outputs[0].values(0, 0));
        f.studio.show({"step",
                       "epoch=1,t=5,op=f,clamp=o:2@5-5=0.25,edit=kernel:1,4=0.5",
                       {1280, 720},
                       Theme::Kind::Light,
                       false,
                       1.0,
                       1});
        const double held = double(f.snapshot().shown.trace->outputs[0].values(0, 0));
        QVERIFY(held != plain);
        while (f.page->cursor().layer != "dense") {
            f.page->nextOperation();
            f.settle();
        }
        QCOMPARE(f.page->cursor().clamps.front().operation, std::string("lstm/o"));
        QCOMPARE(f.page->cursor().edits.front().target, std::string("lstm/kernel"));
        QCOMPARE(double(f.snapshot().shown.trace->outputs[0].values(0, 0)), held);
        QCOMPARE(gui::parseCursor(gui::textOf(f.page->cursor())), f.page->cursor());
        f.page->previousOperation();
        f.settle();
        QCOMPARE(f.page->cursor().clamps.front().operation, std::string("o"));
        QCOMPARE(f.page->cursor().edits.front().target, std::string("kernel"));
        QCOMPARE(double(f.snapshot().shown.trace->outputs[0].values(0, 0)), held);
    }

    void anOutputCanBeHeld() {
        StepFixture f("epoch=1,layer=dense,op=y", {1280, 720}, electricity());
        const double before = f.snapshot().shown.trace->loss;
        f.studio.show(
            {"step", "epoch=1,layer=dense,op=y,clamp=y:1=0.5", {1280, 720}, Theme::Kind::Light, false, 1.0, 1});
        const auto& trace = *f.snapshot().shown.trace;
        QCOMPARE(double(trace.outputs[0].values(0, 0)), 0.5);
        QVERIFY(trace.loss != before);
        QVERIFY(f.snapshot().shown.probedOutput);
    }

    void unitsOfClassesHaveTheirNames() {
        gui::Selection entities;
        entities.lesson = "entities";
        entities.version = "real";
        StepFixture f("layer=tags,op=y", {1440, 900}, entities);
        const lessons::Task& task = *f.snapshot().task;
        const std::vector<std::string> names = lessons::unitNames(task, 0, "tags");
        const auto target = std::get<lessons::Choice>(task.describe(0, "tags").target.front());
        QCOMPARE(names.at(std::size_t(target.number)), target.name);
        std::size_t shown = 0;
        for (std::size_t unit = 0; unit < names.size(); ++unit)
            shown += f.says(QString::number(unit + 1) + u' ' + QString::fromStdString(names[unit])) ? 1 : 0;
        QVERIFY2(shown >= 3, qPrintable(QString::number(shown)));
        QVERIFY(lessons::unitNames(task, 0, "bidirectional").empty());
        QCOMPARE(lessons::unitNames(task, 0, engine::kLossPart), names);
        StepFixture number("layer=result", {1280, 720}, electricity());
        QVERIFY(lessons::unitNames(*number.snapshot().task, 0, "dense").empty());
    }

    void aPlaceNamesItsPart() {
        const Cursor place = gui::parseCursor(QStringLiteral("layer=dense,clamp=lstm/f:3=0,edit=lstm/kernel:2,7=0.5"));
        QCOMPARE(lessons::handTarget("bidirectional/backward/f"), (lessons::HandTarget{"bidirectional", 1, "f"}));
        const Cursor back = lessons::movedTo({"lstm", 0}, place, {"dense", 0});
        QCOMPARE(back.clamps.front().operation, std::string("f"));
        QCOMPARE(gui::textOf(back), QStringLiteral("layer=lstm,clamp=f:3=0,edit=kernel:2,7=0.5"));
        // Another layer in a link takes nothing along by mistake.
        const Cursor base = gui::parseCursor(QStringLiteral("layer=lstm,clamp=f:3=0"));
        QCOMPARE(gui::parseCursor(QStringLiteral("layer=dense"), base).clamps.front().operation, std::string("lstm/f"));
    }
};

int main(int argc, char** argv) {
    const auto application = gui::makeOffscreenApplication();
    WholeNet test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_wholenet.moc"
