// The tune that the net wrote, ten notes a row.
#include <QCoreApplication>
#include <algorithm>

#include "gui/outcome/tables.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Notes)
};

}  // namespace

Table tableOf(const lessons::NotesView& view) {
    constexpr std::size_t kPerRow = 10;
    Table table;
    table.title = Words::tr("What the net writes");
    table.isSequence = true;
    table.columns.push_back({Words::tr("notes")});
    for (std::size_t i = 0; i < kPerRow; ++i) table.columns.push_back({QString::number(i + 1)});
    for (std::size_t first = 0; first < view.written.size(); first += kPerRow) {
        const std::size_t end = std::min(first + kPerRow, view.written.size());
        Table::Row row;
        row.cells += Words::tr("%1 to %2").arg(first + 1).arg(end);
        for (std::size_t i = first; i < end; ++i) row.cells += QString::fromStdString(view.written[i]);
        table.rows.push_back(std::move(row));
    }
    table.note = Words::tr(
                     "always the favourite, fed back; on notes still to be thrown no net is right more often than "
                     "1 in %1")
                     .arg(view.alphabet);
    return table;
}

}  // namespace gui
