// The built program as a shell sees it: exit code, standard output, standard error.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

struct Outcome {
    int exitCode = -1;  ///< -2: it died of a signal
    QByteArray out, err;

    [[nodiscard]] QList<QByteArray> lines() const {
        QList<QByteArray> lines = out.split('\n');
        if (!lines.isEmpty() && lines.last().isEmpty()) lines.removeLast();
        return lines;
    }
    [[nodiscard]] QJsonObject object(qsizetype line) const {
        return QJsonDocument::fromJson(lines().value(line)).object();
    }
    [[nodiscard]] QJsonObject last() const { return object(lines().size() - 1); }
    /// Exit code 2, nothing printed, and one line that contains `says`.
    [[nodiscard]] bool refused(const QByteArray& says) const {
        return exitCode == 2 && out.isEmpty() && err.startsWith("gatewise: ") && err.count('\n') == 1 &&
               err.contains(says);
    }
    [[nodiscard]] QByteArray all() const { return QByteArray::number(exitCode) + "\n" + out + "\n" + err; }
};

inline QString programFile() {
    return QStringLiteral(GATEWISE_BINARY_DIR "/gatewise");
}

/// Without a display: a command must not need any.
inline void prepare(QProcess& process) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "GATEWISE_HOME"})
        environment.remove(QLatin1String(name));
    process.setProcessEnvironment(environment);
}

inline Outcome outcomeOf(QProcess& process) {
    if (!process.waitForFinished(600000)) return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

inline Outcome run(const QStringList& arguments, const QString& program = programFile()) {
    QProcess process;
    prepare(process);
    process.start(program, arguments);
    return outcomeOf(process);
}

/// `line` for sh; the program is $0, the arguments are "$@".
inline Outcome runInShell(const QString& line, const QStringList& arguments = {}) {
    QProcess process;
    prepare(process);
    process.start(QStringLiteral("/bin/sh"), QStringList{"-c", line, programFile()} + arguments);
    return outcomeOf(process);
}

/// A small net on the tutorial's sine: an epoch takes a moment.
inline QStringList trainArguments(const QString& json, const QString& epochs, const QStringList& more = {}) {
    QStringList arguments{"train",    "forecasting", "--version", "tutorial",
                          "--epochs", epochs,        "--set",     "model=[{LSTM: {units: 6}}, {Dense: {units: 1}}]"};
    if (!json.isEmpty()) arguments += {"--json", json};
    return arguments + more;
}
