// CSV: quotes, notes, places in messages, missing values.
#include <QtTest>

#include "engine/data/csv.h"
#include "tests/support/errors.h"

using engine::Csv;
using engine::Missing;

class TestCsv : public QObject {
    Q_OBJECT
 private slots:
    void readsQuotesNotesAndLineEnds() {
        const Csv csv = Csv::parse(
            "\xEF\xBB\xBF# a note, with a comma\r\n\"time\",\"the \"\"value\"\"\"\r\n\r\n1,\"a,b\"\r\n# "
            "note\n2,\"two\nlines\"\n3,",
            "s.csv");
        QCOMPARE(csv.header()[1].text, std::string("the \"value\""));
        const std::vector<std::string> expected{"a,b", "two\nlines", ""};
        QVERIFY(csv.texts("the \"value\"") == expected);
        QCOMPARE(csv.rows()[2][0].line, 8);  // the quoted line break counts
        QVERIFY((csv.numbers("time") == std::vector<double>{1, 2, 3}));
    }

    void readsNumbers() {
        const Csv csv = Csv::parse("x\n 1.5 \n-2e3\n+4\n.5\n\"7\"\n", "s.csv");
        QVERIFY((csv.numbers("x") == std::vector<double>{1.5, -2000, 4, 0.5, 7}));
    }

