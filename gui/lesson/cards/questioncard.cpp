// Builds a question and tells what came of it.
#include "gui/lesson/cards/questioncard.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <algorithm>
#include <utility>

#include "lessons/goals/goal.h"

namespace gui {
namespace {

/// The words of a choice: they wrap, which a radio button's own cannot, and picking them picks the choice.
class ChoiceWords : public QLabel {
 public:
    ChoiceWords(const QString& text, QAbstractButton* radio, QWidget* parent) : QLabel(text, parent), m_radio(radio) {
        setTextFormat(Qt::PlainText);
        setWordWrap(true);
    }

 protected:
    void mousePressEvent(QMouseEvent* event) override {
        if (m_radio && m_radio->isEnabled())
            m_radio->click();
        else
            QLabel::mousePressEvent(event);
    }

 private:
    QAbstractButton* m_radio;
};

/// "0,6" and "0.6" are the same number; nothing for what is none.
std::optional<double> numberOf(const QString& text) {
    bool ok = false;
    const double value = QLocale::c().toDouble(text.trimmed().replace(u',', u'.').replace(QChar(0x2212), u'-'), &ok);
    return ok ? std::optional(value) : std::nullopt;
}

}  // namespace

QuestionCard::QuestionCard(const lessons::PageQuestion& question, const Theme& theme,
                           const std::optional<QString>& given, bool presenting, QWidget* parent)
    : Card(question.isPrediction ? tr("Predict") : tr("Question"), theme, parent),
      m_question(question),
      m_presenting(presenting),
      m_group(new QButtonGroup(this)) {
    addMarkdown(QString::fromStdString(question.ask));
    if (question.number && !question.number->live) m_wanted = question.number->value;
    if (question.number)
        addNumber();
    else
        addChoices();
    if (given) {
        m_isRevealed = true;
        showOutcome(*given);
    } else {
        addAnswerButton();
    }
}

void QuestionCard::addChoices() {
    for (const lessons::PageQuestion::Choice& each : m_question.choices) {
        const QString words = QString::fromStdString(each.text);
        Choice choice;
        choice.row = new QWidget(this);
        auto* row = new QHBoxLayout(choice.row);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        if (m_presenting) {
            choice.hands = new QSpinBox(choice.row);
            choice.hands->setRange(0, 999);
            choice.hands->setButtonSymbols(QAbstractSpinBox::NoButtons);
            choice.hands->setAccessibleName(tr("Hands for: %1").arg(words));
            row->addWidget(choice.hands, 0, Qt::AlignTop);
        } else {
            choice.radio = new QRadioButton(choice.row);
            choice.radio->setAccessibleName(words);
            m_group->addButton(choice.radio, int(m_choices.size()));
            row->addWidget(choice.radio, 0, Qt::AlignTop);
        }
        choice.column = new QVBoxLayout;
        choice.column->setSpacing(2);
        choice.column->addWidget(new ChoiceWords(words, choice.radio, choice.row));
        row->addLayout(choice.column, 1);
        column()->addWidget(choice.row);
        m_choices.push_back(choice);
    }
}

void QuestionCard::addNumber() {
    auto* row = new QHBoxLayout;
    m_number = new QLineEdit(this);
    m_number->setAccessibleName(tr("Your number"));
    m_number->setMaximumWidth(140);
    row->addWidget(m_number);
    row->addWidget(new QLabel(QString::fromStdString(m_question.number->unit), this));
    row->addStretch(1);
    column()->addLayout(row);
    connect(m_number, &QLineEdit::returnPressed, this, [this] {
        if (!m_isRevealed) answer();
    });
}

void QuestionCard::addAnswerButton() {
    m_button = m_presenting ? makeButton(tr("Reveal (R)"), tr("Reveal the answer"))
                            : makeButton(tr("Answer"), tr("Answer the question"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_button);
    row->addStretch(1);
    column()->addLayout(row);
    connect(m_group, &QButtonGroup::idClicked, this, &QuestionCard::updateButton);
    if (m_number) connect(m_number, &QLineEdit::textChanged, this, &QuestionCard::updateButton);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_presenting)
            reveal();
        else
            answer();
    });
    updateButton();
}

void QuestionCard::updateButton() {
    const bool isKnown = !m_question.number || m_wanted;
    m_button->setEnabled(isKnown && (m_presenting || chosen() >= 0 || (m_number && numberOf(m_number->text()))));
}

