// Looks words up as they are typed.
#include "gui/pages/step/wordfield.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>
#include <algorithm>

#include "gui/widgets/typed.h"

namespace gui {

WordField::WordField(QWidget* parent) : QLineEdit(parent), m_completions(new QStringListModel(this)) {
    auto* completer = new QCompleter(m_completions, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCompletionMode(QCompleter::PopupCompletion);
    setCompleter(completer);
    setPlaceholderText(tr("a word of the vocabulary"));
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &WordField::enter);
    connect(this, &QLineEdit::returnPressed, this, &WordField::enter);
    // While a word is being typed it is not yet wrong; that it will be is said at once.
    connect(this, &QLineEdit::textEdited, this, [this](const QString& text) {
        markRefused(*this, {});
        const bool begins = std::any_of(m_words.begin(), m_words.end(), [&](const QString& word) {
            return word.startsWith(text.trimmed(), Qt::CaseInsensitive);
        });
        Q_EMIT told(begins ? QString() : tr("no word of the vocabulary begins so"));
    });
}

void WordField::setVocabulary(const std::vector<std::string>& words, int padding, int unknown) {
    m_padding = padding;
    m_unknown = unknown;
    m_words.clear();
    for (std::size_t k = 0; k < words.size(); ++k)
        m_words << (int(k) == padding ? tr("padding") : QString::fromStdString(words[k]));
    QStringList sorted = m_words;
    sorted.removeAll(QString());
    sorted.sort(Qt::CaseInsensitive);
    m_completions->setStringList(sorted);
}

QString WordField::wordOf(int token) const {
    return token >= 0 && token < m_words.size() ? m_words[token] : QString();
}

int WordField::tokenOf(const QString& word) const {
    if (word.isEmpty()) return m_padding;
    const auto exact = m_words.indexOf(word);
    if (exact >= 0) return int(exact);
    // The tokenizers of the lessons write small letters.
    for (qsizetype k = 0; k < m_words.size(); ++k)
        if (m_words[k].compare(word, Qt::CaseInsensitive) == 0) return int(k);
    return -1;
}

void WordField::setToken(int token) {
    m_token = token;
    setText(wordOf(token));
    markRefused(*this, {});
}

void WordField::enter() {
    const QString word = text().trimmed();
    int token = tokenOf(word);
    if (token < 0 && m_unknown >= 0) {
        token = m_unknown;
        setText(wordOf(token));
        Q_EMIT told(tr("\u201C%1\u201D is not in the vocabulary: read as %2").arg(word, wordOf(m_unknown)));
    } else if (token < 0) {
        return refuse(word.isEmpty() ? tr("a word is wanted")
                                     : tr("\u201C%1\u201D is not in the vocabulary: the net cannot read it").arg(word));
    } else {
        Q_EMIT told(QString());
    }
    markRefused(*this, {});
    if (token == m_token) return;
    m_token = token;
    Q_EMIT tokenPicked(token);
}

void WordField::refuse(const QString& reason) {
    markRefused(*this, reason);
    selectAll();
    Q_EMIT told(reason);
}

/// What was refused stays marked only while it is being looked at.
bool WordField::event(QEvent* event) {
    if (event->type() == QEvent::FocusOut && isRefused(*this)) {
        // What was refused gives way to the word in force.
        setToken(m_token);
        Q_EMIT told(QString());
    }
    return QLineEdit::event(event);
}

}  // namespace gui
