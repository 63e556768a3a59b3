// Reads a glossary.
#include "lessons/text/glossary.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/core/error.h"
#include "lessons/format/fields.h"
#include "lessons/format/home.h"
#include "lessons/format/yaml.h"

namespace lessons {

std::vector<GlossaryTerm> readGlossary(const std::string& path) {
    const std::string file = std::filesystem::path(path).filename().string();
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw engine::Error(file + ": cannot be read");
    std::ostringstream text;
    text << "terms:\n" << stream.rdbuf();  // the list below a key, so that Fields can walk it
    const YamlDocument document = readYaml(text.str(), file, 0);
    const Fields whole(document.value, "", [&](const auto& key, const auto& message, const auto&) {
        const auto found = document.positions.find(key);
        const Position place = found == document.positions.end() ? Position{1, 1} : found->second;
        throw engine::Error(file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": " +
                            message);
    });
    std::vector<GlossaryTerm> terms;
    for (const Fields& each : whole.maps("terms")) {
        GlossaryTerm term;
        term.term = each.text("term");
        term.also = each.texts("also");
        term.letter = each.oneOf("letter", {"f", "i", "g", "o", "c", "h", "x", ""}, "");
        term.text = each.text("text");
        each.refuseOthers();
        terms.push_back(std::move(term));
    }
    return terms;
}

std::vector<GlossaryTerm> installedGlossary(const std::string& language) {
    try {
        return readGlossary(
            (std::filesystem::path(homeFolder()) / "lessons" / "content" / language / "glossary.yaml").string());
    } catch (const engine::Error&) {
        return {};
    }
}

}  // namespace lessons
