// What a person types into a field as a number, and how a field shows that it was refused.
#pragma once

#include <QLocale>
#include <QString>
#include <optional>

#include "lessons/format/setting.h"

class QWidget;

namespace gui {

/// "0.01" everywhere, "0,01" where the locale writes so. Points and commas between thousands are refused: what they
/// mean depends on who reads them.
[[nodiscard]] std::optional<double> typedNumber(const QString& text, const QLocale& locale);
/// A number as the rest of the program writes it, "0.01"; another text as it is.
[[nodiscard]] QString plainNumber(const QString& text, const QLocale& locale);
/// "expected a whole number from 1 to 50, got 99"
[[nodiscard]] QString wantedText(const lessons::WantedNumber& wanted);

/// Marks a field, says why in its tooltip and to a screen reader; an empty reason takes that away.
void markRefused(QWidget& field, const QString& reason);
[[nodiscard]] bool isRefused(const QWidget& field);

}  // namespace gui
