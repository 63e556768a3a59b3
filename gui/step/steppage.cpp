// Composes the Step page and moves its cursor.
#include "gui/step/steppage.h"

#include <QActionGroup>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/step/cellscene.h"
#include "gui/step/clampbar.h"
#include "engine/losses/loss.h"
#include "engine/training/gradientcheck.h"
#include "gui/step/editbar.h"
#include "gui/step/equationbar.h"
#include "gui/step/export.h"
#include "gui/step/numberzoom.h"
#include "gui/step/reading.h"
#include "gui/step/sequencestrip.h"
#include "gui/step/stepping.h"
#include "gui/step/transportbar.h"
#include "gui/widgets/drawingview.h"

namespace gui {

StepPage::StepPage(QWidget* parent)
    : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)), m_edited(new QLabel), m_layer(new QComboBox),
      m_sample(new QSpinBox), m_check(new QPushButton(tr("Check"))), m_choice(new QComboBox), m_pin(new QPushButton(tr("Pin unit"))),
      m_strip(new DrawingView), m_scroll(new QScrollArea), m_cell(new DrawingView), m_equation(new DrawingView), m_clamp(new ClampBar), m_editBar(new EditBar),
      m_transport(new TransportBar(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(6);
    column->addWidget(makeHead());
    column->addWidget(m_strip);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_cell);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_equation);
    column->addWidget(m_clamp);
    m_clamp->hide();
    column->addWidget(m_editBar);
    m_editBar->hide();
    m_strip->setAccessibleName(tr("Sequence"));
    m_cell->setAccessibleName(tr("Cell"));
    m_equation->setAccessibleName(tr("Equation"));
    setMinimumWidth(480);

    for (DrawingView* view : {m_strip, m_cell, m_equation}) {
        connect(view, &DrawingView::activated, this, &StepPage::open);
        connect(view, &DrawingView::resized, this, &StepPage::redraw);
    }
    connect(m_clamp, &ClampBar::clampsChanged, this, [this](const std::vector<CursorClamp>& clamps) {
        Cursor cursor = m_cursor;
        cursor.clamps = clamps;
        go(cursor);
    });
    connect(m_editBar, &EditBar::editsChanged, this, [this](const std::vector<CursorEdit>& edits) {
        Cursor cursor = m_cursor;
        cursor.edits = edits;
        go(cursor);
    });
    connect(m_editBar, &EditBar::closed, m_editBar, &QWidget::hide);
    connect(new QShortcut(QKeySequence(QStringLiteral("Ctrl+Z")), this), &QShortcut::activated, this, &StepPage::undo);
    connect(new QShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+Z")), this), &QShortcut::activated, this, &StepPage::redo);
    connect(m_transport, &TransportBar::firstClicked, this, &StepPage::goFirst);
    connect(m_transport, &TransportBar::lastClicked, this, &StepPage::goLast);
    connect(m_transport, &TransportBar::previousStepClicked, this, &StepPage::previousStep);
    connect(m_transport, &TransportBar::nextStepClicked, this, &StepPage::nextStep);
    connect(m_transport, &TransportBar::previousOperationClicked, this, &StepPage::previousOperation);
    connect(m_transport, &TransportBar::nextOperationClicked, this, &StepPage::nextOperation);
    connect(m_transport, &TransportBar::playClicked, this, &StepPage::togglePlay);
    connect(m_transport, &TransportBar::passPicked, this, [this](Cursor::Pass pass) {
        if (pass != m_cursor.pass) togglePass();
    });
    connect(m_transport, &TransportBar::stepPicked, this, [this](int t) { open(QStringLiteral("t=%1").arg(t)); });
    connect(m_transport, &TransportBar::stationPicked, this, [this](const QString& operation) { open(QStringLiteral("op=") + operation); });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &StepPage::playOn);
    setTheme(m_theme);
}

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
    m_edited->setProperty("kind", "strong");
    row->addSpacing(8);
    row->addWidget(m_edited);
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
    m_pin->setAccessibleName(tr("Keep this unit in view"));
    connect(m_pin, &QPushButton::clicked, this, [this](bool pinned) {
        Cursor cursor = m_cursor;
        auto& pins = cursor.pinnedUnits;
        pins.erase(std::remove(pins.begin(), pins.end(), cursor.unit), pins.end());
        if (pinned) pins.push_back(cursor.unit);
        go(cursor);
    });
    row->addWidget(m_choice);
    row->addSpacing(4);
    row->addWidget(m_pin);
    row->addSpacing(4);
    row->addWidget(makeMenu());
    return head;
}

