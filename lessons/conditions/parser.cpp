// Reads a condition by recursive descent. The grammar, loosest first:
//   either      both ("or" both)*
//   both        denied ("and" denied)*
//   denied      "not" denied | comparison
//   comparison  sum [("<" | "<=" | ">" | ">=" | "=" | "!=") sum]
//   sum         product (("+" | "-") product)*
//   product     signed (("*" | "/") signed)*
//   signed      "-" signed | NUMBER | "(" either ")" | "edited" | "clamped" "(" NAME ")" | live
//   live        ("gradient" "(" NAME "[" UNIT "]" ")" | "weight" "(" WORD ":" N ["," N] ")" | NAME "[" UNIT "]") [when]
//             | WORD ["of" "a" "run" ["with" setting ("," setting)*]]
//   when        "at" "t" "=" (N | "last")
//   setting     WORD sign NUMBER
#include <cmath>
#include <map>

#include "lessons/conditions/condition.h"
#include "lessons/conditions/tokens.h"

namespace lessons {
namespace {

using Kind = Expression::Kind;

constexpr int kDeepest = 64;
constexpr std::size_t kLongest = 4000;

const std::map<std::string, Comparison>& comparisons() {
    static const std::map<std::string, Comparison> all{{"<", Comparison::Less},     {"<=", Comparison::LessOrEqual},
                                                       {">", Comparison::Greater},  {">=", Comparison::GreaterOrEqual},
                                                       {"=", Comparison::Equal},    {"==", Comparison::Equal},
                                                       {"!=", Comparison::NotEqual}};
    return all;
}

class Parser {
 public:
    explicit Parser(const std::string& text) : m_tokens(tokensOf(text)) {}

    Expression whole() {
        if (peek().kind == Token::Kind::End) fail(peek(), "expected a condition such as h[3] at t=18 > 0.9");
        Expression root = either();
        if (peek().kind != Token::Kind::End) {
            const bool chained = peek().kind == Token::Kind::Sign && comparisons().contains(peek().text);
            fail(peek(), chained ? "expected one comparison at a time; join two with \"and\""
                                 : "expected \"and\", \"or\" or the end, got " + peek().shown());
        }
        return root;
    }
    static Expression truth(Expression part) {
        if (!part.isTruth())
            throw ConditionError(part.column, "expected something true or false, such as a comparison, got a number");
        return part;
    }
    static Expression number(Expression part) {
        if (part.isTruth()) throw ConditionError(part.column, "expected a number, got something true or false");
        return part;
    }

 private:
    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
    }
    const Token& take() {
        const Token& token = peek();
        if (m_at + 1 < m_tokens.size()) ++m_at;
        m_until = token.until;
        return token;
    }
    bool takeIf(const char* text) {
        if (!peek().is(text) && !peek().isWord(text)) return false;
        take();
        return true;
    }
    void expect(const char* text, const std::string& after) {
        if (!takeIf(text)) fail(peek(), "expected \"" + std::string(text) + "\" " + after + ", got " + peek().shown());
    }
    [[noreturn]] static void fail(const Token& token, const std::string& message) {
        throw ConditionError(token.from + 1, message);
    }

    /// A node that begins at the token and ends with what was last taken.
    Expression node(Kind kind, std::size_t from, std::vector<Expression> parts = {}) const {
        Expression made;
        made.kind = kind;
        made.parts = std::move(parts);
        made.column = from + 1;
        made.from = from;
        made.until = m_until;
        return made;
    }

    Expression either() {
        const std::size_t from = peek().from;
        Expression left = both();
        while (takeIf("or")) {
            Expression right = truth(both());
            left = node(Kind::Or, from, {truth(std::move(left)), std::move(right)});
        }
        return left;
    }

    Expression both() {
        const std::size_t from = peek().from;
        Expression left = denied();
        while (takeIf("and")) {
            Expression right = truth(denied());
            left = node(Kind::And, from, {truth(std::move(left)), std::move(right)});
        }
        return left;
    }

