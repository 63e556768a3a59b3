// Films: what the net has wrong, and the figure that only the order can raise.
#include <QCoreApplication>
#include <algorithm>

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
    const auto both = [](double all, double pairs) {
        return Words::tr("%1 (pairs %2)", "share right").arg(number(all, 2), number(pairs, 2));
    };
    const auto pairs = view.pairsAccuracy();
    if (!pairs) return table;
    const double share = double(view.all.right()) / double(view.all.said.size());
    QStringList said{Words::tr("right %1 of %2 held out, %3")
                         .arg(view.all.right())
                         .arg(view.all.said.size())
                         .arg(both(share, *pairs))};
    for (const lessons::Reference& reference : view.all.references) {
        const auto same = [&](const lessons::Reference& one) { return one.id == reference.id; };
        const auto there = std::find_if(view.pairReferences.begin(), view.pairReferences.end(), same);
        said += there == view.pairReferences.end()
                    ? referenceText({reference})
                    : referenceName(reference.id) + u' ' + both(reference.value, there->value);
    }
    table.note = said.join(QStringLiteral("; "));
    return table;
}

}  // namespace gui
