// When something moves on the Step page, and for how long.
#include <QStyle>

#include "gui/pages/step/steppage.h"
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

void StepPage::setReducedMotion(bool reduced) {
    m_reducedMotion = reduced;
    if (reduced) m_motion->skip();
    Q_EMIT reducedMotionChanged(reduced);
}

/// The person's wish, or the platform's: a style that animates nothing says so by a duration of 0.
bool StepPage::moves() const {
    return m_animated && !m_reducedMotion && isVisible() &&
           style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
}

void StepPage::scrubMotion(double by) {
    if (moves()) m_motion->scrub(by);
}

void StepPage::animate(const Cursor& from, const QPixmap& before) {
    if (!trace() || !moves()) return;
    if (from.zoom != m_cursor.zoom) {
        const int target = m_cell->focusedTarget();
        const auto& targets = m_cell->drawing().targets;
        const bool pointed = target >= 0 && static_cast<std::size_t>(target) < targets.size();
        const bool inwards = m_cursor.zoom > from.zoom;
        m_motion->playZoom(before,
                           pointed && !inwards ? targets[static_cast<std::size_t>(target)].rect.center()
                                               : QRectF(m_cell->rect()).center(),
                           inwards, kZoom);
        return;
    }
    // Only a walk onward is shown as one; a jump, a step back or another sample is a cut.
    if (m_cursor.zoom != Cursor::Zoom::Cell ||
        !(gui::nextOperation(*trace(), from) == Reading(*trace()).fitted(m_cursor)) || from == m_cursor)
        return;
    const QString what = (m_cursor.pass == Cursor::Pass::Forward ? QStringLiteral("f ") : QStringLiteral("b ")) +
                         QString::fromStdString(m_cursor.operation);
    milliseconds time = m_walked.contains(what) ? kFast : kSlow;
    m_walked.insert(what);
    // While it plays, a motion ends before the next one begins.
    if (m_timer.isActive() || m_played > 0) time = std::min(time, milliseconds(m_pace * 85 / 100));
    if (time < kShortest) return;
    auto motion = std::make_shared<const CellMotion>(*trace(), m_cursor, m_theme, m_cell->size());
    m_motion->play([motion](double phase) { return motion->at(phase); }, time);
}

}  // namespace gui