    Expression denied() {
        const std::size_t from = peek().from;
        const Depth depth(*this);
        if (!takeIf("not")) return comparison();
        Expression part = truth(denied());
        return node(Kind::Not, from, {std::move(part)});
    }

    Expression comparison() {
        const std::size_t from = peek().from;
        Expression left = sum();
        const auto sign = comparisons().find(peek().text);
        if (peek().kind != Token::Kind::Sign || sign == comparisons().end()) return left;
        take();
        Expression right = number(sum());
        Expression made = node(Kind::Compare, from, {number(std::move(left)), std::move(right)});
        made.comparison = sign->second;
        int runs = 0;
        forEachPart(made, [&](const Expression& part) { runs += part.kind == Kind::Live && part.live.ofARun; });
        if (runs > 1) throw ConditionError(made.column, "expected \"of a run\" once in a comparison");
        return made;
    }

    Expression sum() {
        const std::size_t from = peek().from;
        Expression left = product();
        while (peek().is("+") || peek().is("-")) {
            const Kind kind = take().text == "+" ? Kind::Add : Kind::Subtract;
            Expression right = number(product());
            left = node(kind, from, {number(std::move(left)), std::move(right)});
        }
        return left;
    }

    Expression product() {
        const std::size_t from = peek().from;
        Expression left = signedOne();
        while (peek().is("*") || peek().is("/")) {
            const Kind kind = take().text == "*" ? Kind::Multiply : Kind::Divide;
            Expression right = number(signedOne());
            left = node(kind, from, {number(std::move(left)), std::move(right)});
        }
        return left;
    }

    Expression signedOne() {
        const Token& first = peek();
        const Depth depth(*this);
        if (takeIf("-")) {
            Expression part = number(signedOne());
            return node(Kind::Negate, first.from, {std::move(part)});
        }
        if (takeIf("(")) {
            Expression inside = either();
            expect(")", "after what stands in brackets");
            inside.from = first.from;
            inside.until = m_until;
            return inside;
        }
        if (first.kind == Token::Kind::Number) {
            take();
            Expression made = node(Kind::Number, first.from);
            made.number = first.number;
            return made;
        }
        if (first.kind != Token::Kind::Word && first.kind != Token::Kind::Quoted)
            fail(first, "expected a number, a name or a bracket, got " + first.shown());
        for (const char* word : {"and", "or", "not", "at", "of", "with"})
            if (first.isWord(word)) fail(first, "expected a number, a name or a bracket, got " + first.shown());
        return named();
    }

    Expression named() {
        const Token first = take();
        if (first.kind == Token::Kind::Word && peek().is("(")) return called(first);
        if (peek().is("[")) {
            LiveNumber live;
            live.kind = first.isWord("output") ? LiveNumber::Kind::Output : LiveNumber::Kind::State;
            live.name = first.text;
            live.unit = unit();
            live.t = when();
            return liveNode(first, std::move(live));
        }
        if (first.kind == Token::Kind::Quoted) fail(peek(), "expected \"[\" and a unit after an operation");
        if (first.text == "edited") return node(Kind::Edited, first.from);
        LiveNumber live;
        live.name = first.text;
        if (takeIf("of")) {
            expect("a", "after \"of\" (of a run with ...)");
            expect("run", "after \"of a\" (of a run with ...)");
            live.ofARun = true;
            if (takeIf("with")) do {
                    live.with.push_back(setting());
                } while (takeIf(","));
        }
        return liveNode(first, std::move(live));
    }

