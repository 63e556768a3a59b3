// Words of ids, in the language of the window.
#include "gui/place/words.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>

#include "gui/place/overloaded.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Words)
};

struct Entry {
    const char* id;
    const char* one;
    const char* many;
};

constexpr std::array kSteps{
    Entry{"step", QT_TRANSLATE_NOOP("gui::Words", "step"), QT_TRANSLATE_NOOP("gui::Words", "steps")},
    Entry{"word", QT_TRANSLATE_NOOP("gui::Words", "word"), QT_TRANSLATE_NOOP("gui::Words", "words")},
    Entry{"character", QT_TRANSLATE_NOOP("gui::Words", "character"), QT_TRANSLATE_NOOP("gui::Words", "characters")},
    Entry{"note", QT_TRANSLATE_NOOP("gui::Words", "note"), QT_TRANSLATE_NOOP("gui::Words", "notes")},
    Entry{"frame", QT_TRANSLATE_NOOP("gui::Words", "frame"), QT_TRANSLATE_NOOP("gui::Words", "frames")},
    Entry{"minute", QT_TRANSLATE_NOOP("gui::Words", "minute"), QT_TRANSLATE_NOOP("gui::Words", "minutes")},
    Entry{"half-hour", QT_TRANSLATE_NOOP("gui::Words", "half-hour"), QT_TRANSLATE_NOOP("gui::Words", "half-hours")},
    Entry{"hour", QT_TRANSLATE_NOOP("gui::Words", "hour"), QT_TRANSLATE_NOOP("gui::Words", "hours")},
    Entry{"day", QT_TRANSLATE_NOOP("gui::Words", "day"), QT_TRANSLATE_NOOP("gui::Words", "days")},
    Entry{"week", QT_TRANSLATE_NOOP("gui::Words", "week"), QT_TRANSLATE_NOOP("gui::Words", "weeks")},
    Entry{"month", QT_TRANSLATE_NOOP("gui::Words", "month"), QT_TRANSLATE_NOOP("gui::Words", "months")},
    Entry{"year", QT_TRANSLATE_NOOP("gui::Words", "year"), QT_TRANSLATE_NOOP("gui::Words", "years")},
};

constexpr std::array kValues{
    Entry{"input", QT_TRANSLATE_NOOP("gui::Words", "input"), nullptr},
    Entry{"value", QT_TRANSLATE_NOOP("gui::Words", "value"), nullptr},
    Entry{"word", QT_TRANSLATE_NOOP("gui::Words", "word"), nullptr},
    Entry{"note", QT_TRANSLATE_NOOP("gui::Words", "note"), nullptr},
    Entry{"symbol", QT_TRANSLATE_NOOP("gui::Words", "symbol"), nullptr},
    Entry{"character", QT_TRANSLATE_NOOP("gui::Words", "character"), nullptr},
    Entry{"demand", QT_TRANSLATE_NOOP("gui::Words", "demand"), nullptr},
    Entry{"sunspot number", QT_TRANSLATE_NOOP("gui::Words", "sunspot number"), nullptr},
    Entry{"number", QT_TRANSLATE_NOOP("gui::Words", "number"), nullptr},
    Entry{"grey", QT_TRANSLATE_NOOP("gui::Words", "grey"), nullptr},
    Entry{"cepstrum", QT_TRANSLATE_NOOP("gui::Words", "cepstrum"), nullptr},
    Entry{"mark", QT_TRANSLATE_NOOP("gui::Words", "mark"), nullptr},
};

