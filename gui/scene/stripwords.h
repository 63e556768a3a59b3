// What the strip of a sequence says: the word at a step, the name of a feature, the title of an edited sample.
#pragma once

#include <QString>

#include "gui/place/reading.h"
#include "gui/scene/sequencestrip.h"

namespace gui {

/// Of one trace and cursor; both and the info outlive it. Steps count from 0.
class StripWords {
 public:
    StripWords(const Reading& reading, const SequenceInfo& info, const Cursor& cursor)
        : m_reading(reading), m_info(info), m_cursor(cursor) {}

    /// What is drawn for a step: a word, else a row of numbers each, else one curve.
    [[nodiscard]] bool areWords() const;
    [[nodiscard]] bool areVectors() const;
    /// Small pictures, where the sample's numbers are pixels.
    [[nodiscard]] bool areFrames() const;

    /// The word that is read at step t: the sample's own label, else the token's name.
    [[nodiscard]] QString at(engine::Index t) const;
    [[nodiscard]] bool isPadding(engine::Index t) const;
    /// "t = 3, movie"
    [[nodiscard]] QString stepName(engine::Index t) const;
    /// The task's name of a feature, where the cell reads the task's own numbers.
    [[nodiscard]] QString featureName(engine::Index f) const;
    /// How long the sequence is, what the sample is called, which way it is read: the longest wording first.
    [[nodiscard]] QStringList titles() const;
    /// Where the word of a step is edited: "input:3,1".
    [[nodiscard]] static QString place(engine::Index t) { return numberPlace("input", int(t) + 1, 1); }

 private:
    /// The number of the word that the net reads at step t; -1: it reads no words.
    [[nodiscard]] int tokenAt(engine::Index t) const;
    /// Whether a word was exchanged: the sample's own title is then not what the net reads.
    [[nodiscard]] bool isEditedText() const;

    const Reading& m_reading;
    const SequenceInfo& m_info;
    const Cursor& m_cursor;
};

/// What the net gives the right action after each frame of a film, as far as the outcome has looked at that film; else
/// empty.
[[nodiscard]] std::vector<lessons::Saying> saidByFrames(const lessons::ClipsView& view, std::size_t sample);

}  // namespace gui
