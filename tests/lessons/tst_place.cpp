// The one grammar of a place: every documented key, in text, in a lesson's link, and what is refused.
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "lessons/catalog.h"
#include "lessons/place/place.h"
#include "lessons/text/links.h"
#include "lessons/text/reader.h"
#include "tests/support/errors.h"

using lessons::Place;

namespace {

/// A lesson whose one link goes to `place`; two models, so that a name of either will do.
QByteArray lessonWith(const QByteArray& place, const QByteArray& id = "small") {
    return "---\nid: " + id +
           "\nnumber: 3\ntitle: Small\n"
           "data: {kind: normal, steps: 6, features: 2}\n"
           "model:\n  - LSTM: {units: 3, return_sequences: true, name: lower}\n"
           "  - Bidirectional: {layer: {GRU: {units: 2}}, name: upper}\n"
           "---\n## One\nGo [there](" +
           place + ") now.\n";
}

QString readingOf(const QByteArray& place) {
    QTemporaryDir folder;
    const QString path = folder.filePath("03-small.md");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write the file of the test");
    file.write(lessonWith(place));
    file.close();
    return messageOf([&] { static_cast<void>(lessons::readLesson(path.toStdString())); });
}

}  // namespace

class TestPlace : public QObject {
    Q_OBJECT