QWidget* StepPage::makeMenu() {
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("stepMenu"));
    button->setText(QStringLiteral("\u22EF"));
    button->setAccessibleName(tr("Hold, copy and export"));
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    auto* hold = menu->addAction(tr("Hold a value \u2026"));
    hold->setCheckable(true);
    connect(hold, &QAction::toggled, this, [this](bool shown) { m_clamp->setVisible(shown && !m_theme.presenter); });
    menu->addAction(tr("Let go of everything"), this, [this] {
        Cursor cursor = m_cursor;
        cursor.clamps.clear();
        cursor.edits.clear();
        go(cursor);
    });
    menu->addSeparator();
    menu->addAction(tr("Copy this state"), this, &StepPage::copyState);
    menu->addAction(tr("Paste a state"), this, &StepPage::pasteState);
    menu->addSeparator();
    auto* letters = menu->addMenu(tr("Letters"));
    auto* group = new QActionGroup(letters);
    const auto addLetters = [&](const QString& name, Letters choice) {
        auto* action = letters->addAction(name, this, [this, choice] {
            m_letters = choice;
            redraw();
        });
        action->setCheckable(true);
        action->setChecked(!choice);
        group->addAction(action);
    };
    addLetters(tr("Gatewise"), {});
    for (const engine::Dialect dialect : engine::dialects()) addLetters(QString::fromStdString(engine::dialectName(dialect)), dialect);
    letters->addSeparator();
    letters->addAction(tr("Only the letters change, no number"))->setEnabled(false);
    menu->addSeparator();
    for (const char* kind : {"svg", "pdf", "png", "csv", "json"}) {
        const QString ending = QLatin1String(kind);
        const bool table = ending == QLatin1String("csv") || ending == QLatin1String("json");
        menu->addAction((table ? tr("Export the trace as %1 \u2026") : tr("Export the picture as %1 \u2026")).arg(ending.toUpper()), this, [this, ending] { exportAs(ending); });
    }
    button->setMenu(menu);
    return button;
}

QWidget* StepPage::transport() const { return m_transport; }

void StepPage::setTheme(const Theme& theme) {
    m_theme = theme;
    for (DrawingView* view : {m_strip, m_cell, m_equation}) view->setTheme(theme);
    m_transport->setTheme(theme);
    m_equation->setFixedHeight(equationHeight(theme));
    // In front of a class the editing tools are out of the way.
    const auto tools = findChildren<QToolButton*>(QStringLiteral("stepMenu"));
    for (QToolButton* tool : tools) tool->setVisible(!theme.presenter);
    m_pin->setVisible(!theme.presenter);
    m_choice->setVisible(!theme.presenter);
    if (theme.presenter) m_clamp->hide();
    redraw();
}

void StepPage::setAnimated(bool animated) { m_animated = animated; }

void StepPage::setPicture(std::shared_ptr<const lessons::Picture> picture) {
    const bool other = !m_picture || !picture || m_picture->trace != picture->trace || m_picture->task != picture->task;
    m_picture = std::move(picture);
    if (other) redraw();
}

void StepPage::setCursor(const Cursor& cursor) {
    if (cursor == m_cursor) return;
    m_cursor = cursor;
    redraw();
}

void StepPage::go(const Cursor& cursor) {
    const bool other = !(cursor == m_cursor);
    if (cursor.clamps != m_cursor.clamps || cursor.edits != m_cursor.edits) {
        m_undone.clear();
        m_done.push_back(m_cursor);
    }
    m_cursor = cursor;
    redraw();
    if (other) Q_EMIT cursorChanged(m_cursor);
}

