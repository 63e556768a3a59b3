// A few persistent threads that work through numbered tasks. What a task computes must not depend on who runs it.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/core/scalar.h"

namespace engine {

/// The calling thread works too, so `threads` = 1 starts none and runs everything in order.
class Parallel {
 public:
    explicit Parallel(int threads);
    ~Parallel();
    Parallel(const Parallel&) = delete;
    Parallel& operator=(const Parallel&) = delete;

    /// Calls task(0) ... task(count-1), each once, and returns when all are done. Where tasks throw, the exception of
    /// the lowest number is thrown on. Not reentrant.
    void run(Index count, const std::function<void(Index)>& task);

 private:
    std::vector<std::thread> m_threads;
    std::mutex m_mutex;
    std::condition_variable m_started, m_finished;
    // All below is guarded by m_mutex.
    const std::function<void(Index)>* m_task = nullptr;
    Index m_count = 0, m_next = 0, m_done = 0;
    std::vector<std::exception_ptr> m_errors;
    bool m_ending = false;

    void work();
    /// Runs tasks until none is left to start.
    void drain(std::unique_lock<std::mutex>& lock);
};

/// While it lives, this thread's denormal numbers are zero: they slow a product down a hundredfold and carry nothing.
class FlushDenormals {
 public:
    FlushDenormals();
    ~FlushDenormals();
    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;

 private:
    unsigned m_before;
};

}  // namespace engine