 private slots:
    void everyKeyIsWrittenAsItIsRead_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"lesson=forecasting/tutorial",
                                 "layer=upper",
                                 "direction=backward",
                                 "epoch=5",
                                 "seed=3000000000",
                                 "seed=18446744073709551615",
                                 "sample=3",
                                 "t=18",
                                 "op=f*c",
                                 "op=act(c)",
                                 "op=(1-z)*g",
                                 "unit=3",
                                 "pass=backward",
                                 "zoom=sequence",
                                 "zoom=number",
                                 "units=changed",
                                 "letters=pytorch",
                                 "weight=recurrent_kernel:2,7",
                                 "weight=bias:7",
                                 "pin=f:3",
                                 "pin=f:3@10",
                                 "pin=3",
                                 "clamp=f:3@10-20=0",
                                 "clamp=act(c)=1",
                                 "clamp=f@10-=0.25",
                                 "edit=kernel:2,7=0.5",
                                 "edit=input:18,1=-0.3",
                                 "edit=state.h:3=0.1",
                                 "t=2,weight=kernel:2,7,pin=f:3,pin=2,clamp=o=1,edit=kernel:2,7=0.5,edit=bias:3=1"})
            QTest::newRow(text) << QString(text);
    }
    void everyKeyIsWrittenAsItIsRead() {
        QFETCH(QString, text);
        const Place place = Place::parse(text.toStdString());
        QCOMPARE(QString::fromStdString(place.text()), text);
        QCOMPARE(Place::parse(place.text()), place);
        QVERIFY(!(place == Place()));
    }

    void everyKeyIsTried() {
        // A key that is added to the table must be added to the rows above.
        everyKeyIsWrittenAsItIsRead_data();
        const std::vector<std::string> keys = lessons::placeKeys();
        QCOMPARE(keys.size(), std::size_t(17));
    }

    void whatIsNotNamedStays() {
        const Place base = Place::parse("t=4,unit=2,pin=1,pin=2,clamp=f=0");
        const Place next = Place::parse("t=5,pin=3", base);
        QCOMPARE(next.t, 5);
        QCOMPARE(next.unit, 2);
        QCOMPARE(next.pins.size(), std::size_t(1));
        QCOMPARE(next.clamps.size(), std::size_t(1));
    }

    void refuses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* text, const char* message) { QTest::newRow(text) << text << message; };
        row("t=x", "t: expected a whole number from 1, got \"x\"");
        row("t=0", "t: expected a whole number from 1, got \"0\"");
        row("t=99999999999", "t: expected a whole number from 1, got \"99999999999\"");
        row("t=1,", "t: expected a whole number from 1, got \"1,\"");
        row("t", "place: expected key=value, such as t=18, got \"t\"");
        row("seed=-1", "seed: expected a whole number from 0 to 18446744073709551615, got \"-1\"");
        row("seed=18446744073709551616",
            "seed: expected a whole number from 0 to 18446744073709551615, got \"18446744073709551616\"");
        row("speed=2",
            "speed: expected one of the keys lesson, layer, direction, epoch, seed, sample, t, op, unit, pass, zoom, "
            "units, letters, weight, pin, clamp or edit, got \"speed=2\"");
        row("pass=up", "pass: expected forward or backward, got \"up\"");
        row("weight=kernel", "weight: expected kernel:2,7 or bias:7, got \"kernel\"");
        row("clamp=f", "clamp: expected f:3@10-20=0 (operation:unit@steps=value), got \"f\"");
        row("edit=kernel=1", "edit: expected kernel:2,7=0.5, input:18,1=0.3 or state.h:3=0.1, got \"kernel=1\"");
        row("edit=kernel:1,2=x", "edit: expected a number after \"=\", got \"kernel:1,2=x\"");
    }
    void refuses() {
        QFETCH(QString, text);
        QFETCH(QString, message);
        QCOMPARE(messageOf([&] { static_cast<void>(Place::parse(text.toStdString())); }), message);
    }

    void aLinkTakesEveryKey_data() {
        QTest::addColumn<QByteArray>("target");
        for (const char* target :
             {"step:weight=recurrent_kernel:2,7", "step:t=3,op=act(c),unit=2", "step:layer=upper,op=1-z",
              "step:layer=upper,op=(1-z)*g,direction=backward", "step:pass=backward,op=loss",
              "step:pass=backward,op=recurrent_kernel:f", "step:clamp=f:3@2-4=0,edit=kernel:1,2=0.5,edit=input:1,1=0",
              "step:edit=state.c:1=0.5,pin=h:2@3,pin=2", "step:seed=3000000000,epoch=2,sample=1",
              "step:letters=onnx,units=changed,zoom=number", "step:lesson=gru/tutorial,t=2"})
            QTest::newRow(target) << QByteArray(target);
    }
    void aLinkTakesEveryKey() {
        QFETCH(QByteArray, target);
        QCOMPARE(readingOf(target), QString("(no error)"));
    }

    void aLinkIsCheckedWhenTheLessonIsRead_data() {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* target, const char* message) {
            QTest::newRow(target) << QByteArray(target) << QString(message);
        };
        row("step:layer=middle", "layer: expected lower, upper, result or loss, got middle");
        row("step:layer=lower,op=r",
            "op: expected z_i, i, z_f, f, z_g, g, z_o, o, f*c, i*g, c, act(c), h, loss, kernel, recurrent_kernel or "
            "bias, got r");
        row("step:clamp=q=0",
            "clamp: expected z_i, i, z_f, f, z_g, g, z_o, o, f*c, i*g, c, act(c), h, z_z, z, z_r, r, u_g, r*u_g, 1-z, "
            "(1-z)*g or z*h, got q");
        row("step:weight=gamma:1", "weight: expected kernel, recurrent_kernel or bias, got gamma");
        row("step:edit=state.z:1=0",
            "edit: expected input, state.h, state.c, kernel, recurrent_kernel or bias, got state.z");
        row("step:colour=red",
            "colour: expected one of the keys lesson, layer, direction, epoch, seed, sample, t, op, unit, pass, zoom, "
            "units, letters, weight, pin, clamp or edit, got \"colour=red\"");
    }
    void aLinkIsCheckedWhenTheLessonIsRead() {
        QFETCH(QByteArray, target);
        QFETCH(QString, message);
        QCOMPARE(readingOf(target), "03-small.md:11:12: link \"" + QString::fromUtf8(target) + "\": " + message);
    }

    /// Other lessons are known once all files are read.
    void aLinkToNoLessonIsNamed() {
        QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkpath("lessons/content/en"));
        const auto write = [&](const char* name, const QByteArray& text) {
            QFile file(home.filePath(QString("lessons/content/en/") + name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        const QByteArray before = qgetenv("GATEWISE_HOME");
        qputenv("GATEWISE_HOME", home.path().toUtf8());
        const auto restore = qScopeGuard([&] {
            if (before.isEmpty())
                qunsetenv("GATEWISE_HOME");
            else
                qputenv("GATEWISE_HOME", before);
        });
        write("01-a.md", lessonWith("lesson:other", "small"));
        write("02-b.md", lessonWith("step:lesson=small/real,t=1", "other"));
        // A link that leads nowhere is a fault of its file; the lesson itself works.
        const auto faults = [] {
            const lessons::Catalog catalog = lessons::readCatalog();
            QStringList texts;
            for (const lessons::LessonFault& fault : catalog.faults) texts << QString::fromStdString(fault.message);
            return QString::number(catalog.lessons.size()) + ' ' + texts.join('\n');
        };
        QCOMPARE(faults(), QString("2 "));
        write("01-a.md", lessonWith("lesson:nobody", "small"));
        QCOMPARE(faults(),
                 QString("2 01-a.md:11:12: link \"lesson:nobody\": lesson: expected small or other, got nobody"));
        write("01-a.md", lessonWith("step:lesson=other/tutorial", "small"));
        QCOMPARE(faults(),
                 QString("2 01-a.md:11:12: link \"step:lesson=other/tutorial\": lesson: expected other/real, got "
                         "other/tutorial"));
    }
};

QTEST_GUILESS_MAIN(TestPlace)
#include "tst_place.moc"
