// A trained encoder and decoder at work: from the tokens of a sentence to the tokens of its translation.
#pragma once

#include <functional>

#include "engine/models/model.h"
#include "lessons/tasks/kinds/beamsearch.h"

namespace lessons {

class Translator {
 public:
    using Tokens = std::vector<engine::Index>;

    /// The model reads a sentence and the beginning of its translation, token numbers with 0 for padding, and gives the
    /// probabilities of the next token at each step. All is kept by reference.
    Translator(const engine::Model& model, const engine::Weights& weights, const engine::PassOptions& options)
        : m_model(model), m_weights(weights), m_options(options) {}

    [[nodiscard]] std::vector<Beginning> translate(const std::vector<Tokens>& sentences,
                                                   const SearchOptions& options) const;
    /// What the decoder looks at while it reads each translation: (its tokens) x (the sentence's). Empty matrices where
    /// the model has no Attention layer.
    [[nodiscard]] std::vector<engine::Matrix> attention(const std::vector<Tokens>& sentences,
                                                        const std::vector<Beginning>& translations) const;

 private:
    const engine::Model& m_model;
    const engine::Weights& m_weights;
    const engine::PassOptions& m_options;
};

}  // namespace lessons
