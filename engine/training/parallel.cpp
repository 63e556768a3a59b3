// The threads' loop. Tasks are whole shards of a batch, so one lock a task costs nothing.
#include "engine/training/parallel.h"

#if defined(__SSE__)
#include <immintrin.h>
#endif

namespace engine {

Parallel::Parallel(int threads) {
    for (int i = 1; i < threads; ++i) m_threads.emplace_back([this] { work(); });
}

Parallel::~Parallel() {
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_ending = true;
    }
    m_started.notify_all();
    for (std::thread& thread : m_threads) thread.join();
}

void Parallel::run(Index count, const std::function<void(Index)>& task) {
    if (m_threads.empty() || count <= 1) {
        for (Index i = 0; i < count; ++i) task(i);
        return;
    }
    std::unique_lock<std::mutex> lock(m_mutex);
    m_task = &task;
    m_count = count;
    m_next = 0;
    m_done = 0;
    m_errors.assign(static_cast<std::size_t>(count), nullptr);
    m_started.notify_all();
    drain(lock);
    m_finished.wait(lock, [this] { return m_done == m_count; });
    m_task = nullptr;
    for (const std::exception_ptr& error : m_errors) {
        if (error) std::rethrow_exception(error);
    }
}

void Parallel::work() {
    const FlushDenormals flush;
    std::unique_lock<std::mutex> lock(m_mutex);
    while (true) {
        m_started.wait(lock, [this] { return m_ending || (m_task != nullptr && m_next < m_count); });
        if (m_ending) return;
        drain(lock);
    }
}

void Parallel::drain(std::unique_lock<std::mutex>& lock) {
    while (m_task != nullptr && m_next < m_count) {
        const Index number = m_next++;
        const std::function<void(Index)>& task = *m_task;
        lock.unlock();
        std::exception_ptr error;
        try {
            task(number);
        } catch (...) {
            error = std::current_exception();
        }
        lock.lock();
        m_errors[static_cast<std::size_t>(number)] = error;
        if (++m_done == m_count) m_finished.notify_one();
    }
}

#if defined(__SSE__)
FlushDenormals::FlushDenormals() : m_before(_mm_getcsr()) {
    _mm_setcsr(m_before | 0x8040u);
}
FlushDenormals::~FlushDenormals() {
    _mm_setcsr(m_before);
}
#else
FlushDenormals::FlushDenormals() : m_before(0) {}
FlushDenormals::~FlushDenormals() = default;
#endif

}  // namespace engine
