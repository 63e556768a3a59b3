// Reads lesson links.
#include "gui/lesson/linkaction.h"

#include "engine/core/error.h"

namespace gui {

LinkAction parseLink(const QString& link) {
    const QString scheme = link.section(u':', 0, 0), target = link.section(u':', 1);
    if (scheme == QLatin1String("step")) return {LinkAction::Kind::Step, target};
    if (scheme == QLatin1String("train")) return {LinkAction::Kind::Train, target};
    if (scheme == QLatin1String("set")) return {LinkAction::Kind::Set, target};
    if (scheme == QLatin1String("lesson")) return {LinkAction::Kind::Lesson, target};
    if (scheme == QLatin1String("https")) return {LinkAction::Kind::Web, link};
    throw engine::Error("link \"" + link.toStdString() + "\": expected step:, train:, set:, lesson: or https:");
}

}  // namespace gui
