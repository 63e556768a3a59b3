// Translations: source, wanted, got, and the best of several.
#include <QCoreApplication>

#include "gui/outcome/references.h"
#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Translation)
};

/// Tokens as a sentence is written: no blank before a full stop, none behind an opening mark.
QString sentence(QString tokens) {
    for (const QChar sign : QStringLiteral(".,;:!?\u2026")) tokens.replace(QStringLiteral(" ") + sign, QString(sign));
    for (const QChar sign : QStringLiteral("\u00BF\u00A1")) tokens.replace(sign + QStringLiteral(" "), QString(sign));
    return tokens;
}

QString sentence(const std::vector<std::string>& tokens) {
    QStringList words;
    for (const std::string& word : tokens) words += QString::fromStdString(word);
    return words.isEmpty() ? Words::tr("(nothing)") : sentence(words.join(u' '));
}

/// Right with the greedy word each time, with the beam, and with what there is without a net.
QString measureText(const lessons::TranslationView& view) {
    const double all = double(view.wanted());
    QStringList parts{Words::tr("whole sentences right %1").arg(number(double(view.right()) / all, 2)),
                      referenceText(view.references)};
    if (view.bleu && view.ruleBleu)
        parts += Words::tr("BLEU %1; word by word %2").arg(number(*view.bleu, 2), number(*view.ruleBleu, 2));
    if (view.beamWidth > 1 && view.beamBleu)
        parts += Words::tr("beam of %1: right %2, BLEU %3")
                     .arg(QString::number(view.beamWidth), number(double(view.beamRight()) / all, 2),
                          number(*view.beamBleu, 2));
    return parts.join(QStringLiteral("; "));
}

/// A wrong one at the decoder's step where it goes wrong: the decoder has read the right words so far, and so has the
/// net that the Step page shows. There it says what it said here.
QStringList placeOf(const lessons::TranslationView& view, const lessons::TranslationView::Row& row) {
    if (!row.sample) return {};
    const QString sample = QStringLiteral("sample=%1").arg(*row.sample);
    const int wrong = row.firstWrong();
    if (wrong == 0 || view.decoder.empty()) return {sample + QStringLiteral(",t=1")};
    return {
        QStringLiteral("%1,layer=%2,t=%3,zoom=sequence").arg(sample, QString::fromStdString(view.decoder)).arg(wrong)};
}

}  // namespace

Table tableOf(const lessons::TranslationView& view) {
    const bool hasBeam = view.beamWidth > 1;
    Table table;
    table.title = view.isHeldOut ? Words::tr("Held-out sentences") : Words::tr("Translations");
    table.columns = {{Words::tr("source")}, {Words::tr("wanted")}, {Words::tr("got")}};
    if (hasBeam) table.columns.push_back({Words::tr("beam of %1").arg(view.beamWidth)});
    for (const lessons::TranslationView::Row& each : view.rows) {
        const QString got = sentence(each.got);
        const bool isKnown = !each.wanted.empty();
        Table::Row row{{QString::fromStdString(each.source),
                        isKnown ? sentence(QString::fromStdString(each.wanted)) : Words::tr("not in the data"), got}};
        bool isRight = each.isRight();
        if (hasBeam) {
            // The mark stands in the last cell and is of what stands there.
            row.cells += each.beam == each.got ? Words::tr("the same") : sentence(each.beam);
            isRight = each.isRight(each.beam);
        }
        row.mark = !isKnown ? Table::Mark::None : isRight ? Table::Mark::Right : Table::Mark::Wrong;
        row.places = placeOf(view, each);
        table.rows.push_back(std::move(row));
    }
    table.note =
        view.isHeldOut
            ? measureText(view)
            : Words::tr("the decoder is fed its own favourite until it says %1").arg(QString::fromStdString(view.end));
    return table;
}

}  // namespace gui
