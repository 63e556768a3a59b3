// From the screen to the engine thread: commands in the order they were posted.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <utility>
#include <vector>

namespace lessons {

class Runner;
using Command = std::function<void(Runner&)>;

class CommandQueue {
 public:
    void post(Command command) {
        {
            const std::lock_guard lock(m_mutex);
            m_commands.push_back(std::move(command));
        }
        m_posted.notify_one();
    }
    /// All that was posted; does not wait.
    [[nodiscard]] std::vector<Command> take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_commands, {});
    }
    /// Waits for the first one, or for the end.
    [[nodiscard]] std::vector<Command> wait(const std::stop_token& stop) {
        std::unique_lock lock(m_mutex);
        m_posted.wait(lock, stop, [this] { return !m_commands.empty(); });
        return std::exchange(m_commands, {});
    }

 private:
    std::mutex m_mutex;
    std::condition_variable_any m_posted;
    std::vector<Command> m_commands;
};

}  // namespace lessons
