// What this processor's one thread can do at most in a product of float matrices, with the instructions in use.
#pragma once

namespace bench {

/// Median GFLOP/s of a few products of 1024 x 1024 matrices.
[[nodiscard]] double peakGflops();
[[nodiscard]] const char* instructionSet();

}  // namespace bench
