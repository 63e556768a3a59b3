// The threads' loop. A batch of a small net takes less time than waking a thread: who waits looks again and again for
// some microseconds before it sleeps.
#include "engine/training/parallel.h"

#include <algorithm>

#if defined(__SSE__)
#include <immintrin.h>
#endif

namespace engine {

namespace {

constexpr std::uint64_t kBits = 24, kMost = (std::uint64_t{1} << kBits) - 1;

std::uint64_t roundOf(std::uint64_t state) {
    return state >> (2 * kBits);
}
std::uint64_t countOf(std::uint64_t state) {
    return (state >> kBits) & kMost;
}
std::uint64_t nextOf(std::uint64_t state) {
    return state & kMost;
}

void rest() {
#if defined(__SSE__)
    _mm_pause();
#endif
}

/// Looks for about 30 microseconds, then sleeps until told.
template <typename Value, typename Over>
void waitFor(const std::atomic<Value>& value, Over over) {
    constexpr int kLooks = 1000;
    for (int look = 0; look < kLooks; ++look) {
        if (over(value.load(std::memory_order_acquire))) return;
        rest();
    }
    for (Value now = value.load(std::memory_order_acquire); !over(now); now = value.load(std::memory_order_acquire))
        value.wait(now, std::memory_order_acquire);
}

}  // namespace

Parallel::Parallel(int threads) {
    for (int i = 1; i < threads; ++i) m_threads.emplace_back([this] { work(); });
}

Parallel::~Parallel() {
    m_ending = true;
    m_state.store((roundOf(m_state) + 1) << (2 * kBits), std::memory_order_release);
    m_state.notify_all();
    for (std::thread& thread : m_threads) thread.join();
}

void Parallel::run(Index count, const std::function<void(Index)>& task) {
    if (m_threads.empty() || count <= 1) {
        for (Index i = 0; i < count; ++i) task(i);
        return;
    }
    // More tasks than the word has room for go in several rounds.
    for (Index first = 0; first < count; first += static_cast<Index>(kMost)) {
        const Index here = std::min(static_cast<Index>(kMost), count - first);
        const std::function<void(Index)> shifted = [&](Index i) { task(first + i); };
        m_task = &shifted;
        m_errors.assign(static_cast<std::size_t>(here), nullptr);
        m_done.store(0, std::memory_order_relaxed);
        m_state.store((roundOf(m_state.load(std::memory_order_relaxed)) + 1) << (2 * kBits) |
                          static_cast<std::uint64_t>(here) << kBits,
                      std::memory_order_release);
        m_state.notify_all();
        drain();
        waitFor(m_done, [here](Index done) { return done == here; });
        for (const std::exception_ptr& error : m_errors) {
            if (error) std::rethrow_exception(error);
        }
    }
}

void Parallel::work() {
    const FlushDenormals flush;
    std::uint64_t round = 0;
    while (true) {
        waitFor(m_state, [round](std::uint64_t state) { return roundOf(state) != round; });
        if (m_ending) return;
        round = roundOf(m_state.load(std::memory_order_acquire));
        drain();
    }
}

void Parallel::drain() {
    std::uint64_t state = m_state.load(std::memory_order_acquire);
    while (nextOf(state) < countOf(state)) {
        if (!m_state.compare_exchange_weak(state, state + 1, std::memory_order_acq_rel)) continue;
        // The round cannot end before this task has.
        const std::uint64_t number = nextOf(state), count = countOf(state);
        try {
            (*m_task)(static_cast<Index>(number));
        } catch (...) {
            m_errors[number] = std::current_exception();
        }
        if (m_done.fetch_add(1, std::memory_order_acq_rel) + 1 == static_cast<Index>(count)) m_done.notify_one();
        state = m_state.load(std::memory_order_acquire);
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
