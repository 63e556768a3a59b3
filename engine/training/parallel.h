// A few persistent threads that work through numbered tasks. What a task computes must not depend on who runs it.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
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
    /// The round's number, how many tasks it has, and the next one: one word, so that a thread that is late can take
    /// none of the next round by the numbers of the last.
    std::atomic<std::uint64_t> m_state = 0;
    std::atomic<Index> m_done = 0;
    std::atomic<bool> m_ending = false;
    // Written before a round begins, read by who has taken one of its tasks.
    const std::function<void(Index)>* m_task = nullptr;
    std::vector<std::exception_ptr> m_errors;

    void work();
    /// Runs tasks until none is left to start.
    void drain();
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
