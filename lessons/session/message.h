// What a session has to say beside its figures, as ids and numbers: the command line and the window have the words.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/core/scalar.h"
#include "engine/core/tensor.h"
#include "lessons/format/setting.h"

namespace lessons {

/// The lesson's net has inputs but no targets.
struct NotTrained {
    std::string lesson;
    bool operator==(const NotTrained&) const = default;
};

/// All planned epochs are trained.
struct AllEpochsDone {
    int epochs = 0;
    bool operator==(const AllEpochsDone&) const = default;
};

/// The loss was no longer a number.
struct LossDiverged {
    std::string model;        ///< Task::runName
    engine::Index step = 0;   ///< from 1, of all steps so far
    int epoch = 0;            ///< from 1 ...
    engine::Index batch = 0;  ///< ... and from 1 in it
    int backTo = 0;           ///< the weights are again those after this epoch
    bool operator==(const LossDiverged&) const = default;
};

/// The epoch that was asked for is not kept.
struct EpochNotKept {
    std::vector<int> kept;
    int asked = 0;
    bool operator==(const EpochNotKept&) const = default;
};

struct OutOfMemory {
    std::string lesson;
    bool operator==(const OutOfMemory&) const = default;
};

/// What the engine says of data, files or a model: its own line.
struct EngineFault {
    std::string line;
    bool operator==(const EngineFault&) const = default;
};

struct Message {
    std::variant<std::monostate, NotTrained, AllEpochsDone, LossDiverged, EpochNotKept, OutOfMemory, SettingFault,
                 EngineFault>
        what;

    [[nodiscard]] bool empty() const { return what.index() == 0; }
    void clear() { what = {}; }
    bool operator==(const Message&) const = default;
};

/// Thrown on the engine thread by what has a message of its own.
class SessionError : public engine::Error {
 public:
    explicit SessionError(Message message)
        : engine::Error("the session cannot do this"), m_message(std::move(message)) {}
    [[nodiscard]] const Message& message() const { return m_message; }

 private:
    Message m_message;
};

/// Of anything thrown there.
[[nodiscard]] Message messageOf(const std::exception& error);

}  // namespace lessons
