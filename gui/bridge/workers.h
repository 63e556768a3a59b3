// Threads for what the window must not wait for: opening a lesson, ending a session. Each is joined soon after it
// ended.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace gui {

/// Lives on the window's thread. The destructor waits for all of them.
class Workers {
 public:
    void start(std::function<void()> job) {
        reap();
        auto over = std::make_shared<std::atomic<bool>>(false);
        m_workers.push_back({over, std::jthread([over, job = std::move(job)]() mutable {
                                 job();
                                 job = nullptr;  // what it held goes here, not where it is joined
                                 over->store(true);
                             })});
    }
    /// Joins those that have ended; never waits for long.
    void reap() {
        std::erase_if(m_workers, [](const Worker& worker) { return worker.over->load(); });
    }
    void finish() { m_workers.clear(); }
    [[nodiscard]] std::size_t count() const { return m_workers.size(); }

 private:
    struct Worker {
        std::shared_ptr<std::atomic<bool>> over;
        std::jthread thread;
    };
    std::vector<Worker> m_workers;
};

}  // namespace gui