constexpr std::array kFigures{
    Entry{"loss", QT_TRANSLATE_NOOP("gui::Words", "loss"), nullptr},
    Entry{"accuracy", QT_TRANSLATE_NOOP("gui::Words", "accuracy"), nullptr},
    Entry{"rmse", QT_TRANSLATE_NOOP("gui::Words", "RMSE"), nullptr},
    Entry{"skill", QT_TRANSLATE_NOOP("gui::Words", "skill"), nullptr},
    Entry{"skill_against_best", QT_TRANSLATE_NOOP("gui::Words", "skill against the best baseline"), nullptr},
    Entry{"f1", QT_TRANSLATE_NOOP("gui::Words", "F1"), nullptr},
    Entry{"precision", QT_TRANSLATE_NOOP("gui::Words", "precision"), nullptr},
    Entry{"recall", QT_TRANSLATE_NOOP("gui::Words", "recall"), nullptr},
    Entry{"anomalies", QT_TRANSLATE_NOOP("gui::Words", "flagged"), nullptr},
    Entry{"threshold", QT_TRANSLATE_NOOP("gui::Words", "threshold"), nullptr},
    Entry{"entity_f1", QT_TRANSLATE_NOOP("gui::Words", "entity F1"), nullptr},
    Entry{"words_right", QT_TRANSLATE_NOOP("gui::Words", "share of words right"), nullptr},
    Entry{"bleu", QT_TRANSLATE_NOOP("gui::Words", "BLEU"), nullptr},
    Entry{"next_note_loss", QT_TRANSLATE_NOOP("gui::Words", "loss of the next note"), nullptr},
    Entry{"next_note_accuracy", QT_TRANSLATE_NOOP("gui::Words", "share of next notes right"), nullptr},
    Entry{"strings_right", QT_TRANSLATE_NOOP("gui::Words", "share of strings right"), nullptr},
    Entry{"echoes_right", QT_TRANSLATE_NOOP("gui::Words", "share of outer letters right"), nullptr},
    Entry{"steps_right", QT_TRANSLATE_NOOP("gui::Words", "share of steps right"), nullptr},
    Entry{"bits_per_character", QT_TRANSLATE_NOOP("gui::Words", "bits a character"), nullptr},
    Entry{"pairs_accuracy", QT_TRANSLATE_NOOP("gui::Words", "accuracy on the pairs"), nullptr},
    Entry{"new_sentences_accuracy", QT_TRANSLATE_NOOP("gui::Words", "accuracy on new sentences"), nullptr},
    Entry{"translations_right", QT_TRANSLATE_NOOP("gui::Words", "share of words translated right"), nullptr},
};

constexpr std::array kMonths{QT_TRANSLATE_NOOP("gui::Words", "January"),   QT_TRANSLATE_NOOP("gui::Words", "February"),
                             QT_TRANSLATE_NOOP("gui::Words", "March"),     QT_TRANSLATE_NOOP("gui::Words", "April"),
                             QT_TRANSLATE_NOOP("gui::Words", "May"),       QT_TRANSLATE_NOOP("gui::Words", "June"),
                             QT_TRANSLATE_NOOP("gui::Words", "July"),      QT_TRANSLATE_NOOP("gui::Words", "August"),
                             QT_TRANSLATE_NOOP("gui::Words", "September"), QT_TRANSLATE_NOOP("gui::Words", "October"),
                             QT_TRANSLATE_NOOP("gui::Words", "November"),  QT_TRANSLATE_NOOP("gui::Words", "December")};
constexpr std::array kShortMonths{QT_TRANSLATE_NOOP("gui::Words", "Jan"),
                                  QT_TRANSLATE_NOOP("gui::Words", "Feb"),
                                  QT_TRANSLATE_NOOP("gui::Words", "Mar"),
                                  QT_TRANSLATE_NOOP("gui::Words", "Apr"),
                                  "May",
                                  QT_TRANSLATE_NOOP("gui::Words", "Jun"),
                                  QT_TRANSLATE_NOOP("gui::Words", "Jul"),
                                  QT_TRANSLATE_NOOP("gui::Words", "Aug"),
                                  QT_TRANSLATE_NOOP("gui::Words", "Sep"),
                                  QT_TRANSLATE_NOOP("gui::Words", "Oct"),
                                  QT_TRANSLATE_NOOP("gui::Words", "Nov"),
                                  QT_TRANSLATE_NOOP("gui::Words", "Dec")};
constexpr std::array kDays{QT_TRANSLATE_NOOP("gui::Words", "Sunday"),   QT_TRANSLATE_NOOP("gui::Words", "Monday"),
                           QT_TRANSLATE_NOOP("gui::Words", "Tuesday"),  QT_TRANSLATE_NOOP("gui::Words", "Wednesday"),
                           QT_TRANSLATE_NOOP("gui::Words", "Thursday"), QT_TRANSLATE_NOOP("gui::Words", "Friday"),
                           QT_TRANSLATE_NOOP("gui::Words", "Saturday")};
