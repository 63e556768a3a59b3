// The progress line and its estimate of the time left.
#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace cli {
namespace {

constexpr int kWidth = 24;

std::string clock(double seconds) {
    const long whole = static_cast<long>(seconds + 0.5);
    char text[32];
    if (whole >= 3600)
        std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    else
        std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    return text;
}

}  // namespace

Progress::Progress() : m_terminal(isatty(STDERR_FILENO) == 1) {}
Progress::~Progress() {
    clear();
}

void Progress::show(const lessons::Snapshot& snapshot) {
    if (!m_terminal || snapshot.status.epochs == 0 || snapshot.status.batches == 0) return;
    // Of all runs together: each has the same number of epochs to go at most.
    double done = static_cast<double>(snapshot.status.batch) / static_cast<double>(snapshot.status.batches);
    for (const lessons::TaskRunSummary& run : snapshot.status.taskRuns)
        done += run.finished ? snapshot.status.epochs : run.epoch;
    const double all =
        static_cast<double>(snapshot.status.epochs) * static_cast<double>(snapshot.status.taskRuns.size());
    const double share = std::clamp(done / all, 0.0, 1.0);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    const int filled = static_cast<int>(share * kWidth);
    std::string line = "\r[" + std::string(static_cast<std::size_t>(filled), '#') +
                       std::string(static_cast<std::size_t>(kWidth - filled), '.') + "] ";
    if (snapshot.status.taskRuns.size() > 1) line += snapshot.status.taskRuns[snapshot.status.taskRun].name + "  ";
    line += "epoch " + std::to_string(std::min(snapshot.status.epoch + 1, snapshot.status.epochs)) + "/" +
            std::to_string(snapshot.status.epochs);
    char loss[32];
    std::snprintf(loss, sizeof loss, "  loss %.4g", snapshot.status.runningLoss);
    if (snapshot.status.batch > 0) line += loss;
    if (share > 0.01 || seconds > 2) line += "  " + clock(share > 0 ? seconds * (1 - share) / share : 0) + " left";
    std::fprintf(stderr, "%s\033[K", line.c_str());
    std::fflush(stderr);
    m_shown = true;
}

void Progress::clear() {
    if (m_shown) std::fputs("\r\033[K", stderr);
    m_shown = false;
}

}  // namespace cli
