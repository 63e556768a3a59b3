// Turns a page's Markdown into what the panel shows.
#include "gui/lesson/lessontext.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextList>
#include <map>
#include <optional>

#include "lessons/text/glossary.h"

namespace gui {
namespace {

struct Term {
    const char* pattern;
    engine::Role role;
};

/// One meaning a hue, in the text as in the picture. The field's words are English in every language the papers are in.
constexpr Term kTerms[] = {
    {"\\b(?:forget|keep) gates?\\b|\\bgate f\\b", engine::Role::Forget},
    {"\\breset gates?\\b|\\bgate r\\b", engine::Role::Forget},
    {"\\b(?:input|write) gates?\\b|\\bgate i\\b", engine::Role::Write},
    {"\\bupdate gates?\\b|\\bgate z\\b", engine::Role::Write},
    {"\\bcandidates?(?: g)?\\b", engine::Role::Candidate},
    {"\\b(?:output|read) gates?\\b|\\bgate o\\b", engine::Role::Read},
    {"\\bcell states?\\b", engine::Role::Cell},
    {"\\bhidden states?\\b", engine::Role::Hidden},
};

void colourTerms(QTextDocument& document, const Theme& theme) {
    for (const Term& term : kTerms) {
        const QRegularExpression expression(QString::fromLatin1(term.pattern),
                                            QRegularExpression::CaseInsensitiveOption);
        for (QTextCursor at = document.find(expression); !at.isNull(); at = document.find(expression, at)) {
            if (at.charFormat().isAnchor() || at.charFormat().fontFixedPitch()) continue;
            QTextCharFormat format;
            format.setForeground(theme.role(term.role));
            format.setFontWeight(QFont::DemiBold);
            at.mergeCharFormat(format);
        }
    }
}

QString escaped(const std::string& text) {
    return QString::fromStdString(text).toHtmlEscaped();
}

std::optional<engine::Role> roleOf(const std::string& letter) {
    static const std::map<std::string, engine::Role> roles{{"f", engine::Role::Forget},    {"i", engine::Role::Write},
                                                           {"g", engine::Role::Candidate}, {"o", engine::Role::Read},
                                                           {"c", engine::Role::Cell},      {"h", engine::Role::Hidden},
                                                           {"x", engine::Role::Input}};
    const auto found = roles.find(letter);
    return found == roles.end() ? std::nullopt : std::optional(found->second);
}

/// The first time that a word of the glossary stands in a text it is underlined, and hovering explains it.
void explainTerms(QTextDocument& document, const Theme& theme) {
    static const std::vector<lessons::GlossaryTerm> glossary = lessons::installedGlossary();
    for (const lessons::GlossaryTerm& term : glossary) {
        QStringList words{QRegularExpression::escape(QString::fromStdString(term.term))};
        for (const std::string& other : term.also) words << QRegularExpression::escape(QString::fromStdString(other));
        const QRegularExpression expression(QStringLiteral("\\b(?:%1)\\b").arg(words.join(u'|')),
                                            QRegularExpression::CaseInsensitiveOption);
        QTextCursor at = document.find(expression);
        while (!at.isNull() && (at.charFormat().isAnchor() || at.charFormat().fontFixedPitch()))
            at = document.find(expression, at);
        if (at.isNull()) continue;
        const auto role = roleOf(term.letter);
        const QColor colour = role ? theme.role(*role) : theme.ink;
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::DotLine);
        format.setUnderlineColor(role ? colour : theme.mutedInk);
        format.setToolTip(
            QStringLiteral("<span style=\"background: %1; color: %2\"><b style=\"color: %3\">%4%5</b><br>%6</span>")
                .arg(theme.card.name(), theme.ink.name(), colour.name(), escaped(term.term),
                     term.letter.empty() ? QString() : u' ' + escaped(term.letter), escaped(term.text)));
        at.mergeCharFormat(format);
    }
}

void styleBlocks(QTextDocument& document, const Theme& theme) {
    const int body = theme.pixels(Theme::Text::Body);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        format.setLineHeight(138, QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(0);
        format.setBottomMargin(block.textList() ? body * 0.35 : body * 0.85);
        cursor.setBlockFormat(format);
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            QTextCharFormat characters = fragment.charFormat();
            QTextCursor part(&document);
            part.setPosition(fragment.position());
            part.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            QTextCharFormat change;
            if (characters.isAnchor()) {
                change.setForeground(theme.accent);
                change.setFontUnderline(true);
                change.setFontWeight(QFont::DemiBold);
            } else if (characters.fontFixedPitch()) {
                change.setFontFamilies({theme.font(Theme::Text::Number).family()});
                change.setProperty(QTextFormat::FontPixelSize, int(body * 0.92));
                change.setForeground(theme.ink);
            } else {
                if (characters.fontWeight() > QFont::Normal) change.setFontWeight(QFont::DemiBold);
                change.setForeground(theme.ink);
            }
            part.mergeCharFormat(change);
        }
    }
}

}  // namespace

std::vector<LessonPart> splitLessonText(const QString& markdown) {
    static const QRegularExpression alone(QStringLiteral("^\\[([^\\]]+)\\]\\(([^)]+)\\)\\s*$"));
    std::vector<LessonPart> parts;
    QString text;
    const auto flush = [&] {
        if (!text.trimmed().isEmpty()) parts.push_back({text.trimmed(), {}, {}});
        text.clear();
    };
    for (const QString& paragraph : markdown.split(QRegularExpression(QStringLiteral("\\n\\s*\\n")))) {
        const auto match = alone.match(paragraph.trimmed());
        if (match.hasMatch()) {
            flush();
            parts.push_back({{}, match.captured(1), match.captured(2)});
        } else {
            text += paragraph + QStringLiteral("\n\n");
        }
    }
    flush();
    return parts;
}

void fillLessonDocument(QTextDocument& document, const QString& markdown, const Theme& theme) {
    document.setDefaultFont(theme.font(Theme::Text::Body));
    document.setDocumentMargin(0);
    document.setMarkdown(markdown);
    styleBlocks(document, theme);
    colourTerms(document, theme);
    explainTerms(document, theme);
}

}  // namespace gui
