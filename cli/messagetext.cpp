// Words for a session's messages.
#include "cli/messagetext.h"

namespace cli {
namespace {

std::string text(std::monostate) {
    return {};
}
std::string text(const lessons::NotTrained& message) {
    return message.lesson + ": this net is not trained: it has inputs but no targets";
}
std::string text(const lessons::AllEpochsDone& message) {
    return "all " + std::to_string(message.epochs) + " epochs are done: ask for more of them, go back to one, or reset";
}
std::string text(const lessons::LossDiverged& message) {
    return message.model + ": the loss is no longer a number at step " + std::to_string(message.step) + " (epoch " +
           std::to_string(message.epoch) + ", batch " + std::to_string(message.batch) +
           "); back to the weights after epoch " + std::to_string(message.backTo);
}
std::string text(const lessons::EpochNotKept& message) {
    std::string kept;
    for (const int epoch : message.kept) kept += (kept.empty() ? "" : ", ") + std::to_string(epoch);
    return "go to epoch: expected one of " + kept + ", got " + std::to_string(message.asked);
}
std::string text(const lessons::OutOfMemory& message) {
    return message.lesson + ": not enough memory";
}
std::string text(const lessons::SettingFault& message) {
    return "--set " + message.path + ": " + message.reason;
}
std::string text(const lessons::EngineFault& message) {
    return message.line;
}

}  // namespace

std::string messageText(const lessons::Message& message) {
    return std::visit([](const auto& what) { return text(what); }, message.what);
}

}  // namespace cli
