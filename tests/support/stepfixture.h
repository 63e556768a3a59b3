// The Step page in the real window, held still at a place, with its parts.
#pragma once

#include <QApplication>
#include <QToolButton>
#include <QtTest>

#include "gui/pages/step/steppage.h"
#include "gui/studio/studio.h"
#include "gui/studio/visibletexts.h"
#include "gui/widgets/drawingview.h"

namespace support {

inline gui::Selection small() {
    gui::Selection selection;
    selection.lesson = "forecasting";
    selection.version = "tutorial";
    // tanh, not the lesson's relu: a central difference across a kink is not the gradient.
    selection.overrides = {"model=[{LSTM: {units: 4}}, {Dense: {units: 1}}]", "data.look_back=12"};
    return selection;
}

/// The window at a place, with its parts.
struct StepFixture {
    gui::Studio studio;
    gui::StepPage* page = studio.window().findChild<gui::StepPage*>();

    explicit StepFixture(const char* place, const QSize& size = {1280, 720}, const gui::Selection& selection = small())
        : studio(selection) {
        studio.show({"step", QString::fromLatin1(place), size, gui::Theme::Kind::Light, false, 1.0, 1});
        // Focus needs the window to be the active one.
        studio.window().activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(&studio.window()));
    }
    [[nodiscard]] gui::DrawingView* view(const char* name) const {
        for (auto* view : page->findChildren<gui::DrawingView*>())
            if (view->accessibleName() == QLatin1String(name)) return view;
        return nullptr;
    }
    [[nodiscard]] gui::DrawingView* cell() const { return view("Cell"); }
    [[nodiscard]] QRectF placeOf(const QString& edit) const {
        for (const auto& target : cell()->drawing().targets)
            if (target.edit == edit) return target.rect;
        return {};
    }
    [[nodiscard]] const lessons::Snapshot& snapshot() { return *studio.bridge().snapshot(); }
    void settle() {
        studio.bridge().settle();
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QToolButton* button(const char* name) const {
        for (auto* one : page->findChildren<QToolButton*>())
            if (one->accessibleName().startsWith(QLatin1String(name))) return one;
        return nullptr;
    }
    [[nodiscard]] bool saysPart(const QString& text) {
        for (const auto& one : gui::visibleTexts(studio.window()))
            if (one.text.contains(text)) return true;
        return false;
    }
    [[nodiscard]] bool says(const QString& text) {
        for (const auto& one : gui::visibleTexts(studio.window()))
            if (one.text == text) return true;
        return false;
    }
};

}  // namespace support
