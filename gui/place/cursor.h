// Where the person is. A picture of the Step page is a function of a trace and a cursor, and nothing else.
#pragma once

#include <QString>

#include "lessons/place/place.h"

namespace gui {

/// On a page the place has a hand: it is moved, and then called the cursor.
using Cursor = lessons::Place;
using CursorClamp = lessons::PlaceClamp;
using CursorEdit = lessons::PlaceEdit;
using CursorPin = lessons::PlacePin;
using CursorWeight = lessons::PlaceWeight;

/// A place as text that came through a widget. Throws engine::Error as Place::parse does.
[[nodiscard]] inline Cursor parseCursor(const QString& text, const Cursor& base = {}) {
    return Cursor::parse(text.toStdString(), base);
}
[[nodiscard]] inline QString textOf(const Cursor& cursor) {
    return QString::fromStdString(cursor.text());
}
/// "kernel:2,7" as the id of what is drawn.
[[nodiscard]] inline QString numberPlace(const std::string& target, int row, int column) {
    return QString::fromStdString(lessons::numberPlaceText(target, row, column));
}
[[nodiscard]] inline QString pinPlace(const CursorPin& pin) {
    return QString::fromStdString(lessons::pinText(pin));
}
using lessons::lastWord;

}  // namespace gui
