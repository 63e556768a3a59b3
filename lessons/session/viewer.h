// What the person looks at: traces and outputs, computed once for each (net, view) and kept until either changes.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "lessons/session/snapshot.h"

namespace lessons {

/// The weights to be shown. Two nets of the same identity, run and epoch hold the same numbers.
struct ShownNet {
    std::size_t taskRun = 0;
    int epoch = 0;
    std::uint64_t identity = 0;
    int run = 0;              ///< as CurvePoint::run
    int weightsEpoch = 0;     ///< epoch, or an earlier one whose weights were restored
    engine::Index batch = 0;  ///< of the next epoch
    const engine::Weights* weights = nullptr;
};

class Viewer {
 public:
    explicit Viewer(std::shared_ptr<const Task> task) { setTask(std::move(task)); }

    void setTask(std::shared_ptr<const Task> task);
    void look(const View& view, std::uint64_t number);
    /// A long output is given up when the session ends.
    void setStop(std::stop_token stop) { m_stop = std::move(stop); }
    [[nodiscard]] const View& view() const { return m_view; }

    [[nodiscard]] bool traceIsStale(const ShownNet& net) const;
    [[nodiscard]] bool outputIsStale(const ShownNet& net) const;
    /// Neither throws for what the view or the task does wrong: message() then says it, and the part stays empty.
    void refreshTrace(const ShownNet& net);
    void refreshOutput(const ShownNet& net);

    [[nodiscard]] const Shown& shown() const { return m_shown; }
    /// Empty where all is well.
    [[nodiscard]] const Message& message() const { return m_traceMessage.empty() ? m_outputMessage : m_traceMessage; }

 private:
    /// What a kept part was computed for.
    struct Key {
        std::uint64_t identity = 0;
        std::size_t taskRun = 0;
        int epoch = 0;
        std::uint64_t view =
            0;  ///< number of the look; for outputs, of the last look that changed its clamps or edits or its tune
        bool valid = false;
        bool operator==(const Key&) const = default;
    };
    [[nodiscard]] Key traceKey(const ShownNet& net) const {
        return {net.identity, net.taskRun, net.epoch, m_viewNumber, true};
    }
    [[nodiscard]] Key outputKey(const ShownNet& net) const {
        return {net.identity, net.taskRun, net.epoch, m_probeNumber, true};
    }
    void computeTrace(const ShownNet& net);
    void computeOutput(const ShownNet& net);

    std::shared_ptr<const Task> m_task;
    View m_view;
    std::stop_token m_stop;
    std::uint64_t m_viewNumber = 0, m_probeNumber = 0, m_tuneNumber = 0;
    Key m_traceKey, m_outputKey, m_plainOutputKey;
    engine::CellProbe m_probe;  ///< of the view, its edited states included; made with the trace
    Shown m_shown;
    Message m_traceMessage, m_outputMessage;
};

}  // namespace lessons
