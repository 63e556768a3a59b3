// What the units of a model of characters follow, with what the same search finds where nothing is to be found.
#include <QCoreApplication>

#include "gui/outcome/characterwords.h"
#include "gui/outcome/references.h"
#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Characters)
};

}  // namespace

QString propertyName(const std::string& id) {
    if (id == "in_quotes") return Words::tr("inside quotation marks");
    if (id == "line_position") return Words::tr("position in the line");
    if (id == "word_position") return Words::tr("position in the word");
    return QString::fromStdString(id);
}

Table tableOf(const lessons::CharactersView& view) {
    Table table;
    table.title = Words::tr("What the units follow");
    table.columns = {{Words::tr("what")},
                     {Words::tr("unit"), true},
                     {Words::tr("its score"), true},
                     {Words::tr("best where the label is moved"), true},
                     {Words::tr("a unit drawn by lot"), true}};
    for (const lessons::CharactersView::Follower& each : view.followers) {
        Table::Row row;
        row.cells = {propertyName(each.property), QString::number(each.unit + 1), number(each.score, 2),
                     number(each.shuffled, 2),
                     Words::tr("%1 (unit %2)").arg(number(each.otherScore, 2)).arg(each.otherUnit + 1)};
        row.places = {QStringLiteral("layer=%1,sample=%2,t=1,unit=%3")
                          .arg(QString::fromStdString(view.layer))
                          .arg(view.firstSample)
                          .arg(each.unit + 1)};
        table.rows.push_back(std::move(row));
    }
    table.note =
        Words::tr("%1 bits a character, held out; %2").arg(number(view.bits, 2), referenceText(view.references));
    return table;
}

}  // namespace gui
