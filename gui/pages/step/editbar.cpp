// A spin box over one number of the net, or a word field over one word of its input.
#include "gui/pages/step/editbar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <algorithm>

#include "engine/training/trace.h"
#include "gui/pages/step/wordfield.h"
#include "gui/scene/cellfacts.h"
#include "gui/widgets/numberbox.h"
#include "gui/widgets/typed.h"

namespace gui {

EditBar::EditBar(QWidget* parent)
    : QFrame(parent),
      m_what(new QLabel),
      m_value(new NumberBox),
      m_word(new WordField),
      m_note(new QLabel),
      m_restore(new QPushButton(tr("Restore"))) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_what->setProperty("kind", "strong");
    m_note->setProperty("kind", "caption");
    m_note->setWordWrap(true);
    m_note->setObjectName(QStringLiteral("wordNote"));
    m_value->setRange(-1000, 1000);
    m_value->setDecimals(4);
    m_value->setSingleStep(0.05);
    m_value->setAccessibleName(tr("Value to try"));
    // A number is taken when it is complete: one step to undo, not one a digit.
    m_value->setKeyboardTracking(false);
    m_value->installEventFilter(this);
    m_word->installEventFilter(this);
    auto* close = new QPushButton(tr("Close"));
    row->addWidget(m_what);
    row->addWidget(m_value);
    row->addWidget(m_word);
    row->addWidget(m_note, 1);
    row->addWidget(m_restore);
    row->addWidget(close);
    m_word->hide();
    connect(m_value, &NumberBox::valueChanged, this, [this](double value) {
        if (!m_setting && !m_isWord) take(value);
    });
    connect(m_word, &WordField::tokenPicked, this, [this](int token) { take(token); });
    connect(m_word, &WordField::told, m_note, &QLabel::setText);
    connect(m_value, &NumberBox::refused, m_note, &QLabel::setText);
    connect(m_restore, &QPushButton::clicked, this, [this] { Q_EMIT editsChanged(without()); });
    connect(close, &QPushButton::clicked, this, &EditBar::closed);
}

void EditBar::setInput(const lessons::InputDescription& input) {
    m_word->setVocabulary(input.tokens, input.padding, input.unknown);
}

void EditBar::take(double value) {
    auto edits = without();
    m_edit.value = value;
    edits.push_back(m_edit);
    Q_EMIT editsChanged(edits);
}

/// In the bar Up and Down change the number, and Esc closes it; outside they move through time and out of the zoom.
bool EditBar::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            if (event->type() == QEvent::KeyPress) Q_EMIT closed();
            event->accept();
            return true;
        }
        const auto modifiers = key->modifiers() & ~Qt::ShiftModifier;
        if (event->type() == QEvent::ShortcutOverride && modifiers == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QFrame::eventFilter(object, event);
}

std::vector<CursorEdit> EditBar::without() const {
    auto edits = m_cursor.edits;
    edits.erase(std::remove_if(edits.begin(), edits.end(),
                               [this](const CursorEdit& edit) {
                                   return edit.target == m_edit.target && edit.row == m_edit.row &&
                                          edit.column == m_edit.column;
                               }),
                edits.end());
    return edits;
}

void EditBar::pick(const QString& place, const QString& typed, const engine::Trace& trace, const Cursor& cursor) {
    m_edit = parseCursor(QStringLiteral("edit=") + place + QStringLiteral("=0")).edits.front();
    const auto& cell = trace.cell;
    const engine::Index row = m_edit.row - 1, column = m_edit.column - 1;
    double value = 0;
    m_isWord = false;
    const auto take = [&](const engine::Matrix& matrix) {
        if (row < matrix.rows() && column < matrix.cols()) value = double(matrix(row, column));
    };
    if (m_edit.target == "input") {
        // Token numbers are one row, a column a step.
        const bool tokens = !trace.inputs.empty() && !trace.inputs[0].sequence;
        m_isWord = tokens && m_word->hasVocabulary();
        if (tokens && row < trace.inputs[0].values.cols())
            value = double(trace.inputs[0].values(0, row));
        else
            take(cell.input);
    }
    for (std::size_t p = 0; p < cell.parameters.size(); ++p)
        if (lastWord(cell.program->parameters[p].path) == m_edit.target) take(cell.parameters[p]);
    for (std::size_t s = 0; s < cell.initialStates.size() && s < cell.program->states.size(); ++s)
        if (m_edit.target == "state." + cell.program->states[s].name) take(cell.initialStates[s]);
    m_edit.value = value;
    m_what->setText(m_isWord ? tr("word at t = %1").arg(m_edit.row) : placeWords(*cell.program, cursor, place));
    m_value->setVisible(!m_isWord);
    m_word->setVisible(m_isWord);
    m_note->clear();
    showValue(value);
    setCursor(cursor);
    QWidget* field = m_isWord ? static_cast<QWidget*>(m_word) : m_value;
    field->setAccessibleName(m_what->text());
    field->setFocus();
    if (m_isWord) {
        m_word->selectAll();
        return;
    }
    m_value->selectAll();
    if (!typed.isEmpty()) m_value->findChild<QLineEdit*>()->setText(typed);
}

void EditBar::showValue(double value) {
    m_setting = true;
    markRefused(*m_value, {});
    if (m_isWord)
        m_word->setToken(static_cast<int>(value));
    else
        m_value->setValue(value);
    m_setting = false;
}

void EditBar::setCursor(const Cursor& cursor) {
    m_cursor = cursor;
    for (const CursorEdit& edit : cursor.edits) {
        if (edit.target != m_edit.target || edit.row != m_edit.row || edit.column != m_edit.column ||
            edit.value == m_edit.value)
            continue;
        // It was dragged, or an undo has changed it.
        m_edit.value = edit.value;
        showValue(edit.value);
    }
    m_restore->setEnabled(without().size() < cursor.edits.size());
}

}  // namespace gui
