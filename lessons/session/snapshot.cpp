// The words of a status.
#include "lessons/session/snapshot.h"

namespace lessons {

std::string stopReasonName(StopReason reason) {
    switch (reason) {
        case StopReason::None:
            break;
        case StopReason::Completed:
            return "completed";
        case StopReason::EarlyStopped:
            return "early_stopped";
        case StopReason::Diverged:
            return "diverged";
        case StopReason::Stopped:
            return "stopped";
    }
    return "none";
}

}  // namespace lessons