    void namesThePlaceOfAWord_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("word") << QByteArray("# note\ntime,value\n1,2\n2,abc\n") << "s.csv:4:3: \"abc\" is not a number";
        QTest::newRow("half a number") << QByteArray("time,value\n1,2x\n") << "s.csv:2:3: \"2x\" is not a number";
        QTest::newRow("sign alone") << QByteArray("time,value\n1,+\n") << "s.csv:2:3: \"+\" is not a number";
        QTest::newRow("two signs") << QByteArray("time,value\n1,+-3\n") << "s.csv:2:3: \"+-3\" is not a number";
        QTest::newRow("infinity") << QByteArray("time,value\n1,inf\n") << "s.csv:2:3: \"inf\" is not a number";
        QTest::newRow("too large") << QByteArray("time,value\n1,1e999\n") << "s.csv:2:3: \"1e999\" is not a number";
        QTest::newRow("empty") << QByteArray("time,value\n1,\n") << "s.csv:2:3: expected a number, got an empty cell";
        QTest::newRow("NA") << QByteArray("time,value\n1,NA\n") << "s.csv:2:3: expected a number, got \"NA\"";
        QTest::newRow("short row") << QByteArray("time,value\n1\n") << "s.csv:2:1: expected 2 cells, got 1";
        QTest::newRow("long row") << QByteArray("time,value\n1,2,3\n") << "s.csv:2:5: expected 2 cells, got 3";
        QTest::newRow("open quote") << QByteArray("time,value\n1,\"2\n3,4\n") << "s.csv:2:3: the quote is not closed";
        QTest::newRow("after quote") << QByteArray("time,value\n1,\"2\"3\n")
                                     << "s.csv:2:6: expected a comma after the closing quote";
        QTest::newRow("column") << QByteArray("time,x\n1,2\n") << "s.csv:1:1: expected a column \"value\", got time, x";
        QTest::newRow("nothing") << QByteArray("# only a note\n") << "s.csv: expected a header line, got no line";
    }
    void namesThePlaceOfAWord() {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        QCOMPARE(messageOf([&] { static_cast<void>(Csv::parse(text.toStdString(), "s.csv").numbers("value")); }),
                 message);
    }

    void readsWhatSpreadsheetsWrite_data() {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray semicolons = "time;value\n1;1,5\n2;-2,25e1\n3;7\n";
        QTest::newRow("semicolons and decimal commas") << semicolons;
        QTest::newRow("semicolons and points") << QByteArray("time;value\n1;1.5\n2;-22.5\n3;7\n");
        QTest::newRow("tabs") << QByteArray("time\tvalue, in MW; net\n").replace(", in MW; net", "") +
                                     "1\t1,5\n2\t-22,5\n3\t7\n";
        QTest::newRow("mark of UTF-8") << "\xEF\xBB\xBF" + semicolons;
        QTest::newRow("quoted semicolons") << QByteArray("\"time; or so\",value\n1,1.5\n2,-22.5\n3,7\n");
        QTest::newRow("old line ends") << QByteArray(semicolons).replace("\n", "\r\n");
        QByteArray little = "\xFF\xFE", big = "\xFE\xFF";
        for (const char c : semicolons) {
            little += c;
            little += '\0';
            big += '\0';
            big += c;
        }
        QTest::newRow("UTF-16, little end first") << little;
        QTest::newRow("UTF-16, big end first") << big;
    }
    void readsWhatSpreadsheetsWrite() {
        QFETCH(QByteArray, bytes);
        QVERIFY((Csv::parse(bytes.toStdString(), "s.csv").numbers("value") == std::vector<double>{1.5, -22.5, 7}));
    }

    void readsLettersOfUtf16() {
        // "ä;€;😀" and a half of a pair.
        const std::string bytes("\xFF\xFE\xE4\x00;\x00\xAC\x20;\x00\x3D\xD8\x00\xDE;\x00\x3D\xD8", 18);
        const Csv csv = Csv::parse(bytes, "s.csv");
        QCOMPARE(csv.header().size(), std::size_t(4));
        QCOMPARE(csv.header()[0].text, std::string("\xC3\xA4"));
        QCOMPARE(csv.header()[1].text, std::string("\xE2\x82\xAC"));
        QCOMPARE(csv.header()[2].text, std::string("\xF0\x9F\x98\x80"));
        QCOMPARE(csv.header()[3].text, std::string("\xEF\xBF\xBD"));
    }

    void namesWhatIsNoNumber_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QByteArray& text, const QString& message) {
            QTest::newRow(name) << text << message;
        };
        row("date", "time;value\n1;2020-01-05\n", "s.csv:2:3: \"2020-01-05\" is a date or a time, not a number");
        row("date and time", "value\n2020-01-05 12:30\n",
            "s.csv:2:1: \"2020-01-05 12:30\" is a date or a time, not a number");
        row("month", "value\n2020-01\n", "s.csv:2:1: \"2020-01\" is a date or a time, not a number");
        row("German date", "time;value\n1;5.1.2020\n", "s.csv:2:3: \"5.1.2020\" is a date or a time, not a number");
        row("slashes", "value\n1/5/2020\n", "s.csv:2:1: \"1/5/2020\" is a date or a time, not a number");
        row("clock", "value\n12:30\n", "s.csv:2:1: \"12:30\" is a date or a time, not a number");
        row("thousands, German", "time;value\n1;1.234,5\n",
            "s.csv:2:3: \"1.234,5\" is not a number; write it without marks between the thousands");
        row("thousands, English", "time,value\n1,\"1,234,567\"\n",
            "s.csv:2:3: \"1,234,567\" is not a number; write it without marks between the thousands");
        row("thousands, French", "time;value\n1;1 234\n",
            "s.csv:2:3: \"1 234\" is not a number; write it without marks between the thousands");
        row("comma among commas", "time,value\n1,\"12,5\"\n",
            "s.csv:2:3: \"12,5\" is not a number; a decimal comma is read where semicolons or tabs separate the cells");
        row("unit", "time,value\n1,12 MW\n", "s.csv:2:3: \"12 MW\" is not a number; put its unit into the lesson");
        row("both marks", "time;value\n1;1.5\n2;1,5\n", "s.csv:3:3: \"1,5\": expected a decimal point as in line 2");
        row("both marks, the other way", "time;value\n1;1,5\n2;1.5\n",
            "s.csv:3:3: \"1.5\": expected a decimal comma as in line 2");
        row("after quote", "time;value\n1;\"2\"3\n", "s.csv:2:6: expected a semicolon after the closing quote");
        row("zero bytes", QByteArray("t\0,\0v\0", 6),
            "s.csv: expected text in UTF-8, got zero bytes (UTF-16 without its mark?)");
    }
    void namesWhatIsNoNumber() {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        QCOMPARE(messageOf([&] { static_cast<void>(Csv::parse(text.toStdString(), "s.csv").numbers("value")); }),
                 message);
    }

    void fillsGapsWhenAsked() {
        const Csv csv = Csv::parse("x,y\n,\n1,\n,\n,\n4,\nNA,\n", "s.csv");
        QVERIFY((csv.numbers("x", Missing::Interpolate) == std::vector<double>{1, 1, 2, 3, 4, 4}));
        QCOMPARE(messageOf([&] { static_cast<void>(csv.numbers("y", Missing::Interpolate)); }),
                 QString("s.csv: column \"y\" has no number"));
    }

    void readsTheDataThatShip() {
        const std::string folder = GATEWISE_SOURCE_DIR "/resources/data/";
        const auto electricity = Csv::read(folder + "taylor_electricity_halfhourly.csv", "taylor").numbers("value");
        QCOMPARE(electricity.size(), std::size_t(4032));
        QCOMPARE(electricity.front(), 22262.0);
        QCOMPARE(electricity.back(), 23132.0);
        const auto sunspots = Csv::read(folder + "sunspots_monthly.csv", "sunspots").numbers("value");
        QCOMPARE(sunspots.size(), std::size_t(2820));
        QCOMPARE(messageOf([&] { static_cast<void>(Csv::read(folder + "none.csv", "none.csv")); }),
                 QString("none.csv: no such file"));
    }
};

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
