# Flags that every target must share. The instruction set is one of them: Eigen's alignment, and so the layout of
# classes that hold its matrices, depends on it.
include(CheckCXXSourceRuns)

add_compile_options(-Wall -Wextra -Wpedantic)
if(GATEWISE_SANITIZE)
  add_compile_options(-fsanitize=${GATEWISE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${GATEWISE_SANITIZE})
endif()

# The program is built on the machine it runs on, so it may use what that machine has. gcc 12 spills registers in
# Eigen 3.4's AVX-512 product, which makes "native" slower than x86-64-v3.
set(CMAKE_REQUIRED_FLAGS "-march=x86-64-v3")
check_cxx_source_runs("int main() { return __builtin_cpu_supports(\"avx2\") && __builtin_cpu_supports(\"fma\") ? 0 : 1; }"
                      GATEWISE_CPU_HAS_AVX2)
unset(CMAKE_REQUIRED_FLAGS)
if(GATEWISE_CPU_HAS_AVX2)
  add_compile_options(-march=x86-64-v3)
endif()

# Threads run whole shards of a batch; a threaded product is slower at these sizes and would change the sums.
add_compile_definitions(EIGEN_DONT_PARALLELIZE EIGEN_MPL2_ONLY)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
