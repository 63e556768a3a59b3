// The palettes of interface.md, the type scale, and the bundled fonts.
#include "gui/theme/theme.h"

#include <QDir>
#include <QFontDatabase>
#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/error.h"

// Outside the namespace: the macro declares a global function of the static library's resources.
static void registerFontResources() {
    Q_INIT_RESOURCE(fonts);
}

namespace gui {
namespace {

/// The first family that is there; the bundled one unless the resource could not be read.
QString family(std::initializer_list<const char*> names) {
    const QStringList installed = QFontDatabase::families();
    for (const char* name : names)
        if (installed.contains(QLatin1String(name))) return QLatin1String(name);
    return {};
}

QColor mix(const QColor& from, const QColor& to, double share) {
    const auto channel = [share](int a, int b) { return int(std::lround(a + (b - a) * share)); };
    return {channel(from.red(), to.red()), channel(from.green(), to.green()), channel(from.blue(), to.blue())};
}

/// WCAG 2: of two colours' relative luminances.
double contrast(const QColor& a, const QColor& b) {
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const double one = luminance(a), other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

void setColours(std::initializer_list<std::pair<QColor*, const char*>> list) {
    for (const auto& [colour, name] : list) *colour = QColor(QLatin1String(name));
}

void makeLight(Theme& t) {
    setColours({{&t.ground, "#FFFFFF"},         {&t.panel, "#F5F6F9"},        {&t.card, "#FFFFFF"},
                {&t.border, "#D9DCE1"},         {&t.ink, "#1F2430"},          {&t.mutedInk, "#5B6472"},
                {&t.accent, "#0B5FA5"},         {&t.accentInk, "#FFFFFF"},    {&t.accentSoft, "#E2ECF4"},
                {&t.danger, "#B3261E"},         {&t.dangerSoft, "#FBEAE8"},   {&t.forget, "#C14C14"},
                {&t.write, "#0A856E"},          {&t.candidate, "#642C16"},    {&t.read, "#885AA6"},
                {&t.cell, "#0C14DA"},           {&t.hidden, "#1F2430"},       {&t.input, "#5B6472"},
                {&t.negative, "#5E3C99"},       {&t.middle, "#FFFFFF"},       {&t.positive, "#E66101"},
                {&t.weightNegative, "#8C510A"}, {&t.weightMiddle, "#FFFFFF"}, {&t.weightPositive, "#01665E"},
                {&t.runs[0], "#0B5FA5"},        {&t.runs[1], "#1290A2"},      {&t.runs[2], "#7A7F87"},
                {&t.actual, "#4B5261"},         {&t.naive, "#7A7F87"},        {&t.validation, "#0B5FA5"}});
}

void makeDark(Theme& t) {
    setColours({{&t.ground, "#14181D"},         {&t.panel, "#1A1F26"},        {&t.card, "#14181D"},
                {&t.border, "#3A424D"},         {&t.ink, "#E8EAED"},          {&t.mutedInk, "#A5ADB8"},
                {&t.accent, "#62B0F5"},         {&t.accentInk, "#0C1116"},    {&t.accentSoft, "#1F3448"},
                {&t.danger, "#FF8A7A"},         {&t.dangerSoft, "#3A1E1C"},   {&t.forget, "#DD5605"},
                {&t.write, "#45D675"},          {&t.candidate, "#FCCD02"},    {&t.read, "#D169AC"},
                {&t.cell, "#3A7CF6"},           {&t.hidden, "#E8EAED"},       {&t.input, "#A5ADB8"},
                {&t.negative, "#9A7BD8"},       {&t.middle, "#20262E"},       {&t.positive, "#F08438"},
                {&t.weightNegative, "#C98A3C"}, {&t.weightMiddle, "#20262E"}, {&t.weightPositive, "#35A79B"},
                {&t.runs[0], "#62B0F5"},        {&t.runs[1], "#3FC6D0"},      {&t.runs[2], "#9AA1AB"},
                {&t.actual, "#C2C8D0"},         {&t.naive, "#9AA1AB"},        {&t.validation, "#62B0F5"}});
}

/// Text contrast of 7 or more everywhere; borders in full ink.
void makeHighContrast(Theme& t) {
    setColours({{&t.ground, "#000000"},         {&t.panel, "#000000"},        {&t.card, "#000000"},
                {&t.border, "#FFFFFF"},         {&t.ink, "#FFFFFF"},          {&t.mutedInk, "#E6E6E6"},
                {&t.accent, "#7FD4FF"},         {&t.accentInk, "#000000"},    {&t.accentSoft, "#00334D"},
                {&t.danger, "#FF9C8F"},         {&t.dangerSoft, "#4D0800"},   {&t.forget, "#FF7A1A"},
                {&t.write, "#45F08A"},          {&t.candidate, "#FFE000"},    {&t.read, "#FF8FE0"},
                {&t.cell, "#7CA8FF"},           {&t.hidden, "#FFFFFF"},       {&t.input, "#C8CDD6"},
                {&t.negative, "#B79CFF"},       {&t.middle, "#000000"},       {&t.positive, "#FF9A3D"},
                {&t.weightNegative, "#E0A860"}, {&t.weightMiddle, "#000000"}, {&t.weightPositive, "#4FD6C6"},
                {&t.runs[0], "#7FD4FF"},        {&t.runs[1], "#35E0E0"},      {&t.runs[2], "#BFC4CC"},
                {&t.actual, "#FFFFFF"},         {&t.naive, "#BFC4CC"},        {&t.validation, "#7FD4FF"}});
}

}  // namespace

Theme Theme::make(Kind kind, bool presenter, double textScale) {
    Theme theme;
    theme.kind = kind;
    theme.presenter = presenter;
    theme.textScale = std::clamp(textScale, 0.75, 2.0);
    switch (kind) {
        case Kind::Light:
            makeLight(theme);
            break;
        case Kind::Dark:
            makeDark(theme);
            break;
        case Kind::HighContrast:
            makeHighContrast(theme);
            break;
    }
    return theme;
}

Theme::Kind Theme::kindFromName(const QString& name) {
    if (name == QLatin1String("light")) return Kind::Light;
    if (name == QLatin1String("dark")) return Kind::Dark;
    if (name == QLatin1String("high-contrast")) return Kind::HighContrast;
    throw engine::Error("theme: expected light, dark or high-contrast, got " + name.toStdString());
}

QString Theme::name() const {
    return QLatin1String(kind == Kind::Dark ? "dark" : kind == Kind::HighContrast ? "high-contrast" : "light");
}

QPalette Theme::palette() const {
    QPalette palette;
    for (const auto& [role, colour] : {std::pair{QPalette::Window, ground},
                                       {QPalette::Base, card},
                                       {QPalette::AlternateBase, panel},
                                       {QPalette::Button, ground},
                                       {QPalette::WindowText, ink},
                                       {QPalette::Text, ink},
                                       {QPalette::ButtonText, ink},
                                       {QPalette::Highlight, accent},
                                       {QPalette::Link, accent},
                                       {QPalette::HighlightedText, accentInk},
                                       {QPalette::PlaceholderText, mutedInk}})
        palette.setColor(role, colour);
    return palette;
}

QColor Theme::role(engine::Role role) const {
    switch (role) {
        case engine::Role::Input:
            return input;
        case engine::Role::Forget:
            return forget;
        case engine::Role::Write:
            return write;
        case engine::Role::Candidate:
            return candidate;
        case engine::Role::Read:
            return read;
        case engine::Role::Cell:
            return cell;
        case engine::Role::Loss:
            return accent;
        case engine::Role::Hidden:
            break;
    }
    return hidden;
}

QColor Theme::faded(const QColor& colour) const {
    if (kind != Kind::HighContrast) return mix(ground, colour, 0.34);
    // A ghost is seen as well as any other part of a picture: 3 to 1 (WCAG 1.4.11), unless its colour itself is darker.
    double share = 0.45;
    while (share < 1 && contrast(mix(ground, colour, share), ground) < 3.05) share += 0.05;
    return mix(ground, colour, std::min(share, 1.0));
}

QColor Theme::signedColour(double value, bool weights) const {
    if (!std::isfinite(value)) return danger;
    const double share = std::clamp(std::abs(value), 0.0, 1.0);
    const QColor& end = weights ? (value < 0 ? weightNegative : weightPositive) : (value < 0 ? negative : positive);
    return mix(weights ? weightMiddle : middle, end, share);
}

int Theme::pixels(Text text) const {
    const auto base = [&]() -> double {
        switch (text) {
            case Text::Caption:
                return presenter ? 20 : 13;
            case Text::Body:
                return presenter ? 22 : 16;
            case Text::Strong:
                return presenter ? 22 : 16;
            case Text::Title:
                return presenter ? 30 : 22;
            case Text::Math:
                return presenter ? 28 : 21;
            case Text::MathSmall:
                return presenter ? 20 : 15;
            case Text::Number:
                return presenter ? 20 : 14;
            case Text::NumberSmall:
                return presenter ? 20 : 12;
            case Text::NumberLarge:
                return presenter ? 24 : 17;
        }
        return 16;
    }();
    return std::max(presenter ? 20 : 12, int(std::lround(base * textScale)));
}

QFont Theme::font(Text text) const {
    static const QString sans = family({"Inter", "Noto Sans", "DejaVu Sans", "Liberation Sans"});
    static const QString serif = family({"STIX", "STIX Two Text", "DejaVu Serif", "Liberation Serif"});
    static const QString mono = family({"JetBrains Mono", "DejaVu Sans Mono", "Liberation Mono"});
    const bool isMath = text == Text::Math || text == Text::MathSmall;
    const bool isNumber = text == Text::Number || text == Text::NumberSmall || text == Text::NumberLarge;
    QFont font(isMath ? serif : isNumber ? mono : sans);
    font.setStyleHint(isMath ? QFont::Serif : isNumber ? QFont::Monospace : QFont::SansSerif);
    font.setPixelSize(pixels(text));
    font.setItalic(isMath);
    if (text == Text::Strong || text == Text::Title) font.setWeight(QFont::DemiBold);
    // Unhinted outlines: widths scale with the size, so a layout that fits at one size fits at all.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

void Theme::loadFonts() {
    static const bool once = [] {
        registerFontResources();
        const QDir folder(QStringLiteral(":/fonts"));
        for (const QString& name : folder.entryList()) QFontDatabase::addApplicationFont(folder.filePath(name));
        return true;
    }();
    Q_UNUSED(once);
}

QString number(double value, int decimals) {
    if (std::isnan(value)) return QStringLiteral("NaN");
    if (std::isinf(value)) return value < 0 ? QStringLiteral("\u2212\u221E") : QStringLiteral("\u221E");
    QString text = QString::number(std::abs(value), 'f', decimals);
    const bool isZero = std::none_of(text.begin(), text.end(), [](QChar c) { return c >= u'1' && c <= u'9'; });
    return value < 0 && !isZero ? QChar(0x2212) + text : text;
}

QString significant(double value) {
    if (!std::isfinite(value) || value == 0) return number(value, 2);
    return number(value, std::clamp(2 - int(std::floor(std::log10(std::abs(value)))), 0, 8));
}

}  // namespace gui
