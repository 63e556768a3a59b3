// The words that a lesson's text explains by the way: content/<language>/glossary.yaml.
#pragma once

#include <string>
#include <vector>

namespace lessons {

struct GlossaryTerm {
    std::string term;               ///< "keep gate"
    std::vector<std::string> also;  ///< "forget gate": other words for it
    std::string letter;             ///< whose colour it has in the picture: f, i, g, o, c, h, x; empty: none
    std::string text;               ///< one or two sentences
};

/// A list of maps with term, also, letter, text. Throws engine::Error with file, line and column.
[[nodiscard]] std::vector<GlossaryTerm> readGlossary(const std::string& path);
/// The installed one of a language; where there is none, or a faulty one, no word is explained.
[[nodiscard]] std::vector<GlossaryTerm> installedGlossary(const std::string& language = "en");

}  // namespace lessons
