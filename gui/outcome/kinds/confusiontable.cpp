// A row a class, a column for each that the net may say; where there are too many for that, what it is taken for most.
#include <QCoreApplication>
#include <algorithm>

#include "gui/outcome/classwords.h"
#include "gui/outcome/references.h"
#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Confusion)
};

}  // namespace

Table confusionTable(const lessons::ClassificationView& view, std::size_t mostColumns) {
    constexpr std::size_t kFew = 6;
    const auto counts = view.confusion();
    const bool isWhole = counts.size() <= mostColumns;
    Table table;
    table.title = view.isEachStep ? Words::tr("Held-out steps") : Words::tr("Held-out sequences");
    table.columns = {{Words::tr("it is")}};
    if (isWhole)
        for (std::size_t said = 0; said < counts.size(); ++said)
            table.columns.push_back({counts.size() <= kFew ? Words::tr("the net says %1").arg(className(view, said))
                                                           : QChar(0x2192) + className(view, said),
                                     true});
    else
        table.columns.insert(table.columns.end(), {{Words::tr("how many"), true}, {Words::tr("taken for")}});
    table.columns.push_back({Words::tr("share right"), true});
    for (std::size_t label = 0; label < counts.size(); ++label) {
        std::size_t all = 0, most = label == 0 ? 1 : 0;
        for (std::size_t said = 0; said < counts.size(); ++said) {
            all += counts[label][said];
            if (said != label && counts[label][said] > counts[label][most]) most = said;
        }
        Table::Row row;
        row.cells += className(view, label);
        if (isWhole) {
            row.places += QString();
            for (std::size_t said = 0; said < counts.size(); ++said) {
                row.cells += QString::number(counts[label][said]);
                row.places += firstTaken(view, label, said);
            }
        } else {
            row.places += firstTaken(view, label, most);
            const std::size_t times = counts[label][most];
            row.cells += QString::number(all);
            row.cells +=
                times == 0 ? QStringLiteral("\u2014") : Words::tr("%1, %2 times").arg(className(view, most)).arg(times);
        }
        row.cells += all == 0 ? QStringLiteral("\u2014") : number(double(counts[label][label]) / double(all), 2);
        table.rows.push_back(std::move(row));
    }
    table.note = Words::tr("right %1 of %2 held out (%3); %4")
                     .arg(view.right())
                     .arg(view.said.size())
                     .arg(number(double(view.right()) / double(std::max<std::size_t>(1, view.said.size())), 3),
                          referenceText(view.references));
    return table;
}

}  // namespace gui
