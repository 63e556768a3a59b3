// The outcomes that are drawn: one function a kind, each in a file of its own below pictures/. What a kind's table
// says stands below its picture.
#pragma once

#include <QString>
#include <functional>
#include <optional>

#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"
#include "lessons/tasks/outcome.h"

namespace lessons {
struct Snapshot;
}  // namespace lessons

namespace gui {

struct Picture {
    QString name;  ///< for screen readers
    /// A target's id is a place of the Step page, "sample=12,t=5".
    std::function<Drawing(const Theme&, QSizeF)> draw;
    double share = 0.5;  ///< of the height; the rest is the table's, where there is one
    int rows = 0;        ///< lines of type that it cannot do without: where they leave too little, the table goes
};

[[nodiscard]] std::optional<Picture> pictureOf(const lessons::GrammarView& view, std::size_t sample);
[[nodiscard]] std::optional<Picture> pictureOf(const lessons::CharactersView& view, std::size_t sample);
/// The last measure of every model from every seed; none where each model is trained once.
[[nodiscard]] std::optional<Picture> seedDots(const lessons::Snapshot& snapshot);

/// sample: the one that the Step page shows. A kind without a function of its own has no picture.
template <typename View>
[[nodiscard]] std::optional<Picture> pictureOf(const View&, std::size_t /*sample*/) {
    return {};
}
[[nodiscard]] std::optional<Picture> pictureOf(const lessons::ClassificationView& view, std::size_t sample);

/// What the decoder looks at; none of a net without attention.
[[nodiscard]] std::optional<Picture> pictureOf(const lessons::TranslationView& view, std::size_t sample);
/// A film, and the probability of each action frame by frame.
[[nodiscard]] std::optional<Picture> pictureOf(const lessons::ClipsView& view, std::size_t sample);

}  // namespace gui
