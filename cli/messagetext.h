// What a session says, in the words of the command line.
#pragma once

#include <string>

#include "lessons/session/message.h"

namespace cli {

/// One line; empty where there is nothing to say.
[[nodiscard]] std::string messageText(const lessons::Message& message);

}  // namespace cli
