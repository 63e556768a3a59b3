// Words exchanged, sentences said, and which input mattered, in the real window.
#include <QCompleter>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "gui/pages/step/wordfield.h"
#include "gui/scene/figures.h"
#include "tests/support/stepfixture.h"

using gui::DrawingView;
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

}  // namespace

class TestWordHands : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { gui::Theme::loadFonts(); }

    void exchangesAWord() {
        StepFixture f("t=2,op=f", {1280, 720}, {.lesson = "entities", .version = "tutorial", .overrides = {}});
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
        StepFixture f("t=9,op=f", {1280, 720}, {.lesson = "sentiment", .version = "tutorial", .overrides = {}});
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
        StepFixture f("t=5,op=f,unit=2", {1280, 800});
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
        StepFixture f("t=5,op=f,unit=2", {1280, 800});
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
        StepFixture f("t=9,op=f", {1440, 900}, {.lesson = "sentiment", .version = "tutorial", .overrides = {}});
        f.page->setInfluence(true);
        f.settle();
        const auto& snapshot = f.snapshot();
        const auto truth = engine::inputInfluence(*snapshot.task->model(0), *snapshot.shown.weights,
                                                  snapshot.task->sample(snapshot.shown.sampleIndex));
        QCOMPARE(truth.leftOut.size(), truth.gradientTimesInput.size());
        QVERIFY(f.saysPart(QStringLiteral("the word is left out")));
        QVERIFY(f.saysPart(QStringLiteral("t = 9: %1").arg(gui::figure(truth.leftOut[8]))));
    }
};

int main(int argc, char** argv) {
    const auto application = gui::makeOffscreenApplication();
    TestWordHands test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_wordhands.moc"
