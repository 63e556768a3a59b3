// What `gatewise shot --texts` shows is what `gatewise trace` computes: both commands of the real program, number by
// number.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <map>

#include "engine/cells/program.h"
#include "gui/place/cellnames.h"

namespace {

/// The answer of the program, or what it complained of.
bool run(const QStringList& arguments, QString& fault) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove("QT_QPA_PLATFORM");
    process.setProcessEnvironment(environment);
    process.start(GATEWISE_BINARY_DIR "/gatewise", arguments);
    if (!process.waitForFinished(300000) || process.exitCode() != 0) {
        fault = arguments.join(' ') + QStringLiteral(": ") + QString::fromUtf8(process.readAllStandardError());
        return false;
    }
    return true;
}

QJsonDocument read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
}

double numberOf(QString text) {
    text.replace(QChar(0x2212), QLatin1Char('-'));
    bool ok = false;
    const double value = text.toDouble(&ok);
    return ok ? value : std::nan("");
}

/// How far a shown number may be from the true one: half of its last digit, and the nine digits of the trace's file.
double roundingOf(const QString& text) {
    const auto power = text.indexOf(QLatin1Char('e'));
    const QString digits = text.left(power);
    const auto point = digits.indexOf(QLatin1Char('.'));
    const double unit = std::pow(10.0, point < 0 ? 0.0 : -double(digits.size() - point - 1));
    return 0.5001 * unit * (power < 0 ? 1.0 : std::pow(10.0, numberOf(text.mid(power + 1)))) + 1e-7;
}

double at(const QJsonObject& values, const QString& operation, int t, int unit) {
    return values.value(operation).toArray().at(t - 1).toArray().at(unit - 1).toDouble(std::nan(""));
}

}  // namespace

