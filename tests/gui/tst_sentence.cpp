// A plain sentence for every operation of every cell, forward and backward: its numbers are the trace's.
#include <QApplication>
#include <QRegularExpression>
#include <QtTest>

#include <cmath>

#include "engine/cells/contributions.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellfacts.h"
#include "gui/scene/figures.h"
#include "gui/scene/sentence.h"
#include "gui/scene/sentenceline.h"
#include "gui/studio/pseudotranslator.h"
#include "gui/studio/specimen.h"
#include "gui/studio/studio.h"

using engine::Index;
using engine::Operand;
using engine::Term;
using gui::Cursor;
using gui::Reading;

namespace {

struct Figure {
    double value = 0, rounding = 0;
};

/// Every number of a sentence, with half of its last digit.
std::vector<Figure> figuresOf(QString sentence) {
    // Names of functions and of a gate that are written with figures.
    for (const char* name : {"4\u03C3\u22122", "2\u03C3\u22121", "1\u2212z"}) sentence.remove(QString::fromUtf8(name));
    static const QRegularExpression form(QStringLiteral("(\u2212?)(\\d+(?:\\.(\\d+))?)(?:e(\u2212?)(\\d+))?( %)?"));
    std::vector<Figure> all;
    for (auto found = form.globalMatch(sentence); found.hasNext();) {
        const auto match = found.next();
        double scale = match.captured(6).isEmpty() ? 1.0 : 0.01;
        if (!match.captured(5).isEmpty())
            scale *=
                std::pow(10.0, match.captured(4).isEmpty() ? match.captured(5).toInt() : -match.captured(5).toInt());
        const double sign = match.captured(1).isEmpty() ? 1 : -1;
        all.push_back({sign * match.captured(2).toDouble() * scale,
                       0.5001 * std::pow(10.0, -double(match.captured(3).size())) * scale});
    }
    return all;
}

bool holds(const Figure& figure, const std::vector<double>& truths) {
    return std::any_of(truths.begin(), truths.end(), [&](double truth) {
        return std::abs(figure.value - truth) <= figure.rounding + 1e-7 * std::abs(truth);
    });
}

/// All that a sentence of this station may say.
std::vector<double> truthsOf(const Reading& reading, const Cursor& cursor, const gui::Station& station) {
    const engine::Trace& trace = reading.trace();
    const Index t = cursor.t - 1, unit = cursor.unit - 1;
    std::vector<double> truths{double(cursor.unit), double(cursor.t), 0.0};
    if (station.kind == gui::Station::Kind::Loss) {
        truths.push_back(trace.loss);
        return truths;
    }
    if (station.kind == gui::Station::Kind::Parameter) {
        const gui::WeightUse use = gui::shownContribution(reading, cursor, station.index);
        truths.insert(truths.end(), {reading.contribution(station.index, use.row, use.column, t),
                                     reading.runningSum(station.index, use.row, use.column, t), double(use.row + 1),
                                     double(use.column + 1)});
        return truths;
    }
    const engine::Operation& operation = reading.program().operations[std::size_t(station.index)];
    if (cursor.pass == Cursor::Pass::Backward) {
        truths.push_back(std::abs(reading.gradient(station.index, t, unit)));
        double here = 0, later = 0;
        for (const auto& one : engine::gradientContributions(trace.cell, station.index, t, unit))
            (one.consumer < 0 || one.step == t ? here : later) += one.contribution;
        truths.insert(truths.end(), {here, later});
        return truths;
    }
    const double value = reading.value(station.index, t, unit);
    truths.insert(truths.end(), {value, 1 - value});
    for (const Operand& operand : operation.operands) truths.push_back(reading.operand(operand, t, unit));
    for (std::size_t s = 0; s < reading.program().states.size(); ++s)
        truths.push_back(reading.previous(int(s), t, unit));
    // A pre-activation: one sum a source.
    std::map<QString, double> sums;
    for (const auto& product : engine::affineProducts(trace.cell, station.index, t, unit)) {
        const Term& term = operation.terms[std::size_t(product.term)];
        const bool bias = term.kind == Term::Kind::Bias, input = term.operand.from == Operand::From::Input;
        const bool gate = !bias && !input && term.kind == Term::Kind::Kernel &&
                          reading.program().operations[std::size_t(term.operand.operation)].isGate;
        sums[bias ? "b" : input ? "x" : gate ? "gates" : QString::number(int(term.kind))] += product.product;
    }
    for (const auto& [source, sum] : sums) truths.push_back(sum);
    return truths;
}

engine::CellOptions optionsOf(const QString& activation) {
    engine::CellOptions options;
    if (activation == QLatin1String("relu")) options.activation = engine::Activation::Relu;
    if (activation == QLatin1String("hard")) options.recurrentActivation = engine::Activation::HardSigmoid;
    if (activation == QLatin1String("linear gates")) options.recurrentActivation = engine::Activation::Linear;
    return options;
}

}  // namespace

