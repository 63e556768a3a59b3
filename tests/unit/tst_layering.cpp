// Who may know whom: engine <- lessons <- cli <- gui, and the order of their folders as HACKING.md states it, read off
// the includes.
#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest>

class LayeringTest : public QObject {
    Q_OBJECT

    struct Rule {
        QString folder;             ///< files below it
        QString except;             ///< but not below this one
        QRegularExpression banned;  ///< includes they must not have
        QString why;
    };

    static QStringList breaches(const Rule& rule) {
        QStringList found;
        const QString root = QStringLiteral(GATEWISE_SOURCE_DIR "/");
        QDirIterator files(root + rule.folder, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        static const QRegularExpression include("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
        while (files.hasNext()) {
            const QString path = files.next().mid(root.size());
            if (!rule.except.isEmpty() && path.startsWith(rule.except)) continue;
            QFile file(root + path);
            if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) qFatal("cannot read %s", qPrintable(path));
            for (int line = 1; !file.atEnd(); ++line) {
                const auto match = include.match(QString::fromUtf8(file.readLine()));
                if (match.hasMatch() && rule.banned.match(match.captured(1)).hasMatch())
                    found += QString("%1:%2: includes %3; %4").arg(path).arg(line).arg(match.captured(1), rule.why);
            }
        }
        return found;
    }

 private Q_SLOTS:
    void includesFollowTheHouse_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("except");
        QTest::addColumn<QString>("banned");
        QTest::addColumn<QString>("why");
        QTest::newRow("engine knows nobody") << "engine"
                                             << ""
                                             << "^(lessons|cli|gui)/"
                                             << "engine knows neither lessons nor cli nor gui";
        QTest::newRow("engine has no Qt") << "engine"
                                          << ""
                                          << "^Q[A-Za-z]"
                                          << "engine has no Qt";
        QTest::newRow("engine has Eigen only") << "engine"
                                               << "engine/files/"
                                               << "^(zip|hdf5|yaml-cpp|nlohmann)|^H5"
                                               << "only engine/files has a library beside Eigen";
        QTest::newRow("engine has no YAML") << "engine"
                                            << ""
                                            << "^yaml-cpp"
                                            << "YAML belongs to lessons";
        QTest::newRow("lessons know engine only") << "lessons"
                                                  << ""
                                                  << "^(cli|gui)/"
                                                  << "lessons know neither cli nor gui";
        QTest::newRow("lessons have no Qt") << "lessons"
                                            << ""
                                            << "^Q[A-Za-z]"
                                            << "lessons have no Qt";
        QTest::newRow("the commands know no gui") << "cli"
                                                  << ""
                                                  << "^gui/"
                                                  << "the commands are built without a window";
        QTest::newRow("the commands have no Qt") << "cli"
                                                 << ""
                                                 << "^Q[A-Za-z]"
                                                 << "the commands are built without Qt";
        QTest::newRow("charts in one folder")
            << "gui"
            << "gui/charts/"
            << "^(QtCharts|Q(Chart|LineSeries|ScatterSeries|ValueAxis|LogValueAxis|AreaSeries|BarSeries))"
            << "only gui/charts includes Qt Charts";
    }

    void includesFollowTheHouse() {
        QFETCH(QString, folder);
        QFETCH(QString, except);
        QFETCH(QString, banned);
        QFETCH(QString, why);
        const auto found = breaches({folder, except, QRegularExpression(banned), why});
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    /// "gui: studio app pages ...": a folder may include itself and those after it.
    static QHash<QString, QStringList> foldersInOrder() {
        QFile file(QStringLiteral(GATEWISE_SOURCE_DIR "/HACKING.md"));
        if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) qFatal("cannot read HACKING.md");
        static const QRegularExpression line("^    (engine|lessons|gui): (.+)$");
        QHash<QString, QStringList> order;
        while (!file.atEnd()) {
            const auto match = line.match(QString::fromUtf8(file.readLine()).trimmed().prepend("    "));
            if (match.hasMatch()) order[match.captured(1)] = match.captured(2).split(' ', Qt::SkipEmptyParts);
        }
        return order;
    }

    static QStringList arrowsBack(const QString& house, const QStringList& order) {
        QStringList found;
        const QString root = QStringLiteral(GATEWISE_SOURCE_DIR "/");
        QDirIterator files(root + house, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        const QRegularExpression include("^\\s*#\\s*include\\s*\"" + house + "/([^/\"]+)");
        while (files.hasNext()) {
            const QString path = files.next().mid(root.size());
            const auto own = order.indexOf(path.section('/', 1, 1));
            if (own < 0) found += path + ": HACKING.md names no place for it in the order";
            QFile file(root + path);
            if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) qFatal("cannot read %s", qPrintable(path));
            for (int line = 1; !file.atEnd(); ++line) {
                const auto match = include.match(QString::fromUtf8(file.readLine()));
                if (!match.hasMatch()) continue;
                const QString name = match.captured(1);
                // A file beside the folders has its header and its source in one place of the order.
                auto other = order.indexOf(name);
                if (other < 0) other = order.indexOf(QString(name).replace(".h", ".cpp"));
                if (other < own)
                    found +=
                        QString("%1:%2: includes %3/%4, which stands above it").arg(path).arg(line).arg(house, name);
            }
        }
        return found;
    }

    void foldersKeepTheirOrder_data() {
        QTest::addColumn<QString>("house");
        for (const char* house : {"engine", "lessons", "gui"}) QTest::newRow(house) << QString(house);
    }

    void foldersKeepTheirOrder() {
        QFETCH(QString, house);
        const QStringList order = foldersInOrder().value(house);
        QVERIFY2(order.size() > 3, "HACKING.md has no order for it");
        const auto found = arrowsBack(house, order);
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void anArrowBackIsSeen() {
        QStringList turned = foldersInOrder().value("gui");
        std::reverse(turned.begin(), turned.end());
        QVERIFY(arrowsBack("gui", turned).size() > 50);
    }

    void rulesBite() {
        const auto found = breaches({"tests/unit", "", QRegularExpression("^QtTest$"), "this very file includes it"});
        QVERIFY(!found.isEmpty());
    }

    void includesStartAtTheRoot() {
        const auto found =
            breaches({"engine", "", QRegularExpression("^\\.\\.?/"), "write includes from the repository root"}) +
            breaches({"lessons", "", QRegularExpression("^\\.\\.?/"), "write includes from the repository root"}) +
            breaches({"cli", "", QRegularExpression("^\\.\\.?/"), "write includes from the repository root"}) +
            breaches({"gui", "", QRegularExpression("^\\.\\.?/"), "write includes from the repository root"});
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }
};

QTEST_GUILESS_MAIN(LayeringTest)
#include "tst_layering.moc"
