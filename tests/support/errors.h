// The message an action is refused with.
#pragma once

#include <QString>

#include "engine/core/error.h"

/// What engine::Error says; "(no error)" where nothing is thrown.
template <typename Action>
QString messageOf(Action action) {
    try {
        action();
    } catch (const engine::Error& error) {
        return QString::fromStdString(error.what());
    }
    return QStringLiteral("(no error)");
}
