// The line above the Step page: zoom, layer, sample, units, and the menu.
#include "gui/pages/step/steppage.h"

#include <QActionGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/pages/step/clampbar.h"
#include "gui/pages/step/undobar.h"
#include "gui/place/reading.h"

namespace gui {

QWidget* StepPage::makeHead() {
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    const QString names[3] = {tr("Sequence"), tr("Cell"), tr("Number")};
    for (int z = 0; z < 3; ++z) {
        if (z > 0) {
            auto* arrow = new QLabel(QStringLiteral("\u203A"));
            arrow->setProperty("kind", "caption");
            row->addWidget(arrow);
        }
        m_zooms[z] = new QPushButton(names[z]);
        m_zooms[z]->setProperty("kind", "tab");
        m_zooms[z]->setCheckable(true);
        m_zooms[z]->setAccessibleName(tr("Zoom: %1").arg(names[z]));
        connect(m_zooms[z], &QPushButton::clicked, this, [this, z] {
            Cursor cursor = m_cursor;
            cursor.zoom = static_cast<Cursor::Zoom>(z);
            go(cursor);
        });
        row->addWidget(m_zooms[z]);
    }
    row->addSpacing(8);
    row->addWidget(m_undoBar);
    connect(m_undoBar, &UndoBar::undoClicked, this, &StepPage::undo);
    connect(m_undoBar, &UndoBar::redoClicked, this, &StepPage::redo);
    connect(m_undoBar, &UndoBar::resetClicked, this, &StepPage::reset);
    m_check->setAccessibleName(tr("Check this gradient by a central difference"));
    connect(m_check, &QPushButton::clicked, this, &StepPage::checkGradient);
    row->addWidget(m_check);
    row->addStretch(1);
    m_layer->setAccessibleName(tr("Layer and direction"));
    m_layer->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_layer, &QComboBox::activated, this, [this](int index) { open(m_layer->itemData(index).toString()); });
    m_sample->setAccessibleName(tr("Sample"));
    m_sample->setPrefix(tr("sample "));
    m_sample->setKeyboardTracking(false);
    m_sample->setButtonSymbols(QAbstractSpinBox::NoButtons);
    connect(m_sample, &QSpinBox::valueChanged, this, [this](int sample) {
        Cursor cursor = m_cursor;
        cursor.sample = sample;
        if (!(cursor == m_cursor)) go(cursor);
    });
    row->addWidget(m_layer);
    row->addWidget(m_sample);
    row->addSpacing(4);
    m_choice->addItem(tr("most active"));
    m_choice->addItem(tr("most changed"));
    m_choice->setAccessibleName(tr("Units shown"));
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        Cursor cursor = m_cursor;
        cursor.choice = static_cast<Cursor::Choice>(index);
        go(cursor);
    });
    m_pin->setCheckable(true);
    m_pin->setAccessibleName(tr("Pin this value: it stays in view"));
    connect(m_pin, &QPushButton::clicked, this, [this](bool pinned) {
        if (trace()) setPinned({Reading(*trace()).fitted(m_cursor).operation, m_cursor.unit, 0}, pinned);
    });
    row->addWidget(m_choice);
    row->addSpacing(4);
    row->addWidget(m_pin);
    row->addSpacing(4);
    row->addWidget(makeMenu());
    return head;
}

