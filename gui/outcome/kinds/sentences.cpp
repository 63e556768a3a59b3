// Sentences: what the net reads of them and what it says.
#include <QCoreApplication>

#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Sentences)
};

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
            {{QString::fromStdString(row.text),
              row.read.empty() ? Words::tr("(nothing)") : QString::fromStdString(row.read),
              row.label ? name(*row.label) : Words::tr("not trained on"), number(row.confidence, 3), name(row.said)},
             !row.label               ? Table::Mark::None
             : *row.label == row.said ? Table::Mark::Right
                                      : Table::Mark::Wrong});
    table.note = Words::tr("words that training has not are dropped");
    return table;
}

}  // namespace gui
