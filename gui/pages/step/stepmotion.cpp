// Starts the motions of the cell.
#include "gui/pages/step/stepmotion.h"

#include <QStyle>
#include <algorithm>
#include <chrono>
#include <memory>

#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellmotion.h"
#include "gui/widgets/drawingview.h"
#include "gui/widgets/motionview.h"

namespace gui {

using std::chrono::milliseconds;

namespace {
constexpr milliseconds kSlow{1000}, kFast{580}, kZoom{350};  // travel 700 or 400, then light 300 or 170
constexpr milliseconds kShortest{150};                       // below it the eye sees a flicker: a cut is calmer
}  // namespace

StepMotion::StepMotion(DrawingView* cell)
    : QObject(cell), m_cell(cell), m_motion(new MotionView(cell)), m_theme(Theme::make(Theme::Kind::Light)) {}

void StepMotion::setTheme(const Theme& theme) {
    m_theme = theme;
    m_motion->setGround(theme.ground);
}

void StepMotion::setReduced(bool reduced) {
    m_reduced = reduced;
    if (reduced) skip();
}

/// A style that animates nothing says so by a duration of 0.
bool StepMotion::moves() const {
    return m_animated && !m_reduced && m_cell->isVisible() &&
           m_cell->style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, m_cell) > 0;
}

void StepMotion::leave(const Cursor& from, const Cursor& to) {
    m_motion->skip();
    m_before = from.zoom != to.zoom && moves() ? m_motion->still() : QPixmap();
}

void StepMotion::arrive(const engine::Trace& trace, const Cursor& from, const Cursor& to, int playingPace) {
    if (!moves()) return;
    if (from.zoom != to.zoom) {
        zoom(from, to);
        return;
    }
    // Only a walk onward is shown as one; a jump, a step back or another sample is a cut.
    if (to.zoom != Cursor::Zoom::Cell || !(nextOperation(trace, from) == Reading(trace).fitted(to)) || from == to)
        return;
    const QString what = (to.pass == Cursor::Pass::Forward ? QStringLiteral("f ") : QStringLiteral("b ")) +
                         QString::fromStdString(to.operation);
    milliseconds time = m_walked.contains(what) ? kFast : kSlow;
    m_walked.insert(what);
    // While it plays, a motion ends before the next one begins.
    if (playingPace > 0) time = std::min(time, milliseconds(playingPace * 85 / 100));
    if (time < kShortest) return;
    auto motion = std::make_shared<const CellMotion>(trace, to, m_theme, m_cell->size());
    m_motion->play([motion](double phase) { return motion->at(phase); }, time);
}

void StepMotion::zoom(const Cursor& from, const Cursor& to) {
    const int target = m_cell->focusedTarget();
    const auto& targets = m_cell->drawing().targets;
    const bool pointed = target >= 0 && static_cast<std::size_t>(target) < targets.size();
    const bool inwards = to.zoom > from.zoom;
    m_motion->playZoom(
        m_before,
        pointed && !inwards ? targets[static_cast<std::size_t>(target)].rect.center() : QRectF(m_cell->rect()).center(),
        inwards, kZoom);
}

void StepMotion::refresh() {
    m_motion->refresh();
}

void StepMotion::skip() {
    m_motion->skip();
}

void StepMotion::scrub(double by) {
    if (moves()) m_motion->scrub(by);
}

}  // namespace gui