QWidget* StepPage::makeMenu() {
    auto* button = m_menu = new QToolButton;
    button->setObjectName(QStringLiteral("stepMenu"));
    button->setText(QStringLiteral("\u22EF"));
    button->setAccessibleName(tr("Hold, copy and export"));
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    auto* overflow = menu->addMenu(tr("Shown"));
    connect(menu, &QMenu::aboutToShow, this, [this, overflow] {
        fillOverflow(overflow);
        overflow->menuAction()->setVisible(!overflow->isEmpty());
    });
    auto* hold = menu->addAction(tr("Hold a value \u2026"));
    hold->setCheckable(true);
    connect(hold, &QAction::toggled, this, [this](bool shown) { m_clamp->setVisible(shown && !m_theme.presenter); });
    menu->addAction(tr("Pin this value at this step"), this, [this] {
        if (!trace()) return;
        const Cursor cursor = Reading(*trace()).fitted(m_cursor);
        setPinned({cursor.operation, cursor.unit, cursor.t}, true);
    });
    menu->addAction(tr("Unpin everything"), this, [this] {
        Cursor cursor = m_cursor;
        cursor.pins.clear();
        go(cursor);
    });
    menu->addAction(tr("Let go of everything"), this, &StepPage::reset);
    menu->addSeparator();
    menu->addAction(tr("Copy this state"), this, &StepPage::copyState);
    menu->addAction(tr("Paste a state"), this, &StepPage::pasteState);
    menu->addSeparator();
    auto* still = menu->addAction(tr("Reduced motion"));
    still->setCheckable(true);
    connect(still, &QAction::toggled, this, &StepPage::setReducedMotion);
    connect(this, &StepPage::reducedMotionChanged, still, &QAction::setChecked);
    auto* letters = menu->addMenu(tr("Letters"));
    auto* group = new QActionGroup(letters);
    const auto addLetters = [&](const QString& name, std::optional<engine::Dialect> choice) {
        auto* action = letters->addAction(name, this, [this, choice] { setLetters(choice); });
        action->setCheckable(true);
        group->addAction(action);
        m_letterActions.emplace_back(choice, action);
    };
    addLetters(tr("Gatewise"), {});
    for (const engine::Dialect dialect : engine::dialects())
        addLetters(QString::fromStdString(engine::dialectName(dialect)), dialect);
    letters->addSeparator();
    letters->addAction(tr("Letters and order change, no number does"))->setEnabled(false);
    menu->addSeparator();
    for (const char* kind : {"svg", "pdf", "png", "csv", "json"}) {
        const QString ending = QLatin1String(kind);
        const bool table = ending == QLatin1String("csv") || ending == QLatin1String("json");
        menu->addAction(
            (table ? tr("Export the trace as %1 \u2026") : tr("Export the picture as %1 \u2026")).arg(ending.toUpper()),
            this, [this, ending] { exportAs(ending); });
    }
    button->setMenu(menu);
    return button;
}

/// Every recurrent layer of the open model, and both directions of a bidirectional one.
void StepPage::fillLayers() {
    const lessons::Task* task = m_snapshot ? m_snapshot->task.get() : nullptr;
    if (task == m_layersOf) return;
    m_layersOf = task;
    m_layer->clear();
    m_sample->setVisible(false);
    if (!task) return;
    const auto model = task->model(m_snapshot->shown.taskRun);
    for (const std::string& name : engine::recurrentLayers(*model)) {
        const QString layer = QString::fromStdString(name);
        bool both = trace() && trace()->layer == name && trace()->bidirectional;
        for (const auto& one : model->layers())
            if (one && one->name() == name && one->className() == "Bidirectional") both = true;
        if (!both)
            m_layer->addItem(layer, QStringLiteral("layer=%1,direction=0").arg(layer));
        else
            for (int direction = 0; direction < 2; ++direction)
                m_layer->addItem(layer + (direction == 0 ? QStringLiteral(" \u2192") : QStringLiteral(" \u2190")),
                                 QStringLiteral("layer=%1,direction=%2").arg(layer).arg(direction));
    }
    const QSignalBlocker quiet(m_sample);
    m_sample->setRange(0, std::max(0, static_cast<int>(task->sampleCount()) - 1));
}

