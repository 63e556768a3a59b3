// Reads typed numbers.
#include "gui/widgets/typed.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QStyle>
#include <QVariant>
#include <QWidget>
#include <cmath>

namespace gui {
namespace {

struct Typed {
    Q_DECLARE_TR_FUNCTIONS(gui::Typed)
};

constexpr const char* kWrong = "wrong";

QString bound(double value) {
    return QString::number(value, 'g', 12);
}

QString rangeText(const lessons::Range& range, bool isWhole) {
    const bool bottom = std::isfinite(range.low), top = std::isfinite(range.high);
    if (bottom && top) {
        if (range.withoutHigh)
            return (isWhole ? Typed::tr("a whole number from %1 to below %2")
                            : Typed::tr("a number from %1 to below %2"))
                .arg(bound(range.low), bound(range.high));
        return (isWhole ? Typed::tr("a whole number from %1 to %2") : Typed::tr("a number from %1 to %2"))
            .arg(bound(range.low), bound(range.high));
    }
    if (bottom && range.withoutLow)
        return (isWhole ? Typed::tr("a whole number above %1") : Typed::tr("a number above %1")).arg(bound(range.low));
    if (bottom)
        return (isWhole ? Typed::tr("a whole number of at least %1") : Typed::tr("a number of at least %1"))
            .arg(bound(range.low));
    return isWhole ? Typed::tr("a whole number") : Typed::tr("a number");
}

}  // namespace

std::optional<double> typedNumber(const QString& text, const QLocale& locale) {
    const QString trimmed = text.trimmed();
    bool good = false;
    double value = QLocale::c().toDouble(trimmed, &good);
    if (!good || trimmed.contains(u',')) {
        QLocale strict = locale;
        strict.setNumberOptions(QLocale::RejectGroupSeparator);
        value = strict.toDouble(trimmed, &good);
    }
    if (!good || !std::isfinite(value)) return {};
    return value;
}

QString plainNumber(const QString& text, const QLocale& locale) {
    const QString trimmed = text.trimmed();
    bool good = false;
    static_cast<void>(trimmed.toDouble(&good));
    const auto value = good ? std::optional<double>() : typedNumber(trimmed, locale);
    return value ? QString::number(*value, 'g', 12) : trimmed;
}

QString wantedText(const lessons::WantedNumber& wanted) {
    return Typed::tr("expected %1, got %2")
        .arg(rangeText(wanted.range, wanted.isWhole),
             wanted.got == "nothing" ? Typed::tr("nothing") : QString::fromStdString(wanted.got));
}

void markRefused(QWidget& field, const QString& reason) {
    const bool wrong = !reason.isEmpty();
    if (!wrong && !isRefused(field)) return;
    field.setProperty(kWrong, wrong);
    field.setToolTip(reason);
    field.setAccessibleDescription(reason);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
    QAccessibleEvent event(&field, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

bool isRefused(const QWidget& field) {
    return field.property(kWrong).toBool();
}

}  // namespace gui
