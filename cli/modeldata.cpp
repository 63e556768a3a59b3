// Arrays for a model's inputs and outputs, by name or in order.
#include "cli/modeldata.h"

#include <cstdio>

#include <filesystem>

#include "cli/output.h"
#include "engine/core/error.h"
#include "engine/files/arrays.h"

namespace cli {

using engine::Error;
using engine::Index;

namespace {

// Which file belongs to which name. `option` is "--input" for messages.
std::vector<std::string> filesByName(const std::vector<std::string>& names, const std::vector<std::string>& arguments,
                                     const std::string& option) {
    std::vector<std::string> files(names.size());
    std::size_t next = 0;
    for (const std::string& argument : arguments) {
        std::size_t place = names.size();
        std::string path = argument;
        if (const std::size_t equals = argument.find('='); equals != std::string::npos)
            for (std::size_t i = 0; i < names.size(); ++i)
                if (argument.compare(0, equals, names[i]) == 0) {
                    place = i;
                    path = argument.substr(equals + 1);
                }
        if (place == names.size() && argument.find('=') != std::string::npos && !std::filesystem::exists(argument)) {
            std::string known;
            for (const std::string& name : names) known += (known.empty() ? "" : ", ") + name;
            throw Error(option + ": expected the name of one of " + known + ", got " + argument);
        }
        if (place == names.size()) {
            while (next < names.size() && !files[next].empty()) ++next;
            place = next;
        }
        if (place == names.size() || !files[place].empty())
            throw Error(option + ": expected " + std::to_string(names.size()) + " files, got one more, " + argument);
        files[place] = path;
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        if (files[i].empty())
            throw Error(option + ": expected " + std::to_string(names.size()) + " files, got none for " + names[i]);
    return files;
}

}  // namespace

void ModelOptions::addFile(CLI::App& command) {
    command.add_option("FILE", file, "A .keras file, as Keras 3 or Gatewise write it")->required();
    command.add_option("--json", json, "Print JSON to a file, or to standard output for -")->type_name("FILE|-");
}

void ModelOptions::addInputs(CLI::App& command) {
    command
        .add_option("--input", inputs, ".npy or nested JSON arrays, batch first; NAME=FILE for one of several inputs")
        ->type_name("[NAME=]FILE")
        ->required()
        ->expected(1)
        ->take_all();
}

void ModelOptions::addTargets(CLI::App& command, bool required) {
    auto* target =
        command.add_option("--target", targets, "Targets, .npy or nested JSON arrays; repeated for several outputs");
    target->type_name("[NAME=]FILE")->expected(1)->take_all();
    if (required) target->required();
    command
        .add_option("--loss", losses, "Keras's name, as binary_crossentropy(from_logits=true); default: the file's own")
        ->type_name("NAME")
        ->expected(1)
        ->take_all();
}

std::vector<engine::Tensor> readInputs(const engine::Model& model, const std::vector<std::string>& arguments) {
    std::vector<std::string> names;
    for (const Index node : model.inputNodes()) names.push_back(model.nodes()[static_cast<std::size_t>(node)].name);
    const std::vector<std::string> files = filesByName(names, arguments, "--input");
    const std::vector<engine::Shape> shapes = model.inputShapes();
    std::vector<engine::Tensor> inputs;
    for (std::size_t i = 0; i < files.size(); ++i)
        inputs.push_back(engine::inputFromArray(engine::readArray(files[i]), shapes[i], files[i]));
    for (std::size_t i = 1; i < inputs.size(); ++i)
        if (inputs[i].batch != inputs[0].batch)
            throw Error(files[i] + ": expected " + std::to_string(inputs[0].batch) + " samples as in " + files[0] +
                        ", got " + std::to_string(inputs[i].batch));
    model.checkInputs(inputs);
    return inputs;
}

engine::KerasFile readModel(const std::string& path) {
    engine::KerasFile file = engine::readKeras(path);
    for (const std::string& note : file.notes) std::fprintf(stderr, "%s: %s\n", path.c_str(), note.c_str());
    return file;
}

std::vector<std::string> lossesOf(const engine::KerasFile& file, const std::vector<std::string>& asked) {
    const std::size_t outputs = file.model->outputs().size();
    if (asked.empty()) {
        if (!file.compileProblem.empty())
            throw Error("--loss: expected one, since the file's cannot be used: " + file.compileProblem);
        if (file.losses.empty()) throw Error("--loss: expected one, since the file was not compiled");
        return file.losses;
    }
    for (const std::string& loss : asked) (void)engine::makeLoss(loss);
    if (asked.size() == 1) return std::vector<std::string>(outputs, asked.front());
    if (asked.size() != outputs)
        throw Error("--loss: expected one for all or one for each of " + std::to_string(outputs) + " outputs, got " +
                    std::to_string(asked.size()));
    return asked;
}

std::vector<engine::Tensor> readTargets(const engine::Model& model, const std::vector<std::string>& arguments,
                                        const std::vector<std::string>& losses, Index samples) {
    std::vector<std::string> names;
    for (const engine::NodeOutput& output : model.outputs())
        names.push_back(model.nodes()[static_cast<std::size_t>(output.node)].name);
    const std::vector<std::string> files = filesByName(names, arguments, "--target");
    const std::vector<engine::Shape> shapes = model.outputShapes();
    std::vector<engine::Tensor> targets;
    for (std::size_t i = 0; i < files.size(); ++i) {
        targets.push_back(
            engine::targetFromArray(engine::readArray(files[i]), shapes[i], *engine::makeLoss(losses[i]), files[i]));
        if (targets.back().batch != samples)
            throw Error(files[i] + ": expected " + std::to_string(samples) + " samples as in the input, got " +
                        std::to_string(targets.back().batch));
    }
    return targets;
}

void answer(const std::string& jsonPath, const Json& json, const std::string& text) {
    if (jsonPath.empty()) {
        printText(text);
        return;
    }
    JsonSink sink(jsonPath);
    sink.line(json);
    sink.finish();
}

}  // namespace cli
