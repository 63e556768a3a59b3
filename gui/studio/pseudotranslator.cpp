// Lengthens words where they stand, so that a text wraps as a translated one would.
#include "gui/studio/pseudotranslator.h"

namespace gui {
namespace {

constexpr double kLonger = 0.4;

QChar accented(QChar letter) {
    static const QString plain = QStringLiteral("AEIOUYCNSZaeiouycnsz");
    static const QString marked = QStringLiteral(
        "\u00C0\u00C9\u00CE\u00D6\u00DC\u00DD\u00C7\u00D1\u0160\u017D\u00E0\u00E9\u00EE\u00F6\u00FC\u00FD\u00E7\u00F1"
        "\u0161\u017E");
    const auto at = plain.indexOf(letter);
    return at < 0 ? letter : marked[at];
}

bool isLetter(QChar c) {
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

}  // namespace

QString PseudoTranslator::lengthened(const QString& text) {
    QString result;
    double owed = 0;
    for (qsizetype k = 0; k < text.size(); ++k) {
        const QChar c = text[k];
        if (c == u'%' && k + 1 < text.size()) {
            // "%1", "%L1", "%n"
            result += c;
            if (text[k + 1] == u'L') result += text[++k];
            if (k + 1 < text.size() && (text[k + 1].isDigit() || text[k + 1] == u'n')) result += text[++k];
            continue;
        }
        const auto end = c == u'<' ? text.indexOf(u'>', k) : c == u'&' ? text.indexOf(u';', k) : -1;
        if (end > k && end - k < 60) {
            result += QStringView(text).mid(k, end - k + 1);
            k = end;
            continue;
        }
        result += accented(c);
        if (!isLetter(c)) continue;
        owed += kLonger;
        const bool wordEnds = k + 1 == text.size() || !isLetter(text[k + 1]);
        // A word of one letter is a letter of the formulas: it stays what it is.
        const bool alone = wordEnds && (k == 0 || !isLetter(text[k - 1]));
        if (alone)
            owed -= kLonger;
        else if (owed >= 1 || (wordEnds && owed > 0.5)) {
            result += accented(c.toLower());
            owed -= 1;
        }
    }
    return result;
}

QString PseudoTranslator::translate(const char*, const char* source, const char*, int) const {
    return lengthened(QString::fromUtf8(source));
}

}  // namespace gui
