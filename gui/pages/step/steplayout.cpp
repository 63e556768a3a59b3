// Draws the parts of the Step page and shares its height among them.
#include <QScrollArea>
#include <algorithm>
#include <cmath>

#include "gui/pages/step/clampbar.h"
#include "gui/pages/step/editbar.h"
#include "gui/pages/step/edithistory.h"
#include "gui/pages/step/knobbar.h"
#include "gui/pages/step/stephead.h"
#include "gui/pages/step/stepmenu.h"
#include "gui/pages/step/stepmotion.h"
#include "gui/pages/step/steppage.h"
#include "gui/pages/step/transportbar.h"
#include "gui/scene/cellscene.h"
#include "gui/scene/equationbar.h"
#include "gui/scene/influencerow.h"
#include "gui/scene/netscene.h"
#include "gui/scene/numberzoom.h"
#include "gui/scene/pinrow.h"
#include "gui/scene/sentenceline.h"
#include "gui/scene/stripwords.h"
#include "gui/scene/vectors.h"
#include "gui/widgets/drawingview.h"
#include "gui/widgets/turns.h"
#include "lessons/session/parts.h"

namespace gui {

void StepPage::setTheme(const Theme& theme) {
    m_theme = theme;
    for (DrawingView* view : {m_pins, m_strip, m_influence, m_cell, m_sentence, m_equation}) view->setTheme(theme);
    m_transport->setTheme(theme);
    m_head->setTheme(theme);
    m_knobs->setTheme(theme);
    m_equation->setFixedHeight(equationHeight(theme));
    if (theme.presenter) setHolding(false);
    m_motion->setTheme(theme);
    redraw();
}

/// On a low page the strip gives way first: its words, then all of it.
void StepPage::fitHeights() {
    const int full = sequenceHeight(m_theme), low = 64;
    const int head = m_head->parentWidget() == this ? m_head->lineHeight() + 6 : 0;
    int room = height() - 16 - head - m_equation->height() - 3 * 6;
    m_knobs->setVisible(hasKnobs());
    for (const QWidget* bar :
         {static_cast<QWidget*>(m_clamp), static_cast<QWidget*>(m_editBar), static_cast<QWidget*>(m_knobs)})
        if (!bar->isHidden()) room -= bar->sizeHint().height() + 6;
    if (!m_pins->isHidden()) room -= m_pins->height() + 6;
    if (!m_influence->isHidden()) room -= m_influence->height() + 6;
    const int least = m_cell->minimumHeight();
    // The sentence says in words what the equation says in numbers: on the lowest pages it gives way before the cell.
    // Four units in view, every one of a small net, are worth more than a high strip and then more than its words.
    const bool isCell = trace() && m_cursor.zoom == Cursor::Zoom::Cell;
    const auto units = isCell ? trace()->cell.program->units : engine::Index{1};
    const int rows = int(std::min<engine::Index>(units, 4));
    // In the zoom on a number the lines of its sum are.
    const qreal row = cellMetrics(m_theme, units).row;
    const qreal more = isCell ? 1.5 * (rows - 1) * row : m_cursor.zoom == Cursor::Zoom::Number ? 5 * row : 0;
    const int wordy = sequenceHeight(m_theme) - 34, wanted = int(more);
    // Two lines where the strip keeps its words beside them, else one.
    m_sentenceLines = room - sentenceHeight(m_theme, 2) - 6 - least - wanted >= wordy ? 2 : 1;
    const int sentence = sentenceHeight(m_theme, m_sentenceLines) + 6;
    const bool told = m_withSentence && trace() && isInside() && room - sentence >= least;
    m_sentence->setFixedHeight(sentence - 6);
    m_sentence->setVisible(told);
    if (told) room -= sentence;
    const int left = room - least - wanted;
    m_strip->setFixedHeight(left >= wordy ? std::min(left, full) : low);
    m_strip->setVisible(hasStrip() && room - low >= least);
    m_stripHasTitle = m_strip->height() > low && !m_strip->isHidden();
    m_knobs->setInfluence(hasInfluence(), offersInfluence(), width() - 32);
    fitHead();
}

/// On a low page and in front of a class the menu alone has what the knobs do.
bool StepPage::hasKnobs() const {
    return trace() && !m_theme.presenter && height() >= 640;
}

/// The cell or a number of it is on the page, not a sequence or the net.
bool StepPage::isInside() const {
    return m_cursor.zoom == Cursor::Zoom::Cell || m_cursor.zoom == Cursor::Zoom::Number;
}

/// A layer that is called once has no time of its own.
bool StepPage::hasStrip() const {
    return isInside() && trace() && (trace()->cell.steps > 1 || !trace()->cell.program->states.empty());
}

/// In the top bar the head shares the line with the pages.
void StepPage::fitHead() {
    m_head->fit(m_theme.presenter ? window()->width() * 45 / 100 : width() - 40, hasKnobs(),
                offersInfluence() && !hasKnobs());
}

/// Where the strip has its title, the button stands there.
bool StepPage::offersInfluence() const {
    return trace() && hasStrip() && !m_stripHasTitle;
}

Drawing StepPage::wholeDrawing() const {
    Drawing whole;
    const qreal gap = 8;
    qreal y = gap;
    for (const DrawingView* view : {m_pins, m_strip, m_influence, m_cell, m_sentence, m_equation}) {
        if (view->isHidden()) continue;
        whole.append(view->drawing(), QPointF(gap, y));
        y += view->drawing().size.height() + gap;
        whole.size.setWidth(std::max(whole.size.width(), view->drawing().size.width() + 2 * gap));
    }
    whole.size.setHeight(y);
    return whole;
}

void StepPage::redraw() {
    m_turns->redo();
}

void StepPage::redrawHead() {
    m_head->setPlace(m_snapshot, m_cursor, m_history->canUndo(), m_history->canRedo());
    fitHead();
}

void StepPage::redrawBars() {
    redrawHead();
    // A checked number is true for this moment only.
    m_probe->forget();
    m_transport->setPlace(trace(), m_cursor);
    m_clamp->setPlace(trace(), m_cursor);
    m_knobs->setPlace(trace(), m_cursor);
    m_editBar->setCursor(m_cursor);
    redrawPins();
    fitInfluence();
    if (!trace()) return;
    m_equation->setVisible(isInside());
    const QSizeF least = m_cursor.zoom == Cursor::Zoom::Cell ? smallestCellSize(*trace(), m_theme) : QSizeF(460, 220);
    m_cell->setMinimumSize(least.toSize());
    fitHeights();
}

void StepPage::redrawCell() {
    const QSizeF size = m_cell->size();
    if (!trace())
        m_cell->setDrawing({});
    else if (m_cursor.zoom == Cursor::Zoom::Net)
        m_cell->setDrawing(drawNet(*trace(), sequenceInfo(), m_cursor, m_theme, size));
    else if (m_cursor.zoom == Cursor::Zoom::Sequence)
        m_cell->setDrawing(drawUnrolled(*trace(), sequenceInfo(), m_cursor, m_theme, size));
    else if (m_cursor.zoom == Cursor::Zoom::Number)
        m_cell->setDrawing(drawNumber(*trace(), m_cursor, m_theme, size));
    else
        m_cell->setDrawing(drawCell(*trace(), m_cursor, m_theme, size, m_unitNames));
    m_motion->refresh();
}

void StepPage::redrawEquation() {
    const bool seen = trace() && isInside();
    m_equation->setDrawing(seen ? drawEquation(*trace(), m_cursor, m_theme, m_equation->size(), m_probe->result())
                                : Drawing());
}

void StepPage::redrawSentence() {
    const bool seen = m_withSentence && trace() && isInside();
    m_sentence->setDrawing(seen ? drawSentence(*trace(), m_cursor, m_theme, width() - 32, m_sentenceLines) : Drawing());
}

void StepPage::setSentence(bool shown) {
    m_withSentence = shown;
    m_head->menu()->setSentence(shown);
    redraw();
}

void StepPage::setInfluence(bool shown) {
    m_influenceProbe->setShown(shown);
    m_head->menu()->setInfluence(shown);
    m_head->setInfluence(shown);
    redraw();
}

void StepPage::redrawInfluence() {
    m_influenceProbe->setPlace(m_snapshot, m_cursor);
    const int before = m_influence->height();
    fitInfluence();
    if (m_influence->height() != before) fitHeights();
    if (m_influence->isHidden()) return;
    m_influence->setDrawing(drawInfluence(m_influenceProbe->influence(), m_influenceProbe->fault(), *trace(), m_cursor,
                                          m_theme, width() - 32));
}

void StepPage::fitInfluence() {
    const auto& influence = m_influenceProbe->influence();
    m_influence->setFixedHeight(influenceHeight(m_theme, influence && !influence->leftOut.empty()));
    m_influence->setVisible(hasInfluence() && trace() && isInside() && hasStrip());
}

void StepPage::redrawStrip() {
    const bool seen = trace() && hasStrip();
    m_strip->setDrawing(seen ? drawSequence(*trace(), sequenceInfo(), m_cursor, m_theme, m_strip->size()) : Drawing());
}

void StepPage::redrawPins() {
    const bool any = trace() && !m_cursor.pins.empty();
    // The unrolled cells and a weight in all their copies want the height.
    const bool low =
        height() < 600 || (m_cursor.zoom == Cursor::Zoom::Sequence && m_cursor.weight) || m_theme.presenter;
    // A width that it had before it was shown is not the page's.
    const int wide = m_pins->isHidden() ? width() - 32 : m_pins->width();
    Drawing drawing = any ? drawPins(*trace(), m_cursor, m_theme, wide, low ? 1 : 3) : Drawing();
    m_pins->setFixedHeight(std::max(1, static_cast<int>(std::ceil(drawing.size.height()))));
    m_pins->setVisible(drawing.size.height() > 0);
    m_pins->setDrawing(std::move(drawing));
}

SequenceInfo StepPage::sequenceInfo() const {
    SequenceInfo info;
    if (m_snapshot->task) {
        info.input = m_snapshot->task->input(lessons::inputLayer(trace()->layer));
        info.said = saidBySteps(*m_snapshot->task, *trace(), info.input);
        for (const engine::NetPart& part : trace()->net)
            if (part.tokens) info.others[part.name] = m_snapshot->task->input(part.name);
        if (m_snapshot->task->resultUnit() && !trace()->outputs.empty())
            info.answer = m_snapshot->task->tell(trace()->outputs[0]).back();
    }
    const auto& outcome = m_snapshot->shown.probedOutput ? m_snapshot->shown.probedOutput : m_snapshot->shown.output;
    if (const auto* films = outcome ? std::get_if<lessons::ClipsView>(outcome.get()) : nullptr)
        info.said = saidByFrames(*films, m_snapshot->shown.sampleIndex);
    info.sample = m_snapshot->shown.sample;
    info.withInfluence = hasInfluence();
    return info;
}

}  // namespace gui