class TestShotTexts : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void areTheTraces_data() {
        QTest::addColumn<QStringList>("lesson");
        QTest::addColumn<QStringList>("where");
        QTest::addColumn<QString>("place");
        const auto row = [](const char* name, const QStringList& lesson, const QStringList& where, const char* place) {
            QTest::newRow(name) << lesson << where << QString::fromLatin1(place);
        };
        const QStringList forecast{
            "forecasting", "--version",        "tutorial", "--set", "model=[{LSTM: {units: 6}}, {Dense: {units: 1}}]",
            "--set",       "data.look_back=12"};
        row("lstm, output gate", forecast, {"--epochs", "1", "--sample", "3"}, "epoch=1,sample=3,t=7,op=o,unit=4");
        row("lstm, last operation", forecast, {}, "t=12,op=h,unit=6");
        row("lstm, first step", forecast, {}, "t=1,op=h,unit=1");
        row("lstm, backward", forecast, {"--epochs", "1"}, "epoch=1,t=9,op=z_i,unit=2,pass=backward");
        row("lstm, contributions", forecast, {}, "t=3,op=recurrent_kernel,unit=2,pass=backward");
        row("lstm, number", forecast, {}, "t=5,op=f,unit=3,zoom=number");
        row("lstm, number backward", forecast, {}, "t=5,op=f,unit=3,zoom=number,pass=backward");
        row("lstm, in PyTorch's letters", forecast, {}, "t=5,op=h,unit=3,letters=pytorch");
        row("lstm, pins", forecast, {}, "t=6,op=h,unit=3,pin=c:2,pin=f:1@2,pass=backward");
        for (const char* cell : {"GRU", "SimpleRNN"}) {
            const QStringList lesson{
                "forecasting",
                "--version",
                "tutorial",
                "--set",
                QStringLiteral("model=[{%1: {units: 5}}, {Dense: {units: 1}}]").arg(QLatin1String(cell)),
                "--set",
                "data.look_back=12"};
            row(qPrintable(QString::fromLatin1(cell)), lesson, {}, "t=8,op=h,unit=5");
            row(qPrintable(QString::fromLatin1(cell) + QStringLiteral(", backward")), lesson, {},
                QByteArray(cell) == "GRU" ? "t=2,op=z_z,unit=1,pass=backward" : "t=2,op=z_h,unit=1,pass=backward");
        }
        row("right to left", {"bidirectional", "--version", "tutorial"}, {"--direction", "backward", "--sample", "2"},
            "direction=backward,sample=2,t=5,op=h,unit=3");
        row("right to left, backward", {"bidirectional", "--version", "tutorial"}, {"--direction", "backward"},
            "direction=backward,t=5,op=z_i,unit=3,pass=backward");
        row("decoder", {"translation", "--version", "tutorial"}, {"--layer", "decoder"},
            "layer=decoder,t=2,op=h,unit=3");
    }

    void areTheTraces() {
        QFETCH(QStringList, lesson);
        QFETCH(QStringList, where);
        QFETCH(QString, place);
        QTemporaryDir folder;
        const QString tracePath = folder.filePath("trace.json"), textsPath = folder.filePath("texts.json");
        QString fault;
        QVERIFY2(run(QStringList{"trace"} + lesson + where + QStringList{"--json", tracePath}, fault),
                 qPrintable(fault));
        QVERIFY2(run(QStringList{"shot"} + lesson +
                         QStringList{"--at", place, "--size", "1440x900", "--out", folder.filePath("shot.png"),
                                     "--texts", textsPath},
                     fault),
                 qPrintable(fault));
        const QJsonObject trace = read(tracePath).object(), values = trace.value("values").toObject(),
                          gradients = trace.value("gradients").toObject();
        const QJsonArray texts = read(textsPath).array();

        // The names of the values in words are the cell program's.
        engine::CellOptions options;
        options.units = values.begin().value().toArray().at(0).toArray().size();
        const auto program = engine::makeCellProgram(trace.value("cell").toString().toStdString(), 1, options);
        std::map<QString, QString> operations;
        for (const auto& operation : program->operations)
            operations[gui::labelOf(operation)] = QString::fromStdString(operation.name);

        const bool backward = place.contains(QLatin1String("pass=backward")),
                   reversed = place.contains(QLatin1String("direction=backward"));
        const int now = QRegularExpression(QStringLiteral("\\bt=(\\d+)")).match(place).captured(1).toInt();
        static const QRegularExpression form(
            QStringLiteral("^(gradient of the )?(.+?)( before)?, unit (\\d+)(?:, t = (\\d+))?, (.+)$"));
        int compared = 0;
        for (const QJsonValue& one : texts) {
            const QString name = one.toObject().value("name").toString(),
                          text = one.toObject().value("text").toString();
            const auto match = form.match(name);
            // Chips tell the value with its text; a bar that was replaced by "?" has no number.
            if (!match.hasMatch() || match.captured(6) != text || std::isnan(numberOf(text))) continue;
            const auto operation = operations.find(match.captured(2));
            if (operation == operations.end()) continue;
            const int unit = match.captured(4).toInt(),
                      step = match.captured(5).isEmpty() ? now : match.captured(5).toInt();
            double truth = 0;
            if (!match.captured(3).isEmpty()) {
                const int before = reversed ? step + 1 : step - 1;
                const int steps = int(values.value(operation->second).toArray().size());
                truth = before < 1 || before > steps ? 0.0 : at(values, operation->second, before, unit);
            } else {
                truth = at(match.captured(1).isEmpty() ? values : gradients, operation->second, step, unit);
            }
            QVERIFY2(std::abs(numberOf(text) - truth) <= roundingOf(text),
                     qPrintable(QStringLiteral("%1: shown \"%2\", traced %3").arg(name, text).arg(truth, 0, 'g', 9)));
            ++compared;
        }
        const bool contribution = place.contains(QLatin1String("kernel"));
        const int least = place.contains(QLatin1String("zoom=number")) ? 1
                          : contribution                               ? 2
                          : place.contains(QLatin1String("pin="))      ? 6  // the pins take a row of the cell
                                                                       : 8;
        QVERIFY2(compared >= least, qPrintable(QStringLiteral("%1 numbers were found").arg(compared)));
        if (backward) QVERIFY(!gradients.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestShotTexts)
#include "gui/place/cellnames.h"
#include "tst_shottexts.moc"
