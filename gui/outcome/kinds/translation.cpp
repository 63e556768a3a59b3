// Translations: source, wanted, got.
#include <QCoreApplication>

#include "gui/outcome/tables.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Translation)
};

}  // namespace

Table tableOf(const lessons::TranslationView& view) {
    Table table;
    table.title = Words::tr("Translations");
    table.columns = {{Words::tr("source")}, {Words::tr("wanted")}, {Words::tr("got")}};
    for (const lessons::TranslationView::Row& row : view.rows) {
        QStringList got;
        for (const std::string& word : row.got) got += QString::fromStdString(word);
        table.rows.push_back({{QString::fromStdString(row.source), QString::fromStdString(row.wanted),
                               got.isEmpty() ? Words::tr("(nothing)") : got.join(u' ')},
                              row.isRight() ? Table::Mark::Right : Table::Mark::Wrong});
    }
    table.note =
        Words::tr("the decoder is fed its own favourite until it says %1").arg(QString::fromStdString(view.end));
    return table;
}

}  // namespace gui
