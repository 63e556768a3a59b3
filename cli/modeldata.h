// What the `model` commands share: the file, and the arrays that --input and --target name.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/json.h"
#include "engine/core/tensor.h"
#include "engine/files/keras.h"
#include "engine/losses/loss.h"

namespace cli {

/// FILE, --input, --target, --loss and --json.
struct ModelOptions {
    std::string file, json;
    std::vector<std::string> inputs, targets, losses;

    void addFile(CLI::App& command);
    void addInputs(CLI::App& command);
    void addTargets(CLI::App& command, bool required);
};

/// engine::readKeras; what is computed in another way than the file says goes to stderr, a line each.
[[nodiscard]] engine::KerasFile readModel(const std::string& path);

/// By input of the model: NAME=FILE by name, a plain FILE in Keras's order. Throws engine::Error.
[[nodiscard]] std::vector<engine::Tensor> readInputs(const engine::Model& model,
                                                     const std::vector<std::string>& arguments);

/// Losses by output: as asked for (one for all, or one each), else as the file was compiled.
[[nodiscard]] std::vector<std::string> lossesOf(const engine::KerasFile& file, const std::vector<std::string>& asked);

/// By output; `samples` is how many the inputs have.
[[nodiscard]] std::vector<engine::Tensor> readTargets(const engine::Model& model,
                                                      const std::vector<std::string>& arguments,
                                                      const std::vector<std::string>& losses, engine::Index samples);

/// Prints one object to --json, or the text where there is no --json.
void answer(const std::string& jsonPath, const Json& json, const std::string& text);

// The subcommands of `gatewise model`.
void addModelSummary(CLI::App& model);
void addModelPredict(CLI::App& model);
void addModelGradients(CLI::App& model);
void addModelTrace(CLI::App& model);
void addModelFit(CLI::App& model);

}  // namespace cli
