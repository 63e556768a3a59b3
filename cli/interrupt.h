// Ctrl-C and a polite kill end a training in order.
#pragma once

#include <atomic>

namespace cli {

/// While it lives, SIGINT, SIGTERM and SIGHUP (unless it is ignored, as under nohup) ask for a stop; a second one ends
/// the program at once. One at a time.
class InterruptGuard {
 public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    [[nodiscard]] static const std::atomic<bool>& asked();
    /// Where the work was stopped: ends the program with 128 + the signal's number, as a shell expects it (130 for
    /// Ctrl-C, 143 for SIGTERM). Call it when the result is written.
    static void endProgram();

 private:
    void (*m_before[3])(int) = {};
};

}  // namespace cli