void StepPage::open(const QString& target) {
    if (!trace()) return;
    stopPlaying();
    if (target.startsWith(QLatin1String("pick="))) {
        pick(target.mid(5));
        return;
    }
    Cursor cursor = Cursor::parse(target, Reading(*trace()).fitted(m_cursor));
    // A number was pointed at: go down to it.
    if (target.contains(QLatin1String("unit=")) && m_cursor.zoom == Cursor::Zoom::Cell) cursor.zoom = Cursor::Zoom::Number;
    go(cursor);
}

void StepPage::nextOperation() {
    stopPlaying();
    if (trace()) go(gui::nextOperation(*trace(), m_cursor));
}
void StepPage::previousOperation() {
    stopPlaying();
    if (trace()) go(gui::previousOperation(*trace(), m_cursor));
}
void StepPage::nextStep() {
    stopPlaying();
    if (trace()) go(gui::nextStep(*trace(), m_cursor));
}
void StepPage::previousStep() {
    stopPlaying();
    if (trace()) go(gui::previousStep(*trace(), m_cursor));
}
void StepPage::goFirst() {
    stopPlaying();
    if (trace()) go(first(*trace(), m_cursor));
}
void StepPage::goLast() {
    stopPlaying();
    if (trace()) go(last(*trace(), m_cursor));
}
void StepPage::togglePass() {
    stopPlaying();
    if (trace()) go(otherPass(*trace(), m_cursor));
}
void StepPage::zoomIn() {
    Cursor cursor = m_cursor;
    if (cursor.zoom != Cursor::Zoom::Number) cursor.zoom = static_cast<Cursor::Zoom>(static_cast<int>(cursor.zoom) + 1);
    go(cursor);
}
void StepPage::zoomOut() {
    Cursor cursor = m_cursor;
    if (cursor.zoom != Cursor::Zoom::Sequence) cursor.zoom = static_cast<Cursor::Zoom>(static_cast<int>(cursor.zoom) - 1);
    go(cursor);
}

void StepPage::togglePlay() {
    if (m_timer.isActive()) {
        stopPlaying();
        return;
    }
    if (!trace()) return;
    if (atEnd(*trace(), m_cursor)) go(first(*trace(), m_cursor));
    m_played = 0;
    m_transport->setPlaying(true);
    playOn();
}

void StepPage::stopPlaying() {
    if (!m_timer.isActive()) return;
    m_timer.stop();
    m_transport->setPlaying(false);
}

void StepPage::playOn() {
    if (!trace() || atEnd(*trace(), m_cursor)) {
        m_timer.stop();
        m_transport->setPlaying(false);
        return;
    }
    if (m_played > 0) go(gui::nextOperation(*trace(), m_cursor));
    // The first step is walked slowly, the next ones faster: the eye knows the way by then.
    const auto stations = static_cast<int>(stationsOf(*trace()->cell.program, m_cursor.pass).size());
    const int pace = !m_animated ? 700 : m_played < stations ? 900 : m_played < 3 * stations ? 400 : 160;
    ++m_played;
    m_timer.start(static_cast<int>(pace / m_transport->speed()));
}

/// Clamps and edits as they were; where the person looks stays.
void StepPage::undo() {
    if (m_done.empty()) return;
    Cursor cursor = m_cursor;
    cursor.clamps = m_done.back().clamps;
    cursor.edits = m_done.back().edits;
    m_done.pop_back();
    auto undone = std::move(m_undone);
    undone.push_back(m_cursor);
    auto done = std::move(m_done);
    go(cursor);
    m_done = std::move(done);
    m_undone = std::move(undone);
}

void StepPage::redo() {
    if (m_undone.empty()) return;
    Cursor cursor = m_cursor;
    cursor.clamps = m_undone.back().clamps;
    cursor.edits = m_undone.back().edits;
    m_undone.pop_back();
    auto undone = std::move(m_undone);
    go(cursor);
    m_undone = std::move(undone);
}

void StepPage::pick(const QString& place) {
    if (m_theme.presenter) return;
    m_editBar->show();
    m_editBar->pick(place, *trace(), m_cursor);
}

