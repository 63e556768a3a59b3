// Films: what the net has wrong, and the figure that only the order can raise.
#include <QCoreApplication>

#include "gui/outcome/references.h"
#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Clips)
};

}  // namespace

Table tableOf(const lessons::ClipsView& view) {
    Table table = tableOf(view.all);
    table.columns.front().name = Words::tr("wrong in clip");
    table.title = Words::tr("Held-out clips");
    if (const auto pairs = view.pairsAccuracy())
        table.note += QStringLiteral("; ") + Words::tr("on the pairs %1, %2")
                                                 .arg(number(*pairs, 3), referenceText(view.pairReferences));
    return table;
}

}  // namespace gui
