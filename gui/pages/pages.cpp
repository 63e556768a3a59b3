// The table of pages.
#include "gui/pages/pages.h"

#include <QCoreApplication>

#include "gui/bridge/bridge.h"
#include "gui/pages/step/steppage.h"
#include "gui/pages/train/trainpage.h"

namespace gui {
namespace {

struct Pages {
    Q_DECLARE_TR_FUNCTIONS(Pages)
};

}  // namespace

std::vector<PageEntry> pageEntries() {
    return {
        {"step", Pages::tr("Step"), [](Bridge& bridge) -> Page* { return StepPage::make(bridge); }},
        {"train", Pages::tr("Train"), [](Bridge& bridge) -> Page* { return new TrainPage(bridge); }},
    };
}

std::vector<std::string> pageIds() {
    std::vector<std::string> ids;
    for (const PageEntry& entry : pageEntries()) ids.push_back(entry.id);
    return ids;
}

}  // namespace gui
