// keras.optimizers.schedules: a learning rate by step.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace engine {

class Schedule {
 public:
    virtual ~Schedule() = default;
    /// step counts batches from 0.
    [[nodiscard]] virtual double rate(std::int64_t step) const = 0;
};

/// "exponential(initial_learning_rate=0.01,decay_steps=100,decay_rate=0.9,staircase=true)", "step(...)", "cosine(...)",
/// "warmup(...)", "constant(...)". Throws Error for what is not known.
[[nodiscard]] std::shared_ptr<const Schedule> makeSchedule(const std::string& text);

}  // namespace engine
