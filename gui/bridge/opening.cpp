// Opens lessons: builds what is new, finds again what was left, keeps what is left now.
#include <algorithm>
#include <utility>

#include "gui/bridge/bridge.h"
#include "gui/bridge/faults.h"
#include "lessons/catalog.h"

namespace gui {
namespace {

std::shared_ptr<const lessons::Spec> specOf(const lessons::Lesson& lesson, const Selection& selection) {
    return std::make_shared<const lessons::Spec>(lesson.spec(selection.version, selection.overrides));
}

bool makesTheSame(const lessons::Spec& a, const lessons::Spec& b) {
    return a.data == b.data && a.model == b.model && a.training == b.training && a.result == b.result;
}

}  // namespace

Bridge::Known Bridge::known() const {
    Known known;
    for (const ParkedNet& net : m_parking.nets()) known.emplace_back(net.selection, net.spec);
    if (m_session) known.emplace_back(m_selection, specOf(m_lesson, m_selection));
    return known;
}

Bridge::Opened Bridge::build(Selection selection, const Known& known) {
    Opened result;
    result.lesson = lessons::findLesson(selection.lesson);
    const lessons::Spec spec = result.lesson.spec(selection.version, selection.overrides);
    selection.version = spec.version;
    const bool isKnown = std::any_of(known.begin(), known.end(), [&](const auto& each) {
        return each.first == selection && makesTheSame(*each.second, spec);
    });
    if (!isKnown) {
        lessons::SessionOptions options;
        options.threads = selection.threads;
        result.session = std::make_unique<lessons::Session>(lessons::makeTask(spec, selection.seed), options);
    }
    result.selection = std::move(selection);
    return result;
}

void Bridge::open(Selection selection) {
    const int number = ++m_openings;
    m_wanted = selection;
    m_verbsLater.clear();
    Q_EMIT opening(QString::fromStdString(selection.lesson));
    m_workers.start([this, number, known = known(), selection = std::move(selection)]() mutable {
        // shared_ptr: a queued call must be copyable.
        auto result = std::make_shared<Opened>();
        QString fault;
        try {
            *result = build(std::move(selection), known);
        } catch (const std::exception& error) {
            fault = faultText(error);
        }
        QMetaObject::invokeMethod(
            this,
            [this, number, result, fault] {
                if (number != m_openings) return end(std::move(result->session));
                if (fault.isEmpty()) return take(std::move(*result));
                m_wanted = m_selection;
                m_verbsLater.clear();
                Q_EMIT failed(fault);
            },
            Qt::QueuedConnection);
    });
}

void Bridge::openLesson(const std::string& lesson, const std::string& version) {
    Selection next = m_selection;
    next.lesson = lesson;
    next.version = version;
    next.overrides.clear();
    const bool isOpen =
        m_session && lesson == m_selection.lesson && (version.empty() || version == m_selection.version);
    if (isOpen)
        next.version = m_selection.version;
    else if (const ParkedNet* left = m_parking.latest(lesson, version))
        next = left->selection;
    open(std::move(next));
}

void Bridge::openNow(Selection selection) {
    ++m_openings;
    m_verbsLater.clear();
    m_wanted = m_selection;  // what was opening is overtaken
    take(build(std::move(selection), known()));
    settle();
}

void Bridge::take(Opened fresh) {
    const bool isOpen = m_session && !fresh.session && fresh.selection == m_selection;
    if (!isOpen) {
        ParkedNet parked = fresh.session ? ParkedNet{} : m_parking.take(fresh.selection);
        // It was changed while it was opening.
        if (!fresh.session && !parked.session) fresh = build(std::move(fresh.selection), {});
        leave();
        m_isResumed = parked.session != nullptr;
        m_selection = std::move(fresh.selection);
        m_session = std::move(m_isResumed ? parked.session : fresh.session);
        m_history = &m_histories[m_selection.data()];
        m_historySession = m_isResumed ? parked.historySession : 0;
        m_historySession = m_history->beginSession(settingsText(m_selection), m_historySession);
        m_snapshot.reset();
        m_lookNumber = m_questionNumber = 0;
        m_askers.clear();
    }
    m_wanted = m_selection;
    m_chosenTaskRun = -1;
    m_lesson = std::move(fresh.lesson);
    m_view = {};
    readTune();
    Q_EMIT opened();
    poll();
    m_timer.start();
    for (const QString& verb : std::exchange(m_verbsLater, {})) {
        try {
            perform(verb);
        } catch (const std::exception& error) {
            Q_EMIT failed(faultText(error));
        }
    }
}

void Bridge::leave() {
    if (!m_session) return;
    poll();  // its last curve points
    if (!isTrained(m_session->snapshot()->status)) return end(std::move(m_session));
    ParkedNet net{m_selection, specOf(m_lesson, m_selection), std::move(m_session), m_historySession};
    for (std::unique_ptr<lessons::Session>& gone : m_parking.park(std::move(net))) end(std::move(gone));
}

/// Ending a session waits for its batch; that wait is not the window's.
void Bridge::end(std::unique_ptr<lessons::Session> session) {
    if (!session) return;
    m_workers.start([old = std::make_shared<std::unique_ptr<lessons::Session>>(std::move(session))] { old->reset(); });
}

QString Bridge::settingsText(const Selection& selection) const {
    QStringList parts;
    for (const std::string& text : selection.overrides) {
        const QString part = QString::fromStdString(text);
        parts += part.section(u'=', 0, 0).section(u'.', -1) + u' ' + part.section(u'=', 1);
    }
    return parts.join(QStringLiteral(", "));
}

}  // namespace gui
