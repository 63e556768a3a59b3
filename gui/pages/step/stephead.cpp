// Builds the head, and fits it to its width.
#include "gui/pages/step/stephead.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <algorithm>

#include "gui/pages/step/knobbar.h"
#include "gui/pages/step/stepmenu.h"
#include "gui/pages/step/undobar.h"
#include "gui/place/reading.h"
#include "lessons/session/parts.h"

namespace gui {
namespace {

/// "layer=lstm,direction=1"
QString layerTarget(const std::string& layer, int direction) {
    return QStringLiteral("layer=%1,direction=%2").arg(QString::fromStdString(layer)).arg(direction);
}

bool isLarge(const engine::Trace& trace) {
    return trace.cell.program->units > 8;
}

}  // namespace

StepHead::StepHead(QWidget* parent)
    : QWidget(parent),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_undoBar(new UndoBar),
      m_check(new QPushButton(tr("Check"))),
      m_layer(new QComboBox),
      m_sample(new QSpinBox),
      m_choice(new QComboBox),
      m_influence(new QToolButton),
      m_pin(new QPushButton(tr("Pin"))),
      m_menu(new StepMenu) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    addZooms();
    row->addSpacing(8);
    row->addWidget(m_undoBar);
    connect(m_undoBar, &UndoBar::undoClicked, this, &StepHead::undoClicked);
    connect(m_undoBar, &UndoBar::redoClicked, this, &StepHead::redoClicked);
    connect(m_undoBar, &UndoBar::resetClicked, this, &StepHead::resetClicked);
    m_check->setAccessibleName(tr("Check this gradient by a central difference"));
    connect(m_check, &QPushButton::clicked, this, &StepHead::checkClicked);
    row->addWidget(m_check);
    row->addStretch(1);
    addChoices();
    row->addSpacing(4);
    row->addWidget(m_menu);
    connect(m_menu, &StepMenu::overflowWanted, this, &StepHead::fillOverflow);
}

void StepHead::addZooms() {
    auto* row = static_cast<QHBoxLayout*>(layout());
    const QString names[kZooms] = {tr("Net"), tr("Sequence"), tr("Cell"), tr("Number")};
    for (int z = 0; z < kZooms; ++z) {
        if (z > 0) {
            auto* arrow = new QLabel(QStringLiteral("\u203A"));
            arrow->setProperty("kind", "caption");
            row->addWidget(arrow);
            m_arrows.push_back(arrow);
        }
        m_zooms[z] = new QPushButton(names[z]);
        m_zooms[z]->setProperty("kind", "tab");
        m_zooms[z]->setCheckable(true);
        m_zooms[z]->setAccessibleName(tr("Zoom: %1").arg(names[z]));
        connect(m_zooms[z], &QPushButton::clicked, this, [this, z] {
            Cursor cursor = m_cursor;
            cursor.zoom = static_cast<Cursor::Zoom>(z);
            Q_EMIT placePicked(cursor);
        });
        row->addWidget(m_zooms[z]);
    }
}

void StepHead::addChoices() {
    auto* row = static_cast<QHBoxLayout*>(layout());
    m_layer->setAccessibleName(tr("Layer and direction"));
    m_layer->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_layer, &QComboBox::activated, this,
            [this](int index) { Q_EMIT targetPicked(m_layer->itemData(index).toString()); });
    m_sample->setAccessibleName(tr("Sample"));
    m_sample->setPrefix(tr("sample "));
    m_sample->setKeyboardTracking(false);
    m_sample->setButtonSymbols(QAbstractSpinBox::NoButtons);
    connect(m_sample, &QSpinBox::valueChanged, this, [this](int sample) {
        Cursor cursor = m_cursor;
        cursor.sample = sample;
        if (!(cursor == m_cursor)) Q_EMIT placePicked(cursor);
    });
    for (const auto choice : {Cursor::Choice::Active, Cursor::Choice::Changed}) m_choice->addItem(choiceName(choice));
    m_choice->setAccessibleName(tr("Units shown"));
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        Cursor cursor = m_cursor;
        cursor.choice = static_cast<Cursor::Choice>(index);
        Q_EMIT placePicked(cursor);
    });
    m_pin->setCheckable(true);
    m_pin->setAccessibleName(tr("Pin this value: it stays in view"));
    connect(m_pin, &QPushButton::clicked, this, &StepHead::pinClicked);
    m_influence->setProperty("kind", "knob");
    m_influence->setText(influenceName());
    m_influence->setToolTip(influenceName());
    m_influence->setAccessibleName(influenceName());
    m_influence->setCheckable(true);
    m_influence->setFocusPolicy(Qt::TabFocus);
    m_influence->hide();
    connect(m_influence, &QToolButton::clicked, this, &StepHead::influenceToggled);
    row->addWidget(m_influence);
    row->addWidget(m_layer);
    row->addWidget(m_sample);
    row->addSpacing(4);
    row->addWidget(m_choice);
    row->addSpacing(4);
    row->addWidget(m_pin);
}

void StepHead::setTheme(const Theme& theme) {
    m_theme = theme;
    m_undoBar->setTheme(theme);
    m_influence->setFont(theme.font(Theme::Text::Caption));
    // In front of a class the editing tools are out of the way.
    m_menu->setVisible(!theme.presenter);
    m_pin->setVisible(!theme.presenter);
    m_choice->setVisible(!theme.presenter);
}

