// BLEU against sacrebleu (fixtures by make_bleu.py).
#include "engine/metrics/bleu.h"

#include <sstream>

#include "tests/support/parity.h"

using engine::Bleu;

class BleuTest : public QObject {
    Q_OBJECT

    parity::Json m_cases;

    static Bleu::Words wordsOf(const parity::Json& text) {
        std::istringstream stream(text.get<std::string>());
        Bleu::Words words;
        for (std::string word; stream >> word;) words.push_back(word);
        return words;
    }

 private Q_SLOTS:
    void initTestCase() {
        m_cases = parity::readFixture("bleu.json")["cases"];
        QVERIFY(m_cases.size() >= 10);
    }

    void equalsSacrebleu_data() {
        QTest::addColumn<int>("number");
        for (std::size_t i = 0; i < m_cases.size(); ++i)
            QTest::addRow("%s", m_cases[i]["name"].get<std::string>().c_str()) << static_cast<int>(i);
    }
    void equalsSacrebleu() {
        QFETCH(int, number);
        const auto& c = m_cases[number];
        Bleu bleu;
        for (std::size_t s = 0; s < c["translations"].size(); ++s) {
            std::vector<Bleu::Words> references;
            for (const auto& set : c["references"]) references.push_back(wordsOf(set[s]));
            bleu.add(wordsOf(c["translations"][s]), references);
        }
        const double wanted = c["bleu"].get<double>();
        QVERIFY2(std::abs(bleu.value() - wanted) < 1e-9, qPrintable(QString("%1 %2").arg(bleu.value()).arg(wanted)));
    }

    void byHand() {
        // 4 of 5 words, 2 of 4 pairs, 1 of 3 triples and no four in a row: nothing is smoothed.
        Bleu none;
        none.add({"a", "b", "c", "x", "e"}, {{"a", "b", "c", "d", "e"}});
        QCOMPARE(none.value(), 0.0);
        // 5 of 6, 4 of 5, 3 of 4, 2 of 3 and one word less than the reference: exp(1 - 7/6) (1/3)^(1/4).
        Bleu some;
        some.add({"a", "b", "c", "d", "e", "x"}, {{"a", "b", "c", "d", "e", "f", "g"}});
        QVERIFY(std::abs(some.value() - std::exp(-1.0 / 6.0) * std::pow(1.0 / 3.0, 0.25)) < 1e-12);
        QCOMPARE(Bleu().value(), 0.0);
    }
};

QTEST_GUILESS_MAIN(BleuTest)
#include "tst_bleu.moc"
