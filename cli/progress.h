// One line on standard error that shows how far a training is; nothing where standard error is not a terminal.
#pragma once

#include <chrono>

#include "lessons/session/snapshot.h"

namespace cli {

class Progress {
 public:
    Progress();
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(const lessons::Snapshot& snapshot);
    /// Takes the line away, so that other text can be printed.
    void clear();

 private:
    bool m_terminal;
    bool m_shown = false;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

}  // namespace cli
