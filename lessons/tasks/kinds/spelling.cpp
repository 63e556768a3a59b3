// data.kind spelling: made-up words, letter by letter; how a letter is said depends on its neighbours on both sides.
#include "lessons/tasks/kinds/spelling.h"

#include <algorithm>
#include <array>

#include "engine/data/labels.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/labelled.h"

namespace lessons {
namespace {

enum Letter : std::size_t { A, E, I, O, S, C, T, N, Gap, kLetters };
constexpr std::array<const char*, kLetters> kNames{"a", "e", "i", "o", "s", "c", "t", "n", "_"};

/// The first sounds are those of the letters as they are written.
enum Sound : std::size_t { Voiced = kLetters, Soft, Silent, kSounds };
constexpr std::array<const char*, kSounds> kSoundNames{"a", "e", "i",   "o", "s",  "k",
                                                       "t", "n", "gap", "z", "ch", "silent"};

/// In hundredths: which letter follows which. A gap stands between words, before the first and after the last letter.
constexpr std::array<std::array<int, kLetters>, kLetters> kFollows{{
    {0, 0, 0, 0, 40, 25, 10, 10, 15},   // a
    {0, 0, 0, 0, 30, 10, 5, 5, 50},     // e
    {0, 0, 0, 0, 40, 25, 10, 10, 15},   // i
    {0, 0, 0, 0, 40, 25, 10, 10, 15},   // o
    {10, 25, 5, 10, 0, 0, 30, 0, 20},   // s
    {20, 35, 15, 20, 0, 0, 10, 0, 0},   // c
    {25, 45, 15, 15, 0, 0, 0, 0, 0},    // t
    {25, 45, 15, 15, 0, 0, 0, 0, 0},    // n
    {10, 0, 0, 10, 25, 30, 15, 10, 0},  // gap
}};

bool isVowel(std::size_t letter) {
    return letter <= O;
}

/// s between two vowels is z. c before e and i is ch, elsewhere k. e is silent where a consonant stands before it and
/// the word ends after it. All others are said as they are written.
std::size_t soundOf(std::size_t before, std::size_t letter, std::size_t after) {
    if (letter == S && isVowel(before) && isVowel(after)) return Voiced;
    if (letter == C && (after == E || after == I)) return Soft;
    if (letter == E && !isVowel(before) && before != Gap && after == Gap) return Silent;
    return letter;
}

/// The best share of right answers of any reader who has seen the letters up to this one only. The next letter depends
/// on this one alone, so the last two letters are all that can matter: a sum over them, step by step.
double oneWayCeiling(engine::Index steps) {
    std::array<std::array<double, kLetters>, kLetters> pairs{};  // probability of (letter before, letter)
    for (std::size_t next = 0; next < kLetters; ++next) pairs[Gap][next] = kFollows[Gap][next] / 100.0;
    double right = 0;
    for (engine::Index t = 0; t < steps; ++t) {
        std::array<std::array<double, kLetters>, kLetters> following{};
        for (std::size_t before = 0; before < kLetters; ++before)
            for (std::size_t letter = 0; letter < kLetters; ++letter) {
                std::array<double, kSounds> sounds{};
                for (std::size_t after = 0; after < kLetters; ++after) {
                    const bool isLast = t + 1 == steps;
                    const double share = isLast ? double(after == Gap) : kFollows[letter][after] / 100.0;
                    sounds[soundOf(before, letter, after)] += pairs[before][letter] * share;
                    following[letter][after] += pairs[before][letter] * share;
                }
                right += *std::max_element(sounds.begin(), sounds.end());
            }
        pairs = following;
    }
    return right / double(steps);
}

class SpellingTask : public LabelledTask {
 public:
    SpellingTask(const Spec& lesson, std::uint64_t seed) : LabelledTask(lesson, seed) {
        const Fields data(spec(), "data");
        static_cast<void>(data.text("kind"));
        const engine::Index samples = data.integer("samples", Range::between(1, 1000000));
        const engine::Index heldOut = data.integer("held_out", Range::between(1, 1000000));
        m_steps = data.integer("steps", Range::between(1, 10000));
        data.refuseOthers();

        const engine::Random random = engine::Random(seed).stream("spelling");
        Labelled all;
        all.training = drawn(random.stream("training"), samples);
        all.heldOut = drawn(random.stream("held out"), heldOut);
        all.names.assign(kSoundNames.begin(), kSoundNames.end());
        all.isEachStep = true;
        all.stepName = "letter";
        all.baseline = {"one_way_ceiling", oneWayCeiling(m_steps)};
        setUpLabelled(std::move(all));
    }

    [[nodiscard]] InputDescription input(const std::string&) const override {
        InputDescription description;
        description.kind = InputDescription::Kind::Tokens;
        description.stepName = "letter";
        description.valueName = "letter";
        description.tokens.assign(kNames.begin(), kNames.end());
        description.features = description.tokens;
        return description;
    }

 protected:
    [[nodiscard]] std::vector<std::string> wordsOf(std::size_t index) const override {
        std::vector<std::string> words;
        for (const engine::Index letter : engine::argmaxRows(sample(index).inputs.at(0).values))
            words.emplace_back(kNames.at(std::size_t(letter)));
        return words;
    }

 private:
    [[nodiscard]] engine::Dataset drawn(engine::Random random, engine::Index samples) const {
        std::vector<std::vector<engine::Index>> letters, sounds;
        for (engine::Index s = 0; s < samples; ++s) {
            std::vector<std::size_t> text{Gap};
            for (engine::Index t = 0; t < m_steps; ++t) text.push_back(next(text.back(), random));
            text.push_back(Gap);
            letters.emplace_back();
            sounds.emplace_back();
            for (std::size_t t = 1; t + 1 < text.size(); ++t) {
                letters.back().push_back(engine::Index(text[t]));
                sounds.back().push_back(engine::Index(soundOf(text[t - 1], text[t], text[t + 1])));
            }
        }
        engine::Dataset data;
        data.inputs.push_back(engine::oneHotSequences(letters, engine::Index(kLetters)));
        data.targets.push_back(engine::labelSequences(sounds));
        return data;
    }

    [[nodiscard]] static std::size_t next(std::size_t letter, engine::Random& random) {
        engine::Index left = random.below(100);
        std::size_t following = 0;
        while (left >= kFollows[letter][following]) left -= kFollows[letter][following++];
        return following;
    }

    engine::Index m_steps = 0;
};

}  // namespace

std::shared_ptr<const Task> makeSpellingTask(const Spec& spec, std::uint64_t seed) {
    return std::make_shared<SpellingTask>(spec, seed);
}

}  // namespace lessons
