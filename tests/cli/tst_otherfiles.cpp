// Files of every kind that other people have, in tests/cli/cases: each folder's expected.json names commands and what
// Keras 3.15.1 answers. One case a kind: a layer, an operation, a policy, a format, a training setup.
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <map>

#include "cli/json.h"
#include "tests/support/program.h"

using cli::Json;

namespace {

bool near(const Json& got, const Json& wanted, double tolerance) {
    if (wanted.is_array()) {
        if (!got.is_array() || got.size() != wanted.size()) return false;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (!near(got[i], wanted[i], tolerance)) return false;
        return true;
    }
    if (!wanted.is_number()) return got == wanted;
    return got.is_number() &&
           std::abs(got.get<double>() - wanted.get<double>()) <= tolerance * (1.0 + std::abs(wanted.get<double>()));
}

}  // namespace

class OtherFilesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_out;

 private Q_SLOTS:
    void answersAsKeras_data() {
        QTest::addColumn<QString>("folder");
        const QDir cases(GATEWISE_SOURCE_DIR "/tests/cli/cases");
        for (const QString& name : cases.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QTest::newRow(qPrintable(name)) << cases.filePath(name);
        QVERIFY(cases.count() > 20);
    }

    void answersAsKeras() {
        QFETCH(QString, folder);
        QFile file(folder + "/expected.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Json expected = Json::parse(file.readAll().toStdString());
        for (const Json& check : expected["checks"]) {
            QStringList arguments;
            for (const Json& argument : check["args"]) {
                QString text = QString::fromStdString(argument.get<std::string>());
                text.replace("{out}", m_out.path());
                arguments << (QFile::exists(folder + "/" + text) ? folder + "/" + text : text);
            }
            const Outcome answer = run(arguments);
            if (check.contains("stderr")) {
                QCOMPARE(answer.exitCode, 2);
                QVERIFY2(QRegularExpression(QString::fromStdString(check["stderr"].get<std::string>()))
                             .match(QString::fromUtf8(answer.err))
                             .hasMatch(),
                         answer.err.constData());
                continue;
            }
            QVERIFY2(answer.exitCode == 0, answer.err.constData());
            for (const Json& pattern : check.value("stdout", Json::array()))
                QVERIFY2(QRegularExpression(QString::fromStdString(pattern.get<std::string>()))
                             .match(QString::fromUtf8(answer.out))
                             .hasMatch(),
                         answer.out.constData());
            compareLines(QString::fromUtf8(answer.out), check);
            if (!check.contains("json")) continue;
            const Json json = Json::parse(answer.out.toStdString());
            for (const auto& [key, value] : check["json"].items())
                QVERIFY2(near(json.value(key, Json()), value, expected.value("tolerance", 1e-5)), key.c_str());
        }
    }

 private:
    static void compareLines(const QString& output, const Json& check) {
        if (!check.contains("lines")) return;
        std::map<std::string, Json> columns;
        for (const QString& line : output.split('\n')) {
            if (!line.startsWith('{')) continue;
            const Json json = Json::parse(line.toStdString());
            if (!json.contains("epoch")) continue;
            for (const auto& [key, value] : json.items()) columns[key].push_back(value);
        }
        for (const auto& [key, value] : check["lines"].items())
            QVERIFY2(near(columns[key], value, check.value("tolerance", 3e-4)),
                     (key + ": " + columns[key].dump()).c_str());
    }
};

QTEST_GUILESS_MAIN(OtherFilesTest)
#include "tst_otherfiles.moc"
