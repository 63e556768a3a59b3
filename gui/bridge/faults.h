// What the engine's side refuses or has to say, in the words of the window.
#pragma once

#include <QString>
#include <exception>

#include "lessons/session/message.h"

namespace gui {

/// "Learning rate", "Batch size"; a key without a field of its own as it stands in a lesson's file: "model.lstm.units".
[[nodiscard]] QString settingName(const std::string& path);
/// "expected a number above 0, got -1"
[[nodiscard]] QString settingReason(const lessons::SettingFault& fault);
/// One line; empty where there is nothing to say.
[[nodiscard]] QString messageText(const lessons::Message& message);
/// Of anything that was thrown: "Learning rate: expected a number above 0, got -1".
[[nodiscard]] QString faultText(const std::exception& error);

}  // namespace gui
