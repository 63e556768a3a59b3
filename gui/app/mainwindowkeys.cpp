// The keys of the window, as interface.md lists them.
#include <QKeyEvent>
#include <QShortcut>

#include "gui/app/keyhelp.h"
#include "gui/app/mainwindow.h"
#include "gui/app/presenteroverlay.h"
#include "gui/pages/step/steppage.h"

namespace gui {

void MainWindow::addKeys() {
    const auto add = [this](const QKeySequence& key, auto&& action) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, action);
    };
    const auto step = [this, &add](int key, void (StepPage::*move)()) {
        add(QKeySequence(key), [this, move] {
            if (page() != Step) return;
            // A local: where UBSan checks classes (vptr), gcc 12 sets the address that `m_step` is read through in the
            // branch for virtual functions only, and reads it in both.
            StepPage* const target = m_step;
            (target->*move)();
        });
    };
    step(Qt::Key_Right, &StepPage::nextOperation);
    step(Qt::Key_Left, &StepPage::previousOperation);
    step(Qt::Key_Down, &StepPage::nextStep);
    step(Qt::Key_Up, &StepPage::previousStep);
    step(Qt::Key_B, &StepPage::togglePass);
    add(QKeySequence(QStringLiteral("Shift+Right")), [this] {
        if (page() == Step) m_step->scrubMotion(+0.1);
    });
    add(QKeySequence(QStringLiteral("Shift+Left")), [this] {
        if (page() == Step) m_step->scrubMotion(-0.1);
    });
    add(Qt::Key_PageDown, [this] { turnPage(+1); });
    add(Qt::Key_PageUp, [this] { turnPage(-1); });
    add(Qt::Key_T, [this] { m_bridge.toggleTraining(); });
    add(QKeySequence(QStringLiteral("Ctrl+R")), [this] { m_bridge.reset(); });
    add(Qt::Key_1, [this] { setPage(Step); });
    add(Qt::Key_2, [this] { setPage(Train); });
    add(Qt::Key_L, [this] { togglePanel(); });
    add(Qt::Key_F5, [this] { setPresenter(!m_theme.presenter); });
    add(Qt::Key_Period, [this] { m_overlay->toggleBlank(); });
    add(Qt::Key_F1, [this] { m_keys->toggle(); });
    for (const char* keys : {"Ctrl++", "Ctrl+="})
        add(QKeySequence(QLatin1String(keys)), [this] { setTextScale(m_theme.textScale + 0.1); });
    add(QKeySequence(QStringLiteral("Ctrl+-")), [this] { setTextScale(m_theme.textScale - 0.1); });
    add(QKeySequence(QStringLiteral("Ctrl+0")), [this] { setTextScale(1.0); });
}

/// What is left over: Space belongs to a focused button first, Esc to an open card.
void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space) {
        if (page() == Step)
            m_step->togglePlay();
        else
            m_bridge.toggleTraining();
    } else if (event->key() == Qt::Key_Escape) {
        if (m_keys->isVisible())
            m_keys->hide();
        else if (m_theme.presenter)
            setPresenter(false);
        else
            m_step->zoomOut();
    } else {
        QMainWindow::keyPressEvent(event);
    }
}

}  // namespace gui
