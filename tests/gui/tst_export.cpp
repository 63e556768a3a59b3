// What the window exports as JSON is what `gatewise trace` prints of the same net, and says where it comes from.
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include "gui/pages/step/export.h"
#include "lessons/session/viewof.h"
#include "tests/support/program.h"
#include "tests/support/stepfixture.h"

using support::StepFixture;

namespace {

QJsonObject exported(StepFixture& f) {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("trace.json"));
    gui::exportTrace(f.snapshot(), lessons::viewOf(f.page->cursor(), f.snapshot()), file);
    QFile written(file);
    if (!written.open(QIODevice::ReadOnly)) return {};
    return QJsonDocument::fromJson(written.readAll()).object();
}

}  // namespace

class TestExport : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { gui::Theme::loadFonts(); }

    void isWhatTheCommandPrints() {
        StepFixture f("t=5,op=f");
        QJsonObject fromWindow = exported(f);
        QCOMPARE(fromWindow.take(QStringLiteral("program")).toString(), QStringLiteral("gatewise " GATEWISE_VERSION));
        QStringList arguments{"trace",    "forecasting", "--version",
                              "tutorial", "--seed",      QString::number(f.snapshot().status.seed)};
        for (const std::string& change : support::small().overrides)
            arguments += {QStringLiteral("--set"), QString::fromStdString(change)};
        const Outcome printed = run(arguments);
        QCOMPARE(printed.exitCode, 0);
        QJsonObject fromCommand = QJsonDocument::fromJson(printed.out).object();
        QCOMPARE(fromWindow.keys(), fromCommand.keys());
        for (const QString& key : fromCommand.keys()) QCOMPARE(fromWindow[key], fromCommand[key]);
        for (const char* key : {"lesson", "version", "seed", "epoch", "sample", "values", "gradients", "weights"})
            QVERIFY2(fromWindow.contains(QLatin1String(key)), key);
    }

    void anEditIsInTheWeights() {
        StepFixture f("t=5,op=f,edit=kernel:1,1=0.625");
        f.settle();
        QCOMPARE(exported(f)["weights"][0]["values"][0][0].toDouble(), 0.625);
    }
};

QTEST_MAIN(TestExport)
#include "tst_export.moc"
