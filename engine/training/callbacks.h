// What happens between batches and epochs beside the training itself (keras.callbacks).
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "engine/training/trainer.h"

namespace engine {

/// How a run ended.
enum class FitEnd { Completed, EarlyStopped, Diverged, Stopped };

/// "completed", "early_stopped", "diverged", "stopped"
[[nodiscard]] std::string fitEndName(FitEnd end);

/// Set by a callback that wants the run to end; the first one's reason stays.
struct StopRequest {
    std::optional<FitEnd> reason;
    void ask(FitEnd why) {
        if (!reason) reason = why;
    }
    [[nodiscard]] bool asked() const { return reason.has_value(); }
};

/// Epochs count from 0, as in Keras. May change the trainer's learning rate and state.
class Callback {
 public:
    virtual ~Callback() = default;
    virtual void onTrainBegin(Trainer&) {}
    virtual void onEpochBegin(Trainer&, int /*epoch*/) {}
    virtual void onBatchEnd(Trainer&, BatchOutcome, StopRequest&) {}
    virtual void onEpochEnd(Trainer&, int /*epoch*/, const Logs&, StopRequest&) {}
    virtual void onTrainEnd(Trainer&) {}
};

/// Calls each in order. Whoever drives Trainer::step itself calls this one's methods at the same places.
class CallbackList : public Callback {
 public:
    CallbackList() = default;
    explicit CallbackList(std::vector<std::shared_ptr<Callback>> callbacks) : m_callbacks(std::move(callbacks)) {}
    void add(std::shared_ptr<Callback> callback) { m_callbacks.push_back(std::move(callback)); }

    void onTrainBegin(Trainer& trainer) override;
    void onEpochBegin(Trainer& trainer, int epoch) override;
    void onBatchEnd(Trainer& trainer, BatchOutcome outcome, StopRequest& stop) override;
    void onEpochEnd(Trainer& trainer, int epoch, const Logs& logs, StopRequest& stop) override;
    void onTrainEnd(Trainer& trainer) override;

 private:
    std::vector<std::shared_ptr<Callback>> m_callbacks;
};

/// A log entry that is watched, and which way is better. Throws Error at first use for an entry that is not there.
class Monitor {
 public:
    enum class Mode { Auto, Min, Max };
    Monitor(std::string log, Mode mode, double minDelta);
    /// The entry of these logs.
    [[nodiscard]] double value(const Trainer& trainer, const Logs& logs);
    /// Better than the reference by more than minDelta; anything is better than nothing. In float32, as Keras compares:
    /// 0.7 is not better than 0.8 by more than 0.1.
    [[nodiscard]] bool improves(double value, const std::optional<double>& reference) const;

 private:
    std::string m_log;
    Mode m_mode;
    double m_minDelta;
    bool m_larger = false, m_decided = false;
};

/// keras.callbacks.EarlyStopping.
class EarlyStopping : public Callback {
 public:
    struct Options {
        std::string monitor = "val_loss";
        double minDelta = 0.0;
        int patience = 0;
        Monitor::Mode mode = Monitor::Mode::Auto;
        std::optional<double> baseline = std::nullopt;
        bool restoreBestWeights = false;
        int startFromEpoch = 0;
    };
    explicit EarlyStopping(Options options);
    void onTrainBegin(Trainer& trainer) override;
    void onEpochEnd(Trainer& trainer, int epoch, const Logs& logs, StopRequest& stop) override;
    void onTrainEnd(Trainer& trainer) override;
    [[nodiscard]] int bestEpoch() const { return m_bestEpoch; }

 private:
    Options m_options;
    Monitor m_monitor;
    std::optional<double> m_best;
    std::optional<Weights> m_bestWeights;
    int m_bestEpoch = 0, m_wait = 0;
};

/// keras.callbacks.ReduceLROnPlateau.
class ReduceLROnPlateau : public Callback {
 public:
    struct Options {
        std::string monitor = "val_loss";
        double factor = 0.1;
        int patience = 10;
        Monitor::Mode mode = Monitor::Mode::Auto;
        double minDelta = 1e-4;
        int cooldown = 0;
        double minLearningRate = 0.0;
    };
    /// Throws Error for a factor of 1 or more.
    explicit ReduceLROnPlateau(Options options);
    void onTrainBegin(Trainer& trainer) override;
    void onEpochEnd(Trainer& trainer, int epoch, const Logs& logs, StopRequest& stop) override;

 private:
    Options m_options;
    Monitor m_monitor;
    std::optional<double> m_best;
    int m_wait = 0, m_cooldown = 0;
};

/// keras.callbacks.ModelCheckpoint, by epoch: hands the state to whoever writes it.
class ModelCheckpoint : public Callback {
 public:
    using Save = std::function<void(const TrainerState& state, int epoch, const Logs& logs)>;
    struct Options {
        std::string monitor = "val_loss";
        bool saveBestOnly = false;
        Monitor::Mode mode = Monitor::Mode::Auto;
        std::optional<double> initialValueThreshold = std::nullopt;
    };
    ModelCheckpoint(Save save, Options options);
    void onEpochEnd(Trainer& trainer, int epoch, const Logs& logs, StopRequest& stop) override;

 private:
    Save m_save;
    Options m_options;
    Monitor m_monitor;
    std::optional<double> m_best;
};

/// keras.callbacks.TerminateOnNaN: ends the run as diverged at a batch whose loss is not finite, and, beyond Keras, at
/// an epoch with a log that is not.
class TerminateOnNaN : public Callback {
 public:
    void onBatchEnd(Trainer& trainer, BatchOutcome outcome, StopRequest& stop) override;
    void onEpochEnd(Trainer& trainer, int epoch, const Logs& logs, StopRequest& stop) override;
};

}  // namespace engine
