// Colours, type and spacing: one meaning a hue, everywhere.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

#include "engine/cells/program.h"

namespace gui {

/// A value type: a picture takes the theme as an argument and depends on nothing else.
struct Theme {
    enum class Kind { Light, Dark, HighContrast };
    Kind kind = Kind::Light;
    bool presenter = false;  ///< type 20 px and up
    double textScale = 1.0;  ///< Ctrl + / - : 0.75 .. 2.0

    // Grounds and inks.
    QColor ground, panel, card, border, ink, mutedInk, accent, accentInk, accentSoft, danger, dangerSoft;
    // Roles of values (interface.md); x is input.
    QColor forget, write, candidate, read, cell, hidden, input;
    // Signed values: negative - middle - positive; weights use another map.
    QColor negative, middle, positive, weightNegative, weightMiddle, weightPositive;
    // Runs and series: told apart by line style first.
    QColor runs[3];
    QColor actual, naive, validation;

    [[nodiscard]] QColor role(engine::Role role) const;
    /// The hue at about a third of its ink, for what is not the subject of the moment.
    [[nodiscard]] QColor faded(const QColor& colour) const;
    /// value in -1..1 on the signed map; `weights` picks the brown-white-teal one.
    [[nodiscard]] QColor signedColour(double value, bool weights = false) const;

    enum class Text { Caption, Body, Strong, Title, Math, MathSmall, Number, NumberSmall, NumberLarge };
    /// Caption 13 px, Body 16, Title 22 ... times the scale; never under 12, in presenter mode never under 20.
    [[nodiscard]] QFont font(Text text) const;
    [[nodiscard]] int pixels(Text text) const;
    /// Stylesheet and palette of the whole window.
    [[nodiscard]] QString styleSheet() const;
    [[nodiscard]] QPalette palette() const;
    [[nodiscard]] QString name() const;  ///< what kindFromName reads

    [[nodiscard]] static Theme make(Kind kind, bool presenter = false, double textScale = 1.0);
    /// "light", "dark", "high-contrast"; throws engine::Error for another.
    [[nodiscard]] static Kind kindFromName(const QString& name);
    /// Registers the bundled fonts once (resources/fonts), with a sane fallback where one cannot be loaded.
    static void loadFonts();
};

/// "0.39", "−0.81": a true minus sign, no negative zero.
[[nodiscard]] QString number(double value, int decimals = 2);
/// Three significant digits without an exponent: "3330", "14.2", "0.000352".
[[nodiscard]] QString significant(double value);

}  // namespace gui
