// The keys of the window, as interface.md lists them.
#include <QKeyEvent>
#include <QShortcut>

#include "gui/app/keyhelp.h"
#include "gui/app/lessonfiles.h"
#include "gui/app/mainwindow.h"
#include "gui/app/mediakeys.h"
#include "gui/app/presenteroverlay.h"
#include "gui/lesson/lessonpanel.h"
#include "gui/pages/page.h"

namespace gui {

void MainWindow::addKeys() {
    const auto add = [this](const QKeySequence& key, auto&& action) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, action);
    };
    for (Page* page : m_pageList)
        for (const PageKey& key : page->keys())
            add(key.key, [this, page, action = key.action] {
                if (page == current()) action();
            });
    new MediaKeys(
        this, [this] { current()->togglePlay(); }, [this] { current()->home()->setFocus(Qt::OtherFocusReason); });
    add(Qt::Key_PageDown, [this] { turnPage(+1); });
    add(Qt::Key_PageUp, [this] { turnPage(-1); });
    add(Qt::Key_T, [this] { m_bridge.toggleTraining(); });
    add(QKeySequence(QStringLiteral("Ctrl+R")), [this] { m_bridge.reset(); });
    for (int page = 0; page < int(m_pageList.size()); ++page)
        add(QKeySequence(Qt::Key_1 + page), [this, page] { turnTo(page); });
    add(Qt::Key_L, [this] { togglePanel(); });
    // In front of a class only: else the key would give an answer away.
    add(Qt::Key_R, [this] {
        if (m_theme.presenter) m_lesson->revealNext();
    });
    add(QKeySequence(QStringLiteral("Ctrl+O")), [this] { m_files->chooseFile(); });
    add(Qt::Key_F5, [this] { setPresenter(!m_theme.presenter); });
    add(Qt::Key_Period, [this] { m_overlay->toggleBlank(); });
    add(Qt::Key_F1, [this] { m_keys->toggle(); });
    for (const char* keys : {"Ctrl++", "Ctrl+="})
        add(QKeySequence(QLatin1String(keys)), [this] { setTextScale(m_theme.textScale + 0.1); });
    add(QKeySequence(QStringLiteral("Ctrl+-")), [this] { setTextScale(m_theme.textScale - 0.1); });
    add(QKeySequence(QStringLiteral("Ctrl+0")), [this] { setTextScale(1.0); });
}

/// Esc is what nobody else wanted: an open list or a field that is edited takes it first.
void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        leave();
    else
        QMainWindow::keyPressEvent(event);
}

}  // namespace gui
