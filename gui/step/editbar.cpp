// A spin box over one number of the net.
#include "gui/step/editbar.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <algorithm>

#include "gui/scene/reading.h"

namespace gui {

EditBar::EditBar(QWidget* parent) : QFrame(parent), m_what(new QLabel), m_value(new QDoubleSpinBox), m_restore(new QPushButton(tr("Restore"))) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_what->setProperty("kind", "strong");
    m_value->setRange(-1000, 1000);
    m_value->setDecimals(4);
    m_value->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_value->setSingleStep(0.05);
    m_value->setAccessibleName(tr("Value to try"));
    auto* close = new QPushButton(tr("Close"));
    row->addWidget(m_what);
    row->addWidget(m_value);
    row->addWidget(m_restore);
    row->addStretch(1);
    row->addWidget(close);
    connect(m_value, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        if (m_setting) return;
        auto edits = without();
        m_edit.value = value;
        edits.push_back(m_edit);
        Q_EMIT editsChanged(edits);
    });
    connect(m_restore, &QPushButton::clicked, this, [this] { Q_EMIT editsChanged(without()); });
    connect(close, &QPushButton::clicked, this, &EditBar::closed);
}

std::vector<CursorEdit> EditBar::without() const {
    auto edits = m_cursor.edits;
    edits.erase(std::remove_if(edits.begin(), edits.end(),
                               [this](const CursorEdit& edit) { return edit.target == m_edit.target && edit.row == m_edit.row && edit.column == m_edit.column; }),
                edits.end());
    return edits;
}

void EditBar::pick(const QString& place, const engine::Trace& trace, const Cursor& cursor) {
    m_edit = Cursor::parse(QStringLiteral("edit=") + place + QStringLiteral("=0")).edits.front();
    const auto& cell = trace.cell;
    const engine::Index row = m_edit.row - 1, column = m_edit.column - 1;
    double value = 0;
    const auto take = [&](const engine::Matrix& matrix) {
        if (row < matrix.rows() && column < matrix.cols()) value = double(matrix(row, column));
    };
    if (m_edit.target == QLatin1String("input")) take(cell.input);
    for (std::size_t p = 0; p < cell.parameters.size(); ++p)
        if (QString::fromStdString(cell.program->parameters[p].path).section(QLatin1Char('/'), -1) == m_edit.target) take(cell.parameters[p]);
    for (std::size_t s = 0; s < cell.initialStates.size() && s < cell.program->states.size(); ++s)
        if (m_edit.target == QStringLiteral("state.") + QString::fromStdString(cell.program->states[s].name)) take(cell.initialStates[s]);
    m_edit.value = value;
    m_what->setText(place);
    m_setting = true;
    m_value->setValue(value);
    m_setting = false;
    setCursor(cursor);
    m_value->setFocus();
    m_value->selectAll();
}

void EditBar::setCursor(const Cursor& cursor) {
    m_cursor = cursor;
    m_restore->setEnabled(without().size() < cursor.edits.size());
}

}  // namespace gui