/// Two forward passes of this sample, with the number moved up and down a little.
void StepPage::checkGradient() {
    if (!trace() || !m_picture->task || !m_picture->weights) return;
    try {
        const Cursor cursor = Reading(*trace()).fitted(m_cursor);
        const auto losses = m_picture->task->trainerOptions().losses;
        engine::GradientTarget target;
        target.layer = trace()->layer;
        target.direction = trace()->direction;
        target.operation = trace()->cell.program->find(cursor.operation.toStdString());
        target.step = cursor.t - 1;
        target.unit = cursor.unit - 1;
        if (losses.empty() || target.operation < 0) return;
        const auto loss = engine::makeLoss(losses.front());
        const double numeric = engine::numericGradient(*m_picture->task->model(m_picture->shownTaskRun), *m_picture->weights, m_picture->task->sample(m_picture->sampleIndex), *loss, target);
        m_check->setText(tr("central difference %1").arg(gradientNumber(numeric)));
    } catch (const std::exception& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
    }
}

/// Every recurrent layer of the open model, and both directions of a bidirectional one.
void StepPage::fillLayers() {
    const lessons::Task* task = m_picture ? m_picture->task.get() : nullptr;
    if (task == m_layersOf) return;
    m_layersOf = task;
    m_layer->clear();
    m_sample->setVisible(false);
    if (!task) return;
    const auto model = task->model(m_picture->shownTaskRun);
    for (const std::string& name : engine::recurrentLayers(*model)) {
        const QString layer = QString::fromStdString(name);
        bool both = trace() && trace()->layer == name && trace()->bidirectional;
        for (const auto& one : model->layers())
            if (one && one->name() == name && one->className() == "Bidirectional") both = true;
        if (!both) m_layer->addItem(layer, QStringLiteral("layer=%1,direction=0").arg(layer));
        else
            for (int direction = 0; direction < 2; ++direction)
                m_layer->addItem(layer + (direction == 0 ? QStringLiteral(" \u2192") : QStringLiteral(" \u2190")), QStringLiteral("layer=%1,direction=%2").arg(layer).arg(direction));
    }
    const QSignalBlocker quiet(m_sample);
    m_sample->setRange(0, std::max(0, static_cast<int>(task->sampleCount()) - 1));
}

/// On a low page the strip gives way first: its words, then all of it.
void StepPage::fitHeights() {
    const int full = sequenceHeight(m_theme), low = 64;
    int room = height() - 16 - m_zooms[0]->sizeHint().height() - m_equation->height() - 4 * 6;
    for (const QWidget* bar : {static_cast<QWidget*>(m_clamp), static_cast<QWidget*>(m_editBar)})
        if (!bar->isHidden()) room -= bar->sizeHint().height() + 6;
    const int least = m_cell->minimumHeight();
    m_strip->setFixedHeight(room - full >= least ? full : low);
    m_strip->setVisible(m_cursor.zoom != Cursor::Zoom::Sequence && room - low >= least);
}

void StepPage::copyState() {
    Cursor cursor = m_cursor;
    if (m_picture) {
        cursor.seed = static_cast<qint64>(m_picture->seed);
        if (cursor.epoch < 0) cursor.epoch = m_picture->shownEpoch;
        if (m_picture->task) cursor.lesson = QString::fromStdString(m_picture->task->spec().lesson);
    }
    QGuiApplication::clipboard()->setText(cursor.text());
}

void StepPage::pasteState() {
    try {
        stopPlaying();
        go(Cursor::parse(QGuiApplication::clipboard()->text(), m_cursor));
    } catch (const std::exception& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
    }
}

void StepPage::exportAs(const QString& kind) {
    if (!trace()) return;
    // The dialog is not modal: training and pictures go on while a name is looked for.
    auto* dialog = new QFileDialog(this, tr("Export"), QStringLiteral("gatewise-step.") + kind, QStringLiteral("*.") + kind);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(kind);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, kind](const QString& file) {
        try {
            if (kind == QLatin1String("csv") || kind == QLatin1String("json")) exportTrace(*trace(), file);
            else exportDrawing(wholeDrawing(), m_theme, file);
        } catch (const std::exception& error) {
            Q_EMIT failed(QString::fromUtf8(error.what()));
        }
    });
    dialog->open();
}

