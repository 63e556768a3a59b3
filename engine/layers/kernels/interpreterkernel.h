// A cell program behind the kernels' interface: traces, probes, and cells that have no kernel of their own.
#pragma once

#include "engine/cells/interpreter.h"
#include "engine/layers/kernels/recurrentkernel.h"

namespace engine {

class InterpreterKernel : public RecurrentKernel {
 public:
    /// probe may be null. record may be null: the run then keeps its own; otherwise values and gradients are written
    /// there.
    InterpreterKernel(std::shared_ptr<const CellProgram> program, const CellProbe* probe, CellRecord* record)
        : m_program(std::move(program)), m_probe(probe), m_record(record) {}
    [[nodiscard]] std::unique_ptr<RecurrentRun> forward(const RecurrentInput& input,
                                                        std::unique_ptr<RecurrentRun> used) const override;
    [[nodiscard]] RecurrentGradients backward(const RecurrentInput& input, RecurrentRun& run,
                                              const Matrix& hiddenGradient,
                                              const std::vector<Matrix>& finalStateGradients,
                                              bool wantsInputGradient) const override;

 private:
    [[nodiscard]] InterpreterInput interpreterInput(const RecurrentInput& input) const;

    std::shared_ptr<const CellProgram> m_program;
    const CellProbe* m_probe;
    CellRecord* m_record;
};

}  // namespace engine