class Sentences : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void figures();
    void sumsAddUp();
    void areTheTraces_data();
    void areTheTraces();
    void sayWhatIsMeant();
    void ofHeldAndPadded();
    void fitTheirLines();
};

void Sentences::figures() {
    QCOMPARE(gui::figure(0.384), QStringLiteral("0.38"));
    QCOMPARE(gui::figure(0), QStringLiteral("0"));
    QCOMPARE(gui::figure(-0.0123), QStringLiteral("\u22120.012"));
    QCOMPARE(gui::figure(0.0000312), QStringLiteral("3.1e\u22125"));
    QCOMPARE(gui::figure(1234.5), QStringLiteral("1235"));
    QCOMPARE(gui::percent(0.754), QStringLiteral("75 %"));
    QCOMPARE(gui::percent(0), QStringLiteral("nothing"));
    QCOMPARE(gui::percent(1), QStringLiteral("all"));
    QCOMPARE(gui::percent(0.9961), QStringLiteral("99.6 %"));
    QCOMPARE(gui::percent(0.0004), QStringLiteral("0.04 %"));
    QCOMPARE(gui::percent(1 - 1e-9), QStringLiteral("more than 99.999 %"));
}

void Sentences::sumsAddUp() {
    const gui::Addition plain = gui::addedUp(0.38, 0.05, 0.43);
    QCOMPARE(plain.first + plain.second + plain.total, QStringLiteral("0.380.050.43"));
    QVERIFY(plain.isExact);
    // 0.384 + 0.054 = 0.438 reads 0.38 + 0.05 = 0.44 in two decimals.
    const gui::Addition three = gui::addedUp(0.384, 0.054, 0.438);
    QCOMPARE(three.total, QStringLiteral("0.438"));
    QCOMPARE(gui::addedUp(0.5, -0.2, 0.3).second, QStringLiteral("(\u22120.20)"));
}

void Sentences::areTheTraces_data() {
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QString>("activation");
    for (const std::string& name : engine::cellProgramNames())
        for (const char* activation : {"", "relu", "hard", "linear gates"})
            QTest::addRow("%s %s", name.c_str(), activation) << QString::fromStdString(name) << activation;
}

void Sentences::areTheTraces() {
    QFETCH(QString, cell);
    QFETCH(QString, activation);
    const engine::Trace trace = gui::specimen(cell.toStdString(), 4, 2, 6, 7, optionsOf(activation));
    const Reading reading(trace);
    Cursor cursor;
    int said = 0;
    for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward}) {
        cursor.pass = pass;
        for (const gui::Station& station : gui::stationsOf(*trace.cell.program, pass)) {
            cursor.operation = station.name;
            for (cursor.t = 1; cursor.t <= 6; ++cursor.t) {
                for (cursor.unit = 1; cursor.unit <= 4; ++cursor.unit) {
                    const std::vector<double> truths = truthsOf(reading, cursor, station);
                    for (const QString& sentence : gui::sentenceWordings(trace, cursor)) {
                        const QByteArray where = station.name.c_str() + (": " + sentence).toUtf8();
                        QVERIFY2(sentence.size() > 8 && sentence.endsWith(QLatin1Char('.')), where.constData());
                        for (const char* id : {"*", "_", "act(", "1-z", "%1", "%2", "%3", "%4", "%5", "NaN", "-"})
                            QVERIFY2(!sentence.contains(QLatin1String(id)) ||
                                         sentence.contains("pre-activation", Qt::CaseInsensitive),
                                     where.constData());
                        for (const Figure& figure : figuresOf(sentence))
                            QVERIFY2(holds(figure, truths), where.constData());
                        ++said;
                    }
                }
            }
        }
    }
    QVERIFY(said > 6 * 4 * 2 * int(trace.cell.program->operations.size()));
}