Drawing StepPage::wholeDrawing() const {
    Drawing whole;
    const qreal gap = 8;
    qreal y = gap;
    for (const DrawingView* view : {m_strip, m_cell, m_equation}) {
        if (view->isHidden()) continue;
        whole.append(view->drawing(), QPointF(gap, y));
        y += view->drawing().size.height() + gap;
        whole.size.setWidth(std::max(whole.size.width(), view->drawing().size.width() + 2 * gap));
    }
    whole.size.setHeight(y);
    return whole;
}

void StepPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    redraw();
}

void StepPage::redrawHead() {
    for (int z = 0; z < 3; ++z) m_zooms[z]->setChecked(static_cast<int>(m_cursor.zoom) == z);
    const QString marks = (m_cursor.clamps.empty() ? QString() : tr("held")) + (m_cursor.edits.empty() ? QString() : (m_cursor.clamps.empty() ? QString() : QStringLiteral(", ")) + tr("edited"));
    m_edited->setText(marks);
    const bool large = trace() && trace()->cell.program->units > 8;
    fillLayers();
    // Where there is less room than wishes, the layer comes first.
    const int taken = m_layer->count() > 1 ? m_layer->sizeHint().width() : 0;
    m_choice->setVisible(large && !m_theme.presenter && width() - taken > 620);
    m_pin->setVisible(large && !m_theme.presenter && width() - taken > 760);
    m_layer->setVisible(m_layer->count() > 1 && width() > 620);
    m_sample->setVisible(m_sample->maximum() > 0 && !m_theme.presenter && width() > 700);
    if (trace())
        for (int k = 0; k < m_layer->count(); ++k)
            if (m_layer->itemData(k).toString() == QStringLiteral("layer=%1,direction=%2").arg(QString::fromStdString(trace()->layer)).arg(trace()->direction)) m_layer->setCurrentIndex(k);
    const QSignalBlocker quiet(m_sample);
    m_sample->setValue(m_cursor.sample);
    // A checked number is true for this moment only.
    m_check->setText(tr("Check"));
    m_check->setVisible(trace() && m_picture->task && m_cursor.pass == Cursor::Pass::Backward && m_cursor.clamps.empty() && m_cursor.edits.empty() && width() > 620 &&
                        trace()->cell.program->find(m_cursor.operation.toStdString()) >= 0);
    m_choice->setCurrentIndex(static_cast<int>(m_cursor.choice));
    m_pin->setChecked(std::find(m_cursor.pinnedUnits.begin(), m_cursor.pinnedUnits.end(), m_cursor.unit) != m_cursor.pinnedUnits.end());
}

void StepPage::redraw() {
    redrawHead();
    m_transport->setPlace(trace(), m_cursor);
    m_clamp->setPlace(trace(), m_cursor);
    m_editBar->setCursor(m_cursor);
    if (!trace()) {
        for (DrawingView* view : {m_strip, m_cell, m_equation}) view->setDrawing({});
        return;
    }
    SequenceInfo info;
    if (m_picture->task) info.input = m_picture->task->input();
    info.sample = m_picture->sample;
    const bool whole = m_cursor.zoom == Cursor::Zoom::Sequence;
    m_equation->setVisible(!whole);
    const QSizeF least = m_cursor.zoom == Cursor::Zoom::Cell ? smallestCellSize(*trace(), m_theme) : QSizeF(460, 220);
    m_cell->setMinimumSize(least.toSize());
    fitHeights();
    if (whole) {
        m_cell->setDrawing(drawUnrolled(*trace(), info, m_cursor, m_theme, m_cell->size()));
        return;
    }
    m_strip->setDrawing(drawSequence(*trace(), info, m_cursor, m_theme, m_strip->size()));
    m_cell->setDrawing(m_cursor.zoom == Cursor::Zoom::Number ? drawNumber(*trace(), m_cursor, m_theme, m_cell->size()) : drawCell(*trace(), m_cursor, m_theme, m_cell->size(), m_letters));
    m_equation->setDrawing(drawEquation(*trace(), m_cursor, m_theme, m_equation->size(), m_letters));
}

}  // namespace gui
