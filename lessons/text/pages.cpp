// Walks the lines of a lesson's text once.
#include "lessons/text/pages.h"

#include <algorithm>

#include "lessons/place/choices.h"
#include "lessons/text/blocks.h"

namespace lessons {
namespace {

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

/// "tutorial" of "<!-- version: tutorial -->" for the key "version"; nothing of any other line. `column`: of the value.
std::optional<std::string> markOf(const std::string& line, const std::string& key, int& column) {
    static const std::string open = "<!--", close = "-->";
    if (!line.starts_with(open) || !trimmed(line).ends_with(close)) return {};
    const std::string inside = line.substr(open.size(), line.rfind(close) - open.size());
    const std::size_t colon = inside.find(':');
    if (colon == std::string::npos || trimmed(inside.substr(0, colon)) != key) return {};
    const std::string value = trimmed(inside.substr(colon + 1));
    column = static_cast<int>(open.size() + colon + 1 + inside.substr(colon + 1).find(value)) + 1;
    return value;
}

bool isFence(const std::string& line) {
    return line.starts_with("```") || line.starts_with("~~~");
}

/// Three or more of the same sign.
std::string fenceOf(const std::string& line) {
    return line.substr(0, std::min(line.find_first_not_of(line[0]), line.size()));
}

class Splitter {
 public:
    Splitter(const std::vector<std::string>& lines, const std::vector<std::string>& versions, FaultList& faults)
        : m_lines(lines), m_versions(versions), m_faults(faults) {}

    LessonText split(std::size_t from) {
        for (m_at = from; m_at < m_lines.size(); ++m_at) {
            const std::string& line = m_lines[m_at];
            if (isFence(line))
                fenced();
            else if (line.starts_with("# "))
                title(trimmed(line.substr(2)));
            else if (line.starts_with("## "))
                step(trimmed(line.substr(3)));
            else if (!mark("version") && !mark("state") && !mark("set"))
                text(line);
        }
        endStep();
        return std::move(m_text);
    }

 private:
    [[nodiscard]] Position here(int column = 1) const { return {static_cast<int>(m_at) + 1, column}; }

    void title(const std::string& words) {
        const Position place = here();
        if (!m_text.title.empty() || !m_text.pages.empty())
            m_faults.add(place, m_text.title.empty()
                                    ? "expected the lesson's title \"# ...\" before its first step"
                                    : "expected the lesson's title \"# ...\" once; a step begins with \"## \"");
        else if (words.empty())
            m_faults.add(place, "expected a title after \"# \"");
        if (m_text.title.empty()) {
            m_text.title = words;
            m_text.titlePosition = place;
        }
    }

    void step(const std::string& words) {
        endStep();
        if (words.empty()) m_faults.add(here(), "expected a title after \"## \"");
        LessonPage page;
        page.title = words;
        page.position = here();
        page.firstLine = page.position.line + 1;
        m_text.pages.push_back(std::move(page));
        m_part = {{}, here().line + 1};
        m_hasText = false;
    }

    /// What belongs to no step is a fault, told once.
    bool needsStep() {
        if (!m_text.pages.empty()) return true;
        if (!m_strayText) m_faults.add(here(), "expected a step's title \"## ...\" before the first text");
        m_strayText = true;
        return false;
    }

    void text(const std::string& line) {
        if (m_text.pages.empty() && trimmed(line).empty()) return;
        if (!needsStep()) return;
        m_hasText = m_hasText || !trimmed(line).empty();
        m_text.pages.back().markdown += line + "\n";
        m_part.markdown += line + "\n";
    }

    bool mark(const std::string& key) {
        int column = 1;
        const auto value = markOf(m_lines[m_at], key, column);
        if (!value) return false;
        if (!needsStep()) return true;
        LessonPage& page = m_text.pages.back();
        // A step may set several keys, one a line.
        const bool again = key == "version" ? !page.version.empty() : key == "state" && page.statePosition.line > 0;
        if (again || m_hasText)
            m_faults.add(here(), "expected the step's " + key + (key == "set" ? "" : " once,") + " before its text");
        else if (key == "version")
            version(page, *value);
        else if (key == "set")
            setting(page, *value, here(column));
        else
            m_faults.guard(page.statePosition = here(column), [&] { page.state = parseStepState(*value); });
        page.markdown += "\n";  // lines keep their numbers
        m_part.markdown += "\n";
        return true;
    }

