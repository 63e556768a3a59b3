// The outcomes that are told in words: one function a kind, each in a file of its own below kinds/. A kind of
// lessons::OutputView that is neither drawn as a chart nor has a function here does not compile in the views.
#pragma once

#include "gui/outcome/table.h"
#include "lessons/session/snapshot.h"

namespace gui {

[[nodiscard]] Table tableOf(const lessons::ClassificationView& view);
[[nodiscard]] Table tableOf(const lessons::ClipsView& view);
[[nodiscard]] Table tableOf(const lessons::SpeechView& view);
[[nodiscard]] Table tableOf(const lessons::SentencesView& view);
[[nodiscard]] Table tableOf(const lessons::TaggingView& view);
[[nodiscard]] Table tableOf(const lessons::TranslationView& view);
[[nodiscard]] Table tableOf(const lessons::NotesView& view);
[[nodiscard]] Table tableOf(const lessons::TuneView& view);
[[nodiscard]] Table tableOf(const lessons::SumsView& view);
[[nodiscard]] Table tableOf(const lessons::GrammarView& view);
[[nodiscard]] Table tableOf(const lessons::CharactersView& view);
[[nodiscard]] Table tableOf(const lessons::ValuesView& view);

/// Every model of a task that compares several: parameters, figures and seconds.
[[nodiscard]] Table runsTable(const lessons::Snapshot& snapshot);

/// What each model of a task that compares several would say if the traced sample ended at step t; empty where there is
/// no such question.
[[nodiscard]] Table raceTable(const lessons::Snapshot& snapshot, int t);

/// What both nets say for the traced sample, a row a step that they answer at; only those that changed, where any did.
/// Empty where nothing is edited or held.
[[nodiscard]] Table sampleBeside(const lessons::Snapshot& snapshot);

}  // namespace gui
