// Spreads the work that a new snapshot asks for over turns of the event loop: keys and clicks are answered in between.
#pragma once

#include <QTimer>
#include <chrono>
#include <functional>
#include <vector>

class QWidget;

namespace gui {

class Turns : public QObject {
    Q_OBJECT

 public:
    /// Jobs of a page that nobody sees wait until redo(). From one job to the next passes `pitch`, so that what the
    /// first one changed is painted by then.
    Turns(QWidget* page, std::chrono::milliseconds pitch);
    void add(std::function<void()> job);
    /// Every job is due once more, in the order of adding; one that still waits is not done twice.
    void ask();
    /// Every job is done now, and none waits any more.
    void redo();
    /// true: ask() does the work at once and nothing depends on the clock; for `shot`.
    void setImmediate(bool immediate) { m_immediate = immediate; }

 private:
    void next();

    struct Job {
        std::function<void()> work;
        bool due = false;
    };
    QWidget* m_page;
    QTimer m_timer;
    std::vector<Job> m_jobs;
    bool m_immediate = false;
};

}  // namespace gui
