// Sentences: what the net reads of them and what it says.
#include <QCoreApplication>

#include "gui/outcome/references.h"
#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Sentences)
};

/// What is read; of a sentence that was read word by word, with the probability after each.
QString readText(const lessons::SentencesView::Row& row) {
    if (row.read.empty()) return Words::tr("(nothing)");
    const QStringList words = QString::fromStdString(row.read).split(u' ');
    if (row.afterEachWord.size() != std::size_t(words.size())) return words.join(u' ');
    QStringList parts;
    for (qsizetype k = 0; k < words.size(); ++k)
        parts += words[k] + u' ' + number(row.afterEachWord[std::size_t(k)], 2);
    return parts.join(QStringLiteral(", "));
}

QStringList placeOf(const lessons::SentencesView::Row& row) {
    if (!row.sample || row.t == 0) return {};
    return {QStringLiteral("sample=%1,t=%2").arg(*row.sample).arg(row.t)};
}

/// Held-out texts by kind: the net beside the baseline.
QString kindsText(const lessons::SentencesView& view) {
    QStringList parts{referenceText(view.references)};
    for (const lessons::SentencesView::Kind& kind : view.kinds)
        if (!kind.kind.empty())
            parts += Words::tr("%1: net %2, bag %3", "kind of text, shares right")
                         .arg(QString::fromStdString(kind.kind), number(double(kind.right) / double(kind.all), 2),
                              number(kind.baseline, 2));
    return parts.join(QStringLiteral("; "));
}

}  // namespace

Table tableOf(const lessons::SentencesView& view) {
    const auto name = [&](engine::Index label) { return QString::fromStdString(view.names[std::size_t(label)]); };
    Table table;
    table.title = Words::tr("Sentences");
    table.columns = {{Words::tr("sentence")},
                     {Words::tr("the net reads")},
                     {Words::tr("label")},
                     {Words::tr("confidence"), true},
                     {Words::tr("the net says")}};
    for (const lessons::SentencesView::Row& row : view.rows)
        table.rows.push_back(
            {{QString::fromStdString(row.text), readText(row),
              row.label ? name(*row.label) : Words::tr("not trained on"), number(row.confidence, 3), name(row.said)},
             !row.label               ? Table::Mark::None
             : *row.label == row.said ? Table::Mark::Right
                                      : Table::Mark::Wrong,
             placeOf(row)});
    table.note = Words::tr("words that training has not are dropped");
    if (view.isHeldOut) {
        table.title = Words::tr("Held-out sentences");
        table.note = kindsText(view);
    }
    return table;
}

}  // namespace gui
