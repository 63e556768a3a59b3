// Numbers the notes of the training part.
#include "lessons/tasks/kinds/tunetokens.h"

namespace lessons {

TuneTokens::TuneTokens(const std::vector<std::vector<TuneNote>>& tunes)
    : m_keys(std::size_t(kEnd) + 1), m_names{"·", "?", "end"} {
    for (const auto& notes : tunes)
        for (const TuneNote& note : notes) m_numbers[keyOf(note)] = 0;
    for (auto& [key, number] : m_numbers) {
        number = count();
        m_keys.push_back(key);
        const TuneNote named = note(number);
        m_names.push_back(noteName(named.pitch, named.length));
    }
}

std::vector<engine::Index> TuneTokens::read(const std::vector<TuneNote>& notes) const {
    std::vector<engine::Index> tokens;
    for (const TuneNote& note : notes) {
        const auto found = m_numbers.find(keyOf(note));
        tokens.push_back(found == m_numbers.end() ? kUnknown : found->second);
    }
    tokens.push_back(kEnd);
    return tokens;
}

TuneNote TuneTokens::note(engine::Index token) const {
    const Key& key = m_keys.at(std::size_t(token));
    TuneNote note;
    if (key.first >= 0) note.pitch = key.first;
    note.length = key.second;
    return note;
}

std::vector<TuneNote> transposed(std::vector<TuneNote> notes, int halfSteps) {
    for (TuneNote& note : notes)
        if (note.pitch) *note.pitch += halfSteps;
    return notes;
}

}  // namespace lessons
