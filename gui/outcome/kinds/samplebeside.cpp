// What the net and the edited or held one say for one sample.
#include <QCoreApplication>
#include <algorithm>

#include "gui/outcome/tables.h"
#include "gui/place/words.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::SampleBeside)
};

}  // namespace

Table sampleBeside(const lessons::Snapshot& snapshot) {
    Table table;
    if (!snapshot.shown.trace || !snapshot.shown.unprobed || !snapshot.task || snapshot.shown.trace->outputs.empty())
        return table;
    const auto before = snapshot.task->tell(snapshot.shown.unprobed->outputs[0]),
               after = snapshot.task->tell(snapshot.shown.trace->outputs[0]);
    table.title = Words::tr("This sample");
    const auto add = [&](bool changed) {
        for (std::size_t k = 0; k < std::min(before.size(), after.size()); ++k) {
            const QString first = sayingText(before[k]), second = sayingText(after[k]);
            if ((first != second) != changed) continue;
            if (table.columns.empty()) table.columns = {{Words::tr("as it is")}, {Words::tr("edited")}};
            table.rows.push_back({{before.size() > 1 ? Words::tr("t = %1, %2").arg(k + 1).arg(first) : first, second}});
        }
    };
    add(true);
    // Where both say the same, one line says so.
    if (table.rows.empty()) {
        add(false);
        if (table.rows.size() > 1) table.rows.resize(1);
    }
    return table;
}

}  // namespace gui
