// How a fused kernel lays out one layer's numbers. All its tensors are [feature][16 samples]: the state that a step
// leaves is, as it lies, the operand of the next step's product, so nothing is packed or padded between steps.
//
//   operand of step n            gates of step n            one product a step
//   [inputs][16 samples]         [rows][16 samples]         gates = weights * operand
//
//     +----------------+           +----------------+         weights, rows x inputs, in panels of 12 rows:
//     | h of step n-1  | units     | block 0: units |           panel 0: w(0..11, input 0), w(0..11, input 1), ...
//     +----------------+           +----------------+           panel 1: w(12..23, input 0), ...
//     | 1, for biases  | 1         | block 1: units |         12 weights are broadcast against 16 samples; their sums
//     +----------------+           +----------------+         stay in registers over all inputs.
//     | x of step n    | features  | ...            |
//     +----------------+           +----------------+         A block (a gate) may read a part of the operand only.
//
// Steps are numbered as they are processed, so a layer that goes backwards differs in packing x and h only. A wide x
// (Plan::hoisted) is not in the operand: its product goes over all steps at once, in parts that fit the cache.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/core/simd/buffer.h"
#include "engine/core/simd/lanes.h"
#include "engine/layers/kernels/recurrentkernel.h"

namespace engine::fused {

using simd::Factors, simd::toLanes, simd::fromLanes, simd::transposeTile;
using simd::kLanes, simd::kPanel;
constexpr std::size_t kWide = 128;  ///< features from which on x has a product of its own

enum class Squash { Linear, Relu, Tanh, Sigmoid };

/// Rows of the gates that read the operand's inputs first .. last-1.
struct Region {
    std::size_t firstRow = 0, rows = 0, firstInput = 0, lastInput = 0;
    bool readsX = false;
    std::size_t offset = 0;  ///< of its panels in Plan::panels
};

/// Where a block's rows come from: columns of Keras's matrices, block*units onwards.
struct GateBlock {
    int recurrent = -1;     ///< block of recurrent_kernel's columns; -1: does not read h
    int kernel = -1;        ///< block of kernel's columns; -1: does not read x
    std::vector<int> bias;  ///< rows of bias that are added
};

/// The blocks of one cell. Those that read h come first and those that read x last, each without a gap.
struct CellLayout {
    std::vector<GateBlock> blocks;
    std::size_t kerasBlocks = 0;  ///< side by side in Keras's matrices
    std::size_t states = 1;       ///< 2 where there is a c beside h
    std::size_t kept = 0;         ///< further numbers kept a unit and step
};

/// Sizes, and the weights as the products read them. Made anew where weights change: packing is copying.
struct Plan {
    const CellLayout* layout = nullptr;
    std::size_t units = 0, features = 0, inputs = 0, rows = 0;
    bool hoisted = false;
    bool constantX = false;  ///< hoisted, and projected once
    Squash squash = Squash::Tanh;
    std::vector<Region> regions;
    Buffer panels;  ///< of all regions

    // Backward's products go from gates to operand: a row of weights for each unit of h and each feature of x.
    std::size_t recurrentRows = 0, inputRows = 0;  ///< gates that read h, the first ones; that read x, the last ones
    std::size_t recurrentStride = 0, inputStride = 0;
    Buffer recurrentBack, inputBack;  ///< [units][recurrentStride], [features][inputStride]

    /// constantX: x is the same at every step, as behind a RepeatVector.
    void setUp(const CellLayout& cell, std::size_t units, std::size_t features, Squash squash, bool constantX);
    void packForward(const std::vector<const Matrix*>& parameters);
    void packBackward(const std::vector<const Matrix*>& parameters, bool wantsInput);
};

/// One lane block of a batch: up to 16 samples over all steps.
struct Block {
    std::size_t steps = 0, samples = 0;
    bool givenState = false;         ///< the state before the first step is not 0
    float* operand = nullptr;        ///< [steps + 1][inputs][16]; the last one holds the final h only
    float* gates = nullptr;          ///< [steps][rows][16]: forward the gates, after backward their gradients
    float* cell = nullptr;           ///< [steps + 1][units][16] where there is a c
    float* kept = nullptr;           ///< [steps][CellLayout::kept * units][16]
    float* mask = nullptr;           ///< [steps][16], 0: padding; null: none
    const float* wideX = nullptr;    ///< hoisted: x of step 0 and sample 0, rows of `features` numbers
    std::ptrdiff_t wideStep = 0;     ///< hoisted: numbers from one processed step of x to the next
    const Matrix* kernel = nullptr;  ///< hoisted: Keras's kernel
};

/// What backward reads and leaves, of one lane block.
struct BlockGradients {
    float* dh = nullptr;             ///< [units][16] from behind the last step; then of the state before the first
    float* dc = nullptr;             ///< the same of c
    const Matrix* hidden = nullptr;  ///< dLoss/dh, [steps*batch x units] or [batch x units] of the last step
    const RecurrentInput* input = nullptr;
    Index firstSample = 0;
    Matrix* inputGradient = nullptr;            ///< null: not wanted
    std::vector<Matrix>* parameters = nullptr;  ///< added to
    Buffer* scratch = nullptr;
};

/// Weights of features first .. first+count-1 in panels, for a part of a wide x.
void packWide(const Plan& plan, const Matrix& kernel, std::size_t first, std::size_t count, float* to);
/// sums[row][16] of the operand's inputs first .. first+count-1 (wide x: counted on behind the 1) into Keras's
/// matrices.
void addToParameters(const Plan& plan, const float* sums, std::size_t first, std::size_t count,
                     std::vector<Matrix>& parameters);
/// dLoss/dh of step n from outside the layer, [units][16]; false where there is none.
bool outsideGradient(const Plan& plan, const Block& block, const BlockGradients& back, std::size_t n, float* out);
/// dx [features][16] of step n into the layer's gradient.
void storeInputGradient(const Plan& plan, const Block& block, const BlockGradients& back, std::size_t n,
                        const float* dx);

}  // namespace engine::fused
