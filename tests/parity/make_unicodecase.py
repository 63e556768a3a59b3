"""Writes engine/data/unicodecase.cpp, the tables behind utf8Lower, and fixtures/lower.json, what Python's str.lower makes of texts.

Python 3.11 (Unicode 14); the standard library only. Keras's Tokenizer calls str.lower.
"""
import json
import pathlib
import random
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
POINTS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]


def lowered():
    """(first, last, step, delta): every step-th code point from first to last moves by delta."""
    runs = []
    for c in POINTS:
        low = chr(c).lower()
        if len(low) != 1 or low == chr(c):
            continue
        delta = ord(low) - c
        if runs and runs[-1][3] == delta:
            first, last, step, _ = runs[-1]
            if (step == 0 and c - last <= 2) or c - last == step:
                runs[-1] = [first, c, step or c - last, delta]
                continue
        runs.append([c, c, 0, delta])
    return [(first, last, step or 1, delta) for first, last, step, delta in runs]


def ranges(holds):
    found = []
    for c in POINTS:
        if holds(chr(c)):
            if found and found[-1][1] == c - 1:
                found[-1][1] = c
            else:
                found.append([c, c])
    return found


def cased(c):
    """As str.lower sees it: a capital sigma behind it is final."""
    return (c + "Σ").lower().endswith("ς")


def ignorable(c):
    return not cased(c) and ("a" + c + "Σ").lower().endswith("ς")


def rows(items, form):
    lines, line = [], "   "
    for item in items:
        text = " " + form(item) + ","
        if len(line + text) > 118:
            lines.append(line)
            line = "   "
        line += text
    return "\n".join(lines + [line])


def pair(item):
    return f"{{0x{item[0]:X}, 0x{item[1]:X}}}"


def write_tables():
    several = [c for c in POINTS if len(chr(c).lower()) != 1]
    assert several == [0x130] and chr(0x130).lower() == "i\u0307"
    (ROOT / "engine/data/unicodecase.cpp").write_text(f"""// Tables of Unicode {unicodedata.unidata_version}, written by tests/parity/make_unicodecase.py.
#include "engine/data/unicodecase.h"

#include <algorithm>
#include <iterator>

namespace engine {{
namespace {{

struct Run {{
    char32_t first, last, step;  // every step-th from first to last ...
    std::int32_t delta;          // ... moves by this
}};

struct Range {{
    char32_t first, last;
}};

// clang-format off
constexpr Run kLower[] = {{
{rows(lowered(), lambda r: f"{{0x{r[0]:X}, 0x{r[1]:X}, {r[2]}, {r[3]}}}")}
}};

constexpr Range kCased[] = {{
{rows(ranges(cased), pair)}
}};

constexpr Range kIgnorable[] = {{
{rows(ranges(ignorable), pair)}
}};
// clang-format on

template <typename Table>
auto entryOf(const Table& table, char32_t c) {{
    const auto found = std::upper_bound(std::begin(table), std::end(table), c,
                                        [](char32_t point, const auto& entry) {{ return point < entry.first; }});
    return found != std::begin(table) && c <= std::prev(found)->last ? std::prev(found) : nullptr;
}}

}}  // namespace

char32_t lowerCase(char32_t c) {{
    const Run* run = entryOf(kLower, c);
    if (!run || (c - run->first) % run->step != 0) return c;
    return static_cast<char32_t>(static_cast<std::int32_t>(c) + run->delta);
}}

bool isCased(char32_t c) {{
    return entryOf(kCased, c) != nullptr;
}}

bool isCaseIgnorable(char32_t c) {{
    return entryOf(kIgnorable, c) != nullptr;
}}

}}  // namespace engine
""")


def write_fixture():
    everything = "".join(chr(c) for c in POINTS if chr(c).lower() != chr(c))
    texts = ["ΣΊΣΥΦΟΣ σίσυφος", "Σ", "ΣΣ", "ΑΣ", "ΑΣ.", "ΑΣ.Β", "ΑΣ'Β", "Α\u0301Σ\u0301", "Α\u0301Σ\u0301Β", "ΑΣ ΒΣ", "1Σ", "Σ1", "ΑΣ1",
             "ÀΣ", "İSTANBUL", "ẞ", "ǅ", "ԱԲ", "Ⴀ", "ΑΣ\u00ad", "ΑΣ\u00adΒ", "Ⓐ", "𐐀", "ＡＢ", "ΌΔΟΣ ὉΔΌΣ", "ΑΣ:ΒΣ", "ΑΣ-ΒΣ", "Straße ÄÖÜ"]
    draw = random.Random(5)
    alphabet = "ΣΣΣσΑβ .'1-\u0301\u00adAb\u02b0İ"
    texts += ["".join(draw.choice(alphabet) for _ in range(draw.randint(1, 12))) for _ in range(300)]
    texts += [everything[i:i + 100] for i in range(0, len(everything), 100)]
    (ROOT / "tests/parity/fixtures/lower.json").write_text(json.dumps([[t, t.lower()] for t in texts], ensure_ascii=True) + "\n")


assert sys.version_info[:2] == (3, 11)
write_tables()
write_fixture()
