// A step of a lesson: its text, and the blocks in it that ask, set a task, help or speak to the presenter.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lessons/conditions/condition.h"
#include "lessons/place/stepstate.h"

namespace lessons {

/// Where a key stands in its file; line and column count from 1.
struct Position {
    int line = 0;
    int column = 0;
    bool operator==(const Position&) const = default;
};

/// A stretch of Markdown between two blocks.
struct TextPart {
    std::string markdown;
    int firstLine = 0;  ///< in the file
};

/// ```predict: asked before the picture moves. ```quiz: about what was seen.
struct PageQuestion {
    struct Choice {
        std::string text, why;  ///< why: shown beside the choice once it is answered; may be empty
        bool right = false;
    };
    /// The learner types a number; right within the tolerance.
    struct Number {
        double value = 0, tolerance = 0;
        std::string unit, why;
        std::optional<LiveValue> live;  ///< value is read from the net: "f[1] at t=1"
        [[nodiscard]] bool isRight(double answer, double wanted) const;
    };
    bool isPrediction = true;
    std::string ask;
    std::vector<Choice> choices;      ///< or
    std::optional<Number> number;     ///< one of the two
    std::vector<std::string> reveal;  ///< links that move the picture when it is answered: "step:t=18,op=f"
    Position position, revealPosition, numberPosition;
    [[nodiscard]] bool isRight(std::size_t choice) const { return choice < choices.size() && choices[choice].right; }
};

/// ```exercise: met as soon as the goal is true of the live tool.
struct Exercise {
    std::string task;
    Condition goal;
    std::vector<std::string> start;  ///< links that bring the tool to where the exercise begins
    std::vector<std::string> show;   ///< links that do it
    std::vector<std::string> hints;
    Position position, goalPosition, startPosition, showPosition;
};

/// ```hint: folded until it is asked for.
struct Hint {
    std::string markdown;
    int firstLine = 0;
};

/// ```note: for the presenter only.
struct Note {
    std::string markdown;
    int firstLine = 0;
};

using PagePart = std::variant<TextPart, PageQuestion, Exercise, Hint, Note>;

/// A line "<!-- version: tutorial -->" below the heading keeps a step to one version, "<!-- state: t=18,op=f -->" opens
/// the tool there. Links drive the tool: [text](step:t=18,op=f,unit=3), [text](train:start),
/// [text](set:training.learning_rate=0.01).
struct LessonPage {
    std::string title;
    std::string markdown;  ///< all of its text, lines of blocks empty
    int firstLine = 0;     ///< of markdown, in the file
    std::string version;   ///< the only one it belongs to; empty: it belongs to every version
    std::vector<PagePart> parts;
    std::optional<StepState> state;
    Position position, statePosition, settingPosition;
};

}  // namespace lessons
