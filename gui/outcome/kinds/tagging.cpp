// Tags, word by word.
#include <QCoreApplication>

#include "gui/outcome/references.h"
#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Tagging)
};

QStringList placeOf(const lessons::TaggingView::Word& word) {
    if (!word.sample || word.t == 0) return {};
    return {QStringLiteral("sample=%1,t=%2").arg(*word.sample).arg(word.t)};
}

}  // namespace

Table tableOf(const lessons::TaggingView& view) {
    Table table;
    table.title = Words::tr("Tags");
    table.columns = {{Words::tr("sentence")}, {Words::tr("word")}, {Words::tr("tag")}, {Words::tr("the net says")}};
    for (const lessons::TaggingView::Word& word : view.words) {
        const QString text = QString::fromStdString(word.word);
        table.rows.push_back({{word.sentence > 0 ? QString::number(word.sentence) : Words::tr("new"),
                               word.isKnown ? text : Words::tr("%1 (unknown)").arg(text),
                               word.tag ? QString::fromStdString(*word.tag) : Words::tr("not trained on"),
                               QString::fromStdString(word.said)},
                              !word.tag                ? Table::Mark::None
                              : *word.tag == word.said ? Table::Mark::Right
                                                       : Table::Mark::Wrong,
                              placeOf(word)});
    }
    table.note = Words::tr("unknown words share number 0 with the padding; cut to %1 words").arg(view.length);
    if (view.entityF1) {
        table.title = Words::tr("Held-out sentences");
        QStringList parts{Words::tr("entity F1 %1").arg(number(*view.entityF1, 2)), referenceText(view.references)};
        for (const lessons::TaggingView::Type& type : view.types)
            parts += Words::tr("%1 %2 of %3", "kind of entity, found whole, there are")
                         .arg(QString::fromStdString(type.type))
                         .arg(type.correct)
                         .arg(type.present);
        table.note = parts.join(QStringLiteral("; "));
    }
    return table;
}

}  // namespace gui
