// check, new-lesson, progress, and a lesson by its file: the built program.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include "lessons/progress/progress.h"
#include "tests/support/program.h"

class TestLessonCommands : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    void write(const QString& name, const QByteArray& text) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    static QByteArray read(const QString& name) {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

 private Q_SLOTS:
    void aNewLessonWorks() {
        const Outcome made = run({"new-lesson", path("Tides of Brest")});
        QVERIFY2(made.exitCode == 0, made.all().constData());
        const QString file = path("Tides of Brest/tides-of-brest.md");
        QCOMPARE(made.out, (file + '\n').toUtf8());
        const Outcome checked = run({"check", file});
        QCOMPARE(checked.all(), QByteArray("0\nno faults\n\n"));
        const Outcome trained = run({"train", file, "--json", "-"});
        QVERIFY2(trained.exitCode == 0, trained.all().constData());
        QCOMPARE(trained.last().value("lesson").toString(), QString("tides-of-brest"));
        // The exercise of the template can be met: it asks for a skill above 0.5.
        QVERIFY(trained.last().value("result").toObject().value("skill").toDouble() > 0.5);
        const Outcome traced = run({"trace", file, "--sample", "1"});
        QVERIFY2(traced.exitCode == 0 && traced.last().value("cell").toString() == "lstm", traced.err.constData());
        QVERIFY(run({"new-lesson", path("Tides of Brest")}).refused("expected a folder that is new or empty"));
        const Outcome second = run({"new-lesson", path("forecasting")});
        QVERIFY2(second.out.endsWith("forecasting-2.md\n"), second.all().constData());
    }

    void checkNamesEverything() {
        const QByteArray good = read(path("Tides of Brest/tides-of-brest.md"));
        const QString bad = path("Tides of Brest/bad.md");
        write(bad, QByteArray(good).replace("id: tides-of-brest", "id: Tides").replace("skill > 0.5", "skill >"));
        const Outcome checked = run({"check", bad, path("Tides of Brest/tides-of-brest.md"), path("none.md")});
        QCOMPARE(checked.exitCode, 2);
        QVERIFY2(checked.err.isEmpty(), checked.err.constData());
        QCOMPARE(checked.lines().size(), 3);
        QVERIFY(checked.lines()[0].startsWith(bad.toUtf8() + ":2:1: id: expected lower-case letters"));
        QVERIFY(checked.lines()[1].startsWith(bad.toUtf8() + ":"));
        QVERIFY(checked.lines()[1].contains(": goal: expected a number, a name or a bracket, got the end"));
        QCOMPARE(checked.lines()[2], path("none.md").toUtf8() + ": no such lesson file");
        const Outcome json = run({"check", bad, "--json", "-"});
        QCOMPARE(json.exitCode, 2);
        const QJsonArray list = QJsonDocument::fromJson(json.out).array();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list[0].toObject().value("line").toInt(), 2);
        QCOMPARE(list[0].toObject().value("file").toString(), bad);
        const Outcome file = run({"check", bad, "--json", path("faults.json")});
        QCOMPARE(file.exitCode, 2);
        QCOMPARE(read(path("faults.json")), json.out);
        QVERIFY(run({"train", bad}).refused("bad.md:2:1: id: expected"));
    }

    void everyInstalledLessonIsFaultless() {
        const QDir folder(GATEWISE_SOURCE_DIR "/lessons/content/en");
        QStringList arguments{"check"};
        for (const QString& file : folder.entryList({"*.md"})) arguments << folder.filePath(file);
        const Outcome checked = run(arguments);
        QVERIFY2(checked.exitCode == 0, checked.all().constData());
    }

    void aClassIsOneTable() {
        lessons::Progress anna, bo;
        anna.learner = "Anna";
        lessons::LessonProgress& lesson = anna.lessons["forecasting/real"];
        lesson.title = "Forecasting";
        lesson.steps = 6;
        lesson.questions = 3;
        lesson.exercises = 2;
        anna.answer("forecasting/real", {"A?", true, "yes", true, "2024-05-14T09:30:00Z"});
        anna.answer("forecasting/real", {"B?", false, "no", false, "2024-05-14T09:30:00Z"});
        anna.meet("forecasting/real", {"Do it.", "2024-05-14T09:30:00Z", true});
        anna.see("forecasting/real", 1);
        bo = anna;
        bo.learner = "=Bo, the \"second\"";
        lessons::writeProgress(bo, path("bo.json").toStdString());
        lessons::writeProgress(anna, path("anna.json").toStdString());
        const Outcome table = run({"progress", path("bo.json"), path("anna.json")});
        QVERIFY2(table.exitCode == 0, table.all().constData());
        QCOMPARE(table.lines().size(), 3);
        QVERIFY2(table.out.contains("Anna") && table.out.contains("1 of 6") && table.out.contains("1 of 2"),
                 table.out.constData());
        const Outcome json = run({"progress", path("bo.json"), path("anna.json"), "--json", "-"});
        const QJsonArray list = QJsonDocument::fromJson(json.out).array();
        QCOMPARE(list.size(), 2);
        const QJsonObject row = list[1].toObject();
        QCOMPARE(row.value("learner").toString(), QString("Anna"));
        QCOMPARE(row.value("answers_right").toInt(), 1);
        QCOMPARE(row.value("answers").toInt(), 2);
        QCOMPARE(row.value("exercises_met").toInt(), 1);
        QCOMPARE(row.value("exercises_shown").toInt(), 1);
        const Outcome csv = run({"progress", path("bo.json"), "--csv", "-"});
        QCOMPARE(csv.lines()[1], QByteArray("\"'=Bo, the \"\"second\"\"\",forecasting/real,1,6,1,2,3,1,1,2"));
        write(path("broken.json"), "{}");
        QVERIFY(run({"progress", path("broken.json")}).refused("broken.json: expected a file of progress"));
        QVERIFY(run({"progress", path("none.json")}).refused("none.json: no such file"));
    }
};

QTEST_GUILESS_MAIN(TestLessonCommands)
#include "tst_lessoncommands.moc"