void QuestionCard::setSnapshot(const lessons::Snapshot& snapshot) {
    if (!m_question.number || !m_question.number->live) return;
    const auto value = lessons::valueOf(*m_question.number->live, snapshot);
    if (!value) return;  // another layer is looked at: what was known still holds
    m_wanted = value;
    if (const auto given = std::exchange(m_toldLater, std::nullopt)) showNumber(*given);
    if (!m_isRevealed) updateButton();
}

int QuestionCard::chosen() const {
    return m_group->checkedId();
}

void QuestionCard::answer() {
    QString given;
    bool right = false;
    if (m_number) {
        const auto value = numberOf(m_number->text());
        if (!value || !m_wanted) return;
        given = m_number->text().trimmed();
        right = m_question.number->isRight(*value, *m_wanted);
    } else {
        if (chosen() < 0) return;
        given = QString::fromStdString(m_question.choices[std::size_t(chosen())].text);
        right = m_question.isRight(std::size_t(chosen()));
    }
    m_isRevealed = true;
    showOutcome(given);
    Q_EMIT answered(given, right);
    for (const std::string& link : m_question.reveal) Q_EMIT linkActivated(QString::fromStdString(link));
}

void QuestionCard::reveal() {
    if (m_isRevealed || (m_question.number && !m_wanted)) return;
    m_isRevealed = true;
    showOutcome({});
    Q_EMIT revealed();
    for (const std::string& link : m_question.reveal) Q_EMIT linkActivated(QString::fromStdString(link));
}

std::vector<int> QuestionCard::hands() const {
    std::vector<int> counts;
    for (const Choice& choice : m_choices)
        if (choice.hands) counts.push_back(choice.hands->value());
    return counts;
}

void QuestionCard::setHands(const std::vector<int>& hands) {
    for (std::size_t k = 0; k < std::min(hands.size(), m_choices.size()); ++k)
        if (m_choices[k].hands) m_choices[k].hands->setValue(hands[k]);
}

void QuestionCard::tell(QVBoxLayout* where, const QString& text, const QColor& colour, bool isStrong) {
    auto* label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("kind", isStrong ? "accentCaption" : "caption");
    QPalette ink = label->palette();
    ink.setColor(QPalette::WindowText, colour);
    if (isStrong) label->setStyleSheet(QStringLiteral("color: %1").arg(colour.name()));
    where->addWidget(label);
}

void QuestionCard::showNumber(const QString& given) {
    const lessons::PageQuestion::Number& number = *m_question.number;
    const Theme& t = theme();
    const auto value = numberOf(given);
    const bool right = value && number.isRight(*value, *m_wanted);
    // What is written in the lesson is shown as it is written there.
    const QString wanted = QLocale::c().toString(*m_wanted, 'g', number.live ? 4 : 6) +
                           (number.unit.empty() ? QString() : u' ' + QString::fromStdString(number.unit));
    if (!given.isEmpty())
        tell(column(), right ? tr("\u2713 Right: %1").arg(wanted) : tr("\u2717 It is %1").arg(wanted),
             right ? t.accent : t.danger, true);
    else
        tell(column(), tr("It is %1").arg(wanted), t.accent, true);
    if (!number.why.empty()) tell(column(), QString::fromStdString(number.why), t.mutedInk, false);
}

void QuestionCard::showOutcome(const QString& given) {
    if (m_button) m_button->hide();
    if (m_question.number) {
        m_number->setText(given);
        m_number->setReadOnly(true);
        if (m_wanted)
            showNumber(given);
        else
            m_toldLater = given;
        return;
    }
    const Theme& t = theme();
    for (std::size_t k = 0; k < m_choices.size(); ++k) {
        const lessons::PageQuestion::Choice& choice = m_question.choices[k];
        const bool isGiven = QString::fromStdString(choice.text) == given;
        if (m_choices[k].radio) {
            m_choices[k].radio->setChecked(isGiven);
            m_choices[k].radio->setEnabled(false);
        }
        if (isGiven)
            tell(m_choices[k].column, choice.right ? tr("\u2713 Your answer: right") : tr("\u2717 Your answer: not so"),
                 choice.right ? t.accent : t.danger, true);
        else if (choice.right)
            tell(m_choices[k].column, tr("\u2713 This is right"), t.accent, true);
        if (!choice.why.empty()) tell(m_choices[k].column, QString::fromStdString(choice.why), t.mutedInk, false);
    }
}

}  // namespace gui
