// The logs of every epoch of a run (keras.callbacks.History).
#pragma once

#include "engine/training/callbacks.h"

namespace engine {

class History : public Callback {
 public:
    struct Epoch {
        int epoch = 0;              ///< from 0
        double learningRate = 0.0;  ///< that it was trained with
        Logs logs;
    };
    void onTrainBegin(Trainer&) override { m_epochs.clear(); }
    void onEpochEnd(Trainer& trainer, int epoch, const Logs& logs, StopRequest&) override {
        m_epochs.push_back({epoch, trainer.state().learningRate, logs});
    }
    [[nodiscard]] const std::vector<Epoch>& epochs() const { return m_epochs; }
    /// One entry of all epochs, e.g. "val_loss"; empty where it was never logged.
    [[nodiscard]] std::vector<double> values(const std::string& log) const {
        std::vector<double> result;
        for (const Epoch& epoch : m_epochs) {
            for (const auto& [name, value] : epoch.logs) {
                if (name == log) result.push_back(value);
            }
        }
        return result;
    }

 private:
    std::vector<Epoch> m_epochs;
};

}  // namespace engine
