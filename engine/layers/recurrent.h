// The loop over time that every recurrent layer shares: masks, direction, states, dropout, what is returned
// (keras.layers.RNN).
#pragma once

#include <memory>
#include <string>

#include "engine/cells/program.h"
#include "engine/layers/kernels/recurrentkernel.h"
#include "engine/layers/layer.h"

namespace engine {

/// Keras's arguments. units, activation ... come from CellOptions.
struct RecurrentOptions : CellOptions {
    std::string cellName{};  ///< of keras.layers.RNN, its cell's own name; empty: the cell's layer, LSTM ...
    bool returnSequences = false;
    bool returnState = false;
    bool goBackwards = false;  ///< processes from the last step to the first, and returns the sequence in that order
    bool stateful = false;     ///< starts from the states that the batch before left in Call::states
    bool unroll = false;       ///< kept for the file; changes nothing
    bool zeroOutputForMask = false;  ///< a masked step's output is 0 instead of the output before it
    double dropout =
        0.0;  ///< of the inputs; one mask a call and step, shared by the gates unless there is recurrentDropout
    double recurrentDropout = 0.0;  ///< of what the recurrent kernel reads; one mask a gate, shared by the steps
};

/// Inputs: the sequence, then any initial states in the order of the program's states, all or none of them.
/// Outputs: [batch x units], or the sequence; with returnState the final states follow.
/// With Call::record or Call::probe the cell program itself runs, otherwise the kernel where there is one.
/// Stateful shards that run at the same time each need a LayerStates of their own; rows are Call::firstSample onwards.
class Recurrent : public Layer {
 public:
    /// cell: a name of makeCellProgram. Throws Error for options outside their range.
    Recurrent(std::string name, std::string cell, RecurrentOptions options);

    [[nodiscard]] const RecurrentOptions& options() const { return m_options; }
    [[nodiscard]] const std::string& cellName() const { return m_cell; }
    /// Whether it is written as keras.layers.RNN over a cell.
    [[nodiscard]] bool ofCell() const { return !m_options.cellName.empty(); }
    /// Null before build.
    [[nodiscard]] std::shared_ptr<const CellProgram> program(int direction = 0) const override;
    /// A layer of the same class, not built: what Bidirectional makes its two layers from.
    [[nodiscard]] virtual std::shared_ptr<Recurrent> clone(const std::string& name,
                                                           const RecurrentOptions& options) const = 0;

    /// Whether a kernel trains it rather than the interpreter. After build.
    [[nodiscard]] bool hasKernel() const { return m_kernel != nullptr; }
    [[nodiscard]] bool isStateful() const override { return m_options.stateful; }
    [[nodiscard]] double numbersKept(const std::vector<Shape>& inputs) const override;
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Parameter*> parameters() override;
    using Layer::parameters;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

    /// How many states the cell has: LSTM 2, GRU 1.
    [[nodiscard]] std::size_t stateCount() const;

 protected:
    /// Null: the interpreter trains this cell.
    [[nodiscard]] virtual std::unique_ptr<RecurrentKernel> makeKernel() const { return nullptr; }

 private:
    [[nodiscard]] RecurrentInput prepare(const std::vector<Tensor>& inputs, const Call& call) const;
    void readStates(RecurrentInput& input, const Call& call) const;
    void writeStates(const RecurrentRun& run, Index batch, const Call& call) const;
    [[nodiscard]] Matrix dropoutFactors(double rate, const char* stream, Index batch, Index columns,
                                        const Call& call) const;

    std::string m_cell;
    RecurrentOptions m_options;
    std::shared_ptr<const CellProgram> m_program;
    std::vector<Parameter> m_parameters;
    std::unique_ptr<RecurrentKernel> m_kernel;
};

}  // namespace engine