void StepPage::redrawHead() {
    for (int z = 0; z < 3; ++z) m_zooms[z]->setChecked(static_cast<int>(m_cursor.zoom) == z);
    m_undoBar->setState(m_cursor, !m_done.empty(), !m_undone.empty());
    m_undoBar->setVisible(!m_undoBar->isIdle());
    fillLayers();
    if (trace())
        for (int k = 0; k < m_layer->count(); ++k)
            if (m_layer->itemData(k).toString() == QStringLiteral("layer=%1,direction=%2")
                                                       .arg(QString::fromStdString(trace()->layer))
                                                       .arg(trace()->direction))
                m_layer->setCurrentIndex(k);
    const QSignalBlocker quiet(m_sample);
    m_sample->setValue(m_cursor.sample);
    // A checked number is true for this moment only.
    m_checked.clear();
    ++m_checkRound;
    m_choice->setCurrentIndex(static_cast<int>(m_cursor.choice));
    for (const auto& [letters, action] : m_letterActions) action->setChecked(letters == m_cursor.letters);
    const std::string operation = trace() ? Reading(*trace()).fitted(m_cursor).operation : std::string();
    m_pin->setEnabled(trace() && trace()->cell.program->find(operation) >= 0);
    m_pin->setChecked(std::find(m_cursor.pins.begin(), m_cursor.pins.end(), CursorPin{operation, m_cursor.unit, 0}) !=
                      m_cursor.pins.end());
    fitHead();
}

void StepPage::takeHeadBack() {
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, m_head);
    m_head->show();
}

/// Where there is less room than wishes, the layer stays longest; what goes is in the menu.
void StepPage::fitHead() {
    const auto widthOf = [](const QWidget* widget) { return widget->sizeHint().width() + 8; };
    // In the top bar it shares the line with the pages.
    int room = (m_theme.presenter ? window()->width() * 45 / 100 : width() - 40) -
               (m_undoBar->isIdle() ? 0 : widthOf(m_undoBar));
    for (const QPushButton* zoom : m_zooms) room -= widthOf(zoom) + 8;
    // In a narrow top bar, whose pages take more than their share, the zooms' words come first; what is edited is
    // marked in the picture too.
    if (m_theme.presenter && room < 4 * m_theme.pixels(Theme::Text::Body)) m_undoBar->hide();
    const bool tools = trace() && !m_theme.presenter;
    if (tools) room -= widthOf(m_menu);
    const auto claim = [&](QWidget* widget, bool wanted) {
        const bool fits = wanted && widthOf(widget) <= room;
        if (fits) room -= widthOf(widget);
        widget->setVisible(fits);
    };
    const bool large = trace() && trace()->cell.program->units > 8;
    claim(m_layer, m_layer->count() > 1);
    claim(m_check, m_ask && trace() && m_snapshot->task && m_cursor.pass == Cursor::Pass::Backward &&
                       m_cursor.zoom != Cursor::Zoom::Sequence &&
                       Reading(*trace()).fitted(m_cursor).operation != "loss");
    claim(m_sample, tools && m_sample->maximum() > 0);
    claim(m_choice, tools && large);
    claim(m_pin, tools && m_cursor.zoom != Cursor::Zoom::Sequence);
}

/// The choices that the head has no room for.
void StepPage::fillOverflow(QMenu* menu) {
    menu->clear();
    const auto addChoices = [menu](QComboBox* combo) {
        if (!combo->isHidden() || combo->count() < 2) return;
        auto* choices = menu->addMenu(combo->accessibleName());
        for (int k = 0; k < combo->count(); ++k) {
            auto* action = choices->addAction(combo->itemText(k), combo, [combo, k] {
                combo->setCurrentIndex(k);
                Q_EMIT combo->activated(k);
            });
            action->setCheckable(true);
            action->setChecked(k == combo->currentIndex());
        }
    };
    addChoices(m_layer);
    const bool large = trace() && trace()->cell.program->units > 8;
    if (large) addChoices(m_choice);
    if (!m_pin->isHidden()) return;
    auto* pin = menu->addAction(m_pin->accessibleName(), m_pin, &QPushButton::click);
    pin->setCheckable(true);
    pin->setChecked(m_pin->isChecked());
}

}  // namespace gui
