// Hands on: undo and redo, picking a number, the gradient check, copy, paste and export.
#include "gui/pages/step/steppage.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPushButton>
#include <algorithm>

#include "engine/cells/equations.h"
#include "gui/pages/step/editbar.h"
#include "gui/pages/step/export.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellfacts.h"
#include "gui/widgets/drawingview.h"
#include "lessons/session/placecheck.h"
#include "lessons/session/viewof.h"

namespace gui {

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
    redrawHead();
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
    redrawHead();
}

void StepPage::reset() {
    Cursor cursor = m_cursor;
    cursor.clamps.clear();
    cursor.edits.clear();
    go(cursor);
}

void StepPage::setPinned(const CursorPin& pin, bool pinned) {
    Cursor cursor = m_cursor;
    std::erase(cursor.pins, pin);
    if (pinned) cursor.pins.push_back(pin);
    go(cursor);
}

void StepPage::setLetters(std::optional<engine::Dialect> letters) {
    Cursor cursor = m_cursor;
    cursor.letters = letters;
    go(cursor);
}

void StepPage::pick(const QString& place, const QString& typed) {
    if (m_theme.presenter || !trace()) return;
    stopPlaying();
    m_editBar->show();
    m_editBar->setWords(m_snapshot->task ? m_snapshot->task->input().tokens : std::vector<std::string>());
    m_editBar->pick(place, typed, *trace(), m_cursor);
    redraw();
}

void StepPage::goOn(const Cursor& cursor, bool going) {
    go(cursor);
    m_going = going;
}

void StepPage::drag(const QString& place, double value) {
    if (!trace()) return;
    stopPlaying();
    const CursorWeight at = lessons::parseNumberPlace("edit", place.toStdString());
    Cursor cursor = m_cursor;
    std::erase_if(cursor.edits, [&](const CursorEdit& edit) {
        return edit.target == at.parameter && edit.row == at.row && edit.column == at.column;
    });
    cursor.edits.push_back({at.parameter, at.row, at.column, value});
    goOn(cursor, true);
}

void StepPage::endDrag(bool kept) {
    if (m_going && !kept && !m_done.empty()) {
        Cursor cursor = m_cursor;
        cursor.edits = m_done.back().edits;
        go(cursor);
        m_done.pop_back();
        redrawHead();
    }
    m_going = false;
}

/// From the weight that is lit, or into the matrix at the current unit.
void StepPage::stepGrid(const QString& grid, int rows, int columns) {
    if (!trace()) return;
    const auto& program = *trace()->cell.program;
    for (const engine::Parameter& parameter : program.parameters) {
        const std::string name = lastWord(parameter.path);
        if (QString::fromStdString(name) != grid) continue;
        Cursor cursor = m_cursor;
        CursorWeight weight{name, 1, cursor.unit};
        if (cursor.weight && cursor.weight->parameter == name)
            weight = {name, cursor.weight->row + rows, cursor.weight->column + columns};
        weight.row = std::clamp(weight.row, 1, int(parameter.rows()));
        weight.column = std::clamp(weight.column, 1, int(parameter.columns()));
        cursor.weight = weight;
        go(cursor);
        return;
    }
}