constexpr std::array kShortDays{QT_TRANSLATE_NOOP("gui::Words", "Sun"), QT_TRANSLATE_NOOP("gui::Words", "Mon"),
                                QT_TRANSLATE_NOOP("gui::Words", "Tue"), QT_TRANSLATE_NOOP("gui::Words", "Wed"),
                                QT_TRANSLATE_NOOP("gui::Words", "Thu"), QT_TRANSLATE_NOOP("gui::Words", "Fri"),
                                QT_TRANSLATE_NOOP("gui::Words", "Sat")};

template <std::size_t N>
const Entry* find(const std::array<Entry, N>& entries, const std::string& id) {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return id == entry.id; });
    return found == entries.end() ? nullptr : &*found;
}

struct DateParts {
    QString weekday, shortWeekday, month, shortMonth, day, year, clock;
};

DateParts partsOf(const lessons::StepTime& time) {
    const auto midnight = std::chrono::floor<std::chrono::days>(time.time);
    const std::chrono::year_month_day date(midnight);
    const auto weekday = std::size_t(std::chrono::weekday(midnight).c_encoding());
    const auto month = std::size_t(unsigned(date.month()) - 1);
    const auto minutes = int((time.time - midnight).count());
    return {Words::tr(kDays[weekday]),
            Words::tr(kShortDays[weekday]),
            Words::tr(kMonths[month]),
            month == 4 ? Words::tr("May", "short") : Words::tr(kShortMonths[month]),
            QString::number(unsigned(date.day())),
            QString::number(int(date.year())),
            QStringLiteral("%1:%2").arg(minutes / 60, 2, 10, QChar(u'0')).arg(minutes % 60, 2, 10, QChar(u'0'))};
}

QString spanWords(const lessons::SpanSample& span) {
    if (span.times) return Words::tr("%1 to %2").arg(longTime(span.times->first), longTime(span.times->second));
    const QString stretch = Words::tr("%1 %2 to %3").arg(stepsWord(span.stepName)).arg(span.first).arg(span.last);
    return span.whole.empty() ? stretch
                              : Words::tr("%1, %2", "tune, notes").arg(QString::fromStdString(span.whole), stretch);
}

QString numberedWords(const lessons::NumberedSample& sample) {
    using Kind = lessons::NumberedSample::Kind;
    switch (sample.kind) {
        case Kind::Sequence:
            break;
        case Kind::Random:
            return Words::tr("random sequence %1").arg(sample.number);
        case Kind::Undamaged:
            return Words::tr("window %1, undamaged").arg(sample.number);
        case Kind::HeldOut:
            return Words::tr("held-out sequence %1").arg(sample.number);
    }
    return Words::tr("sequence %1").arg(sample.number);
}

QString figureText(const lessons::Figure& figure) {
    const bool isCount = figure.value == std::floor(figure.value) && figure.id == "anomalies";
    // Shares read as percents do: two digits.
    const bool isShare = figure.id.ends_with("accuracy") || figure.id.ends_with("_right") || figure.id == "entity_f1" ||
                         figure.id == "bleu" || figure.id == "skill" || figure.id.starts_with("skill") ||
                         figure.id == "f1" || figure.id == "precision" || figure.id == "recall";
    return figureName(figure.id) + u' ' +
           (!std::isfinite(figure.value) ? QStringLiteral("\u2014")
            : isCount                    ? number(figure.value, 0)
            : isShare                    ? number(figure.value, 2)
                                         : significant(figure.value));
}

}  // namespace

QString stepWord(const std::string& id) {
    const Entry* entry = find(kSteps, id);
    return entry ? Words::tr(entry->one) : QString::fromStdString(id);
}

QString stepsWord(const std::string& id) {
    const Entry* entry = find(kSteps, id);
    return entry ? Words::tr(entry->many) : QString::fromStdString(id);
}

QString valueWord(const std::string& id) {
    const Entry* entry = find(kValues, id);
    return entry ? Words::tr(entry->one) : QString::fromStdString(id);
}

QString valueName(const lessons::InputDescription& input) {
    if (input.valueName == "note_share") return Words::tr("note's number / %1").arg(input.tokens.size());
    const QString name = valueWord(input.valueName);
    if (input.isScaled) return Words::tr("%1 (scaled)").arg(name);
    return input.unit.empty() ? name
                              : Words::tr("%1 (%2)", "value, unit").arg(name, QString::fromStdString(input.unit));
}

