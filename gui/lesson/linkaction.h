// What a link in a lesson asks of the tool.
#pragma once

#include <QString>

namespace gui {

struct LinkAction {
    enum class Kind { Step, Train, Set, Lesson, Web };
    Kind kind;
    QString target;  ///< "t=18,op=f", "start", "training.epochs=5", "gru", "https://..."
};

/// Throws engine::Error for a scheme that is not known.
[[nodiscard]] LinkAction parseLink(const QString& link);

}  // namespace gui