int StepHead::lineHeight() const {
    return m_zooms[0]->sizeHint().height();
}

/// Every part of the open model that can be stepped, and both directions of a bidirectional one.
void StepHead::fillLayers() {
    const lessons::Task* task = m_snapshot ? m_snapshot->task.get() : nullptr;
    const std::size_t run = m_snapshot ? m_snapshot->shown.taskRun : 0;
    if (task == m_layersOf && run == m_layersOfRun) return;
    m_layersOf = task;
    m_layersOfRun = run;
    m_layer->clear();
    m_sample->setVisible(false);
    if (!task) return;
    const auto model = task->model(run);
    for (const std::string& name : lessons::partsOf(*task, run)) {
        const bool isEnd = engine::isEndPart(name);
        const QString layer = name == engine::kLossPart     ? tr("loss")
                              : name == engine::kResultPart ? tr("result")
                                                            : QString::fromStdString(name);
        if (isEnd || engine::directionsOf(*model, name) == 1) {
            m_layer->addItem(layer, layerTarget(name, 0));
            continue;
        }
        for (int direction = 0; direction < 2; ++direction)
            m_layer->addItem(layer + (direction == 0 ? QStringLiteral(" \u2192") : QStringLiteral(" \u2190")),
                             layerTarget(name, direction));
    }
    const QSignalBlocker quiet(m_sample);
    m_sample->setRange(0, std::max(0, static_cast<int>(task->sampleCount()) - 1));
}

void StepHead::setPlace(const std::shared_ptr<const lessons::Snapshot>& snapshot, const Cursor& cursor, bool canUndo,
                        bool canRedo) {
    m_snapshot = snapshot;
    m_cursor = cursor;
    for (int z = 0; z < kZooms; ++z) m_zooms[z]->setChecked(static_cast<int>(cursor.zoom) == z);
    m_undoBar->setState(cursor, canUndo, canRedo);
    m_undoBar->setVisible(!m_undoBar->isIdle());
    fillLayers();
    if (trace()) {
        const int index = m_layer->findData(layerTarget(trace()->layer, trace()->direction));
        if (index >= 0) m_layer->setCurrentIndex(index);
    }
    const QSignalBlocker quiet(m_sample);
    m_sample->setValue(cursor.sample);
    m_choice->setCurrentIndex(static_cast<int>(cursor.choice));
    m_menu->setLetters(cursor.letters);
    const std::string operation = trace() ? Reading(*trace()).fitted(cursor).operation : std::string();
    m_pin->setEnabled(trace() && trace()->cell.program->find(operation) >= 0);
    m_pin->setChecked(std::find(cursor.pins.begin(), cursor.pins.end(), CursorPin{operation, cursor.unit, 0}) !=
                      cursor.pins.end());
}

void StepHead::setInfluence(bool shown) {
    m_influence->setChecked(shown);
}

void StepHead::fit(int room, bool hasKnobs, bool offersInfluence) {
    const auto widthOf = [](const QWidget* widget) { return widget->sizeHint().width() + 8; };
    room -= m_undoBar->isIdle() ? 0 : widthOf(m_undoBar);
    // The arrows between the zooms are the first to go.
    const bool arrows = !m_theme.presenter && room > 50 * m_theme.pixels(Theme::Text::Caption);
    for (QLabel* arrow : m_arrows) arrow->setVisible(arrows);
    for (const QPushButton* zoom : m_zooms) room -= widthOf(zoom) - (arrows ? -8 : 4);
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
    const bool isInside = m_cursor.zoom == Cursor::Zoom::Cell || m_cursor.zoom == Cursor::Zoom::Number;
    const bool isEnd = trace() && engine::isEndPart(trace()->layer);
    // The part is named in the picture too, and the menu offers the others.
    const bool checks = trace() && m_snapshot->task && m_cursor.pass == Cursor::Pass::Backward && isInside && !isEnd &&
                        Reading(*trace()).fitted(m_cursor).operation != "loss";
    // What is edited is marked in the picture too: its word gives way to the check.
    if (const int whole = widthOf(m_undoBar); checks && !m_undoBar->isIdle() && widthOf(m_check) > room) {
        m_undoBar->setBrief();
        room += whole - widthOf(m_undoBar);
    }
    claim(m_check, checks);
    claim(m_layer, m_layer->count() > 1);
    claim(m_sample, tools && m_sample->maximum() > 0);
    // The units shown are in the menu too, and matter less than the question.
    claim(m_influence, tools && offersInfluence);
    claim(m_choice, tools && isLarge(*trace()) && !hasKnobs);
    claim(m_pin, tools && isInside);
}

/// The choices that the head has no room for.
void StepHead::fillOverflow(QMenu* menu) {
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
    // Where the knobs below have it, the combo is hidden for that and the menu offers it all the same.
    if (trace() && isLarge(*trace())) addChoices(m_choice);
    if (!m_pin->isHidden()) return;
    auto* pin = menu->addAction(m_pin->accessibleName(), m_pin, &QPushButton::click);
    pin->setCheckable(true);
    pin->setChecked(m_pin->isChecked());
}

}  // namespace gui
