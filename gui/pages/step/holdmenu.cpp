// The menu that holds a value.
#include "gui/pages/step/holdmenu.h"

#include <QCoreApplication>
#include <QMenu>
#include <algorithm>

#include "gui/pages/step/knobbar.h"
#include "gui/place/reading.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(HoldMenu)
};

}  // namespace

bool showHoldMenu(QWidget* parent, const QPoint& where, const engine::Trace& trace, const Cursor& given,
                  std::function<void(const std::vector<CursorClamp>&)> changed) {
    const Reading reading(trace);
    const Cursor cursor = reading.fitted(given);
    const int operation = reading.program().find(cursor.operation);
    if (operation < 0) return false;
    const engine::Operation& held = reading.program().operations[static_cast<std::size_t>(operation)];
    auto others = cursor.clamps;
    std::erase_if(others, [&](const CursorClamp& clamp) { return clamp.operation == cursor.operation; });
    const bool isHeld = others.size() < cursor.clamps.size();

    auto* menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString name = heldName(trace, cursor);
    const auto add = [&](const QString& text, int unit, double value) {
        menu->addAction(text, parent, [changed, others, cursor, unit, value] {
            auto clamps = others;
            clamps.push_back({cursor.operation, unit, cursor.t, 0, value});
            changed(clamps);
        });
    };
    const bool keeps = held.isGate && held.role == engine::Role::Forget;
    const double now = reading.value(operation, cursor.t - 1, cursor.unit - 1);
    add((keeps ? Words::tr("Hold %1 at 0: erase") : Words::tr("Hold %1 at 0")).arg(name), cursor.unit, 0);
    if (held.isGate)
        add((keeps ? Words::tr("Hold %1 at 1: keep") : Words::tr("Hold %1 at 1")).arg(name), cursor.unit, 1);
    add(Words::tr("Hold %1 at %2, as it is").arg(name, number(now)), cursor.unit, now);
    menu->addSeparator();
    const QString letter = QString::fromStdString(cursor.operation);
    add(Words::tr("Hold %1 of every unit at 0").arg(letter), 0, 0);
    if (held.isGate) add(Words::tr("Hold %1 of every unit at 1").arg(letter), 0, 1);
    menu->addSeparator();
    auto* release =
        menu->addAction(Words::tr("Let go of %1").arg(letter), parent, [changed, others] { changed(others); });
    release->setEnabled(isHeld);
    menu->popup(where);
    return true;
}

}  // namespace gui
