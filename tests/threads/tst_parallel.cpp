// The worker threads: every task once, in any number, errors of the lowest number first; meant for the thread
// sanitizer.
#include <atomic>
#include <cstdio>
#include <string>

#include "engine/core/error.h"
#include "engine/training/parallel.h"

namespace {

int failures = 0;

void check(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "failed: %s\n", what);
    ++failures;
}

}  // namespace

int main() {
    for (const int threads : {1, 2, 5}) {
        engine::Parallel parallel(threads);
        std::vector<int> done(100, 0);  // plain ints: the sanitizer sees a task that is run twice or not waited for
        for (int round = 0; round < 500; ++round) {
            const auto count = static_cast<engine::Index>(round % 101);
            parallel.run(count, [&](engine::Index i) { ++done[static_cast<std::size_t>(i)]; });
        }
        int total = 0, expected = 0;
        for (const int each : done) total += each;
        for (int round = 0; round < 500; ++round) expected += round % 101;
        check(total == expected, "each task runs once");

        std::atomic<int> ran = 0;
        std::string message;
        try {
            parallel.run(20, [&](engine::Index i) {
                ++ran;
                if (i % 7 == 3) throw engine::Error("task " + std::to_string(i));
            });
        } catch (const engine::Error& error) {
            message = error.what();
        }
        check(message == "task 3", "the lowest task's error comes out");
        check(threads == 1 || ran == 20, "the others are finished first");
        parallel.run(3, [&](engine::Index) { ++ran; });
    }
    for (int i = 0; i < 200; ++i) engine::Parallel(3);  // ends without ever having worked
    return failures == 0 ? 0 : 1;
}
