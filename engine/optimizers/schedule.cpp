// Learning rate schedules by name.
#include "engine/optimizers/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "engine/core/callspec.h"

namespace engine {

namespace {

/// The same rate at every step.
class Constant : public Schedule {
 public:
    explicit Constant(double rate) : m_rate(rate) {}
    [[nodiscard]] double rate(std::int64_t) const override { return m_rate; }

 private:
    double m_rate;
};

/// keras PiecewiseConstantDecay: values[0] up to boundaries[0] inclusive, values[1] up to boundaries[1], ...
class Steps : public Schedule {
 public:
    Steps(std::vector<double> boundaries, std::vector<double> values)
        : m_boundaries(std::move(boundaries)), m_values(std::move(values)) {}
    [[nodiscard]] double rate(std::int64_t step) const override {
        std::size_t piece = 0;
        while (piece < m_boundaries.size() && static_cast<double>(step) > m_boundaries[piece]) ++piece;
        return m_values[piece];
    }

 private:
    std::vector<double> m_boundaries, m_values;
};

/// keras ExponentialDecay: initial * rate^(step / decaySteps), the exponent rounded down for a staircase.
class Exponential : public Schedule {
 public:
    Exponential(double initial, double decaySteps, double decayRate, bool staircase)
        : m_initial(initial), m_decaySteps(decaySteps), m_decayRate(decayRate), m_staircase(staircase) {}
    [[nodiscard]] double rate(std::int64_t step) const override {
        const double exponent = static_cast<double>(step) / m_decaySteps;
        return m_initial * std::pow(m_decayRate, m_staircase ? std::floor(exponent) : exponent);
    }

 private:
    double m_initial, m_decaySteps, m_decayRate;
    bool m_staircase;
};

/// keras CosineDecay: half a cosine from the highest rate to alpha times it, after an optional linear warm-up
/// (Loshchilov & Hutter 2017).
class Cosine : public Schedule {
 public:
    double initial = 0.0, decaySteps = 1.0, alpha = 0.0, warmupSteps = 0.0;
    std::optional<double> warmupTarget;
    [[nodiscard]] double rate(std::int64_t number) const override {
        double step = static_cast<double>(number);
        double highest = initial;
        if (warmupTarget) {
            highest = *warmupTarget;
            if (step < warmupSteps) return initial + (highest - initial) * step / warmupSteps;
            step -= warmupSteps;
        }
        const double done = std::min(step, decaySteps) / decaySteps;
        return highest * ((1.0 - alpha) * 0.5 * (1.0 + std::cos(std::numbers::pi * done)) + alpha);
    }
};

/// Linear from the initial rate to the target in warmupSteps steps, then the target.
class Warmup : public Schedule {
 public:
    Warmup(double initial, double target, double steps) : m_initial(initial), m_target(target), m_steps(steps) {}
    [[nodiscard]] double rate(std::int64_t step) const override {
        const double done = std::min(1.0, static_cast<double>(step) / m_steps);
        return m_initial + (m_target - m_initial) * done;
    }

 private:
    double m_initial, m_target, m_steps;
};

double positive(CallSpec& spec, const std::string& key) {
    const double value = spec.requiredNumber(key);
    if (!(value > 0.0)) spec.fail("argument \"" + key + "\": expected a number above 0");
    return value;
}

std::shared_ptr<const Schedule> makeSteps(CallSpec& spec) {
    std::vector<double> boundaries = spec.numbers("boundaries");
    std::vector<double> values = spec.numbers("values");
    if (values.size() != boundaries.size() + 1)
        spec.fail("expected one value more than boundaries, got " + std::to_string(values.size()) + " values and " +
                  std::to_string(boundaries.size()) + " boundaries");
    if (!std::is_sorted(boundaries.begin(), boundaries.end())) spec.fail("expected rising boundaries");
    return std::make_shared<Steps>(std::move(boundaries), std::move(values));
}

std::shared_ptr<const Schedule> makeCosine(CallSpec& spec) {
    auto cosine = std::make_shared<Cosine>();
    cosine->initial = spec.requiredNumber("initial_learning_rate");
    cosine->decaySteps = positive(spec, "decay_steps");
    cosine->alpha = spec.number("alpha", 0.0);
    cosine->warmupTarget = spec.optionalNumber("warmup_target");
    cosine->warmupSteps = spec.number("warmup_steps", 0.0);
    return cosine;
}

}  // namespace

std::shared_ptr<const Schedule> makeSchedule(const std::string& text) {
    CallSpec spec(text, "schedule");
    const std::string name = spec.choose({{"constant", {}},
                                          {"step", {"piecewise_constant_decay", "piecewise"}},
                                          {"exponential", {"exponential_decay"}},
                                          {"cosine", {"cosine_decay"}},
                                          {"warmup", {}}});
    std::shared_ptr<const Schedule> schedule;
    if (name == "constant") schedule = std::make_shared<Constant>(spec.requiredNumber("learning_rate"));
    if (name == "step") schedule = makeSteps(spec);
    if (name == "exponential") {
        const double initial = spec.requiredNumber("initial_learning_rate");
        const double steps = positive(spec, "decay_steps");
        const double rate = spec.requiredNumber("decay_rate");
        schedule = std::make_shared<Exponential>(initial, steps, rate, spec.flag("staircase", false));
    }
    if (name == "cosine") schedule = makeCosine(spec);
    if (name == "warmup") {
        const double initial = spec.number("initial_learning_rate", 0.0);
        const double target = spec.requiredNumber("warmup_target");
        schedule = std::make_shared<Warmup>(initial, target, positive(spec, "warmup_steps"));
    }
    spec.finish();
    return schedule;
}

}  // namespace engine