QString longTime(const lessons::StepTime& time) {
    const DateParts parts = partsOf(time);
    switch (time.precision) {
        case lessons::StepTime::Precision::Minute:
            break;
        case lessons::StepTime::Precision::Day:
            return Words::tr("%1 %2 %3", "day, month, year").arg(parts.day, parts.month, parts.year);
        case lessons::StepTime::Precision::Month:
            return Words::tr("%1 %2", "month, year").arg(parts.month, parts.year);
        case lessons::StepTime::Precision::Year:
            return parts.year;
    }
    return Words::tr("%1 %2 %3 %4 %5", "weekday, day, month, year, clock")
        .arg(parts.weekday, parts.day, parts.month, parts.year, parts.clock);
}

QString shortTime(const lessons::StepTime& time) {
    const DateParts parts = partsOf(time);
    switch (time.precision) {
        case lessons::StepTime::Precision::Minute:
            break;
        case lessons::StepTime::Precision::Day:
            return Words::tr("%1 %2", "day, month").arg(parts.day, parts.shortMonth);
        case lessons::StepTime::Precision::Month:
            return Words::tr("%1 %2", "month, year").arg(parts.shortMonth, parts.year);
        case lessons::StepTime::Precision::Year:
            return parts.year;
    }
    return Words::tr("%1 %2", "weekday, clock").arg(parts.shortWeekday, parts.clock);
}

QString amountText(const lessons::Amount& amount) {
    const double size = std::abs(amount.value);
    const QString digits = number(amount.value, size >= 1000 ? 0 : size >= 10 ? 1 : 3);
    return amount.unit.empty() ? digits
                               : Words::tr("%1 %2", "amount, unit").arg(digits, QString::fromStdString(amount.unit));
}

QString sayingText(const lessons::Saying& saying) {
    return std::visit(
        Overloaded{[](const lessons::Amount& amount) { return amountText(amount); },
                   [](const lessons::Choice& choice) {
                       const QString name = choice.name.empty() ? Words::tr("class %1").arg(choice.number)
                                                                : QString::fromStdString(choice.name);
                       return choice.probability
                                  ? Words::tr("%1 (%2)", "class, probability").arg(name, number(*choice.probability, 3))
                                  : name;
                   }},
        saying);
}

QString sampleName(const lessons::SampleDescription& sample) {
    return std::visit(Overloaded{[](const lessons::NumberedSample& numbered) { return numberedWords(numbered); },
                                 [](const lessons::SpanSample& span) { return spanWords(span); },
                                 [](const lessons::TextSample& text) { return QString::fromStdString(text.text); }},
                      sample.name);
}

QString stepLabel(const lessons::SampleDescription& sample, std::size_t t) {
    if (t >= sample.steps.size()) return {};
    return std::visit(Overloaded{[](const std::string& word) { return QString::fromStdString(word); },
                                 [](const lessons::StepTime& time) { return shortTime(time); }},
                      sample.steps[t]);
}

QString figureName(const std::string& id) {
    const Entry* entry = find(kFigures, id);
    return entry ? Words::tr(entry->one) : QString::fromStdString(id).replace(u'_', u' ');
}

QStringList figureLines(const lessons::Figures& figures) {
    QStringList heldOut, training;
    for (const lessons::Figure& figure : figures) (figure.isHeldOut ? heldOut : training) += figureText(figure);
    QStringList lines;
    if (!heldOut.isEmpty()) lines += Words::tr("held-out %1").arg(heldOut.join(QStringLiteral(", ")));
    if (!training.isEmpty()) lines += Words::tr("training %1").arg(training.join(QStringLiteral(", ")));
    return lines;
}

QString momentText(int epoch, qint64 batch) {
    if (epoch == 0 && batch == 0) return Words::tr("untrained");
    const QString after = Words::tr("epoch %1").arg(epoch);
    if (batch == 0) return after;
    return batch == 1 ? Words::tr("%1 and 1 batch").arg(after) : Words::tr("%1 and %2 batches").arg(after).arg(batch);
}

}  // namespace gui
