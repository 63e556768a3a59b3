// Sounds by class: how often each is heard right, and what it is taken for.
#include <QCoreApplication>

#include "gui/outcome/references.h"
#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Speech)
};

}  // namespace

Table tableOf(const lessons::SpeechView& view) {
    Table table = confusionTable(view.frames, 0);
    table.title = Words::tr("Frames of a voice that was not learnt from");
    if (view.newSentences)
        table.note += QStringLiteral("; ") + Words::tr("new sentences of known voices %1 (%2)")
                                                 .arg(number(*view.newSentences, 3),
                                                      referenceText(view.newSentencesReferences));
    return table;
}

}  // namespace gui
