// The cursor's text: key=value, separated by commas.
#include "gui/place/cursor.h"

#include <QRegularExpression>
#include <QStringList>
#include <utility>

#include "engine/core/error.h"

namespace gui {

namespace {

[[noreturn]] void fail(const QString& key, const QString& expected, const QString& got) {
    throw engine::Error(QStringLiteral("%1: expected %2, got \"%3\"").arg(key, expected, got).toStdString());
}

int integer(const QString& key, const QString& value, int least) {
    bool ok = false;
    const int number = value.toInt(&ok);
    if (!ok || number < least) fail(key, QStringLiteral("a whole number from %1").arg(least), value);
    return number;
}

double real(const QString& key, const QString& value, const QString& whole) {
    bool ok = false;
    const double number = value.toDouble(&ok);
    if (!ok) fail(key, QStringLiteral("a number after \"=\""), whole);
    return number;
}

CursorClamp parseClamp(const QString& text) {
    static const QRegularExpression form(QStringLiteral("^(.+?)(?::(\\d+))?(?:@(\\d+)(?:-(\\d*))?)?=([^=]+)$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        fail(QStringLiteral("clamp"), QStringLiteral("f:3@10-20=0 (operation:unit@steps=value)"), text);
    CursorClamp clamp;
    clamp.operation = match.captured(1);
    if (!match.captured(2).isEmpty()) clamp.unit = integer(QStringLiteral("clamp"), match.captured(2), 0);
    if (!match.captured(3).isEmpty()) {
        clamp.firstStep = integer(QStringLiteral("clamp"), match.captured(3), 1);
        // "@10" is one step, "@10-" runs to the end.
        const bool range = match.capturedStart(4) >= 0;
        clamp.lastStep = !range                        ? clamp.firstStep
                         : match.captured(4).isEmpty() ? 0
                                                       : integer(QStringLiteral("clamp"), match.captured(4), 1);
    }
    clamp.value = real(QStringLiteral("clamp"), match.captured(5), text);
    return clamp;
}

CursorEdit parseEdit(const QString& text) {
    const auto equals = text.lastIndexOf(QLatin1Char('='));
    if (equals < 1)
        fail(QStringLiteral("edit"), QStringLiteral("kernel:2,7=0.5, input:18,1=0.3 or state.h:3=0.1"), text);
    const CursorWeight place = parsePlace(QStringLiteral("edit"), text.left(equals), text);
    return {place.parameter, place.row, place.column, real(QStringLiteral("edit"), text.mid(equals + 1), text)};
}

CursorPin parsePin(const QString& text) {
    static const QRegularExpression form(QStringLiteral("^(?:(.+):)?(\\d+)(?:@(\\d+))?$"));
    const auto match = form.match(text);
    if (!match.hasMatch()) fail(QStringLiteral("pin"), QStringLiteral("f:3, f:3@10 or 3 (operation:unit@step)"), text);
    CursorPin pin{match.captured(1), integer(QStringLiteral("pin"), match.captured(2), 1), 0};
    if (!match.captured(3).isEmpty()) pin.t = integer(QStringLiteral("pin"), match.captured(3), 1);
    return pin;
}

QString clampText(const CursorClamp& clamp) {
    QString text = clamp.operation;
    if (clamp.unit > 0) text += QStringLiteral(":%1").arg(clamp.unit);
    if (clamp.firstStep != 1 || clamp.lastStep != 0) {
        text += QStringLiteral("@%1-").arg(clamp.firstStep);
        if (clamp.lastStep > 0) text += QString::number(clamp.lastStep);
    }
    return text + QStringLiteral("=%1").arg(clamp.value, 0, 'g', 9);
}

QString editText(const CursorEdit& edit) {
    return QStringLiteral("%1=%2").arg(placeText(edit.target, edit.row, edit.column)).arg(edit.value, 0, 'g', 9);
}

QString dialectKey(engine::Dialect dialect) {
    return QString::fromStdString(engine::dialectName(dialect)).toLower();
}

template <typename Enum>
Enum oneOf(const QString& key, const QString& value, const std::vector<std::pair<QString, Enum>>& words) {
    QStringList names;
    for (const auto& [word, meaning] : words) {
        if (word == value) return meaning;
        names << word;
    }
    fail(key, names.join(QStringLiteral(" or ")), value);
}

std::vector<std::pair<QString, std::optional<engine::Dialect>>> dialectWords() {
    std::vector<std::pair<QString, std::optional<engine::Dialect>>> words{{QStringLiteral("gatewise"), std::nullopt}};
    for (const engine::Dialect dialect : engine::dialects()) words.emplace_back(dialectKey(dialect), dialect);
    return words;
}

}  // namespace

CursorWeight parsePlace(const QString& key, const QString& text, const QString& whole) {
    static const QRegularExpression form(QStringLiteral("^([A-Za-z_][A-Za-z0-9_./]*):(\\d+)(?:,(\\d+))?$"));
    const auto match = form.match(text);
    if (!match.hasMatch()) {
        fail(key,
             key == QLatin1String("edit") ? QStringLiteral("kernel:2,7=0.5, input:18,1=0.3 or state.h:3=0.1")
                                          : QStringLiteral("kernel:2,7 or bias:7"),
             whole.isEmpty() ? text : whole);
    }
    CursorWeight place{match.captured(1), 1, 1};
    const int first = integer(key, match.captured(2), 1);
    if (match.captured(3).isEmpty()) {
        place.column = first;  // a vector: one number names its place
    } else {
        place.row = first;
        place.column = integer(key, match.captured(3), 1);
    }
    return place;
}

QString placeText(const QString& target, int row, int column) {
    const bool vector =
        row == 1 && (target.startsWith(QStringLiteral("state.")) || target.contains(QStringLiteral("bias")));
    return vector ? QStringLiteral("%1:%2").arg(target).arg(column)
                  : QStringLiteral("%1:%2,%3").arg(target).arg(row).arg(column);
}

QString pinText(const CursorPin& pin) {
    QString text =
        pin.operation.isEmpty() ? QString::number(pin.unit) : QStringLiteral("%1:%2").arg(pin.operation).arg(pin.unit);
    if (pin.t > 0) text += QStringLiteral("@%1").arg(pin.t);
    return text;
}

QString Cursor::text() const {
    const Cursor plain;
    QStringList parts;
    const auto add = [&parts](const char* key, const QString& value) {
        parts << QLatin1String(key) + QLatin1Char('=') + value;
    };
    if (!lesson.isEmpty()) add("lesson", lesson);
    if (!layer.isEmpty()) add("layer", layer);
    if (direction != plain.direction) add("direction", QString::number(direction));
    if (epoch != plain.epoch) add("epoch", QString::number(epoch));
    if (seed != plain.seed) add("seed", QString::number(seed));
    if (sample != plain.sample) add("sample", QString::number(sample));
    if (t != plain.t) add("t", QString::number(t));
    if (!operation.isEmpty()) add("op", operation);
    if (unit != plain.unit) add("unit", QString::number(unit));
    if (pass == Pass::Backward) add("pass", QStringLiteral("backward"));
    if (zoom == Zoom::Sequence) add("zoom", QStringLiteral("sequence"));
    if (zoom == Zoom::Number) add("zoom", QStringLiteral("number"));
    if (choice == Choice::Changed) add("units", QStringLiteral("changed"));
    if (letters) add("letters", dialectKey(*letters));
    if (weight) add("weight", placeText(weight->parameter, weight->row, weight->column));
    for (const auto& pin : pins) add("pin", pinText(pin));
    for (const auto& clamp : clamps) add("clamp", clampText(clamp));
    for (const auto& edit : edits) add("edit", editText(edit));
    return parts.join(QLatin1Char(','));
}

Cursor Cursor::parse(const QString& text, const Cursor& base) {
    Cursor cursor = base;
    // A comma inside an edit, kernel:2,7=0.5, is followed by a digit; a comma between keys by a letter.
    static const QRegularExpression separator(QStringLiteral(",\\s*(?=[A-Za-z_]+=)"));
    bool clampsNamed = false, editsNamed = false, pinsNamed = false;
    for (const QString& part : text.trimmed().split(separator, Qt::SkipEmptyParts)) {
        const auto equals = part.indexOf(QLatin1Char('='));
        const QString key = part.left(equals).trimmed(), value = part.mid(equals + 1).trimmed();
        if (equals < 1 || value.isEmpty()) fail(QStringLiteral("cursor"), QStringLiteral("key=value, e.g. t=18"), part);
        if (key == QLatin1String("lesson"))
            cursor.lesson = value;
        else if (key == QLatin1String("layer"))
            cursor.layer = value;
        else if (key == QLatin1String("direction"))
            cursor.direction = oneOf<int>(key, value,
                                          {{QStringLiteral("0"), 0},
                                           {QStringLiteral("1"), 1},
                                           {QStringLiteral("forward"), 0},
                                           {QStringLiteral("backward"), 1}});
        else if (key == QLatin1String("epoch"))
            cursor.epoch = value == QLatin1String("live") ? -1 : integer(key, value, 0);
        else if (key == QLatin1String("seed"))
            cursor.seed = integer(key, value, 0);
        else if (key == QLatin1String("sample"))
            cursor.sample = integer(key, value, 0);
        else if (key == QLatin1String("t"))
            cursor.t = integer(key, value, 1);
        else if (key == QLatin1String("op"))
            cursor.operation = value;
        else if (key == QLatin1String("unit"))
            cursor.unit = integer(key, value, 1);
        else if (key == QLatin1String("pass"))
            cursor.pass = oneOf<Pass>(
                key, value, {{QStringLiteral("forward"), Pass::Forward}, {QStringLiteral("backward"), Pass::Backward}});
        else if (key == QLatin1String("zoom"))
            cursor.zoom = oneOf<Zoom>(key, value,
                                      {{QStringLiteral("sequence"), Zoom::Sequence},
                                       {QStringLiteral("cell"), Zoom::Cell},
                                       {QStringLiteral("number"), Zoom::Number}});
        else if (key == QLatin1String("units"))
            cursor.choice = oneOf<Choice>(
                key, value, {{QStringLiteral("active"), Choice::Active}, {QStringLiteral("changed"), Choice::Changed}});
        else if (key == QLatin1String("letters"))
            cursor.letters = oneOf<std::optional<engine::Dialect>>(key, value, dialectWords());
        else if (key == QLatin1String("weight"))
            cursor.weight = parsePlace(key, value);
        else if (key == QLatin1String("pin")) {
            if (!std::exchange(pinsNamed, true)) cursor.pins.clear();
            cursor.pins.push_back(parsePin(value));
        } else if (key == QLatin1String("clamp")) {
            if (!std::exchange(clampsNamed, true)) cursor.clamps.clear();
            cursor.clamps.push_back(parseClamp(value));
        } else if (key == QLatin1String("edit")) {
            if (!std::exchange(editsNamed, true)) cursor.edits.clear();
            cursor.edits.push_back(parseEdit(value));
        } else {
            fail(key,
                 QStringLiteral("lesson, layer, direction, epoch, seed, sample, t, op, unit, pass, zoom, units, "
                                "letters, weight, pin, clamp or edit"),
                 part);
        }
    }
    return cursor;
}

}  // namespace gui
