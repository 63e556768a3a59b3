// Keeps what a fault knows.
#include "lessons/session/message.h"

namespace lessons {

Message messageOf(const std::exception& error) {
    if (const auto* session = dynamic_cast<const SessionError*>(&error)) return session->message();
    if (const auto* setting = dynamic_cast<const SettingError*>(&error)) return {setting->fault()};
    return {EngineFault{error.what()}};
}

}  // namespace lessons
