// Catches signals while something is trained.
#include "cli/interrupt.h"

#include <CLI/CLI.hpp>
#include <csignal>

namespace cli {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

std::atomic<bool> stopAsked{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may not wait");
volatile std::sig_atomic_t signalNumber = 0;

void onSignal(int number) {
    signalNumber = number;
    stopAsked.store(true, std::memory_order_relaxed);
    std::signal(number, SIG_DFL);
}

}  // namespace

InterruptGuard::InterruptGuard() {
    stopAsked = false;
    signalNumber = 0;
    for (std::size_t i = 0; i < std::size(kSignals); ++i) {
        m_before[i] = std::signal(kSignals[i], onSignal);
        if (kSignals[i] == SIGHUP && m_before[i] == SIG_IGN) std::signal(SIGHUP, SIG_IGN);
    }
}

InterruptGuard::~InterruptGuard() {
    for (std::size_t i = 0; i < std::size(kSignals); ++i) std::signal(kSignals[i], m_before[i]);
}

const std::atomic<bool>& InterruptGuard::asked() {
    return stopAsked;
}

void InterruptGuard::endProgram() {
    if (signalNumber != 0) throw CLI::RuntimeError(128 + static_cast<int>(signalNumber));
}

}  // namespace cli
