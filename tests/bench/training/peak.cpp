// The peak by the engine's matrix product.
#include "tests/bench/training/peak.h"

#include <algorithm>
#include <array>
#include <ctime>

#include "engine/core/scalar.h"

namespace bench {

namespace {

/// This thread's own, so that a busy machine does not make the peak look low.
double threadSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

double peakGflops() {
    constexpr engine::Index kSize = 1024;
    static const engine::Matrix a = engine::Matrix::Random(kSize, kSize), b = engine::Matrix::Random(kSize, kSize);
    static engine::Matrix c(kSize, kSize);
    std::array<double, 5> rates{};
    for (double& rate : rates) {
        const double start = threadSeconds();
        c.noalias() = a * b;
        rate = 2.0 * kSize * kSize * kSize / (threadSeconds() - start) / 1e9;
    }
    std::sort(rates.begin(), rates.end());
    return rates[rates.size() / 2];
}

const char* instructionSet() {
    return "as built";
}

}  // namespace bench
