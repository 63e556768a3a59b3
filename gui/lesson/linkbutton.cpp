// Breaks the words of a button.
#include "gui/lesson/linkbutton.h"

#include <QStyle>
#include <QStyleOptionButton>
#include <algorithm>

namespace gui {

LinkButton::LinkButton(const QString& words, QWidget* parent) : QPushButton(words, parent), m_words(words) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(words);
    setFocusPolicy(Qt::TabFocus);  // a click leaves the space bar to play and pause
}

QSize LinkButton::margins() const {
    QStyleOptionButton option;
    initStyleOption(&option);
    const QSize text = fontMetrics().size(Qt::TextShowMnemonic, option.text);
    return (style()->sizeFromContents(QStyle::CT_PushButton, &option, text, this) - text).expandedTo(QSize(0, 0));
}

QString LinkButton::brokenFor(int width) const {
    const int room = width - margins().width();
    QString text, line;
    for (const QString& word : m_words.split(QLatin1Char(' '))) {
        const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
        if (!line.isEmpty() && fontMetrics().horizontalAdvance(longer) > room) {
            text += line + QLatin1Char('\n');
            line = word;
        } else {
            line = longer;
        }
    }
    return text + line;
}

QSize LinkButton::sizeHint() const {
    return QSize(fontMetrics().horizontalAdvance(m_words), fontMetrics().height()) + margins();
}

QSize LinkButton::minimumSizeHint() const {
    int widest = 0;
    for (const QString& word : m_words.split(QLatin1Char(' ')))
        widest = std::max(widest, fontMetrics().horizontalAdvance(word));
    return QSize(widest, fontMetrics().height()) + margins();
}

int LinkButton::heightForWidth(int width) const {
    return int(brokenFor(width).count(QLatin1Char('\n')) + 1) * fontMetrics().lineSpacing() + margins().height();
}

void LinkButton::resizeEvent(QResizeEvent* event) {
    QPushButton::resizeEvent(event);
    setText(brokenFor(width()));
}

}  // namespace gui
