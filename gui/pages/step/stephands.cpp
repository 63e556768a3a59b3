// Hands on the Step page: picking and dragging a number, pins, undo, copy, paste and export.
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <algorithm>

#include "gui/bridge/faults.h"
#include "gui/pages/step/clampbar.h"
#include "gui/pages/step/editbar.h"
#include "gui/pages/step/edithistory.h"
#include "gui/pages/step/export.h"
#include "gui/pages/step/holdmenu.h"
#include "gui/pages/step/knobbar.h"
#include "gui/pages/step/player.h"
#include "gui/pages/step/stephead.h"
#include "gui/pages/step/stepmenu.h"
#include "gui/pages/step/steppage.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/widgets/drawingview.h"
#include "lessons/session/parts.h"
#include "lessons/session/placecheck.h"
#include "lessons/session/viewof.h"

namespace gui {
namespace {

/// The open lesson as a link names it: with its version.
std::string lessonText(const lessons::Snapshot& snapshot) {
    const lessons::Spec& spec = snapshot.task->spec();
    return spec.lesson + "/" + spec.version;
}

bool liesElsewhere(const Cursor& cursor, const lessons::Snapshot& snapshot) {
    const bool otherLesson = !cursor.lesson.empty() && cursor.lesson != lessonText(snapshot) &&
                             cursor.lesson != snapshot.task->spec().lesson;
    const bool otherSeed = cursor.seed && *cursor.seed != snapshot.status.seed;
    return otherLesson || otherSeed || cursor.epoch > snapshot.status.epoch;
}

}  // namespace

void StepPage::undo() {
    m_history->undo();
    redrawHead();
}

void StepPage::redo() {
    m_history->redo();
    redrawHead();
}

void StepPage::reset() {
    go(Hands{}.in(m_cursor, sideOf(m_cursor)));
}

void StepPage::setClamps(const std::vector<CursorClamp>& clamps) {
    Cursor cursor = m_cursor;
    cursor.clamps = clamps;
    go(cursor);
}

void StepPage::setHolding(bool holding) {
    m_clamp->setVisible(holding && !m_theme.presenter);
    m_knobs->setHolding(m_clamp->isVisibleTo(this));
    m_head->menu()->setHolding(m_clamp->isVisibleTo(this));
    m_fit.start();
}

void StepPage::offerToHold(const QString& target, const QPoint& global) {
    if (m_theme.presenter || !trace() || !target.startsWith(QLatin1String("op="))) return;
    if (engine::isEndPart(trace()->layer)) return;  // nothing to hold there
    m_player->stop();
    const Cursor cursor = parseCursor(target, Reading(*trace()).fitted(m_cursor));
    showHoldMenu(this, global, *trace(), cursor, [this](const std::vector<CursorClamp>& clamps) { setClamps(clamps); });
}

void StepPage::setPinned(const CursorPin& pin, bool pinned) {
    Cursor cursor = m_cursor;
    std::erase(cursor.pins, pin);
    if (pinned) cursor.pins.push_back(pin);
    go(cursor);
}

void StepPage::pick(const QString& place, const QString& typed) {
    if (m_theme.presenter || !trace()) return;
    m_player->stop();
    m_editBar->show();
    m_editBar->setInput(m_snapshot->task ? m_snapshot->task->input(lessons::inputLayer(trace()->layer))
                                         : lessons::InputDescription());
    m_editBar->pick(place, typed, *trace(), m_cursor);
    redraw();
}

void StepPage::drag(const QString& place, double value) {
    if (!trace()) return;
    m_player->stop();
    const CursorWeight at = lessons::parseNumberPlace("edit", place.toStdString());
    Cursor cursor = m_cursor;
    std::erase_if(cursor.edits, [&](const CursorEdit& edit) {
        return edit.target == at.parameter && edit.row == at.row && edit.column == at.column;
    });
    cursor.edits.push_back({at.parameter, at.row, at.column, value});
    m_dragging = true;
    go(cursor);
}

void StepPage::endDrag(bool kept) {
    if (m_dragging && !kept) {
        m_history->dropDrag();
        redrawHead();
    }
    m_history->endDrag();
    m_dragging = false;
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

void StepPage::copyState() {
    Cursor cursor = m_cursor;
    if (m_snapshot) {
        cursor.seed = m_snapshot->status.seed;
        if (cursor.epoch < 0) cursor.epoch = m_snapshot->shown.epoch;
        if (m_snapshot->task) cursor.lesson = lessonText(*m_snapshot);
    }
    QGuiApplication::clipboard()->setText(textOf(cursor));
    Q_EMIT told(tr("Copied: %1").arg(textOf(cursor)));
}

void StepPage::pasteState() {
    try {
        m_player->stop();
        const QString text = QGuiApplication::clipboard()->text();
        // A copied state is whole: what it does not name is not there. A few keys typed by hand change those only.
        const Cursor cursor = parseCursor(text, text.contains(QStringLiteral("lesson=")) ? Cursor() : m_cursor);
        if (m_snapshot && m_snapshot->task && liesElsewhere(cursor, *m_snapshot)) {
            Q_EMIT placeWanted(cursor);
            return;
        }
        const int paste = ++m_pastes;
        if (m_ask && m_snapshot && !lessons::checksAtOnce(cursor, *m_snapshot)) {
            m_ask(lessons::PlaceQuestion{m_snapshot, cursor}, [this, cursor, paste](const lessons::Answer& answer) {
                if (paste != m_pastes) return;
                if (answer.fault.empty())
                    go(cursor);
                else
                    Q_EMIT failed(QString::fromStdString(answer.fault));
            });
            return;
        }
        if (m_snapshot) lessons::checkPlace(cursor, *m_snapshot);
        go(cursor);
    } catch (const std::exception& error) {
        Q_EMIT failed(faultText(error));
    }
}

void StepPage::exportAs(const QString& kind) {
    if (!trace()) return;
    // The dialog is not modal: training and pictures go on while a name is looked for.
    auto* dialog =
        new QFileDialog(this, tr("Export"), QStringLiteral("gatewise-step.") + kind, QStringLiteral("*.") + kind);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(kind);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, kind](const QString& file) {
        try {
            if (kind == QLatin1String("csv") || kind == QLatin1String("json"))
                exportTrace(*m_snapshot, lessons::viewOf(m_cursor, *m_snapshot), file);
            else if (trace())
                exportDrawing(wholeDrawing(), m_theme, file);
            else
                throw engine::Error("nothing is shown that could be exported");
            Q_EMIT told(tr("Written: %1").arg(file));
        } catch (const std::exception& error) {
            Q_EMIT failed(faultText(error));
        }
    });
    dialog->open();
}

}  // namespace gui
