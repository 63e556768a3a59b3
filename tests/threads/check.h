// CHECK for programs without QtTest: prints what failed and counts it.
#pragma once

#include <cstdio>

namespace tests {
inline int failures = 0;
}

#define CHECK(condition)                                                                 \
    do {                                                                                 \
        if (!(condition)) {                                                              \
            std::fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition); \
            ++tests::failures;                                                           \
        }                                                                                \
    } while (false)