    /// gradient(...), weight(...), clamped(...).
    Expression called(const Token& first) {
        take();
        LiveNumber live;
        if (first.text == "clamped") {
            const Token operation = name("an operation such as f");
            expect(")", "after the operation");
            Expression made = node(Kind::Clamped, first.from);
            made.name = operation.text;
            return made;
        }
        if (first.text == "gradient") {
            live.kind = LiveNumber::Kind::Gradient;
            live.name = name("an operation such as h").text;
            live.unit = unit();
            expect(")", "after the unit");
            live.t = when();
        } else if (first.text == "weight") {
            live.kind = LiveNumber::Kind::Weight;
            live.name = name("a weight such as kernel:2,7").text;
            expect(":", "and a place, as in kernel:2,7");
            live.unit = whole("a row or a column");
            if (takeIf(",")) {
                live.row = live.unit;
                live.unit = whole("a column");
            }
            expect(")", "after the weight's place");
        } else {
            fail(first, "expected gradient(...), weight(...) or clamped(...), got \"" + first.text + "(\"");
        }
        return liveNode(first, std::move(live));
    }

    Expression liveNode(const Token& first, LiveNumber live) const {
        Expression made = node(Kind::Live, first.from);
        made.live = std::move(live);
        return made;
    }

    Token name(const std::string& expected) {
        if (peek().kind != Token::Kind::Word && peek().kind != Token::Kind::Quoted)
            fail(peek(), "expected " + expected + ", got " + peek().shown());
        return take();
    }

    int whole(const std::string& expected) {
        const Token& token = peek();
        if (token.kind != Token::Kind::Number || token.number < 1 || token.number > 1e9 ||
            token.number != std::floor(token.number))
            fail(token, "expected " + expected + ", a whole number from 1, got " + token.shown());
        return static_cast<int>(take().number);
    }

    int unit() {
        expect("[", "and a unit, as in h[3]");
        const int number = whole("a unit");
        expect("]", "after the unit");
        return number;
    }

    /// 0: the last step.
    int when() {
        if (!takeIf("at")) return 0;
        expect("t", "after \"at\", as in at t=18");
        if (!takeIf("==")) expect("=", "after \"at t\", as in at t=18");
        return takeIf("last") ? 0 : whole("a step or \"last\"");
    }

    SettingTest setting() {
        SettingTest test;
        if (peek().kind != Token::Kind::Word)
            fail(peek(), "expected a setting such as units<=8, got " + peek().shown());
        test.column = peek().from + 1;
        test.name = take().text;
        const auto sign = comparisons().find(peek().text);
        if (peek().kind != Token::Kind::Sign || sign == comparisons().end())
            fail(peek(), "expected a comparison after the setting " + test.name + ", got " + peek().shown());
        take();
        test.comparison = sign->second;
        const double factor = takeIf("-") ? -1 : 1;
        if (peek().kind != Token::Kind::Number)
            fail(peek(), "expected a number to compare the setting " + test.name + " with, got " + peek().shown());
        test.value = factor * take().number;
        return test;
    }

    /// Brackets and signs nested without end would exhaust the stack.
    struct Depth {
        explicit Depth(Parser& deeper) : parser(deeper) {
            if (++parser.m_depth > kDeepest) fail(parser.peek(), "nested deeper than " + std::to_string(kDeepest));
        }
        ~Depth() { --parser.m_depth; }
        Depth(const Depth&) = delete;
        Depth& operator=(const Depth&) = delete;
        Parser& parser;
    };

    std::vector<Token> m_tokens;
    std::size_t m_at = 0, m_until = 0;
    int m_depth = 0;
};

}  // namespace

bool Expression::isTruth() const {
    return kind == Kind::Compare || kind == Kind::And || kind == Kind::Or || kind == Kind::Not ||
           kind == Kind::Clamped || kind == Kind::Edited;
}

namespace {

Expression parsed(const std::string& text) {
    if (text.size() > kLongest)
        throw ConditionError(1, "longer than a condition can be (" + std::to_string(kLongest) + " characters)");
    return Parser(text).whole();
}

}  // namespace

Condition parseCondition(const std::string& text) {
    return {text, Parser::truth(parsed(text))};
}

LiveValue parseLiveValue(const std::string& text) {
    LiveValue value{text, Parser::number(parsed(text))};
    forEachPart(value.root, [](const Expression& part) {
        if (part.kind == Kind::Live && part.live.ofARun)
            throw ConditionError(part.column, "expected a number of what is shown, got one of a run");
    });
    return value;
}

}  // namespace lessons