    /// What it sets is a part of its state, which stands above.
    void setting(LessonPage& page, const std::string& value, Position place) {
        const std::size_t equals = value.find('=');
        if (!page.state)
            m_faults.add(place, "set: expected the step's state above it");
        else if (equals == 0 || equals == std::string::npos || equals + 1 == value.size())
            m_faults.add(place, "set: expected PATH=VALUE, got \"" + value + "\"");
        else
            page.state->settings.push_back(value);
        page.settingPosition = place;
    }

    void version(LessonPage& page, const std::string& name) {
        if (std::find(m_versions.begin(), m_versions.end(), name) == m_versions.end())
            m_faults.add(here(), "version: expected " + listWords(m_versions) + ", got \"" + name + "\"");
        page.version = name;
    }

    /// A block of ours becomes a part of its own, any other code stays in the text.
    void fenced() {
        const std::size_t first = m_at;
        const Position place = here();
        const std::string fence = fenceOf(m_lines[first]), name = trimmed(m_lines[first].substr(fence.size()));
        std::size_t last = first + 1;
        const auto closes = [&](const std::string& line) {
            return line.starts_with(fence) && trimmed(line).find_first_not_of(fence[0]) == std::string::npos;
        };
        const bool ours = isBlock(name);
        // A block of ours holds no heading and no other block: where one comes, its end was forgotten.
        const auto isNext = [&](const std::string& line) {
            return ours &&
                   (line.starts_with("## ") || (isFence(line) && isBlock(trimmed(line.substr(fenceOf(line).size())))));
        };
        while (last < m_lines.size() && !closes(m_lines[last]) && !isNext(m_lines[last])) ++last;
        const bool closed = last < m_lines.size() && closes(m_lines[last]);
        if (!closed) m_faults.add(place, "the block is not closed: expected a line \"" + fence + "\" after it");
        if (!closed && ours) --last;
        const auto near = nearMatch(name, blockNames());
        if (!ours && near && name.size() >= 4)
            m_faults.add(place, "unknown block \"" + name + "\", expected " + listWords(blockNames()) +
                                    " (did you mean " + *near + "?)");
        if (!ours) {
            for (; m_at < std::min(last + 1, m_lines.size()); ++m_at) text(m_lines[m_at]);
        } else if (needsStep()) {
            block(name, first, last, closed);
        }
        m_at = std::min(last, m_lines.size() - 1);
    }

    static bool isBlock(const std::string& name) {
        return std::find(blockNames().begin(), blockNames().end(), name) != blockNames().end();
    }

    void block(const std::string& name, std::size_t first, std::size_t last, bool closed) {
        endPart();
        std::string inside;
        for (std::size_t i = first + 1; i < last; ++i) inside += m_lines[i] + "\n";
        LessonPage& page = m_text.pages.back();
        // One that is not closed holds the rest of the file: what it would say of that helps nobody.
        if (closed)
            if (auto part =
                    readBlock(name, inside, static_cast<int>(first) + 2, {static_cast<int>(first) + 1, 1}, m_faults))
                page.parts.push_back(std::move(*part));
        page.markdown += std::string(std::min(last + 1, m_lines.size()) - first, '\n');
        m_hasText = true;
        m_part = {{}, static_cast<int>(last) + 2};
    }

    static void trim(std::string& text, int& firstLine) {
        const std::size_t first = std::min(text.find_first_not_of('\n'), text.size());
        firstLine += static_cast<int>(first);
        text.erase(0, first);
        while (text.ends_with("\n\n")) text.pop_back();
    }

    void endPart() {
        trim(m_part.markdown, m_part.firstLine);
        if (!m_part.markdown.empty() && !m_text.pages.empty()) m_text.pages.back().parts.push_back(m_part);
        m_part = {};
    }

    void endStep() {
        endPart();
        if (!m_text.pages.empty()) trim(m_text.pages.back().markdown, m_text.pages.back().firstLine);
    }

    const std::vector<std::string>& m_lines;
    const std::vector<std::string>& m_versions;
    FaultList& m_faults;
    LessonText m_text;
    TextPart m_part;
    std::size_t m_at = 0;
    bool m_hasText = false, m_strayText = false;
};

}  // namespace

LessonText splitText(const std::vector<std::string>& lines, std::size_t from, const std::vector<std::string>& versions,
                     FaultList& faults) {
    return Splitter(lines, versions, faults).split(from);
}

}  // namespace lessons
