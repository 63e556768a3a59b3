// Small recurrent models for the tests: every cell and option, by a short line of text.
#pragma once

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "engine/core/activations.h"
#include "engine/layers/bidirectional.h"
#include "engine/layers/cellrnn.h"
#include "engine/layers/gru.h"
#include "engine/layers/lstm.h"
#include "engine/layers/simplernn.h"
#include "engine/models/model.h"
#include "tests/support/gradientcheck.h"

namespace support {

/// "LSTM units=3 activation=relu mask states back", "gru ...", "lstm_cifg bidirectional=sum": class of Keras or cell
/// program, then options. Unknown words throw engine::Error, so that a row cannot test less than it says.
struct RecurrentCase {
    explicit RecurrentCase(const std::string& text) {
        std::istringstream words(text);
        words >> cell;
        for (std::string word; words >> word;) apply(word);
    }

    std::string cell;
    engine::RecurrentOptions options;
    engine::Index features = 2, steps = 4, batch = 2;
    bool mask = false, states = false, training = false;
    std::string merge;

    std::shared_ptr<engine::Recurrent> recurrent(const std::string& name) const {
        if (cell == "LSTM") return std::make_shared<engine::LSTM>(name, options);
        if (cell == "GRU") return std::make_shared<engine::GRU>(name, options);
        if (cell == "SimpleRNN") return std::make_shared<engine::SimpleRNN>(name, options);
        return std::make_shared<engine::CellRNN>(name, cell, options);
    }

    std::shared_ptr<engine::Layer> layer() const {
        const auto inner = recurrent("rnn");
        if (merge.empty()) return inner;
        return std::make_shared<engine::Bidirectional>("both", *inner, engine::mergeModeFromName(merge, "both"));
    }

    engine::Model model() const {
        engine::Model model("model", false);
        std::vector<engine::NodeOutput> inputs{model.addInput("x", engine::Shape::sequenceOf(steps, features))};
        const engine::Index count =
            states ? static_cast<engine::Index>(recurrent("count")->stateCount()) * (merge.empty() ? 1 : 2) : 0;
        for (engine::Index k = 0; k < count; ++k)
            inputs.push_back(model.addInput("state" + std::to_string(k), engine::Shape::vector(options.units)));
        model.setOutputs(model.add(layer(), inputs, count));
        model.finish();
        return model;
    }

    /// With padding before, within and after, and one sample that is all padding where there are three.
    std::vector<engine::Tensor> inputs(const engine::Model& model) const {
        std::vector<engine::Tensor> all = differentInputs(model, batch);
        if (!mask) return all;
        auto mask = std::make_shared<engine::Mask>(static_cast<std::size_t>(steps * batch), true);
        const auto off = [&](engine::Index t, engine::Index b) {
            (*mask)[static_cast<std::size_t>(t * batch + b)] = false;
        };
        off(0, 0);
        off(2 % steps, 0);
        off(steps - 1, 1 % batch);
        for (engine::Index t = 0; t < steps && batch > 2; ++t) off(t, 2);
        all[0].mask = mask;
        return all;
    }

 private:
    void apply(const std::string& word) {
        const auto equals = word.find('=');
        const std::string key = word.substr(0, equals),
                          value = equals == std::string::npos ? "" : word.substr(equals + 1);
        if (key == "units")
            options.units = std::stol(value);
        else if (key == "features")
            features = std::stol(value);
        else if (key == "steps")
            steps = std::stol(value);
        else if (key == "batch")
            batch = std::stol(value);
        else if (key == "activation")
            options.activation = engine::activationFromName(value, "case");
        else if (key == "recurrent_activation")
            options.recurrentActivation = engine::activationFromName(value, "case");
        else if (key == "dropout")
            options.dropout = std::stod(value), training = true;
        else if (key == "recurrent_dropout")
            options.recurrentDropout = std::stod(value), training = true;
        else if (key == "bidirectional")
            merge = value;
        else if (word == "nobias")
            options.useBias = false;
        else if (word == "before")
            options.resetAfter = false;
        else if (word == "sequences")
            options.returnSequences = true;
        else if (word == "returnstate")
            options.returnState = true;
        else if (word == "back")
            options.goBackwards = true;
        else if (word == "zero")
            options.zeroOutputForMask = true;
        else if (word == "mask")
            mask = true;
        else if (word == "states")
            states = true;
        else
            throw engine::Error("recurrent case: unknown word " + word);
    }
};

/// Every cell with every option that touches its numbers.
inline std::vector<std::string> recurrentCases() {
    std::vector<std::string> all;
    const std::vector<std::string> keras{"LSTM", "GRU", "GRU before", "SimpleRNN"};
    std::vector<std::string> cells = keras;
    for (const std::string& name : engine::cellProgramNames()) cells.push_back(name);
    for (const std::string& cell : cells) {
        all.push_back(cell + " units=3");
        all.push_back(cell + " units=5 features=3 steps=1 batch=1 nobias");
        all.push_back(cell + " units=3 features=5 batch=3 sequences mask");
        all.push_back(cell + " units=3 features=5 batch=3 sequences mask zero back returnstate states");
        all.push_back(cell + " units=2 features=3 batch=3 mask states");
        all.push_back(cell + " units=2 features=3 sequences back returnstate");
        all.push_back(cell + " units=3 sequences states dropout=0.4 recurrent_dropout=0.3");
        all.push_back(cell + " units=3 sequences states mask batch=3 back dropout=0.4 recurrent_dropout=0.3");
    }
    for (const std::string& cell : keras)
        for (const char* activation :
             {"linear", "relu", "tanh", "sigmoid", "hard_sigmoid", "softmax", "elu", "gelu", "silu"}) {
            all.push_back(cell + " units=3 sequences activation=" + activation);
            all.push_back(cell + " units=3 sequences recurrent_activation=" + activation);
        }
    for (const std::string cell : {"LSTM", "GRU", "SimpleRNN", "lstm_peephole"})
        for (const std::string merge : {"concat", "sum", "mul", "ave", "none"}) {
            all.push_back(cell + " units=3 bidirectional=" + merge);
            all.push_back(cell + " units=3 batch=3 sequences mask returnstate states bidirectional=" + merge);
            all.push_back(cell + " units=2 features=3 returnstate mask dropout=0.3 bidirectional=" + merge);
        }
    return all;
}

}  // namespace support
