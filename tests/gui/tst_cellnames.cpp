// The engine hands out ids, gui/place/cellnames the words: every cell has them, and a translator reaches all of them.
#include <QApplication>
#include <QSet>
#include <QtTest>

#include "engine/cells/program.h"
#include "gui/place/cellnames.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellscene.h"
#include "gui/scene/equationbar.h"
#include "gui/scene/numberzoom.h"
#include "gui/scene/pinrow.h"
#include "gui/scene/sequencestrip.h"
#include "gui/studio/pseudotranslator.h"
#include "gui/studio/specimen.h"
#include "gui/studio/studio.h"

using gui::Cursor;

namespace {

void addTexts(const gui::Drawing& drawing, QSet<QString>& texts) {
    for (const gui::DrawnText& text : drawing.texts) texts << text.text << text.name;
    for (const gui::DrawnTarget& target : drawing.targets) texts << target.name;
}

/// All that the scenes say of a trace, at every station of both passes.
QSet<QString> textsOf(const engine::Trace& trace) {
    const gui::Theme theme = gui::Theme::make(gui::Theme::Kind::Light);
    const gui::SequenceInfo info;
    QSet<QString> texts;
    for (const auto pass : {Cursor::Pass::Forward, Cursor::Pass::Backward}) {
        Cursor cursor;
        cursor.pass = pass;
        cursor.t = 4;
        cursor.unit = 2;
        cursor.pins = {{trace.cell.program->operations.front().name, 1, 0}};
        for (const gui::Station& station : gui::stationsOf(*trace.cell.program, pass)) {
            cursor.operation = station.name;
            texts << station.label;
            addTexts(gui::drawCell(trace, cursor, theme, QSizeF(900, 560)), texts);
            addTexts(gui::drawNumber(trace, cursor, theme, QSizeF(900, 500)), texts);
            addTexts(gui::drawEquation(trace, cursor, theme, QSizeF(900, gui::equationHeight(theme))), texts);
            addTexts(gui::drawPins(trace, cursor, theme, 900, 2), texts);
        }
        addTexts(gui::drawUnrolled(trace, info, cursor, theme, QSizeF(900, 600)), texts);
        cursor.letters = engine::Dialect::Papers;
        addTexts(gui::drawUnrolled(trace, info, cursor, theme, QSizeF(900, 600)), texts);
    }
    return texts;
}

}  // namespace

class CellNames : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void everyCellHasWords();
    void aTranslatorReachesThem_data();
    void aTranslatorReachesThem();
};

void CellNames::everyCellHasWords() {
    QSet<QString> titles;
    for (const std::string& name : engine::cellProgramNames()) {
        const auto program = engine::makeCellProgram(name, 2, {});
        const QString title = gui::titleOf(*program);
        QVERIFY2(title != QString::fromStdString(name), name.c_str());
        titles << title;
        QSet<QString> labels;
        for (const engine::Operation& operation : program->operations) {
            const QString label = gui::labelOf(operation);
            QVERIFY2(label.size() > 5 && label != QString::fromStdString(operation.name), operation.name.c_str());
            labels << label;
        }
        // Two operations of one cell are never called the same.
        QCOMPARE(labels.size(), qsizetype(program->operations.size()));
    }
    QCOMPARE(titles.size(), qsizetype(engine::cellProgramNames().size()));
}

void CellNames::aTranslatorReachesThem_data() {
    QTest::addColumn<QString>("cell");
    for (const std::string& name : engine::cellProgramNames())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void CellNames::aTranslatorReachesThem() {
    QFETCH(QString, cell);
    engine::Trace trace = gui::specimen(cell.toStdString(), 4, 1, 6);
    trace.layer = "rnn";  // a name of Keras's, not of a language
    QStringList english{gui::titleOf(*trace.cell.program), gui::titleOf(engine::Dialect::Papers)};
    for (const engine::Operation& operation : trace.cell.program->operations) {
        english << gui::labelOf(operation);
        if (!gui::verbOf(operation).isEmpty()) english << gui::verbOf(operation);
    }
    gui::PseudoTranslator pseudo;
    QApplication::installTranslator(&pseudo);
    const QSet<QString> texts = textsOf(trace);
    QApplication::removeTranslator(&pseudo);
    QVERIFY(texts.size() > 40);
    for (const QString& text : texts)
        for (const QString& word : english) QVERIFY2(!text.contains(word), qPrintable(word + " in " + text));
}

int main(int argc, char** argv) {
    const auto application = gui::makeOffscreenApplication();
    CellNames test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_cellnames.moc"
