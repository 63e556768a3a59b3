// What `cmake --install` puts into a folder works there on its own, and says what the program says.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/program.h"

class InstallTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_prefix;

    QString installed(const char* path) const { return m_prefix.filePath(QLatin1String(path)); }

    static QString textOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    Outcome runInstalled(const QStringList& arguments) const { return run(arguments, installed("bin/gatewise")); }

    static bool hasWindow() { return run({"--help"}).out.contains("shot"); }

    /// The man page as plain text, by heading.
    static QMap<QString, QString> sections(const QString& page) {
        QMap<QString, QString> result;
        QString heading;
        for (QString line : page.split('\n')) {
            static const QRegularExpression opens("^\\.S[SH] (.*)$");
            line.replace("\\-", "-");
            if (const auto match = opens.match(line); match.hasMatch())
                heading = match.captured(1);
            else
                result[heading] += line + '\n';
        }
        return result;
    }

    static QSet<QString> optionsIn(const QString& text) {
        static const QRegularExpression option("(?<![\\w-])--[a-z][a-z-]*");
        QSet<QString> found;
        for (auto each = option.globalMatch(text); each.hasNext();) found += each.next().captured();
        return found;
    }

 private Q_SLOTS:
    void initTestCase() {
        QProcess install;
        install.start("cmake", {"--install", GATEWISE_BINARY_DIR, "--prefix", m_prefix.path()});
        QVERIFY(install.waitForFinished(120000));
        QVERIFY2(install.exitCode() == 0, install.readAllStandardError().constData());
    }

    void everythingIsInItsPlace() {
        QStringList files{"bin/gatewise",
                          "share/gatewise/lessons/content/en/06-forecasting.md",
                          "share/gatewise/resources/data/taylor_electricity_halfhourly.csv",
                          "share/gatewise/resources/template/lesson.md",
                          "share/man/man1/gatewise.1",
                          "share/doc/gatewise/LICENSE"};
        if (hasWindow())
            files += {"share/applications/gatewise.desktop", "share/icons/hicolor/scalable/apps/gatewise.svg",
                      "share/doc/gatewise/fonts/Inter.licence.txt"};
        for (const QString& file : files) QVERIFY2(QFile::exists(m_prefix.filePath(file)), qPrintable(file));
    }

    void runsFromThere() {
        const Outcome lessons = runInstalled({"lessons", "--json", "-"});
        QVERIFY2(lessons.exitCode == 0, lessons.all().constData());
        QCOMPARE(lessons.out, run({"lessons", "--json", "-"}).out);
        const Outcome trained = runInstalled({"train", "forecasting", "--epochs", "1", "--json", "-"});
        QVERIFY2(trained.exitCode == 0, trained.all().constData());
        QCOMPARE(trained.last().value("epochs").toInt(), 1);
    }

    void theManualKnowsEveryCommandAndOption() {
        const QMap<QString, QString> manual = sections(textOf(installed("share/man/man1/gatewise.1")));
        QStringList commands{"lessons",       "check",         "new-lesson",      "progress",  "train",      "trace",
                             "model summary", "model predict", "model gradients", "model fit", "model trace"};
        if (hasWindow()) commands += {"shot", "tour"};
        for (const QString& command : commands) {
            QString section;
            for (auto each = manual.begin(); each != manual.end(); ++each)
                if ((each.key() + ' ').startsWith("gatewise " + command + ' ')) section = each.value();
            QVERIFY2(!section.isEmpty(), qPrintable("no section on " + command));
            const Outcome help = run(command.split(' ') + QStringList{"--help"});
            // An option's line begins with it; its description may speak of others.
            static const QRegularExpression entry("(?m)^ {2}(?:-\\w,)?(--[a-z-]+)");
            QSet<QString> options;
            for (auto each = entry.globalMatch(QString::fromUtf8(help.out)); each.hasNext();)
                options += each.next().captured(1);
            QVERIFY(options.remove("--help"));
            const QSet<QString> told = optionsIn(section);
            QVERIFY2(told == options,
                     qPrintable(command + ": the manual tells " + QStringList(told.begin(), told.end()).join(' ') +
                                ", --help " + QStringList(options.begin(), options.end()).join(' ')));
        }
        // A new command has to be told above and in the manual.
        static const QRegularExpression subcommand("(?m)^ {2}([a-z-]+) ");
        for (const char* parent : {"", "model"}) {
            QStringList arguments{"--help"};
            if (*parent) arguments.prepend(parent);
            QString help = QString::fromUtf8(run(arguments).out);
            help = help.mid(help.indexOf("Subcommands:"));
            for (auto each = subcommand.globalMatch(help); each.hasNext();) {
                const QString name = (QLatin1String(parent) + ' ' + each.next().captured(1)).trimmed();
                QVERIFY2(name == "model" || commands.contains(name), qPrintable(name));
            }
        }
        if (hasWindow()) {
            const QSet<QString> top = optionsIn(manual.value("OPTIONS"));
            for (const QString& option : optionsIn(QString::fromUtf8(run({"--help"}).out)))
                QVERIFY2(top.contains(option), qPrintable(option));
        }
    }

    // The keys and categories that the desktop entry specification registers.
    void theDesktopEntryIsValid() {
        if (!hasWindow()) QSKIP("no window, no desktop entry");
        const QStringList lines = textOf(installed("share/applications/gatewise.desktop")).trimmed().split('\n');
        QCOMPARE(lines.first(), "[Desktop Entry]");
        QMap<QString, QString> entry;
        for (const QString& line : lines.mid(1)) entry[line.section('=', 0, 0)] = line.section('=', 1);
        const QStringList known{"Type",    "Version", "Name",     "GenericName", "Comment",  "Exec",
                                "TryExec", "Icon",    "Terminal", "Categories",  "Keywords", "StartupNotify"};
        for (const QString& key : entry.keys()) QVERIFY2(known.contains(key), qPrintable(key));
        QCOMPARE(entry["Type"], "Application");
        QVERIFY(!entry["Name"].isEmpty() && entry["Exec"] == "gatewise");
        QVERIFY(QFile::exists(installed("share/icons/hicolor/scalable/apps/") + entry["Icon"] + ".svg"));
        const QStringList registered{"Education", "Science", "ArtificialIntelligence", ""};
        for (const QString& category : entry["Categories"].split(';'))
            QVERIFY2(registered.contains(category), qPrintable(category));
        QVERIFY(entry["Categories"].endsWith(';') && entry["Keywords"].endsWith(';'));
    }

    // Last: it damages what is installed. The source folder has all of it still, and must not be asked.
    void usesNothingElse() {
        const QString lesson = installed("share/gatewise/lessons/content/en/06-forecasting.md");
        QString text = textOf(lesson);
        static const QRegularExpression title("(?m)^# .*$");
        QVERIFY(text.contains(title));
        text.replace(text.indexOf(title), title.match(text).capturedLength(), "# Another title");
        QFile file(lesson);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text.toUtf8());
        file.close();
        QVERIFY(runInstalled({"lessons"}).out.contains("Another title"));
        QVERIFY(QFile::remove(installed("share/gatewise/resources/data/taylor_electricity_halfhourly.csv")));
        const Outcome outcome = runInstalled({"train", "forecasting", "--epochs", "1"});
        QVERIFY2(outcome.refused("taylor_electricity_halfhourly.csv"), outcome.all().constData());
    }
};

QTEST_GUILESS_MAIN(InstallTest)
#include "tst_install.moc"
