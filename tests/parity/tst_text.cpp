// Tokenizer, padding, one-hot and validation split against Keras, item for item (fixtures/text.json, made by
// make_text.py).
#include <QtTest>
#include <fstream>
#include <map>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "engine/data/padding.h"
#include "engine/data/split.h"
#include "engine/data/tokenizer.h"
#include "engine/data/utf8.h"

using Json = nlohmann::json;
using engine::Index;
using Sequences = std::vector<std::vector<Index>>;

namespace {

Json fixture() {
    std::ifstream stream(GATEWISE_SOURCE_DIR "/tests/parity/fixtures/text.json");
    return Json::parse(stream);
}

engine::TokenizerOptions optionsOf(const Json& json) {
    engine::TokenizerOptions options;
    options.numWords = json.value("num_words", Index(0));
    options.filters = json.value("filters", options.filters);
    options.lower = json.value("lower", true);
    options.split = json.value("split", options.split);
    options.charLevel = json.value("char_level", false);
    options.oovToken = json.value("oov_token", "");
    return options;
}

}  // namespace

class TestText : public QObject {
    Q_OBJECT
 private slots:
    void tokenizerIsKeras() {
        const Json cases = fixture().at("tokenizers");
        QVERIFY(cases.size() > 100);
        for (const Json& one : cases) {
            const std::string where = one.at("options").dump() + " on " + one.at("fits").dump();
            engine::Tokenizer tokenizer(optionsOf(one.at("options")));
            for (const Json& texts : one.at("fits")) tokenizer.fit(texts);
            std::map<Index, std::string> words;
            for (std::size_t i = 1; i < tokenizer.indexWord().size(); ++i)
                if (!tokenizer.indexWord()[i].empty()) words[Index(i)] = tokenizer.indexWord()[i];
            QVERIFY2(words == (one.at("index_word").get<std::map<Index, std::string>>()), where.c_str());
            for (const auto& [word, index] : one.at("word_index").items())
                QVERIFY2(tokenizer.indexOf(word) == index.get<Index>(), where.c_str());
            for (const Json& count : one.at("word_counts"))
                QVERIFY2(tokenizer.count(count[0]) == count[1].get<Index>(), where.c_str());
            const Sequences expected = one.at("sequences");
            QVERIFY2(tokenizer.sequences(one.at("asked").get<std::vector<std::string>>()) == expected, where.c_str());
        }
    }

    void numbersByCountThenAppearance() {
        // Equal counts go by first appearance; case and marks do not matter; unknown words vanish.
        engine::Tokenizer tokenizer;
        tokenizer.fit({"I loved this movie", "this film was bad", "this movie was great"});
        const Sequences expected{{4, 5, 1, 2}, {1, 6, 3, 7}, {1, 2, 3, 8}};
        QVERIFY(tokenizer.sequences({"i loved this movie", "This FILM was bad!", "this movie was great"}) == expected);
        QVERIFY(tokenizer.sequences({"nothing known here"}) == Sequences{{}});
    }

    /// Python's str.lower, with its final sigma; fixtures/lower.json, made by make_unicodecase.py.
    void lowerCaseIsPython() {
        std::ifstream stream(GATEWISE_SOURCE_DIR "/tests/parity/fixtures/lower.json");
        const Json pairs = Json::parse(stream);
        QVERIFY(pairs.size() > 300);
        for (const Json& pair : pairs)
            QCOMPARE(QString::fromStdString(engine::utf8Lower(pair[0].get<std::string>())),
                     QString::fromStdString(pair[1].get<std::string>()));
        const std::string broken = "\xFF\xC3 \xF9\x80\x80\x80 A\xCE";  // what is no UTF-8 stays
        QCOMPARE(QByteArray::fromStdString(engine::utf8Lower(broken)), QByteArray("\xFF\xC3 \xF9\x80\x80\x80 a\xCE"));
        engine::Tokenizer tokenizer;
        tokenizer.fit({"ΣΊΣΥΦΟΣ σίσυφος"});
        QVERIFY(tokenizer.sequences({"Σίσυφος"}) == Sequences{{1}});
    }

    void paddingIsKeras() {
        const Json cases = fixture().at("paddings");
        QVERIFY(!cases.empty());
        for (const Json& one : cases) {
            const Json& options = one.at("options");
            engine::Padding padding;
            if (!options.at("maxlen").is_null()) padding.length = options.at("maxlen");
            padding.padding = engine::sideFromName(options.at("padding"));
            padding.truncating = engine::sideFromName(options.at("truncating"));
            padding.value = options.at("value");
            const Sequences expected = one.at("padded");
            QVERIFY2(engine::padSequences(one.at("sequences").get<Sequences>(), padding) == expected,
                     one.dump().c_str());
        }
    }

    void validationSplitIsKeras() {
        int refused = 0;
        const Json cases = fixture().at("splits");
        QVERIFY(!cases.empty());
        for (const Json& one : cases) {
            if (one.at("start").is_null()) {
                ++refused;
                QVERIFY_THROWS_EXCEPTION(
                    engine::Error, static_cast<void>(engine::validationStart(one.at("samples"), one.at("share"))));
            } else {
                QCOMPARE(engine::validationStart(one.at("samples"), one.at("share")), one.at("start").get<Index>());
            }
        }
        QVERIFY(refused > 0);
    }

    void oneHotIsKeras() {
        const Json cases = fixture().at("one_hots");
        QVERIFY(!cases.empty());
        for (const Json& one : cases) {
            const Index classes = one.at("classes").is_null() ? 0 : one.at("classes").get<Index>();
            const engine::Matrix rows = engine::oneHot(one.at("labels").get<std::vector<Index>>(), classes);
            const auto expected = one.at("rows").get<std::vector<std::vector<double>>>();
            QCOMPARE(rows.rows(), Index(expected.size()));
            QCOMPARE(rows.cols(), Index(expected[0].size()));
            for (Index r = 0; r < rows.rows(); ++r)
                for (Index c = 0; c < rows.cols(); ++c)
                    QCOMPARE(double(rows(r, c)), expected[std::size_t(r)][std::size_t(c)]);
        }
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
