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