/// Asks the engine's thread for the central difference of the number that is lit, all that is held or edited as it is.
void StepPage::checkGradient() {
    if (!m_ask || !trace() || !m_snapshot->task || !m_snapshot->shown.weights) return;
    try {
        const Reading reading(*trace());
        const Cursor cursor = reading.fitted(m_cursor);
        const auto stations = stationsOf(reading.program(), cursor);
        const Station& station = stations[static_cast<std::size_t>(stationIndex(stations, cursor.operation))];
        if (station.kind == Station::Kind::Loss) return;
        lessons::GradientQuestion question{m_snapshot, lessons::viewOf(cursor, *m_snapshot), {}};
        engine::GradientTarget& target = question.target;
        target.layer = trace()->layer;
        target.direction = trace()->direction;
        const bool isWeight = station.kind != Station::Kind::Operation;
        if (isWeight) {
            const auto model = m_snapshot->task->model(m_snapshot->shown.taskRun);
            const WeightUse use = shownContribution(reading, cursor, station.index);
            target.kind = engine::GradientTarget::Kind::Parameter;
            target.row = use.row;
            target.column = use.column;
            target.parameter = engine::cellParameter(*model, trace()->layer, trace()->direction,
                                                     static_cast<std::size_t>(station.index));
        } else {
            target.operation = station.index;
            target.step = cursor.t - 1;
            target.unit = cursor.unit - 1;
        }
        m_ask(std::move(question), [this, isWeight, round = ++m_checkRound](const lessons::Answer& answer) {
            if (round == m_checkRound) showChecked(answer, isWeight);
        });
    } catch (const std::exception& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
    }
}

void StepPage::showChecked(const lessons::Answer& answer, bool isWeight) {
    if (!answer.gradient) {
        Q_EMIT failed(QString::fromStdString(answer.fault));
        return;
    }
    const QString numeric = QString::fromStdString(engine::equationNumber(answer.gradient->numeric));
    // A weight is read at every step: its gradient is the sum over all of them.
    m_checked = isWeight ? tr("central difference %1, sum over all t %2")
                               .arg(numeric, QString::fromStdString(engine::equationNumber(answer.gradient->analytic)))
                         : tr("central difference %1").arg(numeric);
    redrawEquation();
}

void StepPage::copyState() {
    Cursor cursor = m_cursor;
    if (m_snapshot) {
        cursor.seed = m_snapshot->status.seed;
        if (cursor.epoch < 0) cursor.epoch = m_snapshot->shown.epoch;
        cursor.lesson = lessonText();
    }
    QGuiApplication::clipboard()->setText(textOf(cursor));
}

/// The open lesson as a link names it: with its version.
std::string StepPage::lessonText() const {
    if (!m_snapshot || !m_snapshot->task) return {};
    const lessons::Spec& spec = m_snapshot->task->spec();
    return spec.lesson + "/" + spec.version;
}

bool StepPage::liesElsewhere(const Cursor& cursor) const {
    if (!m_snapshot || !m_snapshot->task) return false;
    const std::string open = lessonText();
    const bool otherLesson =
        !cursor.lesson.empty() && cursor.lesson != open && cursor.lesson != m_snapshot->task->spec().lesson;
    const bool otherSeed = cursor.seed && *cursor.seed != m_snapshot->status.seed;
    return otherLesson || otherSeed || cursor.epoch > m_snapshot->status.epoch;
}

void StepPage::pasteState() {
    try {
        stopPlaying();
        const QString text = QGuiApplication::clipboard()->text();
        // A copied state is whole: what it does not name is not there. A few keys typed by hand change those only.
        const Cursor cursor = parseCursor(text, text.contains(QStringLiteral("lesson=")) ? Cursor() : m_cursor);
        if (liesElsewhere(cursor)) {
            Q_EMIT placeWanted(cursor);
            return;
        }
        if (m_snapshot) lessons::checkPlace(cursor, *m_snapshot);
        go(cursor);
    } catch (const std::exception& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
    }
}

void StepPage::exportAs(const QString& kind) {
    if (!trace()) return;
    // The dialog is not modal: training goes on while a name is looked for.
    auto* dialog =
        new QFileDialog(this, tr("Export"), QStringLiteral("gatewise-step.") + kind, QStringLiteral("*.") + kind);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(kind);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, kind](const QString& file) {
        try {
            if (kind == QLatin1String("csv") || kind == QLatin1String("json"))
                exportTrace(*trace(), file);
            else
                exportDrawing(wholeDrawing(), m_theme, file);
        } catch (const std::exception& error) {
            Q_EMIT failed(QString::fromUtf8(error.what()));
        }
    });
    dialog->open();
}

}  // namespace gui
