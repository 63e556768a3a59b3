// The theme: contrast, type sizes, numbers as they are written.
#include <QFontInfo>
#include <QtTest>
#include <cmath>

#include "engine/core/error.h"
#include "gui/charts/decimate.h"
#include "gui/charts/ticks.h"
#include "gui/theme/theme.h"
#include "tests/support/contrast.h"

using gui::Theme;

using support::contrast;

class TestTheme : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() { Theme::loadFonts(); }

    void textIsReadable_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("least");
        QTest::newRow("light") << int(Theme::Kind::Light) << 4.5;
        QTest::newRow("dark") << int(Theme::Kind::Dark) << 4.5;
        QTest::newRow("high contrast") << int(Theme::Kind::HighContrast) << 7.0;
    }

    void textIsReadable() {
        QFETCH(int, kind);
        QFETCH(double, least);
        const Theme t = Theme::make(Theme::Kind(kind));
        for (const QColor& colour : {t.ink, t.mutedInk, t.accent, t.danger, t.forget, t.write, t.candidate, t.read,
                                     t.cell, t.hidden, t.input}) {
            // The dark palette's cell and forget hues are interface.md's own; they hold on its ground.
            QVERIFY2(contrast(colour, t.ground) >= least - 0.05,
                     qPrintable(colour.name() + " on ground: " + QString::number(contrast(colour, t.ground))));
        }
        QVERIFY(contrast(t.mutedInk, t.panel) >= least);
        const auto mixed = [](const QColor& a, const QColor& b, double share) {
            return QColor(int(a.red() + (b.red() - a.red()) * share), int(a.green() + (b.green() - a.green()) * share),
                          int(a.blue() + (b.blue() - a.blue()) * share));
        };
        const auto check = [](const char* what, const QColor& text, const QColor& ground, double atLeast) {
            QVERIFY2(contrast(text, ground) >= atLeast - 0.05,
                     qPrintable(QStringLiteral("%1: %2 on %3 has %4")
                                    .arg(QLatin1String(what), text.name(), ground.name())
                                    .arg(contrast(text, ground))));
        };
        for (const QColor& colour : {t.forget, t.write, t.candidate, t.read, t.cell, t.hidden, t.input}) {
            check("a letter on a card", colour, t.card, least);
            check("a number on its bar", t.ink, t.faded(colour), 4.5);
            const QColor lit = mixed(t.card, colour, 0.09);
            check("the words of the lit card", t.ink, lit, least);
            check("the note of the lit card", t.mutedInk, lit, 4.5);
            check("the large letter of the lit card", colour, lit, 3);
        }
        for (const double share : {-0.55, 0.55}) check("a gradient on its bar", t.ink, t.signedColour(share), 4.5);
        for (const QColor& ground : {t.card, t.panel, t.accentSoft}) {
            check("ink", t.ink, ground, least);
            check("muted ink", t.mutedInk, ground, 4.5);
            check("accent", t.accent, ground, 4.5);
        }
        QVERIFY(contrast(t.accentInk, t.accent) >= least);
        QVERIFY(contrast(t.ink, t.dangerSoft) >= least);
        QVERIFY(contrast(t.accent, t.accentSoft) >= std::min(least, 4.5));
    }

    void textNeverFallsBelowItsFloor() {
        for (const double scale : {0.75, 1.0, 1.5, 2.0}) {
            for (int kind = 0; kind <= int(Theme::Text::NumberLarge); ++kind) {
                QVERIFY(Theme::make(Theme::Kind::Light, false, scale).pixels(Theme::Text(kind)) >= 12);
                QVERIFY(Theme::make(Theme::Kind::Light, true, scale).pixels(Theme::Text(kind)) >= 20);
            }
        }
    }

    void theBundledFontsAreUsed() {
        const Theme t = Theme::make(Theme::Kind::Light);
        QCOMPARE(QFontInfo(t.font(Theme::Text::Body)).family(), QStringLiteral("Inter"));
        QCOMPARE(QFontInfo(t.font(Theme::Text::Math)).family(), QStringLiteral("STIX"));
        QCOMPARE(QFontInfo(t.font(Theme::Text::Number)).family(), QStringLiteral("JetBrains Mono"));
        QVERIFY(QFontInfo(t.font(Theme::Text::Title)).weight() >= QFont::DemiBold);
        QVERIFY(QFontInfo(t.font(Theme::Text::Math)).italic());
    }

    void namesRoundTrip() {
        for (const char* name : {"light", "dark", "high-contrast"})
            QCOMPARE(Theme::make(Theme::kindFromName(QLatin1String(name))).name(), QLatin1String(name));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(Theme::kindFromName(QStringLiteral("sepia"))), engine::Error);
    }

    void numbersHaveATrueMinusAndNoNegativeZero() {
        QCOMPARE(gui::number(0.394), QStringLiteral("0.39"));
        QCOMPARE(gui::number(-0.806), QStringLiteral("\u22120.81"));
        QCOMPARE(gui::number(-0.001), QStringLiteral("0.00"));
        QCOMPARE(gui::number(-0.0), QStringLiteral("0.00"));
        QCOMPARE(gui::number(NAN), QStringLiteral("NaN"));
        QCOMPARE(gui::number(-INFINITY), QStringLiteral("\u2212\u221E"));
    }

    void signedColoursMeetTheEndsAndTheMiddle() {
        const Theme t = Theme::make(Theme::Kind::Light);
        QCOMPARE(t.signedColour(-1), t.negative);
        QCOMPARE(t.signedColour(0), t.middle);
        QCOMPARE(t.signedColour(1), t.positive);
        QCOMPARE(t.signedColour(7), t.positive);
        QCOMPARE(t.signedColour(1, true), t.weightPositive);
    }

    void ticksAreRoundAndInside() {
        const auto labels = [](const std::vector<gui::Tick>& ticks) {
            QStringList list;
            for (const gui::Tick& tick : ticks) list += tick.label;
            return list.join(u' ');
        };
        QCOMPARE(labels(gui::niceTicks(0.0, 1.0, 5)), QStringLiteral("0.0 0.2 0.4 0.6 0.8 1.0"));
        QCOMPARE(labels(gui::wholeTicks(1, 5, 10)), QStringLiteral("1 2 3 4 5"));
        QCOMPARE(labels(gui::wholeTicks(0, 50, 6)), QStringLiteral("0 10 20 30 40 50"));
        QCOMPARE(labels(gui::logTicks(-3, 0, 4)), QStringLiteral("0.001 0.01 0.1 1"));
        QCOMPARE(labels(gui::niceTicks(20000, 40000, 2)), QStringLiteral("20\u2009000 30\u2009000 40\u2009000"));
        QVERIFY(gui::niceTicks(NAN, 1, 4).empty());
        QVERIFY(gui::niceTicks(2, 2, 4).empty());
    }

    void decimationKeepsExtremes() {
        std::vector<double> values(10000);
        for (std::size_t k = 0; k < values.size(); ++k) values[k] = std::sin(double(k) * 0.01);
        values[5003] = 40;
        values[7777] = -40;
        const QList<QPointF> points = gui::decimate(values, 0, values.size(), 500);
        QVERIFY(points.size() <= 502);
        QVERIFY(points.contains(QPointF(5003, 40)));
        QVERIFY(points.contains(QPointF(7777, -40)));
        for (int k = 1; k < points.size(); ++k) QVERIFY(points[k - 1].x() < points[k].x());
        QCOMPARE(gui::decimate({1, NAN, 3}, 0, 3, 10), (QList<QPointF>{{0, 1}, {2, 3}}));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
