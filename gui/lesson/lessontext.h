// A page of a lesson as rich text: the field's words coloured, and links that stand alone set apart as buttons.
#pragma once

#include <QString>
#include <QTextDocument>
#include <vector>

#include "gui/theme/theme.h"

namespace gui {

/// A stretch of text, or a link in a paragraph of its own.
struct LessonPart {
    QString markdown;
    QString buttonText, buttonTarget;  ///< set: this part is a button
    [[nodiscard]] bool isButton() const { return !buttonTarget.isEmpty(); }
};

[[nodiscard]] std::vector<LessonPart> splitLessonText(const QString& markdown);

/// Sets the document: type of the theme, roomy lines, "forget gate" and its like in their hue and semibold.
void fillLessonDocument(QTextDocument& document, const QString& markdown, const Theme& theme);

}  // namespace gui
