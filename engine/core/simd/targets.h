// Which instruction sets the vector code is compiled for; to be included before any header of Highway.
// x86: a baseline (SSE4, or no vectors at all), AVX2 with FMA, AVX-512. Elsewhere what Highway knows: NEON.
#pragma once

// Not those that would only bring a few instructions more than their neighbour.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
