// Runs encoder and decoder on beginnings of translations.
#include "lessons/tasks/kinds/translator.h"

#include <algorithm>

#include "engine/data/padding.h"
#include "engine/layers/attention.h"

namespace lessons {
namespace {

using engine::Index;

constexpr std::size_t kShard = 64;

engine::Tensor tokensOf(const std::vector<Translator::Tokens>& sequences) {
    engine::Padding padding;
    padding.padding = padding.truncating = engine::Side::Post;
    return engine::tokenTensor(engine::padSequences(sequences, padding));
}

}  // namespace

std::vector<Beginning> Translator::translate(const std::vector<Tokens>& sentences, const SearchOptions& options) const {
    if (sentences.empty()) return {};
    return beamSearch(sentences.size(), options, [&](const std::vector<Beginning>& beginnings) {
        std::vector<Tokens> sources, said;
        for (const Beginning& one : beginnings) {
            sources.push_back(sentences[one.sentence]);
            said.push_back(one.tokens);
        }
        const auto output = m_model.predict({tokensOf(sources), tokensOf(said)}, m_weights, m_options);
        return engine::Matrix(output.at(0).step(output[0].steps - 1));
    });
}

std::vector<engine::Matrix> Translator::attention(const std::vector<Tokens>& sentences,
                                                  const std::vector<Beginning>& translations) const {
    std::vector<engine::Matrix> pictures(sentences.size());
    const auto& nodes = m_model.nodes();
    const auto node = std::find_if(nodes.begin(), nodes.end(), [](const engine::Node& one) {
        return dynamic_cast<const engine::Attention*>(one.layer.get()) != nullptr;
    });
    if (node == nodes.end()) return pictures;
    const auto& layer = dynamic_cast<const engine::Attention&>(*node->layer);
    for (std::size_t from = 0; from < sentences.size(); from += kShard) {
        const std::size_t count = std::min(kShard, sentences.size() - from);
        std::vector<Tokens> sources, said;
        for (std::size_t k = from; k < from + count; ++k) {
            sources.push_back(sentences[k]);
            said.push_back(translations[k].tokens);
        }
        engine::Pass pass;
        static_cast<void>(m_model.forward({tokensOf(sources), tokensOf(said)}, m_weights, pass, m_options));
        const auto& read = pass.arguments[std::size_t(node - nodes.begin())];
        for (std::size_t k = 0; k < count; ++k)
            pictures[from + k] = layer.distribution(read, m_weights, Index(k))
                                     .topLeftCorner(Index(said[k].size()), Index(sources[k].size()));
    }
    return pictures;
}

}  // namespace lessons
