// One job a turn.
#include "gui/widgets/turns.h"

#include <QWidget>
#include <algorithm>

namespace gui {

Turns::Turns(QWidget* page, std::chrono::milliseconds pitch) : QObject(page), m_page(page) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(pitch);
    connect(&m_timer, &QTimer::timeout, this, &Turns::next);
}

void Turns::add(std::function<void()> job) {
    m_jobs.push_back({std::move(job)});
}

void Turns::ask() {
    if (m_immediate) return redo();
    for (Job& job : m_jobs) job.due = true;
    if (m_page->isVisible() && !m_timer.isActive()) m_timer.start();
}

void Turns::redo() {
    m_timer.stop();
    for (Job& job : m_jobs) {
        job.due = false;
        job.work();
    }
}

void Turns::next() {
    if (!m_page->isVisible()) return;
    const auto job = std::find_if(m_jobs.begin(), m_jobs.end(), [](const Job& one) { return one.due; });
    if (job == m_jobs.end()) return;
    job->due = false;
    job->work();
    if (std::any_of(job, m_jobs.end(), [](const Job& one) { return one.due; })) m_timer.start();
}

}  // namespace gui