void Sentences::sayWhatIsMeant() {
    const auto said = [](const char* cell, const char* operation, Cursor::Pass pass = Cursor::Pass::Forward) {
        const engine::Trace trace = gui::specimen(cell, 4, 1, 6);
        Cursor cursor;
        cursor.pass = pass;
        cursor.t = 3;
        cursor.unit = 2;
        cursor.operation = operation;
        return gui::sentence(trace, cursor);
    };
    const auto matches = [](const QString& text, const char* pattern) {
        return QRegularExpression(QRegularExpression::anchoredPattern(QString::fromUtf8(pattern)))
            .match(text)
            .hasMatch();
    };
#define QSAYS(text, pattern) QVERIFY2(matches(text, pattern), qPrintable(text))
    QSAYS(said("lstm", "f"), "f keeps \\d+ % of the −?[\\d.]+ that unit 2 carried\\.");
    QSAYS(said("lstm", "i"), "i lets \\d+ % of the candidate into unit 2\\.");
    QSAYS(said("lstm", "c"), "c: −?[\\d.]+ kept \\+ \\(?−?[\\d.]+\\)? written = −?[\\d.]+\\.?");
    QSAYS(said("lstm_1997", "c"), "c: −?[\\d.]+ carried \\+ \\(?−?[\\d.]+\\)? written = −?[\\d.]+\\.?");
    QSAYS(said("lstm", "z_f"),
          "Pre-activation of the forget gate, unit 2: x brings .* the bias .*; together −?[\\d.]+\\.");
    QSAYS(said("lstm_peephole", "z_o"), ".*c brings −?[\\d.]+ through its peephole.*");
    QSAYS(said("lstm_fgr", "z_i"), ".*the gates before bring −?[\\d.]+.*");
    QSAYS(said("gru", "z"),
          "z keeps \\d+ % of the −?[\\d.]+ that unit 2 carried and leaves \\d+ % to the candidate\\.");
    QSAYS(said("min_gru", "z"),
          "z takes \\d+ % of the candidate and leaves \\d+ % to the −?[\\d.]+ that unit 2 carried\\.");
    QSAYS(said("simple_rnn", "h"), "Hidden state of unit 2: tanh turns −?[\\d.]+ into −?[\\d.]+\\.");
    QSAYS(said("lstm", "h", Cursor::Pass::Backward),
          "A little more of the hidden state of unit 2 would (raise|lower) the loss by [\\d.e−]+ per unit.*");
    QSAYS(said("lstm", "kernel", Cursor::Pass::Backward), "This step adds −?[\\d.e−]+ to the gradient of .*");
#undef QSAYS
}

void Sentences::ofHeldAndPadded() {
    engine::Trace trace = gui::specimen("lstm", 4, 1, 6);
    Cursor cursor;
    cursor.t = 3;
    cursor.unit = 2;
    cursor.operation = "f";
    const int f = trace.cell.program->find("f");
    trace.cell.probe.clamps = {{f, 1, 2, 3, 0, false}};
    trace.cell.values[std::size_t(f)](2, 1) = 0;
    QVERIFY2(gui::sentence(trace, cursor).startsWith(QStringLiteral("Held at 0: f keeps nothing of the ")),
             qPrintable(gui::sentence(trace, cursor)));
    cursor.unit = 1;
    QVERIFY(!gui::sentence(trace, cursor).contains(QStringLiteral("Held")));
    cursor.unit = 2;
    cursor.pass = Cursor::Pass::Backward;
    QVERIFY(gui::sentence(trace, cursor).startsWith(QStringLiteral("Held from outside")));

    trace.cell.probe = {};
    trace.cell.mask = {true, true, false, true, true, true};
    for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward}) {
        cursor.pass = pass;
        for (const gui::Station& station : gui::stationsOf(*trace.cell.program, pass)) {
            if (station.kind == gui::Station::Kind::Loss) continue;
            cursor.operation = station.name;
            QVERIFY2(gui::sentence(trace, cursor).startsWith(QStringLiteral("Padding: ")), station.name.c_str());
        }
    }
}

/// In the narrowest page and with longer words two lines hold it.
void Sentences::fitTheirLines() {
    gui::PseudoTranslator pseudo;
    QApplication::installTranslator(&pseudo);
    for (const bool presenter : {false, true}) {
        const gui::Theme theme = gui::Theme::make(gui::Theme::Kind::Light, presenter);
        for (const std::string& name : engine::cellProgramNames()) {
            const engine::Trace trace = gui::specimen(name, 4, 2, 6);
            Cursor cursor;
            cursor.t = 4;
            cursor.unit = 3;
            for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward}) {
                cursor.pass = pass;
                for (const gui::Station& station : gui::stationsOf(*trace.cell.program, pass)) {
                    cursor.operation = station.name;
                    const gui::Drawing drawing = gui::drawSentence(trace, cursor, theme, presenter ? 640 : 520);
                    QVERIFY(!drawing.texts.empty() && drawing.texts.size() <= 2);
                    for (const auto& text : drawing.texts) {
                        QVERIFY2(!text.text.endsWith(QChar(0x2026)), qPrintable(text.text));
                        QVERIFY(QRectF(QPointF(), drawing.size).contains(text.rect));
                    }
                    if (presenter) QVERIFY(drawing.texts.front().font.pixelSize() >= 20);
                }
            }
        }
    }
    QApplication::removeTranslator(&pseudo);
}

int main(int argc, char** argv) {
    const auto application = gui::makeOffscreenApplication();
    Sentences test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sentence.moc"
