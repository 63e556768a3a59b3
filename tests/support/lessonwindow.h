// A window with a lesson in it, walked as with PgDn: the step's own net is waited for, cards are found and pressed.
#pragma once

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>
#include <algorithm>

#include "gui/app/mainwindow.h"
#include "gui/lesson/cards/exercisecard.h"
#include "gui/lesson/lessonpanel.h"

struct LessonWindow {
    gui::Bridge bridge;
    gui::MainWindow window{bridge};
    explicit LessonWindow(const std::string& lesson) {
        window.resize(1280, 720);
        window.show();
        gui::Selection selection;
        selection.lesson = lesson;
        bridge.openNow(selection);
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window)) qFatal("the window does not become active");
    }
    [[nodiscard]] gui::LessonPanel& panel() { return *window.findChild<gui::LessonPanel*>(); }
    [[nodiscard]] const lessons::Snapshot* snapshot() {
        bridge.poll();
        return bridge.snapshot().get();
    }
    /// As with PgDn; waits until the step's own net is shown.
    void goTo(int page) {
        panel().goToPage(page - 1);
        const auto state = panel().state();
        if (!state) qFatal("the step opens nothing");
        const lessons::Place place = lessons::Place::parse(state->place);
        const auto isThere = [&] {
            const lessons::Snapshot* shown = snapshot();
            if (!shown || !shown->status.settled || !shown->shown.trace) return false;
            const auto open = bridge.selection().overrides;
            return std::all_of(
                       state->settings.begin(), state->settings.end(),
                       [&](const auto& each) { return std::find(open.begin(), open.end(), each) != open.end(); }) &&
                   (shown->shown.unprobed != nullptr) == !(place.clamps.empty() && place.edits.empty());
        };
        if (!QTest::qWaitFor(isThere, 20000)) {
            const lessons::Snapshot* shown = snapshot();
            QStringList open;
            for (const std::string& each : bridge.selection().overrides) open += QString::fromStdString(each);
            QFAIL(qPrintable(QString("step %1 is not reached: %2; settled %3, trace %4, held %5; %6")
                                 .arg(page)
                                 .arg(open.join(' '))
                                 .arg(shown && shown->status.settled)
                                 .arg(shown && shown->shown.trace)
                                 .arg(shown && shown->shown.unprobed)
                                 .arg(window.message())));
        }
        QTest::qWait(20);
    }
    /// Tab until a number can be typed; null: there is none.
    [[nodiscard]] QLineEdit* tabToNumber() {
        for (int k = 0; k < 80; ++k) {
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window, Qt::Key_Tab);
            auto* edit = qobject_cast<QLineEdit*>(QApplication::focusWidget());
            if (edit && edit->accessibleName() == QLatin1String("Your number") && !edit->isReadOnly()) return edit;
        }
        return nullptr;
    }
    [[nodiscard]] QStringList texts() {
        QCoreApplication::processEvents();
        QStringList all;
        for (const QLabel* label : panel().findChildren<QLabel*>())
            if (label->isVisibleTo(&window)) all << label->text();
        return all;
    }
    [[nodiscard]] QList<gui::ExerciseCard*> exercises() {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return panel().findChildren<gui::ExerciseCard*>();
    }
    void press(const QWidget& in, const char* text) {
        for (auto* button : in.findChildren<QPushButton*>())
            if (button->text() == QLatin1String(text)) return button->click();
        qFatal("no such button");
    }
};
