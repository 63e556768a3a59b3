// What a page is to the window. A page touches its own files and one line of the table in pages.cpp.
#pragma once

#include <QKeySequence>
#include <QWidget>
#include <functional>
#include <memory>
#include <vector>

#include "gui/place/cursor.h"
#include "gui/theme/theme.h"
#include "lessons/session/snapshot.h"

class QSettings;

namespace gui {

/// A key that works while the page is shown.
struct PageKey {
    QKeySequence key;
    std::function<void()> action;
};

class Page : public QWidget {
    Q_OBJECT

 public:
    using QWidget::QWidget;

    /// Below the page, as wide as the window; it belongs to the parent it is given there.
    [[nodiscard]] virtual QWidget* transport() const = 0;
    /// At the left instead of the lesson; null: the page has none. sideWidth: so that none of its labels is cut.
    [[nodiscard]] virtual QWidget* side() const { return nullptr; }
    [[nodiscard]] virtual int sideWidth() const { return 0; }
    /// The line above the page; in presenter mode the window shows it in its top bar. null: there is none.
    [[nodiscard]] virtual QWidget* head() const { return nullptr; }
    virtual void takeHeadBack() {}
    /// The page leaves room at its right for the outcome, small.
    [[nodiscard]] virtual bool isBesideOutcome() const { return false; }

    virtual void setTheme(const Theme& theme) = 0;
    /// Every drawing at once, no motion, no clock: for pictures.
    virtual void setStill(bool still) = 0;
    /// Another net is open; what a page keeps of a net (its undo stack) is kept under this key.
    virtual void setNet(const std::string& key) { static_cast<void>(key); }
    /// The lesson asks first: what the page shows of the outcome is covered by these words, or by none.
    virtual void coverOutcome(const QString& words) { static_cast<void>(words); }
    /// Comes to the page that is shown, and to every other one when it is turned to.
    virtual void setSnapshot(std::shared_ptr<const lessons::Snapshot> snapshot) = 0;
    virtual void setPlace(const Cursor& place) = 0;
    /// The keys of the page, and what Space and Esc do on it. Esc: whether there was something to go back from.
    [[nodiscard]] virtual std::vector<PageKey> keys() { return {}; }
    virtual void togglePlay() = 0;
    /// Who has the focus when nothing else wants it.
    [[nodiscard]] virtual QWidget* home() { return this; }
    virtual bool goBack() { return false; }
    virtual void restore(const QSettings& settings) { static_cast<void>(settings); }
    virtual void save(QSettings& settings) const { static_cast<void>(settings); }

 Q_SIGNALS:
    /// The person has gone to another place of the open net.
    void placePicked(const Cursor& place);
    /// A place that may lie in another lesson or seed, or in an epoch that is still to come.
    void placeWanted(const Cursor& place);
    /// A link as lessons have them, "step:sample=12,t=5".
    void linkFollowed(const QString& link);
    /// Which of the task's models is to be shown.
    void taskRunPicked(int taskRun);
    /// The lesson instead of the page's side panel.
    void lessonWanted();
    /// One line for the message bar: what went wrong; what was done.
    void failed(const QString& message);
    void told(const QString& note);
};

}  // namespace gui
