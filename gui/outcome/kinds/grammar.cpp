// Strings of a grammar: those that the net has not right throughout first.
#include <QCoreApplication>
#include <algorithm>

#include "gui/outcome/references.h"
#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Grammar)
};

/// "B T P", as the signs of a set.
QString spaced(const std::string& symbols) {
    QStringList parts;
    for (const char symbol : symbols) parts += QString(QLatin1Char(symbol));
    return parts.join(u' ');
}

}  // namespace

Table tableOf(const lessons::GrammarView& view) {
    constexpr std::size_t kShown = 60;
    Table table;
    table.title = Words::tr("Held-out strings");
    table.columns = {{Words::tr("string")},
                     {Words::tr("wrong at step"), true},
                     {Words::tr("may follow")},
                     {Words::tr("likeliest")},
                     {Words::tr("steps right"), true}};
    std::size_t whole = 0;
    for (const bool right : {false, true})
        for (const lessons::GrammarView::String& string : view.strings) {
            if ((string.right == string.steps) != right) continue;
            whole += right;
            if (table.rows.size() >= kShown) continue;
            Table::Row row;
            row.cells = {QString::fromStdString(string.text),
                         right ? QStringLiteral("\u2014") : QString::number(string.t), spaced(string.allowed),
                         spaced(string.likely), Words::tr("%1 of %2").arg(string.right).arg(string.steps)};
            row.mark = right ? Table::Mark::Right : Table::Mark::Wrong;
            row.places = {QStringLiteral("sample=%1,t=%2").arg(string.sample).arg(string.t)};
            table.rows.push_back(std::move(row));
        }
    table.note = Words::tr("right throughout %1 of %2 held out (%3); outer letter right %4 of %5; %6")
                     .arg(whole)
                     .arg(view.strings.size())
                     .arg(number(double(whole) / double(std::max<std::size_t>(1, view.strings.size())), 2))
                     .arg(view.echoesRight)
                     .arg(view.echoes)
                     .arg(referenceText(view.references));
    return table;
}

}  // namespace gui
